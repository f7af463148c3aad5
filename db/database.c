/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "db/database.h"

#include "base/i18n.h"
#include "db/file.h"

#include <inttypes.h>

/* How often a read is repeated when others keep writing the file. */
#define READING_ROUNDS 5

/* What SQLite reports, for people. An extended code stands before its primary code where it says more. detail: the
 * words of SQLite and of the system are worth showing. */
static const struct failure {
	int rc;
	enum error_code code;
	const char *message;
	bool detail;
} failures[] = {
    {SQLITE_BUSY, ERROR_STORE,
     N_("another program has kept the policy locked for longer than 5 seconds: wait until it is done and repeat"),
     false},
    {SQLITE_LOCKED, ERROR_STORE, N_("the policy is locked within this program: close what reads it and repeat"), false},
    {SQLITE_CORRUPT, ERROR_STORE,
     N_("the file is damaged: move it away and put a backup in its place, or import an exported policy into a new one"),
     true},
    {SQLITE_NOTADB, ERROR_STORE,
     N_("the file is damaged or was never a policy of nftabs: name another file, or move it away and put a backup in "
	"its place"),
     false},
    {SQLITE_FULL, ERROR_IO, N_("the disk is full, nothing was changed: make room and repeat"), false},
    {SQLITE_IOERR_NOMEM, ERROR_IO, N_("memory ran out, nothing was changed: end other programs and repeat"), false},
    {SQLITE_IOERR, ERROR_IO,
     N_("reading or writing failed, nothing was changed: see what the disk and the kernel log say, and repeat"), true},
    {SQLITE_READONLY, ERROR_PERMISSION,
     N_("the file may only be read: repeat as root (sudo), or make the file and its directory writable"), false},
    {SQLITE_PERM, ERROR_PERMISSION, N_("access is denied: repeat as root (sudo)"), false},
    {SQLITE_AUTH, ERROR_PERMISSION, N_("access is denied: repeat as root (sudo)"), false},
    {SQLITE_CANTOPEN, ERROR_PERMISSION,
     N_("the file, or the -wal and -shm files that belong beside it, cannot be opened: repeat as root (sudo)"), true},
    {SQLITE_NOMEM, ERROR_IO, N_("memory ran out, nothing was changed: end other programs and repeat"), false},
    {SQLITE_TOOBIG, ERROR_VALUE, N_("a text is longer than the policy file can hold: make it shorter"), false},
    {SQLITE_CONSTRAINT, ERROR_STORE,
     N_("the file refuses the change, which would break what it guarantees; nothing was changed"), true},
    {SQLITE_SCHEMA, ERROR_STORE, N_("another program is changing the form of the file: repeat"), false},
};

static const struct failure *failure_find(int rc)
{
	for (size_t i = 0; i < ARRAY_SIZE(failures); i++)
		if (failures[i].rc == rc)
			return &failures[i];
	return NULL;
}

int database_error(const struct store *store, int rc, struct error *err)
{
	const struct failure *failure = failure_find(rc);
	const char *words = store->db ? sqlite3_errmsg(store->db) : sqlite3_errstr(rc);
	int number = store->db ? sqlite3_system_errno(store->db) : 0;

	if (!failure)
		failure = failure_find(rc & 0xff);
	if (!failure)
		return error_set(err, ERROR_STORE, _("%s: the database reports: %s (code %d)"), store->path, words, rc);
	if (!failure->detail)
		return error_set(err, failure->code, "%s: %s", store->path, _(failure->message));
	if (!number)
		return error_set(err, failure->code, "%s: %s (%s)", store->path, _(failure->message), words);
	return error_set(err, failure->code, "%s: %s (%s: %s)", store->path, _(failure->message), words,
			 strerror(number));
}

int database_exec(struct store *store, const char *sql, struct error *err)
{
	int rc = sqlite3_exec(store->db, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK ? 0 : database_error(store, rc, err);
}

int database_number(struct store *store, const char *sql, int64_t *ret, struct error *err)
{
	_cleanup_statement_ sqlite3_stmt *statement = NULL;
	bool row;

	if (statement_prepare(store, sql, &statement, err) || statement_step(store, statement, &row, err))
		return -1;
	if (!row)
		return database_error(store, SQLITE_CORRUPT, err);
	*ret = sqlite3_column_int64(statement, 0);
	return 0;
}

int statement_prepare(struct store *store, const char *sql, sqlite3_stmt **ret, struct error *err)
{
	int rc = sqlite3_prepare_v2(store->db, sql, -1, ret, NULL);

	return rc == SQLITE_OK ? 0 : database_error(store, rc, err);
}

int statement_step(struct store *store, sqlite3_stmt *statement, bool *ret_row, struct error *err)
{
	int rc = sqlite3_step(statement);

	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		return database_error(store, rc, err);
	*ret_row = rc == SQLITE_ROW;
	return 0;
}

int statement_run(struct store *store, sqlite3_stmt *statement, struct error *err)
{
	bool row;
	int result = statement_step(store, statement, &row, err);

	sqlite3_reset(statement);
	return result;
}

const char *statement_text(sqlite3_stmt *statement, int column)
{
	const unsigned char *text = sqlite3_column_text(statement, column);

	return text ? (const char *)text : "";
}

void statement_bind_text(sqlite3_stmt *statement, int parameter, const char *text)
{
	sqlite3_bind_text(statement, parameter, text ? text : "", -1, SQLITE_TRANSIENT);
}

void statement_done(sqlite3_stmt **statement)
{
	sqlite3_finalize(*statement);
	*statement = NULL;
}

int transaction_begin(struct store *store, struct transaction *ret, struct error *err)
{
	if (store_check_write(store, err) || database_exec(store, "BEGIN IMMEDIATE", err))
		return -1;
	ret->store = store;
	/* SQLite goes on writing into a file that was moved away while it was open. */
	if (file_moved(store->path, &store->seen))
		return error_set(
		    err, ERROR_STORE,
		    _("%s was moved, removed or replaced while it was open, nothing was changed: open it again"),
		    store->path);
	return 0;
}

int transaction_commit(struct transaction *transaction, struct error *err)
{
	if (database_exec(transaction->store, "COMMIT", err))
		return -1;
	transaction->store = NULL;
	return 0;
}

void transaction_done(struct transaction *transaction)
{
	/* SQLite has already rolled back by itself after some errors (disk full, I/O). */
	if (transaction->store && !sqlite3_get_autocommit(transaction->store->db))
		sqlite3_exec(transaction->store->db, "ROLLBACK", NULL, NULL, NULL);
	transaction->store = NULL;
}

static bool reading_begin(struct store *store, struct error *err)
{
	if (store->immutable && (file_has_log(store->path) || file_changed(store->path, &store->seen))) {
		store_disconnect(store);
		if (store_connect(store, err))
			return false;
	}
	return !database_exec(store, "BEGIN", err);
}

bool reading_next(struct store *store, struct reading *reading, int *result, struct error *err)
{
	if (reading->rounds) {
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
		if (!store->immutable || !file_changed(store->path, &store->seen))
			return false;
		*result = -1;
	}
	if (reading->rounds++ < READING_ROUNDS)
		return reading_begin(store, err);
	error_set(err, ERROR_STORE, _("%s: the file was changed again and again while it was read: repeat"),
		  store->path);
	return false;
}
