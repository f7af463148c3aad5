/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "db/rows_writer.h"

#include "base/i18n.h"

#include <inttypes.h>

/* Parameters of all statements: ?1 id, ?2 position, ?3 and on the fields. */
#define WRITER_FIRST_FIELD 3

static char *writer_insert_sql(const struct field_table *fields)
{
	_cleanup_str_ struct str sql = {0}, values = {0};

	str_addf(&sql, "INSERT INTO \"%s\" (id, position", rows_table(fields));
	for (size_t i = 0; i < fields->n; i++) {
		str_addf(&sql, ", \"%s\"", fields->fields[i].key);
		str_addf(&values, ", ?%zu", i + WRITER_FIRST_FIELD);
	}
	str_addf(&sql, ") VALUES (?1, ?2%s)", str_text(&values));
	return str_take(&sql);
}

static char *writer_update_sql(const struct field_table *fields)
{
	_cleanup_str_ struct str sql = {0};

	str_addf(&sql, "UPDATE \"%s\" SET ", rows_table(fields));
	for (size_t i = 0; i < fields->n; i++)
		str_addf(&sql, "%s\"%s\" = ?%zu", i ? ", " : "", fields->fields[i].key, i + WRITER_FIRST_FIELD);
	str_add(&sql, " WHERE id = ?1");
	return str_take(&sql);
}

static int writer_prepare(struct rows_writer *writer, sqlite3_stmt **ret, struct error *err, const char *format, ...)
    _printf_format_(4, 5);

static int writer_prepare(struct rows_writer *writer, sqlite3_stmt **ret, struct error *err, const char *format, ...)
{
	_cleanup_str_ struct str sql = {0};
	va_list ap;

	va_start(ap, format);
	str_vaddf(&sql, format, ap);
	va_end(ap);
	return statement_prepare(writer->store, str_text(&sql), ret, err);
}

static int writer_open_list(struct rows_writer *w, struct error *err)
{
	_cleanup_free_ char *insert = writer_insert_sql(w->fields);
	const char *table = rows_table(w->fields);

	if (statement_prepare(w->store, insert, &w->insert, err) ||
	    writer_prepare(w, &w->move, err, "UPDATE \"%s\" SET position = ?2 WHERE id = ?1", table) ||
	    writer_prepare(w, &w->remove, err, "DELETE FROM \"%s\" WHERE id = ?1", table) ||
	    writer_prepare(w, &w->known, err,
			   "SELECT 1 FROM sqlite_sequence WHERE name = '%s' AND seq >= ?1"
			   " AND NOT EXISTS (SELECT 1 FROM \"%s\" WHERE id = ?1)",
			   table, table))
		return -1;
	return 0;
}

int rows_writer_open(struct store *store, const struct field_table *fields, struct rows_writer *ret, struct error *err)
{
	_cleanup_free_ char *update = writer_update_sql(fields);
	struct rows_writer writer = {.store = store, .fields = fields};

	if (statement_prepare(store, update, &writer.update, err) ||
	    (fields->array && writer_open_list(&writer, err))) {
		rows_writer_done(&writer);
		return -1;
	}
	*ret = writer;
	return 0;
}

void rows_writer_done(struct rows_writer *writer)
{
	statement_done(&writer->insert);
	statement_done(&writer->update);
	statement_done(&writer->move);
	statement_done(&writer->remove);
	statement_done(&writer->known);
}

static int writer_check_id(struct rows_writer *writer, const void *item, int64_t id, struct error *err)
{
	bool known;

	sqlite3_bind_int64(writer->known, 1, id);
	if (statement_step(writer->store, writer->known, &known, err))
		return -1;
	sqlite3_reset(writer->known);
	if (known)
		return 0;
	error_set(err, ERROR_VALUE,
		  _("the id %" PRId64
		    " is in use or was never given out by this file: leave the id away, and it gets a new one"),
		  id);
	return error_about(err, writer->fields->kind, 0, 0, item_name(writer->fields, item));
}

int rows_writer_insert(struct rows_writer *writer, const void *item, int64_t position, int64_t *ret_id,
		       struct error *err)
{
	int64_t id = item_id(writer->fields, item);

	if (id && writer_check_id(writer, item, id, err))
		return -1;
	if (id)
		sqlite3_bind_int64(writer->insert, 1, id);
	else
		sqlite3_bind_null(writer->insert, 1);
	sqlite3_bind_int64(writer->insert, 2, position);
	if (rows_bind(writer->fields, writer->insert, WRITER_FIRST_FIELD, item, err) ||
	    statement_run(writer->store, writer->insert, err))
		return -1;
	*ret_id = sqlite3_last_insert_rowid(writer->store->db);
	return 0;
}

/* Runs a statement that must hit exactly the row of the id. */
static int writer_hit(struct rows_writer *writer, sqlite3_stmt *statement, int64_t id, struct error *err)
{
	sqlite3_bind_int64(statement, 1, id);
	if (statement_run(writer->store, statement, err))
		return -1;
	if (sqlite3_changes(writer->store->db) == 1)
		return 0;
	error_set(err, ERROR_STORE, _("%s: the row to change is not in the file: load the policy again and repeat"),
		  writer->store->path);
	return error_about(err, writer->fields->kind, id, 0, NULL);
}

int rows_writer_update(struct rows_writer *writer, int64_t id, const void *item, struct error *err)
{
	if (rows_bind(writer->fields, writer->update, WRITER_FIRST_FIELD, item, err))
		return -1;
	return writer_hit(writer, writer->update, id, err);
}

int rows_writer_move(struct rows_writer *writer, int64_t id, int64_t position, struct error *err)
{
	sqlite3_bind_int64(writer->move, 2, position);
	return writer_hit(writer, writer->move, id, err);
}

int rows_writer_remove(struct rows_writer *writer, int64_t id, struct error *err)
{
	return writer_hit(writer, writer->remove, id, err);
}
