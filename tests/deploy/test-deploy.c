/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Store and kernel together: apply, confirm, roll back. */
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

static void confirm(struct firewall *firewall)
{
	struct error err = {0};

	succeeds(deploy_confirm(&firewall->deploy, &err), &err);
}

static void refuses_confirm(struct firewall *firewall, enum error_code code, const char *words)
{
	_cleanup_error_ struct error err = {0};

	assert_int_equal(deploy_confirm(&firewall->deploy, &err), -1);
	fixture_error(&err, code, words);
}

static void rollback(struct firewall *firewall)
{
	struct error err = {0};

	succeeds(deploy_rollback(&firewall->deploy, &err), &err);
}

static void test_apply(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	int64_t one, two;

	firewall_assert_holds(NULL);
	one = firewall_apply(firewall, ONE, 0);
	firewall_assert_holds(ONE);
	firewall_assert_state(firewall, one, REVISION_CONFIRMED);
	two = firewall_apply(firewall, TWO, 0);
	firewall_assert_holds(TWO);
	assert_int_equal(two, one + 1);
	refuses_confirm(firewall, ERROR_REFERENCE, "waits to be confirmed");
}

/* Applied once more, as it is stored. */
static void apply_again(struct firewall *firewall, unsigned confirm_seconds, struct deploy_result *ret)
{
	struct error err = {0};

	succeeds(deploy_apply(&firewall->deploy, &fixture_author, "again", confirm_seconds, ret, &err), &err);
}

static int64_t newest_revision(struct firewall *firewall)
{
	_cleanup_(revision_done) struct revision revision = {0};
	struct error err = {0};

	succeeds(store_revision(firewall->deploy.store, 0, false, &revision, &err), &err);
	return revision.number;
}

/* What runs is no revision a second time, whatever the time to confirm; what somebody did to the kernel is mended. */
static void test_apply_again(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	int64_t one = firewall_apply(firewall, ONE, 0);

	for (unsigned seconds = 0; seconds <= LONG; seconds += LONG) {
		_cleanup_(deploy_result_done) struct deploy_result same = {0}, repaired = {0};
		int status;

		apply_again(firewall, seconds, &same);
		assert_true(same.repeated);
		assert_false(same.confirmed);
		assert_int_equal(same.revision, one);
		assert_int_equal(same.change.messages, 0);
		free(kit_run(NULL, &status, "/usr/sbin/nft", "delete", "table", "inet", "nftabs", NULL));
		assert_int_equal(status, 0);
		firewall_assert_holds(NULL);
		apply_again(firewall, seconds, &repaired);
		assert_true(repaired.repeated);
		assert_true(repaired.change.messages > 0);
		firewall_assert_holds(ONE);
		assert_int_equal(newest_revision(firewall), one);
		firewall_assert_state(firewall, one, REVISION_CONFIRMED);
	}
	/* Back to an earlier policy is a change like any other. */
	assert_int_equal(firewall_apply(firewall, TWO, 0), one + 1);
	assert_int_equal(firewall_apply(firewall, ONE, 0), one + 2);
}

/* One that waits: applied without a time it stays, and with one it waits anew. */
static void test_apply_pending_again(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	_cleanup_(deploy_result_done) struct deploy_result kept = {0}, anew = {0};
	int64_t two;

	firewall_apply(firewall, ONE, 0);
	two = firewall_apply(firewall, TWO, LONG);
	apply_again(firewall, LONG, &anew);
	assert_false(anew.repeated);
	assert_int_equal(anew.revision, two + 1);
	firewall_assert_state(firewall, two, REVISION_TAKEN_BACK);
	firewall_assert_state(firewall, two + 1, REVISION_PENDING);
	apply_again(firewall, 0, &kept);
	assert_true(kept.repeated && kept.confirmed);
	assert_int_equal(kept.revision, two + 1);
	firewall_assert_state(firewall, two + 1, REVISION_CONFIRMED);
	refuses_confirm(firewall, ERROR_REFERENCE, "waits to be confirmed");
	firewall_assert_holds(TWO);
}

static void test_confirm(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	int64_t one = firewall_apply(firewall, ONE, LONG);

	firewall_assert_holds(ONE);
	firewall_assert_state(firewall, one, REVISION_PENDING);
	confirm(firewall);
	firewall_assert_state(firewall, one, REVISION_CONFIRMED);
	refuses_confirm(firewall, ERROR_REFERENCE, "waits to be confirmed");
	firewall_assert_holds(ONE);
}

/* Another nftabs, with a store of its own, as `nftabs confirm` is. */
static void confirm_elsewhere(void *data)
{
	const struct firewall *firewall = data;
	struct deploy deploy = {.store = fixture_open(firewall->fixture->path, STORE_WRITE)};
	struct error err = {0};

	succeeds(deploy_confirm(&deploy, &err), &err);
	store_close(deploy.store);
}

static void test_confirm_from_another_process(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	int64_t one = firewall_apply(firewall, ONE, LONG);

	assert_int_equal(fixture_fork(confirm_elsewhere, firewall), 0);
	firewall_assert_state(firewall, one, REVISION_CONFIRMED);
}

/* Where the process that takes back died, the kernel may hold anything by now: what is confirmed must be what runs. */
static void test_confirm_too_late(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	int64_t one;

	firewall->deploy.now = 1800000000;
	one = firewall_apply(firewall, ONE, LONG);
	firewall->deploy.now += LONG + 1;
	refuses_confirm(firewall, ERROR_CONFLICT, "is over");
	firewall_assert_state(firewall, one, REVISION_PENDING);
	firewall->deploy.now -= 1;
	confirm(firewall);
}

static void test_rollback_of_pending(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	int64_t two;

	firewall_apply(firewall, ONE, 0);
	two = firewall_apply(firewall, TWO, LONG);
	rollback(firewall);
	firewall_assert_holds(ONE);
	firewall_assert_state(firewall, two, REVISION_TAKEN_BACK);
	refuses_confirm(firewall, ERROR_REFERENCE, "taken back");
}

/* The first change ever: before it there was no table. */
static void test_rollback_of_first(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	_cleanup_error_ struct error err = {0};

	assert_int_equal(deploy_rollback(&firewall->deploy, &err), -1);
	fixture_error(&err, ERROR_REFERENCE, "nothing was ever applied");
	firewall_apply(firewall, ONE, LONG);
	rollback(firewall);
	firewall_assert_holds(NULL);
	assert_int_equal(deploy_rollback(&firewall->deploy, &err), -1);
}

static void test_rollback_of_confirmed(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	_cleanup_error_ struct error err = {0};

	firewall_apply(firewall, ONE, 0);
	assert_int_equal(deploy_rollback(&firewall->deploy, &err), -1);
	fixture_error(&err, ERROR_REFERENCE, "no confirmed revision before 1");
	firewall_apply(firewall, TWO, 0);
	rollback(firewall);
	firewall_assert_holds(ONE);
	firewall_assert_state(firewall, 3, REVISION_CONFIRMED);
	rollback(firewall);
	firewall_assert_holds(TWO);
}

/* What was taken back is no place to go back to. */
static void test_rollback_over_taken_back(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;

	firewall_apply(firewall, ONE, 0);
	firewall_apply(firewall, TWO, LONG);
	rollback(firewall);
	firewall_apply(firewall, THREE, 0);
	rollback(firewall);
	firewall_assert_holds(ONE);
	firewall_assert_state(firewall, 4, REVISION_CONFIRMED);
}

/* ---- two that wait ---- */

static void test_pending_replaces_pending(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	int64_t two, three;

	firewall_apply(firewall, ONE, 0);
	two = firewall_apply(firewall, TWO, LONG);
	three = firewall_apply(firewall, THREE, LONG);
	firewall_assert_state(firewall, two, REVISION_TAKEN_BACK);
	firewall_assert_state(firewall, three, REVISION_PENDING);
	firewall_assert_holds(THREE);
	rollback(firewall);
	firewall_assert_holds(ONE);
}

/* ---- what the kernel refuses ---- */

/* The right to change the network, for this process: taken and given back. */
static void may_change_network(bool may)
{
	struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3];

	assert_int_equal(syscall(SYS_capget, &header, data), 0);
	data[0].effective = may ? data[0].effective | 1u << CAP_NET_ADMIN : data[0].effective & ~(1u << CAP_NET_ADMIN);
	assert_int_equal(syscall(SYS_capset, &header, data), 0);
}

/* What waits goes on waiting, and runs: a change that failed has changed nothing. */
static void test_refused_beside_pending(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	_cleanup_(revision_done) struct revision newest = {0};
	int64_t two;

	firewall_apply(firewall, ONE, 0);
	two = firewall_apply(firewall, TWO, LONG);
	may_change_network(false);
	firewall_apply_refused(firewall, THREE, 0, ERROR_PERMISSION, "");
	firewall_apply_refused(firewall, THREE, LONG, ERROR_PERMISSION, "");
	may_change_network(true);
	firewall_assert_holds(TWO);
	firewall_assert_state(firewall, two, REVISION_PENDING);
	assert_int_equal(store_revision(firewall->deploy.store, 0, false, &newest, NULL), 0);
	assert_int_equal(newest.number, two);
	confirm(firewall);
	firewall_assert_state(firewall, two, REVISION_CONFIRMED);
	rollback(firewall);
	firewall_assert_holds(ONE);
}

/* A table of our name that belongs to another program (flags owner): the kernel refuses the batch itself. */
static void test_refused_batch(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	static const char words[] = "add table inet nftabs { flags owner; }\n";
	int ends[2], out[2];
	char line[64];
	pid_t owner;

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(pipe(out), 0);
	owner = fork();
	assert_true(owner >= 0);
	if (owner == 0) {
		dup2(ends[0], 0);
		dup2(out[1], 1);
		close(ends[1]);
		execl("/usr/sbin/nft", "nft", "-i", (char *)NULL);
		_exit(1);
	}
	close(ends[0]);
	close(out[1]);
	assert_int_equal(write(ends[1], words, strlen(words)), strlen(words));
	firewall_await("");
	firewall_apply_refused(firewall, ONE, LONG, ERROR_PERMISSION, "");
	firewall_assert_state(firewall, 1, REVISION_TAKEN_BACK);
	firewall_assert_holds("");
	refuses_confirm(firewall, ERROR_REFERENCE, "waits to be confirmed");
	close(ends[1]);
	while (read(out[0], line, sizeof(line)) > 0)
		continue;
	close(out[0]);
	assert_int_equal(waitpid(owner, NULL, 0), owner);
	firewall_await(NULL);
	firewall_apply(firewall, ONE, 0);
	firewall_assert_holds(ONE);
}

/* ---- what the store refuses ---- */

/* From one point on nothing can be written: the kernel is as it was before, whichever point it is. */
static void test_store_full(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	static const char *const refusing[] = {
	    "CREATE TRIGGER t BEFORE INSERT ON revisions BEGIN SELECT raise(ABORT, 'full'); END",
	    "CREATE TRIGGER t BEFORE UPDATE ON revisions BEGIN SELECT raise(ABORT, 'full'); END",
	    "CREATE TRIGGER t BEFORE INSERT ON state BEGIN SELECT raise(ABORT, 'full'); END",
	};

	firewall_apply(firewall, ONE, 0);
	for (size_t i = 0; i < ARRAY_SIZE(refusing); i++) {
		fixture_sql(firewall->fixture->path, refusing[i]);
		firewall_apply_refused(firewall, TWO, i == 2 ? LONG : 0, ERROR_STORE, "full");
		firewall_assert_holds(ONE);
		fixture_sql(firewall->fixture->path, "DROP TRIGGER t");
	}
	firewall_apply(firewall, THREE, 0);
	rollback(firewall);
	firewall_assert_holds(ONE);
}

/* A store that cannot be read must not be taken for one in which nothing is confirmed: that would remove the table. */
static void test_store_unreadable(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	_cleanup_error_ struct error err = {0};
	struct deploy_result result = {0};

	firewall_apply(firewall, ONE, 0);
	firewall_apply(firewall, TWO, LONG);
	fixture_sql(firewall->fixture->path, "ALTER TABLE revisions RENAME TO elsewhere");
	assert_int_equal(deploy_rollback(&firewall->deploy, &err), -1);
	assert_int_equal(err.code, ERROR_STORE);
	refuses_confirm(firewall, ERROR_STORE, "");
	assert_int_equal(deploy_restore(&firewall->deploy, &result, &err), -1);
	assert_int_equal(err.code, ERROR_STORE);
	firewall_assert_holds(TWO);
	fixture_sql(firewall->fixture->path, "ALTER TABLE elsewhere RENAME TO revisions");
	rollback(firewall);
	firewall_assert_holds(ONE);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, firewall_setup, firewall_teardown)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_apply),
	    TEST(test_apply_again),
	    TEST(test_apply_pending_again),
	    TEST(test_confirm),
	    TEST(test_confirm_from_another_process),
	    TEST(test_confirm_too_late),
	    TEST(test_rollback_of_pending),
	    TEST(test_rollback_of_first),
	    TEST(test_rollback_of_confirmed),
	    TEST(test_rollback_over_taken_back),
	    TEST(test_pending_replaces_pending),
	    TEST(test_refused_beside_pending),
	    TEST(test_refused_batch),
	    TEST(test_store_full),
	    TEST(test_store_unreadable),
	};

	firewall_timer_main(argc, argv);
	return cmocka_run_group_tests(tests, firewall_group, NULL);
}
