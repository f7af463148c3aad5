/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_ITEM_H
#define MODEL_ITEM_H

/* The lists of a policy seen alike, in the order of the document: the four kinds of object (list is an enum object_kind),
 * then the rules (ITEM_RULES). Document, diff, Markdown and presets loop over them. */

#include "model/field.h"

#define ITEM_RULES OBJECT_MAX
#define ITEM_LISTS (OBJECT_MAX + 1)

const struct field_table *item_table(size_t list);
size_t item_count(const struct policy *policy, size_t list);
/* Valid until something is added to or taken from the list. */
const void *item_at(const struct policy *policy, size_t list, size_t index);

/* Adds an initialised item at the end; what pointed into this list dies. */
void *item_add(struct policy *policy, size_t list);

/* Index of the first item with the name, SIZE_MAX when there is none. */
size_t item_find(const struct policy *policy, size_t list, const char *name);

/* Store id and name of a rule or object; "" for no name. Settings have neither: table without a list gives 0 and "". */
int64_t item_id(const struct field_table *table, const void *item);
void item_set_id(const struct field_table *table, void *item, int64_t id);
const char *item_name(const struct field_table *table, const void *item);

#endif
