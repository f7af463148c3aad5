/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sets in their normal form: sorted, without doubles, and interval sets disjoint, as the kernel keeps them. */
#include "backend/compile/ir.h"

#include <stdlib.h>
#include <string.h>

static const uint8_t *element_end(const struct ir_element *element)
{
	return element->key_end ? element->key_end : element->key;
}

/* Keys compare as the kernel's interval trees do: big-endian bytes. For hash sets any total order does. */
int ir_element_compare(const struct ir_set *set, const struct ir_element *a, const struct ir_element *b)
{
	int order = memcmp(a->key, b->key, set->key_len);

	return order ? order : memcmp(element_end(a), element_end(b), set->key_len);
}

static int compare_elements(const void *a, const void *b, void *set)
{
	return ir_element_compare(set, a, b);
}

/* key + 1 in big-endian bytes; false when it runs over. */
static bool key_successor(uint8_t *key, size_t len)
{
	while (len-- > 0)
		if (++key[len])
			return true;
	return false;
}

/* True when b begins inside a or right behind it. */
static bool elements_touch(const struct ir_set *set, const struct ir_element *a, const struct ir_element *b)
{
	uint8_t next[IR_DATA_MAX];

	memcpy(next, element_end(a), set->key_len);
	return !key_successor(next, set->key_len) || memcmp(b->key, next, set->key_len) <= 0;
}

static void element_join(const struct ir_set *set, struct ir_element *into, struct ir_element *other)
{
	if (memcmp(element_end(into), element_end(other), set->key_len) < 0) {
		uint8_t *end = mem_dup(element_end(other), set->key_len);

		free(into->key_end);
		into->key_end = end;
	}
	ir_element_done(other);
}

static bool elements_join(const struct ir_set *set, const struct ir_element *a, const struct ir_element *b)
{
	bool plain_interval = set->flags & IR_SET_INTERVAL && set->n_types == 1 &&
			      !(set->flags & (IR_SET_MAP | IR_SET_VMAP | IR_SET_TIMEOUT | IR_SET_COUNTER));

	if (ir_element_compare(set, a, b) == 0)
		return true;
	return plain_interval && elements_touch(set, a, b);
}

static void set_normalise(struct ir_set *set)
{
	size_t kept = 0;

	if (set->elements.n < 2)
		return;
	qsort_r(set->elements.v, set->elements.n, sizeof(*set->elements.v), compare_elements, set);
	for (size_t i = 1; i < set->elements.n; i++) {
		struct ir_element *last = &set->elements.v[kept], *next = &set->elements.v[i];

		if (elements_join(set, last, next)) {
			element_join(set, last, next);
		} else if (++kept != i) {
			set->elements.v[kept] = *next;
			*next = (struct ir_element){0};
		}
	}
	set->elements.n = kept + 1;
}

void ir_normalise(struct ir *ir)
{
	VEC_FOREACH (&ir->sets, set)
		set_normalise(set);
}

struct ir_chain *ir_find_chain(const struct ir *ir, const char *name)
{
	VEC_FOREACH (&ir->chains, chain)
		if (str_equal(chain->name, name))
			return chain;
	return NULL;
}

struct ir_set *ir_find_set(const struct ir *ir, const char *name)
{
	VEC_FOREACH (&ir->sets, set)
		if (str_equal(set->name, name))
			return set;
	return NULL;
}

struct ir_counter *ir_find_counter(const struct ir *ir, const char *name)
{
	VEC_FOREACH (&ir->counters, counter)
		if (str_equal(counter->name, name))
			return counter;
	return NULL;
}
