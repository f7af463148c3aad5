/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/test.h"

#include "model/adopt.h"
#include "model/document.h"

#include <string.h>

static struct policy read_rules(const char *const *names)
{
	_cleanup_str_ struct str text = {0};
	struct policy policy;

	str_add(&text, "{\"format\":\"nftabs-policy\",\"version\":1,\"rules\":[");
	for (size_t i = 0; names[i]; i++)
		str_addf(&text, "%s{\"name\":\"%s\",\"action\":\"allow\",\"direction\":\"inbound\"}", i ? "," : "",
			 names[i]);
	str_add(&text, "],\"address_sets\":[{\"name\":\"Hosts\",\"members\":[\"192.0.2.1\"]}]}");
	assert_int_equal(document_read(str_text(&text), text.length, &policy, NULL), 0);
	return policy;
}

/* Ids of the stored: 11, 12, …; ids end with -1. */
static void expect(const char *const *before, const char *const *after, const int64_t *ids)
{
	_cleanup_policy_ struct policy old = read_rules(before), new = read_rules(after);
	size_t n;

	for (size_t i = 0; i < old.rules.n; i++)
		old.rules.v[i].id = 11 + (int64_t)i;
	policy_object(&old, OBJECT_ADDRESS_SET, 0)->id = 5;
	old.version = 77;
	policy_adopt(&old, &new);
	for (n = 0; ids[n] >= 0; n++) {
		assert_true(n < new.rules.n);
		assert_int_equal(new.rules.v[n].id, ids[n]);
	}
	assert_int_equal(n, new.rules.n);
	assert_int_equal(policy_object(&new, OBJECT_ADDRESS_SET, 0)->id, 5);
	assert_int_equal(new.version, 77);
}

#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})
#define IDS(...)   ((const int64_t[]){__VA_ARGS__, -1})

static void test_names(void **state)
{
	(void)state;
	expect(NAMES("a", "b", "c"), NAMES("a", "b", "c"), IDS(11, 12, 13));
	expect(NAMES("a", "b", "c"), NAMES("c", "x", "a"), IDS(13, 0, 11));
	expect(NAMES("a"), NAMES("b", "ab", "a "), IDS(0, 0, 0));
}

/* Of one name the first takes the first; more than there were are new. */
static void test_same_names(void **state)
{
	(void)state;
	expect(NAMES("a", "b", "a"), NAMES("a", "a", "a", "b"), IDS(11, 13, 0, 12));
	expect(NAMES("a", "a", "a"), NAMES("b", "a"), IDS(0, 11));
}

static void test_numbers(void **state)
{
	_cleanup_policy_ struct policy policy = read_rules(NAMES("a", "b"));

	(void)state;
	policy.rules.v[0].id = 9;
	policy_number_rules(&policy);
	assert_int_equal(policy.rules.v[0].id, 9);
	assert_int_equal(policy.rules.v[1].id, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_names), cmocka_unit_test(test_same_names),
					   cmocka_unit_test(test_numbers)};

	return cmocka_run_group_tests_name("adopt", tests, NULL, NULL);
}
