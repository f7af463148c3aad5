/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_DEPLOY_FIREWALL_H
#define TESTS_DEPLOY_FIREWALL_H

/* A store, a machine without names and services, and the kernel of a network namespace of our own. A policy here is one
 * rule about one address, by which it is recognised in the kernel. */

#include "backend/deploy/deploy.h"
#include "tests/db/fixture.h"
#include "tests/deploy/machine.h"

struct firewall {
	struct fixture *fixture;
	struct machine *machine;
	struct deploy deploy;
};

/* Enters the namespace; *state stays NULL where there is none, and so it does for the tests. This process becomes the
 * one that orphans below it are handed to, so that timers can be waited for. */
int firewall_group(void **state);

/* Set-up and tear-down of a test. Afterwards no timer of the test is left. */
int firewall_setup(void **state);
int firewall_teardown(void **state);

/* In the environment of a timer: what it dies of before it is ready. */
#define FIREWALL_NO_TIMER "FIREWALL_NO_TIMER"

/* A main() calls it first: when the program was started as a timer, it is one, and this does not return. */
void firewall_timer_main(int argc, char **argv);

/* Makes the draft one rule that drops what goes to the address. */
void firewall_draft(struct firewall *firewall, const char *address);

/* The draft is made and applied; fails the test on error. Gives the revision. */
int64_t firewall_apply(struct firewall *firewall, const char *address, unsigned confirm_seconds);

/* The same must be refused, with the code. */
void firewall_apply_refused(struct firewall *firewall, const char *address, unsigned confirm_seconds,
			    enum error_code code, const char *words);

/* The address of the policy that the kernel holds, "" for an empty table, NULL for no table. Caller frees. */
char *firewall_holds(void);
void firewall_assert_holds(const char *address);
/* The same within five seconds. */
void firewall_await(const char *address);

/* State of a revision. */
void firewall_assert_state(struct firewall *firewall, int64_t number, enum revision_state state);

/* Timers that run, newest last. */
typedef VEC(pid_t) pid_list_t;
void firewall_timers(pid_list_t *ret);
/* Waits (ten seconds at most) until all timers have ended by themselves. */
void firewall_await_timers(void);

#endif
