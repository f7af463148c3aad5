/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/error.h"
#include "base/str.h"
#include "base/utf8.h"
#include "tests/test.h"

static void test_split(void **state)
{
	_cleanup_strlist_ strlist_t list = {0};

	(void)state;
	strlist_split(&list, " a, b\\,c ,,d\\\\,", ',');
	assert_int_equal(list.n, 3);
	assert_string_equal(list.v[0], "a");
	assert_string_equal(list.v[1], "b,c");
	assert_string_equal(list.v[2], "d\\");
}

static void test_str_grows(void **state)
{
	_cleanup_str_ struct str s = {0};
	_cleanup_free_ char *taken = NULL;

	(void)state;
	assert_string_equal(str_text(&s), "");
	for (int i = 0; i < 1000; i++)
		str_addf(&s, "%d,", i);
	assert_int_equal(s.length, 3890);
	taken = str_take(&s);
	assert_int_equal(strlen(taken), 3890);
	assert_string_equal(str_text(&s), "");
}

static void test_number(void **state)
{
	unsigned long n = 7;

	(void)state;
	assert_true(str_to_uint("65535", 1, 65535, &n));
	assert_int_equal(n, 65535);
	assert_false(str_to_uint("65536", 1, 65535, &n));
	assert_false(str_to_uint("+1", 1, 65535, &n));
	assert_false(str_to_uint("1 ", 1, 65535, &n));
	assert_false(str_to_uint("99999999999999999999999", 1, 65535, &n));
	assert_int_equal(n, 65535);
}

static void test_utf8(void **state)
{
	(void)state;
	assert_int_equal(utf8_width("POP3サービス(外向き)"), 20);
	assert_int_equal(utf8_cut("外向き", 4), 3);
	assert_int_equal(utf8_fit("外向き", 3), 3);
	assert_int_equal(utf8_length("外向き"), 3);
	assert_true(utf8_is_printable("許可 ok"));
	assert_false(utf8_is_printable("a\033[1m"));
	assert_false(utf8_is_printable("\xc0\xaf"));
	assert_false(utf8_is_printable("\xed\xa0\x80"));
}

/* A document of someone else must not steer the terminal of who reads what is wrong with it. */
static void test_message_is_printable(void **state)
{
	_cleanup_error_ struct error err = {0};

	(void)state;
	assert_int_equal(error_set(&err, ERROR_VALUE, "'%s' is bad", "外\033]0;x\a\n\xc2\x85\xff"), -1);
	assert_string_equal(err.message, "'外\\x1b]0;x\\x07\\x0a\\xc2\\x85\\xff' is bad");
}

static void test_error_line(void **state)
{
	_cleanup_error_ struct error err = {0};
	_cleanup_free_ char *text = NULL;

	(void)state;
	assert_int_equal(error_set(&err, ERROR_SYNTAX, "'%s' is no port", "11o"), -1);
	error_in_field(&err, "remote_service");
	error_about(&err, "rule", 12, 3, "POP3");
	error_about(&err, "rule", 99, 9, "later subjects do not replace the first");
	text = error_text(&err);
	assert_string_equal(text, "rule 3 \"POP3\" (#12), remote_service: '11o' is no port");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_split),
	    cmocka_unit_test(test_str_grows),
	    cmocka_unit_test(test_number),
	    cmocka_unit_test(test_utf8),
	    cmocka_unit_test(test_message_is_printable),
	    cmocka_unit_test(test_error_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
