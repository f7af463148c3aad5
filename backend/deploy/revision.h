/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_DEPLOY_REVISION_H
#define BACKEND_DEPLOY_REVISION_H

/* Inside backend/deploy only: revisions as the kernel's other half. */

#include "backend/deploy/deploy.h"

#define STATE_OFF     "switched_off"  /* set while the table is dormant */
#define STATE_PENDING "pending_until" /* seconds since 1970 by which the pending revision must be confirmed */

#define NAME_SECONDS 5 /* for all host names together */

int64_t deploy_now(const struct deploy *deploy);

/* Whether the firewall is switched off, as the store remembers. */
bool deploy_is_off(struct deploy *deploy);

/* The newest revision that was not taken back. ERROR_REFERENCE when there is none. */
int deploy_running(struct deploy *deploy, struct revision *ret, struct error *err);

/* Loads a policy into the kernel as it is, without a revision. change may be NULL. */
int deploy_load(struct deploy *deploy, const struct policy *policy, int64_t now, struct kernel_change *change,
		struct error *err);

/* Loads the newest confirmed revision below number (0: of all), or removes the table when there is none. */
int deploy_load_confirmed(struct deploy *deploy, int64_t below, struct revision *ret, bool *ret_found,
			  struct error *err);

/* Takes the pending revision back. */
int deploy_take_back(struct deploy *deploy, int64_t number, struct error *err);

/* Leaves a process behind that takes revision number back after seconds, unless it is confirmed by then. */
int timer_start(const char *store, int64_t number, unsigned seconds, struct error *err);

/* Adds what the user should know about the policy: rules that match nothing without the agent. */
void deploy_notes(struct deploy *deploy, const struct policy *policy, strlist_t *ret);

#endif
