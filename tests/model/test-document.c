/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/document.h"
#include "tests/model/environment.h"
#include "tests/test.h"

#include <stdlib.h>

#define HEAD "{\"format\": \"nftabs-policy\", \"version\": 1"

static void expect_read(const char *text, struct policy *ret)
{
	_cleanup_error_ struct error err = {0};

	if (document_read(text, strlen(text), ret, &err) < 0)
		fail_msg("%s: %s", text, err.message);
}

static void expect_refused(const char *text, size_t size, const char *words)
{
	_cleanup_error_ struct error err = {0};
	struct policy policy, before;

	memset(&policy, 0x5a, sizeof(policy));
	before = policy;
	if (document_read(text, size, &policy, &err) == 0)
		fail_msg("%.200s was taken", text);
	assert_memory_equal(&policy, &before, sizeof(policy));
	assert_true(err.code == ERROR_SYNTAX || err.code == ERROR_VALUE);
	if (!strstr(err.message, words))
		fail_msg("'%s' does not speak of '%s'", err.message, words);
	assert_int_equal(document_read(text, size, &policy, NULL), -1);
}

/* The policy with every field of every kind set to something. */
static void fill(struct policy *policy)
{
	policy_init(policy);
	test_set(policy, "default_outbound", "reject");
	test_set(policy, "default_inbound", "drop");
	test_set(policy, "log_unmatched", "yes");
	test_set(policy, "timezone", "Asia/Tokyo");
	test_add_object(policy, OBJECT_ADDRESS_SET, "Mail servers", "192.168.10.5,mail.domain.co.jp,@Other");
	test_add_object(policy, OBJECT_SERVICE, "Mail reading", "tcp/110,udp/6000-6010,icmp/echo-request,esp");
	test_add_object(policy, OBJECT_APPLICATION, "Thunderbird", "/usr/lib/thunderbird/thunderbird-bin");
	test_add_object(policy, OBJECT_SCHEDULE, "Office hours", "mon-fri 09:00-18:00; 2026-12-24");
	policy->schedules.v[0].timezone = mem_strdup("Asia/Tokyo");
	policy->schedules.v[0].object.comment = mem_strdup("a \"comment\" \\ 日本");
	test_add_rule(policy, "name", "POP3サービス(外向き)", "action", "allow", "direction", "outbound", "protocol",
		      "tcp", "application", "@Thunderbird,unit:a.service", "remote_service",
		      "110,6000-6010,Mail reading", "local_service", "1024-65535", "remote_address",
		      "192.168.10.5,@Mail servers,2001:db8::/32", "local_address", "10.0.0.1-10.0.0.9", "validity",
		      "@Office hours; 22:00-06:00", "log", "prefix=a\\,b,limit=10/minute", "comment", "c", "owner", "o",
		      "ticket", "t", "review_by", "2026-12-31", "interface", "eth0", "group", "mail", NULL);
	test_add_rule(policy, "name", "b", "action", "publish", "direction", "inbound", "publish_to", "[fd00::2]:25",
		      "enabled", "no", NULL);
	test_add_rule(policy, "name", "c", "direction", "forward", "source_interface", "eth1", NULL);
}

static void test_round_trip(void **state)
{
	_cleanup_policy_ struct policy policy, back, again;
	_cleanup_free_ char *text = NULL, *second = NULL, *ids = NULL;

	(void)state;
	fill(&policy);
	text = document_write(&policy);
	expect_read(text, &back);
	assert_true(policy_equal(&policy, &back));
	assert_int_equal(back.rules.v[0].id, 0);
	second = document_write(&back);
	assert_string_equal(text, second);
	ids = document_write_with_ids(&policy);
	assert_int_equal(document_read_with_ids(ids, strlen(ids), &again, NULL), 0);
	assert_true(policy_equal(&policy, &again));
	for (size_t i = 0; i < policy.rules.n; i++)
		assert_int_equal(again.rules.v[i].id, policy.rules.v[i].id);
}

/* Texts that look like the document around them. */
static void test_brackets_in_texts(void **state)
{
	static const char *const names[] = {"]", "}], [{", "a\", \"b", "\\", "\\\"]", "[0, 1]", "//", "\xe3\x80\x8d]"};
	_cleanup_policy_ struct policy policy, back;
	_cleanup_free_ char *text = NULL;

	(void)state;
	policy_init(&policy);
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		test_add_object(&policy, OBJECT_ADDRESS_SET, names[i], "@]\\,[");
		test_add_rule(&policy, "name", names[i], "comment", names[ARRAY_SIZE(names) - 1 - i], NULL);
	}
	text = document_write(&policy);
	expect_read(text, &back);
	assert_true(policy_equal(&policy, &back));
	policy_done(&back);
	expect_read("\n" HEAD "\t,\r\n\"rules\"\n:\n[\n {\n\"name\":\"\\u005d\"}\n\n,\t{\"name\" : \"x\" }\r\n] }\n",
		    &back);
	assert_int_equal(back.rules.n, 2);
	assert_string_equal(back.rules.v[0].name, "]");
}

/* Each value that one field may have, alone: nothing is lost that two fields would hide. */
static void test_round_trip_of_each_field(void **state)
{
	_cleanup_policy_ struct policy full;

	(void)state;
	fill(&full);
	for (size_t i = 0; i < rule_fields.n; i++) {
		const struct field *field = &rule_fields.fields[i];

		VEC_FOREACH (&full.rules, from) {
			_cleanup_policy_ struct policy policy, back;
			_cleanup_free_ char *text = NULL;
			struct rule *rule;

			policy_init(&policy);
			test_add_rule(&policy, NULL);
			rule = &policy.rules.v[0];
			field->type->done(field_value(field, rule));
			field->type->copy(field_value(field, rule), field_value_const(field, from));
			text = document_write(&policy);
			expect_read(text, &back);
			if (!policy_equal(&policy, &back))
				fail_msg("%s changes in %s", field->key, text);
		}
	}
}

static void test_fixed_text(void **state)
{
	_cleanup_policy_ struct policy policy;
	_cleanup_free_ char *text = NULL, *ids = NULL;

	(void)state;
	policy_init(&policy);
	test_set(&policy, "default_outbound", "reject");
	test_set(&policy, "timezone", "Asia/Tokyo");
	test_add_object(&policy, OBJECT_ADDRESS_SET, "Mail servers", "192.168.10.5,mail.domain.co.jp");
	test_add_object(&policy, OBJECT_SERVICE, "Mail reading", "tcp/110,tcp/143");
	test_add_rule(&policy, "name", "POP3サービス(外向き)", "protocol", "tcp", "application", "@Thunderbird",
		      "remote_service", "110", "remote_address", "192.168.10.5", "owner", "o", NULL);
	text = document_write(&policy);
	assert_string_equal(
	    text,
	    "{\n"
	    "  \"format\": \"nftabs-policy\", \"version\": 1,\n"
	    "  \"settings\": { \"default_outbound\": \"reject\", \"default_inbound\": \"accept\", \"default_forward\": "
	    "\"accept\", \"log_unmatched\": false,\n"
	    "      \"keep_ssh\": true, \"timezone\": \"Asia/Tokyo\" },\n"
	    "  \"address_sets\": [\n"
	    "    { \"name\": \"Mail servers\", \"members\": [\"192.168.10.5\", \"mail.domain.co.jp\"], \"comment\": "
	    "\"\" "
	    "}\n"
	    "  ],\n"
	    "  \"services\": [\n"
	    "    { \"name\": \"Mail reading\", \"ports\": [\"tcp/110\", \"tcp/143\"], \"comment\": \"\" }\n"
	    "  ],\n"
	    "  \"applications\": [],\n"
	    "  \"schedules\": [],\n"
	    "  \"rules\": [\n"
	    "    { \"name\": \"POP3サービス(外向き)\", \"enabled\": true, \"action\": \"allow\", \"direction\": "
	    "\"outbound\",\n"
	    "      \"protocol\": \"tcp\", \"application\": [\"@Thunderbird\"], \"remote_service\": [\"110\"], "
	    "\"local_service\": [],\n"
	    "      \"remote_address\": [\"192.168.10.5\"], \"local_address\": [], \"validity\": [], \"log\": null, "
	    "\"owner\": \"o\" }\n"
	    "  ]\n"
	    "}\n");
	ids = document_write_with_ids(&policy);
	assert_non_null(strstr(ids, "    { \"id\": 1, \"name\": \"POP3"));
	assert_null(strstr(text, "\"id\""));
}

static void test_missing_keys(void **state)
{
	_cleanup_policy_ struct policy policy, empty;
	struct rule rule;

	(void)state;
	policy_init(&empty);
	rule_init(&rule);
	rule.name = mem_strdup("x");
	expect_read(HEAD "}", &policy);
	assert_true(policy_equal(&policy, &empty));
	policy_done(&policy);
	expect_read(HEAD ", \"settings\": {}, \"rules\": [{\"name\": \"x\"}], \"schedules\": [{\"name\": \"s\"}]}",
		    &policy);
	assert_true(fields_equal(&settings_fields, &policy.settings, &empty.settings));
	assert_true(rule_equal(&policy.rules.v[0], &rule));
	assert_int_equal(policy.schedules.n, 1);
	rule_done(&rule);
}

#define IN_RULE(text) HEAD ", \"rules\": [{\"name\": \"a\"}, {\"name\": \"b\", " text "}]}"

static const char *const refused[][2] = {
    {"", "too early"},
    {"{", "line 1"},
    {"{}", "\"format\" must be \"nftabs-policy\""},
    {"[]", "not a list"},
    {"1", "not a number"},
    {"null", "not null"},
    {"\"x\"", "not a text"},
    {HEAD "} x", "after the end"},
    {HEAD ",}", "look for a missing comma"},
    {"{\"format\": \"nftabs-policy\"}", "version"},
    {"{\"format\": \"nftabs-policy\", \"version\": 2}", "use a newer nftabs"},
    {"{\"format\": \"nftabs-policy\", \"version\": 0}", "must be 1"},
    {"{\"format\": \"nftabs-policy\", \"version\": -1}", "must be 1"},
    {"{\"format\": \"nftabs-policy\", \"version\": 1.0}", "must be 1"},
    {"{\"format\": \"nftabs-policy\", \"version\": \"1\"}", "must be 1"},
    {"{\"format\": \"nftabs-policy\", \"version\": 99999999999999999999}", "too big"},
    {"{\"format\": \"nftabs-preset\", \"version\": 1}", "format"},
    {HEAD ", \"rule\": []}", "the document: there is no key 'rule'"},
    {HEAD ", \"Rules\": []}", "'Rules'"},
    {HEAD ", \"rules\": {}}", "rules: a list in square brackets"},
    {HEAD ", \"rules\": [1]}", "rules[0]: an object in braces"},
    {HEAD ", \"rules\": [null]}", "rules[0]: an object in braces"},
    {HEAD ", \"rules\": [], \"rules\": []}", "twice"},
    {HEAD ", \"settings\": []}", "settings: an object in braces"},
    {HEAD ", \"settings\": {\"default\": \"drop\"}}", "settings: there is no key 'default'"},
    {HEAD ", \"settings\": {\"keep-ssh\": true}}", "settings: there is no key 'keep-ssh'"},
    {HEAD ", \"settings\": {\"id\": 1}}", "settings: there is no key 'id'"},
    {HEAD ", \"settings\": {\"keep_ssh\": \"yes\"}}", "settings.keep_ssh: true or false"},
    {HEAD ", \"settings\": {\"default_inbound\": \"allow\"}}", "settings.default_inbound: 'allow'"},
    {HEAD ", \"rules\": [{}]}", "rules[0].name: must not be empty"},
    {HEAD ", \"rules\": [{\"name\": \"\"}]}", "rules[0].name: must not be empty"},
    {HEAD ", \"services\": [{\"ports\": []}]}", "services[0].name: must not be empty"},
    {HEAD ", \"services\": [{\"name\": \"11o!\"}]}", "services[0].name: the service name '11o!'"},
    {HEAD ", \"services\": [{\"name\": \"a\", \"ports\": [\"11o!\"]}]}", "services[0].ports[0]: '11o!'"},
    {HEAD ", \"address_sets\": [{\"name\": \"a\", \"members\": [\"::1\", \"1.2.3\"]}]}", "address_sets[0].members[1]"},
    {HEAD ", \"applications\": [{\"name\": \"@a\"}]}", "applications[0].name"},
    {HEAD ", \"schedules\": [{\"name\": \"a\", \"timezone\": \"/x\"}]}", "schedules[0].timezone"},
    {IN_RULE("\"id\": 7"), "rules[1]: there is no key 'id'"},
    {IN_RULE("\"position\": 7"), "'position'"},
    {IN_RULE("\"remote-service\": []"), "rules[1]: there is no key 'remote-service'"},
    {IN_RULE("\"name\": \"c\""), "twice"},
    {IN_RULE("\"remote_service\": [\"80\", \"11o!\"]"), "rules[1].remote_service[1]: '11o!' is not a port"},
    {IN_RULE("\"remote_service\": \"80\""),
     "rules[1].remote_service: a list in square brackets is needed here, not a text"},
    {IN_RULE("\"remote_service\": null"), "rules[1].remote_service"},
    {IN_RULE("\"remote_service\": [80]"), "rules[1].remote_service[0]: a text in quotes"},
    {IN_RULE("\"remote_service\": [[\"80\"]]"), "rules[1].remote_service[0]: a text in quotes"},
    {IN_RULE("\"remote_service\": [\"80,81\"]"), "rules[1].remote_service[0]"},
    {IN_RULE("\"protocol\": 6"), "rules[1].protocol: a text in quotes"},
    {IN_RULE("\"protocol\": null"), "rules[1].protocol"},
    {IN_RULE("\"enabled\": 1"), "rules[1].enabled: true or false"},
    {IN_RULE("\"enabled\": null"), "rules[1].enabled"},
    {IN_RULE("\"log\": true"), "rules[1].log"},
    {IN_RULE("\"log\": \"off\""), "rules[1].log: 'off'"},
    {IN_RULE("\"comment\": \"a\\nb\""), "rules[1].comment: the text has a line break"},
    {IN_RULE("\"comment\": \"a\\u0000b\""), "null character"},
    {IN_RULE("\"comment\": \"\\ud800\""), "line 1"},
    {IN_RULE("\"comment\": \"\xff\""), "UTF-8"},
    {IN_RULE("\"comment\": \"a\nb\""), "line 1"},
    {HEAD ",\n\n \"rules\": [}", "line 3"},
    {HEAD ", \"rules\": [{\"name\": \"a\"},]}", "look for a missing comma"},
    {HEAD ", \"rules\": [,{\"name\": \"a\"}]}", "look for a missing comma"},
    {HEAD ", \"rules\": [{\"name\": \"a\"} {\"name\": \"b\"}]}", "look for a missing comma"},
    {HEAD ", \"rules\": [{\"name\": \"a\"]}", "line 1"},
    {HEAD ", \"rules\": [{]}]}", "line 1"},
    {HEAD ", \"rules\": [\n{\"name\": \"a\"},\n{\"name\": b}]}", "line 3"},
    {HEAD ", \"rules\": [{\"name\": \"a\", \"name\": \"b\"}]}", "twice"},
    {HEAD ", \"rules\": [{\"name\": \"a\"}", "line 1"},
    {HEAD ", \"rules\": [{\"name\": \"a", "line 1"},
    {HEAD ", \"rules\": [{\"name\": \"a\\", "line 1"},
};

static void test_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(refused); i++)
		expect_refused(refused[i][0], strlen(refused[i][0]), refused[i][1]);
	/* what ends a text for C does not end a document */
	expect_refused(HEAD "}\0x", sizeof(HEAD "}\0x") - 1, "after the end");
}

static void test_ids_refused(void **state)
{
	static const char *const ids[] = {"0", "-1", "1.5", "\"1\"", "null", "true", "[1]"};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(ids); i++) {
		_cleanup_free_ char *text = mem_printf(HEAD ", \"rules\": [{\"id\": %s, \"name\": \"a\"}]}", ids[i]);
		_cleanup_error_ struct error err = {0};
		struct policy policy;

		assert_int_equal(document_read_with_ids(text, strlen(text), &policy, &err), -1);
		assert_non_null(strstr(err.message, "rules[0].id: a whole number above 0"));
	}
}

/* A document made to hurt is refused, quickly and with what is wrong with it. */
static void test_bounds(void **state)
{
	_cleanup_str_ struct str deep = {0}, objects = {0}, many = {0};
	size_t big = (size_t)DOCUMENT_SIZE_MAX + 1;
	_cleanup_free_ char *huge = mem_calloc(big, 1);

	(void)state;
	str_add(&deep, HEAD ", \"rules\": ");
	for (int i = 0; i < 100000; i++)
		str_add_char(&deep, '[');
	expect_refused(str_text(&deep), deep.length, "nested too deeply");
	for (int i = 0; i < 100000; i++)
		str_add(&objects, "{\"a\":");
	expect_refused(str_text(&objects), objects.length, "nested too deeply");
	expect_refused(huge, big, "256 MiB");
	str_add(&many, HEAD ", \"address_sets\": [{\"name\": \"a\", \"members\": [0");
	for (size_t i = 0; i < DOCUMENT_ITEMS_MAX; i++)
		str_add(&many, ",0");
	str_add(&many, "]}]}");
	expect_refused(str_text(&many), many.length, "address_sets[0].members: more than 1000000 entries");
}

/* One rule for every cut of a good document: none of them is taken for a smaller policy. */
static void test_cut_short(void **state)
{
	_cleanup_policy_ struct policy policy;
	_cleanup_free_ char *text = NULL;

	(void)state;
	fill(&policy);
	text = document_write(&policy);
	for (size_t n = strlen(text) - 2; n > 0; n--) {
		struct policy ret;

		if (document_read(text, n, &ret, NULL) == 0)
			fail_msg("the first %zu bytes were taken", n);
	}
}

static void test_rule_of_the_list(void **state)
{
	_cleanup_policy_ struct policy policy;
	_cleanup_free_ char *text = NULL;
	json_t *json;

	(void)state;
	fill(&policy);
	json = document_rule(&policy.rules.v[0], 7);
	text = json_dumps(json, 0);
	json_decref(json);
	assert_true(str_has_prefix(text, "{\"id\": 1, \"position\": 7, \"name\": \"POP3"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_brackets_in_texts),
	    cmocka_unit_test(test_round_trip),
	    cmocka_unit_test(test_round_trip_of_each_field),
	    cmocka_unit_test(test_fixed_text),
	    cmocka_unit_test(test_missing_keys),
	    cmocka_unit_test(test_refused),
	    cmocka_unit_test(test_ids_refused),
	    cmocka_unit_test(test_bounds),
	    cmocka_unit_test(test_cut_short),
	    cmocka_unit_test(test_rule_of_the_list),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
