/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "db/journal_changes.h"

#include "db/details.h"
#include "db/rows.h"
#include "model/document.h"

#include <stdlib.h>

static void item_free(const struct field_table *table, void *item)
{
	if (!item)
		return;
	fields_done(table, item);
	free(item);
}

/* The struct as it was; without an object (what moved) one that has only the name. NULL: there was none. */
static void *read_item(const struct field_table *table, const json_t *object, const json_t *name)
{
	void *item;

	if (!json_is_object(object) && !name)
		return NULL;
	item = mem_calloc(1, table->size);
	fields_init(table, item);
	if (json_is_object(object))
		(void)document_item_read(table, object, "", item, NULL);
	else
		(void)field_set(field_find(table, "name"), item, json_string_value(name), NULL);
	return item;
}

static bool tell(const json_t *object, void (*each)(const struct change *change, void *context), void *context)
{
	const json_t *name = json_object_get(object, "name");
	struct change change = {.before = details_index(object, "position_before"),
				.after = details_index(object, "position_after")};
	void *before, *after;
	size_t list;

	if (!details_what(object, &change.op, &list))
		return false;
	change.table = rows_fields(list);
	name = change.op == CHANGE_MOVED && json_is_string(name) ? name : NULL;
	before = read_item(change.table, json_object_get(object, "before"), NULL);
	after = read_item(change.table, json_object_get(object, "after"), name);
	change.old = before;
	change.new = after;
	if (before || after)
		each(&change, context);
	item_free(change.table, before);
	item_free(change.table, after);
	return true;
}

size_t journal_changes(const struct journal_entry *entry, void (*each)(const struct change *change, void *context),
		       void *context)
{
	json_t *list = json_loads(entry->details, JSON_REJECT_DUPLICATES, NULL);
	const json_t *object;
	size_t i, n = json_is_array(list) ? 0 : SIZE_MAX;

	json_array_foreach(list, i, object)
	{
		if (!tell(object, each, context)) {
			n = SIZE_MAX;
			break;
		}
		n++;
	}
	json_decref(list);
	return n;
}
