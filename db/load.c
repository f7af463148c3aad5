/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "db/load.h"

#include "db/rows.h"

int load_version(struct store *store, int64_t *ret, struct error *err)
{
	return database_number(store, "SELECT value FROM meta WHERE key = 'version'", ret, err);
}

static int load_list(struct store *store, size_t list, struct policy *policy, struct error *err)
{
	_cleanup_rows_reader_ struct rows_reader reader = {0};
	bool row;

	if (rows_reader_open(store, item_table(list), &reader, err))
		return -1;
	for (;;) {
		if (rows_reader_next(&reader, &row, err))
			return -1;
		if (!row)
			return 0;
		if (rows_reader_get(&reader, item_add(policy, list), err))
			return -1;
	}
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

int load_policy(struct store *store, struct policy *ret, struct error *err)
{
	_cleanup_policy_ struct policy policy;

	policy_init(&policy);
	if (load_version(store, &policy.version, err) || load_settings(store, &policy, err))
		return -1;
	for (size_t list = 0; list < ITEM_LISTS; list++)
		if (load_list(store, list, &policy, err))
			return -1;
	*ret = policy;
	policy_init(&policy);
	return 0;
}

int store_load(struct store *store, struct policy *ret, struct error *err)
{
	_cleanup_policy_ struct policy policy;
	struct reading reading = {0};
	int result = -1;

	policy_init(&policy);
	while (reading_next(store, &reading, &result, err)) {
		policy_done(&policy);
		result = load_policy(store, &policy, err);
		if (result)
			policy_init(&policy);
	}
	if (result)
		return -1;
	*ret = policy;
	policy_init(&policy);
	return 0;
}
