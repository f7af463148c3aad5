/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/widget/bench.h"

#include "ui/widget/check_field.h"
#include "ui/widget/form.h"
#include "ui/widget/radio_field.h"
#include "ui/widget/tabs.h"
#include "ui/widget/text_field.h"
#include "ui/widget/text_view.h"

#include <locale.h>

#define CHANGED (REACTION_HANDLED | REACTION_CHANGED)

static const char *const directions[] = {"In", "Out"};

static const char *not_empty(struct text_field *field, void *context)
{
	(void)context;
	return *text_field_text(field) ? NULL : "a name is needed: write one";
}

struct fields {
	struct form form;
	struct text_field name;
	struct radio_field direction;
	struct text_view note;
	struct check_field log;
	struct bench bench;
};

static void init(struct fields *fields, int height, int width)
{
	text_field_init(&fields->name, "POP3");
	fields->name.check = not_empty;
	radio_field_init(&fields->direction, directions, 2, 0);
	text_view_init(&fields->note, "a note");
	text_view_make_inert(&fields->note);
	check_field_init(&fields->log, "log it", false);
	form_init(&fields->form);
	form_add(&fields->form, "Name", "What it is called.", &fields->name.widget);
	form_add(&fields->form, "向き", NULL, &fields->direction.widget);
	form_add(&fields->form, "", NULL, &fields->note.widget);
	form_add(&fields->form, "Log", "Each match is written to the log.", &fields->log.widget);
	bench_init(&fields->bench, &fields->form.widget, height, width, false);
}

static void done(struct fields *fields)
{
	bench_done(&fields->bench);
	widget_done(&fields->name.widget);
	widget_done(&fields->note.widget);
}

static void test_focus_goes_round(void **state)
{
	struct fields fields;
	struct bench *bench = &fields.bench;

	(void)state;
	init(&fields, 8, 30);
	assert_int_equal(widget_height(&fields.form.widget, 30), 7);
	bench_expect(bench, "Name  [POP3                  ]\n"
			    "向き  (*) In  ( ) Out\n"
			    "      a note\n"
			    "Log   [ ] log it\n"
			    "\n"
			    "\n"
			    "What it is called.");
	bench_expect_cursor(bench, 0, 11);
	assert_int_equal(bench_keys(bench, "Down"), CHANGED);
	bench_expect_cursor(bench, 1, 7);
	assert_int_equal(bench_keys(bench, "Tab"), CHANGED);
	bench_expect_cursor(bench, 3, 7);
	bench_expect(bench, "Name  [POP3                  ]\n"
			    "向き  (*) In  ( ) Out\n"
			    "      a note\n"
			    "Log   [ ] log it\n"
			    "\n"
			    "\n"
			    "Each match is written to the\n"
			    "log.");
	assert_int_equal(bench_keys(bench, "Enter"), CHANGED | REACTION_NEXT);
	bench_expect_cursor(bench, 0, 11);
	assert_int_equal(bench_keys(bench, "Up"), CHANGED | REACTION_PREVIOUS);
	bench_expect_cursor(bench, 3, 7);
	assert_int_equal(bench_keys(bench, "F5 Esc"), REACTION_NONE);
	done(&fields);
}

static void test_complaint_is_shown(void **state)
{
	struct fields fields;
	struct bench *bench = &fields.bench;
	size_t which = 9;

	(void)state;
	init(&fields, 8, 30);
	bench_keys(bench, "Ctrl-U Tab");
	bench_expect(bench, "Name  [                      ]\n"
			    "      a name is needed: write\n"
			    "      one\n"
			    "向き  (*) In  ( ) Out\n"
			    "      a note\n"
			    "Log   [ ] log it");
	bench_keys(bench, "Tab");
	assert_string_equal(form_complaint(&fields.form, &which), "a name is needed: write one");
	assert_int_equal(which, 0);
	bench_draw(bench);
	bench_expect_cursor(bench, 0, 7);
	bench_keys(bench, "x");
	assert_int_equal(fields.form.items.v[0].complaint.length, 0);
	assert_null(form_complaint(&fields.form, NULL));
	form_complain(&fields.form, 3, "the log is full");
	bench_draw(bench);
	bench_expect_cursor(bench, 3, 7);
	done(&fields);
}

static void test_little_room(void **state)
{
	struct fields fields;
	struct bench *bench = &fields.bench;

	(void)state;
	init(&fields, 2, 30);
	bench_expect(bench, "Name  [POP3                  ]\n向きv (*) In  ( ) Out");
	bench_keys(bench, "Tab Tab");
	bench_expect(bench, "    ^ a note\nLog   [ ] log it");
	bench_expect_cursor(bench, 1, 7);
	form_hide(&fields.form, 1, true);
	bench_keys(bench, "Shift-Tab");
	bench_expect_cursor(bench, 0, 11);
	form_hide(&fields.form, 0, true);
	bench_draw(bench);
	bench_expect_cursor(bench, 1, 6);
	done(&fields);
}

static void test_mouse(void **state)
{
	struct fields fields;
	struct bench *bench = &fields.bench;

	(void)state;
	init(&fields, 8, 30);
	assert_int_equal(bench_mouse(bench, MOUSE_CLICK, 1, 15), CHANGED);
	assert_int_equal(radio_field_selected(&fields.direction), 1);
	bench_expect_cursor(bench, 1, 15);
	bench_mouse(bench, MOUSE_CLICK, 2, 8); /* shows only */
	bench_expect_cursor(bench, 1, 15);
	bench_mouse(bench, MOUSE_CLICK, 0, 9);
	bench_expect_cursor(bench, 0, 9);
	done(&fields);
}

static void test_random(void **state)
{
	(void)state;
	for (int height = 1; height < 14; height++) {
		struct fields fields;

		init(&fields, height, 3 + 5 * height);
		bench_random(&fields.bench, (unsigned)height, 1000);
		done(&fields);
	}
}

static void expect_tabs(struct tabs *tabs, int width, const char *row)
{
	_cleanup_str_ struct str text = {0};
	struct screen screen;
	struct canvas canvas;

	screen_init(&screen, 1, width, false);
	canvas = canvas_of(&screen);
	tabs_draw(tabs, &canvas);
	screen_row_text(&screen, 0, &text);
	assert_string_equal(str_text(&text), row);
	screen_done(&screen);
}

static unsigned tabs_key(struct tabs *tabs, const char *name)
{
	struct event event = event_key(key_parse(name));

	return tabs_handle(tabs, &event);
}

static void test_tabs(void **state)
{
	struct tabs tabs;
	struct event click = {.type = EVENT_MOUSE, .mouse = MOUSE_CLICK, .row = 0, .column = 24};

	(void)state;
	tabs_init(&tabs);
	assert_int_equal(tabs_key(&tabs, "Ctrl-PgDn"), REACTION_NONE);
	tabs_add(&tabs, "General");
	tabs_add(&tabs, "サービス");
	tabs_add(&tabs, "Log");
	tabs.tabs.v[1].marked = true;
	tabs.tabs.v[2].wrong = true;
	expect_tabs(&tabs, 40, "  1 General │ 2 サービス* │ 3 Log!");
	expect_tabs(&tabs, 33, " 1 General│2 サービス*│3 Log!");
	expect_tabs(&tabs, 20, " 1 General│2 サービ…");
	assert_int_equal(tabs_key(&tabs, "Alt-2"), CHANGED);
	expect_tabs(&tabs, 20, "…2 サービス*│3 Log!");
	expect_tabs(&tabs, 18, "…2 サービス*│3 Lo…");
	assert_int_equal(tabs_key(&tabs, "Ctrl-PgDn"), CHANGED);
	assert_int_equal(tabs.open, 2);
	expect_tabs(&tabs, 12, "…3 Log!");
	tabs_key(&tabs, "Ctrl-PgDn");
	assert_int_equal(tabs.open, 0);
	assert_int_equal(tabs_key(&tabs, "Alt-1"), REACTION_HANDLED);
	assert_int_equal(tabs_key(&tabs, "Alt-4"), REACTION_NONE);
	assert_int_equal(tabs_key(&tabs, "2"), REACTION_NONE);
	expect_tabs(&tabs, 40, "  1 General │ 2 サービス* │ 3 Log!");
	assert_int_equal(tabs_handle(&tabs, &click), CHANGED);
	assert_int_equal(tabs.open, 1);
	click.column = 39;
	assert_int_equal(tabs_handle(&tabs, &click), REACTION_HANDLED);
	for (int width = 1; width < 40; width++)
		for (tabs.open = 0; tabs.open < 3; tabs.open++) {
			struct screen screen;
			struct canvas canvas;

			screen_init(&screen, 1, width, width % 2);
			canvas = canvas_of(&screen);
			tabs_draw(&tabs, &canvas);
			if (width >= 14)
				assert_true(tabs.tabs.v[tabs.open].left > 0 && tabs.tabs.v[tabs.open].right <= width);
			screen_done(&screen);
		}
	tabs_done(&tabs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_focus_goes_round), cmocka_unit_test(test_complaint_is_shown),
	    cmocka_unit_test(test_little_room),	     cmocka_unit_test(test_mouse),
	    cmocka_unit_test(test_random),	     cmocka_unit_test(test_tabs),
	};

	setlocale(LC_ALL, "");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
