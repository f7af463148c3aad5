/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/rule.h"

#include "model/field.h"

void rule_init(struct rule *rule)
{
	fields_init(&rule_fields, rule);
}

void rule_done(struct rule *rule)
{
	fields_done(&rule_fields, rule);
	rule->id = 0;
}

struct rule rule_copy(const struct rule *rule)
{
	struct rule copy;

	fields_copy(&rule_fields, &copy, rule);
	copy.id = rule->id;
	return copy;
}

bool rule_equal(const struct rule *a, const struct rule *b)
{
	return fields_equal(&rule_fields, a, b);
}
