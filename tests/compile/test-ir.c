/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/compile/build.h"
#include "tests/test.h"

static void add_range(struct ir_set *set, uint8_t low, uint8_t high)
{
	const uint8_t from[4] = {10, 0, 0, low}, to[4] = {10, 0, 0, high};

	build_element(set, from, to);
}

/* "1-3 5" of the last byte. */
static char *ranges(const struct ir_set *set)
{
	struct str out = {0};

	VEC_FOREACH (&set->elements, element) {
		str_addf(&out, "%s%u", out.length ? " " : "", element->key[3]);
		if (element->key_end)
			str_addf(&out, "-%u", element->key_end[3]);
	}
	return str_take(&out);
}

static void check_normal(unsigned flags, const uint8_t (*given)[2], size_t n, const char *expected)
{
	_cleanup_ir_ struct ir ir = {0};
	_cleanup_free_ char *have = NULL;
	struct ir_set *set;

	ir_init(&ir, "t");
	set = build_set(&ir, "s_", IR_TYPE_IPV4_ADDR, flags);
	for (size_t i = 0; i < n; i++)
		add_range(set, given[i][0], given[i][1]);
	ir_normalise(&ir);
	have = ranges(&ir.sets.v[0]);
	assert_string_equal(have, expected);
}

static void test_normalise_intervals(void **state)
{
	static const uint8_t touching[][2] = {{5, 9}, {1, 4}, {11, 12}},
			     nested[][2] = {{1, 20}, {3, 4}, {20, 25}, {1, 2}}, equal[][2] = {{7, 7}, {7, 7}},
			     last[][2] = {{250, 255}, {255, 255}, {1, 1}};

	(void)state;
	check_normal(IR_SET_INTERVAL, touching, 3, "1-9 11-12");
	check_normal(IR_SET_INTERVAL, nested, 4, "1-25");
	check_normal(IR_SET_INTERVAL, equal, 2, "7");
	check_normal(IR_SET_INTERVAL, last, 3, "1 250-255");
	check_normal(IR_SET_INTERVAL, last, 0, "");
}

/* Neighbours in a hash set stay what they are; doubles go. */
static void test_normalise_hosts(void **state)
{
	static const uint8_t hosts[][2] = {{3, 3}, {1, 1}, {2, 2}, {3, 3}, {1, 1}};

	(void)state;
	check_normal(0, hosts, 5, "1 2 3");
}

/* What elements of a map say would be lost by joining them. */
static void test_normalise_map(void **state)
{
	_cleanup_ir_ struct ir ir = {0};
	struct ir_set *map;

	(void)state;
	ir_init(&ir, "t");
	map = build_set(&ir, "m_", IR_TYPE_IPV4_ADDR, IR_SET_INTERVAL | IR_SET_VMAP);
	add_range(map, 5, 9);
	map->elements.v[0].verdict = IR_DROP;
	add_range(map, 1, 4);
	ir_normalise(&ir);
	assert_int_equal(ir.sets.v[0].elements.n, 2);
	assert_int_equal(ir.sets.v[0].elements.v[0].key[3], 1);
	assert_int_equal(ir.sets.v[0].elements.v[1].verdict, IR_DROP);
}

/* The end of the whole space has no successor: nothing behind it, nothing lost. */
static void test_normalise_whole_space(void **state)
{
	static const uint8_t first[4] = {0}, last[4] = {255, 255, 255, 255}, some[4] = {10, 0, 0, 1};
	_cleanup_ir_ struct ir ir = {0};
	struct ir_set *set;

	(void)state;
	ir_init(&ir, "t");
	set = build_set(&ir, "s_", IR_TYPE_IPV4_ADDR, IR_SET_INTERVAL);
	build_element(set, some, NULL);
	build_element(set, first, last);
	build_element(set, last, NULL);
	ir_normalise(&ir);
	assert_int_equal(ir.sets.v[0].elements.n, 1);
	assert_memory_equal(ir.sets.v[0].elements.v[0].key, first, 4);
	assert_memory_equal(ir.sets.v[0].elements.v[0].key_end, last, 4);
}

static void fill_rule(struct ir_rule *rule)
{
	static const uint8_t six[16] = {0x20, 1, 0xd, 0xb8}, high[16] = {0x20, 1, 0xd, 0xb9};

	rule->comment = mem_strdup("#1 x");
	build_interface(rule, NFT_META_OIFNAME, "eth0");
	build_meta_byte(rule, NFT_META_NFPROTO, NFPROTO_IPV6);
	build_address(rule, 6, END_DESTINATION, six, six, 29); /* 32 bytes of mask and xor: kept outside */
	build_address(rule, 6, END_SOURCE, six, high, 255);
	build_ct_state(rule, 6);
	build_ct_mark_set(rule, 9);
	build_local_destination(rule);
	build_cgroup(rule, 3, "cg_");
	build_time(rule, "va_");
	build_limit(rule, 1, 60, 5);
	build_log(rule, 4, 0, "x ");
	build_expr(rule, IR_COUNTER)->counter.packets = 5;
	build_counter(rule, "r1");
	build_reject(rule, false);
	build_dnat(rule, 6, six, 25);
	build_verdict(rule, IR_GOTO);
	rule->exprs.v[rule->exprs.n - 1].name = mem_strdup("chain_");
}

static void test_equal(void **state)
{
	struct ir_rule a = {0}, b = {0};

	(void)state;
	fill_rule(&a);
	fill_rule(&b);
	b.handle = 7;
	assert_true(ir_rule_equal(&a, &b));
	assert_int_equal(ir_rule_hash(&a), ir_rule_hash(&b));
	VEC_FOREACH (&b.exprs, expr)
		if (expr->kind == IR_COUNTER)
			expr->counter.packets = 99;
	assert_true(ir_rule_equal(&a, &b));
	free(b.comment);
	b.comment = mem_strdup("#2 x");
	assert_false(ir_rule_equal(&a, &b));
	ir_rule_done(&a);
	ir_rule_done(&b);
}

/* Where each kind keeps what tells one from another. */
static const struct {
	enum ir_kind kind;
	size_t offset;
} parts[] = {
    {IR_META, offsetof(struct ir_expr, meta.key)},
    {IR_META, offsetof(struct ir_expr, dreg)},
    {IR_PAYLOAD, offsetof(struct ir_expr, payload.base)},
    {IR_PAYLOAD, offsetof(struct ir_expr, payload.offset)},
    {IR_PAYLOAD, offsetof(struct ir_expr, payload.len)},
    {IR_CT, offsetof(struct ir_expr, ct.key)},
    {IR_CT, offsetof(struct ir_expr, ct.direction)},
    {IR_CT_SET, offsetof(struct ir_expr, ct.key)},
    {IR_SOCKET, offsetof(struct ir_expr, socket.level)},
    {IR_FIB, offsetof(struct ir_expr, fib.result)},
    {IR_FIB, offsetof(struct ir_expr, fib.flags)},
    {IR_CMP, offsetof(struct ir_expr, cmp.op)},
    {IR_CMP, offsetof(struct ir_expr, sreg)},
    {IR_CMP, offsetof(struct ir_expr, inline_data)},
    {IR_BYTEORDER, offsetof(struct ir_expr, byteorder.size)},
    {IR_BYTEORDER, offsetof(struct ir_expr, byteorder.len)},
    {IR_LOOKUP, offsetof(struct ir_expr, lookup.invert)},
    {IR_LOOKUP, offsetof(struct ir_expr, lookup.verdict_map)},
    {IR_VERDICT, offsetof(struct ir_expr, verdict.code)},
    {IR_LIMIT, offsetof(struct ir_expr, limit.rate)},
    {IR_LIMIT, offsetof(struct ir_expr, limit.unit)},
    {IR_LIMIT, offsetof(struct ir_expr, limit.burst)},
    {IR_LOG, offsetof(struct ir_expr, log.group)},
    {IR_LOG, offsetof(struct ir_expr, log.level)},
    {IR_REJECT, offsetof(struct ir_expr, reject.type)},
    {IR_REJECT, offsetof(struct ir_expr, reject.code)},
    {IR_NAT, offsetof(struct ir_expr, nat.type)},
    {IR_NAT, offsetof(struct ir_expr, nat.family)},
    {IR_NAT, offsetof(struct ir_expr, nat.reg_port)},
};

static struct ir_expr *find_kind(struct ir_rule *rule, enum ir_kind kind)
{
	VEC_FOREACH (&rule->exprs, expr)
		if (expr->kind == kind)
			return expr;
	fail_msg("no expression of kind %d", kind);
	return NULL;
}

static void test_every_part_counts(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
		struct ir_rule a = {0}, b = {0};

		fill_rule(&a);
		fill_rule(&b);
		((uint8_t *)find_kind(&b, parts[i].kind))[parts[i].offset] ^= 1;
		if (ir_rule_equal(&a, &b))
			fail_msg("part %zu of kind %d does not count", i, parts[i].kind);
		ir_rule_done(&a);
		ir_rule_done(&b);
	}
}

static void test_names_and_data_count(void **state)
{
	static const enum ir_kind named[] = {IR_LOOKUP, IR_VERDICT, IR_OBJREF, IR_LOG};
	struct ir_rule a = {0}, b = {0};

	(void)state;
	fill_rule(&a);
	for (size_t i = 0; i < ARRAY_SIZE(named); i++) {
		fill_rule(&b);
		find_kind(&b, named[i])->name[0] ^= 1;
		assert_false(ir_rule_equal(&a, &b));
		assert_int_not_equal(ir_rule_hash(&a), ir_rule_hash(&b));
		ir_rule_done(&b);
	}
	fill_rule(&b);
	find_kind(&b, IR_BITWISE)->data[31] ^= 1;
	assert_false(ir_rule_equal(&a, &b));
	ir_rule_done(&b);
	ir_rule_done(&a);
}

static void test_data_sizes(void **state)
{
	uint8_t bytes[2 * IR_DATA_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)i;
	for (size_t len = 0; len <= sizeof(bytes); len++) {
		struct ir_expr expr = {.kind = IR_BITWISE};

		ir_expr_set_data(&expr, bytes, len);
		assert_int_equal(expr.len, len);
		assert_memory_equal(ir_expr_data(&expr), bytes, len);
		ir_expr_done(&expr);
	}
}

static void test_set_kind(void **state)
{
	_cleanup_ir_ struct ir ir = {0};
	struct ir_set changed;

	(void)state;
	ir_init(&ir, "t");
	changed = *build_set(&ir, "s_", IR_TYPE_IPV4_ADDR, IR_SET_INTERVAL);
	changed.handle = 5;
	assert_true(ir_set_same_kind(&ir.sets.v[0], &changed));
	changed.flags |= IR_SET_COUNTER;
	assert_false(ir_set_same_kind(&ir.sets.v[0], &changed));
	changed = ir.sets.v[0];
	changed.types[0] = IR_TYPE_MARK;
	assert_false(ir_set_same_kind(&ir.sets.v[0], &changed));
	changed = ir.sets.v[0];
	changed.size = 10;
	assert_false(ir_set_same_kind(&ir.sets.v[0], &changed));
}

static void test_find(void **state)
{
	_cleanup_ir_ struct ir ir = {0};

	(void)state;
	ir_init(&ir, "t");
	(void)build_set(&ir, "s_", IR_TYPE_IPV4_ADDR, 0);
	vec_add(&ir.chains)->name = mem_strdup("c_");
	vec_add(&ir.counters)->name = mem_strdup("r1");
	assert_ptr_equal(ir_find_set(&ir, "s_"), &ir.sets.v[0]);
	assert_ptr_equal(ir_find_chain(&ir, "c_"), &ir.chains.v[0]);
	assert_ptr_equal(ir_find_counter(&ir, "r1"), &ir.counters.v[0]);
	assert_null(ir_find_set(&ir, "c_"));
	assert_null(ir_find_chain(&ir, "s_"));
	assert_null(ir_find_counter(&ir, "r"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_normalise_intervals),
	    cmocka_unit_test(test_normalise_hosts),
	    cmocka_unit_test(test_normalise_map),
	    cmocka_unit_test(test_normalise_whole_space),
	    cmocka_unit_test(test_equal),
	    cmocka_unit_test(test_every_part_counts),
	    cmocka_unit_test(test_names_and_data_count),
	    cmocka_unit_test(test_data_sizes),
	    cmocka_unit_test(test_set_kind),
	    cmocka_unit_test(test_find),
	};

	return cmocka_run_group_tests_name("ir", tests, NULL, NULL);
}
