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

/* Right before the heading. */
static void draw_sorted(const struct table *table, const struct canvas *canvas, size_t column)
{
	int room = table->width[column] - text_width(title(table, column));

	canvas_put_glyph(canvas, 0, table->left[column] - 1 + (table->columns[column].right ? max(room, 0) : 0),
			 STYLE_HEADING, GLYPH_SORTED);
}

/* Before the column it is sorted by stands a sign, the chosen one looks as the cursor does. */
static void draw_headings(const struct table *table, const struct canvas *canvas)
{
	canvas_row(canvas, 0, STYLE_HEADING);
	for (size_t i = 0; i < table->n; i++) {
		enum style style = i == table->column ? STYLE_SELECTED : STYLE_HEADING;

		if (!table->width[i])
			continue;
		put_cell(table, i, canvas, 0, table->left[i], table->width[i], style, title(table, i));
		if (i == table->sorted)
			draw_sorted(table, canvas, i);
	}
}

static const struct words *words_to_see(const struct table *table)
{
	return table->words.list.n ? &table->words : &table->search;
}

/* Where the words stand in a cell. */
static void show_words(const struct table *table, const struct canvas *canvas, int line, size_t column, bool current,
		       const char *text)
{
	int width = table->width[column], all = text_width(text);
	int at = table->left[column] + (table->columns[column].right && all < width ? width - all : 0);
	int seen = all > width ? width - 1 : all; /* the ellipsis is no part of it */

	for (size_t start = 0, end = 0; words_find(words_to_see(table), text, end, &start, &end);) {
		int from = text_width_n(text, start), to = text_width_n(text, end);

		if (from < seen)
			canvas_restyle(canvas, line, at + from, (to < seen ? to : seen) - from,
				       current ? STYLE_MATCH_SELECTED : STYLE_MATCH);
	}
}

static void draw_cell(const struct table *table, const struct canvas *canvas, int line, size_t row, size_t column,
		      enum style style)
{
	_cleanup_str_ struct str text = {0};
	bool current = row == table_selected(table);

	table->ops->text(table->context, row, column, &text);
	if (!current && table->ops->style)
		style = table->ops->style(table->context, row, column);
	put_cell(table, column, canvas, line, table->left[column], table->width[column], style, str_text(&text));
	if (words_to_see(table)->list.n)
		show_words(table, canvas, line, column, current, str_text(&text));
}

static void draw_row(const struct table *table, const struct canvas *canvas, int line, size_t at, bool focused)
{
	size_t row = table_row(table, at);
	enum style style = at != table->at ? STYLE_NORMAL : focused ? STYLE_SELECTED : STYLE_UNFOCUSED;

	canvas_row(canvas, line, style);
	canvas_put(canvas, line, 0, style, at == table->at ? ">" : " ");
	if (table->ops->sign)
		canvas_put(canvas, line, 1, style, table->ops->sign(table->context, row));
	if (table->several)
		canvas_put(canvas, line, 2, style, table_is_marked(table, row) ? "[x]" : "[ ]");
	for (size_t i = 0; i < table->n; i++)
		if (table->width[i])
			draw_cell(table, canvas, line, row, i, style);
	if (at == table->at && focused)
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

static void place_columns(struct table *table, int width)
{
	int at = table_gutter(table);

	table_layout(table, width, table->width);
	for (size_t i = 0; i < table->n; i++) {
		table->left[i] = at;
		at += table->width[i] ? table->width[i] + table_gap(table, i) : 0;
	}
}

struct canvas table_cell_canvas(const struct table *table, size_t column)
{
	int line = (int)(table->at - table->first);

	return canvas_part(&table->drawn, line, table->left[column], 1, table->width[column]);
}

void table_draw(struct widget *widget, const struct canvas *canvas, bool focused)
{
	struct table *table = (struct table *)widget;
	bool headings = has_headings(table) && canvas->height > 2, passing;
	int bar = table->bar && canvas->width > 20 ? BAR_WIDTH : 0;
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
	place_columns(table, texts.width);
	if (headings)
		draw_headings(table, &top);
	for (int i = 0; i < rows.height && table->first + (size_t)i < table_count(table); i++)
		draw_row(table, &texts, i, table->first + (size_t)i, focused);
	if (bar)
		draw_bar(table, &rows);
	if (focused && !table_count(table))
		canvas_cursor(&rows, 0, 0);
}
