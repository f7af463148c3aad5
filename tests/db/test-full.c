/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/db/fault.h"
#include "tests/db/fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define EXIT_CANNOT 77

/* Tries to add rules; true when they are in. A failure must be told as a full disk, and nothing be written. */
static bool add_many(struct store *store, size_t n, const char *words)
{
	_cleanup_policy_ struct policy before = fixture_load(store);
	_cleanup_policy_ struct policy after = policy_copy(&before), now = {0};
	_cleanup_error_ struct error err = {0};
	bool saved;

	for (size_t i = 0; i < n; i++)
		fixture_insert(&after, i, "POP3サービス(外向き)");
	saved = !store_save(store, &before, &after, &fixture_author, "many", &err);
	if (!saved) {
		fixture_error(&err, ERROR_IO, words);
		assert_non_null(strstr(err.message, "nothing was changed"));
		assert_int_equal(after.rules.v[0].id, 0);
		assert_int_equal(after.version, before.version);
	}
	now = fixture_load(store);
	fixture_same(&now, saved ? &after : &before);
	return saved;
}

/* The disk is full from the n-th write of an edit on, for every n; then there is room again. */
static void test_every_write(void **state)
{
	struct fixture *fixture = *state;
	bool saved = false;
	long at;

	for (at = 1; !saved; at++) {
		struct store *store = fixture_open(fixture->path, STORE_WRITE);

		fixture_add(store, "before");
		fault_arm(FAULT_FULL, at);
		saved = add_many(store, 50, "full");
		fault_disarm();
		fixture_add(store, "after");
		store_close(store);
		fixture_check(fixture->path);
	}
	assert_true(at > 4);
}

/* The edit is in the log when the disk fills up, and closing the store cannot bring it into the file: it stays. */
static void test_full_while_closing(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_open(fixture->path, STORE_WRITE);
	_cleanup_policy_ struct policy policy = {0};

	assert_true(add_many(store, 50, ""));
	fault_arm(FAULT_FULL, 1);
	store_close(store);
	assert_true(fault_disarm() > 0);
	store = fixture_open(fixture->path, STORE_READ);
	policy = fixture_load(store);
	assert_int_equal(policy.rules.n, 50);
	store_close(store);
	fixture_check(fixture->path);
}

/* No file can be made. */
static void test_full_from_the_start(void **state)
{
	struct fixture *fixture = *state;
	struct store *store;

	fault_arm(FAULT_FULL, 1);
	fixture_refused(fixture->path, STORE_WRITE, ERROR_IO, "full");
	fault_disarm();
	store = fixture_open(fixture->path, STORE_WRITE);
	assert_true(store_is_new(store));
	fixture_add(store, "a");
	store_close(store);
	fixture_check(fixture->path);
}

/* A limit of the shell (ulimit -f) in place of a full disk. */
static void limited(void *data)
{
	const char *path = data;
	struct rlimit limit = {200000, RLIM_INFINITY};
	struct store *store = fixture_open(path, STORE_WRITE);

	signal(SIGXFSZ, SIG_IGN);
	assert_true(add_many(store, 10, ""));
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	assert_false(add_many(store, 5000, "failed"));
	store_close(store);
}

static void test_file_size_limit(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(fixture_fork(limited, fixture->path), 0);
	assert_int_equal(fixture_number(fixture->path, "SELECT count(*) FROM rules"), 10);
	fixture_check(fixture->path);
}

static void write_text(const char *file, const char *text)
{
	int fd = open(file, O_WRONLY);

	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		_exit(EXIT_CANNOT);
	close(fd);
}

/* A mount namespace of our own; as an ordinary user within a user namespace, where files of ids without a name there
 * cannot be made. */
static void enter_namespace(void)
{
	_cleanup_free_ char *users = mem_printf("0 %u 1", (unsigned)getuid());
	_cleanup_free_ char *groups = mem_printf("0 %u 1", (unsigned)getgid());

	if (getuid() == 0 && unshare(CLONE_NEWNS) == 0)
		return;
	if (unshare(CLONE_NEWUSER | CLONE_NEWNS))
		_exit(EXIT_CANNOT);
	write_text("/proc/self/setgroups", "deny");
	write_text("/proc/self/uid_map", users);
	write_text("/proc/self/gid_map", groups);
}

static void fill(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	char block[4096];

	assert_true(fd >= 0);
	memset(block, 'x', sizeof(block));
	while (write(fd, block, sizeof(block)) > 0)
		;
	assert_int_equal(errno, ENOSPC);
	close(fd);
}

static void on_small_disk(void *data)
{
	const struct fixture *fixture = data;
	_cleanup_free_ char *ballast = mem_printf("%s/ballast", fixture->directory);
	struct store *store;
	int edits = 0;

	enter_namespace();
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    mount("tmpfs", fixture->directory, "tmpfs", 0, "size=1m,mode=0700"))
		_exit(EXIT_CANNOT);
	store = fixture_open(fixture->path, STORE_WRITE);
	fixture_add(store, "before");
	/* The disk fills while edits are made. */
	while (add_many(store, 200, "full"))
		edits++;
	assert_in_range(edits, 1, 50);
	/* Then there is not one block left, also for opening; and room again. */
	fill(ballast);
	assert_false(add_many(store, 200, "full"));
	store_close(store);
	assert_int_equal(unlink(ballast), 0);
	store = fixture_open(fixture->path, STORE_WRITE);
	fixture_add(store, "after");
	store_close(store);
	fixture_check(fixture->path);
}

static void test_small_disk(void **state)
{
	int status = fixture_fork(on_small_disk, *state);

	if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_CANNOT) {
		print_message("this machine lets us make no mount namespace with a small disk of our own\n");
		skip();
	}
	assert_int_equal(status, 0);
}

static void remount(const char *directory, unsigned long flags)
{
	if (mount(NULL, directory, NULL, MS_REMOUNT | flags, "size=4m,mode=0700"))
		fail_msg("%s cannot be mounted anew: %s", directory, strerror(errno));
}

static void on_read_only_disk(void *data)
{
	const struct fixture *fixture = data;
	_cleanup_free_ char *other = mem_printf("%s/other.db", fixture->directory);
	_cleanup_policy_ struct policy before = {0}, after = {0};
	struct store *store;

	enter_namespace();
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    mount("tmpfs", fixture->directory, "tmpfs", 0, "size=4m,mode=0700"))
		_exit(EXIT_CANNOT);
	store = fixture_open(fixture->path, STORE_WRITE);
	fixture_add(store, "before");
	before = fixture_load(store);
	store_close(store);
	remount(fixture->directory, MS_RDONLY);
	fixture_refused(fixture->path, STORE_WRITE, ERROR_PERMISSION, "read-only");
	fixture_refused(other, STORE_WRITE, ERROR_PERMISSION, "read-only");
	store = fixture_open(fixture->path, STORE_READ);
	after = fixture_load(store);
	fixture_same(&after, &before);
	store_close(store);
	remount(fixture->directory, 0);
	store = fixture_open(fixture->path, STORE_WRITE);
	fixture_add(store, "after");
	store_close(store);
	fixture_check(fixture->path);
	assert_int_equal(fixture_number(fixture->path, "SELECT count(*) FROM rules"), 2);
}

static void test_read_only_disk(void **state)
{
	int status = fixture_fork(on_read_only_disk, *state);

	if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_CANNOT) {
		print_message("this machine lets us make no mount namespace with a disk of our own\n");
		skip();
	}
	assert_int_equal(status, 0);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_every_write),	TEST(test_full_while_closing), TEST(test_full_from_the_start),
	    TEST(test_file_size_limit), TEST(test_small_disk),	       TEST(test_read_only_disk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
