/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cgroup ids are state of the machine: a unit that is started again has another one than when the policy was applied.
 */
#include "backend/deploy/revision.h"
#include "base/i18n.h"
#include "model/resolve.h"

#include <string.h>

static bool set_has(const struct ir_set *set, const uint8_t *key)
{
	VEC_FOREACH (&set->elements, element)
		if (memcmp(element->key, key, set->key_len) == 0)
			return true;
	return false;
}

static bool is_cgroups(const struct ir_set *set)
{
	return set->n_types == 1 && set->types[0] == IR_TYPE_CGROUPSV2 && set->flags & IR_SET_DYNAMIC;
}

/* Elements that the kernel lacks go out of the wanted set, into *ret: nobody took them away. */
static void take_missing(const struct ir_set *held, struct ir_set *wanted, struct ir_set *ret)
{
	size_t kept = 0;

	ret->key_len = wanted->key_len;
	VEC_FOREACH (&wanted->elements, element) {
		if (set_has(held, element->key))
			wanted->elements.v[kept++] = *element;
		else
			vec_push(&ret->elements, *element);
	}
	wanted->elements.n = kept;
}

static bool rule_asks(const struct ir_rule *rule, const char *set)
{
	VEC_FOREACH (&rule->exprs, expr)
		if (expr->kind == IR_LOOKUP && str_equal(expr->name, set))
			return true;
	return false;
}

/* The policy rule whose set it is. */
static int64_t rule_of_set(const struct ir *ir, const char *set)
{
	VEC_FOREACH (&ir->chains, chain)
		VEC_FOREACH (&chain->rules, rule)
			if (rule->id && rule_asks(rule, set))
				return rule->id;
	return 0;
}

static bool is_missing(const struct environment *env, const struct program *program, const struct ir_set *missing)
{
	cgroup_ref_list_t refs = {0};
	bool found = false;

	if (env->cgroups)
		env->cgroups(env, program, &refs);
	VEC_FOREACH (&refs, ref)
		found = found || set_has(missing, (const uint8_t *)&ref->id);
	vec_done(&refs);
	return found;
}

static void note_programs(const struct environment *env, const struct policy *policy, size_t index,
			  const struct ir_set *missing, strlist_t *notes)
{
	_cleanup_(program_list_done) program_list_t programs = {0};
	const struct rule *rule = &policy->rules.v[index];

	if (resolve_programs(policy, &rule->application, "application", &programs, NULL) != 0)
		return;
	VEC_FOREACH (&programs, program) {
		_cleanup_str_ struct str text = {0};
		_cleanup_free_ char *note = NULL;

		if (!is_missing(env, program, missing))
			continue;
		program_print(program, &text);
		note = mem_printf(_("Rule %1$zu \"%2$s\" does not match %3$s, which was started after the policy was "
				    "applied: nftabs apply renews it."),
				  index + 1, rule->name, str_text(&text));
		strlist_add(notes, note);
	}
}

size_t deploy_take_restarted(const struct environment *env, const struct policy *policy, const struct ir *held,
			     struct ir *wanted, strlist_t *notes)
{
	size_t before = notes->n;

	VEC_FOREACH (&wanted->sets, set) {
		const struct ir_set *now = is_cgroups(set) ? ir_find_set(held, set->name) : NULL;
		struct ir_set missing = {0};
		size_t index;

		if (!now)
			continue;
		take_missing(now, set, &missing);
		index = missing.elements.n ? policy_find_rule(policy, rule_of_set(wanted, set->name)) : SIZE_MAX;
		if (index != SIZE_MAX)
			note_programs(env, policy, index, &missing, notes);
		ir_set_done(&missing);
	}
	return notes->n - before;
}
