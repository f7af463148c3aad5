/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_DEPLOY_REVISION_H
#define BACKEND_DEPLOY_REVISION_H

/* Inside backend/deploy only: revisions as the kernel's other half. */

#include "backend/deploy/deploy.h"

#define STATE_OFF     "switched_off" /* set while the table is dormant */
#define STATE_PENDING "pending"	     /* "NUMBER UNTIL": the revision that waits, and seconds since 1970 */
#define STATE_LOADED  "loaded_at"    /* seconds since 1970 from which the running schedules were computed */

#define NAME_SECONDS 5 /* for all host names together */

int64_t deploy_now(const struct deploy *deploy);

/* ---- revisions ---- */

/* The revision that waits to be confirmed. A revision is also pending in the store while it is being loaded, and stays
 * so where its maker was killed or could not write: then it is not the one that is named here, and does not count. */
struct waiting {
	int64_t number; /* 0: none */
	int64_t until;
};
int deploy_waiting(struct deploy *deploy, struct waiting *ret, struct error *err);
int deploy_set_waiting(struct deploy *deploy, const struct waiting *waiting, struct error *err); /* NULL: none */

/* Confirmed, or waiting: the newest of them is what the kernel should hold. */
enum revision_kind { ANY_CONFIRMED, ANY_RUNNING };

/* The newest revision of that kind below number (0: of all). */
int deploy_find_revision(struct deploy *deploy, int64_t below, enum revision_kind kind, struct revision *ret,
			 bool *ret_found, struct error *err);

/* The newest of ANY_RUNNING. ERROR_REFERENCE when there is none. */
int deploy_running(struct deploy *deploy, struct revision *ret, struct error *err);

/* Marks the pending revisions below number (0: all) as taken back. */
int deploy_drop_pending(struct deploy *deploy, int64_t below, struct error *err);

/* Whether the firewall is switched off, as the store remembers. */
int deploy_is_off(struct deploy *deploy, bool *ret, struct error *err);

/* ---- the kernel ---- */

/* Loads a policy into the kernel as it is, without a revision. change may be NULL. */
int deploy_load(struct deploy *deploy, const struct policy *policy, bool off, struct kernel_change *change,
		struct error *err);
/* The same of what is compiled already. */
int deploy_send(struct deploy *deploy, const struct ir *ir, struct kernel_change *change, struct error *err);

/* What the kernel is to go back to, all of it in memory: the store may be out of reach when it is needed. */
struct return_point {
	bool found; /* false: to no table */
	bool off;
	int64_t number;
	struct policy policy;
};
int return_point_read(struct deploy *deploy, int64_t below, enum revision_kind kind, struct return_point *ret,
		      struct error *err);
/* change may be NULL. With names: loads first, because the names may resolve only then, and adds their addresses.
 *
 * This is what a machine boots with, and what it goes back to from a change that cut it off: one rule that cannot be
 * loaded any more (its user is gone, the kernel lacks a module) must not cost all the others. Such a rule is disabled
 * in point, and told in left_out, a translated line each, which may be NULL. */
int return_point_load(struct deploy *deploy, struct return_point *point, bool names, struct kernel_change *change,
		      strlist_t *left_out, struct error *err);
void return_point_done(struct return_point *point);
#define _cleanup_return_point_ _cleanup_(return_point_done)

/* ---- someone who waits ---- */

/* A watch of one step, which asks deploy->watch. */
struct step_watch {
	const struct deploy_watch *watch; /* NULL: nobody waits */
	enum deploy_step step;
	struct watch asks;
};
/* Begins the step; gives its watch, NULL where nobody waits. */
struct watch *step_begin(struct step_watch *step, const struct deploy *deploy, enum deploy_step which);
/* ERROR_CANCELLED when it was called off. */
int step_refuse(const struct step_watch *step, struct error *err);

/* ---- changing both ---- */

struct order {
	const struct author *author;
	const char *message;
	unsigned confirm_seconds; /* 0: confirmed at once */
};

/* Makes a policy a revision and loads it. On error the kernel holds what it held, and the revision is taken back. Names
 * are resolved already. */
int deploy_install(struct deploy *deploy, const struct policy *policy, const struct order *order,
		   struct deploy_result *result, struct error *err);

/* The same for the policy of a revision that runs already: the kernel is repaired. pending: it is confirmed as well. */
int deploy_repeat(struct deploy *deploy, const struct policy *policy, int64_t number, bool pending,
		  struct deploy_result *result, struct error *err);

/* Cgroups of the wanted table (of the policy) that the kernel's table lacks: of units that were started again, or for
 * the first time, since it was loaded. They are taken out of wanted, as nobody changed the table there, and each unit
 * is named in a translated note; gives how many. */
size_t deploy_take_restarted(const struct environment *env, const struct policy *policy, const struct ir *held,
			     struct ir *wanted, strlist_t *notes);

/* Leaves a process behind that takes revision number back after seconds, unless it is confirmed by then. It is ready
 * when this returns: it has read what it will go back to. */
int timer_start(const char *store, int64_t number, unsigned seconds, struct error *err);

/* ---- one at a time ---- */

/* Held by whoever changes kernel and revisions together, in any process. */
struct deploy_lock {
	int fd; /* -1: not held */
};
#define DEPLOY_UNLOCKED ((struct deploy_lock){-1})

/* Waits LOCK_SECONDS at most. ERROR_CONFLICT: another has it for longer. */
#define LOCK_SECONDS 15
int deploy_lock(struct deploy *deploy, struct deploy_lock *ret, struct error *err);
/* The same for who writes into the store too: ERROR_PERMISSION, before anything is touched, where it is only read. */
int deploy_lock_to_write(struct deploy *deploy, struct deploy_lock *ret, struct error *err);
void deploy_unlock(struct deploy_lock *lock);
#define _cleanup_deploy_lock_ _cleanup_(deploy_unlock)

/* Adds what the user should know about the policy that runs: what matches nothing without the agent. resolved: its host
 * names were asked for when it was loaded. */
void deploy_notes(const struct policy *policy, bool resolved, strlist_t *ret);

#endif
