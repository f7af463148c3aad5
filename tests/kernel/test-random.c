/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Random tables, one after the other: after each apply the kernel holds what was wanted, whatever it held before, and a
 * second apply finds nothing to do. Now and then someone else's table is put in its place first. NFTABS_SEED and
 * NFTABS_STEPS choose another or a longer walk.
 */
#include "tests/kernel/kit.h"

#include <stdio.h>

#define SIDES	 3 /* regular chains */
#define SETS	 4
#define COUNTERS 4
#define RULES	 40
#define PORTS	 12
#define STEPS	 300

/* What a table is made from: small numbers that are easy to change and to print. */
struct model {
	bool dormant, drop, other_priority;
	unsigned sides;			/* bit i: chain side<i> is there */
	unsigned counters;		/* bit i: counter r<i> */
	int sets[SETS];			/* kind of set<i>_, 0 none */
	unsigned ports[SETS];		/* bit i: has element i */
	VEC(unsigned) rules[1 + SIDES]; /* base chain, sides */
};

enum { SET_NONE, SET_HASH, SET_INTERVAL, SET_COUNTED, SET_VERDICTS, SET_MARKS, SET_BOXES, SET_KINDS };

static const unsigned set_flags[SET_KINDS] = {
    [SET_INTERVAL] = IR_SET_INTERVAL,
    [SET_COUNTED] = IR_SET_COUNTER | IR_SET_INTERVAL,
    [SET_VERDICTS] = IR_SET_VMAP | IR_SET_COUNTER,
    [SET_MARKS] = IR_SET_MAP | IR_SET_INTERVAL,
    [SET_BOXES] = IR_SET_INTERVAL,
};

static unsigned below(unsigned *state, unsigned n)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state % n;
}

static void model_done(struct model *model)
{
	for (size_t i = 0; i < 1 + SIDES; i++)
		vec_done(&model->rules[i]);
}

static void change_rules(struct model *model, unsigned *random)
{
	unsigned chain = below(random, 1 + SIDES), what = below(random, 5);
	__typeof__(model->rules[0]) *rules = &model->rules[chain];
	unsigned at = rules->n ? below(random, (unsigned)rules->n) : 0;
	unsigned spec = below(random, 60);

	if (what < 3 && rules->n < RULES) {
		vec_insert(rules, at, spec);
	} else if (what == 3 && rules->n) {
		vec_remove(rules, at);
	} else if (rules->n) {
		unsigned to = below(random, (unsigned)rules->n), moved = rules->v[at];

		vec_remove(rules, at);
		vec_insert(rules, to, moved);
	}
}

static void change(struct model *model, unsigned *random)
{
	unsigned what = below(random, 20), set = below(random, SETS);

	if (what < 8)
		change_rules(model, random);
	else if (what < 12)
		model->ports[set] ^= 1u << below(random, PORTS);
	else if (what < 14)
		model->sets[set] = (int)below(random, SET_KINDS);
	else if (what < 16)
		model->sides ^= 1u << below(random, SIDES);
	else if (what < 17)
		model->counters ^= 1u << below(random, COUNTERS);
	else if (what < 18)
		model->drop = !model->drop;
	else if (what < 19)
		model->other_priority = !model->other_priority;
	else
		model->dormant = !model->dormant;
}

static void add_box(struct ir_set *set, uint8_t i)
{
	const uint8_t low[] = {10, 0, i, 0, 0, i, 0, 0}, high[] = {10, 0, i, 255, 0, (uint8_t)(i + 9), 0, 0};

	kit_element(set, low, high);
}

static void add_element(const struct model *model, struct ir_set *set, int kind, uint8_t i)
{
	uint16_t port = (uint16_t)(100 + 10 * i);
	struct ir_element *element;
	uint32_t mark = i % 3;

	if (kind == SET_BOXES) {
		add_box(set, i);
		return;
	}
	/* Up to the neighbour, so that they touch, in every second one. */
	kit_port(set, port, set->flags & IR_SET_INTERVAL ? (uint16_t)(port + (i % 2 ? 9 : 4)) : port);
	element = &set->elements.v[set->elements.n - 1];
	if (kind == SET_MARKS)
		element->data = mem_dup(&mark, sizeof(mark));
	if (kind == SET_VERDICTS) {
		bool jumps = i % 2 && model->sides & 4;

		element->verdict = jumps ? IR_JUMP : IR_ACCEPT;
		element->chain = mem_strdup(jumps ? "side2_" : NULL);
		element->comment = mem_printf("#%u element", i + 1u);
		element->id = i + 1;
	}
}

static void add_sets(const struct model *model, struct ir *ir)
{
	for (unsigned i = 0; i < SETS; i++) {
		_cleanup_free_ char *name = mem_printf("set%u_", i);
		int kind = model->sets[i];
		struct ir_set *set;

		if (kind == SET_NONE)
			continue;
		if (kind == SET_BOXES)
			set = kit_set(ir, name, set_flags[kind], 2, IR_TYPE_IPV4_ADDR, IR_TYPE_INET_SERVICE);
		else
			set = kit_set(ir, name, set_flags[kind], 1, IR_TYPE_INET_SERVICE);
		for (uint8_t e = 0; e < PORTS; e++)
			if (model->ports[i] & 1u << e)
				add_element(model, set, kind, e);
	}
}

static void rule_asks_set(const struct model *model, struct ir_rule *rule, unsigned i)
{
	_cleanup_free_ char *name = mem_printf("set%u_", i);
	int kind = model->sets[i];

	if (kind == SET_NONE)
		return;
	if (kind == SET_BOXES)
		kit_payload(rule, NFT_PAYLOAD_NETWORK_HEADER, 12, 4, 0);
	kit_payload(rule, NFT_PAYLOAD_TRANSPORT_HEADER, 2, 2, kind == SET_BOXES);
	kit_lookup(rule, name, kind == SET_MARKS ? 0 : -1, kind == SET_VERDICTS);
	if (kind == SET_MARKS)
		kit_expr(rule, IR_META_SET, 0, -1)->meta.key = NFT_META_MARK;
}

/* Jumps go to later chains only, and side2_ has none: no circles, also not through verdict maps. */
static void add_rule(const struct model *model, struct ir_chain *chain, unsigned from, unsigned spec)
{
	_cleanup_free_ char *comment = mem_printf("#%u rule", spec / 2 + 1);
	struct ir_rule *rule = kit_rule(chain, spec % 5 ? comment : NULL);
	unsigned form = spec % 4, which = spec / 4;
	_cleanup_free_ char *name = NULL;

	kit_udp_port(rule, (uint16_t)(1000 + spec));
	kit_expr(rule, IR_COUNTER, -1, -1);
	if (form == 1 && model->counters & 1u << which % COUNTERS) {
		name = mem_printf("r%u", which % COUNTERS);
		kit_name(rule, IR_OBJREF, name);
	} else if (form == 2 && (from < 3 || model->sets[which % SETS] != SET_VERDICTS)) {
		rule_asks_set(model, rule, which % SETS);
	} else if (form == 3 && from + which % SIDES < SIDES && model->sides & 1u << (from + which % SIDES)) {
		name = mem_printf("side%u_", from + which % SIDES);
		kit_verdict(rule, IR_JUMP, name);
	}
}

static void make(const struct model *model, struct ir *ir)
{
	struct ir_chain *chain;

	ir_init(ir, TABLE);
	ir->dormant = model->dormant;
	for (unsigned i = 0; i < COUNTERS; i++) {
		_cleanup_free_ char *name = mem_printf("r%u", i);

		if (model->counters & 1u << i)
			kit_counter(ir, name);
	}
	add_sets(model, ir);
	chain = kit_base(ir, "input_", "filter", NF_INET_LOCAL_IN, model->other_priority ? 5 : 0, model->drop);
	VEC_FOREACH (&model->rules[0], spec)
		add_rule(model, chain, 0, *spec);
	for (unsigned i = 0; i < SIDES; i++) {
		_cleanup_free_ char *name = mem_printf("side%u_", i);

		if (!(model->sides & 1u << i))
			continue;
		chain = kit_chain(ir, name);
		VEC_FOREACH (&model->rules[1 + i], spec)
			add_rule(model, chain, 1 + i, *spec);
	}
	ir_normalise(ir);
}

static void step_failed(const struct model *model, unsigned seed, unsigned step, const char *why)
{
	_cleanup_str_ struct str text = {0};

	str_addf(&text, "seed %u, step %u: %s; sides %u, counters %u, dormant %d, drop %d, priority %d", seed, step,
		 why, model->sides, model->counters, model->dormant, model->drop, model->other_priority);
	for (unsigned i = 0; i < SETS; i++)
		str_addf(&text, "; set%u kind %d elements %x", i, model->sets[i], model->ports[i]);
	for (unsigned i = 0; i < 1 + SIDES; i++) {
		str_addf(&text, "; rules%u", i);
		VEC_FOREACH (&model->rules[i], spec)
			str_addf(&text, " %u", *spec);
	}
	fail_msg("%s", str_text(&text));
}

/* Why the kernel does not hold the model now, NULL when it does. */
static char *step(struct kernel *kernel, const struct model *model)
{
	_cleanup_error_ struct error err = {0};
	_cleanup_ir_ struct ir want, have = {.table = NULL};
	struct kernel_change change;
	char *difference;
	bool exists;

	make(model, &want);
	if (kernel_apply(kernel, &want, NULL, &err) < 0 || kernel_read(kernel, TABLE, &have, &exists, &err) < 0)
		return error_text(&err);
	difference = kit_difference(&have, &want);
	if (difference)
		return difference;
	if (kernel_apply(kernel, &want, &change, &err) < 0)
		return error_text(&err);
	return change.messages ? mem_printf("a second apply sends %zu messages", change.messages) : NULL;
}

static unsigned number_from(const char *variable, unsigned fallback)
{
	unsigned long value = fallback;

	(void)str_to_uint(getenv(variable), 1, UINT32_MAX, &value);
	return (unsigned)value;
}

static void test_random_walk(void **state)
{
	_cleanup_kernel_ struct kernel *kernel = NULL, *other = NULL;
	unsigned seed = number_from("NFTABS_SEED", 20260101), steps = number_from("NFTABS_STEPS", STEPS), random = seed;
	struct model model = {.sides = 7}, rival = {.sides = 0};

	KIT_NEED(state);
	kernel = kit_kernel();
	other = kit_kernel();
	for (unsigned i = 0; i < steps; i++) {
		bool taken = below(&random, 10) == 0;
		char *why = NULL;

		for (unsigned n = 1 + below(&random, 6); n--;) {
			change(&model, &random);
			change(&rival, &random);
		}
		if (taken)
			why = step(other, &rival);
		if (why)
			step_failed(&rival, seed, i, why);
		why = step(kernel, &model);
		if (why)
			step_failed(&model, seed, i, why);
	}
	model_done(&model);
	model_done(&rival);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_random_walk),
	};

	return cmocka_run_group_tests(tests, kit_setup, NULL);
}
