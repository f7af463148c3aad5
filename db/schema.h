/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DB_SCHEMA_H
#define DB_SCHEMA_H

/*
 * Inside of the room: the form of the file and how older files come to it.
 *
 * PRAGMA user_version counts the steps of a table that a file has been through; each step is one transaction. Beside
 * them, a column of rules, objects and settings exists for each row of model/field.h: a file without the column of a
 * field gets it (with the text of the field's empty value), and a file with a column that this program does not know is
 * from a newer one, and refused: rules must not lose a condition because an older program cannot read it.
 */

#include "db/database.h"

/* "nftb": tells file(1), and us, whose SQLite file it is. */
#define SCHEMA_APPLICATION_ID 0x6e667462

/* SQL of the step from version i to version i + 1. */
struct schema_steps {
	const char *const *sql;
	size_t n;
};
extern const struct schema_steps schema_steps;

/* Checks that the file is one of nftabs and not newer than steps. *ret_version 0: an empty file. */
int schema_check(struct store *store, const struct schema_steps *steps, int64_t *ret_version, struct error *err);

/* Brings the file up to date: steps, then columns. */
int schema_migrate(struct store *store, const struct schema_steps *steps, struct error *err);

/* Checks the columns of a file that is only read: missing ones are allowed, unknown ones are not. */
int schema_check_columns(struct store *store, struct error *err);

/* Whether the table has the column. */
int schema_has_column(struct store *store, const char *table, const char *column, bool *ret, struct error *err);

#endif
