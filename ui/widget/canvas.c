/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/canvas.h"

#include "base/str.h"
#include "ui/widget/text.h"

#include <stdarg.h>

static int clamp(int n, int low, int high)
{
	return n < low ? low : n > high ? high : n;
}

struct canvas canvas_of(struct screen *screen)
{
	return (struct canvas){.screen = screen, .height = screen->height, .width = screen->width};
}

struct canvas canvas_part(const struct canvas *canvas, int row, int column, int height, int width)
{
	int top = clamp(row, 0, canvas->height), left = clamp(column, 0, canvas->width);

	return (struct canvas){
	    .screen = canvas->screen,
	    .row = canvas->row + top,
	    .column = canvas->column + left,
	    .height = clamp(height - (top - row), 0, canvas->height - top),
	    .width = clamp(width - (left - column), 0, canvas->width - left),
	};
}

struct canvas canvas_middle(const struct canvas *canvas, int height, int width)
{
	height = clamp(height, 0, canvas->height);
	width = clamp(width, 0, canvas->width);
	return canvas_part(canvas, (canvas->height - height) / 2, (canvas->width - width) / 2, height, width);
}

static struct cell *cell_at(const struct canvas *canvas, int row, int column)
{
	struct screen *screen = canvas->screen;

	return &screen->cells[(size_t)(canvas->row + row) * (size_t)screen->width + (size_t)(canvas->column + column)];
}

static void blank(struct cell *cell)
{
	*cell = (struct cell){.chars = {' '}, .style = cell->style};
}

/* What is drawn over one half of a wide character takes the other half away as well. */
static void free_cell(const struct canvas *canvas, int row, int column)
{
	struct cell *cell = cell_at(canvas, row, column);

	if (!cell->chars[0] && canvas->column + column > 0)
		blank(cell - 1);
	if (canvas->column + column + 1 < canvas->screen->width && !cell[1].chars[0])
		blank(cell + 1);
}

static void set_cell(const struct canvas *canvas, int row, int column, enum style style, uint32_t c)
{
	free_cell(canvas, row, column);
	*cell_at(canvas, row, column) = (struct cell){.chars = {c}, .style = (uint8_t)style};
}

static void set_wide(const struct canvas *canvas, int row, int column, enum style style, uint32_t c)
{
	free_cell(canvas, row, column);
	free_cell(canvas, row, column + 1);
	*cell_at(canvas, row, column) = (struct cell){.chars = {c}, .style = (uint8_t)style};
	*cell_at(canvas, row, column + 1) = (struct cell){.style = (uint8_t)style};
}

static void add_combining(const struct canvas *canvas, int row, int column, uint32_t c)
{
	struct cell *cell;

	if (column < 0 || column >= canvas->width)
		return;
	cell = cell_at(canvas, row, column);
	if (!cell->chars[0] && column > 0)
		cell--;
	for (int i = 1; i < CELL_CHARS; i++)
		if (!cell->chars[i]) {
			cell->chars[i] = c;
			return;
		}
}

/* Where lines are of ASCII the terminal may take two columns for what we count as one: signs of ours are ASCII then. */
static void put_char(const struct canvas *canvas, int row, int column, enum style style, uint32_t c, int columns)
{
	if (canvas->screen->ascii && columns == 1)
		c = text_plain(c);
	if (columns == 0)
		add_combining(canvas, row, column - 1, c);
	else if (column >= 0 && column + columns <= canvas->width)
		(columns == 2 ? set_wide : set_cell)(canvas, row, column, style, c);
}

static int put_n(const struct canvas *canvas, int row, int column, enum style style, const char *text, size_t n)
{
	uint32_t c;
	int columns;

	if (row < 0 || row >= canvas->height)
		return column + text_width_n(text, n);
	for (size_t i = 0, step; i < n && (step = text_next(text + i, &c, &columns)); i += step) {
		put_char(canvas, row, column, style, c, columns);
		column += columns;
	}
	return column;
}

int canvas_put(const struct canvas *canvas, int row, int column, enum style style, const char *text)
{
	return put_n(canvas, row, column, style, text, SIZE_MAX);
}

int canvas_putf(const struct canvas *canvas, int row, int column, enum style style, const char *format, ...)
{
	_cleanup_str_ struct str text = {0};
	va_list ap;

	va_start(ap, format);
	str_vaddf(&text, format, ap);
	va_end(ap);
	return canvas_put(canvas, row, column, style, str_text(&text));
}

static void blanks(const struct canvas *canvas, int row, int from, int to, enum style style)
{
	if (row < 0 || row >= canvas->height)
		return;
	for (int column = from < 0 ? 0 : from; column < to && column < canvas->width; column++)
		set_cell(canvas, row, column, style, ' ');
}

void canvas_put_in(const struct canvas *canvas, int row, int column, int width, enum style style, const char *text)
{
	int used;
	size_t n;

	if (width <= 0)
		return;
	n = text_fit(text, width, &used);
	if (text[n]) {
		n = text_fit(text, width - 1, &used);
		put_n(canvas, row, column, style, text, n);
		canvas_put_glyph(canvas, row, column + used, style, GLYPH_ELLIPSIS);
		used++;
	} else {
		put_n(canvas, row, column, style, text, n);
	}
	blanks(canvas, row, column + used, column + width, style);
}

void canvas_put_right(const struct canvas *canvas, int row, int column, int width, enum style style, const char *text)
{
	int free_columns = width - text_width(text);

	if (free_columns > 0) {
		blanks(canvas, row, column, column + free_columns, style);
		column += free_columns;
		width -= free_columns;
	}
	canvas_put_in(canvas, row, column, width, style, text);
}

int canvas_put_glyph(const struct canvas *canvas, int row, int column, enum style style, enum glyph glyph)
{
	return canvas_put(canvas, row, column, style, screen_glyph(canvas->screen, glyph));
}

static bool is_one_of(uint32_t c, const uint32_t *set)
{
	while (*set && *set != c)
		set++;
	return c && *set;
}

/* Japanese breaks anywhere but before closing marks and after opening ones (JIS X 4051, kinsoku). */
static bool may_break_between(uint32_t before, const char *after)
{
	static const uint32_t closing[] = {U'、', U'。', U'，', U'．', U'：', U'；', U'？', U'！', U'）',
					   U'」', U'』', U'】', U'・', U'ー', U'々', U'ゃ', U'ゅ', U'ょ',
					   U'っ', U'ャ', U'ュ', U'ョ', U'ッ', U',',  U'.',  U':',  U';',
					   U'?',  U'!',	 U')',	U']',  U'}',  U'"',  U'\'', U'%',  0};
	static const uint32_t opening[] = {U'（', U'「', U'『', U'【', 0};
	uint32_t next;
	int columns;

	if (!text_next(after, &next, &columns))
		return true;
	return !is_one_of(next, closing) && !is_one_of(before, opening);
}

/* Bytes of text that go into a row: to the last blank that fits, or to the end of the row when there is none or when a
 * wide character stands there. A line break ends the row. */
static size_t row_length(const char *text, int width)
{
	size_t blank_end = 0, i = 0, step;
	int used = 0, columns;
	uint32_t c;

	while ((step = text_next(text + i, &c, &columns)) && text[i] != '\n') {
		if (used + columns > width)
			return blank_end ? blank_end : i ? i : step;
		used += columns;
		i += step;
		if (c == ' ' || (columns == 2 && may_break_between(c, text + i)))
			blank_end = i;
	}
	return i;
}

static int wrap(const struct canvas *canvas, int width, int row, int height, enum style style, const char *text)
{
	int rows = 0;

	if (width < 1)
		return 0;
	while (*text && rows < height) {
		size_t n = row_length(text, width);

		if (canvas && rows + 1 == height && !strchr(text, '\n'))
			canvas_put_in(canvas, row + rows, 0, width, style, text); /* the mark of a cut when it is one */
		else if (canvas)
			put_n(canvas, row + rows, 0, style, text, n);
		rows++;
		text += n;
		while (*text == ' ')
			text++;
		if (*text == '\n')
			text++;
	}
	return rows;
}

int canvas_put_wrapped(const struct canvas *canvas, int row, int height, enum style style, const char *text)
{
	return wrap(canvas, canvas->width, row, height, style, text);
}

int canvas_wrapped_height(int width, const char *text)
{
	return wrap(NULL, width, 0, INT32_MAX, STYLE_NORMAL, text);
}

void canvas_row(const struct canvas *canvas, int row, enum style style)
{
	blanks(canvas, row, 0, canvas->width, style);
}

void canvas_fill(const struct canvas *canvas, enum style style)
{
	for (int row = 0; row < canvas->height; row++)
		canvas_row(canvas, row, style);
}

void canvas_line(const struct canvas *canvas, int row, enum style style)
{
	for (int column = 0; column < canvas->width; column++)
		canvas_put_glyph(canvas, row, column, style, GLYPH_HORIZONTAL);
}

void canvas_restyle(const struct canvas *canvas, int row, int column, int width, enum style style)
{
	if (row < 0 || row >= canvas->height)
		return;
	for (int at = column < 0 ? 0 : column; at < column + width && at < canvas->width; at++)
		cell_at(canvas, row, at)->style = (uint8_t)style;
}

struct canvas canvas_frame(const struct canvas *canvas, const char *title)
{
	int bottom = canvas->height - 1, right = canvas->width - 1;

	canvas_fill(canvas, STYLE_NORMAL);
	canvas_line(canvas, 0, STYLE_FRAME);
	canvas_line(canvas, bottom, STYLE_FRAME);
	for (int row = 1; row < bottom; row++) {
		canvas_put_glyph(canvas, row, 0, STYLE_FRAME, GLYPH_VERTICAL);
		canvas_put_glyph(canvas, row, right, STYLE_FRAME, GLYPH_VERTICAL);
	}
	canvas_put_glyph(canvas, 0, 0, STYLE_FRAME, GLYPH_TOP_LEFT);
	canvas_put_glyph(canvas, 0, right, STYLE_FRAME, GLYPH_TOP_RIGHT);
	canvas_put_glyph(canvas, bottom, 0, STYLE_FRAME, GLYPH_BOTTOM_LEFT);
	canvas_put_glyph(canvas, bottom, right, STYLE_FRAME, GLYPH_BOTTOM_RIGHT);
	if (*title && canvas->width > 6) {
		int width = text_width(title);

		width = width > canvas->width - 4 ? canvas->width - 4 : width;
		canvas_put(canvas, 0, 1, STYLE_FRAME, " ");
		canvas_put_in(canvas, 0, 2, width, STYLE_STRONG, title);
		canvas_put(canvas, 0, 2 + width, STYLE_FRAME, " ");
	}
	return canvas_part(canvas, 1, 1, canvas->height - 2, canvas->width - 2);
}

void canvas_divide(const struct canvas *inside, int row, int margin)
{
	struct canvas border = {.screen = inside->screen,
				.row = inside->row,
				.column = inside->column - margin - 1,
				.height = inside->height,
				.width = inside->width + 2 * margin + 2};

	canvas_line(&border, row, STYLE_FRAME);
	canvas_put_glyph(&border, row, 0, STYLE_FRAME, GLYPH_TEE_LEFT);
	canvas_put_glyph(&border, row, border.width - 1, STYLE_FRAME, GLYPH_TEE_RIGHT);
}

void canvas_cursor(const struct canvas *canvas, int row, int column)
{
	if (!canvas->height || !canvas->width)
		return;
	canvas->screen->cursor_row = canvas->row + clamp(row, 0, canvas->height - 1);
	canvas->screen->cursor_column = canvas->column + clamp(column, 0, canvas->width - 1);
}

bool canvas_hit(const struct canvas *canvas, int screen_row, int screen_column, int *row, int *column)
{
	*row = screen_row - canvas->row;
	*column = screen_column - canvas->column;
	return *row >= 0 && *row < canvas->height && *column >= 0 && *column < canvas->width;
}
