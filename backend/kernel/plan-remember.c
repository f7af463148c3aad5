/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/kernel/plan.h"

/* What the kernel holds now: of the present table what stays, moved, and of the wanted one what came, copied. */

static struct ir_expr expr_copy(const struct ir_expr *from)
{
	struct ir_expr to = *from;

	switch (from->kind) {
	case IR_CMP:
	case IR_BITWISE:
	case IR_IMMEDIATE:
		ir_expr_set_data(&to, ir_expr_data(from), from->len);
		break;
	case IR_LOOKUP:
	case IR_VERDICT:
	case IR_OBJREF:
	case IR_LOG:
		to.name = mem_strdup(from->name);
		break;
	}
	return to;
}

static struct ir_rule rule_copy(const struct ir_rule *from)
{
	struct ir_rule to = {.id = from->id, .comment = mem_strdup(from->comment)};

	VEC_FOREACH (&from->exprs, expr)
		vec_push(&to.exprs, expr_copy(expr));
	return to;
}

static struct ir_element element_copy(const struct ir_set *set, const struct ir_element *from)
{
	struct ir_element to = *from;

	to.key = mem_dup(from->key, set->key_len);
	to.key_end = from->key_end ? mem_dup(from->key_end, set->key_len) : NULL;
	to.data = from->data ? mem_dup(from->data, set->data_len) : NULL;
	to.chain = mem_strdup(from->chain);
	to.comment = mem_strdup(from->comment);
	return to;
}

/* A chain without its rules, a set without its elements. */
static struct ir_chain chain_copy(const struct ir_chain *from)
{
	struct ir_chain to = *from;

	to.name = mem_strdup(from->name);
	to.type = mem_strdup(from->type);
	to.handle = 0;
	memset(&to.rules, 0, sizeof(to.rules));
	return to;
}

static struct ir_set set_copy(const struct ir_set *from)
{
	struct ir_set to = *from;

	to.name = mem_strdup(from->name);
	to.comment = mem_strdup(from->comment);
	to.handle = 0;
	memset(&to.elements, 0, sizeof(to.elements));
	return to;
}

/* What moved out of the present table is left empty there, so that ir_done() of it frees the rest. */
#define MOVE(place)                                                                                                    \
	({                                                                                                             \
		__typeof__(*(place)) moved_ = *(place);                                                                \
		memset((place), 0, sizeof(*(place)));                                                                  \
		moved_;                                                                                                \
	})

static void remember_rules(const struct plan *plan, size_t want, struct ir_chain *have, struct ir_chain *to)
{
	const struct ir_chain *from = &plan->want->chains.v[want];
	const uint32_t *keep = plan->chains[want].keep;

	for (size_t i = 0; i < from->rules.n; i++) {
		if (have && keep[i] != PLAN_NONE)
			vec_push(&to->rules, MOVE(&have->rules.v[keep[i]]));
		else
			vec_push(&to->rules, rule_copy(&from->rules.v[i]));
	}
}

static void remember_chains(const struct plan *plan, struct ir *have, struct ir *to)
{
	for (size_t i = 0; i < plan->want->chains.n; i++) {
		uint32_t place = plan_have_chain(plan, i) ? plan->chains[i].object.have : PLAN_NONE;

		vec_push(&to->chains, chain_copy(&plan->want->chains.v[i]));
		remember_rules(plan, i, place == PLAN_NONE ? NULL : &have->chains.v[place],
			       &to->chains.v[to->chains.n - 1]);
	}
}

struct remembering {
	const struct ir_set *from;
	struct ir_set *to;
};

static void remember_element(const struct ir_element *element, void *data)
{
	struct remembering *set = data;

	vec_push(&set->to->elements, element_copy(set->from, element));
}

static void note_difference(const struct ir_element *element, void *data)
{
	(void)element;
	*(bool *)data = true;
}

static void remember_set(const struct plan *plan, size_t want, struct ir *have, struct ir *to)
{
	const struct ir_set *from = &plan->want->sets.v[want], *old = plan_have_set(plan, want);
	struct remembering set = {.from = from};
	const struct plan_elements copy = {.come = remember_element, .stay = remember_element, .data = &set};
	bool differs = false;
	const struct plan_elements compare = {.come = note_difference, .gone = note_difference, .data = &differs};

	plan_elements(plan, old, from, &compare);
	if (old && !differs) {
		vec_push(&to->sets, MOVE(&have->sets.v[plan->sets[want].have]));
		return;
	}
	vec_push(&to->sets, set_copy(from));
	set.to = &to->sets.v[to->sets.n - 1];
	plan_elements(plan, old, from, &copy);
}

static void remember_counters(const struct plan *plan, struct ir *have, struct ir *to)
{
	for (size_t i = 0; i < plan->want->counters.n; i++) {
		const struct ir_counter *counter = &plan->want->counters.v[i];

		if (plan->counters[i].have != PLAN_NONE)
			vec_push(&to->counters, MOVE(&have->counters.v[plan->counters[i].have]));
		else
			vec_push(&to->counters,
				 ((struct ir_counter){.name = mem_strdup(counter->name), .id = counter->id}));
	}
}

void plan_remember(struct plan *plan, struct ir *have, const plan_made_t *made)
{
	struct ir to;

	ir_init(&to, plan->want->table);
	to.dormant = plan->want->dormant;
	remember_counters(plan, have, &to);
	for (size_t i = 0; i < plan->want->sets.n; i++)
		remember_set(plan, i, have, &to);
	remember_chains(plan, have, &to);
	VEC_FOREACH (made, rule)
		to.chains.v[rule->chain].rules.v[rule->rule].handle = rule->handle;
	ir_done(have);
	*have = to;
}
