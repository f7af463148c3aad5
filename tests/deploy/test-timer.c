/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The process that takes an unconfirmed change back: when it does, when it does not, and what it outlives. */
#include "tests/deploy/firewall.h"

#include "backend/deploy/revision.h"
#include "tests/kernel/kit.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ONE   "192.0.2.1"
#define TWO   "192.0.2.2"
#define THREE "192.0.2.3"

#define LONG 600 /* seconds nobody waits for */

static pid_t only_timer(void)
{
	pid_list_t timers = {0};
	pid_t pid;

	firewall_timers(&timers);
	assert_int_equal(timers.n, 1);
	pid = timers.v[0];
	vec_done(&timers);
	return pid;
}

static void test_taken_back(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	int64_t two;

	firewall_apply(firewall, ONE, 0);
	two = firewall_apply(firewall, TWO, 1);
	firewall_assert_holds(TWO);
	firewall_await_timers();
	firewall_assert_holds(ONE);
	firewall_assert_state(firewall, two, REVISION_TAKEN_BACK);
}

/* The first change ever goes back to no table. */
static void test_first_taken_back(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	int64_t one = firewall_apply(firewall, ONE, LONG);

	firewall_assert_holds(ONE);
	assert_int_equal(kill(only_timer(), SIGTERM), 0);
	firewall_await_timers();
	firewall_assert_holds(NULL);
	firewall_assert_state(firewall, one, REVISION_TAKEN_BACK);
}

static void test_confirmed_in_time(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	struct error err = {0};
	int64_t two;

	firewall_apply(firewall, ONE, 0);
	two = firewall_apply(firewall, TWO, LONG);
	assert_int_equal(deploy_confirm(&firewall->deploy, &err), 0);
	assert_int_equal(kill(only_timer(), SIGTERM), 0);
	firewall_await_timers();
	firewall_assert_holds(TWO);
	firewall_assert_state(firewall, two, REVISION_CONFIRMED);
}

/* It is asked to end, with the machine or by kill(1): at once, rather than never. */
static void test_asked_to_end(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	int64_t two;

	firewall_apply(firewall, ONE, 0);
	two = firewall_apply(firewall, TWO, LONG);
	assert_int_equal(kill(only_timer(), SIGTERM), 0);
	firewall_await_timers();
	firewall_assert_holds(ONE);
	firewall_assert_state(firewall, two, REVISION_TAKEN_BACK);
}

/* ---- a process of its own ---- */

static void no_descriptor_of(pid_t pid, const char *name)
{
	_cleanup_free_ char *path = mem_printf("/proc/%d/fd", pid);
	DIR *directory = opendir(path);
	struct dirent *entry;

	assert_non_null(directory);
	while ((entry = readdir(directory))) {
		char target[256] = "";

		(void)!readlinkat(dirfd(directory), entry->d_name, target, sizeof(target) - 1);
		if (strstr(target, name))
			fail_msg("the timer has %s open", target);
	}
	closedir(directory);
}

/* A caller as a shell starts it: a group of its own, a file open, applying with the time left. */
static pid_t caller(struct firewall *firewall, int *ret_ready)
{
	int ends[2];
	pid_t pid;

	assert_int_equal(pipe(ends), 0);
	fflush(NULL);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		struct deploy deploy = {.store = fixture_open(firewall->fixture->path, STORE_WRITE),
					.system = firewall->deploy.system};
		struct deploy_result result = {0};
		_cleanup_free_ char *file = mem_printf("%s/of-the-caller", firewall->fixture->directory);

		setpgid(0, 0);
		(void)signal(SIGHUP, SIG_IGN);
		if (open(file, O_RDWR | O_CREAT, 0600) < 0 ||
		    deploy_apply(&deploy, &fixture_author, "", 2, &result, NULL) != 0 || write(ends[1], "x", 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	close(ends[1]);
	*ret_ready = ends[0];
	return pid;
}

/* The caller's terminal hangs up, and the caller is killed. */
static void test_outlives_caller(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	pid_list_t all = {0};
	pid_t pid, timer = 0;
	char byte;
	int ready;

	firewall_apply(firewall, ONE, 0);
	firewall_draft(firewall, TWO);
	pid = caller(firewall, &ready);
	assert_int_equal(read(ready, &byte, 1), 1);
	close(ready);
	firewall_assert_holds(TWO);
	firewall_timers(&all);
	VEC_FOREACH (&all, child)
		timer = *child == pid ? timer : *child;
	vec_done(&all);
	assert_true(timer > 0);
	assert_int_not_equal(getpgid(timer), getpgid(pid));
	assert_int_not_equal(getsid(timer), getsid(pid));
	no_descriptor_of(timer, "of-the-caller");
	assert_int_equal(kill(timer, SIGHUP), 0);
	assert_int_equal(kill(timer, SIGINT), 0);
	assert_int_equal(kill(-pid, SIGHUP), 0);
	assert_int_equal(kill(-pid, SIGKILL), 0);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	firewall_await_timers();
	firewall_assert_holds(ONE);
	firewall_assert_state(firewall, 2, REVISION_TAKEN_BACK);
}

/* Nobody's standard output and error stay open because of it: `nftabs apply --confirm 600 | cat` must end. */
static void test_lets_go_of_output(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	int ends[2], kept = dup(STDOUT_FILENO);
	ssize_t n;
	char byte;

	assert_int_equal(pipe(ends), 0);
	fflush(NULL);
	dup2(ends[1], STDOUT_FILENO);
	close(ends[1]);
	firewall_apply(firewall, ONE, LONG);
	fflush(NULL);
	dup2(kept, STDOUT_FILENO);
	close(kept);
	while ((n = read(ends[0], &byte, 1)) > 0)
		continue;
	assert_int_equal(n, 0);
	close(ends[0]);
	(void)only_timer();
}

/* Switched off while it waited, it stays off. */
static void test_off_meanwhile(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	_cleanup_free_ char *text = NULL;

	firewall_apply(firewall, ONE, 0);
	firewall_apply(firewall, TWO, LONG);
	assert_int_equal(deploy_switch(&firewall->deploy, false, NULL), 0);
	assert_int_equal(kill(only_timer(), SIGTERM), 0);
	firewall_await_timers();
	firewall_assert_holds(ONE);
	text = kit_list("nftabs");
	assert_non_null(strstr(text, "flags dormant"));
}

/* ---- two that wait ---- */

static void test_two(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	pid_list_t timers = {0};
	int64_t two, three;

	firewall_apply(firewall, ONE, 0);
	two = firewall_apply(firewall, TWO, LONG);
	three = firewall_apply(firewall, THREE, LONG);
	firewall_timers(&timers);
	assert_int_equal(timers.n, 2);
	/* The older one comes first and finds that it has been replaced. */
	assert_int_equal(kill(timers.v[0], SIGTERM), 0);
	assert_int_equal(waitpid(timers.v[0], NULL, 0), timers.v[0]);
	firewall_assert_holds(THREE);
	firewall_assert_state(firewall, two, REVISION_TAKEN_BACK);
	firewall_assert_state(firewall, three, REVISION_PENDING);
	assert_int_equal(kill(timers.v[1], SIGTERM), 0);
	firewall_await_timers();
	firewall_assert_holds(ONE);
	firewall_assert_state(firewall, three, REVISION_TAKEN_BACK);
	vec_done(&timers);
}

/* A change that is applied for good after one that waits: that one's process has nothing to say any more. */
static void test_confirmed_after_pending(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;

	firewall_apply(firewall, ONE, 0);
	firewall_apply(firewall, TWO, LONG);
	firewall_apply(firewall, THREE, 0);
	assert_int_equal(kill(only_timer(), SIGTERM), 0);
	firewall_await_timers();
	firewall_assert_holds(THREE);
	firewall_assert_state(firewall, 3, REVISION_CONFIRMED);
}

/* The caller was killed after the kernel took the change and before the store knew of it. */
static void test_maker_dies_in_between(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	_cleanup_policy_ struct policy policy = {0};
	int64_t two;
	struct error err = {0};

	firewall_apply(firewall, ONE, 0);
	firewall_draft(firewall, TWO);
	policy = fixture_load(firewall->deploy.store);
	assert_int_equal(store_add_revision(firewall->deploy.store, &policy, &fixture_author, "", &two, &err), 0);
	assert_int_equal(timer_start(firewall->fixture->path, two, LONG, &err), 0);
	assert_int_equal(deploy_load(&firewall->deploy, &policy, false, NULL, &err), 0);
	firewall_assert_holds(TWO);
	assert_int_equal(kill(only_timer(), SIGTERM), 0);
	firewall_await_timers();
	firewall_assert_holds(ONE);
	firewall_assert_state(firewall, two, REVISION_TAKEN_BACK);
}

/* ---- a store that is out of reach ---- */

static void test_store_gone(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	_cleanup_free_ char *away = mem_printf("%s.away", firewall->fixture->path);

	firewall_apply(firewall, ONE, 0);
	firewall_apply(firewall, TWO, LONG);
	assert_int_equal(rename(firewall->fixture->path, away), 0);
	assert_int_equal(kill(only_timer(), SIGTERM), 0);
	firewall_await(ONE);
	assert_int_equal(rename(away, firewall->fixture->path), 0);
	firewall_await_timers();
	firewall_assert_state(firewall, 2, REVISION_TAKEN_BACK);
}

/* Nobody can write the store, and then can again. */
static void test_store_locked(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	sqlite3 *db = fixture_raw(firewall->fixture->path);

	firewall_apply(firewall, ONE, 0);
	firewall_apply(firewall, TWO, LONG);
	assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(kill(only_timer(), SIGTERM), 0);
	firewall_await(ONE);
	firewall_assert_state(firewall, 2, REVISION_PENDING);
	assert_int_equal(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	firewall_await_timers();
	firewall_assert_state(firewall, 2, REVISION_TAKEN_BACK);
}

/* Nothing of what it was to go back to can be read any more: it has read it before. */
static void test_store_damaged(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;

	firewall_apply(firewall, ONE, 0);
	firewall_apply(firewall, TWO, LONG);
	fixture_sql(firewall->fixture->path, "ALTER TABLE revisions RENAME TO elsewhere");
	assert_int_equal(kill(only_timer(), SIGTERM), 0);
	firewall_await(ONE);
}

static void fill(const char *path)
{
	static const char block[4096];
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	while (write(fd, block, sizeof(block)) > 0)
		continue;
	assert_int_equal(errno, ENOSPC);
	close(fd);
}

static void on_full_disk(void *data)
{
	struct firewall *firewall = data;
	_cleanup_free_ char *ballast = mem_printf("%s/ballast", firewall->fixture->directory);
	struct deploy *deploy = &firewall->deploy;

	if (unshare(CLONE_NEWNS) != 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
	    mount("tmpfs", firewall->fixture->directory, "tmpfs", 0, "size=1m,mode=0700") != 0)
		_exit(77);
	assert_int_equal(firewall_group(&(void *){NULL}), 0);
	*deploy =
	    (struct deploy){.store = fixture_open(firewall->fixture->path, STORE_WRITE), .system = deploy->system};
	firewall_apply(firewall, ONE, 0);
	firewall_apply(firewall, TWO, LONG);
	fill(ballast);
	assert_int_equal(kill(only_timer(), SIGTERM), 0);
	firewall_await(ONE);
	assert_int_equal(unlink(ballast), 0);
	firewall_await_timers();
	firewall_assert_state(firewall, 2, REVISION_TAKEN_BACK);
	store_close(deploy->store);
}

static void test_disk_full(void **state)
{
	MACHINE_NEED(state);
	int status = fixture_fork(on_full_disk, *state);

	if (WIFEXITED(status) && WEXITSTATUS(status) == 77) {
		print_message("# no mount namespace with a small disk of our own\n");
		skip();
	}
	assert_int_equal(status, 0);
}

/* It cannot be started: then nothing is changed, and the reason is told. */
static void test_cannot_start(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;

	firewall_apply(firewall, ONE, 0);
	assert_int_equal(setenv(FIREWALL_NO_TIMER, "no timer today", 1), 0);
	firewall_apply_refused(firewall, TWO, LONG, ERROR_IO, "no timer today");
	assert_int_equal(unsetenv(FIREWALL_NO_TIMER), 0);
	firewall_assert_holds(ONE);
	firewall_assert_state(firewall, 2, REVISION_TAKEN_BACK);
	firewall_await_timers();
}

/* ---- one at a time ---- */

/* A change that is under way keeps the others out until it is done, the one that takes back among them. */
static void test_lock(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	struct deploy_lock lock = DEPLOY_UNLOCKED;
	const struct timespec moment = {.tv_nsec = 100000000};
	struct error err = {0};

	firewall_apply(firewall, ONE, 0);
	firewall_apply(firewall, TWO, LONG);
	assert_int_equal(deploy_lock(&firewall->deploy, &lock, &err), 0);
	assert_int_equal(kill(only_timer(), SIGTERM), 0);
	(void)nanosleep(&moment, NULL);
	firewall_assert_holds(TWO);
	assert_int_equal(store_set_revision_state(firewall->deploy.store, 2, REVISION_CONFIRMED, &err), 0);
	deploy_unlock(&lock);
	firewall_await_timers();
	firewall_assert_holds(TWO);
	firewall_assert_state(firewall, 2, REVISION_CONFIRMED);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, firewall_setup, firewall_teardown)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_taken_back),
	    TEST(test_first_taken_back),
	    TEST(test_confirmed_in_time),
	    TEST(test_asked_to_end),
	    TEST(test_off_meanwhile),
	    TEST(test_outlives_caller),
	    TEST(test_lets_go_of_output),
	    TEST(test_two),
	    TEST(test_confirmed_after_pending),
	    TEST(test_maker_dies_in_between),
	    TEST(test_store_gone),
	    TEST(test_store_locked),
	    TEST(test_store_damaged),
	    TEST(test_disk_full),
	    TEST(test_cannot_start),
	    TEST(test_lock),
	};

	firewall_timer_main(argc, argv);
	return cmocka_run_group_tests(tests, firewall_group, NULL);
}
