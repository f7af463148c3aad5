/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an apply leaves alone, what it repairs, and what it says when the kernel refuses. */
#include "tests/kernel/kit.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <unistd.h>

#define RULES 50

/* A table whose input chain counts and passes ports 1000 to 1000 + RULES - 1; `without` leaves one out, 0 none. */
static void make_ports(struct ir *ir, uint16_t without)
{
	struct ir_chain *chain;

	ir_init(ir, TABLE);
	kit_counter(ir, "r1");
	kit_set(ir, "names_", IR_SET_TIMEOUT | IR_SET_DYNAMIC, 1, IR_TYPE_IPV4_ADDR);
	chain = kit_base(ir, "input_", "filter", NF_INET_LOCAL_IN, 0, true);
	for (uint16_t port = 1000; port < 1000 + RULES; port++) {
		_cleanup_free_ char *comment = mem_printf("#%u port", port);
		struct ir_rule *rule;

		if (port == without)
			continue;
		rule = kit_rule(chain, comment);
		kit_udp_port(rule, port);
		kit_expr(rule, IR_COUNTER, -1, -1);
		if (port == 1000)
			kit_name(rule, IR_OBJREF, "r1");
		kit_verdict(rule, IR_ACCEPT, NULL);
	}
}

static uint64_t anonymous_packets(const struct ir *ir, size_t rule)
{
	VEC_FOREACH (&ir->chains.v[0].rules.v[rule].exprs, expr)
		if (expr->kind == IR_COUNTER)
			return expr->counter.packets;
	return UINT64_MAX;
}

static int clean(void **state)
{
	if (*state) {
		_cleanup_kernel_ struct kernel *kernel = kit_kernel();

		assert_int_equal(kernel_delete(kernel, TABLE, NULL), 0);
	}
	return 0;
}

static void test_only_the_difference(void **state)
{
	_cleanup_kernel_ struct kernel *kernel = NULL;
	_cleanup_ir_ struct ir all, fewer, before, after, again;
	struct kernel_change change;
	bool exists;

	KIT_NEED(state);
	kernel = kit_kernel();
	make_ports(&all, 0);
	make_ports(&fewer, 1020);
	kit_apply(kernel, &all, NULL);
	assert_true(kit_udp(1000));
	assert_true(kit_udp(1049));
	assert_false(kit_udp(2000));
	kit_read(kernel, &before, &exists);
	kit_apply(kernel, &fewer, &change);
	assert_int_equal(change.rules_removed, 1);
	assert_int_equal(change.messages, 1);
	assert_false(kit_udp(1020));
	kit_apply(kernel, &all, &change);
	assert_int_equal(change.rules_added, 1);
	assert_int_equal(change.messages, 1);
	kit_read(kernel, &after, &exists);
	kit_assert_same(&after, &all);
	for (size_t i = 0; i < RULES; i++)
		if (i != 20)
			assert_int_equal(before.chains.v[0].rules.v[i].handle, after.chains.v[0].rules.v[i].handle);
	assert_int_equal(anonymous_packets(&after, 0), 1);
	assert_int_equal(anonymous_packets(&after, 49), 1);
	assert_int_equal(anonymous_packets(&after, 20), 0);
	assert_int_equal(after.counters.v[0].packets, 1);
	/* What was remembered of the change is what there is. */
	kit_apply(kernel, &fewer, &change);
	assert_int_equal(change.messages, 1);
	kit_read(kernel, &again, &exists);
	kit_assert_same(&again, &fewer);
}

static void test_a_moved_rule_moves(void **state)
{
	_cleanup_kernel_ struct kernel *kernel = NULL;
	_cleanup_ir_ struct ir ports, have;
	struct ir_rule rule;
	struct kernel_change change;
	bool exists;

	KIT_NEED(state);
	kernel = kit_kernel();
	make_ports(&ports, 0);
	kit_apply(kernel, &ports, NULL);
	rule = ports.chains.v[0].rules.v[40];
	vec_remove(&ports.chains.v[0].rules, 40);
	vec_insert(&ports.chains.v[0].rules, 3, rule);
	kit_apply(kernel, &ports, &change);
	assert_int_equal(change.messages, 2);
	kit_read(kernel, &have, &exists);
	kit_assert_same(&have, &ports);
}

static void test_timed_and_runtime_elements_stay(void **state)
{
	_cleanup_kernel_ struct kernel *kernel = NULL;
	_cleanup_ir_ struct ir ports, run, have;
	static const uint8_t timed[] = {10, 0, 0, 1}, lasting[] = {10, 0, 0, 2};
	const struct ir_set *set;
	bool exists;

	KIT_NEED(state);
	kernel = kit_kernel();
	make_ports(&ports, 0);
	kit_apply(kernel, &ports, NULL);
	ir_init(&run, TABLE);
	kit_set(&run, "names_", IR_SET_TIMEOUT | IR_SET_DYNAMIC, 1, IR_TYPE_IPV4_ADDR);
	kit_element(&run.sets.v[0], timed, NULL)->timeout = 600000;
	kit_element(&run.sets.v[0], lasting, NULL);
	assert_int_equal(kernel_elements(kernel, TABLE, &run.sets.v[0], true, NULL), 0);
	ports.chains.v[0].policy_drop = false;
	kit_apply(kernel, &ports, NULL);
	kit_read(kernel, &have, &exists);
	set = ir_find_set(&have, "names_");
	assert_int_equal(set->elements.n, 2);
	assert_int_equal(set->elements.v[0].timeout, 600000);
	/* One of them gone already: the other goes, too, and nobody complains. */
	assert_int_equal(kernel_elements(kernel, TABLE, &run.sets.v[0], false, NULL), 0);
	assert_int_equal(kernel_elements(kernel, TABLE, &run.sets.v[0], false, NULL), 0);
	ir_done(&have);
	kit_read(kernel, &have, &exists);
	assert_int_equal(ir_find_set(&have, "names_")->elements.n, 0);
}

static void test_counters(void **state)
{
	_cleanup_kernel_ struct kernel *kernel = NULL;
	_cleanup_ir_ struct ir ports;
	kernel_counter_list_t list = {0};

	KIT_NEED(state);
	kernel = kit_kernel();
	make_ports(&ports, 0);
	kit_counter(&ports, "default_input");
	kit_apply(kernel, &ports, NULL);
	for (int i = 0; i < 3; i++)
		assert_true(kit_udp(1000));
	assert_int_equal(kernel_counters(kernel, TABLE, &list, NULL), 0);
	assert_int_equal(list.n, 2);
	VEC_FOREACH (&list, counter) {
		bool hit = str_equal(counter->name, "r1");

		assert_true(hit || str_equal(counter->name, "default_input"));
		assert_int_equal(counter->packets, hit ? 3 : 0);
		assert_int_equal(counter->bytes, hit ? 3 * 29 : 0);
	}
	vec_done(&list);
}

static void test_other_tables_are_left_alone(void **state)
{
	_cleanup_kernel_ struct kernel *kernel = NULL;
	_cleanup_free_ char *made = NULL, *before = NULL, *after = NULL, *gone = NULL;
	_cleanup_ir_ struct ir ports;

	KIT_NEED(state);
	made = kit_nft("table inet other { set s { type ipv4_addr; elements = { 1.2.3.4 } }\n"
		       "chain c { type filter hook input priority 5; ip saddr @s counter accept\n }\n }\n"
		       "table ip t { chain input_ { }\n }\n",
		       "-f", "-", NULL);
	before = kit_nft(NULL, "-a", "list", "ruleset", NULL);
	kernel = kit_kernel();
	make_ports(&ports, 0);
	kit_apply(kernel, &ports, NULL);
	ports.chains.v[0].priority = 7;
	kit_apply(kernel, &ports, NULL);
	assert_int_equal(kernel_delete(kernel, TABLE, NULL), 0);
	after = kit_nft(NULL, "-a", "list", "ruleset", NULL);
	assert_string_equal(before, after);
	gone = kit_nft(NULL, "flush", "ruleset", NULL);
}

static void refused(struct kernel *kernel, const struct ir *ir, int64_t rule, const char *field)
{
	_cleanup_error_ struct error err = {0};

	assert_int_equal(kernel_apply(kernel, ir, NULL, &err), -1);
	assert_int_equal(err.code, ERROR_KERNEL);
	assert_string_equal(err.subject.kind, "rule");
	assert_int_equal(err.subject.id, rule);
	if (!str_equal(err.subject.field, field))
		fail_msg("field %s: %s", err.subject.field, err.message);
}

static void test_a_refusal_names_the_rule(void **state)
{
	_cleanup_kernel_ struct kernel *kernel = NULL;
	_cleanup_ir_ struct ir good, nat, socket, element, have;
	struct ir_rule *rule;
	struct ir_expr *expr;
	bool exists;

	KIT_NEED(state);
	kernel = kit_kernel();
	make_ports(&good, 0);
	kit_apply(kernel, &good, NULL);

	make_ports(&nat, 0);
	rule = kit_rule(&nat.chains.v[0], "#77 destination NAT in a filter chain");
	kit_data(rule, IR_IMMEDIATE, -1, 0, (const uint8_t[]){192, 168, 10, 2}, 4);
	expr = kit_expr(rule, IR_NAT, 0, -1);
	expr->nat.type = NFT_NAT_DNAT;
	expr->nat.family = NFPROTO_IPV4;
	expr->nat.reg_port = -1;
	refused(kernel, &nat, 77, "publish_to");

	make_ports(&socket, 0);
	kit_base(&socket, "forward_", "filter", NF_INET_FORWARD, 0, false);
	rule = kit_rule(&socket.chains.v[1], "#78 socket of a forwarded packet");
	kit_expr(rule, IR_SOCKET, -1, 0)->socket.level = 1;
	kit_data(rule, IR_CMP, 0, -1, (const uint8_t[8]){0}, 8);
	refused(kernel, &socket, 78, "application");

	make_ports(&element, 0);
	kit_set(&element, "verdicts_", IR_SET_VMAP, 1, IR_TYPE_INET_SERVICE);
	for (uint16_t port = 1; port < 4; port++) {
		struct ir_element *item;

		kit_port(&element.sets.v[1], port, port);
		item = &element.sets.v[1].elements.v[port - 1];
		item->verdict = IR_GOTO;
		item->chain = mem_strdup("nowhere_");
		item->id = 80 + port;
		item->comment = mem_printf("#%u goes nowhere", 80 + port);
	}
	refused(kernel, &element, 81, NULL);

	kit_read(kernel, &have, &exists);
	kit_assert_same(&have, &good);
}

static void test_repair(void **state)
{
	static const char *const damages[] = {
	    "add rule inet t input_ tcp dport { 22, 23 } accept",
	    "insert rule inet t input_ rt classid 5 accept",
	    "flush chain inet t input_",
	    "delete table inet t",
	    "add chain inet t strange_; add rule inet t input_ jump strange_",
	    "add chain inet t input_ { policy accept; }",
	    "add set inet t more_ { type ipv4_addr . ether_addr; }",
	    "add table inet t { flags dormant; }",
	    "add counter inet t more; add rule inet t input_ counter name more quota 5 bytes",
	    "add rule inet t input_ log snaplen 5 group 3",
	    "add rule inet t input_ jump { accept; }",
	    "add element inet t ports_ { 70-75 }; delete element inet t ports_ { 80-90 }",
	    "delete set inet t ports_; add set inet t ports_ { type ipv4_addr; }",
	};
	_cleanup_kernel_ struct kernel *kernel = NULL;
	_cleanup_ir_ struct ir ports;

	KIT_NEED(state);
	kernel = kit_kernel();
	make_ports(&ports, 0);
	kit_set(&ports, "ports_", IR_SET_INTERVAL, 1, IR_TYPE_INET_SERVICE);
	kit_port(&ports.sets.v[1], 80, 90);
	kit_apply(kernel, &ports, NULL);
	for (size_t i = 0; i < ARRAY_SIZE(damages); i++) {
		_cleanup_free_ char *output = NULL;
		_cleanup_ir_ struct ir have;
		struct kernel_change change;
		bool exists;

		output = kit_nft(damages[i], "-f", "-", NULL);
		kit_apply(kernel, &ports, &change);
		assert_true(change.messages > 0);
		kit_read(kernel, &have, &exists);
		kit_assert_same(&have, &ports);
	}
}

static void test_dormant(void **state)
{
	_cleanup_kernel_ struct kernel *kernel = NULL;
	_cleanup_error_ struct error err = {0};
	_cleanup_ir_ struct ir ports, have;
	bool exists;

	KIT_NEED(state);
	kernel = kit_kernel();
	assert_int_equal(kernel_set_dormant(kernel, TABLE, true, &err), -1);
	assert_int_equal(err.code, ERROR_REFERENCE);
	kit_read(kernel, &have, &exists);
	assert_false(exists);
	make_ports(&ports, 0);
	kit_apply(kernel, &ports, NULL);
	assert_false(kit_udp(2000));
	assert_int_equal(kernel_set_dormant(kernel, TABLE, true, NULL), 0);
	assert_true(kit_udp(2000));
	/* An apply of the awake table wakes it, in the same transaction as other changes. */
	kit_base(&ports, "output_", "filter", NF_INET_LOCAL_OUT, 0, false);
	kit_apply(kernel, &ports, NULL);
	assert_false(kit_udp(2000));
	ports.dormant = true;
	kit_base(&ports, "forward_", "filter", NF_INET_FORWARD, 0, false);
	kit_apply(kernel, &ports, NULL);
	assert_true(kit_udp(2000));
	ir_done(&have);
	kit_read(kernel, &have, &exists);
	kit_assert_same(&have, &ports);
}

static void test_difference_without_change(void **state)
{
	_cleanup_kernel_ struct kernel *kernel = NULL;
	_cleanup_ir_ struct ir ports, have;
	struct kernel_change change;
	bool exists;

	KIT_NEED(state);
	kernel = kit_kernel();
	make_ports(&ports, 0);
	assert_int_equal(kernel_diff(kernel, &ports, &change, NULL), 0);
	assert_int_equal(change.rules_added, RULES);
	assert_int_equal(change.chains_added, 1);
	assert_int_equal(change.sets_added, 1);
	assert_int_equal(change.counters_added, 1);
	kit_read(kernel, &have, &exists);
	assert_false(exists);
}

struct rival {
	atomic_bool stop;
	atomic_uint turn; /* applies of ours begun */
	atomic_uint done; /* changes of the rival's made */
	atomic_bool lost;
};

/* Changes another table once at the beginning of each apply of ours: before, while or after that one looks. */
static void *rival_run(void *data)
{
	struct rival *rival = data;
	_cleanup_kernel_ struct kernel *kernel = NULL;
	_cleanup_ir_ struct ir one, other;

	ir_init(&one, "rival");
	ir_init(&other, "rival");
	kit_chain(&one, "c");
	if (kernel_open(&kernel, NULL) < 0)
		atomic_store(&rival->lost, true);
	while (!atomic_load(&rival->lost) && !atomic_load(&rival->stop)) {
		unsigned turn = atomic_load(&rival->turn);

		if (kernel_apply(kernel, turn % 2 ? &one : &other, NULL, NULL) < 0)
			atomic_store(&rival->lost, true);
		atomic_fetch_add(&rival->done, 1);
		while (atomic_load(&rival->turn) == turn && !atomic_load(&rival->stop))
			sched_yield();
	}
	return NULL;
}

static void test_a_rival_does_no_harm(void **state)
{
	_cleanup_kernel_ struct kernel *kernel = NULL;
	_cleanup_ir_ struct ir all, fewer, have;
	struct rival rival = {.stop = false};
	pthread_t thread;
	bool exists;

	KIT_NEED(state);
	kernel = kit_kernel();
	make_ports(&all, 0);
	make_ports(&fewer, 1010);
	assert_int_equal(pthread_create(&thread, NULL, rival_run, &rival), 0);
	for (int i = 0; i < 200; i++) {
		unsigned done = atomic_load(&rival.done);

		atomic_fetch_add(&rival.turn, 1);
		kit_apply(kernel, i % 2 ? &all : &fewer, NULL);
		while (atomic_load(&rival.done) == done && !atomic_load(&rival.lost))
			sched_yield();
	}
	atomic_store(&rival.stop, true);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_false(atomic_load(&rival.lost));
	assert_true(atomic_load(&rival.done) > 100);
	kit_read(kernel, &have, &exists);
	kit_assert_same(&have, &all);
	assert_int_equal(kernel_delete(kernel, "rival", NULL), 0);
}

static void test_without_the_right(void **state)
{
	int status;
	pid_t child;

	KIT_NEED(state);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct kernel *kernel;
		struct error err = {0};
		kernel_counter_list_t list;

		if (setresuid(65534, 65534, 65534) < 0)
			_exit(77);
		if (kernel_open(&kernel, &err) == 0 && kernel_counters(kernel, TABLE, &list, &err) == 0)
			_exit(1);
		_exit(err.code == ERROR_PERMISSION ? 0 : 2);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == 77) {
		print_message("# another user cannot be taken here\n");
		skip();
	}
	assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_teardown(test_only_the_difference, clean),
	    cmocka_unit_test_teardown(test_a_moved_rule_moves, clean),
	    cmocka_unit_test_teardown(test_timed_and_runtime_elements_stay, clean),
	    cmocka_unit_test_teardown(test_counters, clean),
	    cmocka_unit_test_teardown(test_other_tables_are_left_alone, clean),
	    cmocka_unit_test_teardown(test_a_refusal_names_the_rule, clean),
	    cmocka_unit_test_teardown(test_repair, clean),
	    cmocka_unit_test_teardown(test_dormant, clean),
	    cmocka_unit_test_teardown(test_difference_without_change, clean),
	    cmocka_unit_test_teardown(test_a_rival_does_no_harm, clean),
	    cmocka_unit_test(test_without_the_right),
	};

	return cmocka_run_group_tests(tests, kit_setup, NULL);
}
