/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/preset_place.h"

#include "model/cover.h"
#include "model/field.h"
#include "model/meet.h"

#include <string.h>

void preset_place_done(struct preset_place *place)
{
	vec_done(&place->same);
	vec_done(&place->above);
	vec_done(&place->below);
}

/* Names, groups, comments and logging may differ. */
static bool does_the_same(const struct rule *a, const struct rule *b)
{
	for (size_t i = 0; i < rule_fields.n; i++) {
		const struct field *field = &rule_fields.fields[i];

		if ((field->flags & FIELD_MATCH) &&
		    !field->type->equal(field_value_const(field, a), field_value_const(field, b)))
			return false;
	}
	return a->action == b->action && endpoint_equal(&a->publish_to, &b->publish_to);
}

static bool index_has(const rule_index_list_t *list, size_t index)
{
	VEC_FOREACH (list, each)
		if (*each == index)
			return true;
	return false;
}

/* Takes new rules out that the policy has; *ret_same gets indices among the other rules. How many remain. */
static size_t take_out(struct policy *policy, size_t n, rule_index_list_t *ret_same)
{
	for (size_t i = 0; i < n;) {
		size_t j = n;

		while (j < policy->rules.n && !does_the_same(&policy->rules.v[i], &policy->rules.v[j]))
			j++;
		if (j == policy->rules.n) {
			i++;
			continue;
		}
		if (!index_has(ret_same, j - n))
			vec_push(ret_same, j - n);
		rule_done(&policy->rules.v[i]);
		vec_remove(&policy->rules, i);
		n--;
	}
	return n;
}

static bool is_ban(const struct rule *rule)
{
	return rule->action == ACTION_DROP || rule->action == ACTION_REJECT;
}

/* Whether a ban takes all of one of n new rules away, or something from any. A rule that is wrong is taken to do so:
 * what it will be when it is mended is not known. */
static bool covers_any(const struct meanings *ms, size_t ban, size_t first, size_t n)
{
	const struct rule *rules = ms->policy->rules.v;

	for (size_t i = first; i < first + n; i++)
		if (ms->rules.v[ban].ok && ms->rules.v[i].ok &&
		    cover_test(&rules[ban], &ms->rules.v[ban], &rules[i], &ms->rules.v[i]))
			return true;
	return false;
}

static bool meets_any(const struct meanings *ms, size_t ban, size_t first, size_t n)
{
	const struct rule *rules = ms->policy->rules.v;

	for (size_t i = first; i < first + n; i++)
		if (!is_ban(&rules[i]) && (!ms->rules.v[ban].ok || !ms->rules.v[i].ok ||
					   meet_test(&rules[ban], &ms->rules.v[ban], &rules[i], &ms->rules.v[i])))
			return true;
	return false;
}

/* Bans that are switched off keep their place too: they are there to be switched on. */
static size_t find_place(const struct meanings *ms, size_t n)
{
	size_t to = 0;

	for (size_t i = n; i < ms->policy->rules.n; i++) {
		if (!is_ban(&ms->policy->rules.v[i]))
			continue;
		if (covers_any(ms, i, 0, n))
			break;
		if (meets_any(ms, i, 0, n))
			to = i - n + 1;
	}
	return to;
}

static void move_down(struct policy *policy, size_t n, size_t to)
{
	size_t size = sizeof(*policy->rules.v);
	struct rule *moved;

	if (!n || !to)
		return;
	moved = mem_calloc(n, size);
	memcpy(moved, policy->rules.v, n * size);
	memmove(policy->rules.v, policy->rules.v + n, to * size);
	memcpy(policy->rules.v + to, moved, n * size);
	free(moved);
}

static void list_bans(const struct policy *policy, const struct environment *env, struct preset_place *ret)
{
	_cleanup_meanings_ struct meanings ms;

	meanings_make(policy, env, NULL, &ms);
	for (size_t i = 0; i < policy->rules.n; i++) {
		const struct rule *rule = &policy->rules.v[i];

		if (i >= ret->first && i < ret->first + ret->n)
			continue;
		if (!rule->enabled || !is_ban(rule) || !meets_any(&ms, i, ret->first, ret->n))
			continue;
		vec_push(i < ret->first ? &ret->above : &ret->below, i);
	}
}

void preset_place(struct policy *policy, const struct environment *env, size_t n, bool again, size_t to,
		  struct preset_place *ret)
{
	struct preset_place place = {.n = n};

	if (!again)
		place.n = take_out(policy, n, &place.same);
	if (to == PRESET_PLACE_FIND) {
		_cleanup_meanings_ struct meanings ms;

		meanings_make(policy, env, NULL, &ms);
		to = find_place(&ms, place.n);
	}
	place.first = to;
	move_down(policy, place.n, to);
	VEC_FOREACH (&place.same, index)
		*index += *index >= to ? place.n : 0;
	list_bans(policy, env, &place);
	*ret = place;
}
