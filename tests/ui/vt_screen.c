/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/ui/vt.h"

#include "tests/ui/golden.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

static VTermScreenCell cell_at(const struct vt *vt, int row, int column)
{
	VTermScreenCell cell = {0};

	if (!vterm_screen_get_cell(vt->screen, (VTermPos){.row = row, .col = column}, &cell))
		vt_fail(vt, "the screen has no cell %d, %d", row, column);
	return cell;
}

/* The second half of a wide character has no text (0xffffffff), a cell never written has none either (0). */
static void add_cell(const VTermScreenCell *cell, struct str *out)
{
	if (cell->chars[0] == UINT32_MAX)
		return;
	if (!cell->chars[0])
		str_add_char(out, ' ');
	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++)
		str_add_code_point(out, cell->chars[i]);
}

static void add_row(const struct vt *vt, int row, struct str *out)
{
	size_t begin = out->length;

	for (int column = 0; column < vt->columns; column++) {
		VTermScreenCell cell = cell_at(vt, row, column);

		add_cell(&cell, out);
	}
	while (out->length > begin && out->text[out->length - 1] == ' ')
		out->text[--out->length] = 0;
}

char *vt_row(const struct vt *vt, int row)
{
	struct str text = {0};

	add_row(vt, row, &text);
	return str_take(&text);
}

char *vt_cell(const struct vt *vt, int row, int column)
{
	VTermScreenCell cell = cell_at(vt, row, column);
	struct str text = {0};

	add_cell(&cell, &text);
	return str_take(&text);
}

char *vt_screen(const struct vt *vt)
{
	struct str text = {0};

	for (int row = 0; row < vt->rows; row++) {
		add_row(vt, row, &text);
		str_add_char(&text, '\n');
	}
	return str_take(&text);
}

static int color_number(const VTermColor *color, bool is_default)
{
	return is_default ? -1 : VTERM_COLOR_IS_INDEXED(color) ? color->indexed.idx : 256;
}

struct vt_look vt_look(const struct vt *vt, int row, int column)
{
	VTermScreenCell cell = cell_at(vt, row, column);

	if (cell.chars[0] == UINT32_MAX && column > 0) /* libvterm keeps them with the first half only */
		cell = cell_at(vt, row, column - 1);
	return (struct vt_look){
	    .attributes = (cell.attrs.bold ? VT_BOLD : 0) | (cell.attrs.underline ? VT_UNDERLINE : 0) |
			  (cell.attrs.reverse ? VT_REVERSE : 0) | (cell.attrs.italic ? VT_DIM : 0),
	    .foreground = color_number(&cell.fg, VTERM_COLOR_IS_DEFAULT_FG(&cell.fg)),
	    .background = color_number(&cell.bg, VTERM_COLOR_IS_DEFAULT_BG(&cell.bg)),
	};
}

void vt_cursor(const struct vt *vt, int *row, int *column)
{
	VTermPos position;

	vterm_state_get_cursorpos(vterm_obtain_state(vt->terminal), &position);
	*row = position.row;
	*column = position.col;
}

int vt_find(const struct vt *vt, const char *text)
{
	for (int row = 0; row < vt->rows; row++) {
		_cleanup_free_ char *line = vt_row(vt, row);

		if (strstr(line, text))
			return row;
	}
	return -1;
}

static const struct {
	unsigned attribute;
	const char *name;
} attributes[] = {{VT_BOLD, "bold"}, {VT_DIM, "dim"}, {VT_UNDERLINE, "underline"}, {VT_REVERSE, "reverse"}};

static bool is_plain(struct vt_look look)
{
	return !look.attributes && look.foreground < 0 && look.background < 0;
}

static bool same_look(struct vt_look a, struct vt_look b)
{
	return a.attributes == b.attributes && a.foreground == b.foreground && a.background == b.background;
}

static void print_look(int from, int to, struct vt_look look, struct str *out)
{
	str_addf(out, " %d-%d", from, to - 1);
	for (size_t i = 0; i < ARRAY_SIZE(attributes); i++)
		if (look.attributes & attributes[i].attribute)
			str_addf(out, " %s", attributes[i].name);
	if (look.foreground >= 0)
		str_addf(out, " colour %d", look.foreground);
	if (look.background >= 0)
		str_addf(out, " on %d", look.background);
	str_add_char(out, ',');
}

/* What cannot be seen of a blank is taken from the cell before, so that words of one look are one run. */
static struct vt_look seen_look(const struct vt *vt, int row, int column, struct vt_look before)
{
	_cleanup_free_ char *text = vt_cell(vt, row, column);
	struct vt_look look = vt_look(vt, row, column);
	bool shows = (look.attributes | before.attributes) & (VT_UNDERLINE | VT_REVERSE);

	return str_equal(text, " ") && !shows && look.background == before.background ? before : look;
}

void vt_print_looks(const struct vt *vt, int row, struct str *out)
{
	_cleanup_str_ struct str looks = {0};

	for (int column = 0, next; column < vt->columns; column = next) {
		struct vt_look look = vt_look(vt, row, column);

		for (next = column + 1; next < vt->columns && same_look(look, seen_look(vt, row, next, look)); next++)
			;
		if (!is_plain(look))
			print_look(column, next, look, &looks);
	}
	if (looks.length)
		str_addf(out, "%d:%.*s\n", row, (int)looks.length - 1, looks.text);
}

static void read_file(const char *path, struct str *out)
{
	FILE *file = fopen(path, "re");
	char bytes[4096];
	size_t n;

	while (file && (n = fread(bytes, 1, sizeof(bytes), file)) > 0)
		str_add_n(out, bytes, n);
	if (file)
		fclose(file);
}

/* What a sanitizer had to say of the program, which would have spoiled the screen. */
static void add_sanitizer(const struct vt *vt, struct str *out)
{
	_cleanup_free_ char *path = mem_printf("%s/sanitizer.%d", vt->kit->directory, (int)vt->pid);

	read_file(path, out);
}

void vt_fail(const struct vt *vt, const char *format, ...)
{
	_cleanup_free_ char *screen = vt_screen(vt);
	_cleanup_str_ struct str reason = {0};
	int row, column;
	va_list ap;

	va_start(ap, format);
	str_vaddf(&reason, format, ap);
	va_end(ap);
	if (vt->kit->tell)
		vt->kit->tell(vt->kit->context, &reason);
	vt_cursor(vt, &row, &column);
	str_addf(&reason, "\ncursor %d,%d%s\n%s", row, column, vt->ended ? ", ended" : "", screen);
	add_sanitizer(vt, &reason);
	if (vt->kit->fail)
		vt->kit->fail(reason.text);
	fprintf(stderr, "%s\n", reason.text);
	exit(1);
}

void vt_expect(const struct vt *vt, int row, const char *text)
{
	_cleanup_free_ char *where = row < 0 ? vt_screen(vt) : vt_row(vt, row);

	if (!strstr(where, text))
		vt_fail(vt, "'%s' is missing in row %d", text, row);
}

void vt_expect_not(const struct vt *vt, const char *text)
{
	int row = vt_find(vt, text);

	if (row >= 0)
		vt_fail(vt, "'%s' stands in row %d", text, row);
}

void vt_expect_cursor(const struct vt *vt, int row, int column)
{
	int is_row, is_column;

	vt_cursor(vt, &is_row, &is_column);
	if (is_row != row || is_column != column)
		vt_fail(vt, "the cursor is at %d,%d and not at %d,%d", is_row, is_column, row, column);
}

void vt_golden(const struct vt *vt, const char *name)
{
	_cleanup_str_ struct str have = {0}, difference = {0};

	golden_add(vt, &have);
	if (!golden_is(name, NULL, have.text, &difference))
		vt_fail(vt, "%s", difference.text);
}

/* libvterm sends brackets only while they are asked for. */
static bool is_bracketing(struct vt *vt)
{
	enum vt_answers before = vt->answering;
	bool result;

	str_clear(&vt->answers);
	vt->answering = VT_ANSWERS_LATE;
	vterm_keyboard_start_paste(vt->terminal);
	vt->answering = before;
	result = vt->answers.length > 0;
	str_clear(&vt->answers);
	return result;
}

void vt_expect_restored(struct vt *vt)
{
	struct termios modes;

	if (tcgetattr(vt->slave, &modes) || modes.c_lflag != vt->modes.c_lflag || modes.c_iflag != vt->modes.c_iflag ||
	    modes.c_oflag != vt->modes.c_oflag)
		vt_fail(vt, "the modes of the terminal are not as before");
	if (vt->alternate)
		vt_fail(vt, "the terminal was left on the other screen");
	if (!vt->cursor_visible)
		vt_fail(vt, "the cursor was left invisible");
	if (vt->mouse)
		vt_fail(vt, "the mouse was left on");
	if (is_bracketing(vt))
		vt_fail(vt, "bracketed paste was left on");
}
