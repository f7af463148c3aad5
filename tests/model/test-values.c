/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Protocols, ICMP types, log options, applications, inner servers, and the small types of texts and words. */
#include "tests/model/values.h"
#include "tests/test.h"

#include <stdlib.h>

static const char *const good_protocols[][2] = {
    {"", "any"},	 {"any", NULL},		 {"ALL", "any"}, {"tcp", NULL},	     {"TCP", "tcp"},
    {"tcp+udp", NULL},	 {"UDP+TCP", "tcp+udp"}, {"icmp", NULL}, {"icmpv6", NULL},   {"ipv6-icmp", "icmpv6"},
    {"icmp6", "icmpv6"}, {"sctp", NULL},	 {"esp", NULL},	 {"ipcomp", "comp"}, {"0", NULL},
    {"6", "tcp"},	 {"17", "udp"},		 {"253", NULL},	 {"255", NULL},	     {"UDPLite", "udplite"},
};
static const char *const bad_protocols[][2] = {
    {"256", "0 to 255"},	{"-1", "0 to 255"}, {"tcp,udp", "tcp+udp"},
    {"tcp/udp", "tcp+udp"},	{" tcp", "' tcp'"}, {"6 ", "'6 '"},
    {"0x6", "'0x6'"},		{"htcp", "'htcp'"}, {"+6", "'+6'"},
    {"4294967302", "0 to 255"}, {"ip", "'ip'"},	    {"ＴＣＰ", "'ＴＣＰ'"},
};

static void test_protocols(void **state)
{
	(void)state;
	TEST_VALUES(&type_protocol, good_protocols);
	TEST_REFUSALS(&type_protocol, bad_protocols);
}

/* Every number has one text, which leads back to it, and a label. */
static void test_all_protocols(void **state)
{
	(void)state;
	for (protocol_t number = PROTOCOL_ANY; number <= PROTOCOL_TCP_UDP; number++) {
		_cleanup_str_ struct str text = {0};
		protocol_t back = 1000;
		char buffer[8];

		protocol_print(number, &text);
		assert_int_equal(protocol_parse(str_text(&text), &back, NULL), 0);
		assert_int_equal(back, number);
		assert_true(*protocol_label(number, buffer) != '\0');
		assert_int_equal(protocol_covers(number, 6),
				 number == PROTOCOL_ANY || number == PROTOCOL_TCP_UDP || number == 6);
		assert_int_equal(protocol_covers(number, 17),
				 number == PROTOCOL_ANY || number == PROTOCOL_TCP_UDP || number == 17);
		if (protocol_is_icmp(number))
			assert_false(protocol_has_ports(number));
	}
	assert_false(protocol_has_ports(PROTOCOL_ANY));
	assert_true(protocol_has_ports(PROTOCOL_TCP_UDP));
	assert_true(protocol_has_ports(132));
	assert_false(protocol_has_ports(50));
}

/* A name and a number are one another's, in each of the two protocols and in no other. */
static void test_icmp_types(void **state)
{
	static const protocol_t protocols[] = {1, 58};
	size_t named = 0;
	uint8_t type = 0;

	(void)state;
	for (size_t p = 0; p < ARRAY_SIZE(protocols); p++) {
		for (unsigned i = 0; i <= UINT8_MAX; i++) {
			const char *name = icmp_type_name(protocols[p], i);

			if (!name)
				continue;
			named++;
			assert_true(icmp_type_from_name(protocols[p], name, &type));
			assert_int_equal(type, i);
			assert_false(icmp_type_from_name(6, name, &type));
		}
	}
	assert_true(named >= 30);
	assert_true(icmp_type_from_name(1, "Echo-Request", &type));
	assert_int_equal(type, 8);
	assert_true(icmp_type_from_name(58, "echo-request", &type));
	assert_int_equal(type, 128);
	assert_false(icmp_type_from_name(1, "packet-too-big", &type));
	assert_false(icmp_type_from_name(58, "redirect", &type));
	assert_false(icmp_type_from_name(1, "", &type));
	assert_int_equal(type, 128);
	assert_null(icmp_type_name(6, 8));
	assert_null(icmp_type_name(1, 256 + 8));
}

static const char *const good_logs[][2] = {
    {"", NULL},
    {"on", NULL},
    {"ON", "on"},
    {"on,level=info", "level=info"},
    {"level=WARNING", "level=warn"},
    {"level=error", "level=err"},
    {"level=emerg", NULL},
    {"level=debug", NULL},
    {"prefix=mail", NULL},
    {"prefix=a=b", NULL},
    {"prefix=a\\,b", NULL},
    {"prefix=a\\\\b", NULL},
    {"prefix=メール: ", "prefix=メール:"},
    {"prefix= x", NULL},
    {"limit=10/minute", NULL},
    {"limit=10/m", "limit=10/minute"},
    {"limit=4294967295/second", NULL},
    {"limit=1/day", NULL},
    {"limit=1/Hour", "limit=1/hour"},
    {"limit=10/minute burst 20", "limit=10/minute,burst=20"},
    {"burst=20, limit=10/minute", "limit=10/minute,burst=20"},
    {"burst=5,level=warn,prefix=x,limit=1/s", "prefix=x,level=warn,limit=1/second,burst=5"},
    {" , on ,", "on"},
};
static const char *const bad_logs[][2] = {
    {"off", "'off'"},
    {"yes", "'yes'"},
    {"on=1", "write on alone"},
    {"prefix", "prefix"},
    {"prefix=", "prefix"},
    {"prefix=a\"b", "quotation mark"},
    {"prefix=a\nb", "control character"},
    {"prefix=\xff", "control character"},
    {"prefix=12345678901234567890123456789012345678901234567890123456789012345", "65 bytes: 64"},
    {"level=", "warn"},
    {"level=8", "'8'"},
    {"level=loud", "'loud'"},
    {"limit=10", "10/minute"},
    {"limit=0/minute", "10/minute"},
    {"limit=-1/minute", "10/minute"},
    {"limit=4294967296/second", "10/minute"},
    {"limit=10/week", "10/minute"},
    {"limit=10/minute/second", "10/minute"},
    {"limit=/minute", "10/minute"},
    {"limit=10/minute boost 5", "10/minute"},
    {"limit=10/minute burst", "10/minute"},
    {"limit=10/minute burst 0", "burst"},
    {"limit=10/minute burst x", "burst"},
    {"limit=10/minute burst 20,burst=30", "twice"},
    {"burst=5", "limit=10/minute"},
    {"burst=0,limit=1/day", "'0'"},
    {"limit=1/day,burst=4294967295", "too large"},
    {"level=info,level=warn", "twice"},
    {"on,on", "twice"},
    {"colour=red", "'colour=red'"},
    {"=", "'='"},
    {"on\x01", "log option"},
};

static void test_logs(void **state)
{
	(void)state;
	TEST_VALUES(&type_log, good_logs);
	TEST_REFUSALS(&type_log, bad_logs);
}

#define NAME255                                                                                                        \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" \
	"aaaaaa"                                                                                                       \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" \
	"aaaaaa"                                                                                                       \
	"aaaaaaaaaaaaaaaaaaa.service"

static const char *const good_programs[][2] = {
    {"/usr/bin/msmtp", NULL},
    {"/usr/lib/thunderbird/thunderbird-bin", NULL},
    {"/opt/メール/bin/a, b", NULL},
    {"/...", NULL},
    {"/a b", NULL},
    {"unit:postfix.service", NULL},
    {"unit:getty@tty1.service", NULL},
    {"unit:dev-disk\\x2dby.swap", NULL},
    {"unit:user-1000.slice", NULL},
    {"cgroup:/system.slice/postfix.service", NULL},
    {"cgroup:/1/2/3/4/5/6/7/8", NULL},
    {"user:alice", NULL},
    {"user:1000", NULL},
    {"user:0", NULL},
    {"user:4294967294", NULL},
    {"user:3com", NULL},
    {"group:mail", NULL},
    {"group:8", NULL},
    {"@Thunderbird", NULL},
    {"@メールソフト", NULL},
};
static const char *const bad_programs[][2] = {
    {"", "whole path"},
    {"msmtp", "whole path"},
    {"C:\\Program Files\\Outlook Express\\msimn.exe", "path of Windows"},
    {"d:/a.exe", "path of Windows"},
    {"/", "plain form"},
    {"/usr/bin/", "plain form"},
    {"/usr//bin", "plain form"},
    {"/usr/../bin/x", "plain form"},
    {"/usr/./bin", "plain form"},
    {"/usr/bin/..", "plain form"},
    {"/usr/bin/a\nb", "control character"},
    {"/usr/bin/\xff", "UTF-8"},
    {" /usr/bin/x", "blank"},
    {"/usr/bin/x ", "blank"},
    {"unit:", "unit:postfix.service"},
    {"unit:postfix", "unit:postfix.service"},
    {"unit:.service", "unit:.service"},
    {"unit:a b.service", "'unit:a b.service'"},
    {"unit:a/b.service", "'unit:a/b.service'"},
    {"unit:backup.timer", ".service"},
    {"unit:a" NAME255, "not the name of a systemd unit"},
    {"cgroup:", "cgroup:/system.slice"},
    {"cgroup:system.slice", "cgroup:/system.slice"},
    {"cgroup:/", "cgroup:/system.slice"},
    {"cgroup:/a/../b", "cgroup:/system.slice"},
    {"cgroup:/1/2/3/4/5/6/7/8/9", "9 levels"},
    {"user:", "user:NAME"},
    {"user:-1", "user:NAME"},
    {"user:4294967295", "user:NAME"},
    {"user:99999999999", "user:NAME"},
    {"user:007", "user:NAME"},
    {"user:a:b", "user:NAME"},
    {"user:a b", "user:NAME"},
    {"user:a,b", "user:NAME"},
    {"group:", "group:NAME"},
    {"group:-1", "group:NAME"},
    {"User:alice", "whole path"},
    {"@", "empty"},
    {"@@a", "leave the @ out"},
};

static void test_programs(void **state)
{
	(void)state;
	TEST_VALUES(&type_program_list, good_programs);
	TEST_REFUSALS(&type_program_list, bad_programs);
}

static const char *const good_endpoints[][2] = {
    {"", NULL},	       {"192.168.10.2", NULL}, {"192.168.10.2:25", NULL}, {"192.168.10.2:65535", NULL},
    {"fd00::2", NULL}, {"[fd00::2]:25", NULL}, {"[fd00::2]", "fd00::2"},  {"FD00::2", "fd00::2"},
};
static const char *const bad_endpoints[][2] = {
    {"mail.example.com", "host name"},
    {"@Servers", "inner server"},
    {"192.168.10.0/24", "inner server"},
    {"192.168.10.2-192.168.10.3", "inner server"},
    {"192.168.10.2:", "1 to 65535"},
    {"192.168.10.2:0", "1 to 65535"},
    {"192.168.10.2:65536", "1 to 65535"},
    {"192.168.10.2:smtp", "1 to 65535"},
    {"[192.168.10.2]:25", "inner server"},
    {"[fd00::2]25", "inner server"},
    {"[fd00::2", "inner server"},
    {"fd00::2]:25", "inner server"},
    {"127.0.0.1", "loopback"},
    {"127.9.9.9:25", "loopback"},
    {"::1", "loopback"},
    {"0.0.0.0", "unspecified"},
    {"0.1.2.3", "unspecified"},
    {"::", "unspecified"},
    {"224.0.0.1", "multicast"},
    {"ff02::1", "multicast"},
    {"255.255.255.255", "broadcast"},
    {"fe80::1", "link-local"},
    {"::ffff:192.168.10.2", "inner server"},
    {"192.168.10.2/32", "inner server"},
};

static void test_endpoints(void **state)
{
	(void)state;
	TEST_VALUES(&type_endpoint, good_endpoints);
	TEST_REFUSALS(&type_endpoint, bad_endpoints);
}

static void test_words(void **state)
{
	static const char *const bad[][2] = {{"", "write"}, {"allow ", "'allow '"}, {"許可", "'許可'"}, {"al", "'al'"}};
	static const struct value_type *const types[] = {&type_action, &type_direction, &type_verdict};

	(void)state;
	for (size_t t = 0; t < ARRAY_SIZE(types); t++) {
		for (size_t i = 0; types[t]->words[i]; i++) {
			test_value(types[t], types[t]->words[i], NULL);
			assert_non_null(types[t]->labels[i]);
		}
		TEST_REFUSALS(types[t], bad);
	}
	test_value(&type_action, "ALLOW", "allow");
	test_value(&type_boolean, "TRUE", "yes");
	test_value(&type_boolean, "on", "yes");
	test_value(&type_boolean, "1", "yes");
	test_value(&type_boolean_on, "false", "no");
	test_value(&type_boolean_on, "off", "no");
	test_value(&type_boolean_on, "0", "no");
	test_refusal(&type_boolean, "", "yes or no");
	test_refusal(&type_boolean_on, "maybe", "yes or no");
}

static const char *const good_dates[][2] = {
    {"", NULL}, {"2026-12-31", NULL}, {"2028-02-29", NULL}, {"1970-01-01", NULL}, {"9999-12-31", NULL}};
static const char *const bad_dates[][2] = {
    {"2026-02-29", "2026-12-31"}, {"2026-13-01", "2026-12-31"}, {"2026-00-01", "2026-12-31"},
    {"2026-01-00", "2026-12-31"}, {"2026-04-31", "2026-12-31"}, {"1969-12-31", "2026-12-31"},
    {"26-12-31", "2026-12-31"},	  {"2026/12/31", "2026-12-31"}, {"2026-12-31 ", "2026-12-31"},
    {"2026-12-3", "2026-12-31"},  {"tomorrow", "2026-12-31"},	{"2100-02-29", "2026-12-31"},
};
static const char *const good_interfaces[][2] = {
    {"", NULL}, {"eth0", NULL}, {"br-lan.10", NULL}, {"123456789012345", NULL}, {"wg@home", NULL}, {"a'b", NULL}};
static const char *const bad_interfaces[][2] = {
    {"eth*", "a rule for each"}, {"1234567890123456", "1 to 15"},
    {"eth 0", "1 to 15"},	 {"a/b", "1 to 15"},
    {"a:b", "1 to 15"},		 {".", "1 to 15"},
    {"..", "1 to 15"},		 {"e\"", "quotation"},
    {"e\n", "1 to 15"},		 {"\xff", "1 to 15"},
};
static const char *const good_zones[][2] = {
    {"", NULL}, {"UTC", NULL}, {"Asia/Tokyo", NULL}, {"America/Argentina/Buenos_Aires", NULL}, {"Etc/GMT+9", NULL}};
static const char *const bad_zones[][2] = {
    {"/etc/passwd", "Asia/Tokyo"}, {"../x", "Asia/Tokyo"},    {"Asia/", "Asia/Tokyo"}, {"Asia//Tokyo", "Asia/Tokyo"},
    {"Asia Tokyo", "Asia/Tokyo"},  {"Asia/.x", "Asia/Tokyo"}, {"東京", "Asia/Tokyo"},
};

static void test_texts(void **state)
{
	_cleanup_str_ struct str longest = {0};

	(void)state;
	TEST_VALUES(&type_date, good_dates);
	TEST_REFUSALS(&type_date, bad_dates);
	TEST_VALUES(&type_interface, good_interfaces);
	TEST_REFUSALS(&type_interface, bad_interfaces);
	TEST_VALUES(&type_timezone, good_zones);
	TEST_REFUSALS(&type_timezone, bad_zones);
	for (int i = 0; i < 200; i++)
		str_add(&longest, "あ");
	test_value(&type_text, str_text(&longest), NULL);
	test_value(&type_object_name, str_text(&longest), NULL);
	str_add(&longest, "い");
	test_refusal(&type_text, str_text(&longest), "201 characters: 200");
	test_refusal(&type_object_name, str_text(&longest), "201 characters: 200");
	test_value(&type_comment, str_text(&longest), NULL);
	while (longest.length < 2001)
		str_add_char(&longest, 'x');
	for (int i = 0; i < 2000; i++)
		str_add_char(&longest, 'x');
	test_refusal(&type_comment, str_text(&longest), "2000 are the most");
	test_refusal(&type_text, "a\nb", "line break");
	test_refusal(&type_text, "a\x1b[31m", "control character");
	test_refusal(&type_text, "a\xc2\x9b", "control character");
	test_refusal(&type_text, "\xc0\xaf", "UTF-8");
	test_refusal(&type_text, "\xed\xa0\x80", "UTF-8");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_protocols), cmocka_unit_test(test_all_protocols), cmocka_unit_test(test_icmp_types),
	    cmocka_unit_test(test_logs),      cmocka_unit_test(test_programs),	    cmocka_unit_test(test_endpoints),
	    cmocka_unit_test(test_words),     cmocka_unit_test(test_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
