/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/widget/stage.h"

#include "ui/widget/combo_field.h"
#include "ui/widget/menu.h"
#include "ui/widget/message.h"
#include "ui/widget/picker.h"

#include <locale.h>

static void note_answer(void *context, size_t answer)
{
	*(size_t *)context = answer;
}

static void test_message(void **state)
{
	struct loop *loop = stage_new(12, 40, false);

	(void)state;
	message_show(loop, "Title", "A text that is too long for one row of it, 外向きの規則.");
	stage_expect(loop, "  ┌ Title ───────────────────────────┐\n"
			   "  │ A text that is too long for      │\n"
			   "  │ one row of it, 外向きの規則.     │\n"
			   "  ├──────────────────────────────────┤\n"
			   "  │    < OK >                        │\n"
			   "  └──────────────────────────────────┘");
	stage_expect_cursor(loop, 7, 9);
	stage_keys(loop, "x Up");
	assert_false(stage_is_empty(loop));
	stage_keys(loop, "Enter");
	assert_true(stage_is_empty(loop));
	loop_free(loop);
}

static void test_question(void **state)
{
	static const struct {
		const char *keys;
		size_t answer;
	} cases[] = {{"y", 0},	    {"Y", 0},	       {"n", 1},  {"Enter", 1},	    {"Esc", 1},
		     {"Ctrl-C", 1}, {"Left Enter", 0}, {"F2", 0}, {"Tab Space", 0}, {"Right Space", 1}};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct loop *loop = stage_new(16, 60, false);
		size_t answer = 9;

		message_ask(loop, "Apply", "Apply 3 changes?", note_answer, &answer);
		stage_keys(loop, cases[i].keys);
		assert_true(stage_is_empty(loop));
		assert_int_equal(answer, cases[i].answer);
		loop_free(loop);
	}
}

static bool count_down(void *context, struct str *text)
{
	unsigned *left = context;

	str_addf(text, "%u s", --*left);
	return *left > 0;
}

static unsigned ticks_left;

static void note_nothing(void *context, size_t answer)
{
	(void)context;
	assert_int_equal(answer, 1);
	ticks_left = 99;
}

static void test_question_with_a_time(void **state)
{
	static const struct message_button buttons[] = {{"Keep", 'y'}, {"Take back", 'n'}};
	struct message_options options = {.title = "Keep?",
					  .text = "2 s",
					  .buttons = buttons,
					  .n = 2,
					  .safe = 1,
					  .answer = note_nothing,
					  .context = &ticks_left,
					  .tick = 1000,
					  .update = count_down};
	struct event tick = {.type = EVENT_TICK};
	struct loop *loop = stage_new(8, 50, true);

	(void)state;
	ticks_left = 2;
	message_open(loop, &options);
	assert_int_equal(loop_top(loop)->tick, 1000);
	loop_feed(loop, &tick);
	stage_expect(loop, "      + Keep? -----------------------------+\n"
			   "      | 1 s                                |\n"
			   "      +------------------------------------+\n"
			   "      |    < Keep  y >   < Take back  n >  |\n"
			   "      +------------------------------------+");
	loop_feed(loop, &tick);
	assert_true(stage_is_empty(loop));
	assert_int_equal(ticks_left, 99);
	loop_free(loop);
}

static void test_long_message_scrolls(void **state)
{
	struct loop *loop = stage_new(12, 40, false);

	(void)state;
	message_show(loop, "Long", "1\n2\n3\n4\n5");
	stage_keys(loop, "Down Down");
	stage_expect(loop, "      ┌ Long ────────────────────┐\n"
			   "      │ 3                      ^ │\n"
			   "      │ 4                      v │\n"
			   "      ├──────────────────────────┤\n"
			   "      │    < OK >                │\n"
			   "      └──────────────────────────┘");
	loop_free(loop);
}

static const char *const services[][2] = {{"25", "smtp"},  {"80", "http"},   {"110", "pop3"},
					  {"143", "imap"}, {"443", "https"}, {"995", "pop3s メール"}};

static strlist_t picked;

static size_t service_count(void *context)
{
	(void)context;
	return ARRAY_SIZE(services);
}

static void service_text(void *context, size_t row, size_t column, struct str *out)
{
	(void)context;
	str_add(out, services[row][column]);
}

static void service_chosen(void *context, const size_t *rows, size_t n)
{
	(void)context;
	for (size_t i = 0; i < n; i++)
		strlist_add(&picked, services[rows[i]][0]);
}

static void open_services(struct loop *loop, bool several)
{
	static const struct table_ops ops = {.count = service_count, .text = service_text};
	static const struct table_column columns[] = {{.title = "Port", .right = true}, {.title = "Name"}};
	const struct picker_options options = {.title = "Services",
					       .ops = &ops,
					       .columns = columns,
					       .n = 2,
					       .several = several,
					       .chosen = service_chosen,
					       .height = 5,
					       .width = 40};

	strlist_done(&picked);
	picker_open(loop, &options);
}

static void test_picker_filters(void **state)
{
	struct loop *loop = stage_new(10, 50, false);

	(void)state;
	open_services(loop, false);
	stage_expect(loop, "   ┌ Services ────────────────────────────────┐\n"
			   "   │ Filter [                        ] 6 of 6 │\n"
			   "   │   Port  Name                             │\n"
			   "   │ >   25  smtp                           ▐ │\n"
			   "   │     80  http                             │\n"
			   "   │    110  pop3                             │\n"
			   "   ├──────────────────────────────────────────┤\n"
			   "   │    < OK  F2 >   < Cancel  Ctrl-G >       │\n"
			   "   └──────────────────────────────────────────┘");
	stage_keys(loop, "P o p");
	stage_expect_cursor(loop, 1, 16);
	stage_keys(loop, "Down");
	stage_expect(loop, "   ┌ Services ────────────────────────────────┐\n"
			   "   │ Filter [Pop                     ] 2 of 6 │\n"
			   "   │   Port  Name                             │\n"
			   "   │    110  pop3                             │\n"
			   "   │ >  995  pop3s メール                     │\n"
			   "   │                                          │\n"
			   "   ├──────────────────────────────────────────┤\n"
			   "   │    < OK  F2 >   < Cancel  Ctrl-G >       │\n"
			   "   └──────────────────────────────────────────┘");
	stage_expect_cursor(loop, 4, 5);
	stage_keys(loop, "Enter");
	assert_true(stage_is_empty(loop));
	assert_int_equal(picked.n, 1);
	assert_string_equal(picked.v[0], "995");
	strlist_done(&picked);
	loop_free(loop);
}

static void test_picker_without_a_match(void **state)
{
	struct loop *loop = stage_new(10, 50, true);

	(void)state;
	open_services(loop, false);
	stage_keys(loop, "z Enter F2");
	stage_expect(loop, "   + Services --------------------------------+\n"
			   "   | Filter [z                       ] 0 of 6 |\n"
			   "   |   Port  Name                             |\n"
			   "   |                                          |\n"
			   "   |                                          |\n"
			   "   |   nothing matches; Esc shows all         |\n"
			   "   +------------------------------------------+\n"
			   "   |    < OK  F2 >   < Cancel  Ctrl-G >       |\n"
			   "   +------------------------------------------+");
	stage_keys(loop, "Esc");
	assert_false(stage_is_empty(loop));
	stage_keys(loop, "Esc");
	assert_true(stage_is_empty(loop));
	assert_int_equal(picked.n, 0);
	loop_free(loop);
}

static void test_picker_marks_several(void **state)
{
	struct loop *loop = stage_new(16, 60, false);

	(void)state;
	open_services(loop, true);
	stage_keys(loop, "Ins Down Space p o Esc 4 4 3 Down Space Enter");
	assert_int_equal(picked.n, 3);
	assert_string_equal(picked.v[0], "25");
	assert_string_equal(picked.v[1], "110");
	assert_string_equal(picked.v[2], "443");
	strlist_done(&picked);
	loop_free(loop);
}

static void test_picker_with_the_mouse(void **state)
{
	struct loop *loop = stage_new(10, 50, false);

	(void)state;
	open_services(loop, false);
	stage_mouse(loop, MOUSE_WHEEL_DOWN, 5, 10);
	stage_mouse(loop, MOUSE_CLICK, 5, 10);
	stage_expect_cursor(loop, 5, 5);
	stage_mouse(loop, MOUSE_DOUBLE_CLICK, 5, 10);
	assert_int_equal(picked.n, 1);
	assert_string_equal(picked.v[0], "995");
	open_services(loop, false);
	stage_mouse(loop, MOUSE_CLICK, 7, 25);
	assert_true(stage_is_empty(loop));
	assert_int_equal(picked.n, 0);
	loop_free(loop);
}

static const struct menu_item items[] = {
    {"Add", "a, F7", false, "Makes one."}, {"Delete", "d", true, NULL}, {0}, {"終了", "q", false, NULL}};

/* One that is greyed is gone to, and chosen, to be told why. */
static void test_menu(void **state)
{
	size_t chosen = 9;
	const struct menu_options options = {
	    .title = "", .row = 1, .column = 2, .items = items, .n = 4, .chosen = note_answer, .context = &chosen};
	struct loop *loop = stage_new(10, 40, false);

	(void)state;
	menu_open(loop, &options);
	stage_expect(loop, "  ┌────────────────┐\n"
			   "  │>Add      a, F7 │\n"
			   "  │ Delete     (d) │\n"
			   "  ├────────────────┤\n"
			   "  │ 終了         q │\n"
			   "  └────────────────┘\n\n\n"
			   " Makes one.");
	stage_expect_cursor(loop, 2, 3);
	stage_keys(loop, "Down");
	stage_expect_cursor(loop, 3, 3);
	stage_keys(loop, "Down");
	stage_expect_cursor(loop, 5, 3);
	stage_keys(loop, "Down d 終 a q Enter"); /* a label that begins so, or else the key */
	assert_int_equal(chosen, 3);
	menu_open(loop, &options);
	stage_mouse(loop, MOUSE_CLICK, 4, 6); /* the line */
	assert_false(stage_is_empty(loop));
	stage_mouse(loop, MOUSE_CLICK, 3, 6);
	assert_int_equal(chosen, 1);
	assert_true(stage_is_empty(loop));
	loop_free(loop);
}

static void test_menu_is_left(void **state)
{
	static const char *const ways[] = {"Esc", "Ctrl-G", "Ctrl-C", "F10", "F12"};
	size_t chosen = 9;
	const struct menu_options options = {
	    .row = 1, .column = 2, .items = items, .n = 4, .chosen = note_answer, .context = &chosen};
	struct loop *loop = stage_new(10, 40, false);

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
		menu_open(loop, &options);
		stage_keys(loop, "Left Right");
		assert_false(stage_is_empty(loop));
		stage_keys(loop, ways[i]);
		assert_true(stage_is_empty(loop));
	}
	menu_open(loop, &options);
	stage_mouse(loop, MOUSE_CLICK, 8, 30);
	assert_true(stage_is_empty(loop));
	assert_int_equal(chosen, 9);
	loop_free(loop);
}

struct bar {
	struct loop *loop;
	size_t chosen, opened, released;
};

static void bar_chosen(void *context, size_t item)
{
	((struct bar *)context)->chosen = item;
}

static void bar_released(void *context)
{
	((struct bar *)context)->released++;
}

static void bar_open(void *context, size_t open)
{
	static const char *const names[] = {"Policy", "編集", "Help"};
	struct bar *bar = context;

	bar->opened = open;
	menu_open(bar->loop, &(struct menu_options){.items = items,
						    .n = 4,
						    .bar = names,
						    .n_bar = 3,
						    .open = open,
						    .chosen = bar_chosen,
						    .sideways = bar_open,
						    .release = bar_released,
						    .context = bar});
}

static void test_menu_bar(void **state)
{
	struct bar bar = {.loop = stage_new(12, 40, false), .chosen = 9};

	(void)state;
	bar_open(&bar, 1);
	stage_expect(bar.loop, "  Policy   編集   Help\n"
			       "          ┌────────────────┐\n"
			       "          │>Add      a, F7 │\n"
			       "          │ Delete     (d) │\n"
			       "          ├────────────────┤\n"
			       "          │ 終了         q │\n"
			       "          └────────────────┘\n\n\n\n\n"
			       " Makes one.");
	stage_keys(bar.loop, "Right");
	assert_int_equal(bar.opened, 2);
	stage_keys(bar.loop, "Right");
	assert_int_equal(bar.opened, 0);
	stage_keys(bar.loop, "Left");
	assert_int_equal(bar.opened, 2);
	stage_mouse(bar.loop, MOUSE_CLICK, 0, 12);
	assert_int_equal(bar.opened, 1);
	stage_mouse(bar.loop, MOUSE_CLICK, 5, 13);
	assert_int_equal(bar.chosen, 3);
	assert_int_equal(bar.released, 5);
	loop_free(bar.loop);
}

static void note_picked(void *context)
{
	++*(int *)context;
}

static void test_combo_opens(void **state)
{
	_cleanup_strlist_ strlist_t zones = {0};
	struct combo_field combo;
	struct loop *loop = stage_new(14, 60, false);
	int told = 0;

	(void)state;
	strlist_split(&zones, "Asia/Tokyo,Europe/Berlin,UTC", ',');
	combo_field_init(&combo, "UTC", &zones);
	combo_field_open(&combo, loop, "Time zone", note_picked, &told);
	stage_keys(loop, "Up Enter");
	assert_string_equal(combo_field_text(&combo), "Europe/Berlin");
	assert_int_equal(told, 1);
	combo_field_open(&combo, loop, "Time zone", note_picked, &told);
	stage_keys(loop, "Down Ctrl-G");
	assert_string_equal(combo_field_text(&combo), "Europe/Berlin");
	assert_int_equal(told, 1);
	widget_done(&combo.widget);
	loop_free(loop);
}

static void open_any(struct loop *loop)
{
	static unsigned turn;
	static size_t answer;
	const struct menu_options menu = {
	    .title = "M", .row = 30, .column = 50, .items = items, .n = 4, .chosen = note_answer, .context = &answer};

	if (++turn % 3 == 0)
		message_ask(loop, "Question", "外向きの規則を適用しますか?", note_answer, &answer);
	else if (turn % 3 == 1)
		open_services(loop, turn % 2);
	else
		menu_open(loop, &menu);
}

static void test_random(void **state)
{
	struct loop *loop = stage_new(24, 80, false);

	(void)state;
	stage_random(loop, 7, 10000, open_any);
	strlist_done(&picked);
	loop_free(loop);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_message),
	    cmocka_unit_test(test_question),
	    cmocka_unit_test(test_question_with_a_time),
	    cmocka_unit_test(test_long_message_scrolls),
	    cmocka_unit_test(test_picker_filters),
	    cmocka_unit_test(test_picker_without_a_match),
	    cmocka_unit_test(test_picker_marks_several),
	    cmocka_unit_test(test_picker_with_the_mouse),
	    cmocka_unit_test(test_menu),
	    cmocka_unit_test(test_menu_is_left),
	    cmocka_unit_test(test_menu_bar),
	    cmocka_unit_test(test_combo_opens),
	    cmocka_unit_test(test_random),
	};

	setlocale(LC_ALL, "");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
