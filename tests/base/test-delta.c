/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/test.h"

#include "base/delta.h"

static void expect(const char *before, const char *after, const char *expected)
{
	_cleanup_str_ struct str out = {0};

	delta_text(before, after, &out);
	assert_string_equal(str_text(&out), expected);
}

#define TABLE(chain) "table t {\n\tcounter r1 {\n\t}\n\n\tchain one {\n" chain "\t}\n}\n"

static void test_same(void **state)
{
	(void)state;
	expect("", "", "");
	expect(TABLE("\t\ta\n"), TABLE("\t\ta\n"), "");
	expect("a\n\nb\n", "a\n}\nb", "");
}

static void test_come_and_go(void **state)
{
	(void)state;
	expect("", "a\nb\n", "+ a\n+ b\n");
	expect("a\nb\n", "", "- a\n- b\n");
	expect(TABLE("\t\ta\n\t\tb\n"), TABLE("\t\ta\n\t\tc\n\t\tb\n"), "  \tchain one {\n+ \t\tc\n");
	expect(TABLE("\t\ta\n\t\tb\n"), TABLE("\t\tb\n\t\tc\n"), "  \tchain one {\n- \t\ta\n+ \t\tc\n");
}

static void test_order(void **state)
{
	(void)state;
	expect("a\nb\nc\nd\n", "b\nc\nd\na\n", "- a\n+ a\n");
	expect("a\nb\n", "b\na\n", "- a\n+ a\n");
}

/* Lines that stand more than once are compared where they stand. */
static void test_repeated(void **state)
{
	(void)state;
	expect("x\na\nx\nb\nx\n", "x\na\nx\nx\nb\nx\n", "+ x\n");
	expect("x\nx\nx\n", "x\nx\n", "- x\n");
}

static void test_blocks(void **state)
{
	(void)state;
	expect("t {\n\tone {\n\t}\n}\n", "t {\n\tone {\n\t}\n\ttwo {\n\t\ta\n\t}\n}\n", "  t {\n+ \ttwo {\n+ \t\ta\n");
	expect("t {\n\tset { 1, 2 }\n\tb\n}\n", "t {\n\tset { 1, 3 }\n\tb\n}\n",
	       "  t {\n- \tset { 1, 2 }\n+ \tset { 1, 3 }\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_same),     cmocka_unit_test(test_come_and_go), cmocka_unit_test(test_order),
	    cmocka_unit_test(test_repeated), cmocka_unit_test(test_blocks),
	};

	return cmocka_run_group_tests_name("delta", tests, NULL, NULL);
}
