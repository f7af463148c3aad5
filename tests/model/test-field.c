/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What holds for every field of every table: a new row is tried without a change here, a new type needs samples. */
#include "model/check.h"
#include "model/item.h"
#include "model/type.h"
#include "tests/model/environment.h"
#include "tests/test.h"

#include <stdlib.h>

/* Of each type: texts that differ in value, the text of the empty value, and one that is refused with the part it
 * names. */
static const struct sample {
	const struct value_type *type;
	const char *good[5];
	const char *empty; /* NULL: the type has none of its own */
	const char *bad, *part;
} samples[] = {
    {&type_text, {"a", "POP3サービス(外向き)", " a, b; \\ ", "=1"}, "", "a\nb", "line break"},
    {&type_comment, {"a", "長い コメント", "a, \"b\""}, "", "a\x1b", "control character"},
    {&type_object_name, {"a", "Mail, servers", "メール; サーバ", "a\\b"}, NULL, "@a", "'@a'"},
    {&type_service_name, {"a", "Mail reading", "24時間"}, NULL, "110", "'110'"},
    {&type_interface, {"eth0", "br-lan.10"}, "", "eth*", "'eth*'"},
    {&type_timezone, {"UTC", "Asia/Tokyo"}, "", "/x", "'/x'"},
    {&type_date, {"2026-12-31", "2028-02-29"}, "", "2026-02-29", "'2026-02-29'"},
    {&type_boolean, {"yes", "no"}, NULL, "maybe", "'maybe'"},
    {&type_boolean_on, {"no", "yes"}, NULL, "maybe", "'maybe'"},
    {&type_action, {"publish", "reject", "allow"}, NULL, "許可", "'許可'"},
    {&type_direction, {"forward", "inbound", "outbound"}, NULL, "in", "'in'"},
    {&type_verdict, {"reject", "drop", "accept"}, NULL, "allow", "'allow'"},
    {&type_protocol, {"tcp", "tcp+udp", "253"}, "any", "htcp", "'htcp'"},
    {&type_log, {"on", "prefix=a\\,b,level=warn", "limit=10/minute,burst=5"}, "", "off", "'off'"},
    {&type_endpoint, {"192.168.10.2", "[fd00::2]:25"}, "", "127.0.0.1", "'127.0.0.1'"},
    {&type_port_list, {"110", "6000-6010, pop3", "a\\, b, 3/4", "a\\\\b"}, "", "110, 11o!", "'11o!'"},
    {&type_service_member_list, {"tcp/110", "icmp/echo-request, @A\\, b", "esp"}, "", "tcp/110, 110", "'110'"},
    {&type_address_list,
     {"192.0.2.1", "192.0.2.0/24, 2001:db8::1-2001:db8::9, 日本.jp", "@A\\, b"},
     "",
     "192.0.2.1, 192.0.2.1/24",
     "'192.0.2.1/24'"},
    {&type_program_list, {"/usr/bin/a\\, b", "unit:a.service, user:1000", "@A"}, "", "/a, b", "'b'"},
    {&type_validity_list,
     {"mon,wed-fri 09:00-18:00; 2026-12-24", "22:00-06:00 Asia/Tokyo", "@A\\, b\\; c; sat"},
     "",
     "mon; 25:00-26:00",
     "25:00"},
};

static const struct sample *sample_of(const struct field *field)
{
	for (size_t i = 0; i < ARRAY_SIZE(samples); i++)
		if (samples[i].type == field->type)
			return &samples[i];
	fail_msg("the type %s has no samples", field->type->name);
	return NULL;
}

/* Every table, in turn; NULL past the end. */
static const struct field_table *table_at(size_t i)
{
	if (i < ITEM_LISTS)
		return item_table(i);
	return i == ITEM_LISTS ? &settings_fields : NULL;
}

/* One field of any table, with two structs to try it on, initialised. */
struct trial {
	const struct field_table *table;
	const struct field *field;
	const struct sample *sample;
	void *a, *b;
};

static void for_each_field(void (*try)(const struct trial *trial))
{
	const struct field_table *table;
	size_t fields = 0;

	for (size_t t = 0; (table = table_at(t)); t++) {
		for (size_t i = 0; i < table->n; i++) {
			struct trial trial = {table, &table->fields[i], sample_of(&table->fields[i]),
					      mem_calloc(1, table->size), mem_calloc(1, table->size)};

			fields_init(table, trial.a);
			fields_init(table, trial.b);
			try(&trial);
			fields_done(table, trial.a);
			fields_done(table, trial.b);
			free(trial.a);
			free(trial.b);
			fields++;
		}
	}
	assert_true(fields >= 35);
}

static void set(const struct trial *t, void *of, const char *text)
{
	_cleanup_error_ struct error err = {0};

	if (field_set(t->field, of, text, &err) < 0)
		fail_msg("%s.%s '%s': %s", t->table->kind, t->field->key, text, err.message);
}

static char *printed(const struct trial *t, const void *of)
{
	struct str text = {0};

	field_print(t->field, of, &text);
	return str_take(&text);
}

static bool equal(const struct trial *t)
{
	return t->field->type->equal(field_value(t->field, t->a), field_value(t->field, t->b));
}

static void try_inverse(const struct trial *t)
{
	for (size_t i = 0; i < ARRAY_SIZE(t->sample->good) && t->sample->good[i]; i++) {
		_cleanup_free_ char *text = NULL;
		_cleanup_free_ char *again = NULL;
		void *copy = mem_calloc(1, t->table->size);

		set(t, t->a, t->sample->good[i]);
		text = printed(t, t->a);
		if (!str_equal(text, t->sample->good[i]))
			fail_msg("%s '%s' is printed as '%s'", t->field->key, t->sample->good[i], text);
		if (i)
			assert_false(equal(t)); /* b still has the sample before */
		set(t, t->b, text);
		assert_true(equal(t));
		again = printed(t, t->b);
		assert_string_equal(text, again);
		fields_copy(t->table, copy, t->a);
		assert_true(fields_equal(t->table, copy, t->a));
		fields_done(t->table, copy);
		free(copy);
	}
}

/* print and parse are inverse, canonical forms are kept, and no two samples are equal */
static void test_inverse(void **state)
{
	(void)state;
	for_each_field(try_inverse);
}

static void try_empty(const struct trial *t)
{
	bool required = t->field->flags & FIELD_REQUIRED;
	_cleanup_free_ char *fresh = printed(t, t->a);
	_cleanup_error_ struct error err = {0};

	if (t->sample->empty) {
		assert_string_equal(fresh, t->sample->empty);
		assert_true(field_is_empty(t->field, t->a));
	}
	set(t, t->a, t->sample->good[0]);
	assert_false(field_is_empty(t->field, t->a));
	assert_false(equal(t));
	if (required) {
		assert_int_equal(field_set(t->field, t->a, "", &err), -1);
		assert_string_equal(err.subject.field, t->field->key);
		assert_non_null(strstr(err.message, "must not be empty: give it a value"));
		assert_false(field_is_empty(t->field, t->a));
	} else if (t->sample->empty) {
		set(t, t->a, "");
		assert_true(field_is_empty(t->field, t->a));
		assert_true(equal(t));
	}
	t->field->type->done(field_value(t->field, t->a));
	assert_true(equal(t));
}

static void test_empty(void **state)
{
	(void)state;
	for_each_field(try_empty);
}

static void try_rejection(const struct trial *t)
{
	_cleanup_error_ struct error err = {0};

	set(t, t->a, t->sample->good[0]);
	set(t, t->b, t->sample->good[0]);
	if (field_set(t->field, t->a, t->sample->bad, &err) == 0)
		fail_msg("%s took '%s'", t->field->key, t->sample->bad);
	if (!str_equal(err.subject.field, t->field->key) || !strstr(err.message, t->sample->part) ||
	    !strchr(err.message, ':'))
		fail_msg("%s: not about '%s' with a cure: %s", t->field->key, t->sample->part, err.message);
	assert_true(equal(t));
	assert_int_equal(field_set(t->field, t->a, t->sample->bad, NULL), -1);
	assert_true(fields_equal(t->table, t->a, t->b));
}

/* A refusal names field, part and cure, and leaves what was there, the good items of a list included. */
static void test_rejection(void **state)
{
	(void)state;
	for_each_field(try_rejection);
}

static void try_items(const struct trial *t)
{
	_cleanup_strlist_ strlist_t items = {0};
	const struct value_type *type = t->field->type;
	_cleanup_error_ struct error err = {0};
	size_t n;

	if (!type->list) {
		strlist_add(&items, t->sample->good[0]);
		assert_int_equal(field_set_items(t->field, t->a, &items, NULL), 0);
		set(t, t->b, t->sample->good[0]);
		assert_true(equal(t));
		strlist_add(&items, t->sample->good[0]);
		assert_int_equal(field_set_items(t->field, t->a, &items, &err), -1);
		assert_string_equal(err.subject.field, t->field->key);
		assert_true(equal(t));
		return;
	}
	set(t, t->a, t->sample->good[1]);
	n = type->count(field_value(t->field, t->a));
	for (size_t i = 0; i < n; i++) {
		_cleanup_str_ struct str item = {0};

		field_print_item(t->field, t->a, i, &item);
		strlist_add(&items, str_text(&item));
	}
	set(t, t->b, t->sample->good[0]);
	assert_int_equal(field_set_items(t->field, t->b, &items, NULL), 0);
	assert_true(equal(t));
	strlist_add(&items, "\xff");
	assert_int_equal(field_set_items(t->field, t->b, &items, &err), -1);
	assert_string_equal(err.subject.field, t->field->key);
	assert_true(equal(t));
	strlist_done(&items);
	assert_int_equal(field_set_items(t->field, t->b, &items, NULL), 0);
	assert_true(field_is_empty(t->field, t->b));
}

/* Items are taken as they are, and replace the whole list or nothing of it. */
static void test_items(void **state)
{
	(void)state;
	for_each_field(try_items);
}

static void try_descriptor(const struct trial *t)
{
	const struct field *f = t->field;
	_cleanup_free_ char *dashed = mem_strdup(f->key), *longer = mem_printf("%sx", f->key);

	assert_true(f->key[strspn(f->key, "abcdefghijklmnopqrstuvwxyz_")] == '\0' && *f->key);
	assert_true(!str_empty(f->label) && !str_empty(f->help) && !str_empty(f->type->name));
	assert_true(f->help[strlen(f->help) - 1] == '.');
	assert_true(f->tab < TAB_MAX && f->offset < t->table->size);
	assert_ptr_equal(field_find(t->table, f->key), f);
	for (char *c = dashed; *c; c++)
		*c = *c == '_' ? '-' : *c;
	assert_ptr_equal(field_find(t->table, dashed), f);
	assert_null(field_find(t->table, longer));
	longer[strlen(f->key) - 1] = '\0';
	assert_true(field_find(t->table, longer) != f);
	assert_false(f->flags & FIELD_REFERS && !f->type->list);
	assert_false(f->type->words && !f->type->labels);
}

static void test_descriptors(void **state)
{
	(void)state;
	for_each_field(try_descriptor);
	assert_null(field_find(&rule_fields, ""));
}

/* The eleven rows stand first, in the order that people know them in. */
static void test_rows(void **state)
{
	static const char *const rows[] = {
	    "name",	     "action",	       "direction",	"protocol", "application", "remote_service",
	    "local_service", "remote_address", "local_address", "validity", "log"};

	(void)state;
	for (size_t i = 0; i < rule_fields.n; i++) {
		assert_int_equal((rule_fields.fields[i].flags & FIELD_ROW) != 0, i < ARRAY_SIZE(rows));
		if (i < ARRAY_SIZE(rows))
			assert_string_equal(rule_fields.fields[i].key, rows[i]);
	}
}

/* What a rule may not be is refused with the rule, the field, the part and the cure, in one line. */
static void test_error_line(void **state)
{
	static const struct {
		const char *key, *value, *line;
	} cases[] = {
	    {"remote_service", "imapp",
	     "rule 2 \"POP3\" (#2), remote_service: 'imapp' is neither a service of this policy nor known"},
	    {"remote_address", "@Nowhere", "rule 2 \"POP3\" (#2), remote_address: there is no address set 'Nowhere'"},
	    {"application", "user:nobody-here",
	     "rule 2 \"POP3\" (#2), application: there is no user 'nobody-here' on this machine: write another"},
	    {"validity", "@Never", "rule 2 \"POP3\" (#2), validity: there is no schedule 'Never'"},
	    {"publish_to", "10.0.0.1",
	     "rule 2 \"POP3\" (#2), publish_to: only a publish rule has an inner server: set the action"},
	    {"source_interface", "eth0",
	     "rule 2 \"POP3\" (#2), source_interface: only a forward rule has a source interface: set interface"},
	};
	_cleanup_test_environment_ struct test_environment environment;

	(void)state;
	test_environment_init(&environment);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		_cleanup_policy_ struct policy policy;
		_cleanup_error_ struct error err = {0};
		_cleanup_free_ char *line = NULL;

		policy_init(&policy);
		test_add_rule(&policy, "name", "first", NULL);
		test_add_rule(&policy, "name", "POP3", "protocol", "tcp", cases[i].key, cases[i].value, NULL);
		assert_int_equal(rule_check(&policy, &environment.env, &policy.rules.v[1], 1, &err), -1);
		line = error_text(&err);
		if (!str_has_prefix(line, cases[i].line) || !strchr(err.message, ':'))
			fail_msg("%s\nis not\n%s", line, cases[i].line);
	}
}

/* A forward rule has no local and remote side for people: errors say source and destination, as the labels do. */
static void test_error_line_of_forward(void **state)
{
	static const struct {
		const char *key, *value, *direction, *line;
	} cases[] = {
	    {"remote_address", "@Nowhere", "forward", "rule 1 \"out\" (#1), Address (destination): there is no"},
	    {"local_address", "@Nowhere", "forward", "rule 1 \"out\" (#1), Address (source): there is no"},
	    {"remote_service", "imapp", "forward", "rule 1 \"out\" (#1), Service (destination): 'imapp' is"},
	    {"remote_address", "@Nowhere", "outbound", "rule 1 \"out\" (#1), Address (remote): there is no"},
	    {"application", "/bin/sh", "forward", "rule 1 \"out\" (#1), Application: forwarded packets"},
	};
	_cleanup_test_environment_ struct test_environment environment;

	(void)state;
	test_environment_init(&environment);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		_cleanup_policy_ struct policy policy;
		_cleanup_report_ struct report report = {0};
		_cleanup_error_ struct error err = {0};
		_cleanup_free_ char *line = NULL, *again = NULL;

		policy_init(&policy);
		test_add_rule(&policy, "name", "out", "protocol", "tcp", "direction", cases[i].direction, cases[i].key,
			      cases[i].value, NULL);
		assert_int_equal(rule_check(&policy, &environment.env, &policy.rules.v[0], 0, &err), -1);
		line = field_error_text(&err);
		if (!str_has_prefix(line, cases[i].line))
			fail_msg("%s\nis not\n%s", line, cases[i].line);
		policy_check(&policy, &environment.env, 0, &report);
		again = field_error_text(&report.findings.v[0].error);
		assert_string_equal(again, line);
	}
}

/* Who comes from another firewall finds the field by the word he knows. */
static void test_words(void **state)
{
	static const char *const words[][2] = {{"program", "application"}, {"block", "action"},
					       {"port", "remote_service"}, {"IP address", "remote_address"},
					       {"incoming", "direction"},  {"logging", "log"},
					       {"hours", "validity"},	   {"port forwarding", "publish_to"}};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		assert_non_null(strstr(field_words(field_find(&rule_fields, words[i][1])), words[i][0]));
	assert_string_equal(field_words(field_find(&rule_fields, "ticket")), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_inverse),	cmocka_unit_test(test_empty),
	    cmocka_unit_test(test_rejection),	cmocka_unit_test(test_items),
	    cmocka_unit_test(test_descriptors), cmocka_unit_test(test_rows),
	    cmocka_unit_test(test_error_line),	cmocka_unit_test(test_error_line_of_forward),
	    cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
