/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_STATUS_H
#define UI_STATUS_H

/*
 * How the stored policy stands to what runs, found out beside the editor: comparing with the kernel can take long, so a
 * thread with connections of its own does it and the screen goes on.
 */

#include "backend/deploy/deploy.h"

#include <pthread.h>

struct status_job;

/* The findings about rules, by the id of the rule; those of one rule in their order. */
typedef VEC(const struct finding *) finding_list_t;

struct status {
	struct status_job *job; /* running, NULL none */
	bool tried;		/* an answer came, which may be that nothing can be known */
	bool known;		/* the rest is filled in */
	struct deploy_status deploy;
	struct policy running; /* of the running revision, for the marks of the list */
	bool has_running;
	struct report report; /* of the check of the draft */
	finding_list_t by_rule;
	struct policy draft; /* what was checked; whoever needs a copy may take it, and empties this */
	bool stale;	     /* something changed since the job was started */
};

/* Starts finding out anew; the answer comes through status_collect(). */
void status_refresh(struct status *status, const char *db);
/* Takes the answer when it is there; true when something changed. Restarts it when it was stale. */
bool status_collect(struct status *status, const char *db);
/* Waits for an answer that is up to date, for what must not guess. */
void status_wait(struct status *status, const char *db);
/* The first finding about the rule, NULL for none. Valid until the next answer is taken. */
const struct finding *status_finding(const struct status *status, int64_t rule);
void status_done(struct status *status); /* waits for the thread */

#endif
