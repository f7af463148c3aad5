/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/diff.h"

#include "base/i18n.h"
#include "model/item.h"
#include "model/table.h"

#include <stdlib.h>

/* One list of both policies while it is compared. */
struct comparison {
	const struct field_table *table;
	const struct policy *before;
	const struct policy *after;
	size_t list;
	size_t *match_before; /* of each item of before: its index in after, SIZE_MAX none */
	size_t *match_after;  /* the other way round */
	bool *moved;	      /* of each item of after */
	/* Most edits leave nearly all as it was: what has the same ids at the beginning and at the end is paired
	 * without sorting, and pairing and the search for moves are about what lies between. */
	size_t first;		      /* of either side */
	size_t end_before, end_after; /* behind the last */
};

/* An item as it is sorted for pairing. */
struct sort_key {
	int64_t id;
	const char *name;
	size_t index;
};
typedef VEC(struct sort_key) sort_key_list_t;

static int sort_by_id(const void *a, const void *b)
{
	const struct sort_key *x = a, *y = b;

	return x->id < y->id ? -1 : x->id > y->id;
}

/* By name; where names are equal, items without id come first, and then list order. */
static int sort_by_name(const void *a, const void *b)
{
	const struct sort_key *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	if (order == 0)
		order = (x->id != 0) - (y->id != 0);
	return order ? order : (x->index > y->index) - (x->index < y->index);
}

static const void *comparison_before(const struct comparison *c, size_t index)
{
	return item_at(c->before, c->list, index);
}

static const void *comparison_after(const struct comparison *c, size_t index)
{
	return item_at(c->after, c->list, index);
}

static void comparison_pair(struct comparison *c, size_t before, size_t after)
{
	c->match_before[before] = after;
	c->match_after[after] = before;
}

/* The items of one side that have no partner yet, sorted. */
static void comparison_collect(const struct comparison *c, const struct policy *policy, const size_t *match,
			       int (*order)(const void *, const void *), sort_key_list_t *ret)
{
	size_t end = policy == c->before ? c->end_before : c->end_after;

	for (size_t i = c->first; i < end; i++) {
		const void *item = item_at(policy, c->list, i);
		struct sort_key key = {item_id(c->table, item), item_name(c->table, item), i};

		if (match[i] == SIZE_MAX && (key.id || order == sort_by_name))
			vec_push(ret, key);
	}
	if (ret->n)
		qsort(ret->v, ret->n, sizeof(*ret->v), order);
}

static void comparison_pair_ids(struct comparison *c)
{
	sort_key_list_t before = {0}, after = {0};
	size_t i = 0, j = 0;

	comparison_collect(c, c->before, c->match_before, sort_by_id, &before);
	comparison_collect(c, c->after, c->match_after, sort_by_id, &after);
	while (i < before.n && j < after.n) {
		int order = sort_by_id(&before.v[i], &after.v[j]);

		if (order == 0)
			comparison_pair(c, before.v[i].index, after.v[j].index);
		i += order <= 0;
		j += order >= 0;
	}
	vec_done(&before);
	vec_done(&after);
}

static bool comparison_same_id(const struct comparison *c, size_t before, size_t after)
{
	int64_t id = item_id(c->table, comparison_before(c, before));

	return id && id == item_id(c->table, comparison_after(c, after));
}

static void comparison_pair_ends(struct comparison *c)
{
	c->end_before = item_count(c->before, c->list);
	c->end_after = item_count(c->after, c->list);
	for (; c->first < c->end_before && c->first < c->end_after && comparison_same_id(c, c->first, c->first);
	     c->first++)
		comparison_pair(c, c->first, c->first);
	while (c->end_before > c->first && c->end_after > c->first &&
	       comparison_same_id(c, c->end_before - 1, c->end_after - 1))
		comparison_pair(c, --c->end_before, --c->end_after);
}

static bool comparison_equal(const struct comparison *c, size_t before, size_t after)
{
	return fields_equal(c->table, comparison_before(c, before), comparison_after(c, after));
}

/* May be the same item: two different ids are two items, whatever their names. */
static bool comparison_may_pair(const struct sort_key *before, const struct sort_key *after)
{
	return !before->id || !after->id;
}

/* Items of one name, as many as there are on each side: those that are equal at the beginning and at the end belong
 * together, so that one rule taken out of several of one name is one removal; the rest pair in order. */
static void comparison_pair_group(struct comparison *c, const struct sort_key *before, size_t n_before,
				  const struct sort_key *after, size_t n_after)
{
	while (n_before && n_after && comparison_may_pair(before, after) &&
	       comparison_equal(c, before->index, after->index)) {
		comparison_pair(c, before++->index, after++->index);
		n_before--;
		n_after--;
	}
	while (n_before && n_after && comparison_may_pair(&before[n_before - 1], &after[n_after - 1]) &&
	       comparison_equal(c, before[n_before - 1].index, after[n_after - 1].index))
		comparison_pair(c, before[--n_before].index, after[--n_after].index);
	for (size_t i = 0; i < n_before && i < n_after; i++)
		if (comparison_may_pair(&before[i], &after[i]))
			comparison_pair(c, before[i].index, after[i].index);
}

static size_t group_length(const sort_key_list_t *list, size_t from, const char *name)
{
	size_t n = 0;

	while (from + n < list->n && strcmp(list->v[from + n].name, name) == 0)
		n++;
	return n;
}

static void comparison_pair_names(struct comparison *c)
{
	sort_key_list_t before = {0}, after = {0};
	size_t i = 0, j = 0;

	comparison_collect(c, c->before, c->match_before, sort_by_name, &before);
	comparison_collect(c, c->after, c->match_after, sort_by_name, &after);
	while (i < before.n && j < after.n) {
		int order = strcmp(before.v[i].name, after.v[j].name);
		size_t n = order <= 0 ? group_length(&before, i, before.v[i].name) : 0;
		size_t m = order >= 0 ? group_length(&after, j, after.v[j].name) : 0;

		if (order == 0)
			comparison_pair_group(c, &before.v[i], n, &after.v[j], m);
		i += n;
		j += m;
	}
	vec_done(&before);
	vec_done(&after);
}

/* Marks as moved what is not in a longest increasing subsequence of the old places (patience sorting). */
static void comparison_find_moves(struct comparison *c)
{
	size_t n = c->end_after;
	size_t *tails = mem_calloc(n + 1, sizeof(*tails)); /* last element of the best sequence of each length */
	size_t *previous = mem_calloc(n + 1, sizeof(*previous));
	size_t length = 0;

	for (size_t i = c->first; i < n; i++) {
		size_t low = 0, high = length;

		if (c->match_after[i] == SIZE_MAX)
			continue;
		c->moved[i] = true;
		while (low < high) {
			size_t middle = low + (high - low) / 2;

			if (c->match_after[tails[middle]] < c->match_after[i])
				low = middle + 1;
			else
				high = middle;
		}
		previous[i] = low ? tails[low - 1] : SIZE_MAX;
		tails[low] = i;
		length += low == length;
	}
	for (size_t i = length ? tails[length - 1] : SIZE_MAX; i != SIZE_MAX; i = previous[i])
		c->moved[i] = false;
	free(tails);
	free(previous);
}

static void comparison_add(const struct comparison *c, enum change_op op, size_t before, size_t after,
			   change_list_t *ret)
{
	struct change change = {.op = op, .table = c->table, .before = before, .after = after};

	if (before != SIZE_MAX)
		change.old = comparison_before(c, before);
	if (after != SIZE_MAX)
		change.new = comparison_after(c, after);
	vec_push(ret, change);
}

static void comparison_report(const struct comparison *c, change_list_t *ret)
{
	size_t n = item_count(c->before, c->list);

	for (size_t i = 0; i < n; i++)
		if (c->match_before[i] == SIZE_MAX)
			comparison_add(c, CHANGE_REMOVED, i, SIZE_MAX, ret);
	n = item_count(c->after, c->list);
	for (size_t i = 0; i < n; i++) {
		size_t before = c->match_after[i];

		if (before == SIZE_MAX)
			comparison_add(c, CHANGE_ADDED, SIZE_MAX, i, ret);
		else if (!comparison_equal(c, before, i))
			comparison_add(c, CHANGE_CHANGED, before, i, ret);
		if (c->moved[i])
			comparison_add(c, CHANGE_MOVED, before, i, ret);
	}
}

static size_t *comparison_unmatched(size_t n)
{
	size_t *match = mem_calloc(n + 1, sizeof(*match));

	for (size_t i = 0; i < n; i++)
		match[i] = SIZE_MAX;
	return match;
}

static void diff_list(const struct policy *before, const struct policy *after, size_t list, change_list_t *ret)
{
	struct comparison c = {.table = item_table(list), .before = before, .after = after, .list = list};

	c.match_before = comparison_unmatched(item_count(before, list));
	c.match_after = comparison_unmatched(item_count(after, list));
	c.moved = mem_calloc(item_count(after, list) + 1, sizeof(*c.moved));
	comparison_pair_ends(&c);
	comparison_pair_ids(&c);
	comparison_pair_names(&c);
	comparison_find_moves(&c);
	comparison_report(&c, ret);
	free(c.match_before);
	free(c.match_after);
	free(c.moved);
}

void policy_diff(const struct policy *before, const struct policy *after, change_list_t *ret)
{
	if (!fields_equal(&settings_fields, &before->settings, &after->settings))
		vec_push(ret, ((struct change){.op = CHANGE_CHANGED,
					       .table = &settings_fields,
					       .old = &before->settings,
					       .new = &after->settings}));
	for (size_t list = 0; list < ITEM_LISTS; list++)
		diff_list(before, after, list, ret);
}

static const char *change_label(const struct change *change, const struct field *field)
{
	return change->table == &rule_fields ? table_label(field, change->new) : _(field->label);
}

static void change_print_fields(const struct change *change, struct str *out)
{
	const char *separator = ": ";

	for (size_t i = 0; i < change->table->n; i++) {
		const struct field *field = &change->table->fields[i];

		if (field->type->equal(field_value_const(field, change->old), field_value_const(field, change->new)))
			continue;
		str_addf(out, "%s%s: ", separator, change_label(change, field));
		table_value(field, change->old, out);
		str_add(out, " → ");
		table_value(field, change->new, out);
		separator = "; ";
	}
}

void change_print(const struct change *change, struct str *out)
{
	static const char marks[] = {
	    [CHANGE_ADDED] = '+', [CHANGE_REMOVED] = '-', [CHANGE_CHANGED] = '~', [CHANGE_MOVED] = '>'};
	const void *item = change->new ? change->new : change->old;
	size_t position = (change->new ? change->after : change->before) + 1;

	str_addf(out, "%c %s", marks[change->op], _(change->table->label));
	if (change->table->array)
		str_addf(out, " %zu \"%s\"", position, item_name(change->table, item));
	if (change->op == CHANGE_CHANGED)
		change_print_fields(change, out);
	if (change->op == CHANGE_MOVED) {
		str_add(out, ": ");
		str_addf(out, _("moved from %1$zu to %2$zu"), change->before + 1, change->after + 1);
	}
}
