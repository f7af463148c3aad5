/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/db/fixture.h"

#include "db/database.h"
#include "db/journal_changes.h"

#include <inttypes.h>

#define SEEDS 12
#define EDITS 25

static struct journal_entry undo_newest(struct store *store)
{
	journal_list_t journal = {0};
	struct journal_entry entry;

	assert_int_equal(store_journal(store, 0, 1, &journal, NULL), 0);
	assert_int_equal(journal.n, 1);
	entry = journal.v[0];
	entry.user = entry.origin = entry.summary = entry.details = NULL;
	journal_list_done(&journal);
	return entry;
}

/* An undo without effect makes no entry. */
static void undo_from(struct store *store, int64_t id)
{
	_cleanup_error_ struct error err = {0};
	int64_t newest = undo_newest(store).id;

	if (store_undo(store, id, &fixture_author, &err))
		fail_msg("%s", err.message);
	if (undo_newest(store).id != newest)
		assert_int_equal(undo_newest(store).undoes, id);
}

static void undo_expect(struct store *store, const struct policy *expected)
{
	_cleanup_policy_ struct policy policy = fixture_load(store);

	fixture_same(&policy, expected);
}

/* Several edits in one save, too, so that additions, removals, changes and moves of one list meet in one entry. */
static struct policy random_save(struct store *store, unsigned *seed)
{
	_cleanup_policy_ struct policy before = fixture_load(store);
	struct policy after = policy_copy(&before);

	for (int i = rand_r(seed) % 6; i >= 0; i--)
		fixture_edit(&after, seed);
	fixture_save(store, &before, &after, "edit");
	return after;
}

/* states[v]: the policy of version v, which entry v made. */
static void random_states(struct store *store, unsigned *seed, struct policy states[EDITS + 1])
{
	states[0] = fixture_load(store);
	for (size_t v = 1; v <= EDITS;) {
		struct policy policy = random_save(store, seed);

		/* Edits that cancel each other make no version. */
		if ((size_t)policy.version < v)
			policy_done(&policy);
		else
			states[v++] = policy;
	}
}

/* Taking back from entry id on gives the state before it, whatever came after, undos as well; and back again. */
static void random_history(const char *directory, unsigned seed)
{
	_cleanup_free_ char *path = mem_printf("%s/seed-%u.db", directory, seed);
	struct store *store = fixture_open(path, STORE_WRITE);
	struct policy states[EDITS + 1];
	size_t now = EDITS;

	random_states(store, &seed, states);
	undo_from(store, 1);
	undo_expect(store, &states[0]);
	undo_from(store, EDITS + 1);
	undo_expect(store, &states[EDITS]);
	for (size_t i = 0; i < EDITS; i++) {
		size_t id = i < 5 ? EDITS - i : 1 + (unsigned)rand_r(&seed) % EDITS;
		int64_t newest = undo_newest(store).id;

		undo_from(store, (int64_t)id);
		undo_expect(store, &states[id - 1]);
		if (i % 3 || undo_newest(store).id == newest) {
			now = id - 1;
			continue;
		}
		undo_from(store, newest + 1);
		undo_expect(store, &states[now]);
	}
	store_close(store);
	fixture_check(path);
	for (size_t i = 0; i <= EDITS; i++)
		policy_done(&states[i]);
}

static void test_random_histories(void **state)
{
	struct fixture *fixture = *state;

	for (unsigned seed = 1; seed <= SEEDS; seed++)
		random_history(fixture->directory, seed);
}

#define STEPS 120

/* What an editor's undo and redo do: a list of states, and where one stands in it. */
struct steps {
	struct policy states[STEPS + 1];
	size_t n, at;
};

static void steps_edit(struct steps *steps, struct store *store)
{
	while (steps->n > steps->at + 1)
		policy_done(&steps->states[--steps->n]);
	fixture_add(store, "edit");
	steps->states[steps->n++] = fixture_load(store);
	steps->at = steps->n - 1;
}

static void steps_move(struct steps *steps, struct store *store, bool back)
{
	bool can = back ? steps->at > 0 : steps->at + 1 < steps->n;
	_cleanup_free_ char *summary = NULL;
	int64_t id;

	assert_int_equal((back ? store_find_undo : store_find_redo)(store, &id, &summary, NULL), 0);
	assert_int_equal(id != 0, can);
	if (!can) {
		assert_null(summary);
		return;
	}
	assert_string_equal(summary, "edit");
	undo_from(store, id);
	steps->at += back ? (size_t)-1 : 1;
	undo_expect(store, &steps->states[steps->at]);
}

static void test_back_and_forward(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_open(fixture->path, STORE_WRITE);
	struct steps steps = {0};
	unsigned seed = 7;

	for (int i = 0; i < 2; i++)
		assert_int_equal((i ? store_find_undo : store_find_redo)(store, &(int64_t){1}, NULL, NULL), 0);
	steps_edit(&steps, store);
	for (size_t i = 1; i < STEPS; i++) {
		int what = rand_r(&seed) % 8;

		if (what < 2)
			steps_edit(&steps, store);
		else
			steps_move(&steps, store, what < 5);
	}
	store_close(store);
	for (size_t i = 0; i < steps.n; i++)
		policy_done(&steps.states[i]);
}

/* What was removed comes back with its id, in its place. */
static void test_id_returns(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_open(fixture->path, STORE_WRITE);
	_cleanup_policy_ struct policy before = {0}, after = {0};

	for (const char *name = "abc"; *name; name++)
		fixture_add(store, (char[]){*name, '\0'});
	before = fixture_load(store);
	after = policy_copy(&before);
	rule_done(&after.rules.v[1]);
	vec_remove(&after.rules, 1);
	fixture_save(store, &before, &after, "b goes");
	undo_from(store, 4);
	undo_expect(store, &before);
	assert_int_equal(undo_newest(store).undoes, 4);
	store_close(store);
}

static void test_no_such_entry(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_open(fixture->path, STORE_WRITE);
	_cleanup_error_ struct error err = {0};

	fixture_add(store, "a");
	assert_int_equal(store_undo(store, 2, &fixture_author, &err), -1);
	fixture_error(&err, ERROR_REFERENCE, "no change 2");
	assert_int_equal(store_undo(store, 0, &fixture_author, &err), -1);
	fixture_error(&err, ERROR_REFERENCE, "no change 0");
	store_close(store);
}

/* A journal that someone changed must not make a policy that never was: all of it is refused, nothing is written. */
static void test_foreign_details(void **state)
{
	static const char *const details[] = {
	    "",
	    "{}",
	    "[{}]",
	    "[{\"kind\":\"rule\",\"op\":\"exploded\",\"id\":1}]",
	    "[{\"kind\":\"rule\",\"op\":\"added\",\"id\":1,\"position_after\":9}]",
	    "[{\"kind\":\"rule\",\"op\":\"added\",\"id\":2,\"position_after\":1}]",
	    ("[{\"kind\":\"rule\",\"op\":\"added\",\"id\":1,\"position_after\":1},"
	     "{\"kind\":\"rule\",\"op\":\"added\",\"id\":1,\"position_after\":1}]"),
	    "[{\"kind\":\"rule\",\"op\":\"moved\",\"id\":1,\"position_before\":7,\"position_after\":1}]",
	    "[{\"kind\":\"rule\",\"op\":\"changed\",\"id\":1,\"position_after\":1,\"before\":{\"action\":\"none\"}}]",
	    "[{\"kind\":\"rule\",\"op\":\"removed\",\"id\":5,\"position_before\":9,\"before\":{\"name\":\"x\"}}]",
	    "[{\"kind\":\"rule\",\"op\":\"removed\",\"id\":5,\"position_before\":1,\"before\":null}]",
	    "[{\"kind\":\"settings\",\"op\":\"added\"}]",
	};
	struct fixture *fixture = *state;
	struct store *store = fixture_open(fixture->path, STORE_WRITE);

	fixture_add(store, "a");
	fixture_add(store, "b");
	fixture_sql(fixture->path, "DROP TRIGGER journal_update");
	for (size_t i = 0; i < ARRAY_SIZE(details); i++) {
		_cleanup_free_ char *sql = mem_printf("UPDATE journal SET details = '%s' WHERE id = 2", details[i]);
		_cleanup_error_ struct error err = {0};

		fixture_sql(fixture->path, sql);
		assert_int_equal(store_undo(store, 2, &fixture_author, &err), -1);
		fixture_error(&err, ERROR_STORE, "change 2");
		assert_int_equal(fixture_number(fixture->path, "SELECT count(*) FROM rules"), 2);
		assert_int_equal(undo_newest(store).id, 2);
	}
	store_close(store);
}

/* The file itself keeps its journal from being rewritten. */
static void test_journal_stays(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_open(fixture->path, STORE_WRITE);
	_cleanup_error_ struct error err = {0};

	fixture_add(store, "a");
	assert_int_equal(database_exec(store, "UPDATE journal SET user = 'nobody'", &err), -1);
	fixture_error(&err, ERROR_STORE, "only added to");
	assert_int_equal(database_exec(store, "DELETE FROM journal", &err), -1);
	fixture_error(&err, ERROR_STORE, "only added to");
	store_close(store);
}

/* As an editor does it, which has the policy already, and another one that was a copy of it before some edits. */
static void test_in_memory(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_open(fixture->path, STORE_WRITE);
	struct policy states[EDITS + 1];
	unsigned seed = 7;

	random_states(store, &seed, states);
	for (size_t v = EDITS; v > 0; v--) {
		_cleanup_policy_ struct policy before = fixture_load(store), after = states[v];
		_cleanup_error_ struct error err = {0};

		policy_follow(&after, &before);
		fixture_same(&after, &before);
		assert_int_equal(after.version, before.version);
		if (store_undo_policy(store, (int64_t)v, &fixture_author, &before, &after, &err))
			fail_msg("%s", err.message);
		undo_expect(store, &after);
		undo_expect(store, &states[v - 1]);
		if (after.version == before.version)
			continue;
		assert_int_equal(store_undo_policy(store, 1, &fixture_author, &before, &after, &err), -1);
		assert_int_equal(err.code, ERROR_CONFLICT);
	}
	policy_done(&states[0]);
	store_close(store);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

static void print_change(const struct change *change, void *out)
{
	change_print(change, out);
	str_add_char(out, '\n');
}

/* What the journal tells of a save is what the difference of the two policies tells. */
static void expect_changes(struct store *store, const struct policy *before, const struct policy *after)
{
	_cleanup_(journal_list_done) journal_list_t journal = {0};
	_cleanup_str_ struct str told = {0}, expected = {0};
	change_list_t changes = {0};

	assert_int_equal(store_journal(store, 0, 1, &journal, NULL), 0);
	policy_diff(before, after, &changes);
	VEC_FOREACH (&changes, change)
		print_change(change, &expected);
	assert_int_equal(journal_changes(&journal.v[0], print_change, &told), changes.n);
	assert_string_equal(str_text(&told), str_text(&expected));
	vec_done(&changes);
}

static void test_changes_are_told(void **state)
{
	struct fixture *f = *state;
	struct store *store = fixture_open(f->path, STORE_WRITE);
	struct journal_entry unreadable = {.details = mem_strdup("[{\"kind\":\"rule\",\"op\":\"turned\"}]")};
	unsigned seed = 7;

	for (size_t i = 0; i < 4 * EDITS; i++) {
		_cleanup_policy_ struct policy before = fixture_load(store);
		_cleanup_policy_ struct policy after = random_save(store, &seed);

		if (after.version != before.version)
			expect_changes(store, &before, &after);
	}
	assert_int_equal(journal_changes(&unreadable, print_change, NULL), SIZE_MAX);
	free(unreadable.details);
	store_close(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_random_histories), TEST(test_back_and_forward), TEST(test_id_returns),
	    TEST(test_no_such_entry),	 TEST(test_foreign_details),  TEST(test_journal_stays),
	    TEST(test_in_memory),	 TEST(test_changes_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
