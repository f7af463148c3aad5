/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/preset_place.h"

#include "model/field.h"
#include "tests/model/environment.h"
#include "tests/test.h"

#define WEB "name", "new web", "direction", "inbound", "protocol", "tcp", "local_service", "80", (const char *)NULL
#define MAIL                                                                                                           \
	"name", "new mail", "direction", "outbound", "protocol", "tcp", "remote_service", "25", "remote_address",      \
	    "192.0.2.5", (const char *)NULL

static struct test_environment environment;

static void place(struct policy *policy, size_t n, bool again, size_t to, struct preset_place *ret)
{
	preset_place(policy, &environment.env, n, again, to, ret);
}

static void expect_order(const struct policy *policy, const char *expected)
{
	_cleanup_str_ struct str names = {0};

	for (size_t i = 0; i < policy->rules.n; i++)
		str_addf(&names, "%s%s", i ? ", " : "", policy->rules.v[i].name);
	assert_string_equal(str_text(&names), expected);
}

static void expect_list(const rule_index_list_t *list, const char *expected)
{
	_cleanup_str_ struct str text = {0};

	VEC_FOREACH (list, index)
		str_addf(&text, "%s%zu", text.length ? "," : "", *index);
	assert_string_equal(str_text(&text), expected);
}

static void test_first_where_nothing_is_banned(void **state)
{
	_cleanup_preset_place_ struct preset_place ret = {0};
	_cleanup_policy_ struct policy policy;

	(void)state;
	policy_init(&policy);
	test_add_rule(&policy, WEB);
	test_add_rule(&policy, "name", "ssh", "direction", "inbound", "protocol", "tcp", "local_service", "22", NULL);
	test_add_rule(&policy, "name", "no udp", "action", "drop", "direction", "inbound", "protocol", "udp", NULL);
	test_add_rule(&policy, "name", "no mail out", "action", "drop", "direction", "outbound", "protocol", "tcp",
		      "remote_service", "25", NULL);
	place(&policy, 1, false, PRESET_PLACE_FIND, &ret);
	expect_order(&policy, "new web, ssh, no udp, no mail out");
	assert_int_equal(ret.first, 0);
	assert_int_equal(ret.n, 1);
	expect_list(&ret.same, "");
	expect_list(&ret.above, "");
	expect_list(&ret.below, "");
}

/* Who was banned stays banned, wherever the ban stands and also where it cannot be known whom it is about. */
static void test_below_bans(void **state)
{
	_cleanup_preset_place_ struct preset_place ret = {0};
	_cleanup_policy_ struct policy policy;

	(void)state;
	policy_init(&policy);
	test_add_rule(&policy, WEB);
	test_add_rule(&policy, "name", "ssh", "direction", "inbound", "protocol", "tcp", "local_service", "22", NULL);
	test_add_rule(&policy, "name", "ban", "action", "drop", "direction", "both", "remote_address", "203.0.113.0/24",
		      NULL);
	test_add_rule(&policy, "name", "named", "action", "reject", "direction", "inbound", "remote_address",
		      "mail.example.com", NULL);
	test_add_rule(&policy, "name", "off", "action", "drop", "direction", "inbound", "validity", "sat-sun",
		      "enabled", "no", NULL);
	test_add_rule(&policy, "name", "other port", "action", "drop", "direction", "inbound", "protocol", "tcp",
		      "local_service", "81", NULL);
	place(&policy, 1, false, PRESET_PLACE_FIND, &ret);
	expect_order(&policy, "ssh, ban, named, off, new web, other port");
	assert_int_equal(ret.first, 4);
	expect_list(&ret.above, "1,2");
	expect_list(&ret.below, "");
}

/* What would leave nothing of a new rule must come behind it, and so does what follows. */
static void test_above_what_hides(void **state)
{
	_cleanup_preset_place_ struct preset_place ret = {0};
	_cleanup_policy_ struct policy policy;

	(void)state;
	policy_init(&policy);
	test_add_rule(&policy, MAIL);
	test_add_rule(&policy, "name", "one program", "action", "drop", "application", "user:alice", NULL);
	test_add_rule(&policy, "name", "no mail out", "action", "reject", "protocol", "tcp", "remote_service", "25",
		      NULL);
	test_add_rule(&policy, "name", "guests", "action", "reject", "local_address", "192.0.2.128/25", NULL);
	place(&policy, 1, false, PRESET_PLACE_FIND, &ret);
	expect_order(&policy, "one program, new mail, no mail out, guests");
	expect_list(&ret.above, "0");
	expect_list(&ret.below, "2,3");
}

static void test_what_is_there_is_not_added(void **state)
{
	_cleanup_preset_place_ struct preset_place ret = {0};
	_cleanup_policy_ struct policy policy;

	(void)state;
	policy_init(&policy);
	test_add_rule(&policy, MAIL);
	test_add_rule(&policy, WEB);
	test_add_rule(&policy, "name", "ban", "action", "drop", "direction", "inbound", "remote_address", "192.0.2.9",
		      NULL);
	test_add_rule(&policy, "name", "mine", "protocol", "tcp", "remote_service", "25", "remote_address", "192.0.2.5",
		      "comment", "renamed", "enabled", "no", "log", "on", NULL);
	place(&policy, 2, false, PRESET_PLACE_FIND, &ret);
	expect_order(&policy, "ban, new web, mine");
	assert_int_equal(ret.n, 1);
	assert_int_equal(ret.first, 1);
	expect_list(&ret.same, "2");
}

static void test_what_differs_is_added(void **state)
{
	static const char *const others[][2] = {
	    {"remote_address", "192.0.2.6"}, {"application", "user:mail"}, {"validity", "mon"},
	    {"interface", "eth0"},	     {"action", "reject"},	   {"direction", "both"}};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(others); i++) {
		_cleanup_preset_place_ struct preset_place ret = {0};
		_cleanup_policy_ struct policy policy;
		size_t other;

		policy_init(&policy);
		test_add_rule(&policy, MAIL);
		other = test_add_rule(&policy, MAIL);
		assert_int_equal(
		    field_set(field_find(&rule_fields, others[i][0]), &policy.rules.v[other], others[i][1], NULL), 0);
		place(&policy, 1, false, 0, &ret);
		assert_int_equal(policy.rules.n, 2);
		expect_list(&ret.same, "");
	}
}

static void test_again(void **state)
{
	_cleanup_preset_place_ struct preset_place ret = {0};
	_cleanup_policy_ struct policy policy;

	(void)state;
	policy_init(&policy);
	test_add_rule(&policy, MAIL);
	test_add_rule(&policy, MAIL);
	place(&policy, 1, true, PRESET_PLACE_FIND, &ret);
	assert_int_equal(policy.rules.n, 2);
	assert_int_equal(ret.n, 1);
	expect_list(&ret.same, "");
}

/* A place that was asked for is taken, and what it does to bans is told all the same. */
static void test_asked_for(void **state)
{
	_cleanup_preset_place_ struct preset_place ret = {0};
	_cleanup_policy_ struct policy policy;

	(void)state;
	policy_init(&policy);
	test_add_rule(&policy, WEB);
	test_add_rule(&policy, MAIL);
	test_add_rule(&policy, "name", "ban", "action", "drop", "direction", "inbound", "remote_address", "192.0.2.9",
		      NULL);
	test_add_rule(&policy, "name", "last", "direction", "forward", NULL);
	place(&policy, 2, false, 0, &ret);
	expect_order(&policy, "new web, new mail, ban, last");
	expect_list(&ret.below, "2");
	preset_place_done(&ret);
	place(&policy, 2, true, 2, &ret);
	expect_order(&policy, "ban, last, new web, new mail");
	expect_list(&ret.above, "0");
}

/* A ban that has an error may become one that narrows the new rules: it stays above. */
static void test_below_what_is_wrong(void **state)
{
	_cleanup_preset_place_ struct preset_place ret = {0};
	_cleanup_policy_ struct policy policy;

	(void)state;
	policy_init(&policy);
	test_add_rule(&policy, WEB);
	test_add_rule(&policy, "name", "wrong", "action", "drop", "direction", "inbound", "remote_address", "@Gone",
		      NULL);
	place(&policy, 1, false, PRESET_PLACE_FIND, &ret);
	expect_order(&policy, "wrong, new web");
	expect_list(&ret.above, "0");
}

static int setup(void **state)
{
	(void)state;
	test_environment_init(&environment);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	test_environment_done(&environment);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_first_where_nothing_is_banned),
	    cmocka_unit_test(test_below_bans),
	    cmocka_unit_test(test_above_what_hides),
	    cmocka_unit_test(test_what_is_there_is_not_added),
	    cmocka_unit_test(test_what_differs_is_added),
	    cmocka_unit_test(test_again),
	    cmocka_unit_test(test_asked_for),
	    cmocka_unit_test(test_below_what_is_wrong),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
