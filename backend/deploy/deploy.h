/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_DEPLOY_DEPLOY_H
#define BACKEND_DEPLOY_DEPLOY_H

/* Makes the kernel hold the policy, and tells how the two stand: joins store, compiler and kernel. */

#include "backend/deploy/system.h"
#include "backend/kernel/kernel.h"
#include "db/store.h"
#include "model/check.h"

/* What an apply does, one after the other. */
enum deploy_step {
	DEPLOY_WAIT, /* for another that changes the firewall */
	DEPLOY_CHECK,
	DEPLOY_RESOLVE, /* host names */
	DEPLOY_COMPILE,
	DEPLOY_READ, /* the kernel's table */
	DEPLOY_KEEP, /* as a revision: told once, and from then on it is carried out */
	DEPLOY_SEND,
	DEPLOY_STEPS,
};
#define DEPLOY_LAST_TO_CANCEL DEPLOY_KEEP

/* Told how far deploy_apply() is, by the thread that calls it: done of total, total 0 where that is not known. False
 * calls it off, up to and with DEPLOY_LAST_TO_CANCEL: ERROR_CANCELLED, and kernel and store are as they were. Later it
 * is only told. */
struct deploy_watch {
	bool (*step)(void *context, enum deploy_step step, size_t done, size_t total);
	void *context;
};

/* A store that was opened to be read (STORE_READ) is refused by all that changes the firewall, with ERROR_PERMISSION
 * and before the kernel is touched; only deploy_restore() takes it. */
struct deploy {
	struct store *store;
	struct system *system;
	struct kernel *kernel;		  /* NULL until deploy_connect() */
	int64_t now;			  /* seconds since 1970, 0: the clock; tests set it */
	const struct deploy_watch *watch; /* of deploy_apply(); NULL: nobody waits */
};

/* What apply did, for the person who asked. */
struct deploy_result {
	int64_t revision;
	bool repeated;	/* it ran already: no revision was made, and the change is a repair */
	bool confirmed; /* and it had waited to be confirmed, which it need not any more */
	struct kernel_change change;
	strlist_t unresolved; /* host names without addresses */
	strlist_t
	    notes; /* translated lines: rules that match nothing until the agent runs, what other tables can drop */
};
void deploy_result_done(struct deploy_result *result);

int deploy_connect(struct deploy *deploy, struct error *err);

/* Checks, compiles and loads the draft, then keeps it as a revision. confirm_seconds 0: confirmed at once. Otherwise
 * the revision is pending, and a process of its own, which outlives the caller and its terminal, takes it back
 * (rollback to the last confirmed revision, or to no table) unless deploy_confirm() comes in time. What runs already is
 * made no revision again: the kernel is brought up to date with it, and nothing is taken back; but one that waits
 * begins to wait anew with confirm_seconds, as a new revision, and is confirmed without. Policy errors: the first is
 * returned and nothing is touched. Errors of the kernel name the rule. */
int deploy_apply(struct deploy *deploy, const struct author *author, const char *message, unsigned confirm_seconds,
		 struct deploy_result *ret, struct error *err);
int deploy_confirm(struct deploy *deploy, struct error *err); /* ERROR_REFERENCE: nothing waits */
/* The revision that waits to be confirmed, 0 none, and until when (seconds since 1970). Cheap enough to be asked every
 * second. */
int deploy_pending(struct deploy *deploy, int64_t *ret_number, int64_t *ret_until, struct error *err);
int deploy_rollback(struct deploy *deploy,
		    struct error *err); /* now, to the last confirmed revision before the pending or newest */

/* What the process left behind by deploy_apply() does: waits until deadline (CLOCK_BOOTTIME, seconds) and takes
 * revision number back if it is still pending. The program that calls deploy_apply() must run it for the hidden command
 * `--db FILE TAKE_BACK_COMMAND NUMBER DEADLINE`, with its error on
 * standard error. SIGTERM: at once, instead of at the deadline. *ret_taken_back false: there was nothing to take back.
 */
#define TAKE_BACK_COMMAND "take-back"
int deploy_wait_and_take_back(struct deploy *deploy, int64_t number, int64_t deadline, bool *ret_taken_back,
			      struct error *err);

/* Boot: loads the last confirmed revision, asks nobody, waits for no network. A pending revision is taken back. A rule
 * that cannot be loaded any more is left out, and a store that cannot be written is no error: both are told in notes.
 */
int deploy_restore(struct deploy *deploy, struct deploy_result *ret, struct error *err);

/* Switches the firewall's effect off (dormant table) and on again; remembered over a reboot. */
int deploy_switch(struct deploy *deploy, bool on, struct error *err);

struct deploy_status {
	bool loaded;	      /* the table is there */
	bool off;	      /* and dormant */
	bool may_read_kernel; /* false without the right: the next four are unknown */
	bool kernel_differs;  /* from the running revision: someone changed it */
	size_t restarted;     /* units that rules do not match because they were started later: notes name them */
	struct kernel_change kernel_change;
	bool draft_differs; /* from the running revision */
	size_t draft_changes;
	int64_t revision; /* running, 0 none */
	int64_t revision_time;
	bool pending; /* waits for confirm */
	int64_t pending_until;
	size_t rules, rules_enabled;
	size_t errors, warnings;
	kernel_other_list_t others;
	strlist_t notes; /* translated: rules with executables match nothing until the agent runs, … */
};
int deploy_status(struct deploy *deploy, struct deploy_status *ret, struct error *err);
void deploy_status_done(struct deploy_status *status);

/* The policy of the running revision, with the ids its rules had. ERROR_REFERENCE when nothing was applied yet. */
int deploy_running_policy(struct deploy *deploy, struct policy *ret, struct error *err);

/* The IR of the draft (for export nft) or of the running revision, whose policy comes along (ret_policy may be
 * NULL). */
int deploy_compile_draft(struct deploy *deploy, struct ir *ret, struct error *err);
int deploy_compile_running(struct deploy *deploy, struct policy *ret_policy, struct ir *ret, struct error *err);

#endif
