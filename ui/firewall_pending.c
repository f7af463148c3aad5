/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What of the draft is not applied yet. */
#include "ui/firewall.h"

#include "model/diff.h"

#include <stdlib.h>

/* The rules of the draft by id, to find where a removed one stood. */
struct known {
	int64_t id;
	size_t index;
};
typedef VEC(struct known) known_list_t;

static int compare_pending(const void *a, const void *b)
{
	const struct pending *left = a, *right = b;

	return (left->id > right->id) - (left->id < right->id);
}

static int compare_known(const void *a, const void *b)
{
	const struct known *left = a, *right = b;

	return (left->id > right->id) - (left->id < right->id);
}

static int compare_removed(const void *a, const void *b)
{
	const struct removed *left = a, *right = b;

	if (left->place != right->place)
		return left->place < right->place ? -1 : 1;
	return (left->index > right->index) - (left->index < right->index);
}

static char sign_of(const struct change *change)
{
	if (change->op == CHANGE_MOVED)
		return change->after < change->before ? '^' : 'v';
	return change->op == CHANGE_ADDED ? '+' : '~';
}

/* A rule that changed and moved has two changes, that of its fields first, which says more. */
static void add_pending(struct firewall *firewall, const struct change *change)
{
	const struct rule *rule = change->new;
	size_t n = firewall->pending.n;

	if (!n || firewall->pending.v[n - 1].id != rule->id)
		vec_push(&firewall->pending, ((struct pending){rule->id, sign_of(change)}));
}

static void know_rules(const struct policy *policy, known_list_t *ret)
{
	for (size_t i = 0; i < policy->rules.n; i++)
		vec_push(ret, ((struct known){policy->rules.v[i].id, i}));
	if (ret->n)
		qsort(ret->v, ret->n, sizeof(*ret->v), compare_known);
}

/* A removed rule stands below the rule that was above it; where that one was removed as well, below the one before. */
static void place_removed(struct firewall *firewall)
{
	const struct policy *running = &firewall->editor->status.running, *draft = &firewall->editor->policy;
	size_t place = listing_place(draft, 0), next = 0;
	known_list_t known = {0};

	if (firewall->removed.n)
		know_rules(draft, &known);
	for (size_t i = 0; i < running->rules.n && next < firewall->removed.n; i++) {
		struct known key = {.id = running->rules.v[i].id}, *found;

		if (firewall->removed.v[next].index == i) {
			firewall->removed.v[next++].place = place;
			continue;
		}
		found = known.n ? bsearch(&key, known.v, known.n, sizeof(key), compare_known) : NULL;
		if (found)
			place = listing_place(draft, found->index) + 1;
	}
	vec_done(&known);
	if (firewall->removed.n) /* rules that were moved take along what stood below them */
		qsort(firewall->removed.v, firewall->removed.n, sizeof(*firewall->removed.v), compare_removed);
}

void firewall_update_pending(struct firewall *firewall)
{
	const struct status *status = &firewall->editor->status;
	change_list_t changes = {0};

	vec_done(&firewall->pending);
	vec_done(&firewall->removed);
	if (!status->has_running)
		return;
	policy_diff(&status->running, &firewall->editor->policy, &changes);
	VEC_FOREACH (&changes, change) {
		if (change->table != &rule_fields)
			continue;
		if (change->new)
			add_pending(firewall, change);
		else
			vec_push(&firewall->removed, ((struct removed){0, change->before}));
	}
	vec_done(&changes);
	if (firewall->pending.n)
		qsort(firewall->pending.v, firewall->pending.n, sizeof(struct pending), compare_pending);
	place_removed(firewall);
}

char firewall_pending_sign(const struct firewall *firewall, int64_t id)
{
	struct pending key = {.id = id};
	const struct pending *found = NULL;

	if (firewall->pending.n)
		found = bsearch(&key, firewall->pending.v, firewall->pending.n, sizeof(key), compare_pending);
	return found ? found->sign : ' ';
}

size_t firewall_removed_before(const struct firewall *firewall, size_t place)
{
	size_t low = 0, high = firewall->removed.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (firewall->removed.v[middle].place <= place)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool firewall_is_removed(const struct firewall *firewall, size_t row, size_t *ret)
{
	size_t low = 0, high = firewall->removed.n;

	/* The i-th of them is in row place + i. */
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (firewall->removed.v[middle].place + middle < row)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < firewall->removed.n && firewall->removed.v[low].place + low == row) {
		*ret = low;
		return true;
	}
	*ret = row - low;
	return false;
}
