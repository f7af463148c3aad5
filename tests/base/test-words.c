/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/words.h"
#include "tests/test.h"

#include <locale.h>

static void test_match(void **state)
{
	static const struct {
		const char *pattern, *text;
		bool matches;
	} cases[] = {
	    {"", "anything", true},
	    {"  ", "", true},
	    {"pop", "", false},
	    {"pop", "the POP3 rule", true},
	    {"3 rule POP", "the pop3 rule", true},
	    {"pop imap", "the POP3 rule", false},
	    {"smtp|pop", "the POP3 rule", true},
	    {"smtp|imap", "the POP3 rule", false},
	    {"pop| the", "the POP3 rule", true},
	    {"smtp|", "the POP3 rule", false},
	    {"|", "the POP3 rule", true},
	    {"|| rule", "the POP3 rule", true},
	    {"Äpfel", "äPFEL", true},
	    {"外 pop3", "POP3外向き", true},
	    {"a\\b", "A\\B", true},
	    {"\xff", "broken \xff byte", true},
	    {"aab", "aaab", true},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct words words = {0};

		words_set(&words, cases[i].pattern);
		if (words_match(&words, cases[i].text) != cases[i].matches)
			fail_msg("%s in %s", cases[i].pattern, cases[i].text);
		words_done(&words);
	}
}

/* Every place where a word stands, one behind the other, the longest choice. */
static void test_find(void **state)
{
	struct words words = {0};
	size_t start, end;
	const char *text = "POP3 外 pop3s";

	(void)state;
	words_set(&words, "pop|pop3 外");
	assert_true(words_find(&words, text, 0, &start, &end));
	assert_int_equal(start, 0);
	assert_int_equal(end, 4);
	assert_true(words_find(&words, text, end, &start, &end));
	assert_int_equal(start, 5);
	assert_int_equal(end, 8);
	assert_true(words_find(&words, text, end, &start, &end));
	assert_int_equal(start, 9);
	assert_int_equal(end, 13);
	assert_false(words_find(&words, text, end, &start, &end));
	assert_int_equal(start, 9);
	words_set(&words, " | ");
	assert_false(words_find(&words, text, 0, &start, &end));
	words_done(&words);
}

static void test_narrow(void **state)
{
	(void)state;
	assert_true(words_narrow("pop", "pop3"));
	assert_true(words_narrow("pop", "pop x"));
	assert_true(words_narrow("a|b", "a|bc"));
	assert_false(words_narrow("", "pop"));
	assert_false(words_narrow("pop", "po"));
	assert_false(words_narrow("pop", "pop|imap"));
	assert_false(words_narrow("pop|", "pop|imap"));
	assert_false(words_narrow("pop x", "pop y"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_match),
	    cmocka_unit_test(test_find),
	    cmocka_unit_test(test_narrow),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
