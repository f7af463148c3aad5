/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/db/fixture.h"

#include "db/database.h"

#include <gnutls/crypto.h>
#include <inttypes.h>
#include <stdio.h>

static int64_t add_revision(struct store *store, const struct policy *policy, const char *message)
{
	_cleanup_error_ struct error err = {0};
	int64_t number = 0;

	if (store_add_revision(store, policy, &fixture_author, message, &number, &err))
		fail_msg("%s", err.message);
	return number;
}

static struct revision find_revision(struct store *store, int64_t number, bool confirmed_only)
{
	_cleanup_error_ struct error err = {0};
	struct revision revision = {0};

	if (store_revision(store, number, confirmed_only, &revision, &err))
		fail_msg("%s", err.message);
	return revision;
}

/* Three revisions: confirmed, taken back, pending. */
static struct store *make_three(struct fixture *fixture)
{
	struct store *store = fixture_open(fixture->path, STORE_WRITE);

	for (const char *name = "abc"; *name; name++) {
		_cleanup_policy_ struct policy policy = {0};

		fixture_add(store, (char[]){*name, '\0'});
		policy = fixture_load(store);
		assert_int_equal(add_revision(store, &policy, "適用"), name[0] - 'a' + 1);
	}
	assert_int_equal(store_set_revision_state(store, 1, REVISION_CONFIRMED, NULL), 0);
	assert_int_equal(store_set_revision_state(store, 2, REVISION_TAKEN_BACK, NULL), 0);
	return store;
}

static void test_find(void **state)
{
	struct store *store = make_three(*state);
	_cleanup_(revision_done) struct revision newest = find_revision(store, 0, false);
	_cleanup_(revision_done) struct revision confirmed = find_revision(store, 0, true);
	_cleanup_(revision_done) struct revision second = find_revision(store, 2, false);
	_cleanup_error_ struct error err = {0};
	struct revision none;

	assert_int_equal(newest.number, 3);
	assert_int_equal(newest.state, REVISION_PENDING);
	assert_string_equal(newest.user, "alice (root)");
	assert_string_equal(newest.origin, "test");
	assert_string_equal(newest.message, "適用");
	assert_int_equal(strlen(newest.hash), 64);
	assert_int_equal(confirmed.number, 1);
	assert_int_equal(second.state, REVISION_TAKEN_BACK);
	assert_int_equal(store_revision(store, 4, false, &none, &err), -1);
	fixture_error(&err, ERROR_REFERENCE, "revision 4");
	store_close(store);
}

static void test_none(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = fixture_open(fixture->path, STORE_WRITE);
	_cleanup_error_ struct error err = {0};
	struct revision none;

	assert_int_equal(store_revision(store, 0, false, &none, &err), -1);
	fixture_error(&err, ERROR_REFERENCE, "apply");
	assert_int_equal(store_revision(store, 0, true, &none, &err), -1);
	fixture_error(&err, ERROR_REFERENCE, "confirmed");
	assert_int_equal(store_verify_revisions(store, &err), 0);
	store_close(store);
}

/* The policy comes back with the ids its rules had. */
static void test_policy(void **state)
{
	struct store *store = make_three(*state);
	_cleanup_policy_ struct policy draft = fixture_load(store), applied = {0};
	_cleanup_(revision_done) struct revision newest = find_revision(store, 0, false);
	_cleanup_error_ struct error err = {0};

	if (revision_policy(&newest, &applied, &err))
		fail_msg("%s", err.message);
	fixture_same(&applied, &draft);
	assert_int_equal(applied.rules.v[2].id, 3);
	store_close(store);
}

static void test_list(void **state)
{
	struct store *store = make_three(*state);
	_cleanup_(revision_list_done) revision_list_t all = {0}, two = {0}, states = {0};

	assert_int_equal(store_revisions(store, 0, &all, NULL), 0);
	assert_int_equal(all.n, 3);
	assert_int_equal(all.v[0].number, 3);
	assert_int_equal(all.v[2].state, REVISION_CONFIRMED);
	assert_string_equal(all.v[0].document, "");
	assert_int_equal(store_revision_states(store, &states, NULL), 0);
	assert_int_equal(states.n, 3);
	for (size_t i = 0; i < states.n; i++) {
		assert_int_equal(states.v[i].number, all.v[i].number);
		assert_int_equal(states.v[i].state, all.v[i].state);
	}
	assert_int_equal(store_revisions(store, 2, &two, NULL), 0);
	assert_int_equal(two.n, 2);
	assert_int_equal(two.v[1].number, 2);
	store_close(store);
}

/* Only what is pending is confirmed or taken back. */
static void test_states(void **state)
{
	struct store *store = make_three(*state);
	_cleanup_(revision_done) struct revision confirmed = {0};
	_cleanup_error_ struct error err = {0};

	assert_int_equal(store_set_revision_state(store, 1, REVISION_TAKEN_BACK, &err), -1);
	fixture_error(&err, ERROR_REFERENCE, "revision 1");
	assert_int_equal(store_set_revision_state(store, 2, REVISION_CONFIRMED, &err), -1);
	assert_int_equal(store_set_revision_state(store, 9, REVISION_CONFIRMED, &err), -1);
	assert_int_equal(store_set_revision_state(store, 3, REVISION_CONFIRMED, &err), 0);
	confirmed = find_revision(store, 0, true);
	assert_int_equal(confirmed.number, 3);
	store_close(store);
}

/* The file refuses to change what was applied. */
static void test_immutable(void **state)
{
	static const char *const changes[] = {
	    "UPDATE revisions SET document = '' WHERE number = 1",
	    "UPDATE revisions SET message = ''",
	    "UPDATE revisions SET hash = ''",
	    "UPDATE revisions SET time = 0",
	    "UPDATE revisions SET number = 7 WHERE number = 3",
	    "UPDATE revisions SET user = 'nobody'",
	    "UPDATE revisions SET origin = ''",
	    "DELETE FROM revisions WHERE number = 3",
	    "UPDATE revisions SET state = 0 WHERE number = 1",
	};
	struct store *store = make_three(*state);

	for (size_t i = 0; i < ARRAY_SIZE(changes); i++) {
		_cleanup_error_ struct error err = {0};

		assert_int_equal(database_exec(store, changes[i], &err), -1);
		fixture_error(&err, ERROR_STORE, "revision");
	}
	assert_int_equal(store_verify_revisions(store, NULL), 0);
	store_close(store);
}

/* With the triggers out of the way, the chain tells what was changed. */
static void test_verify(void **state)
{
	static const struct {
		const char *sql;
		const char *words;
	} cases[] = {
	    {"UPDATE revisions SET document = replace(document, 'allow', 'drop') WHERE number = 2", "revision 2"},
	    {"UPDATE revisions SET user = 'mallory' WHERE number = 1", "revision 1"},
	    {"UPDATE revisions SET time = time + 1 WHERE number = 3", "revision 3"},
	    {"UPDATE revisions SET origin = origin || message, message = '' WHERE number = 3", "revision 3"},
	    {"DELETE FROM revisions WHERE number = 2", "revision 2"},
	    {"DELETE FROM revisions WHERE number = 3", "revision 3"},
	    {"DELETE FROM revisions", "revision 1"},
	};
	struct fixture *fixture = *state;

	store_close(make_three(fixture));
	fixture_sql(fixture->path, "DROP TRIGGER revisions_update; DROP TRIGGER revisions_delete");
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		_cleanup_free_ char *copy = mem_printf("%s/copy-%zu.db", fixture->directory, i);
		_cleanup_free_ char *sql = mem_printf("VACUUM INTO '%s'", copy);
		_cleanup_error_ struct error err = {0};
		struct store *store;

		fixture_sql(fixture->path, sql);
		store = fixture_open(copy, STORE_WRITE);
		assert_int_equal(store_verify_revisions(store, &err), 0);
		fixture_sql(copy, cases[i].sql);
		assert_int_equal(store_verify_revisions(store, &err), -1);
		fixture_error(&err, ERROR_STORE, cases[i].words);
		store_close(store);
	}
}

/* The hash as it is written down for whoever checks a file without nftabs. Changing it breaks the chains that are out
 * there. */
static void expected_hash(const struct revision *r, const char *previous, char ret[65])
{
	_cleanup_free_ char *bytes =
	    mem_printf("nftabs revision 1\n%" PRId64 "\n%" PRId64 "\n%zu:%s\n%zu:%s\n%zu:%s\n%zu:%s\n%zu:%s\n",
		       r->number, r->time, strlen(previous), previous, strlen(r->user), r->user, strlen(r->origin),
		       r->origin, strlen(r->message), r->message, strlen(r->document), r->document);
	unsigned char digest[32];

	assert_int_equal(gnutls_hash_fast(GNUTLS_DIG_SHA256, bytes, strlen(bytes), digest), 0);
	for (size_t i = 0; i < sizeof(digest); i++)
		snprintf(ret + 2 * i, 3, "%02x", digest[i]);
}

/* Who changes a revision and mends its hash breaks the next one. */
static void test_chain(void **state)
{
	struct fixture *fixture = *state;
	struct store *store = make_three(fixture);
	_cleanup_(revision_done) struct revision first = find_revision(store, 1, false);
	_cleanup_(revision_done) struct revision second = find_revision(store, 2, false);
	_cleanup_error_ struct error err = {0};
	_cleanup_free_ char *sql = NULL;
	char hash[65];

	expected_hash(&first, "", hash);
	assert_string_equal(first.hash, hash);
	expected_hash(&second, first.hash, hash);
	assert_string_equal(second.hash, hash);
	free(second.message);
	second.message = mem_strdup("forged");
	expected_hash(&second, first.hash, hash);
	sql = mem_printf(
	    "DROP TRIGGER revisions_update; UPDATE revisions SET message = 'forged', hash = '%s' WHERE number = 2",
	    hash);
	fixture_sql(fixture->path, sql);
	assert_int_equal(store_verify_revisions(store, &err), -1);
	fixture_error(&err, ERROR_STORE, "revision 3");
	store_close(store);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_find),   TEST(test_none),	     TEST(test_policy), TEST(test_list),
	    TEST(test_states), TEST(test_immutable), TEST(test_verify), TEST(test_chain),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
