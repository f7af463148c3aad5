/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/db/fixture.h"

#include "db/details.h"
#include "model/document.h"
#include "model/item.h"

#include <ftw.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

const struct author fixture_author = {"alice (root)", "test"};

int fixture_setup(void **state)
{
	struct fixture *fixture = MEM_NEW(struct fixture);
	const char *where = getenv("TMPDIR");

	/* In pieces, so that it is not taken for the mark of something unfinished. */
	fixture->directory = mem_printf("%s/nftabs-test-XX"
					"XX"
					"XX",
					where ? where : "/tmp");
	if (!mkdtemp(fixture->directory))
		return -1;
	fixture->path = mem_printf("%s/policy.db", fixture->directory);
	*state = fixture;
	return 0;
}

static int fixture_remove(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

int fixture_teardown(void **state)
{
	struct fixture *fixture = *state;
	int result = nftw(fixture->directory, fixture_remove, 8, FTW_DEPTH | FTW_PHYS);

	free(fixture->directory);
	free(fixture->path);
	free(fixture);
	return result;
}

static void fixture_failed(const struct error *err)
{
	_cleanup_free_ char *text = error_text(err);

	fail_msg("%s", text);
}

struct store *fixture_open(const char *path, enum store_mode mode)
{
	struct store *store = NULL;
	struct error err = {0};

	if (store_open(path, mode, &store, &err))
		fixture_failed(&err);
	return store;
}

struct policy fixture_load(struct store *store)
{
	struct policy policy = {0};
	struct error err = {0};

	if (store_load(store, &policy, &err))
		fixture_failed(&err);
	return policy;
}

void fixture_save(struct store *store, const struct policy *before, struct policy *after, const char *summary)
{
	struct error err = {0};

	if (store_save(store, before, after, &fixture_author, summary, &err))
		fixture_failed(&err);
}

void fixture_add(struct store *store, const char *name)
{
	_cleanup_policy_ struct policy before = fixture_load(store);
	_cleanup_policy_ struct policy after = policy_copy(&before);

	fixture_insert(&after, after.rules.n, name);
	fixture_save(store, &before, &after, name);
}

void fixture_error(const struct error *err, enum error_code code, const char *words)
{
	if (err->code != code)
		fail_msg("%s error, expected %s: %s", error_code_name(err->code), error_code_name(code), err->message);
	if (!strstr(err->message, words))
		fail_msg("'%s' does not say '%s'", err->message, words);
}

void fixture_refused(const char *path, enum store_mode mode, enum error_code code, const char *words)
{
	_cleanup_error_ struct error err = {0};
	struct store *store = NULL;

	assert_int_equal(store_open(path, mode, &store, &err), -1);
	assert_null(store);
	fixture_error(&err, code, words);
}

struct rule *fixture_insert(struct policy *policy, size_t index, const char *name)
{
	struct rule rule;

	rule_init(&rule);
	rule.name = mem_strdup(name);
	vec_insert(&policy->rules, index, rule);
	return &policy->rules.v[index];
}

void fixture_set(const struct field_table *fields, void *item, const char *key, const char *text)
{
	const struct field *field = field_find(fields, key);
	struct error err = {0};

	assert_non_null(field);
	if (field_set(field, item, text, &err))
		fixture_failed(&err);
}

/* Texts that fields take. */
static const struct {
	const char *key;
	const char *texts[4];
} fixture_texts[] = {
    {"name", {"POP3サービス(外向き)", "Rule 'quoted' \"%s\"", "SMTP", "IMAP4"}},
    {"enabled", {"yes", "no", "yes", "no"}},
    {"action", {"allow", "drop", "reject", "publish"}},
    {"direction", {"outbound", "inbound", "both", "forward"}},
    {"protocol", {"any", "tcp", "tcp+udp", "132"}},
    {"application", {"", "/usr/bin/msmtp", "unit:ssh.service,user:mail", "@Mail programs"}},
    {"remote_service", {"", "110", "6000-6010,25", "pop3"}},
    {"local_service", {"", "22", "1024-65535", "ssh"}},
    {"remote_address", {"", "192.168.10.5", "10.0.0.0/8,2001:db8::1-2001:db8::9", "mail.domain.co.jp,@Servers"}},
    {"local_address", {"", "192.168.10.2", "fd00::/8", "10.1.2.3-10.1.2.9"}},
    {"validity", {"", "mon-fri 09:00-18:00", "2026-12-01..2026-12-31", "@Office hours"}},
    {"log", {"", "on", "prefix=mail", "level=info,limit=10/minute"}},
    {"publish_to", {"", "192.168.10.2", "192.168.10.2:25", "[fd00::2]:25"}},
    {"comment", {"", "weil's so ist", "日本語", "a, b"}},
    {"members", {"", "192.168.1.1", "192.168.1.2", "192.168.1.3"}},
    {"timezone", {"", "Asia/Tokyo", "Europe/Berlin", "UTC"}},
    {"default_inbound", {"drop", "accept", "reject", "drop"}},
    {"log_unmatched", {"yes", "no", "yes", "no"}},
};

static unsigned fixture_random(unsigned *seed, unsigned below)
{
	return (unsigned)rand_r(seed) % below;
}

static void fixture_change(const struct field_table *fields, void *item, unsigned *seed)
{
	size_t i = fixture_random(seed, ARRAY_SIZE(fixture_texts));
	const struct field *field = field_find(fields, fixture_texts[i].key);

	/* Members of applications take other texts; a refused one changes nothing, and another edit comes. */
	if (field)
		(void)field_set(field, item, fixture_texts[i].texts[fixture_random(seed, 4)], NULL);
}

static void fixture_edit_rules(struct policy *policy, unsigned *seed)
{
	size_t n = policy->rules.n, i = n ? fixture_random(seed, (unsigned)n) : 0;
	struct rule rule;

	switch (n ? fixture_random(seed, 5) : 0) {
	case 0:
	case 1:
		fixture_change(&rule_fields, fixture_insert(policy, fixture_random(seed, (unsigned)n + 1), "New"),
			       seed);
		break;
	case 2:
		rule_done(&policy->rules.v[i]);
		vec_remove(&policy->rules, i);
		break;
	case 3:
		fixture_change(&rule_fields, &policy->rules.v[i], seed);
		break;
	default:
		rule = policy->rules.v[i];
		vec_remove(&policy->rules, i);
		vec_insert(&policy->rules, fixture_random(seed, (unsigned)n), rule);
	}
}

static void fixture_edit_objects(struct policy *policy, unsigned *seed)
{
	enum object_kind kind = fixture_random(seed, OBJECT_MAX);
	size_t n = policy_object_count(policy, kind);

	if (n < 2 || fixture_random(seed, 3) == 0) {
		struct object *object = policy_add_object(policy, kind);

		object->name = mem_printf("Object %u", fixture_random(seed, 1000000));
		fixture_change(&object_fields[kind], object, seed);
	} else if (fixture_random(seed, 2)) {
		policy_remove_object(policy, kind, fixture_random(seed, (unsigned)n));
	} else {
		fixture_change(&object_fields[kind], policy_object(policy, kind, fixture_random(seed, (unsigned)n)),
			       seed);
	}
}

void fixture_edit(struct policy *policy, unsigned *seed)
{
	unsigned what = fixture_random(seed, 8);

	if (what == 0)
		fixture_change(&settings_fields, &policy->settings, seed);
	else if (what < 3)
		fixture_edit_objects(policy, seed);
	else
		fixture_edit_rules(policy, seed);
}

void fixture_same(const struct policy *a, const struct policy *b)
{
	_cleanup_free_ char *x = document_write_with_ids(a);
	_cleanup_free_ char *y = document_write_with_ids(b);

	assert_string_equal(x, y);
	assert_true(policy_equal(a, b));
}

sqlite3 *fixture_raw(const char *path)
{
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL), SQLITE_OK);
	sqlite3_busy_timeout(db, 5000);
	return db;
}

void fixture_sql(const char *path, const char *sql)
{
	sqlite3 *db = fixture_raw(path);
	char *message = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &message))
		fail_msg("%s: %s", sql, message);
	sqlite3_close(db);
}

int64_t fixture_number(const char *path, const char *sql)
{
	sqlite3 *db = fixture_raw(path);
	sqlite3_stmt *statement = NULL;
	int64_t number;

	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
	number = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return number;
}

void fixture_check(const char *path)
{
	struct store *store = fixture_open(path, STORE_WRITE);
	_cleanup_policy_ struct policy policy = fixture_load(store), empty = {0};
	journal_list_t journal = {0};
	struct error err = {0};

	assert_int_equal(
	    fixture_number(path, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"), 0);
	if (store_journal(store, 0, 0, &journal, &err))
		fixture_failed(&err);
	assert_int_equal(journal.n, policy.version);
	VEC_FOREACH (&journal, entry)
		if (details_revert(entry, &policy, &err))
			fixture_failed(&err);
	policy_init(&empty);
	fixture_same(&policy, &empty);
	journal_list_done(&journal);
	store_close(store);
}

int fixture_fork(void (*run)(void *), void *data)
{
	pid_t child;
	int status;

	fflush(NULL);
	child = fork();
	assert_true(child >= 0);
	if (!child) {
		/* A failed assertion would go on with the parent's other tests. */
		setenv("CMOCKA_TEST_ABORT", "1", 1);
		run(data);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}
