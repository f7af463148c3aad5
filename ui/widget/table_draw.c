/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/table.h"
#include "ui/widget/text.h"

#define GAP	     2
#define MARKER_WIDTH 2 /* "> " */
#define MARK_WIDTH   4 /* "[x] " */
#define COLUMN_LEAST 4

static bool has_headings(const struct table *table)
{
	for (size_t i = 0; i < table->n; i++)
		if (table->columns[i].heading)
			return true;
	return false;
}

static int left_of_columns(const struct table *table)
{
	return MARKER_WIDTH + (table->several ? MARK_WIDTH : 0);
}

/* Columns grow with what comes to be seen and never shrink, so that scrolling does not make them jump to and fro. */
static void measure(struct table *table, int rows)
{
	_cleanup_str_ struct str text = {0};
	size_t count = table_count(table);

	for (size_t column = 0; column < table->n; column++) {
		int widest = table->widths.v[column];

		if (table->columns[column].heading && text_width(table->columns[column].heading) > widest)
			widest = text_width(table->columns[column].heading);
		for (int row = 0; row < rows && table->first + (size_t)row < count; row++) {
			int width;

			str_clear(&text);
			table->ops->text(table->context, table_row(table, table->first + (size_t)row), column, &text);
			width = text_width(str_text(&text));
			widest = width > widest ? width : widest;
		}
		table->widths.v[column] = widest;
	}
}

/* The width a column gets: the last one the rest, the others what they need as long as it leaves the later ones a part.
 */
static int column_width(const struct table *table, size_t column, int left)
{
	int after = (int)(table->n - 1 - column), keep = after * (COLUMN_LEAST + GAP);

	if (!after)
		return left;
	if (table->widths.v[column] > left - keep)
		return left - keep > COLUMN_LEAST ? left - keep : COLUMN_LEAST;
	return table->widths.v[column] > left * 2 / 3 ? left * 2 / 3 : table->widths.v[column];
}

static void put_cell(const struct canvas *canvas, int row, int column, int width, bool right, enum style style,
		     const char *text)
{
	if (right)
		canvas_put_right(canvas, row, column, width, style, text);
	else
		canvas_put_in(canvas, row, column, width, style, text);
}

static void draw_headings(const struct table *table, const struct canvas *canvas)
{
	int at = left_of_columns(table);

	canvas_row(canvas, 0, STYLE_HEADING);
	for (size_t i = 0; i < table->n && at < canvas->width; i++) {
		int width = column_width(table, i, canvas->width - at);

		put_cell(canvas, 0, at, width, table->columns[i].right, STYLE_HEADING,
			 table->columns[i].heading ? table->columns[i].heading : "");
		at += width + GAP;
	}
}

static void draw_row(const struct table *table, const struct canvas *canvas, int line, size_t at, bool focused)
{
	_cleanup_str_ struct str text = {0};
	size_t row = table_row(table, at);
	int column = left_of_columns(table);

	if (table->several)
		canvas_put(canvas, line, MARKER_WIDTH, STYLE_NORMAL, table_is_marked(table, row) ? "[x] " : "[ ] ");
	for (size_t i = 0; i < table->n && column < canvas->width; i++) {
		int width = column_width(table, i, canvas->width - column);
		enum style style = table->ops->style ? table->ops->style(table->context, row, i) : STYLE_NORMAL;

		str_clear(&text);
		table->ops->text(table->context, row, i, &text);
		put_cell(canvas, line, column, width, table->columns[i].right, style, str_text(&text));
		column += width + GAP;
	}
	if (at != table->at)
		return;
	canvas_put(canvas, line, 0, STYLE_NORMAL, ">");
	canvas_restyle(canvas, line, 0, canvas->width, focused ? STYLE_SELECTED : STYLE_UNFOCUSED);
	if (focused)
		canvas_cursor(canvas, line, 0);
}

static void scroll(struct table *table, size_t rows)
{
	size_t count = table_count(table);

	if (table->at >= count)
		table->at = count ? count - 1 : 0;
	if (table->at < table->first)
		table->first = table->at;
	if (table->at >= table->first + rows)
		table->first = table->at - rows + 1;
	if (table->first + rows > count)
		table->first = count > rows ? count - rows : 0;
}

static void draw_bar(const struct table *table, const struct canvas *canvas)
{
	size_t count = table_count(table), height = (size_t)canvas->height, thumb, top;

	if (count <= height)
		return;
	thumb = height * height / count;
	thumb = thumb ? thumb : 1;
	top = (height - thumb) * table->first / (count - height);
	for (size_t i = 0; i < thumb; i++)
		canvas_put_glyph(canvas, (int)(top + i), canvas->width - 1, STYLE_DIM, GLYPH_SCROLL);
}

void table_draw(struct widget *widget, const struct canvas *canvas, bool focused)
{
	struct table *table = (struct table *)widget;
	bool headings = has_headings(table) && canvas->height > 2;
	int bar = canvas->width > 20 ? 2 : 0;
	struct canvas rows = canvas_part(canvas, headings, 0, canvas->height - headings, canvas->width);
	struct canvas texts = canvas_part(&rows, 0, 0, rows.height, rows.width - bar);
	struct canvas top = canvas_part(canvas, 0, 0, 1, texts.width);

	table->shown = rows.height;
	table->drawn = rows;
	scroll(table, (size_t)rows.height);
	measure(table, rows.height);
	if (headings)
		draw_headings(table, &top);
	for (int i = 0; i < rows.height && table->first + (size_t)i < table_count(table); i++)
		draw_row(table, &texts, i, table->first + (size_t)i, focused);
	draw_bar(table, &rows);
	if (focused && !table_count(table))
		canvas_cursor(&rows, 0, 0);
}
