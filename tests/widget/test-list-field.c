/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/widget/bench.h"

#include "ui/widget/list_field.h"

#include <locale.h>

/* Ports; a pair with a comma is one item when its parts are in order, as "1,2". */
static int check(void *context, const char *item, struct str *canonical, struct str *complaint)
{
	unsigned long n;

	(void)context;
	if (str_equal(item, "pop3"))
		str_add(canonical, "110");
	else if (str_equal(item, "1,2") || str_to_uint(item, 1, 65535, &n))
		str_add(canonical, item);
	else
		return str_addf(complaint, "'%s' is not a port", item), -1;
	return 0;
}

static void describe(void *context, const char *item, struct str *out)
{
	(void)context;
	if (str_equal(item, "110"))
		str_add(out, "(pop3)");
}

static const struct list_field_ops ops = {check, describe};

static void init(struct list_field *field, struct bench *bench, const char *items, int height, int width)
{
	_cleanup_strlist_ strlist_t list = {0};

	strlist_split(&list, items, ' ');
	list_field_init(field, "All services", "These:", &list, &ops, NULL);
	field->can_pick = true;
	bench_init(bench, &field->widget, height, width, false);
}

static void expect_items(const struct list_field *field, const char *items)
{
	_cleanup_strlist_ strlist_t list = {0};
	_cleanup_str_ struct str text = {0};

	list_field_items(field, &list);
	for (size_t i = 0; i < list.n; i++)
		str_addf(&text, "%s%s", i ? " " : "", list.v[i]);
	assert_string_equal(str_text(&text), items);
}

#define CHANGED (REACTION_HANDLED | REACTION_CHANGED)
#define WRONG	(REACTION_HANDLED | REACTION_WRONG)

static void test_all_keeps_the_items(void **state)
{
	struct list_field field;
	struct bench bench;

	(void)state;
	init(&field, &bench, "110 995", 5, 56);
	assert_int_equal(widget_height(&field.widget, 56), 5);
	bench_expect(&bench, "( ) All services\n"
			     "(*) These:\n"
			     "    > 110 (pop3)\n"
			     "      995\n"
			     "    [                        ] <Add> <Remove> <Pick… F4>");
	bench_expect_cursor(&bench, 1, 1);
	assert_int_equal(bench_keys(&bench, "Up"), REACTION_HANDLED);
	expect_items(&field, "110 995");
	assert_int_equal(bench_keys(&bench, "Space"), CHANGED);
	bench_expect(&bench, "(*) All services\n( ) These: 110, 995");
	assert_int_equal(widget_height(&field.widget, 56), 2);
	expect_items(&field, "");
	assert_int_equal(bench_keys(&bench, "Right"), CHANGED);
	expect_items(&field, "110 995");
	bench_done(&bench);
}

/* Walking through with Down changes nothing. */
static void test_walking_through(void **state)
{
	struct list_field field;
	struct bench bench;

	(void)state;
	init(&field, &bench, "", 3, 56);
	assert_int_equal(bench_keys(&bench, "Down"), REACTION_HANDLED);
	bench_expect_cursor(&bench, 1, 1);
	assert_int_equal(bench_keys(&bench, "Down"), REACTION_NEXT);
	assert_int_equal(bench_keys(&bench, "Tab"), REACTION_NEXT);
	assert_int_equal(bench_keys(&bench, "Shift-Tab"), REACTION_PREVIOUS);
	assert_int_equal(bench_keys(&bench, "Space"), CHANGED);
	assert_int_equal(bench_keys(&bench, "Down"), REACTION_HANDLED);
	bench_expect_cursor(&bench, 2, 5);
	assert_int_equal(bench_keys(&bench, "Down"), REACTION_NEXT);
	assert_int_equal(bench_keys(&bench, "Tab"), REACTION_HANDLED);
	bench_expect_cursor(&bench, 2, 32);
	assert_int_equal(bench_keys(&bench, "Tab"), REACTION_NEXT);
	assert_int_equal(bench_keys(&bench, "Up"), REACTION_HANDLED);
	bench_expect_cursor(&bench, 1, 1);
	widget_enter(&field.widget, true);
	bench_draw(&bench);
	bench_expect_cursor(&bench, 2, 32);
	assert_int_equal(bench_keys(&bench, "Right Right Right Enter"), REACTION_HANDLED | REACTION_PICK);
	assert_int_equal(bench_keys(&bench, "F4"), REACTION_HANDLED | REACTION_PICK);
	bench_done(&bench);
}

static void test_adding(void **state)
{
	struct list_field field;
	struct bench bench;

	(void)state;
	init(&field, &bench, "25", 5, 56);
	bench_keys(&bench, "Down Down");
	bench_expect_cursor(&bench, 3, 5);
	bench_type(&bench, "pop3");
	assert_int_equal(bench_keys(&bench, "Enter"), CHANGED);
	expect_items(&field, "25 110");
	bench_expect(&bench, "( ) All services\n"
			     "(*) These:\n"
			     "      25\n"
			     "    > 110 (pop3)\n"
			     "    [                        ] <Add> <Remove> <Pick… F4>");
	bench_type(&bench, "110");
	bench_keys(&bench, "Enter");
	expect_items(&field, "25 110");
	assert_int_equal(bench_keys(&bench, "Enter"), REACTION_NONE);
	bench_type(&bench, "pop4");
	assert_int_equal(bench_keys(&bench, "Enter"), WRONG);
	assert_string_equal(widget_complaint(&field.widget), "'pop4' is not a port");
	assert_string_equal(text_field_text(&field.entry), "pop4");
	bench_keys(&bench, "Ctrl-U");
	bench_type(&bench, "995");
	bench_keys(&bench, "Tab");
	assert_int_equal(bench_keys(&bench, "Space"), CHANGED);
	expect_items(&field, "25 110 995");
	bench_done(&bench);
}

/* A name typed on the choice is an item being typed, not lost. */
static void test_typing_on_the_choice(void **state)
{
	struct list_field field;
	struct bench bench;

	(void)state;
	init(&field, &bench, "", 5, 56);
	assert_true(bench_keys(&bench, "1 1 0") & REACTION_HANDLED);
	assert_int_equal(bench_keys(&bench, "Enter"), CHANGED);
	expect_items(&field, "110");
	bench_done(&bench);
}

/* What was typed is taken over as the field is left, or complained about, never lost. */
static void test_leaving(void **state)
{
	struct list_field field;
	struct bench bench;

	(void)state;
	init(&field, &bench, "25", 5, 56);
	bench_keys(&bench, "Down Down");
	bench_type(&bench, "80");
	assert_null(widget_complaint(&field.widget));
	expect_items(&field, "25 80");
	assert_string_equal(text_field_text(&field.entry), "");
	bench_type(&bench, "x");
	assert_string_equal(widget_complaint(&field.widget), "'x' is not a port");
	assert_string_equal(text_field_text(&field.entry), "x");
	bench_keys(&bench, "Backspace");
	bench_keys(&bench, "Up Del Del");
	expect_items(&field, "");
	assert_string_equal(widget_complaint(&field.widget),
			    "nothing is listed: add something, or choose 'All services'");
	widget_enter(&field.widget, false);
	bench_keys(&bench, "Left");
	assert_null(widget_complaint(&field.widget));
	bench_done(&bench);
}

static void test_commas(void **state)
{
	struct list_field field;
	struct bench bench;

	(void)state;
	init(&field, &bench, "25", 5, 56);
	assert_int_equal(bench_paste(&bench, "80, pop3 ,443"), CHANGED);
	expect_items(&field, "25 80 110 443");
	bench_paste(&bench, "1,2");
	expect_items(&field, "25 80 110 443 1,2");
	assert_int_equal(bench_paste(&bench, "81, x, 82"), WRONG);
	expect_items(&field, "25 80 110 443 1,2");
	assert_string_equal(widget_complaint(&field.widget), "'x' is not a port");
	assert_string_equal(text_field_text(&field.entry), "81, x, 82");
	bench_done(&bench);
}

static void test_editing(void **state)
{
	struct list_field field;
	struct bench bench;

	(void)state;
	init(&field, &bench, "25 80 443", 6, 56);
	bench_keys(&bench, "Down Down Enter");
	assert_string_equal(text_field_text(&field.entry), "80");
	bench_keys(&bench, "Backspace 1 Enter");
	expect_items(&field, "25 81 443");
	bench_keys(&bench, "Up e"); /* the one that was put in is selected */
	assert_string_equal(text_field_text(&field.entry), "81");
	assert_int_equal(bench_keys(&bench, "9 Esc"), CHANGED);
	expect_items(&field, "25 81 443");
	assert_string_equal(text_field_text(&field.entry), "");
	assert_int_equal(bench_keys(&bench, "Esc"), REACTION_NONE);
	bench_keys(&bench, "Up e Ctrl-U 2 5 Enter"); /* there already: one of both goes */
	expect_items(&field, "25 443");
	bench_keys(&bench, "Up e Tab Right Space"); /* removing what is in the entry */
	expect_items(&field, "443");
	assert_string_equal(text_field_text(&field.entry), "");
	bench_done(&bench);
}

static void test_mouse(void **state)
{
	struct list_field field;
	struct bench bench;

	(void)state;
	init(&field, &bench, "25 80", 6, 56);
	bench_mouse(&bench, MOUSE_CLICK, 3, 8);
	bench_expect_cursor(&bench, 3, 4);
	bench_mouse(&bench, MOUSE_CLICK, 4, 40); /* Remove */
	expect_items(&field, "25");
	bench_mouse(&bench, MOUSE_DOUBLE_CLICK, 2, 8);
	assert_string_equal(text_field_text(&field.entry), "25");
	assert_int_equal(bench_mouse(&bench, MOUSE_CLICK, 3, 48), REACTION_HANDLED | REACTION_PICK);
	assert_int_equal(bench_mouse(&bench, MOUSE_CLICK, 0, 6), CHANGED);
	expect_items(&field, "");
	bench_done(&bench);
}

static void test_mouse_on_the_choice_in_a_row(void **state)
{
	struct list_field field;
	struct bench bench;

	(void)state;
	init(&field, &bench, "25 80", 3, 56);
	bench_expect(&bench, "( ) All services  (*) These:\n    > 25                                               v\n"
			     "    [                        ] <Add> <Remove> <Pick… F4>");
	assert_int_equal(bench_mouse(&bench, MOUSE_CLICK, 0, 20), REACTION_HANDLED);
	assert_int_equal(bench_mouse(&bench, MOUSE_CLICK, 0, 6), CHANGED);
	expect_items(&field, "");
	bench_done(&bench);
}

static void test_picked(void **state)
{
	struct list_field field;
	struct bench bench;

	(void)state;
	init(&field, &bench, "", 5, 56);
	assert_int_equal(bench_keys(&bench, "F4"), REACTION_HANDLED | REACTION_PICK);
	assert_true(list_field_add(&field, "pop3"));
	assert_false(list_field_add(&field, "x"));
	assert_string_equal(str_text(&field.complaint), "'x' is not a port");
	expect_items(&field, "110");
	bench_done(&bench);
}

static void test_little_room(void **state)
{
	static const char *const rows[] = {
	    "( ) All services  (*) These:",
	    "( ) All services  (*) These:\n    [                        ] <Add> <Remove> <Pick… F4>",
	    "( ) All services  (*) These:\n    > 25                                               v\n"
	    "    [                        ] <Add> <Remove> <Pick… F4>",
	    "( ) All services\n(*) These:\n    > 25                                               v\n"
	    "    [                        ] <Add> <Remove> <Pick… F4>",
	};

	(void)state;
	for (int height = 1; height <= 4; height++) {
		struct list_field field;
		struct bench bench;

		init(&field, &bench, "25 80 443", height, 56);
		bench_expect(&bench, rows[height - 1]);
		bench_expect_cursor(&bench, height > 3, height > 3 ? 1 : 19);
		bench_keys(&bench, "Tab Down Down Tab Tab");
		bench_done(&bench);
	}
}

static void test_random(void **state)
{
	(void)state;
	for (int height = 1; height < 12; height++) {
		struct list_field field;
		struct bench bench;

		init(&field, &bench, height % 2 ? "25 80 443 1 2 3 4 5 6 7 8" : "", height, 10 + 5 * height);
		bench_random(&bench, (unsigned)height, 2000);
		bench_done(&bench);
	}
}

/* Members of an object: no choice between all and these, and an empty list is right. */
static void test_plain(void **state)
{
	_cleanup_strlist_ strlist_t list = {0};
	struct list_field field;
	struct bench bench;

	(void)state;
	list_field_init(&field, NULL, NULL, &list, &ops, NULL);
	bench_init(&bench, &field.widget, 4, 48, false);
	assert_int_equal(widget_height(&field.widget, 48), 1);
	bench_expect(&bench, "[                               ] <Add> <Remove>");
	bench_expect_cursor(&bench, 0, 1);
	assert_null(widget_complaint(&field.widget));
	assert_int_equal(bench_keys(&bench, "Up"), REACTION_PREVIOUS);
	bench_type(&bench, "pop3");
	assert_int_equal(bench_keys(&bench, "Enter"), CHANGED);
	bench_type(&bench, "995");
	assert_null(widget_complaint(&field.widget));
	expect_items(&field, "110 995");
	bench_draw(&bench);
	bench_expect(&bench, "  110 (pop3)\n"
			     "> 995\n"
			     "[                               ] <Add> <Remove>");
	assert_int_equal(bench_keys(&bench, "Up Up Up"), REACTION_HANDLED | REACTION_PREVIOUS);
	assert_int_equal(bench_keys(&bench, "Del Del"), CHANGED);
	expect_items(&field, "");
	assert_null(widget_complaint(&field.widget));
	widget_enter(&field.widget, false);
	bench_draw(&bench);
	bench_expect_cursor(&bench, 0, 1);
	bench_type(&bench, "nonsense");
	assert_non_null(widget_complaint(&field.widget));
	bench_done(&bench);
	for (int height = 1; height < 6; height++) {
		list_field_init(&field, NULL, NULL, &list, &ops, NULL);
		bench_init(&bench, &field.widget, height, height * 12, height % 2);
		bench_random(&bench, (unsigned)height, 1000);
		assert_true(field.these);
		bench_done(&bench);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_plain),
	    cmocka_unit_test(test_all_keeps_the_items),
	    cmocka_unit_test(test_walking_through),
	    cmocka_unit_test(test_adding),
	    cmocka_unit_test(test_typing_on_the_choice),
	    cmocka_unit_test(test_leaving),
	    cmocka_unit_test(test_commas),
	    cmocka_unit_test(test_editing),
	    cmocka_unit_test(test_mouse),
	    cmocka_unit_test(test_mouse_on_the_choice_in_a_row),
	    cmocka_unit_test(test_picked),
	    cmocka_unit_test(test_little_room),
	    cmocka_unit_test(test_random),
	};

	setlocale(LC_ALL, "");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
