/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "db/load.h"

#include "base/i18n.h"
#include "db/rows.h"

int load_version(struct store *store, int64_t *ret, struct error *err)
{
	return database_number(store, "SELECT value FROM meta WHERE key = 'version'", ret, err);
}

static int load_list(struct store *store, size_t list, size_t most, struct policy *policy, struct error *err)
{
	_cleanup_rows_reader_ struct rows_reader reader = {0};
	bool row;

	if (rows_reader_open(store, item_table(list), &reader, err))
		return -1;
	for (; most; most--) {
		if (rows_reader_next(&reader, &row, err))
			return -1;
		if (!row)
			return 0;
		if (rows_reader_get(&reader, item_add(policy, list), err))
			return -1;
	}
	return 0;
}

static int load_settings(struct store *store, struct policy *policy, struct error *err)
{
	_cleanup_rows_reader_ struct rows_reader reader = {0};
	bool row;

	if (rows_reader_open(store, &settings_fields, &reader, err) || rows_reader_next(&reader, &row, err))
		return -1;
	if (!row)
		return database_error(store, SQLITE_CORRUPT, err);
	return rows_reader_get(&reader, &policy->settings, err);
}

static int load_part(struct store *store, size_t most, struct policy *ret, struct error *err)
{
	_cleanup_policy_ struct policy policy;

	policy_init(&policy);
	if (load_version(store, &policy.version, err) || load_settings(store, &policy, err))
		return -1;
	for (size_t list = 0; list < ITEM_LISTS; list++)
		if (load_list(store, list, list == ITEM_RULES ? most : SIZE_MAX, &policy, err))
			return -1;
	*ret = policy;
	policy_init(&policy);
	return 0;
}

int load_policy(struct store *store, struct policy *ret, struct error *err)
{
	return load_part(store, SIZE_MAX, ret, err);
}

/* Whether there are more rules than so many. */
static int load_has_more(struct store *store, size_t most, int64_t *ret, struct error *err)
{
	_cleanup_free_ char *sql =
	    mem_printf("SELECT count(*) > %zu FROM (SELECT 1 FROM rules LIMIT %zu)", most, most + 1);

	return database_number(store, sql, ret, err);
}

/* Counting very many takes longer than reading the first of them, so the number is kept. It is only told: what is whole
 * is decided by the rules themselves. */
static int load_count(struct store *store, int64_t *ret, struct error *err)
{
	return database_number(store,
			       "SELECT coalesce((SELECT value FROM meta WHERE key = 'rules'),"
			       " (SELECT count(*) FROM rules))",
			       ret, err);
}

static int load_beginning(struct store *store, size_t most, struct policy *ret, size_t *ret_rules, struct error *err)
{
	_cleanup_policy_ struct policy policy;
	int64_t more = 0, n = 0;

	policy_init(&policy);
	if (load_part(store, most, &policy, err) ||
	    (policy.rules.n == most && load_has_more(store, most, &more, err)) || (more && load_count(store, &n, err)))
		return -1;
	if (more)
		policy.version = STORE_PART;
	*ret_rules = more && (size_t)n > most ? (size_t)n : policy.rules.n + (size_t)more;
	*ret = policy;
	policy_init(&policy);
	return 0;
}

int load_is_whole(const struct policy *policy, struct error *err)
{
	if (policy->version == STORE_PART)
		return error_set(
		    err, ERROR_CONFLICT,
		    _("only the beginning of the policy has been read yet: wait until all of it is there"));
	return 0;
}

int store_load_beginning(struct store *store, size_t most, struct policy *ret, size_t *ret_rules, struct error *err)
{
	_cleanup_policy_ struct policy policy;
	struct reading reading = {0};
	int result = -1;
	size_t rules = 0;

	policy_init(&policy);
	while (reading_next(store, &reading, &result, err)) {
		policy_done(&policy);
		result = load_beginning(store, most, &policy, &rules, err);
		if (result)
			policy_init(&policy);
	}
	if (result)
		return -1;
	*ret = policy;
	*ret_rules = rules;
	policy_init(&policy);
	return 0;
}

int store_load(struct store *store, struct policy *ret, struct error *err)
{
	size_t rules;

	return store_load_beginning(store, SIZE_MAX, ret, &rules, err);
}
