/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tables as an optimising compiler will make them: maps, verdict maps, counters and comments of elements, every type.
 */
#include "backend/compile/build.h"
#include "backend/compile/text.h"
#include "tests/compile/nft.h"

static struct ir_chain *add_chain(struct ir *ir, const char *name)
{
	struct ir_chain *chain = vec_add(&ir->chains);

	chain->name = mem_strdup(name);
	return chain;
}

static struct ir_rule *add_rule(struct ir *ir, const char *chain)
{
	return vec_add(&ir_find_chain(ir, chain)->rules);
}

static struct ir_set *add_set(struct ir *ir, const char *name, unsigned flags, size_t n_types,
			      const enum ir_type *types)
{
	struct ir_set *set = vec_add(&ir->sets);

	set->name = mem_strdup(name);
	set->flags = flags;
	set->n_types = (uint8_t)n_types;
	for (size_t i = 0; i < n_types; i++) {
		set->types[i] = (uint8_t)types[i];
		set->key_len = (uint8_t)(set->key_len + (n_types > 1 ? (ir_type_info(types[i])->len + 3u) & ~3u
								     : ir_type_info(types[i])->len));
	}
	return set;
}

#define ADD_SET(ir, name, flags, ...)                                                                                  \
	add_set(ir, name, flags, sizeof((enum ir_type[]){__VA_ARGS__}) / sizeof(enum ir_type),                         \
		(enum ir_type[]){__VA_ARGS__})

static struct ir_element *add_verdict(struct ir_set *set, const void *key, const void *key_end, enum ir_verdict verdict,
				      const char *chain)
{
	struct ir_element *element;

	build_element(set, key, key_end);
	element = &set->elements.v[set->elements.n - 1];
	element->verdict = (uint8_t)verdict;
	element->chain = mem_strdup(chain);
	return element;
}

static void load(struct ir_rule *rule, uint8_t base, uint16_t offset, uint8_t len, int8_t reg)
{
	struct ir_expr *expr = build_expr(rule, IR_PAYLOAD);

	expr->dreg = reg;
	expr->payload.base = base;
	expr->payload.offset = offset;
	expr->payload.len = len;
}

/* ip daddr . meta l4proto . th dport in registers 0 to 2; a protocol in an interval set is "converted" in two bytes by
 * nft 1.0.6, which changes nothing. */
static void load_flow(struct ir_rule *rule, bool interval)
{
	struct ir_expr *expr;

	build_meta_byte(rule, NFT_META_NFPROTO, NFPROTO_IPV4);
	load(rule, NFT_PAYLOAD_NETWORK_HEADER, 16, 4, 0);
	expr = build_expr(rule, IR_META);
	expr->dreg = 1;
	expr->meta.key = NFT_META_L4PROTO;
	if (interval) {
		expr = build_expr(rule, IR_BYTEORDER);
		expr->sreg = expr->dreg = 1;
		expr->byteorder.size = 2;
		expr->byteorder.len = 1;
	}
	load(rule, NFT_PAYLOAD_TRANSPORT_HEADER, 2, 2, 2);
}

static void look_up(struct ir_rule *rule, const char *set, int8_t dreg, bool verdicts)
{
	struct ir_expr *expr;

	build_lookup(rule, set);
	expr = &rule->exprs.v[rule->exprs.n - 1];
	expr->dreg = dreg;
	expr->lookup.verdict_map = verdicts;
}

static void table_init(struct ir *ir)
{
	struct ir_chain *chain;

	ir_init(ir, "t");
	(void)add_chain(ir, "first_");
	(void)add_chain(ir, "second_");
	chain = add_chain(ir, "output_");
	chain->base = true;
	chain->type = mem_strdup("filter");
	chain->hook = NF_INET_LOCAL_OUT;
	chain->policy_drop = true;
}

/* The text is this one, and nft makes of it what the table says. */
static void check(void **state, const struct ir *ir, const char *expected_text)
{
	_cleanup_str_ struct str text = {0}, expected = {0};
	_cleanup_free_ char *made = NULL, *listed = NULL;

	ir_text(ir, 0, &text);
	assert_string_equal(str_text(&text), expected_text);
	NFT_NEED(state);
	made = nft_load(str_text(&text));
	nft_expected(ir, &expected);
	assert_string_equal(made, str_text(&expected));
	listed = nft_list("t");
	assert_null(strstr(listed, "invalid type"));
}

static void test_verdict_map(void **state)
{
	static const uint8_t first[12] = {192, 0, 2, 1, 6, 0, 0, 0, 0, 110},
			     second[12] = {192, 0, 2, 2, 17, 0, 0, 0, 0, 53};
	_cleanup_ir_ struct ir ir = {0};
	struct ir_element *element;
	struct ir_rule *rule;
	struct ir_set *map;

	table_init(&ir);
	map = ADD_SET(&ir, "flows_", IR_SET_VMAP | IR_SET_COUNTER, IR_TYPE_IPV4_ADDR, IR_TYPE_INET_PROTO,
		      IR_TYPE_INET_SERVICE);
	map->size = 16;
	element = add_verdict(map, first, NULL, IR_ACCEPT, NULL);
	element->comment = mem_strdup("#12 POP3");
	(void)add_verdict(map, second, NULL, IR_GOTO, "first_");
	rule = add_rule(&ir, "output_");
	load_flow(rule, false);
	look_up(rule, "flows_", -1, true);
	build_verdict(add_rule(&ir, "first_"), IR_RETURN);
	rule = add_rule(&ir, "second_");
	build_verdict(rule, IR_JUMP);
	rule->exprs.v[0].name = mem_strdup("first_");
	check(state, &ir,
	      "table inet t {\n"
	      "\tmap flows_ {\n"
	      "\t\ttype ipv4_addr . inet_proto . inet_service : verdict\n"
	      "\t\tsize 16\n"
	      "\t\tcounter\n"
	      "\t\telements = { 192.0.2.1 . tcp . 110 counter packets 0 bytes 0 comment \"#12 POP3\" : accept,\n"
	      "\t\t\t     192.0.2.2 . udp . 53 counter packets 0 bytes 0 : goto first_ }\n"
	      "\t}\n\n"
	      "\tchain first_ {\n"
	      "\t\treturn\n"
	      "\t}\n\n"
	      "\tchain second_ {\n"
	      "\t\tjump first_\n"
	      "\t}\n\n"
	      "\tchain output_ {\n"
	      "\t\ttype filter hook output priority 0; policy drop;\n"
	      "\t\tip daddr . meta l4proto . th dport vmap @flows_\n"
	      "\t}\n"
	      "}\n");
}

static void test_interval_verdict_map(void **state)
{
	static const uint8_t low[12] = {192, 0, 2, 0, 6, 0, 0, 0, 0x17, 0x70};
	static const uint8_t high[12] = {192, 0, 2, 255, 6, 0, 0, 0, 0x17, 0x7a};
	static const uint8_t net[4] = {10, 0, 0, 0}, net_end[4] = {10, 255, 255, 255}, from[4] = {11, 0, 0, 1},
			     to[4] = {11, 0, 0, 9};
	_cleanup_ir_ struct ir ir = {0};
	struct ir_rule *rule;
	struct ir_set *map;

	table_init(&ir);
	map = ADD_SET(&ir, "boxes_", IR_SET_VMAP | IR_SET_INTERVAL, IR_TYPE_IPV4_ADDR, IR_TYPE_INET_PROTO,
		      IR_TYPE_INET_SERVICE);
	(void)add_verdict(map, low, high, IR_DROP, NULL);
	map = ADD_SET(&ir, "nets_", IR_SET_VMAP | IR_SET_INTERVAL | IR_SET_COUNTER, IR_TYPE_IPV4_ADDR);
	(void)add_verdict(map, net, net_end, IR_JUMP, "first_");
	(void)add_verdict(map, from, to, IR_CONTINUE, NULL);
	rule = add_rule(&ir, "output_");
	load_flow(rule, true);
	look_up(rule, "boxes_", -1, true);
	rule = add_rule(&ir, "output_");
	build_meta_byte(rule, NFT_META_NFPROTO, NFPROTO_IPV4);
	build_address_load(rule, 4, END_SOURCE, 4);
	look_up(rule, "nets_", -1, true);
	check(state, &ir,
	      "table inet t {\n"
	      "\tmap boxes_ {\n"
	      "\t\ttype ipv4_addr . inet_proto . inet_service : verdict\n"
	      "\t\tflags interval\n"
	      "\t\telements = { 192.0.2.0/24 . tcp . 6000-6010 : drop }\n"
	      "\t}\n\n"
	      "\tmap nets_ {\n"
	      "\t\ttype ipv4_addr : verdict\n"
	      "\t\tflags interval\n"
	      "\t\tcounter\n"
	      "\t\telements = { 10.0.0.0/8 counter packets 0 bytes 0 : jump first_,\n"
	      "\t\t\t     11.0.0.1-11.0.0.9 counter packets 0 bytes 0 : continue }\n"
	      "\t}\n\n"
	      "\tchain first_ {\n"
	      "\t}\n\n"
	      "\tchain second_ {\n"
	      "\t}\n\n"
	      "\tchain output_ {\n"
	      "\t\ttype filter hook output priority 0; policy drop;\n"
	      "\t\tip daddr . meta l4proto . th dport vmap @boxes_\n"
	      "\t\tip saddr vmap @nets_\n"
	      "\t}\n"
	      "}\n");
}

static void add_data_maps(struct ir *ir)
{
	static const uint8_t outer[4] = {192, 0, 2, 1}, inner[4] = {10, 0, 0, 2};
	static const uint32_t mark = 7;
	struct ir_set *map;

	map = ADD_SET(ir, "marks_", IR_SET_MAP, IR_TYPE_IPV4_ADDR);
	map->data_type = IR_TYPE_MARK;
	map->data_len = 4;
	build_element(map, outer, NULL);
	map->elements.v[0].data = mem_dup(&mark, sizeof(mark));
	map = ADD_SET(ir, "servers_", IR_SET_MAP, IR_TYPE_IPV4_ADDR);
	map->data_type = IR_TYPE_IPV4_ADDR;
	map->data_len = 4;
	build_element(map, outer, NULL);
	map->elements.v[0].data = mem_dup(inner, sizeof(inner));
}

/* Values of a map: a mark, and the address of a translation. */
static void test_data_map(void **state)
{
	_cleanup_ir_ struct ir ir = {0};
	struct ir_expr *expr;
	struct ir_rule *rule;

	table_init(&ir);
	add_data_maps(&ir);
	rule = add_rule(&ir, "output_");
	build_meta_byte(rule, NFT_META_NFPROTO, NFPROTO_IPV4);
	build_address_load(rule, 4, END_DESTINATION, 4);
	look_up(rule, "marks_", 0, false);
	expr = build_expr(rule, IR_META_SET);
	expr->sreg = 0;
	expr->meta.key = NFT_META_MARK;
	build_verdict(rule, IR_ACCEPT);
	(void)add_chain(&ir, "nat_");
	ir.chains.v[3].base = true;
	ir.chains.v[3].type = mem_strdup("nat");
	ir.chains.v[3].hook = NF_INET_PRE_ROUTING;
	ir.chains.v[3].priority = -100;
	rule = add_rule(&ir, "nat_");
	build_meta_byte(rule, NFT_META_NFPROTO, NFPROTO_IPV4);
	build_address_load(rule, 4, END_DESTINATION, 4);
	look_up(rule, "servers_", 0, false);
	expr = build_expr(rule, IR_NAT);
	expr->sreg = 0;
	expr->nat.type = NFT_NAT_DNAT;
	expr->nat.family = NFPROTO_IPV4;
	expr->nat.reg_port = -1;
	check(state, &ir,
	      "table inet t {\n"
	      "\tmap marks_ {\n"
	      "\t\ttype ipv4_addr : mark\n"
	      "\t\telements = { 192.0.2.1 : 0x00000007 }\n"
	      "\t}\n\n"
	      "\tmap servers_ {\n"
	      "\t\ttype ipv4_addr : ipv4_addr\n"
	      "\t\telements = { 192.0.2.1 : 10.0.0.2 }\n"
	      "\t}\n\n"
	      "\tchain first_ {\n"
	      "\t}\n\n"
	      "\tchain second_ {\n"
	      "\t}\n\n"
	      "\tchain output_ {\n"
	      "\t\ttype filter hook output priority 0; policy drop;\n"
	      "\t\tmeta mark set ip daddr map @marks_ accept\n"
	      "\t}\n\n"
	      "\tchain nat_ {\n"
	      "\t\ttype nat hook prerouting priority -100; policy accept;\n"
	      "\t\tdnat ip to ip daddr map @servers_\n"
	      "\t}\n"
	      "}\n");
}

/* One set of each type: what nft reads back is what was written, as its own listing shows. */
static void test_types(void **state)
{
	static const struct {
		enum ir_type type;
		uint8_t key[16];
		const char *text;
		const char *listed;
		uint32_t number; /* the key, in the order of the host */
	} cases[] = {
	    {IR_TYPE_IPV4_ADDR, {192, 0, 2, 1}, "192.0.2.1", "192.0.2.1", 0},
	    {IR_TYPE_IPV6_ADDR, {0x20, 1, 0xd, 0xb8, [15] = 1}, "2001:db8::1", "2001:db8::1", 0},
	    {IR_TYPE_INET_PROTO, {58}, "ipv6-icmp", "ipv6-icmp", 0},
	    {IR_TYPE_INET_PROTO, {200}, "200", "200", 0},
	    {IR_TYPE_INET_SERVICE, {0, 110}, "110", "110", 0},
	    {IR_TYPE_ICMP_TYPE, {8}, "8", "echo-request", 0},
	    {IR_TYPE_ICMPV6_TYPE, {128}, "128", "echo-request", 0},
	    {IR_TYPE_ICMP_CODE, {3}, "3", "port-unreachable", 0},
	    {IR_TYPE_MARK, {0}, "0x00000007", "0x00000007", 7},
	    {IR_TYPE_UID, {0}, "1000", "1000", 1000},
	    {IR_TYPE_GID, {0}, "50", "50", 50},
	    {IR_TYPE_IFNAME, "eth0", "\"eth0\"", "\"eth0\"", 0},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		_cleanup_free_ char *written = mem_printf("elements = { %s }", cases[i].text);
		_cleanup_free_ char *expected = mem_printf("elements = { %s }", cases[i].listed);
		_cleanup_free_ char *made = NULL, *listed = NULL;
		_cleanup_str_ struct str text = {0};
		_cleanup_ir_ struct ir ir = {0};

		ir_init(&ir, "t");
		build_element(build_set(&ir, "s_", cases[i].type, 0),
			      cases[i].number ? (const void *)&cases[i].number : cases[i].key, NULL);
		ir_text(&ir, 0, &text);
		if (!strstr(str_text(&text), written))
			fail_msg("%s: %s", ir_type_info(cases[i].type)->name, str_text(&text));
		if (!*state)
			continue;
		made = nft_load(str_text(&text));
		listed = nft_list("t");
		if (!strstr(listed, expected))
			fail_msg("%s: %s", ir_type_info(cases[i].type)->name, listed);
	}
}

/* In an interval set, numbers of the host's order stand in the network's. */
static void test_interval_order(void **state)
{
	static const uint8_t low[4] = {0, 0, 3, 0xe8}, high[4] = {0, 0, 3, 0xef};
	_cleanup_free_ char *made = NULL, *listed = NULL;
	_cleanup_str_ struct str text = {0};
	_cleanup_ir_ struct ir ir = {0};

	ir_init(&ir, "t");
	build_element(build_set(&ir, "s_", IR_TYPE_UID, IR_SET_INTERVAL), low, high);
	ir_text(&ir, 0, &text);
	assert_non_null(strstr(str_text(&text), "elements = { 1000-1007 }"));
	NFT_NEED(state);
	made = nft_load(str_text(&text));
	listed = nft_list("t");
	assert_non_null(strstr(listed, "elements = { 1000-1007 }"));
}

static void test_runtime_and_dormant(void **state)
{
	static const uint64_t id = 4711;
	_cleanup_str_ struct str with = {0}, without = {0};
	_cleanup_free_ char *made = NULL, *listed = NULL;
	_cleanup_ir_ struct ir ir = {0};

	ir_init(&ir, "t");
	ir.dormant = true;
	build_element(build_set(&ir, "cg_", IR_TYPE_CGROUPSV2, IR_SET_DYNAMIC), &id, NULL);
	ir_text(&ir, 0, &with);
	ir_text(&ir, TEXT_RUNTIME, &without);
	assert_non_null(strstr(str_text(&with), "4711"));
	assert_null(strstr(str_text(&without), "4711"));
	NFT_NEED(state);
	made = nft_load(str_text(&without));
	listed = nft_list("t");
	assert_non_null(strstr(listed, "flags dormant"));
}

static void check_statement(void **state, struct ir *ir, const char *expected)
{
	_cleanup_str_ struct str line = {0}, file = {0}, words = {0};
	_cleanup_free_ char *made = NULL;

	ir_rule_text(ir, &ir_find_chain(ir, "output_")->rules.v[0], &line);
	assert_string_equal(str_text(&line), expected);
	if (!*state)
		return;
	ir_text(ir, 0, &file);
	made = nft_load(str_text(&file));
	nft_expected(ir, &words);
	assert_string_equal(made, str_text(&words));
}

static void test_limits_and_logs(void **state)
{
	static const struct {
		uint32_t unit;
		int level;
		const char *expected;
	} cases[] = {
	    {1, -1, "limit rate 3/second burst 7 packets log prefix \"x \" group 5"},
	    {60, 0, "limit rate 3/minute burst 7 packets log prefix \"x \" level emerg"},
	    {3600, 4, "limit rate 3/hour burst 7 packets log prefix \"x \" level warn"},
	    {86400, 7, "limit rate 3/day burst 7 packets log prefix \"x \" level debug"},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		_cleanup_ir_ struct ir ir = {0};
		struct ir_rule *rule;

		table_init(&ir);
		rule = add_rule(&ir, "output_");
		build_limit(rule, 3, cases[i].unit, 7);
		build_log(rule, cases[i].level, 5, "x ");
		check_statement(state, &ir, cases[i].expected);
	}
}

/* For people: small sets in place, no counters. */
static void test_line(void **state)
{
	static const uint8_t ports[][2] = {{0, 110}, {3, 0xe3}};
	_cleanup_ir_ struct ir ir = {0};
	struct ir_set *set;
	struct ir_rule *rule;

	table_init(&ir);
	(void)vec_add(&ir.counters);
	ir.counters.v[0].name = mem_strdup("r1");
	set = build_set(&ir, "r1_rp_", IR_TYPE_INET_SERVICE, 0);
	build_element(set, ports[0], NULL);
	build_element(set, ports[1], NULL);
	rule = add_rule(&ir, "output_");
	build_meta_byte(rule, NFT_META_L4PROTO, IPPROTO_TCP);
	build_port_load(rule, END_DESTINATION);
	build_lookup(rule, "r1_rp_");
	build_counter(rule, "r1");
	build_verdict(rule, IR_ACCEPT);
	check_statement(state, &ir, "tcp dport { 110, 995 } accept");
}

/* Rules of others, read back from the kernel: what has no word here is not given another one's. */
static void test_foreign(void **state)
{
	static const uint32_t one = 1;
	_cleanup_ir_ struct ir ir = {0};
	_cleanup_str_ struct str text = {0};
	struct ir_rule *rule;
	struct ir_expr *expr;

	(void)state;
	table_init(&ir);
	rule = add_rule(&ir, "output_");
	build_meta_u32(rule, NFT_META_CPU, one);
	expr = build_expr(rule, IR_CT);
	expr->ct.key = NFT_CT_ZONE;
	expr->ct.direction = -1;
	build_cmp(rule, NFT_CMP_EQ, &one, sizeof(one));
	build_reject(rule, false);
	rule->exprs.v[rule->exprs.n - 1].reject.code = NFT_REJECT_ICMPX_PORT_UNREACH;
	expr = build_expr(rule, IR_REJECT);
	expr->reject.type = NFT_REJECT_ICMP_UNREACH;
	expr->reject.code = 13;
	ir_rule_text(&ir, rule, &text);
	assert_string_equal(str_text(&text), "meta <key 20> 0x00000001 ct <key 17> 0x00000001 reject with icmpx "
					     "port-unreachable reject with icmp <code 13>");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_verdict_map),	    cmocka_unit_test(test_interval_verdict_map),
	    cmocka_unit_test(test_data_map),	    cmocka_unit_test(test_types),
	    cmocka_unit_test(test_interval_order),  cmocka_unit_test(test_runtime_and_dormant),
	    cmocka_unit_test(test_limits_and_logs), cmocka_unit_test(test_line),
	    cmocka_unit_test(test_foreign),
	};

	return cmocka_run_group_tests_name("text", tests, nft_setup, NULL);
}
