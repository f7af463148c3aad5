/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "db/details.h"

#include "base/i18n.h"
#include "db/rows.h"
#include "model/document.h"

const char *const details_ops[DETAILS_OPS] = {
    [CHANGE_ADDED] = "added",
    [CHANGE_REMOVED] = "removed",
    [CHANGE_CHANGED] = "changed",
    [CHANGE_MOVED] = "moved",
};

static bool is_word(const json_t *object, const char *key, const char *word)
{
	return str_equal(json_string_value(json_object_get(object, key)), word);
}

bool details_what(const json_t *object, enum change_op *ret_op, size_t *ret_list)
{
	size_t op = 0, list = 0;

	while (op < DETAILS_OPS && !is_word(object, "op", details_ops[op]))
		op++;
	while (list < ROWS_MAX && !is_word(object, "kind", rows_fields(list)->kind))
		list++;
	if (op == DETAILS_OPS || list == ROWS_MAX)
		return false;
	*ret_op = (enum change_op)op;
	*ret_list = list;
	return true;
}

size_t details_index(const json_t *object, const char *key)
{
	json_int_t position = json_integer_value(json_object_get(object, key));

	return position > 0 ? (size_t)position - 1 : SIZE_MAX;
}

static json_t *details_position(const struct change *change, size_t index)
{
	return change->table->array && index != SIZE_MAX ? json_integer((json_int_t)index + 1) : json_null();
}

static json_t *details_item(const struct change *change, const void *item)
{
	return item && change->op != CHANGE_MOVED ? document_item(change->table, item) : json_null();
}

static json_t *details_change(const struct change *change)
{
	const void *item = change->new ? change->new : change->old;
	bool listed = change->table->array;
	json_t *object = json_object();

	json_object_set_new(object, "kind", json_string(change->table->kind));
	json_object_set_new(object, "id", listed ? json_integer(item_id(change->table, item)) : json_null());
	json_object_set_new(object, "name", listed ? json_string(item_name(change->table, item)) : json_null());
	json_object_set_new(object, "op", json_string(details_ops[change->op]));
	json_object_set_new(object, "position_before", details_position(change, change->before));
	json_object_set_new(object, "position_after", details_position(change, change->after));
	json_object_set_new(object, "before", details_item(change, change->old));
	json_object_set_new(object, "after", details_item(change, change->new));
	return object;
}

/* Change by change: a tree of a large import would take many times the memory of its text. */
static int details_dump(const char *text, size_t size, void *out)
{
	str_add_n(out, text, size);
	return 0;
}

char *details_write(const change_list_t *changes)
{
	_cleanup_str_ struct str text = {0};

	str_add_char(&text, '[');
	VEC_FOREACH (changes, change) {
		json_t *object = details_change(change);

		if (change != changes->v)
			str_add_char(&text, ',');
		json_dump_callback(object, details_dump, &text, JSON_COMPACT);
		json_decref(object);
	}
	str_add_char(&text, ']');
	return str_take(&text);
}
