/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rows of a table in the order of a column. */
#include "ui/widget/table.h"

#include <ctype.h>
#include <stdlib.h>

/* What one row is compared by. */
struct key {
	size_t row;
	uint64_t number;
	char *text; /* owned; NULL: the number counts */
	int rank;
};

static int compare_sizes(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

/* As people read it: numbers within by their size, letters alike in either case. */
static int compare_texts(const char *a, const char *b)
{
	while (*a && *b) {
		int left = tolower((unsigned char)*a), right = tolower((unsigned char)*b);

		if (isdigit(left) && isdigit(right)) {
			char *end_a, *end_b;
			int order = compare_sizes(strtoull(a, &end_a, 10), strtoull(b, &end_b, 10));

			if (order)
				return order;
			a = end_a;
			b = end_b;
			continue;
		}
		if (left != right)
			return left < right ? -1 : 1;
		a++;
		b++;
	}
	return (*a != 0) - (*b != 0);
}

/* Numbers stand before texts, the most first; what is equal keeps its order. */
static int compare(const void *a, const void *b)
{
	const struct key *left = a, *right = b;
	int order = (left->rank > right->rank) - (left->rank < right->rank);

	if (!order && !left->text != !right->text)
		return left->text ? 1 : -1;
	if (!order)
		order =
		    left->text ? compare_texts(left->text, right->text) : compare_sizes(right->number, left->number);
	return order ? order : compare_sizes(left->row, right->row);
}

static struct key make_key(const struct table *table, size_t row)
{
	const struct table_ops *ops = table->ops;
	struct key key = {.row = row, .rank = ops->rank ? ops->rank(table->context, row) : 0};
	struct str text = {0};

	if (ops->number && ops->number(table->context, row, table->sorted, &key.number))
		return key;
	ops->text(table->context, row, table->sorted, &text);
	key.text = str_take(&text);
	return key;
}

void table_order_rows(struct table *table)
{
	VEC(struct key) keys = {0};

	for (size_t i = 0; i < table->rows.n; i++)
		vec_push(&keys, make_key(table, table->rows.v[i]));
	if (keys.n)
		qsort(keys.v, keys.n, sizeof(*keys.v), compare);
	for (size_t i = 0; i < keys.n; i++) {
		table->rows.v[i] = keys.v[i].row;
		free(keys.v[i].text);
	}
	vec_done(&keys);
}
