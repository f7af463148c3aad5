/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/kernel/plan.h"

/*
 * Which rules of a chain stay. Order matters, so the rules that stay are a common subsequence of both lists, the longer
 * the better: what is not in it loses its handle and its anonymous counter. Mostly one rule differs: equal beginnings
 * and ends are cut off first. What is left is paired by hash (the k-th of equal rules with the k-th), and of the pairs
 * the longest run that rises on both sides is kept: O(n log n), and exact where rules are distinct.
 */

struct item {
	uint64_t hash;
	uint32_t index;
};

/* A rule that refers to what is made anew, or that is not ours, cannot stay. */
static bool rule_may_stay(const struct plan *plan, const struct ir_rule *rule)
{
	if (!rule->exprs.n)
		return false;
	if (!plan->renewed_sets.n && !plan->renewed_chains.n)
		return true;
	VEC_FOREACH (&rule->exprs, expr) {
		if (expr->kind == IR_LOOKUP && plan_renews_set(plan, expr->name))
			return false;
		if (expr->kind == IR_VERDICT && plan_renews_chain(plan, expr->name))
			return false;
	}
	return true;
}

static bool rules_match(const struct plan *plan, const struct ir_rule *have, const struct ir_rule *want)
{
	return ir_rule_equal(have, want) && rule_may_stay(plan, have);
}

static int item_order(const void *a, const void *b)
{
	const struct item *one = a, *other = b;

	if (one->hash != other->hash)
		return one->hash < other->hash ? -1 : 1;
	return one->index < other->index ? -1 : one->index > other->index;
}

/* Rules from..until of the chain, sorted by hash, then place. */
static struct item *items_new(const struct ir_chain *chain, size_t from, size_t until)
{
	struct item *items = mem_reallocarray(NULL, until - from, sizeof(*items));

	for (size_t i = from; i < until; i++)
		items[i - from] = (struct item){.hash = ir_rule_hash(&chain->rules.v[i]), .index = (uint32_t)i};
	qsort(items, until - from, sizeof(*items), item_order);
	return items;
}

/* The span of both chains between equal beginning and equal end. */
struct span {
	const struct ir_chain *have, *want;
	size_t from, have_until, want_until;
};

static void span_pair(const struct plan *plan, const struct span *span, uint32_t *keep)
{
	_cleanup_free_ struct item *have = items_new(span->have, span->from, span->have_until);
	_cleanup_free_ struct item *want = items_new(span->want, span->from, span->want_until);
	size_t n_have = span->have_until - span->from, n_want = span->want_until - span->from;

	for (size_t h = 0, w = 0; h < n_have && w < n_want;) {
		if (have[h].hash != want[w].hash) {
			if (have[h].hash < want[w].hash)
				h++;
			else
				w++;
			continue;
		}
		if (rules_match(plan, &span->have->rules.v[have[h].index], &span->want->rules.v[want[w].index]))
			keep[want[w].index] = have[h].index;
		h++;
		w++;
	}
}

/* Keeps of the pairs in the span the longest sequence whose present places rise (patience sorting). */
static void span_keep_rising(const struct span *span, uint32_t *keep)
{
	size_t n = span->want_until - span->from, longest = 0;
	/* tails[l]: the wanted rule at which the best run of length l + 1 ends; before[i]: the one before it in its run
	 */
	_cleanup_free_ uint32_t *tails = mem_reallocarray(NULL, n, sizeof(*tails));
	_cleanup_free_ uint32_t *before = mem_reallocarray(NULL, n, sizeof(*before));
	uint32_t at, next;

	for (size_t i = span->from; i < span->want_until; i++) {
		size_t low = 0, high = longest;

		if (keep[i] == PLAN_NONE)
			continue;
		while (low < high) {
			size_t middle = (low + high) / 2;

			if (keep[tails[middle]] < keep[i])
				low = middle + 1;
			else
				high = middle;
		}
		before[i - span->from] = low ? tails[low - 1] : PLAN_NONE;
		tails[low] = (uint32_t)i;
		if (low == longest)
			longest++;
	}
	next = longest ? tails[longest - 1] : PLAN_NONE;
	for (size_t i = span->want_until; i-- > span->from;) {
		at = (uint32_t)i;
		if (at == next)
			next = before[i - span->from];
		else
			keep[i] = PLAN_NONE;
	}
}

static struct span span_of(const struct plan *plan, const struct ir_chain *have, const struct ir_chain *want)
{
	struct span span = {.have = have, .want = want, .have_until = have->rules.n, .want_until = want->rules.n};

	while (span.from < have->rules.n && span.from < want->rules.n &&
	       rules_match(plan, &have->rules.v[span.from], &want->rules.v[span.from]))
		span.from++;
	while (span.have_until > span.from && span.want_until > span.from &&
	       rules_match(plan, &have->rules.v[span.have_until - 1], &want->rules.v[span.want_until - 1])) {
		span.have_until--;
		span.want_until--;
	}
	return span;
}

void plan_rules(const struct plan *plan, struct plan_chain *chain, const struct ir_chain *have,
		const struct ir_chain *want)
{
	struct span span = span_of(plan, have, want);
	size_t shift = have->rules.n - want->rules.n; /* wraps around where want is longer; so does the sum */

	chain->keep = mem_reallocarray(NULL, want->rules.n, sizeof(*chain->keep));
	for (size_t i = 0; i < span.from; i++)
		chain->keep[i] = (uint32_t)i;
	for (size_t i = span.from; i < span.want_until; i++)
		chain->keep[i] = PLAN_NONE;
	for (size_t i = span.want_until; i < want->rules.n; i++)
		chain->keep[i] = (uint32_t)(i + shift);
	if (span.have_until > span.from && span.want_until > span.from) {
		span_pair(plan, &span, chain->keep);
		span_keep_rising(&span, chain->keep);
	}
	chain->kept = 0;
	for (size_t i = 0; i < want->rules.n; i++)
		chain->kept += chain->keep[i] != PLAN_NONE;
}
