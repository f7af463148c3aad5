/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/kernel/plan.h"

static bool bytes_equal(const uint8_t *a, const uint8_t *b, size_t len)
{
	return a && b ? memcmp(a, b, len) == 0 : a == b;
}

static const uint8_t *last_key(const struct ir_element *element)
{
	return element->key_end ? element->key_end : element->key;
}

static bool value_may_stay(const struct plan *plan, const struct ir_set *set, const struct ir_element *have,
			   const struct ir_element *want)
{
	if (set->flags & IR_SET_MAP)
		return bytes_equal(have->data, want->data, set->data_len);
	if (set->flags & IR_SET_VMAP)
		return have->verdict == want->verdict && str_equal(have->chain, want->chain) &&
		       !plan_renews_chain(plan, have->chain);
	return true;
}

/* The same range with the same value and comment. How long a timed element has still to live is not asked: it stays.
 * But one that shall stay for ever cannot be one that goes away. */
static bool element_may_stay(const struct plan *plan, const struct ir_set *set, const struct ir_element *have,
			     const struct ir_element *want)
{
	if (memcmp(last_key(have), last_key(want), set->key_len) != 0 || !value_may_stay(plan, set, have, want))
		return false;
	if (set->flags & IR_SET_DYNAMIC)
		return true;
	return !have->timeout == !want->timeout && str_equal(have->comment, want->comment);
}

/* What the kernel holds and the policy does not ask for: elements that are put in at run time, and those with a
 * timeout, are none of our business. */
static bool element_is_others(const struct ir_set *want, const struct ir_element *have)
{
	return want->flags & IR_SET_DYNAMIC || have->timeout;
}

static void tell(void (*fn)(const struct ir_element *, void *), const struct ir_element *element, void *data)
{
	if (fn)
		fn(element, data);
}

void plan_elements(const struct plan *plan, const struct ir_set *have, const struct ir_set *want,
		   const struct plan_elements *fn)
{
	size_t n_have = have ? have->elements.n : 0, h = 0, w = 0;

	while (h < n_have || w < want->elements.n) {
		const struct ir_element *one = h < n_have ? &have->elements.v[h] : NULL;
		const struct ir_element *other = w < want->elements.n ? &want->elements.v[w] : NULL;
		int order = !one ? 1 : !other ? -1 : memcmp(one->key, other->key, want->key_len);
		bool stays =
		    order == 0 ? element_may_stay(plan, want, one, other) : order < 0 && element_is_others(want, one);

		if (order <= 0)
			tell(stays ? fn->stay : fn->gone, one, fn->data);
		if (order >= 0 && !(order == 0 && stays))
			tell(fn->come, other, fn->data);
		h += order <= 0;
		w += order >= 0;
	}
}
