/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which chains of other people's tables can still drop. */
#include "tests/kernel/kit.h"

static const char ruleset[] =
    "table inet t {\n"
    " chain own_ { type filter hook input priority 0; policy drop; }\n"
    "}\n"
    "table ip t {\n"
    " chain policy_ { type filter hook input priority 0; policy drop; }\n"
    " chain map_ { type filter hook output priority 1\n jump one_\n }\n"
    " chain one_ { goto two_\n }\n"
    " chain two_ { ct state vmap { established : accept, invalid : drop }\n }\n"
    " chain unreached_ { drop\n }\n"
    "}\n"
    "table inet harmless {\n"
    " set s_ { type ipv4_addr; }\n"
    " map marks_ { type ipv4_addr : mark; }\n"
    " chain mangle_ { type filter hook forward priority -150\n meta mark set 1\n jump next_\n }\n"
    " chain next_ { ip saddr @s_ counter accept\n ct state vmap { new : accept }\n jump same_\n }\n"
    " chain same_ { ct mark set ip saddr map @marks_\n return\n }\n"
    "}\n"
    "table ip6 refuses {\n"
    " chain late_ { type filter hook input priority 300\n tcp dport 22 reject\n }\n"
    " chain asks_ { type filter hook forward priority 0\n udp dport 53 accept\n }\n"
    "}\n"
    "table ip named {\n"
    " map v_ { type inet_service : verdict\n elements = { 25 : goto no_ }\n }\n"
    " chain no_ { counter drop\n }\n"
    " chain c_ { type filter hook output priority 5\n tcp dport vmap @v_\n }\n"
    "}\n"
    "table inet asleep {\n"
    " flags dormant\n"
    " chain c_ { type filter hook input priority 0; policy drop; }\n"
    "}\n"
    "table arp other {\n chain c_ { type filter hook input priority 0; policy drop; }\n }\n";

static const struct {
	const char *family, *table, *chain;
	uint8_t hook;
	int32_t priority;
	bool can_drop;
} expected[] = {
    {"ip", "t", "policy_", NF_INET_LOCAL_IN, 0, true},
    {"ip", "t", "map_", NF_INET_LOCAL_OUT, 1, true},
    {"inet", "harmless", "mangle_", NF_INET_FORWARD, -150, false},
    {"ip6", "refuses", "late_", NF_INET_LOCAL_IN, 300, true},
    {"ip6", "refuses", "asks_", NF_INET_FORWARD, 0, false},
    {"ip", "named", "c_", NF_INET_LOCAL_OUT, 5, true},
};

static const struct kernel_other *find(const kernel_other_list_t *list, size_t i)
{
	VEC_FOREACH (list, other)
		if (str_equal(other->family, expected[i].family) && str_equal(other->table, expected[i].table) &&
		    str_equal(other->chain, expected[i].chain))
			return other;
	fail_msg("%s %s %s is missing", expected[i].family, expected[i].table, expected[i].chain);
	return NULL;
}

static void test_others(void **state)
{
	_cleanup_(kernel_others_done) kernel_other_list_t list = {0};
	_cleanup_kernel_ struct kernel *kernel = NULL;
	_cleanup_free_ char *loaded = NULL;

	KIT_NEED(state);
	loaded = kit_nft(ruleset, "-f", "-", NULL);
	kernel = kit_kernel();
	assert_int_equal(kernel_others(kernel, "t", &list, NULL), 0);
	assert_int_equal(list.n, ARRAY_SIZE(expected));
	for (size_t i = 0; i < ARRAY_SIZE(expected); i++) {
		const struct kernel_other *other = find(&list, i);

		assert_int_equal(other->hook, expected[i].hook);
		assert_int_equal(other->priority, expected[i].priority);
		if (other->can_drop != expected[i].can_drop)
			fail_msg("%s %s %s", other->family, other->table, other->chain);
	}
}

static void test_nobody(void **state)
{
	_cleanup_(kernel_others_done) kernel_other_list_t list = {0};
	_cleanup_kernel_ struct kernel *kernel = NULL;
	_cleanup_free_ char *flushed = NULL;

	KIT_NEED(state);
	flushed = kit_nft(NULL, "flush", "ruleset", NULL);
	kernel = kit_kernel();
	assert_int_equal(kernel_others(kernel, "t", &list, NULL), 0);
	assert_int_equal(list.n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_others),
	    cmocka_unit_test(test_nobody),
	};

	return cmocka_run_group_tests(tests, kit_setup, NULL);
}
