/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DB_DATABASE_H
#define DB_DATABASE_H

/* Inside of the room: the SQLite connection behind struct store, its statements, transactions and errors. */

#include "db/store.h"

#include <sqlite3.h>
#include <sys/stat.h>

struct store {
	sqlite3 *db;
	char *path;
	enum store_mode mode;
	bool immutable;	  /* opened without locks, because nobody has the file open and no file may be made beside it */
	struct stat seen; /* the file when it was opened */
	bool is_new;	  /* nothing was ever saved */
};

/* The error for a result code of SQLite: code, sentence and cure from one table. Returns -1. */
int database_error(const struct store *store, int rc, struct error *err);

/* Runs statements without results. */
int database_exec(struct store *store, const char *sql, struct error *err);

/* One number from a statement with one row and one column. */
int database_number(struct store *store, const char *sql, int64_t *ret, struct error *err);

/* sql is a text of this program or made of field keys, never of what a user wrote. Values are bound. */
int statement_prepare(struct store *store, const char *sql, sqlite3_stmt **ret, struct error *err);

/* Next row: *ret_row tells whether there is one. */
int statement_step(struct store *store, sqlite3_stmt *statement, bool *ret_row, struct error *err);

/* Runs a statement without rows once and makes it ready for the next values. */
int statement_run(struct store *store, sqlite3_stmt *statement, struct error *err);

/* Text of the current row, "" for NULL; valid until the next step. */
const char *statement_text(sqlite3_stmt *statement, int column);

/* Binds a copy; NULL as "". */
void statement_bind_text(sqlite3_stmt *statement, int parameter, const char *text);

void statement_done(sqlite3_stmt **statement);
#define _cleanup_statement_ _cleanup_(statement_done)

/* A write transaction, begun with the write lock taken, so that what it reads stays true until it commits. Not
 * committed is rolled back. */
struct transaction {
	struct store *store; /* NULL: none is open */
};
int transaction_begin(struct store *store, struct transaction *ret, struct error *err);
int transaction_commit(struct transaction *transaction, struct error *err);
void transaction_done(struct transaction *transaction);
#define _cleanup_transaction_ _cleanup_(transaction_done)

/* One consistent read, repeated when the file changed under a store that is open without locks:
 *
 *	struct reading reading = {0};
 *	int result = -1;
 *
 *	while (reading_next(store, &reading, &result, err)) {
 *		(empty what an earlier round read)
 *		result = (read, with err);
 *	}
 */
struct reading {
	unsigned rounds;
};
bool reading_next(struct store *store, struct reading *reading, int *result, struct error *err);

/* Opens the connection (again); in db/store.c. */
int store_connect(struct store *store, struct error *err);
void store_disconnect(struct store *store);

#endif
