/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Every field of every table as its dialog edits it, in memory: what is shown and not touched is stored as it was. */

#include "tests/widget/bench.h"

#include "base/utf8.h"
#include "model/type.h"
#include "ui/field_widget.h"

#include <locale.h>

struct fixture {
	struct deploy deploy;
	struct editor editor;
};

static int setup(void **state)
{
	struct fixture *fixture = MEM_NEW(struct fixture);

	fixture->deploy.system = system_new();
	fixture->editor.deploy = &fixture->deploy;
	policy_init(&fixture->editor.policy);
	*state = fixture;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *fixture = *state;

	policy_done(&fixture->editor.policy);
	system_free(fixture->deploy.system);
	free(fixture);
	return 0;
}

/* A field of a table with a value, on a bench. */
struct subject {
	const struct field_table *table;
	const struct field *field;
	void *of;
	struct field_widget widget;
	struct bench bench;
};

static void open_subject(struct fixture *fixture, const struct field_table *table, const char *key, const char *text,
			 int height, int width, struct subject *s)
{
	struct error err = {0};

	*s = (struct subject){.table = table, .field = field_find(table, key), .of = mem_calloc(1, table->size)};
	fields_init(table, s->of);
	if (*text && field_set(s->field, s->of, text, &err))
		fail_msg("%s: %s", key, err.message);
	field_widget_init(&s->widget, &fixture->editor, table, s->field, s->of);
	bench_init(&s->bench, s->widget.widget, height, width, false);
	widget_enter(s->widget.widget, false);
}

static void close_subject(struct subject *s)
{
	screen_done(&s->bench.screen);
	field_widget_done(&s->widget);
	fields_done(s->table, s->of);
	free(s->of);
}

static void expect_says(struct subject *s, const char *expected)
{
	_cleanup_str_ struct str text = {0};
	_cleanup_error_ struct error err = {0};
	const char *complaint = widget_complaint(s->widget.widget);

	if (complaint)
		fail_msg("%s: %s", s->field->key, complaint);
	if (field_widget_store(&s->widget, s->of, &err))
		fail_msg("%s: %s", s->field->key, err.message);
	field_print(s->field, s->of, &text);
	assert_string_equal(str_text(&text), expected);
}

static const struct {
	const struct field_table *table;
	const char *key, *texts[24];
} samples[] = {
    {&rule_fields, "name", {"POP3", "受信メール"}},
    {&rule_fields, "action", {"allow", "drop", "reject", "publish"}},
    {&rule_fields, "direction", {"outbound", "inbound", "both", "forward"}},
    {&rule_fields, "protocol", {"any", "tcp", "tcp+udp", "icmpv6", "99"}},
    {&rule_fields, "application", {"", "/usr/bin/msmtp", "/bin/sh, unit:sshd.service, user:root, @Mail \\, all"}},
    {&rule_fields, "remote_service", {"", "110", "110, 6000-6010, imaps"}},
    {&rule_fields, "local_service", {"", "25"}},
    {&rule_fields, "remote_address", {"", "192.168.10.5, 2001:db8::/32, mail.example.jp, @Servers"}},
    {&rule_fields, "local_address", {"", "10.0.0.1-10.0.0.9"}},
    {&rule_fields,
     "validity",
     {"",
      "@Office hours",
      "mon-fri 09:00-17:00",
      "mon-fri 09:00-17:30 Asia/Tokyo; sat 10:00-12:00 Asia/Tokyo",
      "tue 09:00-10:00; mon 09:00-10:00",
      "22:00-06:00",
      "00:00-06:00; 22:00-24:00",
      "sat,sun",
      "00:00-24:00",
      "2026-12-01..2026-12-31",
      "2026-12-01.. mon-fri 09:00-17:00",
      "2026-12-24; 2026-12-24 mon",
      "..2026-12-31 22:00-06:00",
      "mon 09:15-10:00; tue 09:00-10:00",
      "mon 09:00-10:00 UTC; tue 09:00-10:00 Asia/Tokyo",
      "@Office hours; mon 09:00-10:00; @Nights",
      "2026-12-24 18:00..2026-12-26 09:00",
      "@A; @B",
      "@Work\\, early; mon,wed",
      "09:01-09:02 UTC",
      "mon 09:00-10:00; mon 09:00-10:00"}},
    {&rule_fields,
     "log",
     {"", "on", "prefix=mail", "level=warn", "limit=10/minute", "prefix=a\\,b\\\\c,level=emerg,limit=1/day,burst=7",
      "limit=4294967295/second", "level=debug,limit=3/hour"}},
    {&rule_fields, "enabled", {"yes", "no"}},
    {&rule_fields, "group", {"", "mail"}},
    {&rule_fields, "interface", {"", "eth0"}},
    {&rule_fields, "source_interface", {"", "eth1"}},
    {&rule_fields, "publish_to", {"", "192.168.10.2:25"}},
    {&rule_fields, "comment", {"", "text, with commas; and more"}},
    {&rule_fields, "owner", {"", "Sato"}},
    {&rule_fields, "ticket", {"", "#311"}},
    {&rule_fields, "review_by", {"", "2026-12-31"}},
    {&object_fields[OBJECT_ADDRESS_SET], "members", {"", "10.0.0.1, @Others"}},
    {&object_fields[OBJECT_SERVICE], "ports", {"", "tcp/110, icmp/echo-request, esp, @Others"}},
    {&object_fields[OBJECT_APPLICATION], "members", {"", "/bin/sh, group:mail"}},
    {&object_fields[OBJECT_SCHEDULE], "validity", {"", "@Other", "mon-fri 09:00-18:00 UTC", "2026-12-24"}},
    {&object_fields[OBJECT_SCHEDULE], "timezone", {"", "Asia/Tokyo"}},
    {&settings_fields, "default_inbound", {"accept", "drop", "reject"}},
    {&settings_fields, "keep_ssh", {"yes", "no"}},
};

/* Walks through all parts and back, which must change nothing, on screens of all sizes. */
static void test_untouched(void **state)
{
	static const int sizes[][2] = {{16, 64}, {7, 44}, {1, 20}};

	for (size_t i = 0; i < ARRAY_SIZE(samples); i++)
		for (size_t k = 0; k < ARRAY_SIZE(samples[i].texts) && samples[i].texts[k]; k++)
			for (size_t size = 0; size < ARRAY_SIZE(sizes); size++) {
				struct subject s;

				open_subject(*state, samples[i].table, samples[i].key, samples[i].texts[k],
					     sizes[size][0], sizes[size][1], &s);
				expect_says(&s, samples[i].texts[k]);
				for (int n = 0; n < 20 && !(bench_keys(&s.bench, "Tab") & REACTION_NEXT); n++)
					;
				for (int n = 0; n < 20 && !(bench_keys(&s.bench, "Up") & REACTION_PREVIOUS); n++)
					;
				expect_says(&s, samples[i].texts[k]);
				close_subject(&s);
			}
}

/* Every field is among the samples, so that a new one is tested from its first day. */
static void test_samples_are_complete(void **state)
{
	(void)state;
	for (size_t i = 0; i < rule_fields.n; i++) {
		bool found = false;

		for (size_t k = 0; k < ARRAY_SIZE(samples); k++)
			found |=
			    samples[k].table == &rule_fields && str_equal(samples[k].key, rule_fields.fields[i].key);
		if (!found)
			fail_msg("%s has no sample", rule_fields.fields[i].key);
	}
}

static const struct {
	const char *key, *keys, *typed, *complaint;
} wrong[] = {
    {"name", "", "", "must not be empty"},
    {"protocol", "", "tpc", "'tpc' is"},
    {"application", "Right Down", "nonsense", "'nonsense'"},
    {"application", "Right", "", "nothing is listed"},
    {"remote_service", "Right Down", "70000", "'70000'"},
    {"remote_address", "Right Down", "10.0.0.300", "'10.0.0.300'"},
    {"validity", "Right", "", "no schedule is named"},
    {"validity", "Right Right", "", "no time is given"},
    {"validity", "Right Right Tab", "2026-13-01", "2026-13"},
    {"validity", "Right Right Tab", "mon", "'mon' is not a date"},
    {"validity", "Right Right Tab Tab Tab", "Nowhere", "'Nowhere' is not a time zone"},
    {"validity", "Right Right Tab Tab Tab Tab Space Tab", "25:00-26:00", "25:00"},
    {"log", "Right Tab", "a\"b", "log prefix"},
    {"log", "Right Tab Tab", "loud", "'loud' is not a log level"},
    {"log", "Right Tab Tab Tab", "many", "'many/minute' is not a limit"},
    {"log", "Right Tab Tab Tab Tab Tab", "5", "a burst belongs to a limit"},
    {"log", "Right Tab Tab Tab Tab Tab", "x", "'x' is not a burst"},
    {"interface", "", "a/b", "'a/b'"},
    {"publish_to", "", "nowhere", "'nowhere'"},
    {"review_by", "", "soon", "'soon'"},
};

/* In a form, as the field is left: the reason stands below it, and the field that is wrong gets the focus back at OK.
 */
static void test_wrong(void **state)
{
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++) {
		struct subject s;
		const char *complaint;

		open_subject(*state, &rule_fields, wrong[i].key, "", 20, 64, &s);
		bench_keys(&s.bench, wrong[i].keys);
		bench_type(&s.bench, wrong[i].typed);
		complaint = widget_complaint(s.widget.widget);
		if (!complaint || !strstr(complaint, wrong[i].complaint))
			fail_msg("%s: '%s' and not '%s'", wrong[i].key, complaint ? complaint : "", wrong[i].complaint);
		bench_draw(&s.bench);
		close_subject(&s);
	}
}

static void expect_edit(void **state, const char *key, const char *before, const char *keys, const char *typed,
			const char *after)
{
	struct subject s;

	open_subject(*state, &rule_fields, key, before, 20, 64, &s);
	bench_keys(&s.bench, keys);
	bench_type(&s.bench, typed);
	expect_says(&s, after);
	close_subject(&s);
}

static void test_validity(void **state)
{
	expect_edit(state, "validity", "", "Right Right Tab Tab Tab Tab w", "", "mon-fri");
	expect_edit(state, "validity", "", "Right Right Tab Tab Tab Tab Ctrl-Right Space Shift-Down Shift-Right", "",
		    "mon 03:00-03:30; tue 03:00-04:00");
	expect_edit(state, "validity", "mon-fri 09:00-17:00", "Tab", "2026-12-01", "2026-12-01.. mon-fri 09:00-17:00");
	expect_edit(state, "validity", "mon-fri 09:00-17:00", "Tab Tab Tab", "UTC", "mon-fri 09:00-17:00 UTC");
	expect_edit(state, "validity", "mon-fri 09:00-17:00", "Tab Tab Tab Tab Tab", "sat 10:15-11:00",
		    "mon-fri 09:00-17:00; sat 10:15-11:00");
	expect_edit(state, "validity", "mon 09:15-10:00; mon-fri 09:00-17:00", "Tab Tab Tab Tab e", "",
		    "mon-fri 09:00-17:00; sat,sun; mon 09:15-10:00");
	expect_edit(state, "validity", "mon-fri 09:00-17:00", "Left Tab", "a", "@a");
}

static void test_log(void **state)
{
	expect_edit(state, "log", "", "Right", "", "on");
	expect_edit(state, "log", "", "Right Tab", "mail, in", "prefix=mail\\, in");
	expect_edit(state, "log", "", "Right Tab Tab", "warn", "level=warn");
	expect_edit(state, "log", "limit=5/minute", "Tab Tab Tab Tab Right", "", "limit=5/hour");
	expect_edit(state, "log", "limit=5/minute", "Left", "", "");
	expect_edit(state, "log", "limit=5/minute", "Tab Tab Tab Tab Tab", "9", "limit=5/minute,burst=9");
}

/* The parts where the mouse finds them, and the words that are shown. */
static void test_validity_is_drawn(void **state)
{
	struct subject s;

	open_subject(*state, &rule_fields, "validity", "mon-fri 09:00-17:00; 2026-12-24 18:00..", 14, 64, &s);
	bench_expect(&s.bench, "( ) Always  ( ) Schedule  (*) These times:\n"
			       "From [           ]  until [           ]  Zone [             ][v]\n"
			       "     0     3     6     9     12    15    18    21    24\n"
			       "Mon  ··················████████████████··············\n"
			       "Tue  ··················████████████████··············\n"
			       "Wed  ··················████████████████··············\n"
			       "Thu  ··················████████████████··············\n"
			       "Fri  ··················████████████████··············\n"
			       "Sat  ················································\n"
			       "Sun  ················································\n"
			       "Space marks, Shift-arrows go on, w weekdays, e weekend, c none\n"
			       "Also   2026-12-24 18:00..\n"
			       "     [                               ] <Add> <Remove> <Pick… F4>\n"
			       "mon-fri 09:00-17:00; 2026-12-24 18:00..");
	bench_mouse(&s.bench, MOUSE_CLICK, 8, 5 + 20);
	expect_says(&s, "mon-fri 09:00-17:00; sat 10:00-10:30; 2026-12-24 18:00..");
	bench_mouse(&s.bench, MOUSE_CLICK, 0, 1);
	expect_says(&s, "");
	close_subject(&s);
}

static void test_random(void **state)
{
	static const char *const keys[] = {"validity", "log"};

	for (size_t i = 0; i < ARRAY_SIZE(keys); i++)
		for (int height = 1; height < 18; height += 2) {
			struct subject s;

			open_subject(*state, &rule_fields, keys[i], "", height, 5 + height * 4, &s);
			bench_random(&s.bench, (unsigned)height, 2000);
			if (!widget_complaint(s.widget.widget))
				assert_int_equal(field_widget_store(&s.widget, s.of, NULL), 0);
			close_subject(&s);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_samples_are_complete),
	    cmocka_unit_test(test_untouched),
	    cmocka_unit_test(test_wrong),
	    cmocka_unit_test(test_validity),
	    cmocka_unit_test(test_log),
	    cmocka_unit_test(test_validity_is_drawn),
	    cmocka_unit_test(test_random),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, setup, teardown);
}
