/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The finding that a rule never decides, against packets: none of them may be decided by such a rule. */
#include "model/check.h"
#include "model/field.h"
#include "tests/model/environment.h"
#include "tests/model/random.h"
#include "tests/test.h"

#include <stdlib.h>

#define POLICIES 1000
#define RULES	 12
#define PACKETS	 120 /* for each rule that is said to be never reached */

/* What the whole run saw, so that it cannot pass by seeing nothing. */
struct seen {
	size_t shadowed; /* rules said to be never reached */
	size_t decided;	 /* packets that another rule decided */
	size_t proven;	 /* shadowed rules that did decide a packet once the earlier rules were switched off */
};

static void fail_decided(const struct policy *policy, size_t index, const struct packet *packet, unsigned seed)
{
	_cleanup_str_ struct str text = {0};

	str_addf(&text, "seed %u: rule %zu is never reached, but decides ", seed, index + 1);
	random_packet_print(packet, &text);
	for (size_t i = 0; i <= index; i++) {
		str_addf(&text, "\nrule %zu:", i + 1);
		for (size_t f = 0; f < rule_fields.n; f++) {
			if (field_is_empty(&rule_fields.fields[f], &policy->rules.v[i]))
				continue;
			str_addf(&text, " %s=", rule_fields.fields[f].key);
			field_print(&rule_fields.fields[f], &policy->rules.v[i], &text);
		}
	}
	fail_msg("%s", str_text(&text));
}

static bool decides(const struct evaluator *evaluator, const struct packet *packet, size_t *ret)
{
	struct decision decision;
	bool rule;

	evaluator_decide(evaluator, packet, false, &decision);
	*ret = decision.index;
	rule = decision.decider == DECIDER_RULE || decision.decider == DECIDER_PUBLISHED;
	decision_done(&decision);
	return rule;
}

/* The same packets, were the rules before it not there: a rule that can never match proves nothing. */
static bool decides_alone(const struct policy *policy, const struct environment *env, size_t index,
			  const struct packet *packets, size_t n)
{
	_cleanup_policy_ struct policy alone = policy_copy(policy);
	_cleanup_(evaluator_freep) struct evaluator *evaluator = NULL;
	size_t by = 0;
	bool found = false;

	for (size_t i = 0; i < index; i++)
		alone.rules.v[i].enabled = false;
	evaluator = evaluator_new(&alone, env);
	for (size_t i = 0; i < n && !found; i++)
		found = decides(evaluator, &packets[i], &by) && by == index;
	return found;
}

static void try_rule(const struct policy *policy, const struct environment *env, size_t index, unsigned seed,
		     struct seen *seen)
{
	_cleanup_(evaluator_freep) struct evaluator *evaluator = evaluator_new(policy, env);
	_cleanup_meaning_ struct meaning meaning = {0};
	_cleanup_free_ struct packet *packets = mem_calloc(PACKETS, sizeof(*packets));
	unsigned roll = seed;

	assert_int_equal(meaning_resolve(policy, env, &policy->rules.v[index], &meaning, NULL), 0);
	for (size_t i = 0; i < PACKETS; i++) {
		size_t by;

		random_packet(&roll, &policy->rules.v[index], &meaning, &packets[i]);
		if (!decides(evaluator, &packets[i], &by))
			continue;
		if (by == index)
			fail_decided(policy, index, &packets[i], seed);
		seen->decided++;
	}
	seen->shadowed++;
	seen->proven += decides_alone(policy, env, index, packets, PACKETS);
}

static void test_never_reached(void **state)
{
	_cleanup_test_environment_ struct test_environment environment;
	struct seen seen = {0};

	(void)state;
	test_environment_init(&environment);
	for (unsigned seed = 1; seed <= POLICIES; seed++) {
		_cleanup_policy_ struct policy policy;
		_cleanup_report_ struct report report = {0};
		unsigned roll = seed;

		random_policy(&roll, RULES, &policy);
		policy.settings.keep_ssh = false;
		policy_check(&policy, &environment.env, 0, &report);
		VEC_FOREACH (&report.findings, finding)
			if (str_equal(finding->id, "shadowed"))
				try_rule(&policy, &environment.env, finding->error.subject.position - 1, seed, &seen);
	}
	if (seen.shadowed < 30 || seen.decided < 1000 || seen.proven < seen.shadowed / 2)
		fail_msg("too little seen: %zu rules, %zu of them proven, %zu packets", seen.shadowed, seen.proven,
			 seen.decided);
}

static size_t shadowed_of(const struct policy *policy, const struct environment *env)
{
	_cleanup_report_ struct report report = {0};
	size_t n = 0;

	policy_check(policy, env, 0, &report);
	VEC_FOREACH (&report.findings, finding)
		n += str_equal(finding->id, "shadowed");
	return n;
}

/* A rule that takes everything leaves nothing for those behind it; said of each of them. */
static void test_all_behind_everything(void **state)
{
	_cleanup_test_environment_ struct test_environment environment;
	_cleanup_policy_ struct policy policy;

	(void)state;
	test_environment_init(&environment);
	policy_init(&policy);
	test_add_rule(&policy, "action", "drop", "direction", "both", NULL);
	test_add_rule(&policy, "action", "drop", "direction", "forward", NULL);
	test_add_rule(&policy, "protocol", "tcp", "remote_service", "110", NULL);
	test_add_rule(&policy, "direction", "inbound", "remote_address", "192.0.2.1", NULL);
	test_add_rule(&policy, "direction", "forward", "protocol", "udp", NULL);
	test_add_rule(&policy, "direction", "both", "protocol", "icmp", NULL);
	assert_int_equal(shadowed_of(&policy, &environment.env), 4);
}

/* A code is part of its type, and not the other way round. */
static void test_icmp_codes(void **state)
{
	static const struct {
		const char *first, *second;
		size_t shadowed;
	} cases[] = {{"3", "3/4", 1}, {"3/4", "3", 0}, {"3/4", "3/4", 1}, {"3/4", "3/5", 0}, {"3/4", "4", 0}};
	_cleanup_test_environment_ struct test_environment environment;

	(void)state;
	test_environment_init(&environment);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		_cleanup_policy_ struct policy policy;

		policy_init(&policy);
		test_add_rule(&policy, "protocol", "icmp", "remote_service", cases[i].first, NULL);
		test_add_rule(&policy, "protocol", "icmp", "remote_service", cases[i].second, NULL);
		if (shadowed_of(&policy, &environment.env) != cases[i].shadowed)
			fail_msg("%s before %s", cases[i].first, cases[i].second);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_never_reached),
	    cmocka_unit_test(test_all_behind_everything),
	    cmocka_unit_test(test_icmp_codes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
