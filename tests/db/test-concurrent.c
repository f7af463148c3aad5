/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/db/fixture.h"

#include "db/database.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define WRITERS 2
#define EDITS	40

struct writer {
	const char *path;
	const char *name; /* of its rules */
	int start;	  /* read end of a pipe, closed at the other end when all are there */
};

/* One edit; told of a conflict, it loads again and repeats, as a person would. Gives how often it was told. */
static int writer_edit(struct store *store, const struct writer *writer)
{
	const struct author author = {writer->name, "test"};

	for (int told = 0;; told++) {
		_cleanup_policy_ struct policy before = fixture_load(store);
		_cleanup_policy_ struct policy after = policy_copy(&before);
		_cleanup_error_ struct error err = {0};

		fixture_insert(&after, 0, writer->name);
		if (!store_save(store, &before, &after, &author, "edit", &err))
			return told;
		fixture_error(&err, ERROR_CONFLICT, writer->name[0] == 'a' ? "bob on" : "alice on");
	}
}

static void writer_run(const struct writer *writer)
{
	struct store *store = fixture_open(writer->path, STORE_WRITE);
	char byte;

	assert_int_equal(read(writer->start, &byte, 1), 0);
	for (int i = 0; i < EDITS; i++)
		writer_edit(store, writer);
	store_close(store);
	_exit(0);
}

/* Every edit of both is there once, whoever came first each time. */
static void test_two_writers(void **state)
{
	struct fixture *fixture = *state;
	struct writer writers[WRITERS] = {{fixture->path, "alice", -1}, {fixture->path, "bob", -1}};
	pid_t children[WRITERS];
	int start[2], status;

	store_close(fixture_open(fixture->path, STORE_WRITE));
	assert_int_equal(pipe(start), 0);
	fflush(NULL);
	for (size_t i = 0; i < WRITERS; i++) {
		writers[i].start = start[0];
		children[i] = fork();
		if (children[i])
			continue;
		close(start[1]);
		setenv("CMOCKA_TEST_ABORT", "1", 1);
		writer_run(&writers[i]);
	}
	close(start[0]);
	close(start[1]);
	for (size_t i = 0; i < WRITERS; i++) {
		assert_int_equal(waitpid(children[i], &status, 0), children[i]);
		assert_int_equal(status, 0);
	}
	assert_int_equal(fixture_number(fixture->path, "SELECT count(*) FROM rules WHERE name = 'alice'"), EDITS);
	assert_int_equal(fixture_number(fixture->path, "SELECT count(*) FROM rules WHERE name = 'bob'"), EDITS);
	assert_int_equal(fixture_number(fixture->path, "SELECT count(*) FROM journal WHERE user = 'bob'"), EDITS);
	fixture_check(fixture->path);
}

static void come_and_go(void *data)
{
	const char *path = data;

	for (int i = 0; i < EDITS; i++) {
		struct store *store = fixture_open(path, STORE_WRITE);

		fixture_add(store, "more");
		store_close(store);
	}
}

/* A reader without locks, one that stays and one that comes anew, while a writer comes, writes into the file itself and
 * goes: each read is one state, and never an older one than before. */
static void test_readers_and_writer(void **state)
{
	struct fixture *fixture = *state;
	struct store *stays;
	size_t seen = 0;
	pid_t child;
	int status;

	store_close(fixture_open(fixture->path, STORE_WRITE));
	stays = fixture_open(fixture->path, STORE_READ);
	fflush(NULL);
	child = fork();
	if (!child) {
		setenv("CMOCKA_TEST_ABORT", "1", 1);
		come_and_go(fixture->path);
		_exit(0);
	}
	while (waitpid(child, &status, WNOHANG) == 0) {
		struct store *comes = fixture_open(fixture->path, STORE_READ);
		_cleanup_policy_ struct policy a = fixture_load(stays), b = fixture_load(comes);

		assert_in_range(a.rules.n, seen, EDITS);
		assert_in_range(b.rules.n, a.rules.n, EDITS);
		assert_int_equal(a.version, a.rules.n);
		assert_int_equal(b.version, b.rules.n);
		seen = b.rules.n;
		store_close(comes);
	}
	assert_int_equal(status, 0);
	store_close(stays);
	fixture_check(fixture->path);
}

/* Someone holds the lock for too long. */
static void test_locked(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_open(fixture->path, STORE_WRITE);
	_cleanup_policy_ struct policy before = fixture_load(store);
	_cleanup_policy_ struct policy after = policy_copy(&before);
	_cleanup_error_ struct error err = {0};
	sqlite3 *other = fixture_raw(fixture->path);
	int64_t timeout;

	assert_int_equal(database_number(store, "PRAGMA busy_timeout", &timeout, NULL), 0);
	assert_int_equal(timeout, 5000);
	sqlite3_busy_timeout(store->db, 20);
	assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	fixture_insert(&after, 0, "waits");
	assert_int_equal(store_save(store, &before, &after, &fixture_author, "", &err), -1);
	fixture_error(&err, ERROR_STORE, "locked");
	/* Readers do not wait for writers. */
	policy_done(&before);
	before = fixture_load(store);
	assert_int_equal(sqlite3_exec(other, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(other);
	fixture_save(store, &before, &after, "now");
	store_close(store);
	fixture_check(fixture->path);
}

/* A conflict with many changes tells how many, and the last of them. */
static void test_conflict_with_many(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_open(fixture->path, STORE_WRITE);
	_cleanup_policy_ struct policy before = fixture_load(store);
	_cleanup_policy_ struct policy after = policy_copy(&before);
	_cleanup_error_ struct error err = {0};

	for (const char *name = "abcdef"; *name; name++)
		fixture_add(store, (char[]){*name, '\0'});
	fixture_insert(&after, 0, "late");
	assert_int_equal(store_save(store, &before, &after, &fixture_author, "", &err), -1);
	fixture_error(&err, ERROR_CONFLICT, "the 6 changes");
	assert_null(strstr(err.message, ": c;"));
	fixture_error(&err, ERROR_CONFLICT, ": d; alice");
	fixture_error(&err, ERROR_CONFLICT, ": f)");
	store_close(store);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_two_writers),
	    TEST(test_readers_and_writer),
	    TEST(test_locked),
	    TEST(test_conflict_with_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
