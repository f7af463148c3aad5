/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every golden/NAME.json is compiled and printed; the text must be that of golden/NAME.nft. With NFTABS_GOLDEN_WRITE=1
 * in the environment the .nft files are written instead (into the source tree): read what changed before keeping it.
 * Each text is also loaded with nft(8), which must make the very expressions of it that the table has.
 */
#include "backend/compile/compile.h"
#include "backend/compile/text.h"
#include "model/document.h"
#include "tests/compile/nft.h"
#include "tests/model/environment.h"

#include <stdio.h>
#include <stdlib.h>

#define NOW 1782909296 /* 2026-07-01 12:34:56 UTC */

static char *golden_path(const char *name, const char *suffix)
{
	const char *top = getenv("top_srcdir");

	return mem_printf("%s/tests/compile/golden/%s.%s", top ? top : ".", name, suffix);
}

static char *file_read(const char *path)
{
	FILE *file = fopen(path, "re");
	struct str text = {0};
	char buffer[4096];
	size_t n;

	if (!file)
		fail_msg("%s cannot be read", path);
	while ((n = fread(buffer, 1, sizeof(buffer), file)) > 0)
		str_add_n(&text, buffer, n);
	fclose(file);
	return str_take(&text);
}

static void file_write(const char *path, const char *text)
{
	FILE *file = fopen(path, "we");

	assert_non_null(file);
	assert_int_not_equal(fputs(text, file), EOF);
	assert_int_equal(fclose(file), 0);
}

/* The policy of a document; rules get the ids 1, 2, 3 … */
static void golden_policy(const char *name, struct policy *ret)
{
	_cleanup_free_ char *path = golden_path(name, "json");
	_cleanup_free_ char *text = file_read(path);
	_cleanup_error_ struct error err = {0};

	if (document_read(text, strlen(text), ret, &err) != 0)
		fail_msg("%s: %s", path, err.message);
	for (size_t i = 0; i < ret->rules.n; i++)
		ret->rules.v[i].id = (int64_t)i + 1;
}

static void golden_compile(const char *name, struct ir *ret)
{
	_cleanup_policy_ struct policy policy = {0};
	_cleanup_test_environment_ struct test_environment environment;
	_cleanup_error_ struct error err = {0};

	test_environment_init(&environment);
	golden_policy(name, &policy);
	if (policy_compile(&policy, &environment.env, NOW, ret, &err) != 0)
		fail_msg("%s: rule %zu, %s: %s", name, err.subject.position, err.subject.field, err.message);
}

static void check_text(const char *name, const char *text)
{
	_cleanup_free_ char *path = golden_path(name, "nft");
	_cleanup_free_ char *golden = NULL;

	if (getenv("NFTABS_GOLDEN_WRITE"))
		file_write(path, text);
	golden = file_read(path);
	assert_string_equal(text, golden);
}

static size_t occurrences(const char *text, const char *word)
{
	size_t n = 0;

	for (text = strstr(text, word); text; text = strstr(text + 1, word))
		n++;
	return n;
}

/* Fails with the first rule that differs. */
static void same_rules(const char *made, const char *expected)
{
	while (*made || *expected) {
		const char *next_made = strstr(made + 1, "\ninet "), *next_expected = strstr(expected + 1, "\ninet ");
		_cleanup_free_ char *a = mem_strndup(made, next_made ? (size_t)(next_made - made) : strlen(made));
		_cleanup_free_ char *b =
		    mem_strndup(expected, next_expected ? (size_t)(next_expected - expected) : strlen(expected));

		if (strcmp(a, b) != 0)
			fail_msg("nft makes%s\nof the text of%s", a, b);
		made += strlen(a);
		expected += strlen(b);
	}
}

/* nft makes of the text what the table says, and can list what it loaded. */
static void check_loads(const struct ir *ir, const char *text)
{
	_cleanup_free_ char *made = nft_load(text);
	_cleanup_free_ char *listed = nft_list(COMPILE_TABLE);
	_cleanup_str_ struct str expected = {0};

	nft_expected(ir, &expected);
	same_rules(made, str_text(&expected));
	assert_int_equal(occurrences(listed, " comment \"#"), occurrences(text, " comment \"#"));
	assert_null(strstr(listed, "invalid type"));
	assert_null(strstr(listed, "unknown"));
}

static void golden(void **state, const char *name)
{
	_cleanup_ir_ struct ir ir = {0};
	_cleanup_str_ struct str text = {0};

	golden_compile(name, &ir);
	ir_text(&ir, TEXT_RUNTIME, &text);
	check_text(name, str_text(&text));
	NFT_NEED(state);
	check_loads(&ir, str_text(&text));
}

#define GOLDEN(name)                                                                                                   \
	static void test_##name(void **state)                                                                          \
	{                                                                                                              \
		golden(state, #name);                                                                                  \
	}

GOLDEN(addresses)
GOLDEN(applications)
GOLDEN(directions)
GOLDEN(empty)
GOLDEN(icmp)
GOLDEN(log)
GOLDEN(mail)
GOLDEN(names)
GOLDEN(publish)
GOLDEN(reject)
GOLDEN(services)
GOLDEN(validity)

/* TEXT_REPLACE over a table that is there already gives the same table. */
static void test_replace(void **state)
{
	_cleanup_ir_ struct ir ir = {0};
	_cleanup_str_ struct str plain = {0}, twice = {0};
	_cleanup_free_ char *first = NULL, *second = NULL, *once_made = NULL, *twice_made = NULL;

	NFT_NEED(state);
	golden_compile("services", &ir);
	ir_text(&ir, TEXT_RUNTIME, &plain);
	once_made = nft_load(str_text(&plain));
	first = nft_list(COMPILE_TABLE);
	str_add(&twice, str_text(&plain));
	ir_text(&ir, TEXT_RUNTIME | TEXT_REPLACE, &twice);
	twice_made = nft_load(str_text(&twice));
	second = nft_list(COMPILE_TABLE);
	assert_string_equal(first, second);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_addresses), cmocka_unit_test(test_applications), cmocka_unit_test(test_directions),
	    cmocka_unit_test(test_empty),     cmocka_unit_test(test_icmp),	   cmocka_unit_test(test_log),
	    cmocka_unit_test(test_mail),      cmocka_unit_test(test_names),	   cmocka_unit_test(test_publish),
	    cmocka_unit_test(test_reject),    cmocka_unit_test(test_services),	   cmocka_unit_test(test_validity),
	    cmocka_unit_test(test_replace),
	};

	return cmocka_run_group_tests_name("golden", tests, nft_setup, NULL);
}
