/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The same screens in every size, language and charset, with colour and without: what may differ, and what may not. */

#include "tests/ui/fixture.h"

#include "base/utf8.h"

#define LIST_TOP 2

/* What a screen looks like at the moments of a short use, one after the other. */
enum { MOMENT_LIST, MOMENT_FIELD, MOMENT_DIALOG, MOMENTS };

struct look {
	char *text[MOMENTS];
	int cursor_row[MOMENTS], cursor_column[MOMENTS];
	bool colours;
};

static const struct {
	int rows, columns;
} sizes[] = {{24, 80}, {16, 60}, {43, 132}};

static void look_done(struct look *look)
{
	for (int i = 0; i < MOMENTS; i++)
		free(look->text[i]);
}

static void note(struct vt *vt, struct look *look, int moment)
{
	look->text[moment] = vt_screen(vt);
	vt_cursor(vt, &look->cursor_row[moment], &look->cursor_column[moment]);
	for (int row = 0; row < vt->rows; row++)
		for (int column = 0; column < vt->columns; column++) {
			struct vt_look cell = vt_look(vt, row, column);

			look->colours |= cell.foreground >= 0 || cell.background >= 0;
		}
}

/* The focus is marked, and the cursor is on it, after every key. */
static void list_focus(struct vt *vt, const char *keys, int row)
{
	vt_keys(vt, keys);
	vt_expect_cursor(vt, LIST_TOP + row, 0);
	vt_expect(vt, LIST_TOP + row, ">");
	if (!(vt_look(vt, LIST_TOP + row, 0).attributes & VT_REVERSE))
		vt_fail(vt, "the selected row does not stand out");
}

static void use(struct vt *vt, struct look *look)
{
	list_focus(vt, "Down", 1);
	list_focus(vt, "Down", 2);
	list_focus(vt, "PgUp", 0);
	list_focus(vt, "j", 1);
	note(vt, look, MOMENT_LIST);
	vt_keys(vt, "Tab");
	vt_expect_cursor(vt, vt->rows - 2, 8);
	vt_keys(vt, "=abc");
	vt_expect_cursor(vt, vt->rows - 2, 11);
	note(vt, look, MOMENT_FIELD);
	list_focus(vt, "Tab", 1);
	vt_keys(vt, "o =xyz");
	vt_expect_cursor(vt, (vt->rows - 5) / 2 + 2, (vt->columns - 41) / 2 + 5);
	note(vt, look, MOMENT_DIALOG);
}

static void look_at(void **state, int size, const struct vt_options *options, struct look *look, const char *golden)
{
	_cleanup_vt_ struct vt *vt = demo_start(state, sizes[size].rows, sizes[size].columns, options, NULL);

	use(vt, look);
	if (golden)
		vt_golden(vt, golden);
	vt_keys(vt, "Enter F10");
	assert_int_equal(vt_wait_end(vt), 0);
	vt_expect_restored(vt);
}

/* The text with the lines of frames from ASCII, as charsets need them that have no narrow ones. */
static char *with_plain_lines(const char *text)
{
	struct str out = {0};
	uint32_t c;

	for (size_t i = 0, n; text[i] && (n = utf8_decode(text + i, &c)); i += n) {
		if (c == 0x2500 || c == 0x2502)
			str_add_char(&out, c == 0x2500 ? '-' : '|');
		else if (c > 0x2502 && c < 0x2580)
			str_add_char(&out, '+');
		else
			str_add_n(&out, text + i, n);
	}
	return str_take(&out);
}

static void same_cursor(const struct look *a, const struct look *b)
{
	for (int i = 0; i < MOMENTS; i++) {
		assert_int_equal(a->cursor_row[i], b->cursor_row[i]);
		assert_int_equal(a->cursor_column[i], b->cursor_column[i]);
	}
}

static void same_text(const struct look *a, const struct look *b, bool plain_lines)
{
	for (int i = 0; i < MOMENTS; i++) {
		_cleanup_free_ char *want = plain_lines ? with_plain_lines(a->text[i]) : mem_strdup(a->text[i]);

		assert_string_equal(b->text[i], want);
	}
}

static void check_without_colour(void **state, int size, struct vt_options options, const struct look *colour)
{
	_cleanup_(look_done) struct look mono = {0};

	options.no_color = true;
	look_at(state, size, &options, &mono, NULL);
	assert_true(colour->colours);
	assert_false(mono.colours);
	same_text(colour, &mono, false);
	same_cursor(colour, &mono);
}

static void check_euc(void **state, int size, const char *language, const struct look *utf8)
{
	_cleanup_(look_done) struct look euc = {0};
	const struct vt_options options = {.language = language, .charset = VT_EUC_JP};

	if (!vt_kit_has_euc(*state)) {
		print_message("no locale in EUC-JP: the package locales is missing\n");
		return;
	}
	look_at(state, size, &options, &euc, NULL);
	same_text(utf8, &euc, true);
	same_cursor(utf8, &euc);
	check_without_colour(state, size, options, &euc);
}

static void check_c(void **state, int size, const char *language, const struct look *utf8)
{
	_cleanup_(look_done) struct look plain = {0};
	const struct vt_options options = {.language = language, .charset = VT_C};

	look_at(state, size, &options, &plain, NULL);
	same_cursor(utf8, &plain);
	for (int i = 0; i < MOMENTS; i++)
		for (const char *c = plain.text[i]; *c; c++)
			if (*c & 0x80)
				fail_msg("not ASCII in the locale C: %s", plain.text[i]);
	check_without_colour(state, size, options, &plain);
}

static void check_language(void **state, const char *language)
{
	for (int size = 0; size < (int)ARRAY_SIZE(sizes); size++) {
		_cleanup_(look_done) struct look utf8 = {0};
		const struct vt_options options = {.language = language};
		_cleanup_free_ char *golden =
		    mem_printf("demo-%dx%d-%s", sizes[size].columns, sizes[size].rows, language);

		look_at(state, size, &options, &utf8, golden);
		check_without_colour(state, size, options, &utf8);
		check_euc(state, size, language, &utf8);
		check_c(state, size, language, &utf8);
	}
}

static void test_english(void **state)
{
	check_language(state, "en");
}

static void test_japanese(void **state)
{
	check_language(state, "ja");
}

static void test_typing_in_euc(void **state)
{
	_cleanup_vt_ struct vt *vt = NULL;

	if (!vt_kit_has_euc(*state))
		skip();
	vt = demo_start(state, 24, 80, &(struct vt_options){.language = "ja", .charset = VT_EUC_JP}, NULL);
	vt_expect(vt, 0, "demo 80x24 動作");
	vt_keys(vt, "Tab =日本語ｶﾅ");
	vt_expect(vt, 22, "Text: 日本語ｶﾅ");
	vt_expect_cursor(vt, 22, 16);
	vt_paste(vt, "貼り付け");
	vt_expect(vt, 22, "Text: 日本語ｶﾅ貼り付け");
	vt_keys(vt, "Alt-あ Backspace");
	vt_expect(vt, 22, "Text: 日本語ｶﾅ貼り付");
	vt_expect_cursor(vt, 22, 22);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_english),
	    cmocka_unit_test(test_japanese),
	    cmocka_unit_test(test_typing_in_euc),
	};

	return cmocka_run_group_tests_name("charset", tests, ui_setup, ui_teardown);
}
