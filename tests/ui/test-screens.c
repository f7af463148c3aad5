/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Every screen of the editor in three sizes, both languages, UTF-8 and C, with colour and without: it fits, its frame
 * is whole, the cursor is on the focus, and colour says nothing that is not also there without it.
 */

#include "tests/ui/fixture.h"

#include "tests/ui/focus.h"

static const struct {
	const char *name, *keys;
} steps[] = {
    {"list", "Home"},
    {"last line", "End"},
    {"new rule", "a"},
    {"application", "Alt-2"},
    {"service", "Alt-3"},
    {"services chosen", "Down Space Down =110 Enter"},
    {"address", "Alt-4"},
    {"validity", "Alt-5"},
    {"log", "Alt-6"},
    {"notes", "Alt-7"},
    {"complaint", "Ctrl-S"},
    {"help of the field", "F1"},
    {"left again", "Esc Ctrl-G"},
    {"edit", "Home Down Enter"},
    {"left the edit", "Ctrl-G"},
    {"presets", "p"},
    {"mail clients", "=mail Enter"},
    {"left the preset", "Ctrl-G"},
    {"filter", "/ =53"},
    {"no filter", "Esc"},
    {"help", "?"},
    {"left the help", "Esc"},
    {"objects", "Alt-2"},
    {"firewall", "Alt-1"},
};

struct screens {
	char *text[ARRAY_SIZE(steps)];
	int row[ARRAY_SIZE(steps)], column[ARRAY_SIZE(steps)];
};

static void screens_done(struct screens *screens)
{
	for (size_t i = 0; i < ARRAY_SIZE(steps); i++)
		free(screens->text[i]);
}

static bool is_any(const struct vt *vt, int row, int column, const char *const *signs)
{
	_cleanup_free_ char *text = vt_cell(vt, row, column);

	for (; *signs; signs++)
		if (str_equal(text, *signs))
			return true;
	return false;
}

static int find_sign(const struct vt *vt, int row, int column, int step, const char *sign)
{
	for (; column >= 0 && column < vt->columns; column += step)
		if (is_any(vt, row, column, (const char *const[]){sign, NULL}))
			return column;
	return -1;
}

/* The frame around the cursor, if it is in one, has both its sides down to its lower corners. */
static void check_frame(const struct vt *vt, const char *name)
{
	static const char *const left_sides[] = {"│", "├", NULL}, *const right_sides[] = {"│", "┤", "▐", NULL};
	static const char *const corners[] = {"└", NULL};
	int row, column, left = -1, right = -1;

	vt_cursor(vt, &row, &column);
	while (row >= 0 && (left < 0 || right < 0)) {
		left = find_sign(vt, row, column, -1, "┌");
		right = find_sign(vt, row, column, 1, "┐");
		row--;
	}
	if (left < 0 || right < 0)
		return;
	for (row += 2; row < vt->rows && !is_any(vt, row, left, corners); row++)
		if (!is_any(vt, row, left, left_sides) || !is_any(vt, row, right, right_sides))
			vt_fail(vt, "%s: the frame is broken in row %d", name, row);
	if (row == vt->rows)
		vt_fail(vt, "%s: the frame has no lower end", name);
}

/* Title and status say what the kernel answers, when it does. */
static char *without_title(const struct vt *vt)
{
	_cleanup_free_ char *text = vt_screen(vt);

	return mem_strdup(strchr(text, '\n') + 1);
}

static struct vt *start_editor(void **state, int rows, int columns, const struct vt_options *options)
{
	struct vt_kit *kit = *state;
	_cleanup_free_ char *program = mem_printf("%s/nftabs", kit->program_directory);

	return vt_start(kit, (const char *const[]){program, NULL}, rows, columns, options);
}

/* Gives the screens, without the changing title. */
static void walk(void **state, int rows, int columns, struct vt_options options, struct screens *ret)
{
	static const char *const environment[] = {"ESCDELAY=5", NULL};
	struct vt_kit *kit = *state;
	_cleanup_free_ char *db = mem_printf("%s/screens.db", kit->directory);
	_cleanup_vt_ struct vt *vt = NULL;

	options.environment = environment;
	options.db = db;
	vt = start_editor(state, rows, columns, &options);
	for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
		vt_keys(vt, steps[i].keys);
		if (!is_on_focus(vt))
			vt_fail(vt, "%s: the cursor is not on the focus", steps[i].name);
		if (options.charset == VT_UTF8)
			check_frame(vt, steps[i].name);
		ret->text[i] = without_title(vt);
		vt_cursor(vt, &ret->row[i], &ret->column[i]);
	}
	vt_keys(vt, "q");
	assert_int_equal(vt_wait_end(vt), 0);
	vt_expect_restored(vt);
}

static void compare(const struct screens *colour, const struct screens *mono)
{
	for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
		assert_string_equal(colour->text[i], mono->text[i]);
		assert_int_equal(colour->row[i], mono->row[i]);
		assert_int_equal(colour->column[i], mono->column[i]);
	}
}

static void check_size(void **state, int rows, int columns)
{
	static const char *const languages[] = {"en", "ja"};

	if (!ui_own_network())
		skip();
	for (size_t i = 0; i < ARRAY_SIZE(languages); i++) {
		_cleanup_(screens_done) struct screens colour = {0}, mono = {0}, plain = {0};

		walk(state, rows, columns, (struct vt_options){.language = languages[i]}, &colour);
		walk(state, rows, columns, (struct vt_options){.language = languages[i], .no_color = true}, &mono);
		compare(&colour, &mono);
		walk(state, rows, columns, (struct vt_options){.language = languages[i], .charset = VT_C}, &plain);
	}
}

static void test_80x24(void **state)
{
	check_size(state, 24, 80);
}

static void test_60x16(void **state)
{
	check_size(state, 16, 60);
}

static void test_132x43(void **state)
{
	check_size(state, 43, 132);
}

static void test_euc(void **state)
{
	struct vt_kit *kit = *state;
	_cleanup_free_ char *db = mem_printf("%s/euc.db", kit->directory);
	_cleanup_vt_ struct vt *vt = NULL;

	if (!ui_own_network() || !vt_kit_has_euc(kit))
		skip();
	vt = start_editor(state, 24, 80, &(struct vt_options){.language = "ja", .charset = VT_EUC_JP, .db = db});
	vt_expect(vt, 2, "動作");
	vt_expect_not(vt, "??");
	vt_keys(vt, "a =外向きPOP3");
	vt_expect(vt, 3, "[外向きPOP3");
	vt_expect_not(vt, "─");
}

/* Below the size that it needs it waits, keeps what was typed, and can be left. */
static void test_too_small(void **state)
{
	struct vt_kit *kit = *state;
	_cleanup_free_ char *db = mem_printf("%s/small.db", kit->directory);
	_cleanup_vt_ struct vt *vt = NULL;

	if (!ui_own_network())
		skip();
	vt = start_editor(state, 24, 80, &(struct vt_options){.db = db});
	vt_keys(vt, "a =kept");
	vt_resize(vt, 10, 30);
	vt_resize(vt, 3, 10);
	vt_resize(vt, 1, 1);
	vt_resize(vt, 24, 80);
	vt_expect(vt, 3, "[kept ");
	vt_keys(vt, "=!");
	vt_expect(vt, 3, "[kept! ");
	vt_keys(vt, "Ctrl-G y");
	vt_resize(vt, 10, 30);
	vt_keys(vt, "q");
	assert_int_equal(vt_wait_end(vt), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_80x24), cmocka_unit_test(test_60x16),	    cmocka_unit_test(test_132x43),
	    cmocka_unit_test(test_euc),	  cmocka_unit_test(test_too_small),
	};

	return cmocka_run_group_tests_name("screens", tests, ui_setup, ui_teardown);
}
