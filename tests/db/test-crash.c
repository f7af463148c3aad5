/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/db/fault.h"
#include "tests/db/fixture.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define KILL_ROUNDS 40

/* One child that edits. It reports each saved edit with a byte. */
struct writer {
	const char *path;
	int reports; /* pipe */
	long kill_at;
	int edits; /* 0: without end */
};

/* Adds, changes and removes; the comment of the first rule counts the edits. */
static void writer_edit(struct store *store)
{
	_cleanup_policy_ struct policy before = fixture_load(store);
	_cleanup_policy_ struct policy after = policy_copy(&before);
	_cleanup_free_ char *count = mem_printf("%" PRId64, before.version + 1);
	size_t n;

	fixture_insert(&after, after.rules.n / 2, "POP3サービス(外向き)");
	fixture_set(&rule_fields, &after.rules.v[0], "comment", count);
	n = after.rules.n;
	if (n > 20) {
		rule_done(&after.rules.v[n - 1]);
		vec_remove(&after.rules, n - 1);
	}
	fixture_save(store, &before, &after, count);
}

static void writer_run(const struct writer *writer)
{
	struct store *store;

	if (writer->kill_at)
		fault_arm(FAULT_KILL, writer->kill_at);
	store = fixture_open(writer->path, STORE_WRITE);
	for (int i = 0; !writer->edits || i < writer->edits; i++) {
		writer_edit(store);
		if (write(writer->reports, "x", 1) != 1)
			_exit(97);
	}
	store_close(store);
	_exit(0);
}

static pid_t writer_start(struct writer *writer, int *ret_reports)
{
	int fds[2];
	pid_t child;

	assert_int_equal(pipe(fds), 0);
	fflush(NULL);
	child = fork();
	assert_true(child >= 0);
	if (!child) {
		setenv("CMOCKA_TEST_ABORT", "1", 1);
		close(fds[0]);
		writer->reports = fds[1];
		writer_run(writer);
	}
	close(fds[1]);
	*ret_reports = fds[0];
	return child;
}

/* Reads at most limit reports, fewer at the end. */
static int64_t reports_read(int reports, int64_t limit)
{
	int64_t n = 0;
	char byte;

	while (n < limit && read(reports, &byte, 1) == 1)
		n++;
	return n;
}

/* The store opens, is whole, and holds what was reported as saved, and at most the one edit that was not reported yet,
 * all of it or nothing. Gives the edits it holds. */
static int64_t expect_whole(const char *path, int64_t saved)
{
	struct store *store = fixture_open(path, STORE_WRITE);
	_cleanup_policy_ struct policy policy = fixture_load(store);
	int64_t version = policy.version;

	store_close(store);
	fixture_check(path);
	assert_in_range(version, saved, saved + 1);
	if (version) {
		_cleanup_free_ char *count = mem_printf("%" PRId64, version);

		assert_true(policy.rules.n > 0);
		assert_string_equal(policy.rules.v[0].comment, count);
	}
	return version;
}

/* Killed at every single write, cut and removal of a file: from the first on, until a run gets through. */
static void kill_everywhere(const char *directory, const char *name, bool exists, int edits, long least)
{
	long at;

	for (at = 1;; at++) {
		_cleanup_free_ char *path = mem_printf("%s/%s-%ld.db", directory, name, at);
		struct writer writer = {.path = path, .kill_at = at, .edits = edits};
		int64_t saved = 0;
		int reports, status;
		pid_t child;

		if (exists) {
			struct store *store = fixture_open(path, STORE_WRITE);

			for (; saved < 5; saved++)
				writer_edit(store);
			store_close(store);
		}
		child = writer_start(&writer, &reports);
		assert_int_equal(waitpid(child, &status, 0), child);
		saved += reports_read(reports, INT64_MAX);
		close(reports);
		expect_whole(path, saved);
		if (status == 0)
			break;
		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), SIGKILL);
	}
	assert_true(at > least);
}

static void test_killed_while_made(void **state)
{
	struct fixture *fixture = *state;

	kill_everywhere(fixture->directory, "new", false, 1, 10);
}

static void test_killed_while_edited(void **state)
{
	struct fixture *fixture = *state;

	kill_everywhere(fixture->directory, "old", true, 2, 10);
}

/* Killed at moments that nobody chose: after so many reports the kill is sent, and hits wherever the writer is then. */
static void test_killed_any_time(void **state)
{
	struct fixture *fixture = *state;
	unsigned seed = 20261125;
	int64_t saved = 0;

	for (int round = 0; round < KILL_ROUNDS; round++) {
		struct writer writer = {.path = fixture->path};
		int64_t wait = rand_r(&seed) % 12;
		int reports, status;
		pid_t child = writer_start(&writer, &reports);

		saved += reports_read(reports, wait);
		assert_int_equal(kill(child, SIGKILL), 0);
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFSIGNALED(status));
		saved += reports_read(reports, INT64_MAX);
		close(reports);
		saved = expect_whole(fixture->path, saved);
	}
	assert_true(saved > KILL_ROUNDS);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_killed_while_made),
	    TEST(test_killed_while_edited),
	    TEST(test_killed_any_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
