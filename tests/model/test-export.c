/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CSV and Markdown of a policy: what a reader of each makes of them must be the policy's own texts. */
#include "model/table.h"
#include "tests/model/environment.h"
#include "tests/test.h"

#include <stdlib.h>

/* Texts that would be something else to a spreadsheet or a browser. */
static const char *const names[] = {
    "POP3サービス(外向き)",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "＝1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "'=1",
    "''",
    "'",
    "it's",
    " =1",
    "  '",
    " blanks ",
    "a,b",
    "a;=b",
    "say \"hello\"",
    "\"",
    "a | b",
    "&lt; &amp; &",
    "<b>bold</b>",
    "`code`",
    "*a* _b_ ~~c~~ $d$",
    "[a](http://b)",
    "a\\|b\\",
    "#1",
};

static void fill(struct policy *policy)
{
	policy_init(policy);
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		test_add_rule(policy, "name", names[i], "protocol", "tcp", "remote_service", "110,6000-6010",
			      "validity", "mon,tue 09:00-18:00; 2026-12-24", "log", "prefix=-a,limit=1/minute",
			      "comment", names[ARRAY_SIZE(names) - 1 - i], NULL);
}

/* One cell after RFC 4180, and on what ended it: ',', '\r' or 0. Anything it does not allow fails. */
static char csv_cell(const char **at, struct str *ret)
{
	const char *c = *at;
	bool quoted = *c == '"';
	char end;

	str_clear(ret);
	for (c += quoted; quoted ? *c != '"' || c[1] == '"' : !strchr(",\r", *c); c++) {
		assert_true(*c && *c != '\n' && (quoted || *c != '"'));
		str_add_char(ret, *c);
		c += *c == '"';
	}
	c += quoted;
	end = *c;
	assert_true(end == ',' || end == '\r');
	if (end == '\r')
		assert_int_equal(*++c, '\n');
	*at = c + 1;
	return end;
}

static void test_csv_gives_the_rules_back(void **state)
{
	_cleanup_policy_ struct policy policy;
	_cleanup_str_ struct str csv = {0}, cell = {0};
	const char *at;

	(void)state;
	fill(&policy);
	table_csv(&policy, false, &csv);
	at = str_text(&csv);
	for (size_t i = 0; i < rule_fields.n + 2; i++)
		csv_cell(&at, &cell);
	VEC_FOREACH (&policy.rules, rule) {
		struct rule back;

		rule_init(&back);
		csv_cell(&at, &cell);
		csv_cell(&at, &cell);
		for (size_t i = 0; i < rule_fields.n; i++) {
			const struct field *field = &rule_fields.fields[i];
			char end = csv_cell(&at, &cell);
			const char *text = str_text(&cell);

			assert_int_equal(end, i + 1 == rule_fields.n ? '\r' : ',');
			assert_null(strchr("=+-@", *text ? *text : 'x'));
			if (field_set(field, &back, *text == '\'' ? text + 1 : text, NULL) < 0)
				fail_msg("%s is not read back: %s", field->key, text);
		}
		if (!rule_equal(rule, &back))
			fail_msg("%s became %s", rule->name, back.name);
		rule_done(&back);
	}
	assert_string_equal(at, "");
}

static void test_csv_text(void **state)
{
	static const char *const expected[][2] = {
	    {"=1", "\"'=1\""},	    {"＝1", "\"'＝1\""}, {"'a", "\"''a\""},  {"a", "a"},       {"  -1", "\"'  -1\""},
	    {"a\"b", "\"a\"\"b\""}, {" a", "\" a\""},	 {"a;b", "\"a;b\""}, {"it's", "it's"}, {"a-b", "a-b"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(expected); i++) {
		_cleanup_policy_ struct policy policy;
		_cleanup_str_ struct str csv = {0};
		_cleanup_free_ char *line = mem_printf("\r\n1,1,%s,allow,", expected[i][1]);

		policy_init(&policy);
		test_add_rule(&policy, "name", expected[i][0], NULL);
		table_csv(&policy, i % 2, &csv);
		assert_int_equal(str_has_prefix(str_text(&csv), "\xef\xbb\xbfposition,id,name,action,"), i % 2);
		assert_int_equal(str_has_prefix(str_text(&csv), "position,id,name,action,"), !(i % 2));
		if (!strstr(str_text(&csv), line))
			fail_msg("no %s in %s", line, str_text(&csv));
	}
}

/* One cell of a table row as CommonMark reads it; what is not escaped may mean nothing. */
static void markdown_cell(const char **at, struct str *ret)
{
	const char *c = *at;

	str_clear(ret);
	assert_int_equal(*c++, ' ');
	for (; *c != '|'; c++) {
		assert_null(strchr("`*_<>[]&~$\n\r", *c));
		c += *c == '\\';
		str_add_char(ret, *c);
	}
	*at = c + 1;
	assert_int_equal(c[-1], ' ');
	ret->text[--ret->length] = '\0';
}

static void test_markdown_gives_the_texts_back(void **state)
{
	_cleanup_policy_ struct policy policy;
	_cleanup_str_ struct str text = {0}, cell = {0};
	const char *at;

	(void)state;
	fill(&policy);
	table_markdown(&policy, NULL, &text);
	at = strstr(str_text(&text), "\n## Rules\n");
	assert_non_null(at);
	at = strstr(at, "\n| 1 | 1 |");
	assert_non_null(at);
	VEC_FOREACH (&policy.rules, rule) {
		assert_int_equal(*at++, '\n');
		assert_int_equal(*at++, '|');
		for (size_t i = 0; i < rule_fields.n + 2; i++) {
			_cleanup_str_ struct str expected = {0};

			markdown_cell(&at, &cell);
			if (i < 2)
				continue;
			table_cell(&rule_fields.fields[i - 2], rule, NULL, false, &expected);
			assert_string_equal(str_text(&cell), str_text(&expected));
		}
	}
	assert_string_equal(at, "\n");
}

static void test_markdown_whole(void **state)
{
	_cleanup_policy_ struct policy policy;
	_cleanup_str_ struct str text = {0};

	(void)state;
	policy_init(&policy);
	test_add_object(&policy, OBJECT_ADDRESS_SET, "A & B", "192.0.2.1,@C_D");
	table_markdown(&policy, NULL, &text);
	assert_string_equal(str_text(&text), "# Firewall policy\n\n"
					     "## Settings\n\n"
					     "| Setting | Value |\n"
					     "| --- | --- |\n"
					     "| Default outbound | Accept |\n"
					     "| Default inbound | Accept |\n"
					     "| Default forward | Accept |\n"
					     "| Log unmatched | No |\n"
					     "| Keep SSH | Yes |\n"
					     "| Time zone | Not set |\n\n"
					     "## Address sets\n\n"
					     "| Name | Members | Comment |\n"
					     "| --- | --- | --- |\n"
					     "| A \\& B | 192.0.2.1, @C\\_D | Not set |\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_csv_gives_the_rules_back),
	    cmocka_unit_test(test_csv_text),
	    cmocka_unit_test(test_markdown_gives_the_texts_back),
	    cmocka_unit_test(test_markdown_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
