/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Store and kernel together at boot, when switched off, and as status tells it. */
#include "tests/deploy/firewall.h"

#include "backend/deploy/revision.h"
#include "tests/kernel/kit.h"

#include <linux/capability.h>
#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ONE   "192.0.2.1"
#define TWO   "192.0.2.2"
#define THREE "192.0.2.3"

#define LONG 600 /* seconds nobody waits for */

static void succeeds(int result, const struct error *err)
{
	if (result != 0)
		fail_msg("%s", err->message);
}

static void rollback(struct firewall *firewall)
{
	struct error err = {0};

	succeeds(deploy_rollback(&firewall->deploy, &err), &err);
}

/* ---- boot ---- */

static int64_t restore(struct firewall *firewall)
{
	_cleanup_(deploy_result_done) struct deploy_result result = {0};
	struct error err = {0};

	succeeds(deploy_restore(&firewall->deploy, &result, &err), &err);
	return result.revision;
}

/* A boot: the kernel is empty, and whoever waited is gone. */
static void reboot(struct firewall *firewall)
{
	pid_list_t timers = {0};

	firewall_timers(&timers);
	VEC_FOREACH (&timers, pid) {
		kill(*pid, SIGKILL);
		assert_int_equal(waitpid(*pid, NULL, 0), *pid);
	}
	vec_done(&timers);
	kernel_close(firewall->deploy.kernel);
	firewall->deploy.kernel = NULL;
	free(kit_nft(NULL, "flush", "ruleset", NULL));
}

static void test_restore(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	_cleanup_error_ struct error err = {0};
	struct deploy_result result = {0};
	int64_t one, two;

	assert_int_equal(deploy_restore(&firewall->deploy, &result, &err), -1);
	fixture_error(&err, ERROR_REFERENCE, "nothing to restore");
	one = firewall_apply(firewall, ONE, 0);
	two = firewall_apply(firewall, TWO, LONG);
	reboot(firewall);
	assert_int_equal(restore(firewall), one);
	firewall_assert_holds(ONE);
	firewall_assert_state(firewall, two, REVISION_TAKEN_BACK);
	assert_int_equal(restore(firewall), one);
}

/* By hand, without a boot, with the first change ever still waiting: it is not to stay for want of an older one. */
static void test_restore_without_confirmed(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	_cleanup_error_ struct error err = {0};
	struct deploy_result result = {0};
	int64_t one = firewall_apply(firewall, ONE, LONG);

	assert_int_equal(deploy_restore(&firewall->deploy, &result, &err), -1);
	fixture_error(&err, ERROR_REFERENCE, "nothing to restore");
	firewall_assert_holds(NULL);
	firewall_assert_state(firewall, one, REVISION_TAKEN_BACK);
}

static void test_restore_damaged(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	_cleanup_error_ struct error err = {0};
	struct deploy_result result = {0};

	firewall_apply(firewall, ONE, 0);
	fixture_sql(firewall->fixture->path, "DROP TRIGGER IF EXISTS revisions_keep");
	fixture_sql(firewall->fixture->path, "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE type = "
					     "'trigger'; PRAGMA writable_schema = RESET");
	fixture_sql(firewall->fixture->path, "UPDATE revisions SET document = '{'");
	store_close(firewall->deploy.store);
	firewall->deploy.store = fixture_open(firewall->fixture->path, STORE_WRITE);
	assert_int_equal(deploy_restore(&firewall->deploy, &result, &err), -1);
	fixture_error(&err, ERROR_STORE, "revision 1 cannot be read");
	firewall_assert_holds(ONE);
}

/* What is loaded and does not hold as one might think is told. */
static void test_notes(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	_cleanup_(deploy_result_done) struct deploy_result applied = {0}, restored = {0};
	struct error err = {0};

	firewall_draft(firewall, "192.0.2.1,mail.invalid");
	succeeds(deploy_apply(&firewall->deploy, &fixture_author, "", 0, &applied, &err), &err);
	assert_int_equal(applied.unresolved.n, 1);
	assert_int_equal(applied.notes.n, 1);
	assert_non_null(strstr(applied.notes.v[0], "24 hours"));
	succeeds(deploy_switch(&firewall->deploy, false, &err), &err);
	reboot(firewall);
	succeeds(deploy_restore(&firewall->deploy, &restored, &err), &err);
	assert_int_equal(restored.notes.n, 2);
	assert_non_null(strstr(restored.notes.v[0], "until the next apply"));
	assert_non_null(strstr(restored.notes.v[1], "nftabs on"));
}

/* A disk that is full at boot is no reason to be without a firewall. */
static void test_restore_when_full(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	_cleanup_(deploy_result_done) struct deploy_result result = {0};
	struct error err = {0};

	firewall_apply(firewall, ONE, 0);
	firewall_apply(firewall, TWO, LONG);
	reboot(firewall);
	fixture_sql(firewall->fixture->path,
		    "CREATE TRIGGER t BEFORE UPDATE ON revisions BEGIN SELECT raise(ABORT, 'full'); END");
	succeeds(deploy_restore(&firewall->deploy, &result, &err), &err);
	firewall_assert_holds(ONE);
	assert_int_equal(result.notes.n, 1);
	assert_non_null(strstr(result.notes.v[0], "full"));
}

/* Nor is one that may only be read, nor a directory in which no lock can be made. */
static void test_restore_read_only(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	_cleanup_(deploy_result_done) struct deploy_result result = {0};
	_cleanup_free_ char *lock = mem_printf("%s-lock", firewall->fixture->path);
	struct error err = {0};

	firewall_apply(firewall, ONE, 0);
	firewall_apply(firewall, TWO, LONG);
	reboot(firewall);
	store_close(firewall->deploy.store);
	firewall->deploy.store = fixture_open(firewall->fixture->path, STORE_READ);
	assert_int_equal(unlink(lock), 0);
	assert_int_equal(symlink("/nowhere/lock", lock), 0);
	succeeds(deploy_restore(&firewall->deploy, &result, &err), &err);
	firewall_assert_holds(ONE);
	assert_int_equal(result.revision, 1);
	assert_int_equal(result.notes.n, 1);
}

/* A rule whose user is gone, at boot: the others are loaded, and it is told. An apply refuses it. */
static void test_restore_leaves_out(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	_cleanup_(deploy_result_done) struct deploy_result result = {0};
	_cleanup_policy_ struct policy before = {0}, after = {0};
	struct error err = {0};
	int64_t number;

	firewall_draft(firewall, ONE);
	before = fixture_load(firewall->deploy.store);
	after = policy_copy(&before);
	fixture_insert(&after, 0, "of one who left");
	fixture_set(&rule_fields, &after.rules.v[0], "remote_address", TWO);
	fixture_set(&rule_fields, &after.rules.v[0], "application", "user:nobody-of-that-name");
	fixture_save(firewall->deploy.store, &before, &after, "left");
	firewall_apply_refused(firewall, ONE, 0, ERROR_REFERENCE, "nobody-of-that-name");
	firewall_assert_holds(NULL);
	succeeds(store_add_revision(firewall->deploy.store, &after, &fixture_author, "", &number, &err), &err);
	succeeds(store_set_revision_state(firewall->deploy.store, number, REVISION_CONFIRMED, &err), &err);
	succeeds(deploy_restore(&firewall->deploy, &result, &err), &err);
	firewall_assert_holds(ONE);
	assert_int_equal(result.notes.n, 1);
	assert_non_null(strstr(result.notes.v[0], "of one who left"));
}

static void test_off(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	_cleanup_error_ struct error err = {0};
	_cleanup_free_ char *sleeping = NULL, *restored = NULL, *applied = NULL, *awake = NULL;

	assert_int_equal(deploy_switch(&firewall->deploy, false, &err), -1);
	assert_int_equal(err.code, ERROR_REFERENCE);
	firewall_apply(firewall, ONE, 0);
	awake = kit_list("nftabs");
	assert_null(strstr(awake, "dormant"));
	succeeds(deploy_switch(&firewall->deploy, false, &err), &err);
	sleeping = kit_list("nftabs");
	assert_non_null(strstr(sleeping, "flags dormant"));
	reboot(firewall);
	restore(firewall);
	restored = kit_list("nftabs");
	kit_assert_text(restored, sleeping);
	firewall_apply(firewall, TWO, 0);
	applied = kit_list("nftabs");
	assert_non_null(strstr(applied, "flags dormant"));
	succeeds(deploy_switch(&firewall->deploy, true, &err), &err);
	rollback(firewall);
	free(TAKE_PTR(applied));
	applied = kit_list("nftabs");
	kit_assert_text(applied, awake);
}

/* ---- status ---- */

/* A schedule is computed for days from the day it is loaded: on another day that is no difference. */
static void test_status_after_restore(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	struct deploy_status status = {0};
	struct error err = {0};

	firewall_draft(firewall, ONE);
	{
		_cleanup_policy_ struct policy before = fixture_load(firewall->deploy.store);
		_cleanup_policy_ struct policy after = policy_copy(&before);

		fixture_set(&rule_fields, &after.rules.v[0], "validity", "mon-fri 09:00-18:00 UTC");
		fixture_save(firewall->deploy.store, &before, &after, "validity");
	}
	firewall_apply(firewall, ONE, 0);
	reboot(firewall);
	firewall->deploy.now = time(NULL) + 40 * 86400;
	restore(firewall);
	succeeds(deploy_status(&firewall->deploy, &status, &err), &err);
	assert_true(status.loaded);
	assert_false(status.kernel_differs);
	deploy_status_done(&status);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, firewall_setup, firewall_teardown)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_restore),
	    TEST(test_restore_without_confirmed),
	    TEST(test_restore_damaged),
	    TEST(test_notes),
	    TEST(test_restore_when_full),
	    TEST(test_restore_read_only),
	    TEST(test_restore_leaves_out),
	    TEST(test_off),
	    TEST(test_status_after_restore),
	};

	firewall_timer_main(argc, argv);
	return cmocka_run_group_tests(tests, firewall_group, NULL);
}
