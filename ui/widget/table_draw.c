/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/table.h"

#include "base/i18n.h"
#include "ui/widget/text.h"

#define BAR_WIDTH 2 /* scroll bar and a blank before it */

static const char *title(const struct table *table, size_t column)
{
	const char *text = table->columns[column].title;

	return str_empty(text) ? "" : _(text);
}

static bool has_headings(const struct table *table)
{
	for (size_t i = 0; i < table->n; i++)
		if (table->columns[i].title)
			return true;
	return false;
}

static int max(int a, int b)
{
	return a > b ? a : b;
}

/* Columns grow with what comes to be seen and never shrink, so that scrolling does not make them jump to and fro. */
static void measure(struct table *table, int rows)
{
	_cleanup_str_ struct str text = {0};
	size_t count = table_count(table);

	for (size_t column = 0; column < table->n; column++) {
		int *widest = &table->widest[column];

		if (table->columns[column].wish)
			continue;
		*widest = max(*widest, text_width(title(table, column)));
		for (int row = 0; row < rows && table->first + (size_t)row < count; row++) {
			str_clear(&text);
			table->ops->text(table->context, table_row(table, table->first + (size_t)row), column, &text);
			*widest = max(*widest, text_width(str_text(&text)));
		}
	}
}

static void put_cell(const struct table *table, size_t column, const struct canvas *canvas, int row, int at, int width,
		     enum style style, const char *text)
{
	if (table->columns[column].right)
		canvas_put_right(canvas, row, at, width, style, text);
	else
		canvas_put_in(canvas, row, at, width, style, text);
}

static void draw_headings(const struct table *table, const struct canvas *canvas, const int *widths)
{
	int at = table_gutter(table);

	canvas_row(canvas, 0, STYLE_HEADING);
	for (size_t i = 0; i < table->n; i++) {
		if (!widths[i])
			continue;
		put_cell(table, i, canvas, 0, at, widths[i], STYLE_HEADING, title(table, i));
		at += widths[i] + table_gap(table, i);
	}
}

static void draw_cells(const struct table *table, const struct canvas *canvas, int line, size_t row, const int *widths)
{
	_cleanup_str_ struct str text = {0};
	int at = table_gutter(table);

	for (size_t i = 0; i < table->n; i++) {
		if (!widths[i])
			continue;
		str_clear(&text);
		table->ops->text(table->context, row, i, &text);
		put_cell(table, i, canvas, line, at, widths[i],
			 table->ops->style ? table->ops->style(table->context, row, i) : STYLE_NORMAL, str_text(&text));
		at += widths[i] + table_gap(table, i);
	}
}

static void draw_row(const struct table *table, const struct canvas *canvas, int line, size_t at, const int *widths,
		     bool focused)
{
	size_t row = table_row(table, at);

	if (table->ops->sign)
		canvas_put(canvas, line, 1, STYLE_NORMAL, table->ops->sign(table->context, row));
	if (table->several)
		canvas_put(canvas, line, 2, STYLE_NORMAL, table_is_marked(table, row) ? "[x]" : "[ ]");
	draw_cells(table, canvas, line, row, widths);
	if (at != table->at)
		return;
	canvas_put(canvas, line, 0, STYLE_NORMAL, ">");
	canvas_restyle(canvas, line, 0, canvas->width, focused ? STYLE_SELECTED : STYLE_UNFOCUSED);
	if (focused)
		canvas_cursor(canvas, line, 0);
}

/* The selected row is seen, and no line is left empty while there are rows for it. */
static void scroll(struct table *table, size_t lines)
{
	size_t count = table_count(table);

	if (table->at >= count)
		table->at = count ? count - 1 : 0;
	if (table->at < table->first)
		table->first = table->at;
	if (lines && table->at >= table->first + lines)
		table->first = table->at - lines + 1;
	if (table->first + lines > count)
		table->first = count > lines ? count - lines : 0;
}

/* A window that is as large as before shows what it showed before, as long as nothing else was selected. Gives whether
 * this is a size to come back from. */
static bool come_back(struct table *table, int lines)
{
	bool stays = table->at == table->before.at && lines != table->drawn.height;

	if (stays && lines == table->before.lines) {
		table->first = table->before.first;
		memcpy(table->widest, table->before.widest, sizeof(table->widest));
	}
	return stays && table->before.lines;
}

static void remember(struct table *table, int lines)
{
	table->before.at = table->at;
	table->before.first = table->first;
	table->before.lines = lines;
	memcpy(table->before.widest, table->widest, sizeof(table->widest));
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
	bool headings = has_headings(table) && canvas->height > 2, passing;
	int bar = table->bar && canvas->width > 20 ? BAR_WIDTH : 0, widths[TABLE_COLUMNS_MAX];
	struct canvas rows = canvas_part(canvas, headings, 0, canvas->height - headings, canvas->width);
	struct canvas texts = canvas_part(&rows, 0, 0, rows.height, rows.width - bar);
	struct canvas top = canvas_part(canvas, 0, 0, 1, texts.width);

	passing = come_back(table, rows.height);
	scroll(table, (size_t)rows.height);
	table->shown = max(rows.height, 1);
	table->drawn = rows;
	measure(table, rows.height);
	if (!passing)
		remember(table, rows.height);
	table_layout(table, texts.width, widths);
	if (headings)
		draw_headings(table, &top, widths);
	for (int i = 0; i < rows.height && table->first + (size_t)i < table_count(table); i++)
		draw_row(table, &texts, i, table->first + (size_t)i, widths, focused);
	if (bar)
		draw_bar(table, &rows);
	if (focused && !table_count(table))
		canvas_cursor(&rows, 0, 0);
}
