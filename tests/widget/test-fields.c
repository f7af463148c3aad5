/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/widget/bench.h"

#include "ui/widget/check_field.h"
#include "ui/widget/combo_field.h"
#include "ui/widget/radio_field.h"
#include "ui/widget/text_field.h"

#include <locale.h>

static void test_text_is_edited(void **state)
{
	struct text_field field;
	struct bench bench;

	(void)state;
	text_field_init(&field, "mail");
	bench_init(&bench, &field.widget, 1, 12, false);
	bench_expect(&bench, "[mail      ]");
	bench_expect_cursor(&bench, 0, 5);
	assert_int_equal(bench_type(&bench, " 外"), REACTION_HANDLED | REACTION_CHANGED);
	bench_expect(&bench, "[mail 外   ]");
	bench_expect_cursor(&bench, 0, 8);
	assert_int_equal(bench_keys(&bench, "Left"), REACTION_HANDLED);
	bench_expect_cursor(&bench, 0, 6);
	bench_keys(&bench, "Home Del x");
	bench_expect(&bench, "[xail 外   ]");
	bench_expect_cursor(&bench, 0, 2);
	bench_keys(&bench, "End Backspace Backspace");
	assert_string_equal(text_field_text(&field), "xail");
	bench_keys(&bench, "Ctrl-A Right Ctrl-K");
	assert_string_equal(text_field_text(&field), "x");
	bench_keys(&bench, "Ctrl-E y Ctrl-U");
	assert_string_equal(text_field_text(&field), "");
	assert_int_equal(bench_keys(&bench, "Backspace"), REACTION_HANDLED);
	assert_int_equal(bench_keys(&bench, "Enter Tab Up Down F2 Esc Ctrl-G Alt-1"), REACTION_NONE);
	bench_done(&bench);
}

static void test_words(void **state)
{
	struct text_field field;
	struct bench bench;

	(void)state;
	text_field_init(&field, "one two  three");
	bench_init(&bench, &field.widget, 1, 20, false);
	bench_keys(&bench, "Ctrl-W");
	assert_string_equal(text_field_text(&field), "one two  ");
	bench_keys(&bench, "Ctrl-W");
	assert_string_equal(text_field_text(&field), "one ");
	bench_keys(&bench, "Ctrl-Left");
	bench_expect_cursor(&bench, 0, 1);
	bench_keys(&bench, "Ctrl-Right");
	bench_expect_cursor(&bench, 0, 5);
	bench_done(&bench);
}

static void test_text_scrolls_by_characters(void **state)
{
	struct text_field field;
	struct bench bench;

	(void)state;
	text_field_init(&field, "");
	bench_init(&bench, &field.widget, 1, 9, false);
	bench_type(&bench, "あいうえ");
	bench_expect(&bench, "[いうえ ]");
	bench_expect_cursor(&bench, 0, 7);
	bench_type(&bench, "x");
	bench_expect(&bench, "[うえx  ]");
	bench_keys(&bench, "Left Left Left Left");
	bench_expect_cursor(&bench, 0, 1);
	bench_expect(&bench, "[いうえx]");
	bench_keys(&bench, "Home");
	bench_expect(&bench, "[あいう ]");
	bench_keys(&bench, "End");
	bench_keys(&bench, "Backspace Backspace");
	bench_expect(&bench, "[あいう ]");
	bench_expect_cursor(&bench, 0, 7);
	assert_string_equal(text_field_text(&field), "あいう");
	bench_done(&bench);
}

static void test_combining_characters_stay_with_their_base(void **state)
{
	struct text_field field;
	struct bench bench;

	(void)state;
	text_field_init(&field, "");
	bench_init(&bench, &field.widget, 1, 9, false);
	bench_type(&bench, "ae\xcc\x81"
			   "b");
	bench_expect_cursor(&bench, 0, 4);
	bench_keys(&bench, "Left Left");
	bench_expect_cursor(&bench, 0, 2);
	bench_keys(&bench, "Del");
	assert_string_equal(text_field_text(&field), "ab");
	bench_done(&bench);
}

static void test_paste(void **state)
{
	struct text_field field;
	struct bench bench;

	(void)state;
	text_field_init(&field, "<>");
	bench_init(&bench, &field.widget, 1, 12, false);
	bench_keys(&bench, "Left");
	assert_int_equal(bench_paste(&bench, "a\nb\033[1m\xff外"), REACTION_HANDLED | REACTION_CHANGED);
	assert_string_equal(text_field_text(&field), "<a b[1m外>");
	assert_int_equal(bench_paste(&bench, ""), REACTION_HANDLED);
	field.max = field.text.length + 2;
	bench_paste(&bench, "外");
	bench_type(&bench, "外12");
	assert_string_equal(text_field_text(&field), "<a b[1m外12>");
	assert_int_equal(bench_type(&bench, "3"), REACTION_HANDLED);
	bench_done(&bench);
}

static const char *not_empty(struct text_field *field, void *context)
{
	return *text_field_text(field) ? NULL : context;
}

static void test_text_check_and_click(void **state)
{
	char complaint[] = "write something";
	struct text_field field;
	struct bench bench;

	(void)state;
	text_field_init(&field, NULL);
	field.check = not_empty;
	field.context = complaint;
	bench_init(&bench, &field.widget, 1, 12, false);
	assert_string_equal(widget_complaint(&field.widget), "write something");
	bench_type(&bench, "外向");
	assert_null(widget_complaint(&field.widget));
	bench_mouse(&bench, MOUSE_CLICK, 0, 3);
	bench_expect_cursor(&bench, 0, 3);
	bench_mouse(&bench, MOUSE_CLICK, 0, 2); /* the second half */
	bench_expect_cursor(&bench, 0, 1);
	bench_mouse(&bench, MOUSE_CLICK, 0, 10);
	bench_expect_cursor(&bench, 0, 5);
	bench_done(&bench);
}

static const char *const actions[] = {"Allow", "Drop", "Reject", "Publish"};

static void test_radio_in_a_row(void **state)
{
	struct radio_field field;
	struct bench bench;

	(void)state;
	radio_field_init(&field, actions, 4, 1);
	bench_init(&bench, &field.widget, 1, 50, false);
	assert_int_equal(widget_height(&field.widget, 50), 1);
	bench_expect(&bench, "( ) Allow  (*) Drop  ( ) Reject  ( ) Publish");
	bench_expect_cursor(&bench, 0, 12);
	assert_int_equal(bench_keys(&bench, "Right"), REACTION_HANDLED | REACTION_CHANGED);
	bench_expect(&bench, "( ) Allow  ( ) Drop  (*) Reject  ( ) Publish");
	bench_expect_cursor(&bench, 0, 22);
	bench_keys(&bench, "Right");
	assert_int_equal(bench_keys(&bench, "Right"), REACTION_HANDLED);
	assert_int_equal(radio_field_selected(&field), 3);
	bench_keys(&bench, "Space");
	assert_int_equal(radio_field_selected(&field), 0);
	bench_keys(&bench, "r");
	assert_int_equal(radio_field_selected(&field), 2);
	assert_int_equal(bench_keys(&bench, "Up Down z"), REACTION_NONE);
	bench_mouse(&bench, MOUSE_CLICK, 0, 15);
	assert_int_equal(radio_field_selected(&field), 1);
	bench_done(&bench);
}

static void test_radio_in_rows(void **state)
{
	static const char *const labels[] = {"許可", "破棄", "拒否", "公開"};
	struct radio_field field;
	struct bench bench;

	(void)state;
	radio_field_init(&field, labels, 4, 0);
	bench_init(&bench, &field.widget, 3, 10, true);
	assert_int_equal(widget_height(&field.widget, 10), 4);
	bench_expect(&bench, "(*) 許可\n( ) 破棄\n( ) 拒否");
	assert_int_equal(bench_keys(&bench, "Down Down Down"), REACTION_HANDLED);
	bench_expect(&bench, "( ) 破棄\n( ) 拒否\n( ) 公開");
	bench_expect_cursor(&bench, 2, 1);
	assert_int_equal(bench_keys(&bench, "Down"), REACTION_NONE);
	assert_int_equal(radio_field_selected(&field), 0);
	bench_keys(&bench, "Space");
	assert_int_equal(radio_field_selected(&field), 3);
	bench_mouse(&bench, MOUSE_CLICK, 0, 5);
	assert_int_equal(radio_field_selected(&field), 1);
	bench_done(&bench);
}

static void test_check(void **state)
{
	struct check_field field;
	struct bench bench;

	(void)state;
	check_field_init(&field, "記録する", false);
	bench_init(&bench, &field.widget, 1, 10, false);
	bench_expect(&bench, "[ ] 記録…");
	bench_expect_cursor(&bench, 0, 1);
	assert_int_equal(bench_keys(&bench, "Space"), REACTION_HANDLED | REACTION_CHANGED);
	assert_true(check_field_is_on(&field));
	bench_expect(&bench, "[x] 記録…");
	bench_mouse(&bench, MOUSE_CLICK, 0, 4);
	assert_false(check_field_is_on(&field));
	assert_int_equal(bench_keys(&bench, "Enter x Left"), REACTION_NONE);
	bench_done(&bench);
}

static void test_combo(void **state)
{
	struct combo_field combo;
	struct bench bench;

	(void)state;
	combo_field_init(&combo, "UTC", NULL);
	bench_init(&bench, &combo.widget, 1, 14, false);
	bench_expect(&bench, "[UTC      ][v]");
	bench_expect_cursor(&bench, 0, 4);
	assert_int_equal(bench_type(&bench, "外"), REACTION_HANDLED | REACTION_CHANGED);
	assert_string_equal(combo_field_text(&combo), "UTC外");
	assert_int_equal(bench_keys(&bench, "F4"), REACTION_HANDLED | REACTION_PICK);
	assert_int_equal(bench_keys(&bench, "Alt-Down"), REACTION_HANDLED | REACTION_PICK);
	assert_int_equal(bench_mouse(&bench, MOUSE_CLICK, 0, 12), REACTION_HANDLED | REACTION_PICK);
	assert_int_equal(bench_mouse(&bench, MOUSE_CLICK, 0, 1), REACTION_HANDLED);
	bench_expect_cursor(&bench, 0, 1);
	combo_field_set(&combo, "Asia/Tokyo");
	bench_draw(&bench);
	bench_expect(&bench, "[ia/Tokyo ][v]");
	assert_int_equal(bench_keys(&bench, "Down Enter Tab"), REACTION_NONE);
	/* What is typed first after the focus came takes the place of the text; End keeps it. */
	widget_enter(&combo.widget, false);
	bench_type(&bench, "UTC");
	assert_string_equal(combo_field_text(&combo), "UTC");
	widget_enter(&combo.widget, false);
	bench_keys(&bench, "End x");
	assert_string_equal(combo_field_text(&combo), "UTCx");
	bench_random(&bench, 9, 1000);
	bench_done(&bench);
}

static void test_random(void **state)
{
	(void)state;
	for (int width = 1; width < 14; width++) {
		struct text_field text;
		struct radio_field radio;
		struct bench bench;

		text_field_init(&text, "はじめ");
		bench_init(&bench, &text.widget, 1, width, width % 2);
		bench_random(&bench, (unsigned)width, 2000);
		bench_done(&bench);
		radio_field_init(&radio, actions, 4, 4);
		bench_init(&bench, &radio.widget, 1 + width % 4, width * 4, width % 2);
		bench_random(&bench, (unsigned)width, 500);
		bench_done(&bench);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_text_is_edited),
	    cmocka_unit_test(test_words),
	    cmocka_unit_test(test_text_scrolls_by_characters),
	    cmocka_unit_test(test_combining_characters_stay_with_their_base),
	    cmocka_unit_test(test_paste),
	    cmocka_unit_test(test_text_check_and_click),
	    cmocka_unit_test(test_radio_in_a_row),
	    cmocka_unit_test(test_radio_in_rows),
	    cmocka_unit_test(test_check),
	    cmocka_unit_test(test_combo),
	    cmocka_unit_test(test_random),
	};

	setlocale(LC_ALL, "");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
