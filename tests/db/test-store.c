/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/db/fixture.h"

#include "db/database.h"
#include "model/document.h"

static void test_new(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_open(fixture->path, STORE_WRITE);
	_cleanup_policy_ struct policy policy = fixture_load(store), empty = {0};

	policy_init(&empty);
	fixture_same(&policy, &empty);
	assert_true(store_is_new(store));
	assert_string_equal(store_path(store), fixture->path);
	store_close(store);

	/* Killed before the starter policy came in: still new. */
	store = fixture_open(fixture->path, STORE_WRITE);
	assert_true(store_is_new(store));
	fixture_add(store, "first");
	assert_false(store_is_new(store));
	store_close(store);
	store = fixture_open(fixture->path, STORE_READ);
	assert_false(store_is_new(store));
	store_close(store);
}

/* Every field of every kind comes back as it was. */
static void test_round_trip(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_open(fixture->path, STORE_WRITE);
	_cleanup_policy_ struct policy before = fixture_load(store);
	_cleanup_policy_ struct policy after = policy_copy(&before), loaded = {0};
	struct rule *rule;

	after.settings.default_inbound = VERDICT_DROP;
	fixture_set(&settings_fields, &after.settings, "timezone", "Asia/Tokyo");
	fixture_set(&object_fields[OBJECT_ADDRESS_SET], policy_add_object(&after, OBJECT_ADDRESS_SET), "name",
		    "サーバー");
	fixture_set(&object_fields[OBJECT_SERVICE], policy_add_object(&after, OBJECT_SERVICE), "name", "Mail");
	fixture_set(&object_fields[OBJECT_SERVICE], &after.services.v[0], "ports", "tcp/110,tcp/143");
	fixture_set(&object_fields[OBJECT_APPLICATION], policy_add_object(&after, OBJECT_APPLICATION), "name", "MUA");
	fixture_set(&object_fields[OBJECT_SCHEDULE], policy_add_object(&after, OBJECT_SCHEDULE), "name", "Office");
	for (unsigned seed = 1; seed < 400; seed++) {
		unsigned copy = seed;

		fixture_edit(&after, &copy);
	}
	rule = fixture_insert(&after, 0, "all fields");
	fixture_set(&rule_fields, rule, "remote_address", "192.168.10.5,mail.domain.co.jp,2001:db8::/32,@サーバー");
	fixture_set(&rule_fields, rule, "validity", "mon,wed 09:00-18:00, 2026-12-24 18:00..2026-12-26 09:00");
	fixture_set(&rule_fields, rule, "review_by", "2027-01-31");
	fixture_set(&rule_fields, rule, "group", "mail");
	fixture_set(&rule_fields, rule, "interface", "eth0");
	fixture_save(store, &before, &after, "everything");

	loaded = fixture_load(store);
	fixture_same(&loaded, &after);
	assert_int_equal(loaded.version, after.version);
	assert_int_equal(after.version, before.version + 1);
	store_close(store);
	fixture_check(fixture->path);
}

/* Ids are given out once. */
static void test_ids(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_open(fixture->path, STORE_WRITE);
	_cleanup_policy_ struct policy before = {0}, after = {0};
	_cleanup_error_ struct error err = {0};

	fixture_add(store, "a");
	fixture_add(store, "b");
	before = fixture_load(store);
	after = policy_copy(&before);
	assert_int_equal(after.rules.v[0].id, 1);
	assert_int_equal(after.rules.v[1].id, 2);
	rule_done(&after.rules.v[1]);
	vec_remove(&after.rules, 1);
	fixture_save(store, &before, &after, "b goes");
	policy_done(&before);
	before = policy_copy(&after);
	fixture_insert(&after, 0, "c");
	fixture_save(store, &before, &after, "c comes");
	assert_int_equal(after.rules.v[0].id, 3);

	/* An id that comes back was given out before; one that was not, or that is in use, is refused. */
	policy_done(&before);
	before = policy_copy(&after);
	fixture_insert(&after, 0, "b")->id = 2;
	fixture_save(store, &before, &after, "b again");
	policy_done(&before);
	before = policy_copy(&after);
	fixture_insert(&after, 0, "stranger")->id = 77;
	assert_int_equal(store_save(store, &before, &after, &fixture_author, "", &err), -1);
	fixture_error(&err, ERROR_VALUE, "77");
	after.rules.v[0].id = 3;
	assert_int_equal(store_save(store, &before, &after, &fixture_author, "", &err), -1);
	fixture_error(&err, ERROR_VALUE, "3");
	store_close(store);
	fixture_check(fixture->path);
}

/* A document that was imported has no ids: what has the same name keeps its id, changed, moved or neither. */
static void test_import_keeps_ids(void **state)
{
	static const char *const names[] = {"a", "b", "c", "d", "e"};
	static const size_t order[] = {0, 3, 1, 4, 2};
	struct fixture *fixture = *state;
	struct store *store = fixture_open(fixture->path, STORE_WRITE);
	_cleanup_policy_ struct policy before = {0}, after = {0};

	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		fixture_add(store, names[i]);
	before = fixture_load(store);
	policy_init(&after);
	for (size_t i = 0; i < ARRAY_SIZE(order); i++)
		fixture_insert(&after, i, names[order[i]]);
	fixture_insert(&after, 2, "new");
	fixture_set(&rule_fields, &after.rules.v[3], "comment", "changed");
	fixture_save(store, &before, &after, "import");
	for (size_t i = 0, j = 0; i < after.rules.n; i++)
		assert_int_equal(after.rules.v[i].id, i == 2 ? 6 : (int64_t)order[j++] + 1);
	policy_done(&before);
	before = fixture_load(store);
	fixture_same(&before, &after);
	store_close(store);
	fixture_check(fixture->path);
}

/* A failed save leaves the caller's policy alone: no ids, no version. */
static void test_failed_save(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_open(fixture->path, STORE_WRITE);
	_cleanup_policy_ struct policy before = fixture_load(store);
	_cleanup_policy_ struct policy after = policy_copy(&before);
	_cleanup_error_ struct error err = {0};

	fixture_insert(&after, 0, "good");
	fixture_insert(&after, 1, "bad\nname");
	assert_int_equal(store_save(store, &before, &after, &fixture_author, "", &err), -1);
	assert_int_equal(err.code, ERROR_VALUE);
	assert_string_equal(err.subject.field, "name");
	assert_int_equal(err.subject.position, 2);
	assert_int_equal(after.rules.v[0].id, 0);
	assert_int_equal(after.version, before.version);
	assert_int_equal(fixture_number(fixture->path, "SELECT count(*) FROM rules"), 0);
	assert_int_equal(fixture_number(fixture->path, "SELECT count(*) FROM journal"), 0);
	store_close(store);
}

static void test_no_difference(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_open(fixture->path, STORE_WRITE);
	_cleanup_policy_ struct policy before = {0}, after = {0};

	fixture_add(store, "a");
	before = fixture_load(store);
	after = policy_copy(&before);
	fixture_save(store, &before, &after, "nothing");
	assert_int_equal(after.version, before.version);
	assert_int_equal(fixture_number(fixture->path, "SELECT count(*) FROM journal"), 1);
	fixture_add(store, "b");
	store_close(store);
}

static void test_conflict(void **state)
{
	static const struct author bob = {"bob", "editor"};
	struct fixture *fixture = *state;
	struct store *one = fixture_open(fixture->path, STORE_WRITE), *two = fixture_open(fixture->path, STORE_WRITE);
	_cleanup_policy_ struct policy before = fixture_load(one);
	_cleanup_policy_ struct policy mine = policy_copy(&before), theirs = policy_copy(&before), now = {0};
	_cleanup_error_ struct error err = {0};

	fixture_insert(&theirs, 0, "theirs");
	fixture_insert(&mine, 0, "mine");
	assert_int_equal(store_save(two, &before, &theirs, &bob, "Add rule \"theirs\"", &err), 0);
	assert_int_equal(store_save(one, &before, &mine, &fixture_author, "Add rule \"mine\"", &err), -1);
	fixture_error(&err, ERROR_CONFLICT, "bob on 20");
	fixture_error(&err, ERROR_CONFLICT, "Add rule \"theirs\"");
	assert_int_equal(mine.rules.v[0].id, 0);
	now = fixture_load(one);
	fixture_same(&now, &theirs);
	store_close(one);
	store_close(two);
	fixture_check(fixture->path);
}

static char *journal_text(const struct field_table *fields, const void *item)
{
	json_t *object = document_item(fields, item);
	char *text = json_dumps(object, JSON_COMPACT);

	json_decref(object);
	return text;
}

/* The newest entry's details. Caller frees. */
static char *journal_newest(struct store *store)
{
	journal_list_t journal = {0};
	char *details;

	assert_int_equal(store_journal(store, 0, 1, &journal, NULL), 0);
	assert_int_equal(journal.n, 1);
	details = TAKE_PTR(journal.v[0].details);
	journal_list_done(&journal);
	return details;
}

static void test_journal_settings(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_open(fixture->path, STORE_WRITE);
	_cleanup_policy_ struct policy before = fixture_load(store);
	_cleanup_policy_ struct policy after = policy_copy(&before);
	_cleanup_free_ char *old = journal_text(&settings_fields, &before.settings), *new = NULL;
	_cleanup_free_ char *expected = NULL, *details = NULL;

	after.settings.log_unmatched = true;
	new = journal_text(&settings_fields, &after.settings);
	expected = mem_printf("[{\"kind\":\"settings\",\"id\":null,\"name\":null,\"op\":\"changed\","
			      "\"position_before\":null,\"position_after\":null,\"before\":%s,\"after\":%s}]",
			      old, new);
	fixture_save(store, &before, &after, "log what matches nothing");
	details = journal_newest(store);
	assert_string_equal(details, expected);
	store_close(store);
}

/* Added, removed, changed and moved, as they stand in the journal. */
static void test_journal_rules(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_open(fixture->path, STORE_WRITE);
	_cleanup_policy_ struct policy before = {0}, after = {0};
	_cleanup_free_ char *a = NULL, *b = NULL, *c = NULL, *expected = NULL, *details = NULL;
	struct rule moved;

	for (const char *name = "abcde"; *name; name++)
		fixture_add(store, (char[]){*name, '\0'});
	before = fixture_load(store);
	after = policy_copy(&before);
	a = journal_text(&rule_fields, &before.rules.v[0]);
	b = journal_text(&rule_fields, &before.rules.v[1]);
	fixture_set(&rule_fields, &after.rules.v[1], "remote_service", "110");
	moved = after.rules.v[4];
	vec_remove(&after.rules, 4);
	vec_insert(&after.rules, 2, moved);
	rule_done(&after.rules.v[0]);
	vec_remove(&after.rules, 0);
	c = journal_text(&rule_fields, &after.rules.v[0]);
	expected = mem_printf("[{\"kind\":\"rule\",\"id\":1,\"name\":\"a\",\"op\":\"removed\",\"position_before\":1,"
			      "\"position_after\":null,\"before\":%s,\"after\":null},"
			      "{\"kind\":\"rule\",\"id\":2,\"name\":\"b\",\"op\":\"changed\",\"position_before\":2,"
			      "\"position_after\":1,\"before\":%s,\"after\":%s},"
			      "{\"kind\":\"rule\",\"id\":5,\"name\":\"e\",\"op\":\"moved\",\"position_before\":5,"
			      "\"position_after\":2,\"before\":null,\"after\":null}]",
			      a, b, c);
	fixture_save(store, &before, &after, "three at once");
	details = journal_newest(store);
	assert_string_equal(details, expected);
	store_close(store);
	fixture_check(fixture->path);
}

static void test_journal_pages(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_open(fixture->path, STORE_WRITE);
	_cleanup_(journal_list_done) journal_list_t journal = {0};

	for (const char *name = "abcd"; *name; name++)
		fixture_add(store, (char[]){*name, '\0'});
	assert_int_equal(store_journal(store, 4, 2, &journal, NULL), 0);
	assert_int_equal(journal.n, 2);
	assert_int_equal(journal.v[0].id, 3);
	assert_string_equal(journal.v[0].summary, "c");
	assert_string_equal(journal.v[0].user, "alice (root)");
	assert_string_equal(journal.v[0].origin, "test");
	assert_true(journal.v[0].time > 1700000000);
	assert_int_equal(journal.v[0].undoes, 0);
	assert_int_equal(journal.v[1].id, 2);
	store_close(store);
}

/* An edit writes its row, the counter and the journal, however long the list; also where numbers between neighbours run
 * out, at last all of the list is numbered anew, and the order holds. */
static void test_one_row(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_open(fixture->path, STORE_WRITE);
	_cleanup_policy_ struct policy before = fixture_load(store);
	_cleanup_policy_ struct policy after = policy_copy(&before), loaded = {0};
	int most = 0;

	for (size_t i = 0; i < 200; i++)
		fixture_insert(&after, i, "bulk");
	fixture_save(store, &before, &after, "bulk");
	for (size_t i = 0; i < 60; i++) {
		int start = sqlite3_total_changes(store->db), count;

		policy_done(&before);
		before = policy_copy(&after);
		fixture_insert(&after, 100, "squeezed");
		fixture_save(store, &before, &after, "one more");
		count = sqlite3_total_changes(store->db) - start;
		if (i < 30)
			assert_int_equal(count, 4); /* rule, journal, version, number of rules */
		most = count > most ? count : most;
	}
	assert_in_range(most, 200, 270);
	loaded = fixture_load(store);
	fixture_same(&loaded, &after);
	store_close(store);
	fixture_check(fixture->path);
}

static void test_one_row_move(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_open(fixture->path, STORE_WRITE);
	_cleanup_policy_ struct policy before = {0}, after = {0}, loaded = {0};
	struct rule rule;
	int start;

	for (const char *name = "abcdef"; *name; name++)
		fixture_add(store, (char[]){*name, '\0'});
	before = fixture_load(store);
	after = policy_copy(&before);
	rule = after.rules.v[5];
	vec_remove(&after.rules, 5);
	vec_insert(&after.rules, 0, rule);
	start = sqlite3_total_changes(store->db);
	fixture_save(store, &before, &after, "to the top");
	assert_int_equal(sqlite3_total_changes(store->db) - start, 3);
	loaded = fixture_load(store);
	fixture_same(&loaded, &after);
	store_close(store);
}

static void test_state(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_open(fixture->path, STORE_WRITE);
	char *value = NULL;

	assert_int_equal(store_get_state(store, "switched_off", &value, NULL), 0);
	assert_null(value);
	assert_int_equal(store_set_state(store, "switched_off", "yes", NULL), 0);
	assert_int_equal(store_set_state(store, "switched_off", "no", NULL), 0);
	store_close(store);
	store = fixture_open(fixture->path, STORE_READ);
	assert_int_equal(store_get_state(store, "switched_off", &value, NULL), 0);
	assert_string_equal(value, "no");
	free(value);
	store_close(store);
	store = fixture_open(fixture->path, STORE_WRITE);
	assert_int_equal(store_set_state(store, "switched_off", NULL, NULL), 0);
	assert_int_equal(store_get_state(store, "switched_off", &value, NULL), 0);
	assert_null(value);
	store_close(store);
}

/* A value that someone broke is named with its rule and field, and never taken for the empty one. */
static void test_unreadable_value(void **state)
{
	static const struct {
		const char *sql;
		const char *field;
	} cases[] = {
	    {"UPDATE rules SET remote_address = '192.168.10.5' || char(10) || '192.168.10.555'", "remote_address"},
	    {"UPDATE rules SET remote_address = char(10)", "remote_address"},
	    {"UPDATE rules SET action = ''", "action"},
	    {"UPDATE rules SET action = 'allow' || char(0) || 'x'", "action"},
	    {"UPDATE rules SET enabled = 'maybe'", "enabled"},
	    {"UPDATE rules SET remote_address = char(0)", "remote_address"},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct fixture *fixture = *state;
		_cleanup_free_ char *path = mem_printf("%s/broken-%zu.db", fixture->directory, i);
		struct store *store = fixture_open(path, STORE_WRITE);
		_cleanup_error_ struct error err = {0};
		struct policy policy;

		fixture_add(store, "POP3");
		fixture_sql(path, cases[i].sql);
		assert_int_equal(store_load(store, &policy, &err), -1);
		fixture_error(&err, ERROR_STORE, "cannot be read");
		assert_string_equal(err.subject.kind, "rule");
		assert_int_equal(err.subject.id, 1);
		assert_string_equal(err.subject.field, cases[i].field);
		store_close(store);
	}
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_new),	      TEST(test_round_trip),	   TEST(test_ids),	TEST(test_import_keeps_ids),
	    TEST(test_failed_save),   TEST(test_no_difference),	   TEST(test_conflict), TEST(test_journal_settings),
	    TEST(test_journal_rules), TEST(test_journal_pages),	   TEST(test_one_row),	TEST(test_one_row_move),
	    TEST(test_state),	      TEST(test_unreadable_value),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
