/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "db/schema.h"

#include "base/i18n.h"
#include "db/rows.h"

#include <inttypes.h>

/* A step that was released never changes: files that went through it are out there. Columns of fields are no part of
 * it. AUTOINCREMENT keeps an id from ever being given out twice. Positions are sparse and only compared. */
static const char *const schema_sql[] = {
    /* 0 to 1 */
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "INSERT INTO meta VALUES ('version', 0);"
    "CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE settings (id INTEGER PRIMARY KEY CHECK (id = 1)) STRICT;"
    "INSERT INTO settings VALUES (1);"
    "CREATE TABLE address_sets (id INTEGER PRIMARY KEY AUTOINCREMENT, position INTEGER NOT NULL) STRICT;"
    "CREATE TABLE services (id INTEGER PRIMARY KEY AUTOINCREMENT, position INTEGER NOT NULL) STRICT;"
    "CREATE TABLE applications (id INTEGER PRIMARY KEY AUTOINCREMENT, position INTEGER NOT NULL) STRICT;"
    "CREATE TABLE schedules (id INTEGER PRIMARY KEY AUTOINCREMENT, position INTEGER NOT NULL) STRICT;"
    "CREATE TABLE rules (id INTEGER PRIMARY KEY AUTOINCREMENT, position INTEGER NOT NULL) STRICT;"
    "CREATE INDEX rules_position ON rules (position);"
    "CREATE TABLE journal (id INTEGER PRIMARY KEY AUTOINCREMENT, version INTEGER NOT NULL UNIQUE,"
    " time INTEGER NOT NULL, user TEXT NOT NULL, origin TEXT NOT NULL, summary TEXT NOT NULL,"
    " details TEXT NOT NULL, undoes INTEGER REFERENCES journal (id)) STRICT;"
    "CREATE TRIGGER journal_update BEFORE UPDATE ON journal"
    " BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;"
    "CREATE TRIGGER journal_delete BEFORE DELETE ON journal"
    " BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;"
    "CREATE TABLE revisions (number INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER NOT NULL, user TEXT NOT NULL,"
    " origin TEXT NOT NULL, message TEXT NOT NULL,"
    " state INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2)),"
    " document TEXT NOT NULL, hash TEXT NOT NULL) STRICT;"
    "CREATE TRIGGER revisions_update BEFORE UPDATE OF number, time, user, origin, message, document, hash ON revisions"
    " BEGIN SELECT RAISE(ABORT, 'revisions never change'); END;"
    "CREATE TRIGGER revisions_state BEFORE UPDATE OF state ON revisions WHEN OLD.state <> 0"
    " BEGIN SELECT RAISE(ABORT, 'only a pending revision is confirmed or taken back'); END;"
    "CREATE TRIGGER revisions_delete BEFORE DELETE ON revisions"
    " BEGIN SELECT RAISE(ABORT, 'revisions never change'); END;",
};
const struct schema_steps schema_steps = {schema_sql, ARRAY_SIZE(schema_sql)};

static int schema_newer(struct store *store, struct error *err)
{
	return error_set(
	    err, ERROR_STORE,
	    _("%s was written by a newer nftabs, which knows things that this one would drop: install that version "
	      "again, or name another file"),
	    store->path);
}

struct schema_mark {
	int64_t application;
	int64_t version;
	int64_t tables;
};

/* All of it in one statement, which sees one state of a file that another program may be making. */
static int schema_read_mark(struct store *store, struct schema_mark *ret, struct error *err)
{
	_cleanup_statement_ sqlite3_stmt *statement = NULL;
	bool row;

	if (statement_prepare(store,
			      "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)"
			      " FROM pragma_application_id, pragma_user_version",
			      &statement, err) ||
	    statement_step(store, statement, &row, err))
		return -1;
	if (!row)
		return database_error(store, SQLITE_CORRUPT, err);
	*ret = (struct schema_mark){sqlite3_column_int64(statement, 0), sqlite3_column_int64(statement, 1),
				    sqlite3_column_int64(statement, 2)};
	return 0;
}

int schema_check(struct store *store, const struct schema_steps *steps, int64_t *ret_version, struct error *err)
{
	struct schema_mark mark = {0};

	if (schema_read_mark(store, &mark, err))
		return -1;
	if (mark.application != SCHEMA_APPLICATION_ID && (mark.application || mark.version || mark.tables))
		return error_set(err, ERROR_STORE,
				 _("%s is the database of another program: name another file with --db"), store->path);
	if (mark.version < 0 || (uint64_t)mark.version > steps->n)
		return schema_newer(store, err);
	*ret_version = mark.version;
	return 0;
}

static int schema_step(struct store *store, const struct schema_steps *steps, int64_t version, struct error *err)
{
	_cleanup_free_ char *mark = mem_printf("PRAGMA application_id = %d; PRAGMA user_version = %" PRId64,
					       SCHEMA_APPLICATION_ID, version + 1);

	return database_exec(store, steps->sql[version], err) || database_exec(store, mark, err) ? -1 : 0;
}

/* The version is read again under the lock: another program may have made the same step since. */
static int schema_advance(struct store *store, const struct schema_steps *steps, bool *ret_done, struct error *err)
{
	_cleanup_transaction_ struct transaction transaction = {0};
	int64_t version;

	if (transaction_begin(store, &transaction, err) || schema_check(store, steps, &version, err))
		return -1;
	*ret_done = (uint64_t)version == steps->n;
	if (*ret_done)
		return 0;
	return schema_step(store, steps, version, err) || transaction_commit(&transaction, err) ? -1 : 0;
}

int schema_has_column(struct store *store, const char *table, const char *column, bool *ret, struct error *err)
{
	_cleanup_statement_ sqlite3_stmt *statement = NULL;

	if (statement_prepare(store, "SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2", &statement, err))
		return -1;
	statement_bind_text(statement, 1, table);
	statement_bind_text(statement, 2, column);
	return statement_step(store, statement, ret, err);
}

static bool schema_knows(const struct field_table *fields, const char *column)
{
	if (str_equal(column, "id") || (fields->array && str_equal(column, "position")))
		return true;
	for (size_t i = 0; i < fields->n; i++)
		if (str_equal(fields->fields[i].key, column))
			return true;
	return false;
}

/* Counts the field columns the table has; an unknown one is an error. */
static int schema_count_columns(struct store *store, const struct field_table *fields, size_t *ret, struct error *err)
{
	_cleanup_statement_ sqlite3_stmt *statement = NULL;
	size_t n = 0;
	bool row;

	if (statement_prepare(store, "SELECT name FROM pragma_table_info(?1)", &statement, err))
		return -1;
	statement_bind_text(statement, 1, rows_table(fields));
	for (;; n++) {
		if (statement_step(store, statement, &row, err))
			return -1;
		if (!row)
			break;
		if (!schema_knows(fields, statement_text(statement, 0)))
			return schema_newer(store, err);
	}
	*ret = n - (fields->array ? 2 : 1); /* without id and position */
	return 0;
}

int schema_check_columns(struct store *store, struct error *err)
{
	size_t n;

	for (size_t i = 0; i < ROWS_MAX; i++)
		if (schema_count_columns(store, rows_fields(i), &n, err))
			return -1;
	return 0;
}

static int schema_add_column(struct store *store, const char *table, const char *column, const char *empty,
			     struct error *err)
{
	char *sql;
	bool has;
	int result;

	if (schema_has_column(store, table, column, &has, err))
		return -1;
	if (has)
		return 0;
	sql = sqlite3_mprintf("ALTER TABLE \"%w\" ADD COLUMN \"%w\" TEXT NOT NULL DEFAULT %Q", table, column, empty);
	result = database_exec(store, sql, err);
	sqlite3_free(sql);
	return result;
}

static int schema_add_columns(struct store *store, const struct field_table *fields, struct error *err)
{
	_cleanup_strlist_ strlist_t empty = {0};

	rows_empty_texts(fields, &empty);
	for (size_t i = 0; i < fields->n; i++)
		if (schema_add_column(store, rows_table(fields), fields->fields[i].key, empty.v[i], err))
			return -1;
	return 0;
}

static int schema_complete_columns(struct store *store, struct error *err)
{
	_cleanup_transaction_ struct transaction transaction = {0};
	bool complete = true;
	size_t n;

	for (size_t i = 0; i < ROWS_MAX; i++) {
		if (schema_count_columns(store, rows_fields(i), &n, err))
			return -1;
		complete &= n == rows_fields(i)->n;
	}
	if (complete)
		return 0;
	if (transaction_begin(store, &transaction, err))
		return -1;
	for (size_t i = 0; i < ROWS_MAX; i++)
		if (schema_add_columns(store, rows_fields(i), err))
			return -1;
	return transaction_commit(&transaction, err);
}

int schema_migrate(struct store *store, const struct schema_steps *steps, struct error *err)
{
	int64_t version;
	bool done;

	if (schema_check(store, steps, &version, err))
		return -1;
	for (done = (uint64_t)version == steps->n; !done;)
		if (schema_advance(store, steps, &done, err))
			return -1;
	return schema_complete_columns(store, err);
}
