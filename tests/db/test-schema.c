/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/db/fixture.h"

#include "db/schema.h"

#include <inttypes.h>
#include <sys/wait.h>
#include <unistd.h>

/* A history of the schema as it may become: the real steps, and some that change what is there. */
static const char *const later_sql[] = {
    "CREATE TABLE later (a INTEGER NOT NULL) STRICT; INSERT INTO later VALUES (1)",
    "ALTER TABLE later ADD COLUMN b INTEGER NOT NULL DEFAULT 0; UPDATE later SET b = a + 1",
    ("INSERT INTO later SELECT b, a FROM later; DROP TABLE state;"
     "CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL, since INTEGER) STRICT"),
};

#define STEPS_MAX 8

struct history {
	const char *sql[STEPS_MAX];
	struct schema_steps steps;
};

static void make_history(struct history *history, size_t n)
{
	assert_true(schema_steps.n + ARRAY_SIZE(later_sql) <= STEPS_MAX && n <= STEPS_MAX);
	for (size_t i = 0; i < schema_steps.n; i++)
		history->sql[i] = schema_steps.sql[i];
	for (size_t i = 0; i < ARRAY_SIZE(later_sql); i++)
		history->sql[schema_steps.n + i] = later_sql[i];
	history->steps = (struct schema_steps){history->sql, n};
}

static struct store *open_raw(const char *path)
{
	struct store *store = MEM_NEW(struct store);

	store->db = fixture_raw(path);
	store->path = mem_strdup(path);
	assert_int_equal(stat(path, &store->seen), 0);
	store->mode = STORE_WRITE;
	return store;
}

static void migrate(struct store *store, size_t n)
{
	_cleanup_error_ struct error err = {0};
	struct history history;

	make_history(&history, n);
	if (schema_migrate(store, &history.steps, &err))
		fail_msg("%s", err.message);
}

/* The columns and everything else that SQLite keeps of the schema, independent of when columns were added. */
static int64_t fingerprint(const char *path)
{
	return fixture_number(path, "SELECT sum(length(m.name) * 1000 + length(c.name) + c.pk) FROM sqlite_schema m"
				    " JOIN pragma_table_info(m.name) c WHERE m.type = 'table'");
}

/* From every version to every later one, with data in it, and the same comes out as from nothing. */
static void test_every_version(void **state)
{
	struct fixture *fixture = *state;
	size_t all = schema_steps.n + ARRAY_SIZE(later_sql);
	_cleanup_free_ char *fresh = mem_printf("%s/fresh.db", fixture->directory);
	struct store *store = open_raw(fresh);

	migrate(store, all);
	store_close(store);
	for (size_t from = 0; from <= all; from++) {
		_cleanup_free_ char *path = mem_printf("%s/from-%zu.db", fixture->directory, from);
		bool data = from >= schema_steps.n;

		store = open_raw(path);
		if (from)
			migrate(store, from);
		if (data)
			fixture_add(store, "kept");
		migrate(store, all);
		store_close(store);
		assert_int_equal(fixture_number(path, "PRAGMA user_version"), all);
		assert_int_equal(fixture_number(path, "PRAGMA application_id"), SCHEMA_APPLICATION_ID);
		assert_int_equal(fixture_number(path, "SELECT count(*) FROM rules WHERE name = 'kept'"), data);
		assert_int_equal(fixture_number(path, "SELECT sum(a * 10 + b) FROM later"), 12 + 21);
		assert_int_equal(fingerprint(path), fingerprint(fresh));
	}
}

/* A step that fails leaves nothing of itself; the ones before it stay. */
static void test_failing_step(void **state)
{
	struct fixture *fixture = *state;
	const char *const sql[] = {schema_steps.sql[0],
				   "CREATE TABLE half (a INTEGER) STRICT; INSERT INTO nowhere VALUES (1)"};
	const struct schema_steps steps = {sql, ARRAY_SIZE(sql)};
	struct store *store = open_raw(fixture->path);
	_cleanup_error_ struct error err = {0};

	assert_int_equal(schema_migrate(store, &steps, &err), -1);
	assert_int_equal(err.code, ERROR_STORE);
	store_close(store);
	assert_int_equal(fixture_number(fixture->path, "PRAGMA user_version"), 1);
	assert_int_equal(fixture_number(fixture->path, "SELECT count(*) FROM sqlite_schema WHERE name = 'half'"), 0);
	/* The program of that version goes on with it. */
	fixture_check(fixture->path);
}

/* What the released steps make never changes: a difference here is a new step that was put into an old one. */
static void test_released_steps(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = open_raw(fixture->path);
	static const char tables[] =
	    "SELECT group_concat(name, ' ') = 'address_sets applications journal meta revisions rules schedules "
	    "services "
	    "settings state' FROM (SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
	    "ORDER BY name)";

	migrate(store, 1);
	store_close(store);
	assert_int_equal(fixture_number(fixture->path, tables), 1);
	/* Every table is STRICT. */
	assert_int_equal(fixture_number(fixture->path,
					"SELECT count(*) FROM pragma_table_list"
					" WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'"),
			 0);
	/* A column a field. */
	assert_int_equal(fixture_number(fixture->path, "SELECT count(*) FROM pragma_table_info('rules')"),
			 rule_fields.n + 2);
}

struct opening {
	const char *path;
	int ready; /* closed by the parent when all are there */
};

static void open_and_add(void *data)
{
	const struct opening *opening = data;
	struct store *store;
	char byte;

	assert_int_equal(read(opening->ready, &byte, 1), 0);
	store = fixture_open(opening->path, STORE_WRITE);
	assert_int_equal(store_set_state(store, "opened", "yes", NULL), 0);
	store_close(store);
	_exit(0);
}

/* Several programs make the same new file at once: all of them get it. */
static void test_made_at_once(void **state)
{
	struct fixture *fixture = *state;

	for (int round = 0; round < 6; round++) {
		_cleanup_free_ char *path = mem_printf("%s/round-%d.db", fixture->directory, round);
		pid_t children[6];
		int ready[2], status;

		assert_int_equal(pipe(ready), 0);
		for (size_t i = 0; i < ARRAY_SIZE(children); i++) {
			struct opening opening = {path, ready[0]};

			children[i] = fork();
			if (children[i])
				continue;
			close(ready[1]);
			setenv("CMOCKA_TEST_ABORT", "1", 1);
			open_and_add(&opening);
		}
		close(ready[0]);
		close(ready[1]);
		for (size_t i = 0; i < ARRAY_SIZE(children); i++) {
			assert_int_equal(waitpid(children[i], &status, 0), children[i]);
			assert_int_equal(status, 0);
		}
		fixture_check(path);
	}
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_every_version),
	    TEST(test_failing_step),
	    TEST(test_released_steps),
	    TEST(test_made_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
