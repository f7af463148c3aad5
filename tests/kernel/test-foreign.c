/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Rules that somebody else put into the table, by nft: their text is the same rule to nft, or says that it is none. */

#include "backend/compile/text.h"
#include "tests/kernel/kit.h"

static const char frame[] = "table inet " TABLE " {\n"
			    " chain c { type filter hook input priority 0; policy accept; }\n"
			    " chain d { }\n"
			    "}\n";

static const struct {
	const char *rule;
	bool known;
} rules[] = {
    {"ct state vmap { established : accept, invalid : drop, new : jump d }", true},
    {"ct state established,related accept", true},
    {"meta l4proto { tcp, udp } accept", true},
    {"meta l4proto tcp accept", true},
    {"meta nfproto ipv4 tcp dport 53 accept", true},
    {"ip saddr 10.0.0.0/8 drop", true},
    {"ip saddr 10.0.0.0/9 drop", true},
    {"ip6 daddr 2001:db8::/33 drop", true},
    {"ip saddr 192.0.2.1 ip daddr 192.0.2.2 accept", true},
    {"ip saddr != 192.0.2.1 drop", true},
    {"ip saddr 192.0.2.1-192.0.2.9 drop", true},
    {"tcp sport 1-100 drop", true},
    {"tcp sport 1 tcp dport 2 drop", true},
    {"tcp dport { 1-5, 9 } accept", true},
    {"ip saddr . tcp dport { 192.0.2.1 . 22 } accept", true},
    {"icmp type echo-request accept", true},
    {"icmpv6 type echo-request accept", true},
    {"ct mark 5 accept", true},
    {"meta mark set 5", true},
    {"meta skuid 1000 accept", true},
    {"iifname \"eth0\" accept", true},
    {"fib daddr type local accept", true},
    {"limit rate 5/second accept", true},
    {"log prefix \"a\" level warn", true},
    {"reject with tcp reset", true},
    {"ip saddr & 255.0.0.255 == 10.0.0.1 drop", false},
    {"tcp flags & (syn|ack) == syn drop", false},
    {"tcp flags syn accept", false},
    {"tcp option maxseg size 1400 accept", false},
    {"ip dscp cs1 accept", false},
    {"ip ttl 1 drop", false},
    {"ip protocol icmp accept", false},
    {"ip6 nexthdr 58 accept", false},
    {"ip length > 100 drop", false},
    {"meta mark > 5 drop", false},
    {"udp length 8 accept", false},
    {"meta mark & 0xff == 5 accept", false},
    {"ct state & (established | new) == new accept", false},
    {"ct direction original accept", false},
    {"iifname \"eth*\" accept", false},
    {"iif lo accept", false},
    {"meta pkttype broadcast drop", false},
    {"fib saddr . iif oif missing drop", false},
    {"fib daddr type broadcast drop", false},
    {"limit rate over 5/second burst 7 packets drop", false},
    {"limit rate 5 kbytes/second accept", false},
    {"ether saddr 00:11:22:33:44:55 drop", false},
    {"esp spi 5 accept", false},
    {"numgen random mod 2 0 accept", false},
    {"notrack", false},
};

/* The chain as nft lists it, with the rule in it; NULL where this nft or kernel does not take the rule. */
static char *load(const char *rule)
{
	_cleanup_free_ char *line = mem_printf("add rule inet " TABLE " c %s\n", rule), *added = NULL;
	int status;

	free(kit_nft(NULL, "flush", "ruleset", NULL));
	free(kit_nft(frame, "-f", "-", NULL));
	added = kit_run(line, &status, "/usr/sbin/nft", "-f", "-", NULL);
	return status ? NULL : kit_list(TABLE);
}

static char *text_of_table(void)
{
	_cleanup_kernel_ struct kernel *kernel = kit_kernel();
	_cleanup_ir_ struct ir ir = {0};
	struct error err = {0};
	struct str text = {0};
	bool exists;

	if (kernel_read(kernel, TABLE, &ir, &exists, &err))
		fail_msg("%s", err.message);
	assert_true(exists);
	ir_text(&ir, TEXT_RUNTIME | TEXT_REPLACE, &text);
	return str_take(&text);
}

static void check(const char *rule, bool known)
{
	_cleanup_free_ char *want = load(rule), *text = NULL, *loaded = NULL, *have = NULL;

	if (!want) {
		print_message("not taken here: %s\n", rule);
		return;
	}
	text = text_of_table();
	if (known == (strchr(text, '<') != NULL))
		fail_msg("%s\n%s", rule, text);
	/* A set without a name is told by the one that the kernel gave it, which is no name to nft. */
	if (!known || strstr(text, "@__"))
		return;
	loaded = kit_nft(text, "-f", "-", NULL);
	have = kit_list(TABLE);
	kit_assert_text(have, want);
}

static void test_foreign(void **state)
{
	KIT_NEED(state);
	for (size_t i = 0; i < ARRAY_SIZE(rules); i++)
		check(rules[i].rule, rules[i].known);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_foreign),
	};

	return cmocka_run_group_tests_name("foreign", tests, kit_setup, NULL);
}
