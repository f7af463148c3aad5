/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/widget/bench.h"

#include "ui/widget/table.h"

#include <locale.h>

#define CHANGED (REACTION_HANDLED | REACTION_CHANGED)

/* A hundred thousand rows, and how many of their texts were asked for. */
struct many {
	size_t rows, asked;
};

static size_t count(void *context)
{
	return ((struct many *)context)->rows;
}

static void text(void *context, size_t row, size_t column, struct str *out)
{
	((struct many *)context)->asked++;
	if (column == 0)
		str_addf(out, "%zu", row + 1);
	else
		str_add(out, row % 1000 == 7 ? "Mail 外向き" : "Web");
}

static const struct table_ops ops = {.count = count, .text = text};
static const struct table_column columns[] = {{.title = "No", .right = true}, {.title = "Name"}};

static void test_asks_for_what_it_shows(void **state)
{
	struct many many = {.rows = 100000};
	struct table table;
	struct bench bench;

	(void)state;
	table_init(&table, &ops, &many, columns, 2);
	table.bar = true;
	bench_init(&bench, &table.widget, 5, 30, false);
	bench_expect(&bench, "  No  Name\n"
			     ">  1  Web                    ▐\n"
			     "   2  Web\n"
			     "   3  Web\n"
			     "   4  Web");
	many.asked = 0;
	assert_int_equal(bench_keys(&bench, "End"), CHANGED);
	assert_true(many.asked <= 16);
	bench_expect(&bench, "      No  Name\n"
			     "   99997  Web\n"
			     "   99998  Web\n"
			     "   99999  Web\n"
			     "> 100000  Web                ▐");
	bench_expect_cursor(&bench, 4, 0);
	bench_keys(&bench, "PgUp Up");
	assert_int_equal(table_selected(&table), 99995);
	bench_done(&bench);
}

static void test_filters(void **state)
{
	struct many many = {.rows = 100000};
	struct table table;
	struct bench bench;

	(void)state;
	table_init(&table, &ops, &many, columns, 2);
	table.bar = true;
	bench_init(&bench, &table.widget, 4, 30, false);
	table_filter(&table, "MAIL 外 008");
	assert_int_equal(table_count(&table), 99);
	bench_draw(&bench);
	bench_expect(&bench, "    No  Name\n"
			     "> 1008  Mail 外向き          ▐\n"
			     "  2008  Mail 外向き\n"
			     "  3008  Mail 外向き");
	bench_keys(&bench, "Down");
	assert_int_equal(table_selected(&table), 2007);
	many.asked = 0;
	table_filter(&table, "MAIL 外 0080"); /* only what was left is asked again */
	assert_int_equal(many.asked, 2 * 99);
	assert_int_equal(table_count(&table), 0);
	table_filter(&table, "MAIL 外 008");
	table_select(&table, 2007);
	assert_int_equal(bench_keys(&bench, "Enter"), REACTION_HANDLED | REACTION_ACCEPT);
	table_filter(&table, "");
	assert_int_equal(table_selected(&table), 2007);
	many.rows = 100;
	table_refresh(&table);
	assert_int_equal(table_selected(&table), 99);
	table_filter(&table, "nothing");
	assert_int_equal(table_selected(&table), SIZE_MAX);
	bench_draw(&bench);
	assert_int_equal(bench_keys(&bench, "Enter"), REACTION_NONE);
	bench_done(&bench);
}

static void test_marks(void **state)
{
	struct many many = {.rows = 3};
	struct table table;
	struct bench bench;

	(void)state;
	table_init(&table, &ops, &many, columns, 2);
	table.several = true;
	table.vi_keys = true;
	bench_init(&bench, &table.widget, 4, 30, true);
	bench_keys(&bench, "Space j Ins");
	bench_expect(&bench, "      No  Name\n"
			     "  [x]  1  Web\n"
			     "  [ ]  2  Web\n"
			     "> [x]  3  Web");
	assert_int_equal(table_marked(&table), 2);
	bench_mouse(&bench, MOUSE_CLICK, 2, 3);
	assert_true(table_is_marked(&table, 1));
	bench_mouse(&bench, MOUSE_CLICK, 1, 12);
	assert_int_equal(table_selected(&table), 0);
	assert_int_equal(bench_mouse(&bench, MOUSE_DOUBLE_CLICK, 1, 12), REACTION_HANDLED | REACTION_ACCEPT);
	bench_done(&bench);
}

/* The selected row stays in sight under the wheel. */
static void test_wheel(void **state)
{
	struct many many = {.rows = 20};
	struct table table;
	struct bench bench;

	(void)state;
	table_init(&table, &ops, &many, columns, 2);
	bench_init(&bench, &table.widget, 5, 30, false);
	assert_int_equal(bench_mouse(&bench, MOUSE_WHEEL_DOWN, 2, 3), CHANGED);
	bench_expect(&bench, "  No  Name\n"
			     ">  4  Web\n"
			     "   5  Web\n"
			     "   6  Web\n"
			     "   7  Web");
	bench_keys(&bench, "Down Down");
	assert_int_equal(bench_mouse(&bench, MOUSE_WHEEL_UP, 2, 3), CHANGED);
	assert_int_equal(table_selected(&table), 3);
	for (int i = 0; i < 10; i++)
		bench_mouse(&bench, MOUSE_WHEEL_DOWN, 2, 3);
	bench_expect(&bench, "  No  Name\n"
			     "> 17  Web\n"
			     "  18  Web\n"
			     "  19  Web\n"
			     "  20  Web");
	bench_done(&bench);
}

/* A window that was small for a while is as before, down to the widths of its columns; but not after another row was
 * selected in it. */
static void test_sizes_come_back(void **state)
{
	static const char before[] = "  No  Name\n"
				     "   8  Mail 外向き\n"
				     ">  9  Web\n"
				     "  10  Web";
	struct many many = {.rows = 200};
	struct table table;
	struct bench bench;

	(void)state;
	table_init(&table, &ops, &many, columns, 2);
	bench_init(&bench, &table.widget, 4, 30, false);
	bench_keys(&bench, "Down Down Down Down Down Down Down Down Down Up");
	bench_expect(&bench, before);
	bench_resize(&bench, 2, 30);
	bench_resize(&bench, 130, 30);
	bench_resize(&bench, 4, 30);
	bench_expect(&bench, before);
	bench_resize(&bench, 3, 30);
	bench_keys(&bench, "Up Up");
	bench_resize(&bench, 4, 30);
	bench_expect(&bench, "  No  Name\n"
			     ">  7  Web\n"
			     "   8  Mail 外向き\n"
			     "   9  Web");
	bench_done(&bench);
}

static const struct table_column wishes[] = {
    {.title = "No", .wish = 3, .least = 3, .right = true},
    {.title = "Name", .wish = 8, .least = 4, .yields = 2, .grows = 1},
    {.title = "Flags", .wish = 5, .yields = 1},
    {.title = "Text", .wish = 8, .least = 6, .yields = 3, .grows = 2},
};

/* What room is left over goes to those that grow; what lacks is taken by rank, and a column may go away. */
static void test_columns_give_way(void **state)
{
	static const struct {
		int width, columns[4];
	} cases[] = {
	    {38, {3, 11, 5, 14}}, {29, {3, 8, 5, 8}}, {28, {3, 9, 0, 12}}, {23, {3, 8, 0, 8}},
	    {20, {3, 5, 0, 8}},	  {17, {3, 4, 0, 6}}, {9, {3, 4, 0, 6}},
	};
	struct many many = {.rows = 1};
	struct table table;

	(void)state;
	table_init(&table, &ops, &many, wishes, 4);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		int widths[TABLE_COLUMNS_MAX];

		table_layout(&table, cases[i].width, widths);
		for (size_t column = 0; column < 4; column++)
			assert_int_equal(widths[column], cases[i].columns[column]);
	}
}

static const char *sign_of(void *context, size_t row)
{
	(void)context;
	return row == 1 ? "+" : " ";
}

static bool is_hidden(void *context, size_t row)
{
	(void)context;
	return row % 4;
}

static void more(void *context, size_t row, struct str *out)
{
	(void)context;
	if (row == 5)
		str_add(out, "besides");
}

/* Hidden rows are left out, unless a filter asks for them; a filter looks also where there is no column. */
static void test_signs_and_hidden_rows(void **state)
{
	static const struct table_ops all = {
	    .count = count, .text = text, .sign = sign_of, .more = more, .hidden = is_hidden};
	struct many many = {.rows = 9};
	struct table table;
	struct bench bench;

	(void)state;
	table_init(&table, &all, &many, columns, 2);
	bench_init(&bench, &table.widget, 4, 30, true);
	bench_expect(&bench, "  No  Name\n"
			     ">  1  Web\n"
			     " + 2  Web\n"
			     "   3  Web");
	table_select(&table, 3);
	table.hides = true;
	table_refresh(&table);
	assert_int_equal(table_count(&table), 3);
	assert_int_equal(table_selected(&table), 4);
	bench_draw(&bench);
	bench_expect(&bench, "  No  Name\n"
			     "   1  Web\n"
			     ">  5  Web\n"
			     "   9  Web");
	table_filter(&table, "besides");
	assert_int_equal(table_count(&table), 1);
	assert_int_equal(table_selected(&table), 5);
	bench_done(&bench);
}

static bool number(void *context, size_t row, size_t column, uint64_t *ret)
{
	(void)context;
	*ret = row * 7 % 10;
	return column == 0 && row != 4;
}

static int rank_of(void *context, size_t row)
{
	(void)context;
	return row == 9 ? -1 : 0;
}

static const char *const words_of_rows[] = {"10.0.0.10", "web", "10.0.0.9", "Alpha", "beta",
					    "10.0.0.9",	 "",	"WEB",	    "zeta",  "alpha"};

static void words_text(void *context, size_t row, size_t column, struct str *out)
{
	(void)context;
	if (column == 1)
		str_add(out, words_of_rows[row]);
	else
		str_addf(out, "%zu", row);
}

static void expect_order(const struct table *table, const char *rows)
{
	_cleanup_str_ struct str order = {0};

	for (size_t at = 0; at < table_count(table); at++)
		str_addf(&order, "%zu ", table_row(table, at));
	assert_string_equal(str_text(&order), rows);
}

/* Texts as people read them, numbers from the most on, what is equal in its own order; and back. */
static void test_sorts(void **state)
{
	static const struct table_ops sorted = {
	    .count = count, .text = words_text, .number = number, .rank = rank_of, .hidden = is_hidden};
	struct many many = {.rows = 10};
	struct table table;
	struct bench bench;

	(void)state;
	table_init(&table, &sorted, &many, columns, 2);
	bench_init(&bench, &table.widget, 4, 30, true);
	table_select(&table, 7);
	table_sort(&table, 1);
	expect_order(&table, "9 6 2 5 0 3 4 1 7 8 ");
	assert_int_equal(table_selected(&table), 7);
	table_sort(&table, 0);
	expect_order(&table, "9 7 1 8 5 2 6 3 0 4 ");
	bench_keys(&bench, "Home");
	bench_expect(&bench, " ^No  Name\n"
			     ">  9  alpha\n"
			     "   7  WEB\n"
			     "   1  web");
	table.hides = true; /* not while it is sorted */
	table_refresh(&table);
	assert_int_equal(table_count(&table), 10);
	table_filter(&table, "we");
	expect_order(&table, "7 1 ");
	table_filter(&table, "web");
	expect_order(&table, "7 1 ");
	table_sort(&table, TABLE_NO_COLUMN);
	expect_order(&table, "1 7 ");
	table_filter(&table, "");
	expect_order(&table, "0 4 8 ");
	bench_done(&bench);
}

static void expect_match(const struct bench *bench, int row, int column, int width, enum style style)
{
	const struct canvas *canvas = &bench->canvas;

	for (int i = -1; i <= width; i++) {
		bool inside = i >= 0 && i < width;

		assert_int_equal(screen_cell(&bench->screen, canvas->row + row, canvas->column + column + i)->style ==
				     style,
				 inside);
	}
}

/* A search leaves all rows, goes on over the end, and what it is for is seen. */
static void test_searches(void **state)
{
	static const struct table_ops ops_of_words = {.count = count, .text = words_text};
	struct many many = {.rows = 10};
	struct table table;
	struct bench bench;

	(void)state;
	table_init(&table, &ops_of_words, &many, columns, 2);
	bench_init(&bench, &table.widget, 11, 30, true);
	assert_false(table_find(&table, 0, false));
	table_search(&table, "Eb");
	assert_true(table_find(&table, table.at + 1, false));
	assert_int_equal(table_selected(&table), 1);
	bench_draw(&bench);
	expect_match(&bench, 2, 7, 2, STYLE_MATCH_SELECTED);
	expect_match(&bench, 8, 7, 2, STYLE_MATCH);
	assert_true(table_find(&table, table.at + 1, false));
	assert_int_equal(table_selected(&table), 7);
	assert_true(table_find(&table, table.at + 1, false));
	assert_int_equal(table_selected(&table), 1);
	assert_true(table_find(&table, table.at, true));
	assert_int_equal(table_selected(&table), 7);
	table_search(&table, "nowhere");
	assert_false(table_find(&table, table.at + 1, false));
	assert_int_equal(table_selected(&table), 7);
	bench_done(&bench);
}

/* Columns that are not shown are not chosen, and nothing lies beyond the ends. */
static void test_chooses_columns(void **state)
{
	struct many many = {.rows = 1};
	struct table table;
	struct bench bench;

	(void)state;
	table_init(&table, &ops, &many, wishes, 4);
	bench_init(&bench, &table.widget, 4, 23, true);
	assert_true(table_next_column(&table, false));
	assert_int_equal(table.column, 0);
	assert_false(table_next_column(&table, true));
	assert_true(table_next_column(&table, false));
	assert_true(table_next_column(&table, false));
	assert_int_equal(table.column, 3); /* there is no room for the flags */
	assert_false(table_next_column(&table, false));
	bench_draw(&bench);
	assert_int_equal(screen_cell(&bench.screen, bench.canvas.row, bench.canvas.column + table.left[3])->style,
			 STYLE_SELECTED);
	assert_int_equal(table_cell_canvas(&table, 3).width, 8);
	assert_int_equal(table_cell_canvas(&table, 2).width, 0);
	bench_done(&bench);
}

static void test_at_random(void **state)
{
	(void)state;
	for (int height = 1; height < 10; height++) {
		struct many many = {.rows = (size_t)height * 5 - 5};
		struct table table;
		struct bench bench;

		table_init(&table, &ops, &many, columns, 2);
		table.several = height % 3;
		table.vi_keys = height % 2;
		table.bar = height % 4;
		bench_init(&bench, &table.widget, height, height * 4, height % 2);
		bench_random(&bench, (unsigned)height, 1000);
		bench_done(&bench);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_asks_for_what_it_shows),
	    cmocka_unit_test(test_filters),
	    cmocka_unit_test(test_marks),
	    cmocka_unit_test(test_wheel),
	    cmocka_unit_test(test_sizes_come_back),
	    cmocka_unit_test(test_columns_give_way),
	    cmocka_unit_test(test_signs_and_hidden_rows),
	    cmocka_unit_test(test_sorts),
	    cmocka_unit_test(test_searches),
	    cmocka_unit_test(test_chooses_columns),
	    cmocka_unit_test(test_at_random),
	};

	setlocale(LC_ALL, "");
	return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
