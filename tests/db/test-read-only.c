/* SPDX-License-Identifier: GPL-2.0-or-later */

/* A store that was opened to be read refuses everything that writes, and its file stays as it is to the byte. */

#include "tests/db/fixture.h"

#include "base/file.h"

static int save(struct store *store, struct error *err)
{
	_cleanup_policy_ struct policy before = fixture_load(store);
	_cleanup_policy_ struct policy after = policy_copy(&before);

	fixture_insert(&after, 0, "new");
	return store_save(store, &before, &after, &fixture_author, "added", err);
}

static int save_nothing(struct store *store, struct error *err)
{
	_cleanup_policy_ struct policy before = fixture_load(store);
	_cleanup_policy_ struct policy after = policy_copy(&before);

	return store_save(store, &before, &after, &fixture_author, "nothing", err);
}

static int undo(struct store *store, struct error *err)
{
	_cleanup_(journal_list_done) journal_list_t journal = {0};

	assert_int_equal(store_journal(store, 0, 1, &journal, err), 0);
	return store_undo(store, journal.v[0].id, &fixture_author, err);
}

static int add_revision(struct store *store, struct error *err)
{
	_cleanup_policy_ struct policy policy = fixture_load(store);
	int64_t number;

	return store_add_revision(store, &policy, &fixture_author, "", &number, err);
}

static int set_revision_state(struct store *store, struct error *err)
{
	return store_set_revision_state(store, 1, REVISION_TAKEN_BACK, err);
}

static int set_state(struct store *store, struct error *err)
{
	return store_set_state(store, "key", "other", err);
}

static int remove_state(struct store *store, struct error *err)
{
	return store_set_state(store, "key", NULL, err);
}

/* All of db/store.h that writes. */
static int (*const writers[])(struct store *store, struct error *err) = {
    save, save_nothing, undo, add_revision, set_revision_state, set_state, remove_state, NULL};

static void fill(const char *path)
{
	struct store *store = fixture_open(path, STORE_WRITE);
	_cleanup_error_ struct error err = {0};

	fixture_add(store, "first");
	assert_int_equal(add_revision(store, &err), 0);
	assert_int_equal(store_set_state(store, "key", "value", &err), 0);
	store_close(store);
}

static void refuses_all(struct store *store)
{
	for (size_t i = 0; writers[i]; i++) {
		_cleanup_error_ struct error err = {0};

		assert_int_equal(writers[i](store, &err), -1);
		fixture_error(&err, ERROR_PERMISSION, "opened to be read");
	}
}

static void test_refuses(void **state)
{
	const struct fixture *fixture = *state;
	_cleanup_str_ struct str before = {0}, after = {0};
	struct store *store;

	fill(fixture->path);
	assert_int_equal(file_read(fixture->path, &before, NULL), 0);
	store = fixture_open(fixture->path, STORE_READ);
	refuses_all(store);
	store_close(store);
	assert_int_equal(file_read(fixture->path, &after, NULL), 0);
	assert_int_equal(before.length, after.length);
	assert_memory_equal(before.text, after.text, before.length);
}

/* Beside one that writes, when it is read through the log. */
static void test_refuses_beside_a_writer(void **state)
{
	const struct fixture *fixture = *state;
	struct store *writer, *store;
	_cleanup_policy_ struct policy before = {0}, after = {0};

	fill(fixture->path);
	writer = fixture_open(fixture->path, STORE_WRITE);
	fixture_add(writer, "second");
	before = fixture_load(writer);
	store = fixture_open(fixture->path, STORE_READ);
	refuses_all(store);
	store_close(store);
	after = fixture_load(writer);
	fixture_same(&before, &after);
	assert_int_equal(before.version, after.version);
	store_close(writer);
	fixture_check(fixture->path);
}

/* The same writers do write where they may: nothing else is what stops them. */
static void test_permits(void **state)
{
	const struct fixture *fixture = *state;
	struct store *store;

	fill(fixture->path);
	store = fixture_open(fixture->path, STORE_WRITE);
	assert_int_equal(store_mode(store), STORE_WRITE);
	for (size_t i = 0; writers[i]; i++)
		assert_int_equal(writers[i](store, NULL), 0);
	store_close(store);
}

static void test_no_store(void **state)
{
	_cleanup_error_ struct error err = {0};

	(void)state;
	assert_int_equal(store_mode(NULL), STORE_READ);
	assert_int_equal(store_check_write(NULL, &err), -1);
	fixture_error(&err, ERROR_PERMISSION, "--read-only");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_refuses, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(test_refuses_beside_a_writer, fixture_setup, fixture_teardown),
	    cmocka_unit_test_setup_teardown(test_permits, fixture_setup, fixture_teardown),
	    cmocka_unit_test(test_no_store),
	};

	return cmocka_run_group_tests_name("read-only", tests, NULL, NULL);
}
