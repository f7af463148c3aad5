/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/id_set.h"

#include <stdlib.h>

/* The first that is not before the id. */
static size_t place_of(const struct id_set *set, int64_t id)
{
	size_t low = 0, high = set->ids.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (set->ids.v[middle] < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool id_set_has(const struct id_set *set, int64_t id)
{
	size_t at = place_of(set, id);

	return at < set->ids.n && set->ids.v[at] == id;
}

void id_set_put(struct id_set *set, int64_t id, bool in)
{
	size_t at = place_of(set, id);
	bool has = at < set->ids.n && set->ids.v[at] == id;

	if (in && !has)
		vec_insert(&set->ids, at, id);
	else if (!in && has)
		vec_remove(&set->ids, at);
}

static int compare(const void *a, const void *b)
{
	const int64_t *left = a, *right = b;

	return (*left > *right) - (*left < *right);
}

static void sort(struct id_set *set)
{
	size_t kept = 0;

	if (set->ids.n)
		qsort(set->ids.v, set->ids.n, sizeof(*set->ids.v), compare);
	for (size_t i = 0; i < set->ids.n; i++)
		if (!kept || set->ids.v[kept - 1] != set->ids.v[i])
			set->ids.v[kept++] = set->ids.v[i];
	set->ids.n = kept;
}

static void take_out(struct id_set *set, const struct id_set *others)
{
	size_t kept = 0;

	for (size_t i = 0; i < set->ids.n; i++)
		if (!id_set_has(others, set->ids.v[i]))
			set->ids.v[kept++] = set->ids.v[i];
	set->ids.n = kept;
}

void id_set_put_all(struct id_set *set, const id_list_t *ids, bool in)
{
	struct id_set others = {0};
	struct id_set *into = in ? set : &others;

	VEC_FOREACH (ids, id)
		vec_push(&into->ids, *id);
	sort(into);
	if (!in)
		take_out(set, &others);
	id_set_done(&others);
}

void id_set_done(struct id_set *set)
{
	vec_done(&set->ids);
}
