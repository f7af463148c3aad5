/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/field.h"

#include "base/i18n.h"

#include <string.h>

static bool key_equal(const char *key, const char *written)
{
	for (; *key && *written; key++, written++)
		if (*key != (*written == '-' ? '_' : *written))
			return false;
	return *key == *written;
}

const struct field *field_find(const struct field_table *table, const char *key)
{
	for (size_t i = 0; i < table->n; i++)
		if (key_equal(table->fields[i].key, key))
			return &table->fields[i];
	return NULL;
}

void *field_value(const struct field *field, void *of)
{
	return (char *)of + field->offset;
}

const void *field_value_const(const struct field *field, const void *of)
{
	return (const char *)of + field->offset;
}

bool field_is_empty(const struct field *field, const void *of)
{
	return field->type->count(field_value_const(field, of)) == 0;
}

static int field_refuse_empty(const struct field *field, struct error *err)
{
	error_set(err, ERROR_VALUE, _("'%s' must not be empty: give it a value"), _(field->label));
	return error_in_field(err, field->key);
}

/* The list is built apart, so that a bad item leaves the old ones in place. Any VEC has the size of this one. */
static int field_replace_list(const struct field *field, void *of, const strlist_t *items, struct error *err)
{
	_cleanup_free_ void *fresh = mem_calloc(1, sizeof(strlist_t));
	void *value = field_value(field, of);

	VEC_FOREACH (items, item)
		if (field->type->parse(fresh, *item, err) < 0) {
			field->type->done(fresh);
			return error_in_field(err, field->key);
		}
	field->type->done(value);
	memcpy(value, fresh, sizeof(strlist_t));
	return 0;
}

int field_set_items(const struct field *field, void *of, const strlist_t *items, struct error *err)
{
	if (items->n == 0 && field->flags & FIELD_REQUIRED)
		return field_refuse_empty(field, err);
	if (field->type->list)
		return field_replace_list(field, of, items, err);
	if (items->n > 1) {
		error_set(err, ERROR_VALUE, _("the field takes one value and was given %zu: leave one"), items->n);
		return error_in_field(err, field->key);
	}
	return field_set(field, of, items->n ? items->v[0] : "", err);
}

int field_set(const struct field *field, void *of, const char *text, struct error *err)
{
	_cleanup_strlist_ strlist_t items = {0};

	if (!*text && field->flags & FIELD_REQUIRED)
		return field_refuse_empty(field, err);
	if (!field->type->list)
		return field->type->parse(field_value(field, of), text, err) < 0 ? error_in_field(err, field->key) : 0;
	if (field->type->split)
		field->type->split(text, &items);
	else
		strlist_split(&items, text, ',');
	return field_set_items(field, of, &items, err);
}

void field_print_item(const struct field *field, const void *of, size_t i, struct str *out)
{
	field->type->print(field_value_const(field, of), i, out);
}

/* Types that split for themselves (validity) have commas inside their items and take a semicolon between them. */
static bool field_escapes(const struct field *field, const char *item, char c)
{
	if (c == ',')
		return !field->type->split || *item == '@';
	return c == '\\' || (c == ';' && field->type->split);
}

/* An item as it stands in a list. */
static void field_print_escaped(const struct field *field, const void *of, size_t i, struct str *out)
{
	_cleanup_str_ struct str item = {0};

	field_print_item(field, of, i, &item);
	for (const char *c = str_text(&item); *c; c++) {
		if (field_escapes(field, str_text(&item), *c))
			str_add_char(out, '\\');
		str_add_char(out, *c);
	}
}

void field_print(const struct field *field, const void *of, struct str *out)
{
	size_t n = field->type->list ? field->type->count(field_value_const(field, of)) : 0;

	if (!field->type->list)
		field_print_item(field, of, 0, out);
	for (size_t i = 0; i < n; i++) {
		if (i)
			str_add(out, field->type->split ? "; " : ", ");
		field_print_escaped(field, of, i, out);
	}
}

void fields_init(const struct field_table *table, void *of)
{
	memset(of, 0, table->size);
	for (size_t i = 0; i < table->n; i++)
		if (table->fields[i].type->init)
			table->fields[i].type->init(field_value(&table->fields[i], of));
}

void fields_done(const struct field_table *table, void *of)
{
	for (size_t i = 0; i < table->n; i++)
		table->fields[i].type->done(field_value(&table->fields[i], of));
}

void fields_copy(const struct field_table *table, void *to, const void *from)
{
	memset(to, 0, table->size);
	for (size_t i = 0; i < table->n; i++) {
		const struct field *field = &table->fields[i];

		field->type->copy(field_value(field, to), field_value_const(field, from));
	}
}

bool fields_equal(const struct field_table *table, const void *a, const void *b)
{
	for (size_t i = 0; i < table->n; i++) {
		const struct field *field = &table->fields[i];

		if (!field->type->equal(field_value_const(field, a), field_value_const(field, b)))
			return false;
	}
	return true;
}
