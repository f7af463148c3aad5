/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/check.h"
#include "model/document.h"
#include "model/preset.h"
#include "tests/test.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

static char *read_file(const char *name)
{
	const char *top = getenv("top_srcdir");
	_cleanup_free_ char *path = mem_printf("%s/data/presets/%s", top ? top : ".", name);
	FILE *file = fopen(path, "re");
	struct str text = {0};
	char buffer[4096];
	size_t n;

	assert_non_null(file);
	while ((n = fread(buffer, 1, sizeof(buffer), file)) > 0)
		str_add_n(&text, buffer, n);
	fclose(file);
	return str_take(&text);
}

static struct preset *read_preset(const char *name, const char *language)
{
	_cleanup_error_ struct error err = {0};
	_cleanup_free_ char *text = read_file(name);
	struct preset *preset = NULL;

	if (preset_read(text, strlen(text), language, &preset, &err) != 0)
		fail_msg("%s: %s", name, err.message);
	return preset;
}

static struct preset_programs *read_programs(void)
{
	_cleanup_free_ char *text = read_file("programs.json");
	struct preset_programs *programs = NULL;

	assert_int_equal(preset_programs_read(text, strlen(text), "en", &programs, NULL), 0);
	return programs;
}

/* The document of seed 000: three rules, one server, one program. */
static void test_mail_client_is_the_seed(void **state)
{
	static const char *const expected[][2] = {
	    {"POP3サービス(外向き)", "110"}, {"SMTPサービス(外向き)", "25"}, {"IMAP4サービス(外向き)", "143"}};
	const struct preset_value values[] = {{"server", "192.168.10.5"}, {"application", "thunderbird"}};
	_cleanup_(preset_freep) struct preset *preset = read_preset("mail-client.json", "ja");
	_cleanup_(preset_programs_freep) struct preset_programs *programs = read_programs();
	_cleanup_strlist_ strlist_t notes = {0};
	_cleanup_policy_ struct policy policy;

	(void)state;
	policy_init(&policy);
	assert_int_equal(preset_apply(preset, programs, values, 2, &policy, &notes, NULL), 0);
	assert_int_equal(policy.rules.n, 3);
	for (size_t i = 0; i < 3; i++) {
		const struct rule *rule = &policy.rules.v[i];
		_cleanup_str_ struct str text = {0};

		assert_string_equal(rule->name, expected[i][0]);
		assert_int_equal(rule->action, ACTION_ALLOW);
		assert_int_equal(rule->direction, DIRECTION_OUTBOUND);
		assert_int_equal(rule->protocol, 6);
		field_print(field_find(&rule_fields, "remote_service"), rule, &text);
		assert_string_equal(str_text(&text), expected[i][1]);
		str_clear(&text);
		field_print(field_find(&rule_fields, "remote_address"), rule, &text);
		assert_string_equal(str_text(&text), "192.168.10.5");
		assert_int_equal(rule->application.n, 1);
		assert_string_equal(rule->application.v[0].name, "/usr/lib/thunderbird/thunderbird-bin");
	}
	assert_int_equal(notes.n, 4); /* what Thunderbird really is, and three cleartext ports */
}

static void test_tls_replaces_cleartext(void **state)
{
	static const char *const ports[] = {"995", "465", "587", "993"};
	const struct preset_value values[] = {{"server", "mail.example.jp,2001:db8::5"}, {"tls", "yes"}};
	_cleanup_(preset_freep) struct preset *preset = read_preset("mail-client.json", "en");
	_cleanup_strlist_ strlist_t notes = {0};
	_cleanup_policy_ struct policy policy;

	(void)state;
	policy_init(&policy);
	assert_int_equal(preset_apply(preset, NULL, values, 2, &policy, &notes, NULL), 0);
	assert_int_equal(policy.rules.n, 4);
	assert_int_equal(notes.n, 0);
	for (size_t i = 0; i < 4; i++) {
		_cleanup_str_ struct str text = {0};

		field_print(field_find(&rule_fields, "remote_service"), &policy.rules.v[i], &text);
		assert_string_equal(str_text(&text), ports[i]);
		assert_int_equal(policy.rules.v[i].remote_address.n, 2);
	}
}

static void refuse(const char *key, const char *value, const char *expected)
{
	const struct preset_value values[] = {{"server", str_equal(key, "server") ? value : "192.0.2.1"}, {key, value}};
	_cleanup_(preset_freep) struct preset *preset = read_preset("mail-client.json", "en");
	_cleanup_(preset_programs_freep) struct preset_programs *programs = read_programs();
	_cleanup_error_ struct error err = {0};
	_cleanup_strlist_ strlist_t notes = {0};
	_cleanup_policy_ struct policy policy;

	policy_init(&policy);
	assert_int_equal(preset_apply(preset, programs, values, 2, &policy, &notes, &err), -1);
	if (!strstr(err.message, expected))
		fail_msg("'%s' does not speak of '%s'", err.message, expected);
	assert_int_equal(policy.rules.n, 0);
	assert_int_equal(notes.n, 0);
}

static void test_refusals(void **state)
{
	(void)state;
	refuse("server", "", "server");
	refuse("application", ",", "application");
	refuse("server", "192.168.10.500", "192.168.10.500");
	refuse("service", "pop4", "pop4");
	refuse("colour", "red", "--colour");
	refuse("application", "getmail", "unit:");
	refuse("application", "thunderbird,nothing", "nothing");
	refuse("server", "192.0.2.1,\xff", "UTF-8");
	refuse("server", "${application}", "${application}");
}

/* A file with one rule and one option of each kind; the test puts something wrong in. */
static const char *const file_parts[][2] = {
    {"\"format\": ", "\"nftabs-preset\""},
    {"\"version\": ", "1"},
    {"\"name\": ", "\"p\""},
    {"\"title\": ", "\"Title\""},
    {"\"options\": ", "[{\"key\": \"server\", \"kind\": \"list\"}, {\"key\": \"tls\", \"kind\": \"flag\"}, "
		      "{\"key\": \"service\", \"kind\": \"choice\", \"words\": [\"pop3\", \"smtp\"], "
		      "\"default\": \"pop3\"}]"},
    {"\"rules\": [{\"name\": ", "\"r\""},
    {"\"when\": ", "[[\"!tls\", \"service=pop3\"], [\"server\"]]"},
    {"\"rule\": {\"direction\": \"inbound\", \"remote_address\": ", "[\"${server}\", \"192.0.2.9\"]}}]"},
};

/* The file with another part, or whole. */
static char *file_with(const char *part, const char *value)
{
	struct str text = {0};
	bool found = !part;

	for (size_t i = 0; i < ARRAY_SIZE(file_parts); i++) {
		bool this = part && strstr(file_parts[i][0], part);

		found = found || this;
		str_addf(&text, "%s%s%s", i ? ", " : "{", file_parts[i][0], this ? value : file_parts[i][1]);
	}
	str_add_char(&text, '}');
	assert_true(found);
	return str_take(&text);
}

static void refuse_file(const char *part, const char *value, const char *expected)
{
	_cleanup_free_ char *text = file_with(part, value);
	_cleanup_(preset_freep) struct preset *preset = NULL;
	_cleanup_error_ struct error err = {0};

	if (preset_read(text, strlen(text), "en", &preset, &err) == 0)
		fail_msg("%s was taken", text);
	if (!strstr(err.message, expected) || !strchr(err.message, ':'))
		fail_msg("'%s' does not speak of '%s'", err.message, expected);
	assert_null(preset);
}

static void test_damaged_files(void **state)
{
	static const char *const damages[][3] = {
	    {"format", "\"nftabs-policy\"", "p is damaged at 'format'"},
	    {"version", "2", "p has version 2"},
	    {"version", "99999999999", "version 99999999999"},
	    {"version", "0", "'version'"},
	    {"version", "\"1\"", "'version'"},
	    {"version", "1, \"colour\": 1", "'colour'"},
	    {"options", "{}", "'options'"},
	    {"options", "[{\"key\": \"server\", \"kind\": \"lst\"}]", "'options'"},
	    {"options", "[{\"key\": \"server\", \"kind\": \"list\", \"requird\": true}]", "'options[0].requird'"},
	    {"options", "[{\"key\": \"s\", \"kind\": \"choice\", \"words\": [1]}]", "'options[0].words'"},
	    {"options", "[{\"key\": \"s\", \"kind\": \"choice\", \"words\": [\"a\"], \"labels\": {\"b\": \"B\"}}]",
	     "'options[0].labels'"},
	    {"when", "[[\"tsl\"]]", "'rules[0].when: tsl'"},
	    {"when", "[[\"!tsl\"]]", "'rules[0].when: !tsl'"},
	    {"when", "[[\"tls\", \"service=pop4\"]]", "'rules[0].when: service=pop4'"},
	    {"when", "[[\"server=pop3\"]]", "'rules[0].when: server=pop3'"},
	    {"when", "[[\"tls=yes\"]]", "'rules[0].when: tls=yes'"},
	    {"when", "[]", "'rules[0].when'"},
	    {"when", "[[]]", "'rules[0].when'"},
	    {"when", "[\"tls\"]", "'rules[0].when'"},
	    {"when", "\"tls\"", "'rules[0].when'"},
	    {"when", "[[1]]", "'rules[0].when'"},
	    {"when", "[[\"tls\"]], \"wehn\": []", "'rules[0].wehn'"},
	    {"remote_address", "[\"${sever}\"]}}]", "'rules[0].remote_address: ${sever}'"},
	    {"remote_address", "[\"${tls}\"]}}]", "'rules[0].remote_address: ${tls}'"},
	    {"remote_address", "[\"${}\"]}}]", "'rules[0].remote_address: ${}'"},
	    {"remote_address", "[1]}}]", "'rules[0].remote_address'"},
	    {"remote_address", "[]}}, {\"name\": \"s\"}]", "'rules[1].rule'"},
	    {"remote_address", "[]}}, 1]", "'rules[1]"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(damages); i++)
		refuse_file(damages[i][0], damages[i][1], damages[i][2]);
}

/* A form has words for people: of the file where it has them, else the key. */
static void test_labels(void **state)
{
	_cleanup_(preset_freep) struct preset *mail = read_preset("mail-client.json", "ja"), *bare = NULL;
	_cleanup_free_ char *text = file_with(NULL, NULL);
	const struct preset_option *option = preset_option_find(mail, "service");

	(void)state;
	assert_string_equal(option->label, "サービス");
	assert_int_equal(option->labels.n, option->words.n);
	assert_string_equal(option->words.v[3], "pop3s");
	assert_string_equal(option->labels.v[3], "POP3 TLS 版 (995)");
	assert_null(option->field);
	assert_string_equal(preset_option_find(mail, "server")->field, "remote_address");
	assert_string_equal(preset_option_find(mail, "application")->field, "application");
	assert_null(preset_option_find(mail, "colour"));

	assert_int_equal(preset_read(text, strlen(text), "ja", &bare, NULL), 0);
	assert_string_equal(preset_option_find(bare, "server")->label, "server");
	assert_string_equal(preset_option_find(bare, "service")->labels.v[1], "smtp");
}

/* The undamaged file is taken, and its conditions hold as they stand. */
static void test_conditions(void **state)
{
	static const struct {
		struct preset_value values[3];
		size_t n, rules;
	} cases[] = {
	    {{{NULL, NULL}}, 0, 1},
	    {{{"tls", "yes"}}, 1, 0},
	    {{{"tls", "no"}}, 1, 1},
	    {{{"service", "smtp"}}, 1, 0},
	    {{{"service", "smtp"}, {"service", "pop3"}}, 2, 1},
	    {{{"tls", "yes"}, {"server", "192.0.2.1"}}, 2, 1},
	    {{{"service", "smtp"}, {"server", "192.0.2.1"}}, 2, 1},
	};
	_cleanup_free_ char *text = file_with(NULL, NULL);
	_cleanup_(preset_freep) struct preset *preset = NULL;

	(void)state;
	assert_int_equal(preset_read(text, strlen(text), "en", &preset, NULL), 0);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		_cleanup_strlist_ strlist_t notes = {0};
		_cleanup_policy_ struct policy policy;

		policy_init(&policy);
		assert_int_equal(preset_apply(preset, NULL, cases[i].values, cases[i].n, &policy, &notes, NULL), 0);
		if (policy.rules.n != cases[i].rules)
			fail_msg("case %zu makes %zu rules", i, policy.rules.n);
	}
}

static void test_damaged_programs(void **state)
{
	static const char *const files[][2] = {
	    {"{\"format\": \"nftabs-preset\", \"version\": 1, \"programs\": []}", "'format'"},
	    {"{\"format\": \"nftabs-programs\", \"version\": 2, \"programs\": []}", "version 2"},
	    {"{\"format\": \"nftabs-programs\", \"version\": 1}", "'programs'"},
	    {"{\"format\": \"nftabs-programs\", \"version\": 1, \"programs\": [{\"names\": [1], \"executables\": []}]}",
	     "'programs[0].names'"},
	    {"{\"format\": \"nftabs-programs\", \"version\": 1, \"programs\": [{\"names\": []}]}",
	     "'programs[0].executables'"},
	    {"{\"format\": \"nftabs-programs\", \"version\": 1, \"programs\": [{\"name\": []}]}", "'programs[0].name'"},
	    {"[]", "'format'"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		_cleanup_(preset_programs_freep) struct preset_programs *programs = NULL;
		_cleanup_error_ struct error err = {0};

		assert_int_equal(preset_programs_read(files[i][0], strlen(files[i][0]), "en", &programs, &err), -1);
		if (!strstr(err.message, files[i][1]))
			fail_msg("'%s' does not speak of '%s'", err.message, files[i][1]);
	}
}

/* Every preset that is shipped applies with its defaults, and what it makes passes the check. */
static void test_all_presets(void **state)
{
	const char *top = getenv("top_srcdir");
	_cleanup_free_ char *path = mem_printf("%s/data/presets", top ? top : ".");
	DIR *directory = opendir(path);
	size_t n = 0;

	(void)state;
	assert_non_null(directory);
	for (struct dirent *entry; (entry = readdir(directory));) {
		const struct environment env = {0};
		const struct preset_value server = {"server", "192.0.2.1"};
		_cleanup_(preset_freep) struct preset *preset = NULL;
		_cleanup_strlist_ strlist_t notes = {0};
		_cleanup_error_ struct error err = {0};
		_cleanup_policy_ struct policy policy;
		bool has_server = false;

		if (!strstr(entry->d_name, ".json") || str_equal(entry->d_name, "programs.json"))
			continue;
		preset = read_preset(entry->d_name, n % 2 ? "en" : "ja");
		VEC_FOREACH (preset_options_of(preset), option)
			has_server = has_server || str_equal(option->key, "server");
		policy_init(&policy);
		if (preset_apply(preset, NULL, &server, has_server, &policy, &notes, &err) != 0)
			fail_msg("%s: %s", entry->d_name, err.message);
		assert_true(policy.rules.n > 0);
		for (size_t i = 0; i < policy.rules.n; i++)
			if (rule_check(&policy, &env, &policy.rules.v[i], i, &err) != 0)
				fail_msg("%s, rule %zu: %s", entry->d_name, i + 1, err.message);
		n++;
	}
	closedir(directory);
	assert_true(n >= 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_mail_client_is_the_seed),
	    cmocka_unit_test(test_tls_replaces_cleartext),
	    cmocka_unit_test(test_refusals),
	    cmocka_unit_test(test_damaged_files),
	    cmocka_unit_test(test_labels),
	    cmocka_unit_test(test_conditions),
	    cmocka_unit_test(test_damaged_programs),
	    cmocka_unit_test(test_all_presets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
