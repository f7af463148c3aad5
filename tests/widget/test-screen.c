/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/test.h"

#include "base/str.h"
#include "tests/widget/chance.h"
#include "ui/widget/canvas.h"
#include "ui/widget/key.h"
#include "ui/widget/text.h"

#include <locale.h>
#include <wchar.h>

static void expect_row(const struct screen *screen, int row, const char *text)
{
	_cleanup_str_ struct str have = {0};

	screen_row_text(screen, row, &have);
	assert_string_equal(str_text(&have), text);
}

static void test_widths(void **state)
{
	int used;
	uint32_t c;
	int columns;

	(void)state;
	assert_int_equal(text_width("a外e\xcc\x81"), 4);
	assert_int_equal(text_width("\xff\t"), 2); /* shown as "??" */
	assert_int_equal(text_width_n("外向き", 6), 4);
	assert_int_equal(text_fit("外向き", 5, &used), 6);
	assert_int_equal(used, 4);
	assert_int_equal(text_fit("e\xcc\x81x", 1, &used), 3); /* the accent goes with its letter */
	assert_int_equal(text_fit("外", 1, &used), 0);
	assert_int_equal(text_next("\xff", &c, &columns), 1);
	assert_int_equal(c, '?');
	assert_int_equal(text_next("", &c, &columns), 0);
}

static void test_steps(void **state)
{
	const char *text = "a外e\xcc\x81x";

	(void)state;
	assert_int_equal(text_after(text, 0), 1);
	assert_int_equal(text_after(text, 1), 4);
	assert_int_equal(text_after(text, 4), 7);
	assert_int_equal(text_after(text, 8), 8);
	assert_int_equal(text_before(text, 8), 7);
	assert_int_equal(text_before(text, 7), 4);
	assert_int_equal(text_before(text, 1), 0);
	assert_int_equal(text_before(text, 0), 0);
}

static void test_keys_are_written_and_read(void **state)
{
	static const char *const names[] = {
	    "a",   "外", "Space",    "Enter", "Ctrl-R", "F12",	     "Alt-1",	  "Shift-Up", "Ctrl-PgDn", "Shift-Tab",
	    "Del", "/",	 "Alt-Down", "Esc",   "Tab",	"Backspace", "Shift-F12", "Ctrl-F1",  "Ins"};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		_cleanup_str_ struct str name = {0};
		int key = key_parse(names[i]);

		assert_int_not_equal(key, 0);
		key_print(key, &name);
		assert_string_equal(str_text(&name), names[i]);
	}
	assert_int_equal(key_parse(""), 0);
	assert_int_equal(key_parse("F13"), 0);
	assert_int_equal(key_parse("ab"), 0);
	assert_int_equal(key_parse("Ctrl-R"), KEYS_CTRL('r'));
	assert_true(key_is_text(0x5916));
	assert_false(key_is_text(KEYS_CTRL('A')));
	assert_false(key_is_text(0x7f));
	assert_false(key_is_text(0x85));
	assert_false(key_is_text(KEYS_UP));
	assert_false(key_is_text('a' | KEYS_ALT));
}

/* What would be cut in half is left out, at both edges, and nothing is written outside. */
static void test_clipping(void **state)
{
	struct screen screen;
	struct canvas all, part;

	(void)state;
	screen_init(&screen, 3, 10, false);
	all = canvas_of(&screen);
	part = canvas_part(&all, 1, 2, 1, 5);
	assert_int_equal(canvas_put(&part, 0, 0, STYLE_STRONG, "あいう"), 6);
	expect_row(&screen, 1, "  あい");
	assert_int_equal(screen_cell(&screen, 1, 2)->style, STYLE_STRONG);
	assert_int_equal(screen_cell(&screen, 1, 3)->chars[0], 0);
	canvas_put(&part, 0, -1, STYLE_NORMAL, "かx");
	expect_row(&screen, 1, "   xい"); /* half of か is outside, x took half of あ */
	canvas_put(&part, 1, 0, STYLE_NORMAL, "below");
	canvas_put(&part, -1, 0, STYLE_NORMAL, "above");
	expect_row(&screen, 0, "");
	expect_row(&screen, 2, "");
	screen_done(&screen);
}

/* Writing over one half of a wide character takes the other half away, on both sides. */
static void test_half_overwritten(void **state)
{
	struct screen screen;
	struct canvas all;

	(void)state;
	screen_init(&screen, 1, 8, false);
	all = canvas_of(&screen);
	canvas_put(&all, 0, 0, STYLE_NORMAL, "あいう");
	canvas_put(&all, 0, 1, STYLE_NORMAL, "か");
	expect_row(&screen, 0, " か う");
	canvas_put(&all, 0, 2, STYLE_NORMAL, "x");
	expect_row(&screen, 0, "  x う");
	canvas_put(&all, 0, 4, STYLE_NORMAL, "y");
	expect_row(&screen, 0, "  x y");
	screen_done(&screen);
}

static void test_combining(void **state)
{
	struct screen screen;
	struct canvas all;

	(void)state;
	screen_init(&screen, 1, 8, false);
	all = canvas_of(&screen);
	canvas_put(&all, 0, 0, STYLE_NORMAL,
		   "\xcc\x81"
		   "e\xcc\x81\xcc\x82\xcc\x83\xcc\x84|か\xe3\x82\x99|");
	expect_row(&screen, 0, "e\xcc\x81\xcc\x82\xcc\x83|か\xe3\x82\x99|"); /* room for three */
	screen_done(&screen);
}

static void test_put_in(void **state)
{
	struct screen screen;
	struct canvas all;

	(void)state;
	screen_init(&screen, 6, 8, false);
	all = canvas_of(&screen);
	for (int row = 0; row < 6; row++)
		canvas_put(&all, row, 0, STYLE_NORMAL, "--------");
	canvas_put_in(&all, 0, 1, 5, STYLE_NORMAL, "abc");
	expect_row(&screen, 0, "-abc  --");
	canvas_put_in(&all, 1, 1, 5, STYLE_NORMAL, "abcdef");
	expect_row(&screen, 1, "-abcd…--");
	canvas_put_in(&all, 2, 1, 6, STYLE_NORMAL, "あいうえ");
	expect_row(&screen, 2, "-あい… -");
	canvas_put_right(&all, 3, 1, 6, STYLE_NORMAL, "あい");
	expect_row(&screen, 3, "-  あい-");
	canvas_put_right(&all, 4, 1, 3, STYLE_NORMAL, "1234");
	expect_row(&screen, 4, "-12…----");
	screen.ascii = true;
	canvas_put_in(&all, 5, 0, 3, STYLE_NORMAL, "1234");
	expect_row(&screen, 5, "12~-----");
	screen_done(&screen);
}

static void test_wrapping(void **state)
{
	struct screen screen;
	struct canvas all;

	(void)state;
	screen_init(&screen, 5, 10, false);
	all = canvas_of(&screen);
	assert_int_equal(canvas_put_wrapped(&all, 0, 5, STYLE_NORMAL, "one two three\n外向きの規則 averylongword"), 5);
	expect_row(&screen, 0, "one two");
	expect_row(&screen, 1, "three");
	expect_row(&screen, 2, "外向きの規");
	expect_row(&screen, 3, "則");
	expect_row(&screen, 4, "averylong…");
	assert_int_equal(canvas_wrapped_height(10, "averylongword"), 2);
	assert_int_equal(canvas_wrapped_height(10, ""), 0);
	assert_int_equal(canvas_wrapped_height(1, "外x"), 2);
	assert_int_equal(canvas_wrapped_height(0, "x"), 0);
	assert_int_equal(canvas_put_wrapped(&all, 0, 5, STYLE_NORMAL, "不一致なし: 外向「規則」をログ。。"), 4);
	expect_row(&screen, 0, "不一致な");
	expect_row(&screen, 1, "し: 外向");
	expect_row(&screen, 2, "「規則」を");
	expect_row(&screen, 3, "ログ。。");
	screen_done(&screen);
}

static void test_frame(void **state)
{
	struct screen screen;
	struct canvas all, frame, inside;

	(void)state;
	screen_init(&screen, 5, 16, false);
	all = canvas_of(&screen);
	canvas_put(&all, 2, 0, STYLE_NORMAL, "あああああああああ"); /* the border goes through one */
	frame = canvas_middle(&all, 5, 13);
	inside = canvas_frame(&frame, "外向きの規則");
	canvas_divide(&inside, 1, 0);
	expect_row(&screen, 0, " ┌ 外向きの… ┐");
	expect_row(&screen, 1, " │           │");
	expect_row(&screen, 2, " ├───────────┤あ");
	expect_row(&screen, 4, " └───────────┘");
	assert_int_equal(inside.height, 3);
	assert_int_equal(inside.width, 11);
	screen.ascii = true;
	canvas_frame(&frame, "");
	expect_row(&screen, 0, " +-----------+");
	screen_done(&screen);
}

static void test_parts_and_places(void **state)
{
	struct screen screen;
	struct canvas all, part;
	int row, column;

	(void)state;
	screen_init(&screen, 4, 10, false);
	all = canvas_of(&screen);
	part = canvas_part(&all, -1, 8, 3, 5);
	assert_int_equal(part.height, 2);
	assert_int_equal(part.width, 2);
	assert_true(canvas_hit(&part, 1, 9, &row, &column));
	assert_int_equal(row, 1);
	assert_int_equal(column, 1);
	assert_false(canvas_hit(&part, 2, 9, &row, &column));
	canvas_cursor(&part, 7, -3);
	assert_int_equal(screen.cursor_row, 1);
	assert_int_equal(screen.cursor_column, 8);
	part = canvas_part(&all, 9, 9, 3, 3);
	assert_int_equal(part.height, 0);
	canvas_cursor(&part, 0, 0); /* nowhere to put it */
	assert_int_equal(screen.cursor_row, 1);
	canvas_restyle(&all, 0, -2, 4, STYLE_ERROR);
	assert_int_equal(screen_cell(&screen, 0, 1)->style, STYLE_ERROR);
	assert_int_equal(screen_cell(&screen, 0, 2)->style, STYLE_NORMAL);
	screen_resize(&screen, 0, -1);
	assert_int_equal(screen.height * screen.width, 1);
	screen_done(&screen);
}

/* Whatever is written wherever: no cell ends up as half a character. */
static void test_random_writing(void **state)
{
	static const char *const texts[] = {"あいうえお", "abc", "e\xcc\x81\xcc\x82", "x外y", "が\xe3\x82\x99", "─│…"};
	unsigned seed = 5;
	struct screen screen;

	(void)state;
	screen_init(&screen, 6, 20, false);
	for (int i = 0; i < 20000; i++) {
		struct canvas all = canvas_of(&screen);
		struct canvas part =
		    canvas_part(&all, (int)(chance_next(&seed) % 8) - 1, (int)(chance_next(&seed) % 24) - 2,
				(int)(chance_next(&seed) % 6), (int)(chance_next(&seed) % 22));
		const char *text = texts[chance_next(&seed) % ARRAY_SIZE(texts)];
		int row = (int)(chance_next(&seed) % 6) - 1, column = (int)(chance_next(&seed) % 24) - 2;

		if (i % 3 == 0)
			canvas_put_in(&part, row, column, (int)(chance_next(&seed) % 12), STYLE_NORMAL, text);
		else
			canvas_put(&part, row, column, STYLE_NORMAL, text);
		if (i % 50 == 0)
			canvas_frame(&part, text);
		for (int at = 0; at < 6 * 20; at++) {
			const struct cell *cell = &screen.cells[at];
			int columns = cell->chars[0] ? wcwidth((wchar_t)cell->chars[0]) : 0;

			assert_int_equal(columns == 2, at % 20 < 19 && !cell[1].chars[0]);
			assert_true(columns || at % 20);
		}
		chance_check_screen(&screen);
	}
	screen_done(&screen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_widths),
	    cmocka_unit_test(test_steps),
	    cmocka_unit_test(test_keys_are_written_and_read),
	    cmocka_unit_test(test_clipping),
	    cmocka_unit_test(test_half_overwritten),
	    cmocka_unit_test(test_combining),
	    cmocka_unit_test(test_put_in),
	    cmocka_unit_test(test_wrapping),
	    cmocka_unit_test(test_frame),
	    cmocka_unit_test(test_parts_and_places),
	    cmocka_unit_test(test_random_writing),
	};

	setlocale(LC_ALL, "");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
