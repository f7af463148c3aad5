/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/adopt.h"

#include <stdlib.h>

/* Rules of one name stand together, in their order. */
struct named {
	const char *name;
	size_t index;
	size_t used; /* at the first of a name: how many of them are taken */
};

static int compare(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = str_cmp(x->name, y->name);

	return order ? order : (x->index > y->index) - (x->index < y->index);
}

/* The first of a name, n when there is none. */
static size_t find(const struct named *list, size_t n, const char *name)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (str_cmp(list[middle].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < n && str_equal(list[low].name, name) ? low : n;
}

/* The id of the next rule of that name that is not taken, 0 when there is none. */
static int64_t take(const struct policy *before, struct named *list, size_t n, const char *name)
{
	size_t first = find(list, n, name), next = first < n ? first + list[first].used : n;

	if (next >= n || !str_equal(list[next].name, name))
		return 0;
	list[first].used++;
	return before->rules.v[list[next].index].id;
}

static void adopt_rules(const struct policy *before, struct policy *after)
{
	size_t n = before->rules.n;
	struct named *list = mem_calloc(n + 1, sizeof(*list));

	for (size_t i = 0; i < n; i++)
		list[i] = (struct named){before->rules.v[i].name, i, 0};
	qsort(list, n, sizeof(*list), compare);
	VEC_FOREACH (&after->rules, rule)
		rule->id = take(before, list, n, rule->name);
	free(list);
}

static void adopt_objects(const struct policy *before, struct policy *after)
{
	for (int kind = 0; kind < OBJECT_MAX; kind++)
		for (size_t i = 0; i < policy_object_count(after, kind); i++) {
			struct object *object = policy_object(after, kind, i);
			const struct object *old = policy_find_object(before, kind, object->name);

			object->id = old ? old->id : 0;
		}
}

void policy_adopt(const struct policy *before, struct policy *after)
{
	adopt_rules(before, after);
	adopt_objects(before, after);
	after->version = before->version;
}

void policy_number_rules(struct policy *policy)
{
	for (size_t i = 0; i < policy->rules.n; i++)
		if (!policy->rules.v[i].id)
			policy->rules.v[i].id = (int64_t)i + 1;
}
