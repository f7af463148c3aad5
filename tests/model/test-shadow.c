/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The search for covering rules by hash, against the comparison of every rule with every one before it. */
#include "model/shadow.h"

#include "model/cover.h"
#include "tests/model/environment.h"
#include "tests/test.h"

#include <stdlib.h>

#define POLICIES 60
#define RULES	 80

static const char *const addresses[] = {
    "",
    "10.1.2.3",
    "10.1.3.4",
    "10.1.0.0/16",
    "10.0.0.0/8",
    "10.1.2.0/23",
    "0.0.0.0/0",
    "10.1.2.1-10.1.2.9",
    "mail.example.com",
    "2001:db8:7000::1",
    "2001:db8::/33",
    "::/0",
    "10.1.2.3, 2001:db8::1",
    "10.1.2.4, mail.example.com",
    "10.1.2.1, 10.1.2.2, 10.1.2.3, 10.1.2.4, 10.1.2.5, 10.1.2.6, 10.1.2.7, 10.1.2.8, 10.1.2.9",
};
static const char *const services[] = {
    "", "80", "443", "80, 443", "1-1023", "70-80", "80, 70-80", "443, 8080", "1, 2, 3, 4, 5, 6, 7, 80, 443"};
static const char *const protocols[] = {"tcp", "udp", "tcp+udp"};
static const char *const directions[] = {"outbound", "inbound", "both"};
static const char *const programs[] = {"", "", "", "", "unit:postfix.service"};

#define PICK(texts) texts[(unsigned)rand_r(seed) % ARRAY_SIZE(texts)]
/* Mostly nothing, or nothing would ever be covered. */
#define PICK_SELDOM(texts) (rand_r(seed) % 4 ? "" : PICK(texts))

static void add_random_rule(struct policy *policy, unsigned *seed)
{
	size_t i =
	    test_add_rule(policy, "protocol", PICK(protocols), "direction", PICK(directions), "application",
			  PICK(programs), "remote_service", PICK(services), "local_service", PICK_SELDOM(services),
			  "remote_address", PICK(addresses), "local_address", PICK_SELDOM(addresses), NULL);

	policy->rules.v[i].enabled = rand_r(seed) % 8 != 0;
}

/* As shadows_find() says it in its header. */
static size_t find_slowly(const struct meanings *meanings, size_t later)
{
	const struct rule *rules = meanings->policy->rules.v;

	for (size_t i = 0; i < later; i++)
		if (rules[i].enabled && meanings->rules.v[i].ok && rules[i].action != ACTION_PUBLISH &&
		    cover_test(&rules[i], &meanings->rules.v[i], &rules[later], &meanings->rules.v[later]))
			return i;
	return SIZE_MAX;
}

static void test_finds_the_first(void **state)
{
	_cleanup_test_environment_ struct test_environment environment;
	size_t covered = 0, uncovered = 0;
	unsigned seed = 1;

	(void)state;
	test_environment_init(&environment);
	for (int n = 0; n < POLICIES; n++) {
		_cleanup_policy_ struct policy policy;
		_cleanup_meanings_ struct meanings meanings = {0};
		_cleanup_shadows_ struct shadows *shadows = NULL;

		policy_init(&policy);
		for (size_t i = 0; i < RULES; i++)
			add_random_rule(&policy, &seed);
		meanings_make(&policy, &environment.env, NULL, &meanings);
		shadows = shadows_new(&meanings);
		for (size_t i = 0; i < RULES; i++) {
			if (!meanings.rules.v[i].ok)
				continue;
			assert_int_equal(shadows_find(shadows, i), find_slowly(&meanings, i));
			*(find_slowly(&meanings, i) == SIZE_MAX ? &uncovered : &covered) += 1;
		}
	}
	assert_true(covered > 500);
	assert_true(uncovered > 500);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_finds_the_first)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
