/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every kind of expression, set, element and chain: loaded, read back, and found the same. */
#include "backend/compile/text.h"
#include "tests/kernel/kit.h"

/* A list of every kind of set, which no function in between would make clearer. */
// NOLINTNEXTLINE(readability-function-size)
static void add_sets(struct ir *ir)
{
	static const uint8_t v4_low[] = {10, 0, 0, 0}, v4_high[] = {10, 255, 255, 255},
			     v4_last[] = {255, 255, 255, 255};
	static const uint8_t v4_from[] = {240, 0, 0, 0}, v4_one[] = {1, 2, 3, 4};
	static const uint8_t box_low[] = {10, 0, 0, 0, 6, 0, 0, 0, 0, 80, 0, 0};
	static const uint8_t box_high[] = {10, 255, 255, 255, 6, 0, 0, 0, 0, 90, 0, 0};
	static const uint8_t pair[] = {1, 2, 3, 4, 0, 80, 0, 0}, other_pair[] = {1, 2, 3, 4, 0, 81, 0, 0};
	static const uint8_t v6[16] = {0xfe, 0x80, [15] = 1}, name[16] = "eth0";
	uint64_t cgroup = 4711, time_low = htobe64(1000000000ull), time_high = htobe64(2000000000ull);
	uint32_t uid = 1000, mark = 0x4e000001;
	struct ir_set *set;
	struct ir_element *element;

	set = kit_set(ir, "nets_", IR_SET_INTERVAL, 1, IR_TYPE_IPV4_ADDR);
	kit_element(set, v4_one, NULL);
	element = kit_element(set, v4_low, v4_high);
	element->comment = mem_strdup("#7 ten");
	element->id = 7;
	kit_element(set, v4_from, v4_last);

	set = kit_set(ir, "v6_", 0, 1, IR_TYPE_IPV6_ADDR);
	set->size = 100;
	kit_element(set, v6, NULL);

	set = kit_set(ir, "names_", IR_SET_TIMEOUT | IR_SET_DYNAMIC, 1, IR_TYPE_IPV4_ADDR);
	kit_element(set, v4_one, NULL)->timeout = 3600000;

	set = kit_set(ir, "boxes_", IR_SET_INTERVAL, 3, IR_TYPE_IPV4_ADDR, IR_TYPE_INET_PROTO, IR_TYPE_INET_SERVICE);
	kit_element(set, box_low, box_high);

	set = kit_set(ir, "time_", IR_SET_INTERVAL, 1, IR_TYPE_TIME);
	kit_element(set, &time_low, &time_high);

	set = kit_set(ir, "cgroups_", IR_SET_DYNAMIC, 1, IR_TYPE_CGROUPSV2);
	kit_element(set, &cgroup, NULL);

	kit_element(kit_set(ir, "uids_", 0, 1, IR_TYPE_UID), &uid, NULL);
	kit_element(kit_set(ir, "interfaces_", 0, 1, IR_TYPE_IFNAME), name, NULL);
	kit_set(ir, "empty_", IR_SET_COUNTER, 1, IR_TYPE_ICMP_TYPE);

	set = kit_set(ir, "marks_", IR_SET_MAP | IR_SET_COUNTER, 2, IR_TYPE_IPV4_ADDR, IR_TYPE_INET_SERVICE);
	element = kit_element(set, pair, NULL);
	element->data = mem_dup(&mark, 4);
	element->comment = mem_strdup("#9 地図");
	element->id = 9;

	set = kit_set(ir, "port_marks_", IR_SET_MAP | IR_SET_INTERVAL, 1, IR_TYPE_INET_SERVICE);
	for (uint16_t port = 80; port < 100; port += 10) {
		mark++;
		kit_port(set, port, (uint16_t)(port + 9));
		set->elements.v[set->elements.n - 1].data = mem_dup(&mark, 4);
	}

	set = kit_set(ir, "verdicts_", IR_SET_VMAP | IR_SET_COUNTER, 2, IR_TYPE_IPV4_ADDR, IR_TYPE_INET_SERVICE);
	kit_element(set, pair, NULL)->verdict = IR_DROP;
	element = kit_element(set, other_pair, NULL);
	element->verdict = IR_GOTO;
	element->chain = mem_strdup("side_");
	element->comment = mem_strdup("#3 aside");
	element->id = 3;

	set = kit_set(ir, "time_verdicts_", IR_SET_VMAP | IR_SET_INTERVAL, 1, IR_TYPE_TIME);
	kit_element(set, &time_low, &time_high)->verdict = IR_ACCEPT;
	ir_normalise(ir);
}

static void add_loads(struct ir_chain *chain)
{
	const uint8_t yes[16] = {1}, masks[8] = {0xff, 0xff, 0xff, 0}, wide[32] = {0xff, 0xff};
	uint32_t low = htonl(100), high = htonl(200), mark = 5, state = 6, zero = 0, local = 2;
	struct ir_rule *rule = kit_rule(chain, "#1 every load");
	uint8_t words[8];

	kit_meta(rule, NFT_META_NFPROTO, 0);
	kit_cmp(rule, (const uint8_t[]){NFPROTO_IPV4}, 1);
	kit_payload(rule, NFT_PAYLOAD_NETWORK_HEADER, 12, 4, 0);
	kit_data(rule, IR_BITWISE, 0, 0, masks, 8);
	kit_cmp(rule, yes, 4);

	rule = kit_rule(chain, "#2 connection");
	kit_expr(rule, IR_CT, -1, 0)->ct.key = NFT_CT_STATE;
	rule->exprs.v[0].ct.direction = -1;
	memcpy(words, &state, 4);
	memcpy(words + 4, &zero, 4);
	kit_data(rule, IR_BITWISE, 0, 0, words, 8);
	kit_data(rule, IR_CMP, 0, -1, &zero, 4);
	rule->exprs.v[2].cmp.op = NFT_CMP_NEQ;
	kit_verdict(rule, IR_ACCEPT, NULL);

	rule = kit_rule(chain, "#3 direction");
	kit_expr(rule, IR_CT, -1, 0)->ct.key = NFT_CT_PROTO_DST;
	rule->exprs.v[0].ct.direction = 0;
	kit_cmp(rule, (const uint8_t[]){0, 80}, 2);

	rule = kit_rule(chain, "#4 user range");
	kit_meta(rule, NFT_META_SKUID, 0);
	kit_expr(rule, IR_BYTEORDER, 0, 0)->byteorder.size = 4;
	rule->exprs.v[1].byteorder.len = 4;
	kit_cmp(rule, &low, 4);
	rule->exprs.v[2].cmp.op = NFT_CMP_GTE;
	kit_cmp(rule, &high, 4);
	rule->exprs.v[3].cmp.op = NFT_CMP_LTE;

	rule = kit_rule(chain, "#5 marks");
	kit_data(rule, IR_IMMEDIATE, -1, 0, &mark, 4);
	kit_expr(rule, IR_META_SET, 0, -1)->meta.key = NFT_META_MARK;
	kit_data(rule, IR_IMMEDIATE, -1, 5, &mark, 4);
	kit_expr(rule, IR_CT_SET, 5, -1)->ct.key = NFT_CT_MARK;
	rule->exprs.v[3].ct.direction = -1;

	rule = kit_rule(chain, "#6 socket");
	kit_expr(rule, IR_SOCKET, -1, 0)->socket.level = 1;
	kit_lookup(rule, "cgroups_", -1, false);

	rule = kit_rule(chain, "#7 local");
	kit_expr(rule, IR_FIB, -1, 0)->fib.result = NFT_FIB_RESULT_ADDRTYPE;
	rule->exprs.v[0].fib.flags = NFTA_FIB_F_DADDR;
	kit_cmp(rule, &local, 4);

	rule = kit_rule(chain, "#8 wide");
	kit_payload(rule, NFT_PAYLOAD_NETWORK_HEADER, 8, 16, 4);
	kit_data(rule, IR_BITWISE, 4, 8, wide, 32);
	kit_data(rule, IR_CMP, 8, -1, yes, 16);
}

static void add_lookups(struct ir_chain *chain)
{
	struct ir_rule *rule = kit_rule(chain, "#10 not in nets");

	kit_payload(rule, NFT_PAYLOAD_NETWORK_HEADER, 16, 4, 0);
	kit_lookup(rule, "nets_", -1, false);
	rule->exprs.v[1].lookup.invert = true;

	rule = kit_rule(chain, "#11 map");
	kit_payload(rule, NFT_PAYLOAD_NETWORK_HEADER, 16, 4, 0);
	kit_payload(rule, NFT_PAYLOAD_TRANSPORT_HEADER, 2, 2, 1);
	kit_lookup(rule, "marks_", 0, false);
	kit_expr(rule, IR_META_SET, 0, -1)->meta.key = NFT_META_MARK;

	rule = kit_rule(chain, "#12 verdicts");
	kit_payload(rule, NFT_PAYLOAD_NETWORK_HEADER, 16, 4, 0);
	kit_payload(rule, NFT_PAYLOAD_TRANSPORT_HEADER, 2, 2, 1);
	kit_lookup(rule, "verdicts_", -1, true);

	rule = kit_rule(chain, "#13 time");
	kit_meta(rule, NFT_META_TIME_NS, 0);
	kit_expr(rule, IR_BYTEORDER, 0, 0)->byteorder.size = 8;
	rule->exprs.v[1].byteorder.len = 8;
	kit_lookup(rule, "time_", -1, false);
	kit_verdict(rule, IR_JUMP, "side_");
}

static void add_acts(struct ir_chain *chain)
{
	struct ir_rule *rule = kit_rule(chain, "#20 counter and log");

	kit_expr(rule, IR_COUNTER, -1, -1);
	kit_name(rule, IR_OBJREF, "r20");
	kit_expr(rule, IR_LIMIT, -1, -1)->limit.rate = 10;
	rule->exprs.v[2].limit.unit = 60;
	rule->exprs.v[2].limit.burst = 5;
	kit_name(rule, IR_LOG, "prefix 外 ");
	rule->exprs.v[3].log.level = -1;
	rule->exprs.v[3].log.group = 5;
	kit_expr(rule, IR_REJECT, -1, -1)->reject.type = NFT_REJECT_ICMPX_UNREACH;
	rule->exprs.v[4].reject.code = NFT_REJECT_ICMPX_ADMIN_PROHIBITED;

	rule = kit_rule(chain, NULL);
	kit_name(rule, IR_LOG, NULL);
	rule->exprs.v[0].log.level = 7;
	kit_verdict(rule, IR_RETURN, NULL);

	rule = kit_rule(chain, "reset");
	kit_meta(rule, NFT_META_L4PROTO, 0);
	kit_cmp(rule, (const uint8_t[]){IPPROTO_TCP}, 1);
	kit_expr(rule, IR_REJECT, -1, -1)->reject.type = NFT_REJECT_TCP_RST;
}

static void add_nat(struct ir *ir)
{
	struct ir_chain *chain = kit_base(ir, "prerouting_", "nat", NF_INET_PRE_ROUTING, -100, false);
	struct ir_rule *rule = kit_rule(chain, "#30 publish");
	struct ir_expr *nat;

	kit_data(rule, IR_IMMEDIATE, -1, 0, (const uint8_t[]){192, 168, 10, 2}, 4);
	kit_data(rule, IR_IMMEDIATE, -1, 4, (const uint8_t[]){0, 25}, 2);
	nat = kit_expr(rule, IR_NAT, 0, -1);
	nat->nat.type = NFT_NAT_DNAT;
	nat->nat.family = NFPROTO_IPV4;
	nat->nat.reg_port = 4;

	rule = kit_rule(chain, "#31 address only");
	kit_data(rule, IR_IMMEDIATE, -1, 0, (const uint8_t[16]){0xfe, 0x80, [15] = 1}, 16);
	nat = kit_expr(rule, IR_NAT, 0, -1);
	nat->nat.type = NFT_NAT_DNAT;
	nat->nat.family = NFPROTO_IPV6;
	nat->nat.reg_port = -1;
}

static void make_all(struct ir *ir)
{
	struct ir_chain *chain;

	ir_init(ir, TABLE);
	kit_counter(ir, "r20")->id = 20;
	kit_counter(ir, "default_output");
	add_sets(ir);
	kit_verdict(kit_rule(kit_chain(ir, "side_"), "aside"), IR_CONTINUE, NULL);
	chain = kit_base(ir, "output_", "filter", NF_INET_LOCAL_OUT, 0, false);
	add_loads(chain);
	add_lookups(chain);
	add_acts(chain);
	add_nat(ir);
	kit_base(ir, "forward_", "filter", NF_INET_FORWARD, 10, true);
}

static void test_all_kinds_come_back(void **state)
{
	_cleanup_kernel_ struct kernel *kernel = NULL;
	_cleanup_ir_ struct ir want, have;
	struct kernel_change change;
	bool exists;

	KIT_NEED(state);
	kernel = kit_kernel();
	make_all(&want);
	kit_apply(kernel, &want, &change);
	assert_true(change.messages > 0);
	kit_read(kernel, &have, &exists);
	assert_true(exists);
	kit_assert_same(&have, &want);
	kit_apply(kernel, &want, &change);
	assert_int_equal(change.messages, 0);
}

static void test_another_socket_sees_no_difference(void **state)
{
	_cleanup_kernel_ struct kernel *kernel = NULL;
	_cleanup_ir_ struct ir want;
	struct kernel_change change;

	KIT_NEED(state);
	kernel = kit_kernel();
	make_all(&want);
	kit_apply(kernel, &want, &change);
	assert_int_equal(change.messages, 0);
}

static void test_nft_lists_it(void **state)
{
	_cleanup_free_ char *list = NULL;

	KIT_NEED(state);
	list = kit_list(TABLE);
	assert_non_null(strstr(list, "10.0.0.0/8 comment \"#7 ten\""));
	assert_non_null(strstr(list, "typeof meta time : verdict"));
	assert_non_null(strstr(list, "192.168.10.2:25 comment \"#30 publish\""));
}

/* What nft can say: the guards it adds itself, and no cgroup numbers, which it cannot read. */
static void make_sayable(struct ir *ir)
{
	static const uint8_t ipv4 = NFPROTO_IPV4, tcp = IPPROTO_TCP;
	struct ir_chain *chain;
	struct ir_rule *rule;
	struct ir_set *cgroups;

	ir_init(ir, TABLE);
	kit_counter(ir, "r20");
	add_sets(ir);
	cgroups = ir_find_set(ir, "cgroups_");
	ir_element_done(&cgroups->elements.v[0]);
	cgroups->elements.n = 0;
	kit_name(kit_rule(kit_chain(ir, "side_"), "#20 aside"), IR_OBJREF, "r20");
	chain = kit_base(ir, "output_", "filter", NF_INET_LOCAL_OUT, 0, true);
	rule = kit_rule(chain, "#12 verdicts");
	kit_meta(rule, NFT_META_NFPROTO, 0);
	kit_cmp(rule, &ipv4, 1);
	kit_meta(rule, NFT_META_L4PROTO, 0);
	kit_cmp(rule, &tcp, 1);
	kit_payload(rule, NFT_PAYLOAD_NETWORK_HEADER, 16, 4, 0);
	kit_payload(rule, NFT_PAYLOAD_TRANSPORT_HEADER, 2, 2, 1);
	kit_lookup(rule, "verdicts_", -1, true);
	rule = kit_rule(chain, "#13 time");
	kit_meta(rule, NFT_META_TIME_NS, 0);
	kit_expr(rule, IR_BYTEORDER, 0, 0)->byteorder.size = 8;
	rule->exprs.v[1].byteorder.len = 8;
	kit_lookup(rule, "time_", -1, false);
	kit_verdict(rule, IR_JUMP, "side_");
}

static void test_the_text_makes_the_same(void **state)
{
	_cleanup_free_ char *by_netlink = NULL, *by_text = NULL, *loaded = NULL;
	_cleanup_kernel_ struct kernel *kernel = NULL;
	_cleanup_str_ struct str text = {0};
	_cleanup_ir_ struct ir want;

	KIT_NEED(state);
	kernel = kit_kernel();
	make_sayable(&want);
	assert_int_equal(kernel_delete(kernel, TABLE, NULL), 0);
	kit_apply(kernel, &want, NULL);
	by_netlink = kit_list(TABLE);
	ir_text(&want, TEXT_REPLACE, &text);
	loaded = kit_nft(str_text(&text), "-f", "-", NULL);
	by_text = kit_list(TABLE);
	kit_assert_text(by_netlink, by_text);
}

static void test_delete(void **state)
{
	_cleanup_kernel_ struct kernel *kernel = NULL;
	_cleanup_ir_ struct ir have;
	bool exists;

	KIT_NEED(state);
	kernel = kit_kernel();
	assert_int_equal(kernel_delete(kernel, TABLE, NULL), 0);
	assert_int_equal(kernel_delete(kernel, TABLE, NULL), 0);
	kit_read(kernel, &have, &exists);
	assert_false(exists);
	assert_int_equal(have.chains.n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_all_kinds_come_back),
	    cmocka_unit_test(test_another_socket_sees_no_difference),
	    cmocka_unit_test(test_nft_lists_it),
	    cmocka_unit_test(test_the_text_makes_the_same),
	    cmocka_unit_test(test_delete),
	};

	return cmocka_run_group_tests(tests, kit_setup, NULL);
}
