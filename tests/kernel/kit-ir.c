/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/kernel/kit.h"

struct ir_counter *kit_counter(struct ir *ir, const char *name)
{
	struct ir_counter *counter = vec_add(&ir->counters);

	*counter = (struct ir_counter){.name = mem_strdup(name)};
	return counter;
}

struct ir_chain *kit_chain(struct ir *ir, const char *name)
{
	struct ir_chain *chain = vec_add(&ir->chains);

	*chain = (struct ir_chain){.name = mem_strdup(name)};
	return chain;
}

struct ir_chain *kit_base(struct ir *ir, const char *name, const char *type, uint8_t hook, int32_t priority, bool drop)
{
	struct ir_chain *chain = kit_chain(ir, name);

	chain->base = true;
	chain->type = mem_strdup(type);
	chain->hook = hook;
	chain->priority = priority;
	chain->policy_drop = drop;
	return chain;
}

struct ir_rule *kit_rule(struct ir_chain *chain, const char *comment)
{
	struct ir_rule *rule = vec_add(&chain->rules);

	*rule = (struct ir_rule){.comment = mem_strdup(comment)};
	if (comment && comment[0] == '#')
		rule->id = strtoll(comment + 1, NULL, 10);
	return rule;
}

struct ir_expr *kit_expr(struct ir_rule *rule, enum ir_kind kind, int8_t sreg, int8_t dreg)
{
	struct ir_expr *expr = vec_add(&rule->exprs);

	*expr = (struct ir_expr){.kind = (uint8_t)kind, .sreg = sreg, .dreg = dreg};
	return expr;
}

void kit_data(struct ir_rule *rule, enum ir_kind kind, int8_t sreg, int8_t dreg, const void *data, size_t len)
{
	ir_expr_set_data(kit_expr(rule, kind, sreg, dreg), data, len);
}

void kit_name(struct ir_rule *rule, enum ir_kind kind, const char *name)
{
	kit_expr(rule, kind, -1, -1)->name = mem_strdup(name);
}

void kit_verdict(struct ir_rule *rule, enum ir_verdict verdict, const char *chain)
{
	struct ir_expr *expr = kit_expr(rule, IR_VERDICT, -1, -1);

	expr->verdict.code = (uint8_t)verdict;
	expr->name = mem_strdup(chain);
}

void kit_payload(struct ir_rule *rule, uint8_t base, uint16_t offset, uint8_t len, int8_t dreg)
{
	struct ir_expr *expr = kit_expr(rule, IR_PAYLOAD, -1, dreg);

	expr->payload.base = base;
	expr->payload.offset = offset;
	expr->payload.len = len;
}

void kit_meta(struct ir_rule *rule, uint16_t key, int8_t dreg)
{
	kit_expr(rule, IR_META, -1, dreg)->meta.key = key;
}

void kit_cmp(struct ir_rule *rule, const void *data, size_t len)
{
	kit_data(rule, IR_CMP, 0, -1, data, len);
}

void kit_lookup(struct ir_rule *rule, const char *set, int8_t dreg, bool verdict_map)
{
	struct ir_expr *expr = kit_expr(rule, IR_LOOKUP, 0, dreg);

	expr->lookup.verdict_map = verdict_map;
	expr->name = mem_strdup(set);
}

void kit_udp_port(struct ir_rule *rule, uint16_t port)
{
	const uint8_t udp = IPPROTO_UDP;
	uint16_t network = htons(port);

	kit_meta(rule, NFT_META_L4PROTO, 0);
	kit_cmp(rule, &udp, sizeof(udp));
	kit_payload(rule, NFT_PAYLOAD_TRANSPORT_HEADER, 2, 2, 0);
	kit_cmp(rule, &network, sizeof(network));
}

struct ir_set *kit_set(struct ir *ir, const char *name, unsigned flags, size_t n_types, ...)
{
	struct ir_set *set = vec_add(&ir->sets);
	va_list ap;

	*set = (struct ir_set){.name = mem_strdup(name), .flags = flags, .n_types = (uint8_t)n_types};
	va_start(ap, n_types);
	for (size_t i = 0; i < n_types; i++) {
		set->types[i] = (uint8_t)va_arg(ap, int);
		set->key_len = (uint8_t)(set->key_len + (n_types > 1 ? (ir_type_info(set->types[i])->len + 3) / 4 * 4
								     : ir_type_info(set->types[i])->len));
	}
	va_end(ap);
	if (flags & IR_SET_MAP) {
		set->data_type = IR_TYPE_MARK;
		set->data_len = 4;
	}
	return set;
}

struct ir_element *kit_element(struct ir_set *set, const void *key, const void *key_end)
{
	struct ir_element *element = vec_add(&set->elements);

	*element = (struct ir_element){.key = mem_dup(key, set->key_len)};
	if (key_end)
		element->key_end = mem_dup(key_end, set->key_len);
	return element;
}

void kit_port(struct ir_set *set, uint16_t low, uint16_t high)
{
	uint16_t first = htons(low), last = htons(high);

	kit_element(set, &first, low == high ? NULL : &last);
}

static bool bytes_same(const uint8_t *a, const uint8_t *b, size_t len)
{
	return !a == !b && (!a || memcmp(a, b, len) == 0);
}

static bool element_same(const struct ir_set *set, const struct ir_element *a, const struct ir_element *b)
{
	return ir_element_compare(set, a, b) == 0 && a->verdict == b->verdict && str_equal(a->chain, b->chain) &&
	       str_equal(a->comment, b->comment) && a->timeout == b->timeout && a->id == b->id &&
	       (!(set->flags & IR_SET_MAP) || bytes_same(a->data, b->data, set->data_len));
}

static char *set_difference(const struct ir_set *have, const struct ir_set *want)
{
	struct ir_set one = *have, other = *want;

	one.flags &= ~IR_SET_DYNAMIC;
	other.flags &= ~IR_SET_DYNAMIC;
	if (!ir_set_same_kind(&one, &other))
		return mem_printf("set %s is of another kind", want->name);
	if (have->elements.n != want->elements.n)
		return mem_printf("set %s has %zu elements, not %zu", want->name, have->elements.n, want->elements.n);
	for (size_t i = 0; i < want->elements.n; i++)
		if (!element_same(want, &have->elements.v[i], &want->elements.v[i]))
			return mem_printf("set %s differs at element %zu", want->name, i);
	return NULL;
}

static char *chain_difference(const struct ir_chain *have, const struct ir_chain *want)
{
	if (have->base != want->base || have->hook != want->hook || have->priority != want->priority ||
	    have->policy_drop != want->policy_drop || !str_equal(have->type, want->type))
		return mem_printf("chain %s is of another kind", want->name);
	if (have->rules.n != want->rules.n)
		return mem_printf("chain %s has %zu rules, not %zu", want->name, have->rules.n, want->rules.n);
	for (size_t i = 0; i < want->rules.n; i++) {
		const struct ir_rule *one = &have->rules.v[i], *other = &want->rules.v[i];

		if (one->exprs.n != other->exprs.n)
			return mem_printf("chain %s, rule %zu (%s): %zu expressions, not %zu", want->name, i,
					  other->comment, one->exprs.n, other->exprs.n);
		for (size_t e = 0; e < other->exprs.n; e++)
			if (!ir_expr_equal(&one->exprs.v[e], &other->exprs.v[e]))
				return mem_printf("chain %s, rule %zu (%s): expression %zu differs", want->name, i,
						  other->comment, e);
		if (!ir_rule_equal(one, other) || one->id != other->id)
			return mem_printf("chain %s, rule %zu is '%s', not '%s'", want->name, i, one->comment,
					  other->comment);
		if (!one->handle)
			return mem_printf("chain %s, rule %zu has no handle", want->name, i);
	}
	return NULL;
}

char *kit_difference(const struct ir *have, const struct ir *want)
{
	char *difference = NULL;

	if (have->dormant != want->dormant)
		return mem_strdup("the dormant flag differs");
	if (have->counters.n != want->counters.n || have->sets.n != want->sets.n || have->chains.n != want->chains.n)
		return mem_printf("%zu counters, %zu sets, %zu chains, not %zu, %zu, %zu", have->counters.n,
				  have->sets.n, have->chains.n, want->counters.n, want->sets.n, want->chains.n);
	VEC_FOREACH (&want->counters, counter)
		if (!ir_find_counter(have, counter->name))
			return mem_printf("no counter %s", counter->name);
	for (size_t i = 0; i < want->sets.n && !difference; i++) {
		const struct ir_set *set = ir_find_set(have, want->sets.v[i].name);

		difference =
		    set ? set_difference(set, &want->sets.v[i]) : mem_printf("no set %s", want->sets.v[i].name);
	}
	for (size_t i = 0; i < want->chains.n && !difference; i++) {
		const struct ir_chain *chain = ir_find_chain(have, want->chains.v[i].name);

		difference = chain ? chain_difference(chain, &want->chains.v[i])
				   : mem_printf("no chain %s", want->chains.v[i].name);
	}
	return difference;
}
