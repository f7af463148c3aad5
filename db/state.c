/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "db/database.h"

int store_set_state(struct store *store, const char *key, const char *value, struct error *err)
{
	_cleanup_transaction_ struct transaction transaction = {0};
	_cleanup_statement_ sqlite3_stmt *statement = NULL;
	const char *sql =
	    value ? "INSERT INTO state VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
		  : "DELETE FROM state WHERE key = ?1";

	if (transaction_begin(store, &transaction, err) || statement_prepare(store, sql, &statement, err))
		return -1;
	statement_bind_text(statement, 1, key);
	if (value)
		statement_bind_text(statement, 2, value);
	return statement_run(store, statement, err) || transaction_commit(&transaction, err) ? -1 : 0;
}

static int state_get(struct store *store, const char *key, char **ret, struct error *err)
{
	_cleanup_statement_ sqlite3_stmt *statement = NULL;
	bool row;

	if (statement_prepare(store, "SELECT value FROM state WHERE key = ?1", &statement, err))
		return -1;
	statement_bind_text(statement, 1, key);
	if (statement_step(store, statement, &row, err))
		return -1;
	*ret = row ? mem_strdup(statement_text(statement, 0)) : NULL;
	return 0;
}

int store_get_state(struct store *store, const char *key, char **ret, struct error *err)
{
	_cleanup_free_ char *value = NULL;
	struct reading reading = {0};
	int result = -1;

	while (reading_next(store, &reading, &result, err)) {
		free(TAKE_PTR(value));
		result = state_get(store, key, &value, err);
	}
	if (result)
		return -1;
	*ret = TAKE_PTR(value);
	return 0;
}
