/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/preset_make.h"

#include "model/check.h"

void preset_values_add(struct preset_values *values, const char *key, const char *text)
{
	strlist_add(&values->texts, text);
	vec_push(&values->list, ((struct preset_value){key, values->texts.v[values->texts.n - 1]}));
}

void preset_values_done(struct preset_values *values)
{
	vec_done(&values->list);
	strlist_done(&values->texts);
}

void preset_made_done(struct preset_made *made)
{
	preset_place_done(&made->place);
	strlist_done(&made->notes);
}

/* A starter is a whole policy. The version stays, by which the store knows what it takes the place of. */
static void empty(struct policy *policy)
{
	int64_t version = policy->version;

	policy_done(policy);
	policy_init(policy);
	policy->version = version;
}

int preset_make(const struct preset *preset, const struct preset_order *order, const struct environment *env,
		struct policy *policy, struct preset_made *ret, struct error *err)
{
	_cleanup_strlist_ strlist_t notes = {0};
	size_t before, n;

	if (preset_is_starter(preset))
		empty(policy);
	before = policy->rules.n;
	if (preset_apply(preset, order->programs, order->values->list.v, order->values->list.n, policy, &notes, err) !=
	    0)
		return -1;
	n = policy->rules.n - before;
	for (size_t i = 0; i < n; i++)
		if (rule_check(policy, env, &policy->rules.v[i], i, err) != 0)
			return -1;
	*ret = (struct preset_made){.notes = notes};
	notes = (strlist_t){0};
	preset_place(policy, env, n, order->again, order->to, &ret->place);
	return 0;
}
