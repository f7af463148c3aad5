/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/item.h"

const struct field_table *item_table(size_t list)
{
	return list == ITEM_RULES ? &rule_fields : &object_fields[list];
}

size_t item_count(const struct policy *policy, size_t list)
{
	return list == ITEM_RULES ? policy->rules.n : policy_object_count(policy, list);
}

const void *item_at(const struct policy *policy, size_t list, size_t index)
{
	return list == ITEM_RULES ? (const void *)&policy->rules.v[index] : policy_object(policy, list, index);
}

void *item_add(struct policy *policy, size_t list)
{
	struct rule *rule;

	if (list != ITEM_RULES)
		return policy_add_object(policy, list);
	rule = vec_add(&policy->rules);
	rule_init(rule);
	return rule;
}

size_t item_find(const struct policy *policy, size_t list, const char *name)
{
	for (size_t i = 0; i < item_count(policy, list); i++)
		if (str_equal(item_name(item_table(list), item_at(policy, list, i)), name))
			return i;
	return SIZE_MAX;
}

int64_t item_id(const struct field_table *table, const void *item)
{
	if (!table->array)
		return 0;
	return table == &rule_fields ? ((const struct rule *)item)->id : ((const struct object *)item)->id;
}

void item_set_id(const struct field_table *table, void *item, int64_t id)
{
	if (table == &rule_fields)
		((struct rule *)item)->id = id;
	else if (table->array)
		((struct object *)item)->id = id;
}

const char *item_name(const struct field_table *table, const void *item)
{
	const char *name = NULL;

	if (table->array)
		name = table == &rule_fields ? ((const struct rule *)item)->name : ((const struct object *)item)->name;
	return name ? name : "";
}
