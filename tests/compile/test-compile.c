/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What golden files do not show: refusals, attribution, order, and that the same policy gives the same table. */
#include "backend/compile/compile.h"
#include "backend/compile/text.h"
#include "tests/model/environment.h"
#include "tests/test.h"

#include <time.h>

#define NOW 1782909296 /* 2026-07-01 12:34:56 UTC */
#define DAY 86400

struct bench {
	struct test_environment environment;
	struct policy policy;
};

static void bench_init(struct bench *bench)
{
	test_environment_init(&bench->environment);
	policy_init(&bench->policy);
}

static void bench_done(struct bench *bench)
{
	policy_done(&bench->policy);
	test_environment_done(&bench->environment);
}
#define _cleanup_bench_ _cleanup_(bench_done)

static void compile_at(struct bench *bench, int64_t now, struct ir *ret)
{
	_cleanup_error_ struct error err = {0};

	if (policy_compile(&bench->policy, &bench->environment.env, now, ret, &err) != 0)
		fail_msg("%s", err.message);
}

static char *text_at(struct bench *bench, int64_t now)
{
	_cleanup_ir_ struct ir ir = {0};
	struct str text = {0};

	compile_at(bench, now, &ir);
	ir_text(&ir, TEXT_RUNTIME, &text);
	return str_take(&text);
}

/* Refused, with the code, the rule and the field; the output stays untouched. */
static void refused(struct bench *bench, enum error_code code, size_t position, const char *field)
{
	_cleanup_error_ struct error err = {0};
	struct ir ir = {.dormant = true};

	assert_int_equal(policy_compile(&bench->policy, &bench->environment.env, NOW, &ir, &err), -1);
	assert_int_equal(err.code, code);
	assert_string_equal(err.subject.kind, "rule");
	assert_int_equal(err.subject.position, position);
	assert_int_equal(err.subject.id, bench->policy.rules.v[position - 1].id);
	if (field)
		assert_string_equal(err.subject.field, field);
	assert_non_null(err.message);
	assert_true(ir.dormant && !ir.table);
}

#define REFUSED(code, field, ...)                                                                                      \
	do {                                                                                                           \
		_cleanup_bench_ struct bench bench;                                                                    \
		bench_init(&bench);                                                                                    \
		test_add_rule(&bench.policy, "direction", "outbound", NULL);                                           \
		test_add_rule(&bench.policy, __VA_ARGS__, NULL);                                                       \
		refused(&bench, code, 2, field);                                                                       \
		bench.policy.rules.v[1].enabled = false; /* a rule not in force harms nobody */                        \
		free(text_at(&bench, NOW));                                                                            \
	} while (0)

static void test_refusals(void **state)
{
	(void)state;
	REFUSED(ERROR_REFERENCE, "application", "application", "user:nobody-here");
	REFUSED(ERROR_REFERENCE, "application", "application", "@Nothing");
	REFUSED(ERROR_REFERENCE, "remote_address", "remote_address", "@Nothing");
	REFUSED(ERROR_REFERENCE, "validity", "validity", "@Nothing");
	REFUSED(ERROR_REFERENCE, "remote_service", "protocol", "tcp", "remote_service", "no-such-service");
	REFUSED(ERROR_VALUE, "remote_service", "protocol", "any", "remote_service", "25");
	REFUSED(ERROR_VALUE, "remote_service", "protocol", "esp", "remote_service", "25");
	REFUSED(ERROR_VALUE, "application", "direction", "inbound", "application", "user:alice");
	REFUSED(ERROR_VALUE, "application", "direction", "forward", "application", "unit:postfix.service");
}

static void test_unsaved_rule(void **state)
{
	_cleanup_bench_ struct bench bench;

	(void)state;
	bench_init(&bench);
	test_add_rule(&bench.policy, "protocol", "tcp", NULL);
	bench.policy.rules.v[0].id = 0;
	refused(&bench, ERROR_VALUE, 1, NULL);
}

/* Every kernel rule made from a rule carries its id, counts on its counter, and says whose it is. */
static void test_attribution(void **state)
{
	_cleanup_bench_ struct bench bench;
	_cleanup_ir_ struct ir ir = {0};
	size_t mine = 0;

	(void)state;
	bench_init(&bench);
	test_add_rule(&bench.policy, "name", "POP3", "direction", "both", "protocol", "tcp+udp", "remote_service",
		      "110,995", "remote_address", "192.0.2.1,2001:db8::1,mail.example.com", NULL);
	bench.policy.rules.v[0].id = 4711;
	compile_at(&bench, NOW, &ir);
	VEC_FOREACH (&ir.chains, chain) {
		VEC_FOREACH (&chain->rules, rule) {
			bool counts = false;

			if (!rule->id)
				continue;
			mine++;
			assert_int_equal(rule->id, 4711);
			assert_string_equal(rule->comment, "#4711 POP3");
			VEC_FOREACH (&rule->exprs, expr)
				counts = counts || (expr->kind == IR_OBJREF && str_equal(expr->name, "r4711"));
			assert_true(counts);
		}
	}
	assert_int_equal(mine, 2 * 4); /* output and input; addresses and names, four and six */
	assert_int_equal(ir_find_counter(&ir, "r4711")->id, 4711);
	VEC_FOREACH (&ir.sets, set)
		assert_true(strlen(set->name) <= IR_NAME_MAX);
}

static void test_largest_id(void **state)
{
	_cleanup_bench_ struct bench bench;
	_cleanup_ir_ struct ir ir = {0};

	(void)state;
	bench_init(&bench);
	test_add_rule(&bench.policy, "protocol", "tcp", "remote_address", "mail.example.com", "application",
		      "/usr/bin/placed", "validity", "mon", NULL);
	bench.policy.rules.v[0].id = INT32_MAX;
	compile_at(&bench, NOW, &ir);
	VEC_FOREACH (&ir.sets, set)
		VEC_FOREACH (&ir.sets, other)
			assert_true(set == other || !str_equal(set->name, other->name));
}

/* A second apply on the same day changes nothing; the next day moves the horizon. */
static void test_same_day(void **state)
{
	_cleanup_bench_ struct bench bench;
	_cleanup_free_ char *morning = NULL, *evening = NULL, *tomorrow = NULL;

	(void)state;
	bench_init(&bench);
	test_add_rule(&bench.policy, "validity", "mon-fri 09:00-18:00 Asia/Tokyo", NULL);
	morning = text_at(&bench, NOW - NOW % DAY);
	evening = text_at(&bench, NOW - NOW % DAY + DAY - 1);
	tomorrow = text_at(&bench, NOW - NOW % DAY + DAY);
	assert_string_equal(morning, evening);
	assert_string_not_equal(morning, tomorrow);
}

/* A set filled at run time says what for in its name: with another program in the rule it is another set, so that what
 * the kernel holds for the first does not stay behind. */
static void test_run_time_sets(void **state)
{
	_cleanup_bench_ struct bench bench;
	_cleanup_ir_ struct ir one = {0}, other = {0};
	size_t found = 0;

	(void)state;
	bench_init(&bench);
	test_add_rule(&bench.policy, "application", "/usr/bin/placed", "remote_address", "mail.example.com", NULL);
	compile_at(&bench, NOW, &one);
	policy_done(&bench.policy);
	policy_init(&bench.policy);
	test_add_rule(&bench.policy, "application", "/usr/bin/other", "remote_address", "v4.example.com", NULL);
	compile_at(&bench, NOW, &other);
	VEC_FOREACH (&one.sets, set) {
		if (!(set->flags & IR_SET_DYNAMIC))
			continue;
		found++;
		assert_null(ir_find_set(&other, set->name));
		if (set->types[0] == IR_TYPE_CGROUPSV2)
			assert_memory_equal(set->elements.v[0].key, &(uint64_t){77}, 8);
		else
			assert_true(set->flags & IR_SET_TIMEOUT && set->elements.v[0].timeout > 0);
	}
	assert_int_equal(found, 3); /* cgroups, addresses four and six */
}

/* Index of the first rule of the chain with the id; the number of rules when there is none. */
static size_t place_of(const struct ir *ir, const char *name, int64_t id)
{
	const struct ir_chain *chain = ir_find_chain(ir, name);
	size_t at = 0;

	while (at < chain->rules.n && chain->rules.v[at].id != id)
		at++;
	return at;
}

static void test_order(void **state)
{
	_cleanup_bench_ struct bench bench;
	_cleanup_ir_ struct ir ir = {0};

	(void)state;
	bench_init(&bench);
	test_add_rule(&bench.policy, "direction", "forward", "action", "drop", NULL);
	test_add_rule(&bench.policy, "direction", "inbound", "action", "drop", "remote_address", "192.0.2.66", NULL);
	test_add_rule(&bench.policy, "direction", "inbound", "action", "publish", "protocol", "tcp", "local_service",
		      "25", "publish_to", "192.168.10.2", NULL);
	test_add_rule(&bench.policy, "direction", "inbound", "protocol", "tcp", "local_service", "443", NULL);
	compile_at(&bench, NOW, &ir);
	assert_true(place_of(&ir, "forward_", 3) < place_of(&ir, "forward_", 1));
	assert_true(place_of(&ir, "prerouting_", 2) < place_of(&ir, "prerouting_", 3));
	assert_int_equal(place_of(&ir, "prerouting_", 4), ir_find_chain(&ir, "prerouting_")->rules.n);
	assert_int_equal(place_of(&ir, "nat_output_", 2), ir_find_chain(&ir, "nat_output_")->rules.n);
	assert_true(place_of(&ir, "input_", 2) < place_of(&ir, "input_", 4));
}

/* What only passes through is not the machine's, however wide the local addresses of a rule. */
static void test_nat_keeps_to_own_addresses(void **state)
{
	_cleanup_bench_ struct bench bench;
	_cleanup_ir_ struct ir ir = {0};
	size_t asked = 0;

	(void)state;
	bench_init(&bench);
	test_add_rule(&bench.policy, "direction", "inbound", "action", "drop", "local_address", "0.0.0.0/0", NULL);
	test_add_rule(&bench.policy, "direction", "inbound", "action", "publish", "local_address", "0.0.0.0/0",
		      "publish_to", "192.168.10.2", NULL);
	compile_at(&bench, NOW, &ir);
	VEC_FOREACH (&ir.chains, chain) {
		VEC_FOREACH (&chain->rules, rule) {
			if (!rule->id || !str_equal(chain->type, "nat"))
				continue;
			assert_int_equal(rule->exprs.v[0].kind, IR_FIB);
			asked++;
		}
	}
	assert_int_equal(asked, 3); /* both before routing, the publish rule for the machine itself */
}

static void test_no_nat_without_publish(void **state)
{
	_cleanup_bench_ struct bench bench;
	_cleanup_ir_ struct ir ir = {0};

	(void)state;
	bench_init(&bench);
	test_add_rule(&bench.policy, "enabled", "no", "direction", "inbound", "action", "publish", "protocol", "tcp",
		      "local_service", "25", "publish_to", "192.168.10.2", NULL);
	compile_at(&bench, NOW, &ir);
	assert_null(ir_find_chain(&ir, "prerouting_"));
	assert_null(ir_find_chain(&ir, "nat_output_"));
	assert_null(ir_find_counter(&ir, "r1"));
}

/* A rule compiled alone makes the lines it makes in the table. */
static void test_one_rule(void **state)
{
	_cleanup_bench_ struct bench bench;
	_cleanup_ir_ struct ir all = {0}, one = {0};
	const struct ir_chain *chain;
	size_t at;

	(void)state;
	bench_init(&bench);
	test_add_rule(&bench.policy, "protocol", "tcp", "remote_service", "25", NULL);
	test_add_rule(&bench.policy, "protocol", "tcp", "remote_service", "110,995", "remote_address",
		      "mail.example.com", NULL);
	compile_at(&bench, NOW, &all);
	assert_int_equal(rule_compile(&bench.policy, &bench.environment.env, NOW, 1, &one, NULL), 0);
	chain = ir_find_chain(&one, "output_");
	at = place_of(&all, "output_", 2);
	assert_int_equal(chain->rules.n, 2);
	for (size_t i = 0; i < chain->rules.n; i++)
		assert_true(ir_rule_equal(&chain->rules.v[i], &ir_find_chain(&all, "output_")->rules.v[at + i]));
	assert_non_null(ir_find_set(&one, "r2_rp6_"));
	assert_null(ir_find_counter(&one, "r1"));
}

/* Nothing is known of the machine: names resolve to nothing, programs have no cgroup; what needs an answer is refused.
 */
static void test_empty_environment(void **state)
{
	const struct environment nothing = {0};
	_cleanup_bench_ struct bench bench;
	_cleanup_ir_ struct ir ir = {0};
	_cleanup_error_ struct error err = {0};

	(void)state;
	bench_init(&bench);
	test_add_rule(&bench.policy, "remote_address", "mail.example.com", "application", "/usr/bin/placed", NULL);
	assert_int_equal(policy_compile(&bench.policy, &nothing, NOW, &ir, &err), 0);
	test_add_rule(&bench.policy, "application", "user:alice", NULL);
	assert_int_equal(policy_compile(&bench.policy, &nothing, NOW, &ir, &err), -1);
	assert_int_equal(err.subject.position, 2);
}

#define MANY 4000

static double seconds_for(size_t rules)
{
	_cleanup_bench_ struct bench bench;
	_cleanup_ir_ struct ir ir = {0};
	struct timespec begin, end;

	bench_init(&bench);
	for (size_t i = 0; i < rules; i++) {
		_cleanup_free_ char *address =
		    mem_printf("10.%zu.%zu.1,10.%zu.%zu.9", i / 250, i % 250, i / 250, i % 250);

		test_add_rule(&bench.policy, "protocol", "tcp", "remote_service", "25", "remote_address", address,
			      NULL);
	}
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
	compile_at(&bench, NOW, &ir);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
	return (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) / 1e9;
}

/* Eight times the rules may take some twelve times as long, never sixty-four. */
static void test_time_grows_with_rules(void **state)
{
	double small = seconds_for(MANY / 8), large = seconds_for(MANY);

	(void)state;
	print_message("# %d rules in %.1f ms, %d in %.1f ms\n", MANY / 8, small * 1e3, MANY, large * 1e3);
	assert_true(large < 30 * small + 0.01);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_refusals),
	    cmocka_unit_test(test_unsaved_rule),
	    cmocka_unit_test(test_attribution),
	    cmocka_unit_test(test_largest_id),
	    cmocka_unit_test(test_same_day),
	    cmocka_unit_test(test_run_time_sets),
	    cmocka_unit_test(test_order),
	    cmocka_unit_test(test_nat_keeps_to_own_addresses),
	    cmocka_unit_test(test_no_nat_without_publish),
	    cmocka_unit_test(test_one_rule),
	    cmocka_unit_test(test_empty_environment),
	    cmocka_unit_test(test_time_grows_with_rules),
	};

	return cmocka_run_group_tests_name("compile", tests, NULL, NULL);
}
