/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Items of service lists: ports, ranges, ICMP types, names; and members of service objects. */
#include "tests/model/values.h"
#include "tests/test.h"

static const char *const good_ports[][2] = {
    {"1", NULL},
    {"110", NULL},
    {"65535", NULL},
    {"6000-6010", NULL},
    {"1-65535", NULL},
    {"80-80", "80"},
    {"3/4", NULL},
    {"0/0", NULL},
    {"255/255", NULL},
    {"pop3", NULL},
    {"3com-tsmux", NULL},
    {"z39.50", NULL},
    {"whois++", NULL},
    {"kerberos_master", NULL},
    {"a", NULL},
    {"Mail reading", NULL},
    {"@Mail reading", "Mail reading"},
    {"メール受信", NULL},
    {"24時間サービス", NULL},
    {"1st server (web)", NULL},
    {"Web/TLS!", NULL},
    {"echo-request", NULL},
};

static const char *const bad_ports[][2] = {
    {"", "not a port"},
    {"0", "echo-reply"},
    {"65536", "65535"},
    {"-1", "'-1'"},
    {"+1", "'+1'"},
    {"80-", "'80-'"},
    {"-80", "'-80'"},
    {"1-2-3", "'1-2-3'"},
    {"0-80", "'0-80'"},
    {"6010-6000", "6000-6010"},
    {"99999999999999999999", "65535"},
    {"4294967297", "65535"},
    {"80 81", "'80 81'"},
    {" 80", "' 80'"},
    {"80 ", "'80 '"},
    {"80,81", "'80,81'"},
    {"80:81", "'80:81'"},
    {"*", "'*'"},
    {"3/256", "'3/256'"},
    {"256/0", "'256/0'"},
    {"3/", "'3/'"},
    {"/4", "'/4'"},
    {"1/2/3", "'1/2/3'"},
    {"@110", "'@110'"},
    {"@", "not a port"},
    {"@@x", "'@x'"},
    {"11o!", "'11o!'"},
    {"80:8o", "'80:8o'"},
    {"3/4a", "'3/4a'"},
    {"80\xffx", "UTF-8"},
    {"a ", "'a '"},
    {"a\tb", "control"},
    {"a\nb", "line break"},
    {"!", "'!'"},
    {"\xe3\x83", "UTF-8"},
    {"80%", "'80%'"},
};

static void test_ports(void **state)
{
	(void)state;
	TEST_VALUES(&type_port_list, good_ports);
	TEST_REFUSALS(&type_port_list, bad_ports);
}

/* What a rule cannot name without a mark is no name for a service object. */
static const char *const good_service_names[][2] = {
    {"Mail reading", NULL}, {"pop3", NULL}, {"メール受信", NULL}, {"24時間", NULL}, {"tcp, udp", NULL}, {"a", NULL},
};

static const char *const bad_service_names[][2] = {
    {"110", "begin it with a letter"},
    {"6000-6010", "begin it with a letter"},
    {"11o!", "begin it with a letter"},
    {"3/4", "begin it with a letter"},
    {"80:https", "begin it with a letter"},
    {"!", "begin it with a letter"},
    {"", "empty"},
    {"@Web", "leave the @ out"},
    {" Web", "blank"},
    {"Web\n", "line break"},
};

static void test_service_names(void **state)
{
	(void)state;
	TEST_VALUES(&type_service_name, good_service_names);
	TEST_REFUSALS(&type_service_name, bad_service_names);
}

static const char *const good_members[][2] = {
    {"tcp/110", NULL},
    {"TCP/110", "tcp/110"},
    {"udp/6000-6010", NULL},
    {"sctp/80-80", "sctp/80"},
    {"tcp/1-65535", NULL},
    {"tcp", NULL},
    {"esp", NULL},
    {"ESP", "esp"},
    {"ip/253", NULL},
    {"ip/6", "tcp"},
    {"ip/0", NULL},
    {"icmp", NULL},
    {"icmp/8", "icmp/echo-request"},
    {"icmp/Echo-Request", "icmp/echo-request"},
    {"icmpv6/128", "icmpv6/echo-request"},
    {"ipv6-icmp/nd-neighbor-solicit", "icmpv6/nd-neighbor-solicit"},
    {"icmpv6/mld-listener-reduction", "icmpv6/mld-listener-done"},
    {"icmp/13-18", NULL},
    {"icmp/3/4", "icmp/destination-unreachable/4"},
    {"icmp/0", "icmp/echo-reply"},
    {"icmp/255", NULL},
    {"icmp/255/0", NULL},
    {"@Web", NULL},
    {"@110", NULL},
    {"@メール", NULL},
};

static const char *const bad_members[][2] = {
    {"", "one protocol"},
    {"110", "tcp/110"},
    {"any", "one protocol"},
    {"any/80", "one protocol"},
    {"tcp+udp/53", "tcp/53"},
    {"/80", "one protocol"},
    {"tcp/", "'tcp/'"},
    {"tcp/0", "1 to 65535"},
    {"tcp/65536", "1 to 65535"},
    {"tcp/81-80", "'tcp/81-80'"},
    {"tcp/pop3", "tcp/110"},
    {"tcp/80/81", "'tcp/80/81'"},
    {"esp/80", "leave out"},
    {"icmp/256", "message type"},
    {"icmp/3/256", "message type"},
    {"icmp/3-4/5", "message type"},
    {"icmp/ping", "echo-request"},
    {"icmp/nd-redirect", "message type"},
    {"icmpv6/redirect", "message type"},
    {"ip/256", "ip/255"},
    {"ip/", "ip/255"},
    {"htcp/80", "'htcp'"},
    {"@", "empty"},
    {"@ x", "blank"},
    {"6/110", "tcp/110"},
};

static void test_members(void **state)
{
	(void)state;
	TEST_VALUES(&type_service_member_list, good_members);
	TEST_REFUSALS(&type_service_member_list, bad_members);
}

static struct proto_port port(const char *text)
{
	struct proto_port ret;

	assert_int_equal(proto_port_parse(text, &ret, NULL), 0);
	return ret;
}

static const struct {
	const char *a, *b;
	bool overlap;
} cases_overlap[] = {
    {"tcp/80", "tcp/80", true},		{"tcp/80", "udp/80", false},	 {"tcp/80-90", "tcp/90-100", true},
    {"tcp/80-89", "tcp/90-100", false}, {"tcp", "tcp/65535", true},	 {"tcp", "udp", false},
    {"icmp/3/4", "icmp/3/4", true},	{"icmp/3/4", "icmp/3/5", false}, {"icmp/3", "icmp/3/5", true},
    {"icmp/0-10", "icmp/3/5", true},	{"icmp/8", "icmpv6/128", false}, {"esp", "esp", true},
    {"tcp/1-65535", "tcp/80-81", true}, {"icmp", "icmp/255", true},
};

static void test_overlap(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases_overlap); i++) {
		struct proto_port a = port(cases_overlap[i].a), b = port(cases_overlap[i].b);

		if (proto_port_overlaps(&a, &b) != cases_overlap[i].overlap ||
		    proto_port_overlaps(&b, &a) != cases_overlap[i].overlap)
			fail_msg("%s and %s", cases_overlap[i].a, cases_overlap[i].b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_ports),
	    cmocka_unit_test(test_service_names),
	    cmocka_unit_test(test_members),
	    cmocka_unit_test(test_overlap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
