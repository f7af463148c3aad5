/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_DB_FIXTURE_H
#define TESTS_DB_FIXTURE_H

/* What the tests of the store share: a directory of their own, policies made up from a seed. */

#include "tests/test.h"

#include "db/store.h"

#include <sqlite3.h>

struct fixture {
	char *directory;
	char *path; /* of the store, not made yet */
};

/* Setup and teardown of a cmocka test; *state is the fixture. */
int fixture_setup(void **state);
int fixture_teardown(void **state);

extern const struct author fixture_author;

/* These fail the test on error, with its text. */
struct store *fixture_open(const char *path, enum store_mode mode);
struct policy fixture_load(struct store *store);
void fixture_save(struct store *store, const struct policy *before, struct policy *after, const char *summary);
/* One saved edit: adds a rule of that name at the end. */
void fixture_add(struct store *store, const char *name);

/* Opening must fail with the code, and the message hold the words. */
void fixture_refused(const char *path, enum store_mode mode, enum error_code code, const char *words);
void fixture_error(const struct error *err, enum error_code code, const char *words);

/* A rule that is not in the policy yet, at index. */
struct rule *fixture_insert(struct policy *policy, size_t index, const char *name);
void fixture_set(const struct field_table *fields, void *item, const char *key, const char *text);

/* A random edit of any kind: rules and objects added, removed, changed, moved; settings. */
void fixture_edit(struct policy *policy, unsigned *seed);

/* Equal with ids and order. */
void fixture_same(const struct policy *a, const struct policy *b);

/* SQLite's own connection to the file, beside the store. One number from a query. */
sqlite3 *fixture_raw(const char *path);
void fixture_sql(const char *path, const char *sql);
int64_t fixture_number(const char *path, const char *sql);

/* The file is whole (integrity_check), loads, and its journal, taken back step by step, agrees with it: nothing is left
 * of the policy after the last step. The store is as it was afterwards. */
void fixture_check(const char *path);

/* Runs the function in a child; the child's assertions and exit code count. Gives waitpid's status. */
int fixture_fork(void (*run)(void *), void *data);

#endif
