/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/widget/bench.h"

#include "ui/widget/text_view.h"
#include "ui/widget/week_grid.h"

#include <locale.h>

#define CHANGED (REACTION_HANDLED | REACTION_CHANGED)
#define DAY_ALL ((UINT64_C(1) << 48) - 1)

static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
static const char *const japanese_days[] = {"月", "火", "水", "木", "金", "土", "日"};
static const uint64_t office[WEEK_DAYS] = {0x3fffc0000, 0x3fffc0000};

static void test_week_is_drawn(void **state)
{
	struct week_grid grid;
	struct bench bench;

	(void)state;
	week_grid_init(&grid, days, office);
	bench_init(&bench, &grid.widget, WEEK_GRID_HEIGHT, 60, false);
	bench_expect(&bench, "     0     3     6     9     12    15    18    21    24\n"
			     "Mon  ··················████████████████··············\n"
			     "Tue  ··················████████████████··············\n"
			     "Wed  ················································\n"
			     "Thu  ················································\n"
			     "Fri  ················································\n"
			     "Sat  ················································\n"
			     "Sun  ················································");
	bench_expect_cursor(&bench, 1, 5);
	bench_done(&bench);
}

/* Where half hours do not fit a column is an hour; half of one is shown as such. */
static void test_week_is_narrow(void **state)
{
	struct week_grid grid;
	struct bench bench;

	(void)state;
	week_grid_init(&grid, japanese_days, office);
	grid.slots[1] |= UINT64_C(1) << 47;
	bench_init(&bench, &grid.widget, WEEK_GRID_HEIGHT, 29, true);
	bench_expect(&bench, "    0  3  6  9  12 15 18 21\n"
			     "月  .........########.......\n"
			     "火  .........########......+\n"
			     "水  ........................\n"
			     "木  ........................\n"
			     "金  ........................\n"
			     "土  ........................\n"
			     "日  ........................");
	assert_int_equal(bench_keys(&bench, "Down End"), REACTION_HANDLED);
	bench_expect_cursor(&bench, 2, 27);
	assert_int_equal(bench_keys(&bench, "Space"), CHANGED);
	assert_true(grid.slots[1] >> 46 == 3);
	assert_int_equal(bench_keys(&bench, "Space"), CHANGED);
	assert_true(grid.slots[1] >> 46 == 0);
	bench_done(&bench);
}

static void test_week_is_marked(void **state)
{
	static const uint64_t none[WEEK_DAYS];
	struct week_grid grid;
	struct bench bench;

	(void)state;
	week_grid_init(&grid, days, none);
	bench_init(&bench, &grid.widget, WEEK_GRID_HEIGHT, 60, false);
	bench_keys(&bench, "Right Space Shift-Right Shift-Right Shift-Down");
	assert_int_equal(grid.slots[0], 0xe);
	assert_int_equal(grid.slots[1], 0x8);
	bench_expect_cursor(&bench, 2, 8);
	bench_keys(&bench, "Space Shift-Up"); /* the other way */
	assert_int_equal(grid.slots[0], 0x6);
	assert_int_equal(grid.slots[1], 0);
	assert_int_equal(bench_keys(&bench, "w"), CHANGED);
	assert_true(grid.slots[0] == DAY_ALL && grid.slots[4] == DAY_ALL && !grid.slots[5]);
	assert_int_equal(bench_keys(&bench, "e"), CHANGED);
	assert_true(grid.slots[5] == DAY_ALL && grid.slots[6] == DAY_ALL);
	assert_int_equal(bench_keys(&bench, "a"), REACTION_HANDLED);
	assert_int_equal(bench_keys(&bench, "w"), CHANGED);
	assert_true(!grid.slots[0] && grid.slots[6] == DAY_ALL);
	assert_int_equal(bench_keys(&bench, "c"), CHANGED);
	assert_true(!grid.slots[6]);
	assert_int_equal(bench_keys(&bench, "Up Enter Tab"), REACTION_NONE);
	assert_int_equal(bench_keys(&bench, "Down Down Down Down Down Down"), REACTION_HANDLED);
	assert_int_equal(bench_keys(&bench, "Down"), REACTION_NONE);
	assert_int_equal(bench_mouse(&bench, MOUSE_CLICK, 3, 5 + 47), CHANGED);
	assert_true(grid.slots[2] == UINT64_C(1) << 47);
	bench_expect(&bench, "     0     3     6     9     12    15    18    21    24\n"
			     "Mon  ················································\n"
			     "Tue  ················································\n"
			     "Wed  ···············································x\n"
			     "Thu  ················································\n"
			     "Fri  ················································\n"
			     "Sat  ················································\n"
			     "Sun  ················································");
	bench_done(&bench);
}

static void test_week_at_random(void **state)
{
	(void)state;
	for (int height = 1; height < 10; height++) {
		struct week_grid grid;
		struct bench bench;

		week_grid_init(&grid, japanese_days, office);
		bench_init(&bench, &grid.widget, height, height * 8, height % 2);
		bench_random(&bench, (unsigned)height, 1000);
		for (int day = 0; day < WEEK_DAYS; day++)
			assert_true(grid.slots[day] <= DAY_ALL);
		bench_done(&bench);
	}
}

static void test_text_view(void **state)
{
	struct text_view view;
	struct bench bench;

	(void)state;
	text_view_init(&view, "one two three four\n外向きの規則\n\nlast");
	bench_init(&bench, &view.widget, 3, 12, false);
	assert_int_equal(widget_height(&view.widget, 12), 6);
	bench_expect(&bench, "one two\nthree four\n外向きの規 v");
	assert_int_equal(bench_keys(&bench, "PgDn"), REACTION_HANDLED);
	bench_expect(&bench, "外向きの規 ^\n則\n           v");
	assert_int_equal(bench_keys(&bench, "End"), REACTION_HANDLED);
	assert_int_equal(bench_keys(&bench, "Down"), REACTION_NONE);
	bench_expect(&bench, "則         ^\n\nlast");
	assert_int_equal(bench_keys(&bench, "g"), REACTION_HANDLED);
	bench_mouse(&bench, MOUSE_WHEEL_DOWN, 0, 0);
	bench_random(&bench, 1, 500);
	bench_done(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_week_is_drawn),  cmocka_unit_test(test_week_is_narrow),
	    cmocka_unit_test(test_week_is_marked), cmocka_unit_test(test_week_at_random),
	    cmocka_unit_test(test_text_view),
	};

	setlocale(LC_ALL, "");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
