/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The beginning of a policy, which is to be looked at and never to be written. */

#include "tests/db/fixture.h"

#define RULES 40

static struct store *make_rules(struct fixture *fixture)
{
	struct store *store = fixture_open(fixture->path, STORE_WRITE);
	_cleanup_policy_ struct policy before = fixture_load(store), after = policy_copy(&before);

	for (size_t i = 0; i < RULES; i++) {
		_cleanup_free_ char *name = mem_printf("rule %zu", i + 1);

		fixture_insert(&after, i, name);
	}
	fixture_set(&object_fields[OBJECT_SERVICE], policy_add_object(&after, OBJECT_SERVICE), "name", "Mail");
	fixture_set(&object_fields[OBJECT_SERVICE], policy_add_object(&after, OBJECT_SERVICE), "name", "Web");
	fixture_save(store, &before, &after, "many");
	return store;
}

static void test_beginning(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = make_rules(fixture);
	_cleanup_policy_ struct policy part = {0};
	size_t rules = 0;

	assert_int_equal(store_load_beginning(store, 7, &part, &rules, NULL), 0);
	assert_int_equal(rules, RULES);
	assert_int_equal(part.rules.n, 7);
	assert_string_equal(part.rules.v[6].name, "rule 7");
	assert_int_equal(part.services.n, 2);
	assert_int_equal(part.version, STORE_PART);
	store_close(store);
}

/* The number that is kept decides nothing: without it, or where it is wrong, a part is a part and the whole whole. */
static void test_number(void **state)
{
	static const struct {
		const char *sql;
		size_t rules;
	} cases[] = {
	    {"DELETE FROM rules WHERE name = 'rule 40'; UPDATE meta SET value = 39 WHERE key = 'rules'", RULES - 1},
	    {"UPDATE meta SET value = 3 WHERE key = 'rules'", 8},
	    {"DELETE FROM meta WHERE key = 'rules'", RULES - 1},
	};
	struct fixture *fixture = *state;
	struct store *store = make_rules(fixture);

	assert_int_equal(fixture_number(fixture->path, "SELECT value FROM meta WHERE key = 'rules'"), RULES);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		_cleanup_policy_ struct policy part = {0}, whole = {0};
		size_t rules = 0;

		fixture_sql(fixture->path, cases[i].sql);
		assert_int_equal(store_load_beginning(store, 7, &part, &rules, NULL), 0);
		assert_int_equal(part.version, STORE_PART);
		assert_int_equal(rules, cases[i].rules);
		assert_int_equal(store_load_beginning(store, RULES, &whole, &rules, NULL), 0);
		assert_int_equal(rules, RULES - 1);
		assert_true(whole.version > 0);
	}
	store_close(store);
}

/* Exactly as many as asked for, or fewer: nothing is missing, so it is the draft. */
static void test_all(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = make_rules(fixture);
	_cleanup_policy_ struct policy whole = fixture_load(store);

	for (size_t most = RULES; most <= RULES + 1; most++) {
		_cleanup_policy_ struct policy policy = {0};
		size_t rules = 0;

		assert_int_equal(store_load_beginning(store, most, &policy, &rules, NULL), 0);
		assert_int_equal(rules, RULES);
		fixture_same(&policy, &whole);
		assert_int_equal(policy.version, whole.version);
	}
	store_close(store);
}

static void refuse(struct store *store, const struct policy *before, struct policy *after)
{
	_cleanup_error_ struct error err = {0};

	assert_int_equal(store_save(store, before, after, &fixture_author, "part", &err), -1);
	fixture_error(&err, ERROR_CONFLICT, "only the beginning");
}

/* Neither as what was there nor as what shall be, and no copy of it; the file stays as it is. */
static void test_part_is_not_written(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = make_rules(fixture);
	_cleanup_policy_ struct policy whole = fixture_load(store), part = {0}, copy = {0}, now = {0};
	_cleanup_error_ struct error err = {0};
	int64_t number;
	size_t rules;

	assert_int_equal(store_load_beginning(store, 7, &part, &rules, NULL), 0);
	copy = policy_copy(&part);
	fixture_insert(&copy, 0, "new");
	refuse(store, &part, &copy);
	refuse(store, &whole, &copy);
	now = policy_copy(&whole);
	refuse(store, &part, &now);
	assert_int_equal(store_add_revision(store, &part, &fixture_author, "part", &number, &err), -1);
	fixture_error(&err, ERROR_CONFLICT, "only the beginning");
	policy_done(&now);
	now = fixture_load(store);
	fixture_same(&now, &whole);
	assert_int_equal(fixture_number(fixture->path, "SELECT count(*) FROM revisions"), 0);
	store_close(store);
}

/* Damage beyond the beginning is found when that is read, and not before. */
static void test_damage(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = make_rules(fixture);
	_cleanup_policy_ struct policy part = {0};
	_cleanup_error_ struct error err = {0};
	struct policy policy;
	size_t rules;

	fixture_sql(fixture->path, "UPDATE rules SET action = 'maybe' WHERE name = 'rule 8'");
	assert_int_equal(store_load_beginning(store, 7, &part, &rules, NULL), 0);
	assert_int_equal(store_load_beginning(store, 8, &policy, &rules, &err), -1);
	fixture_error(&err, ERROR_STORE, "cannot be read");
	store_close(store);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_beginning), TEST(test_number), TEST(test_all), TEST(test_part_is_not_written), TEST(test_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
