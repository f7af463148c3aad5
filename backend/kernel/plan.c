/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/kernel/plan.h"

#include "backend/kernel/names.h"

static uint32_t *stays_new(size_t n)
{
	uint32_t *stays = mem_reallocarray(NULL, n, sizeof(*stays));

	for (size_t i = 0; i < n; i++)
		stays[i] = PLAN_NONE;
	return stays;
}

/* Where have holds the object of that name, noted on both sides. */
static struct plan_object object_pair(struct names *names, const char *name, uint32_t *stays, size_t want)
{
	size_t i = names_find(names, name);

	if (i == NAMES_NONE)
		return (struct plan_object){.have = PLAN_NONE};
	stays[i] = (uint32_t)want;
	return (struct plan_object){.have = (uint32_t)i};
}

static void plan_counters(struct plan *plan)
{
	struct names names = NAMES_OF(&plan->have->counters);
	size_t matched = 0;

	plan->counters = mem_calloc(plan->want->counters.n, sizeof(*plan->counters));
	plan->counter_stays = stays_new(plan->have->counters.n);
	for (size_t i = 0; i < plan->want->counters.n; i++) {
		plan->counters[i] = object_pair(&names, plan->want->counters.v[i].name, plan->counter_stays, i);
		matched += plan->counters[i].have != PLAN_NONE;
	}
	plan->change.counters_added = plan->want->counters.n - matched;
	plan->change.counters_removed = plan->have->counters.n - matched;
	names_done(&names);
}

/* What is compared of a set. Whether it is filled at run time is ours to know: the kernel keeps no such flag. */
static struct ir_set set_kind(const struct ir_set *set)
{
	struct ir_set kind = *set;

	kind.flags &= ~IR_SET_DYNAMIC;
	if (!(kind.flags & IR_SET_MAP)) {
		kind.data_type = 0;
		kind.data_len = 0;
	}
	return kind;
}

static bool set_same_kind(const struct ir_set *have, const struct ir_set *want)
{
	const struct ir_set one = set_kind(have), other = set_kind(want);

	return have->n_types && ir_set_same_kind(&one, &other);
}

static void plan_sets(struct plan *plan)
{
	struct names names = NAMES_OF(&plan->have->sets);
	size_t matched = 0;

	plan->sets = mem_calloc(plan->want->sets.n, sizeof(*plan->sets));
	plan->set_stays = stays_new(plan->have->sets.n);
	for (size_t i = 0; i < plan->want->sets.n; i++) {
		const struct ir_set *want = &plan->want->sets.v[i];
		struct plan_object *object = &plan->sets[i];

		*object = object_pair(&names, want->name, plan->set_stays, i);
		object->renew = object->have != PLAN_NONE && !set_same_kind(&plan->have->sets.v[object->have], want);
		if (object->renew)
			vec_push(&plan->renewed_sets, (const char *)want->name);
		matched += object->have != PLAN_NONE && !object->renew;
	}
	plan->change.sets_added = plan->want->sets.n - matched;
	plan->change.sets_removed = plan->have->sets.n - matched;
	names_done(&names);
}

static bool chain_same_kind(const struct ir_chain *a, const struct ir_chain *b)
{
	return a->base == b->base &&
	       (!a->base || (a->hook == b->hook && a->priority == b->priority && str_equal(a->type, b->type)));
}

static void plan_chains(struct plan *plan)
{
	struct names names = NAMES_OF(&plan->have->chains);
	size_t matched = 0;

	plan->chains = mem_calloc(plan->want->chains.n, sizeof(*plan->chains));
	plan->chain_stays = stays_new(plan->have->chains.n);
	for (size_t i = 0; i < plan->want->chains.n; i++) {
		const struct ir_chain *want = &plan->want->chains.v[i], *have;
		struct plan_chain *chain = &plan->chains[i];

		chain->object = object_pair(&names, want->name, plan->chain_stays, i);
		if (chain->object.have == PLAN_NONE)
			continue;
		have = &plan->have->chains.v[chain->object.have];
		chain->object.renew = !chain_same_kind(have, want);
		chain->policy = !chain->object.renew && want->base && have->policy_drop != want->policy_drop;
		if (chain->object.renew)
			vec_push(&plan->renewed_chains, (const char *)want->name);
		matched += !chain->object.renew;
	}
	plan->change.chains_added = plan->want->chains.n - matched;
	plan->change.chains_removed = plan->have->chains.n - matched;
	names_done(&names);
}

static void plan_all_rules(struct plan *plan)
{
	size_t have_rules = 0, want_rules = 0, kept = 0;

	VEC_FOREACH (&plan->have->chains, chain)
		have_rules += chain->rules.n;
	for (size_t i = 0; i < plan->want->chains.n; i++) {
		const struct ir_chain *have = plan_have_chain(plan, i);

		want_rules += plan->want->chains.v[i].rules.n;
		if (!have)
			continue;
		plan_rules(plan, &plan->chains[i], have, &plan->want->chains.v[i]);
		kept += plan->chains[i].kept;
	}
	plan->change.rules_added = want_rules - kept;
	plan->change.rules_removed = have_rules - kept;
}

static void count_one(const struct ir_element *element, void *data)
{
	(void)element;
	++*(size_t *)data;
}

static void plan_count_elements(struct plan *plan)
{
	const struct plan_elements removed = {.gone = count_one, .data = &plan->change.elements_removed};
	const struct plan_elements added = {.come = count_one, .data = &plan->change.elements_added};

	for (size_t i = 0; i < plan->want->sets.n; i++) {
		const struct ir_set *have = plan_have_set(plan, i);

		plan_elements(plan, have, &plan->want->sets.v[i], &removed);
		plan_elements(plan, have, &plan->want->sets.v[i], &added);
		if (plan->sets[i].renew)
			plan->change.elements_removed += plan->have->sets.v[plan->sets[i].have].elements.n;
	}
	for (size_t i = 0; i < plan->have->sets.n; i++)
		if (plan->set_stays[i] == PLAN_NONE)
			plan->change.elements_removed += plan->have->sets.v[i].elements.n;
}

void plan_make(struct plan *plan, const struct ir *have, bool exists, const struct ir *want)
{
	*plan = (struct plan){.have = have, .want = want, .exists = exists};
	plan->flags = exists && have->dormant != want->dormant;
	plan_counters(plan);
	plan_sets(plan);
	plan_chains(plan);
	plan_all_rules(plan);
	plan_count_elements(plan);
}

void plan_done(struct plan *plan)
{
	for (size_t i = 0; plan->chains && i < plan->want->chains.n; i++)
		free(plan->chains[i].keep);
	free(plan->chains);
	free(plan->counters);
	free(plan->sets);
	free(plan->counter_stays);
	free(plan->set_stays);
	free(plan->chain_stays);
	vec_done(&plan->renewed_sets);
	vec_done(&plan->renewed_chains);
	*plan = (struct plan){0};
}

bool plan_is_empty(const struct plan *plan)
{
	const struct kernel_change *c = &plan->change;

	if (!plan->exists || plan->flags)
		return false;
	for (size_t i = 0; i < plan->want->chains.n; i++)
		if (plan->chains[i].policy)
			return false;
	return !(c->rules_added | c->rules_removed | c->sets_added | c->sets_removed | c->elements_added |
		 c->elements_removed | c->chains_added | c->chains_removed | c->counters_added | c->counters_removed);
}

bool plan_needs_two(const struct plan *plan)
{
	if (!plan->flags)
		return false;
	for (size_t i = 0; i < plan->want->chains.n; i++)
		if (plan->chains[i].policy)
			return true;
	for (size_t i = 0; i < plan->have->chains.n; i++) {
		uint32_t want = plan->chain_stays[i];

		if (plan->have->chains.v[i].base && (want == PLAN_NONE || plan->chains[want].object.renew))
			return true;
	}
	return false;
}

static bool has_name(const char *const *names, size_t n, const char *name)
{
	for (size_t i = 0; name && i < n; i++)
		if (str_equal(names[i], name))
			return true;
	return false;
}

bool plan_renews_chain(const struct plan *plan, const char *name)
{
	return has_name(plan->renewed_chains.v, plan->renewed_chains.n, name);
}

bool plan_renews_set(const struct plan *plan, const char *name)
{
	return has_name(plan->renewed_sets.v, plan->renewed_sets.n, name);
}

const struct ir_set *plan_have_set(const struct plan *plan, size_t want)
{
	const struct plan_object *object = &plan->sets[want];

	return object->have == PLAN_NONE || object->renew ? NULL : &plan->have->sets.v[object->have];
}

const struct ir_chain *plan_have_chain(const struct plan *plan, size_t want)
{
	const struct plan_object *object = &plan->chains[want].object;

	return object->have == PLAN_NONE || object->renew ? NULL : &plan->have->chains.v[object->have];
}
