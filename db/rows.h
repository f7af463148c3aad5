/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DB_ROWS_H
#define DB_ROWS_H

/* Inside of the room: how the structs of a policy lie in the tables. One column a field, its canonical text; a list one
 * item a line. All of it loops over model/field.h. */

#include "db/database.h"
#include "model/item.h"

/* Everything that lies in rows of fields: the lists of model/item.h by their number, then the settings. */
#define ROWS_SETTINGS ITEM_LISTS
#define ROWS_MAX      (ITEM_LISTS + 1)

const struct field_table *rows_fields(size_t i);

/* The SQL table: "rules", "address_sets", …, "settings". */
const char *rows_table(const struct field_table *fields);

/* The texts of an empty struct, one a field. */
void rows_empty_texts(const struct field_table *fields, strlist_t *ret);

/* Binds every field, from parameter first on. ERROR_VALUE, naming item and field, for a value that would not read back
 * the same: nothing is stored that cannot be loaded. */
int rows_bind(const struct field_table *fields, sqlite3_stmt *statement, int first, const void *item,
	      struct error *err);

/* A statement that gives id and fields of all rows in list order, and what its reader needs. */
struct rows_reader {
	struct store *store;
	const struct field_table *fields;
	sqlite3_stmt *statement;
	strlist_t empty; /* text of the empty value of each field, which needs no parsing */
	struct str text;
};
int rows_reader_open(struct store *store, const struct field_table *fields, struct rows_reader *ret, struct error *err);
/* The next row; false in *ret_row at the end. */
int rows_reader_next(struct rows_reader *reader, bool *ret_row, struct error *err);
/* The row into an initialised struct. ERROR_STORE names row and field; the struct may be half set then. */
int rows_reader_get(struct rows_reader *reader, void *item, struct error *err);
void rows_reader_done(struct rows_reader *reader);
#define _cleanup_rows_reader_ _cleanup_(rows_reader_done)

#endif
