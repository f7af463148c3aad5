/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/address.h"
#include "tests/model/values.h"
#include "tests/test.h"

#include <arpa/inet.h>
#include <stdlib.h>

static const char *const good_numbers[][2] = {
    {"192.168.10.5", NULL},
    {"0.0.0.0", NULL},
    {"255.255.255.255", NULL},
    {"2001:DB8::5", "2001:db8::5"},
    {"2001:0db8:0000:0000:0000:0000:0000:0005", "2001:db8::5"},
    {"::", NULL},
    {"::1", NULL},
    {"fe80::1", NULL},
    {"64:ff9b::192.0.2.1", "64:ff9b::c000:201"},
    {"192.168.10.0/24", NULL},
    {"192.168.10.5/32", "192.168.10.5"},
    {"0.0.0.0/0", NULL},
    {"128.0.0.0/1", NULL},
    {"192.168.10.254/31", NULL},
    {"::/0", NULL},
    {"2001:db8::/32", NULL},
    {"2001:db8:8000::/33", NULL},
    {"2001:db8::5/128", "2001:db8::5"},
    {"192.168.10.5-192.168.10.9", NULL},
    {"192.168.10.5-192.168.10.5", "192.168.10.5"},
    {"192.168.10.0-192.168.10.255", NULL},
    {"0.0.0.0-255.255.255.255", NULL},
    {"2001:db8::5-2001:db8::9", NULL},
    {"::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", NULL},
};

static const char *const bad_numbers[][2] = {
    {"", "leave the list empty"},
    {"any", "leave the list empty"},
    {"ALL", "leave the list empty"},
    {"*", "leave the list empty"},
    {"192.168.10.256", "192.168.10.256"},
    {"192.168.10", "looks like an IPv4 address"},
    {"192.168.010.5", "leading zeros"},
    {"0300.0250.0012.0005", "leading zeros"},
    {"0xc0a80a05", "looks like an IPv4 address"},
    {"3232238085", "looks like an IPv4 address"},
    {"192.168.10.5.", "looks like an IPv4 address"},
    {"1.2.3.4.5", "looks like an IPv4 address"},
    {"192.168.10.5/24", "did you mean 192.168.10.0/24, or the host 192.168.10.5"},
    {"2001:db8::5/64", "did you mean 2001:db8::/64"},
    {"192.168.10.0/33", "32 is the most"},
    {"2001:db8::/129", "128 is the most"},
    {"192.168.10.0/", "192.168.10.0/24"},
    {"192.168.10.0/-1", "192.168.10.0/24"},
    {"192.168.10.0/99999999999999999999", "192.168.10.0/24"},
    {"192.168.10.0/4294967320", "32 is the most"},
    {"192.168.10.0/24/24", "192.168.10.0/24"},
    {"192.168.10.0/255.255.255.0", "write its length, 192.168.10.0/24"},
    {"0.0.0.0/0.0.0.0", "write its length, 0.0.0.0/0"},
    {"192.168.10.0/255.0.255.0", "192.168.10.0/24"},
    {"mail.example.com/24", "192.168.10.0/24"},
    {"/24", "192.168.10.0/24"},
    {"192.168.10.9-192.168.10.5", "write 192.168.10.5-192.168.10.9"},
    {"2001:db8::9-2001:db8::5", "write 2001:db8::5-2001:db8::9"},
    {"192.168.10.5-9", "both addresses in full"},
    {"192.168.10.5-", "both addresses in full"},
    {"192.168.10.5-192.168.10.999", "both addresses in full"},
    {"2001:db8::5-9", "both addresses in full"},
    {"192.168.10.5-2001:db8::5", "from one family to the other"},
    {"192.168.10.0/24-192.168.11.0/24", "192.168.10.0/24"},
    {"::ffff:192.168.10.5", "write the IPv4 address"},
    {"::ffff:192.168.10.0/120", "write the IPv4 address"},
    {"::ffff:192.168.10.5-::ffff:192.168.10.9", "write the IPv4 address"},
    {"::ffff:0:0-2001:db8::", "write the IPv4 address"},
    {"fe80::1%eth0", "interface"},
    {"[2001:db8::5]", "without brackets"},
    {"[2001:db8::5]:25", "without brackets"},
    {"192.168.10.5:25", "'192.168.10.5:25'"},
    {"2001:db8:::5", "2001:db8::5"},
    {"12345::1", "2001:db8::5"},
    {" 192.168.10.5", "' 192.168.10.5'"},
    {"192.168.10.5 ", "'192.168.10.5 '"},
    {"192.168.10.5,192.168.10.6", "192.168.10.5,192.168.10.6"},
    {"-192.168.10.5", "'-192.168.10.5'"},
};

static void test_numbers(void **state)
{
	(void)state;
	TEST_VALUES(&type_address_list, good_numbers);
	TEST_REFUSALS(&type_address_list, bad_numbers);
}

#define LABEL63 "a23456789012345678901234567890123456789012345678901234567890123"
#define NAME253 LABEL63 "." LABEL63 "." LABEL63 ".a2345678901234567890123456789012345678901234567890123456789.a"

static const char *const good_names[][2] = {
    {"mail.example.com", NULL},
    {"Mail.Example.COM", "mail.example.com"},
    {"mail.example.com.", "mail.example.com"},
    {"localhost", NULL},
    {"a", NULL},
    {"3com.com", NULL},
    {"1.2.3.a4", NULL},
    {"r3---sn-4g5e.example.com", NULL},
    {"10-0-0-1.example.com", NULL},
    {"192.168.10.5-dynamic.example.com", NULL},
    {LABEL63 ".example.com", NULL},
    {NAME253, NULL},
    {"日本.jp", NULL},
    {"日本。jp", "日本.jp"},
    {"日本．ｊｐ", "日本.jp"},
    {"xn--wgv71a.jp", "日本.jp"},
    {"XN--WGV71A.JP", "日本.jp"},
    {"メール.日本.jp", NULL},
    {"straße.de", NULL},
    {"BÜCHER.example", "bücher.example"},
    {"bu\xcc\x88"
     "cher.example",
     "bücher.example"},
    {"ﾒｰﾙ.jp", "メール.jp"},
};

static const char *const bad_names[][2] = {
    {"mail_server.example.com", "mail_server.example.com"},
    {"mail server", "'mail server'"},
    {"-mail.example.com", "'-mail.example.com'"},
    {"mail-.example.com", "'mail-.example.com'"},
    {"mail..example.com", "'mail..example.com'"},
    {".", "'.'"},
    {".example.com", "'.example.com'"},
    {"mail.example.com..", "'mail.example.com..'"},
    {"*.example.com", "write each name"},
    {"mail@example.com", "'mail@example.com'"},
    {"a" LABEL63 ".example.com", "is not an address or a host name"},
    {NAME253 ".b", "is not an address or a host name"},
    {"https://mail.example.com", "'https://mail.example.com'"},
    {"mail.example.com:25", "'mail.example.com:25'"},
    {"xn--a.jp", "xn--a.jp"},
    {"xn--\xff", "UTF-8"},
    {"日本\xff.jp", "UTF-8"},
    {"日本 .jp", "日本 .jp"},
    {"日\x01本.jp", "control"},
    {"a\nb", "control"},
    {"日本_.jp", "日本_.jp"},
    {"日本!.jp", "日本!.jp"},
    {"日本/.jp", "日本/.jp"},
    {"日本　.jp", "日本　.jp"},
    {"日本:.jp", "日本:.jp"},
    {"日本@.jp", "日本@.jp"},
    {"日本,.jp", "日本,.jp"},
    {"日本\".jp", "日本\".jp"},
    {"℀日本.jp", "℀日本.jp"},
    {"＊.日本.jp", "＊.日本.jp"},
    {"１９２.168.10.5", "looks like an IPv4 address"},
};

static void test_names(void **state)
{
	(void)state;
	TEST_VALUES(&type_address_list, good_names);
	TEST_REFUSALS(&type_address_list, bad_names);
}

static const char *const good_sets[][2] = {
    {"@Mail servers", NULL}, {"@メールサーバ", NULL}, {"@a, b", NULL}, {"@192.168.10.5", NULL}};
static const char *const bad_sets[][2] = {
    {"@", "empty"}, {"@@a", "leave the @ out"}, {"@ a", "blank"}, {"@a\n", "line break"}, {"@\xff", "UTF-8"}};

static void test_sets(void **state)
{
	(void)state;
	TEST_VALUES(&type_address_list, good_sets);
	TEST_REFUSALS(&type_address_list, bad_sets);
}

static struct address parsed(const char *text)
{
	struct address address;

	if (address_parse(text, &address, NULL) < 0)
		fail_msg("%s", text);
	return address;
}

static void test_ascii_form(void **state)
{
	static const char *const names[][2] = {{"日本.jp", "xn--wgv71a.jp"},
					       {"mail.example.com", "mail.example.com"},
					       {"straße.de", "xn--strae-oqa.de"},
					       {"r3---sn-4g5e.example.com", "r3---sn-4g5e.example.com"}};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		_cleanup_(address_done) struct address address = parsed(names[i][0]);
		_cleanup_free_ char *ascii = NULL;

		assert_int_equal(address_name_ascii(&address, &ascii, NULL), 0);
		assert_string_equal(ascii, names[i][1]);
	}
}

static void test_contains(void **state)
{
	static const struct {
		const char *address, *host;
		bool contains;
	} cases[] = {
	    {"192.0.2.1", "192.0.2.1", true},
	    {"192.0.2.1", "192.0.2.2", false},
	    {"192.0.2.0/24", "192.0.2.0", true},
	    {"192.0.2.0/24", "192.0.2.255", true},
	    {"192.0.2.0/24", "192.0.3.0", false},
	    {"192.0.2.0/24", "192.0.1.255", false},
	    {"0.0.0.0/0", "255.255.255.255", true},
	    {"0.0.0.0/0", "::1", false},
	    {"::/0", "0.0.0.0", false},
	    {"::/0", "ffff::1", true},
	    {"192.0.2.5-192.0.2.9", "192.0.2.5", true},
	    {"192.0.2.5-192.0.2.9", "192.0.2.9", true},
	    {"192.0.2.5-192.0.2.9", "192.0.2.4", false},
	    {"192.0.2.5-192.0.2.9", "192.0.2.10", false},
	    {"192.0.1.255-192.0.2.0", "192.0.1.254", false},
	    {"2001:db8::/33", "2001:db8:7fff:ffff::1", true},
	    {"2001:db8::/33", "2001:db8:8000::", false},
	    {"mail.example.com", "192.0.2.1", false},
	    {"@Set", "192.0.2.1", false},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		_cleanup_(address_done) struct address address = parsed(cases[i].address);
		struct address host = parsed(cases[i].host);

		if (address_contains(&address, host.family, host.low) != cases[i].contains)
			fail_msg("%s and %s", cases[i].address, cases[i].host);
		if (address_overlaps(&address, &host) != cases[i].contains ||
		    address_overlaps(&host, &address) != cases[i].contains)
			fail_msg("overlap of %s and %s", cases[i].address, cases[i].host);
	}
}

/* Random nets and ranges: text and value are one-to-one, and both ends belong while their neighbours do not. */
static void test_random(void **state)
{
	unsigned seed = 1;

	(void)state;
	for (int n = 0; n < 4000; n++) {
		struct address net = {.kind = ADDRESS_NET, .family = n % 2 ? 4 : 6}, back;
		unsigned bits = net.family == 4 ? 32 : 128;
		_cleanup_str_ struct str text = {0};

		net.prefix = (uint8_t)((unsigned)rand_r(&seed) % bits);
		for (unsigned bit = 0; bit < bits; bit++) {
			uint8_t mask = (uint8_t)(0x80 >> bit % 8);
			bool one = bit < net.prefix && rand_r(&seed) % 2;

			net.low[bit / 8] |= one ? mask : 0;
			net.high[bit / 8] |= one || bit >= net.prefix ? mask : 0;
		}
		address_print(&net, &text);
		if (address_parse(str_text(&text), &back, NULL) < 0) {
			/* the one family that no packet carries */
			assert_non_null(strstr(str_text(&text), "::ffff:"));
			continue;
		}
		if (!address_equal(&net, &back))
			fail_msg("%s is read as another net", str_text(&text));
		assert_true(address_contains(&net, net.family, net.low));
		assert_true(address_contains(&net, net.family, net.high));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_numbers),    cmocka_unit_test(test_names),	cmocka_unit_test(test_sets),
	    cmocka_unit_test(test_ascii_form), cmocka_unit_test(test_contains), cmocka_unit_test(test_random),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
