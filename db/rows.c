/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "db/rows.h"

#include "base/i18n.h"
#include "db/schema.h"

const struct field_table *rows_fields(size_t i)
{
	return i == ROWS_SETTINGS ? &settings_fields : item_table(i);
}

const char *rows_table(const struct field_table *fields)
{
	return fields->array ? fields->array : "settings";
}

/* Line breaks stand between items, so that a list is told apart from its items without escapes. */
static void rows_print(const struct field *field, const void *item, struct str *text)
{
	size_t n = field->type->list ? field->type->count(field_value_const(field, item)) : 1;

	str_clear(text);
	for (size_t i = 0; i < n; i++) {
		if (i)
			str_add_char(text, '\n');
		field_print_item(field, item, i, text);
	}
}

/* Cuts text at line breaks, in place. */
static int rows_parse(const struct field *field, void *item, char *text, struct error *err)
{
	void *value = field_value(field, item);
	char *next;

	if (!field->type->list)
		return field->type->parse(value, text, err);
	for (; text; text = next) {
		next = strchr(text, '\n');
		if (next)
			*next++ = '\0';
		if (field->type->parse(value, text, err))
			return -1;
	}
	return 0;
}

void rows_empty_texts(const struct field_table *fields, strlist_t *ret)
{
	_cleanup_free_ void *item = mem_calloc(1, fields->size);
	_cleanup_str_ struct str text = {0};

	fields_init(fields, item);
	for (size_t i = 0; i < fields->n; i++) {
		rows_print(&fields->fields[i], item, &text);
		strlist_add(ret, str_text(&text));
	}
	fields_done(fields, item);
}

/* text is cut up. */
static int rows_check(const struct field *field, const void *item, void *scratch, struct str *text, struct error *err)
{
	_cleanup_error_ struct error reason = {0};

	if (text->length && rows_parse(field, scratch, text->text, &reason))
		return error_set(err, ERROR_VALUE, "%s", reason.message);
	if (!field->type->equal(field_value_const(field, item), field_value_const(field, scratch)))
		return error_set(
		    err, ERROR_VALUE,
		    _("the value cannot be stored, because it would not read back the same: write it again"));
	return 0;
}

static int rows_bind_fields(const struct field_table *fields, sqlite3_stmt *statement, int first, const void *item,
			    void *scratch, struct error *err)
{
	_cleanup_str_ struct str text = {0};

	for (size_t i = 0; i < fields->n; i++) {
		const struct field *field = &fields->fields[i];

		rows_print(field, item, &text);
		sqlite3_bind_text(statement, first + (int)i, str_text(&text), (int)text.length, SQLITE_TRANSIENT);
		if (rows_check(field, item, scratch, &text, err)) {
			error_about(err, fields->kind, item_id(fields, item), 0, item_name(fields, item));
			return error_in_field(err, field->key);
		}
	}
	return 0;
}

int rows_bind(const struct field_table *fields, sqlite3_stmt *statement, int first, const void *item, struct error *err)
{
	_cleanup_free_ void *scratch = mem_calloc(1, fields->size);
	int result;

	fields_init(fields, scratch);
	result = rows_bind_fields(fields, statement, first, item, scratch, err);
	fields_done(fields, scratch);
	return result;
}

/* A file that is only read may lack the column of a new field: its rows have the empty value. */
static int rows_add_column(struct store *store, const struct field_table *fields, size_t i, const char *empty,
			   sqlite3_str *sql, struct error *err)
{
	bool has;

	if (schema_has_column(store, rows_table(fields), fields->fields[i].key, &has, err))
		return -1;
	if (has)
		sqlite3_str_appendf(sql, ", \"%w\"", fields->fields[i].key);
	else
		sqlite3_str_appendf(sql, ", %Q", empty);
	return 0;
}

static int rows_select(struct store *store, const struct field_table *fields, const strlist_t *empty, char **ret,
		       struct error *err)
{
	sqlite3_str *sql = sqlite3_str_new(NULL);
	int result = 0;

	sqlite3_str_appendall(sql, "SELECT id");
	for (size_t i = 0; !result && i < fields->n; i++)
		result = rows_add_column(store, fields, i, empty->v[i], sql, err);
	sqlite3_str_appendf(sql, " FROM \"%w\" ORDER BY %s", rows_table(fields), fields->array ? "position, id" : "id");
	*ret = sqlite3_str_finish(sql);
	return result;
}

int rows_reader_open(struct store *store, const struct field_table *fields, struct rows_reader *ret, struct error *err)
{
	char *sql = NULL;
	int result;

	*ret = (struct rows_reader){.store = store, .fields = fields};
	rows_empty_texts(fields, &ret->empty);
	result =
	    rows_select(store, fields, &ret->empty, &sql, err) || statement_prepare(store, sql, &ret->statement, err)
		? -1
		: 0;
	sqlite3_free(sql);
	if (result)
		rows_reader_done(ret);
	return result;
}

void rows_reader_done(struct rows_reader *reader)
{
	statement_done(&reader->statement);
	strlist_done(&reader->empty);
	str_done(&reader->text);
}

int rows_reader_next(struct rows_reader *reader, bool *ret_row, struct error *err)
{
	return statement_step(reader->store, reader->statement, ret_row, err);
}

static int rows_damaged(const struct rows_reader *reader, size_t i, const void *item, const struct error *reason,
			struct error *err)
{
	const struct field_table *fields = reader->fields;

	error_set(
	    err, ERROR_STORE,
	    _("%s: the stored value \"%s\" cannot be read (%s): put a backup of the file in its place, or import an "
	      "exported policy into a new one"),
	    reader->store->path, statement_text(reader->statement, (int)i + 1),
	    reason->message ? reason->message : _("it holds a zero byte"));
	error_about(err, fields->kind, item_id(fields, item), 0, item_name(fields, item));
	return error_in_field(err, fields->fields[i].key);
}

static int rows_read_field(struct rows_reader *reader, size_t i, void *item, struct error *err)
{
	const char *text = statement_text(reader->statement, (int)i + 1);
	size_t length = (size_t)sqlite3_column_bytes(reader->statement, (int)i + 1);
	_cleanup_error_ struct error reason = {0};

	if (strcmp(text, reader->empty.v[i]) == 0 && strlen(text) == length)
		return 0;
	str_clear(&reader->text);
	str_add_n(&reader->text, text, length);
	if (strlen(text) == length && !rows_parse(&reader->fields->fields[i], item, reader->text.text, &reason))
		return 0;
	return rows_damaged(reader, i, item, &reason, err);
}

int rows_reader_get(struct rows_reader *reader, void *item, struct error *err)
{
	item_set_id(reader->fields, item, sqlite3_column_int64(reader->statement, 0));
	for (size_t i = 0; i < reader->fields->n; i++)
		if (rows_read_field(reader, i, item, err))
			return -1;
	return 0;
}
