/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DB_ROWS_WRITER_H
#define DB_ROWS_WRITER_H

#include "db/rows.h"

/* Inside of the room: the statements that write the rows of one table. For settings only update. */
struct rows_writer {
	struct store *store;
	const struct field_table *fields;
	sqlite3_stmt *insert;
	sqlite3_stmt *update;
	sqlite3_stmt *move;
	sqlite3_stmt *remove;
	sqlite3_stmt *known;
};

int rows_writer_open(struct store *store, const struct field_table *fields, struct rows_writer *ret, struct error *err);
void rows_writer_done(struct rows_writer *writer);
#define _cleanup_rows_writer_ _cleanup_(rows_writer_done)

/* A row for the item. Its id, if it has one, must be one that the table once gave out and that is free now (something
 * that comes back), else it gets the next. ERROR_VALUE otherwise. */
int rows_writer_insert(struct rows_writer *writer, const void *item, int64_t position, int64_t *ret_id,
		       struct error *err);

/* ERROR_STORE when there is no row with the id. Settings: id 1. */
int rows_writer_update(struct rows_writer *writer, int64_t id, const void *item, struct error *err);
int rows_writer_move(struct rows_writer *writer, int64_t id, int64_t position, struct error *err);
int rows_writer_remove(struct rows_writer *writer, int64_t id, struct error *err);

#endif
