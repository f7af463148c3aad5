/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/kernel/plan.h"

#include "backend/kernel/wire.h"

#include <linux/netfilter/nf_tables.h>

/*
 * The order within the transaction is the kernel's: whoever refers goes before what it refers to, and comes after it.
 * Everything old is taken away first, so that a name, a range or a place in a chain is free when the new one comes;
 * nobody sees the state between.
 */

static void write_rules_gone(const struct plan *plan, struct batch *batch, const struct ir_chain *have,
			     const struct plan_chain *chain, size_t n_want)
{
	_cleanup_free_ bool *stays = mem_calloc(have->rules.n, sizeof(*stays));

	for (size_t i = 0; i < n_want; i++)
		if (chain->keep[i] != PLAN_NONE)
			stays[chain->keep[i]] = true;
	for (size_t i = 0; i < have->rules.n; i++)
		if (!stays[i])
			wire_rule_delete(batch, plan->want->table, have->name, have->rules.v[i].handle);
}

/* A chain of which nothing stays is emptied by one message: the kernel looks for each handle from the beginning. */
static void write_chain_emptied(const struct plan *plan, struct batch *batch, size_t have)
{
	const struct ir_chain *chain = &plan->have->chains.v[have];
	uint32_t want = plan->chain_stays[have];
	const struct plan_chain *how = want == PLAN_NONE ? NULL : &plan->chains[want];

	if (!chain->rules.n || (how && how->kept == chain->rules.n))
		return;
	if (!how || !how->kept)
		wire_rule_delete(batch, plan->want->table, chain->name, 0);
	else
		write_rules_gone(plan, batch, chain, how, plan->want->chains.v[want].rules.n);
}

static void element_write(const struct ir_element *element, void *data)
{
	wire_elements_add(data, element);
}

static void write_elements(const struct plan *plan, struct batch *batch, size_t want, uint16_t type)
{
	const struct ir_set *set = &plan->want->sets.v[want];
	struct wire_elements elements = {.batch = batch, .table = plan->want->table, .set = set, .type = type};
	const struct plan_elements gone = {.gone = element_write, .data = &elements};
	const struct plan_elements come = {.come = element_write, .data = &elements};

	plan_elements(plan, plan_have_set(plan, want), set, type == NFT_MSG_DELSETELEM ? &gone : &come);
	wire_elements_close(&elements);
}

static void write_gone(const struct plan *plan, struct batch *batch)
{
	const struct ir *have = plan->have;
	const char *table = plan->want->table;

	for (size_t i = 0; i < have->chains.n; i++)
		write_chain_emptied(plan, batch, i);
	for (size_t i = 0; i < have->sets.n; i++) {
		uint32_t want = plan->set_stays[i];

		if (want == PLAN_NONE || plan->sets[want].renew)
			wire_set_delete(batch, table, &have->sets.v[i]);
		else
			write_elements(plan, batch, want, NFT_MSG_DELSETELEM);
	}
	for (size_t i = 0; i < have->chains.n; i++)
		if (plan->chain_stays[i] == PLAN_NONE || plan->chains[plan->chain_stays[i]].object.renew)
			wire_chain_delete(batch, table, &have->chains.v[i]);
	for (size_t i = 0; i < have->counters.n; i++)
		if (plan->counter_stays[i] == PLAN_NONE)
			wire_counter_delete(batch, table, &have->counters.v[i]);
}

static void write_objects_come(const struct plan *plan, struct batch *batch)
{
	const struct ir *want = plan->want;

	for (size_t i = 0; i < want->counters.n; i++)
		if (plan->counters[i].have == PLAN_NONE)
			wire_counter_put(batch, want->table, &want->counters.v[i]);
	for (size_t i = 0; i < want->chains.n; i++)
		if (!plan_have_chain(plan, i) || plan->chains[i].policy)
			wire_chain_put(batch, want->table, &want->chains.v[i]);
	for (size_t i = 0; i < want->sets.n; i++) {
		if (!plan_have_set(plan, i))
			wire_set_put(batch, want->table, &want->sets.v[i]);
		write_elements(plan, batch, i, NFT_MSG_NEWSETELEM);
	}
}

/* For each wanted rule the handle of the next one that stays, 0 where none does; NULL when all go to the end. */
static uint64_t *next_handles(const struct plan *plan, size_t want)
{
	const struct ir_chain *have = plan_have_chain(plan, want);
	size_t n = plan->want->chains.v[want].rules.n;
	uint64_t *next, handle = 0;

	if (!have || !plan->chains[want].kept)
		return NULL;
	next = mem_reallocarray(NULL, n, sizeof(*next));
	for (size_t i = n; i-- > 0;) {
		uint32_t keep = plan->chains[want].keep[i];

		if (keep != PLAN_NONE)
			handle = have->rules.v[keep].handle;
		next[i] = handle;
	}
	return next;
}

static void write_rules_come(const struct plan *plan, struct batch *batch, size_t want, plan_made_t *made)
{
	const struct ir_chain *chain = &plan->want->chains.v[want];
	const uint32_t *keep = plan->chains[want].keep;
	_cleanup_free_ uint64_t *next = next_handles(plan, want);

	for (size_t i = 0; i < chain->rules.n; i++) {
		if (keep && keep[i] != PLAN_NONE)
			continue;
		wire_rule_put(batch, plan->want->table, chain->name, &chain->rules.v[i], next ? next[i] : 0, made);
		if (made)
			vec_push(made,
				 ((struct plan_made){
				     .seq = batch->message->nlmsg_seq, .chain = (uint32_t)want, .rule = (uint32_t)i}));
	}
}

void plan_write(const struct plan *plan, struct batch *batch, plan_made_t *made)
{
	const struct ir *want = plan->want;

	if (!plan->exists)
		wire_table_put(batch, want->table, want->dormant, NLM_F_CREATE);
	write_gone(plan, batch);
	write_objects_come(plan, batch);
	for (size_t i = 0; i < want->chains.n; i++)
		write_rules_come(plan, batch, i, made);
	/* Last: the kernel refuses new base chains in a transaction that has switched the table before. */
	if (plan->flags)
		wire_table_put(batch, want->table, want->dormant, 0);
}
