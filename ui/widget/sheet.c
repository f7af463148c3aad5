/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/sheet.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "ui/widget/text.h"

#define GUTTER	   2 /* cursor and sign before each row */
#define WHEEL_ROWS 3

static size_t row_count(const struct sheet *sheet)
{
	return sheet->source->count(sheet->context);
}

void sheet_go(struct sheet *sheet, size_t row)
{
	size_t count = row_count(sheet), page = sheet->page > 0 ? (size_t)sheet->page : 1;

	sheet->current = row < count ? row : count ? count - 1 : 0;
	if (sheet->current < sheet->top)
		sheet->top = sheet->current;
	if (sheet->current >= sheet->top + page)
		sheet->top = sheet->current - page + 1;
}

void sheet_refresh(struct sheet *sheet)
{
	sheet_go(sheet, sheet->current);
}

static void move(struct sheet *sheet, long by)
{
	long row = (long)sheet->current + by;

	sheet_go(sheet, row < 0 ? 0 : (size_t)row);
}

static void scroll(struct sheet *sheet, long by)
{
	long count = (long)row_count(sheet), last = count > sheet->page ? count - sheet->page : 0;
	long top = (long)sheet->top + by;

	sheet->top = (size_t)(top < 0 ? 0 : top > last ? last : top);
	if (sheet->current < sheet->top)
		sheet->current = sheet->top;
	else if (sheet->current >= sheet->top + (size_t)sheet->page)
		sheet->current = sheet->top + (size_t)sheet->page - 1;
}

static unsigned handle_mouse(struct sheet *sheet, const struct event *event)
{
	int row = event->row - sheet->head_row, column = event->column - sheet->head_column;

	if (event->mouse == MOUSE_WHEEL_UP || event->mouse == MOUSE_WHEEL_DOWN) {
		scroll(sheet, event->mouse == MOUSE_WHEEL_UP ? -WHEEL_ROWS : WHEEL_ROWS);
		return REACTION_HANDLED;
	}
	if (row < 0 || row >= sheet->page || column < 0 || column >= sheet->width ||
	    sheet->top + (size_t)row >= row_count(sheet))
		return REACTION_NONE;
	sheet_go(sheet, sheet->top + (size_t)row);
	return event->mouse == MOUSE_DOUBLE_CLICK ? REACTION_HANDLED | REACTION_ACCEPT : REACTION_HANDLED;
}

static unsigned sheet_handle(struct widget *widget, const struct event *event)
{
	struct sheet *sheet = (struct sheet *)widget;
	const struct {
		int key;
		long by;
	} moves[] = {
	    {KEYS_UP, -1},
	    {'k', -1},
	    {KEYS_DOWN, 1},
	    {'j', 1},
	    {KEYS_PAGE_UP, -sheet->page},
	    {KEYS_PAGE_DOWN, sheet->page},
	    {KEYS_HOME, INT32_MIN},
	    {'g', INT32_MIN},
	    {KEYS_END, INT32_MAX},
	    {'G', INT32_MAX},
	    {KEYS_CTRL('B'), -sheet->page},
	    {KEYS_CTRL('F'), sheet->page},
	};

	if (event->type == EVENT_MOUSE)
		return handle_mouse(sheet, event);
	if (event->type != EVENT_KEY)
		return REACTION_NONE;
	for (size_t i = 0; i < ARRAY_SIZE(moves); i++)
		if (moves[i].key == event->key) {
			move(sheet, moves[i].by);
			return REACTION_HANDLED;
		}
	return REACTION_NONE;
}

/* The column that gives way next: the lowest rank that can still give. */
static size_t next_to_yield(const struct sheet *sheet, const int *widths)
{
	size_t found = sheet->n_columns;

	for (size_t i = 0; i < sheet->n_columns; i++) {
		const struct sheet_column *column = &sheet->columns[i];

		if (column->yields && widths[i] > column->least &&
		    (found == sheet->n_columns || column->yields < sheet->columns[found].yields))
			found = i;
	}
	return found;
}

static int total(const struct sheet *sheet, const int *widths)
{
	int sum = GUTTER;

	for (size_t i = 0; i < sheet->n_columns; i++)
		sum += widths[i] ? widths[i] + 1 : 0;
	return sum - 1;
}

static void give_rest(const struct sheet *sheet, int rest, int *widths)
{
	int shares = 0;

	for (size_t i = 0; i < sheet->n_columns; i++)
		shares += widths[i] ? sheet->columns[i].grows : 0;
	for (size_t i = 0; i < sheet->n_columns && shares; i++) {
		int part = widths[i] ? rest * sheet->columns[i].grows / shares : 0;

		widths[i] += part;
		rest -= part;
		shares -= widths[i] ? sheet->columns[i].grows : 0;
	}
}

void sheet_layout(const struct sheet *sheet, int width, int ret[SHEET_COLUMNS_MAX])
{
	size_t give;

	for (size_t i = 0; i < sheet->n_columns; i++)
		ret[i] = sheet->columns[i].wish;
	while (total(sheet, ret) > width && (give = next_to_yield(sheet, ret)) < sheet->n_columns) {
		int over = total(sheet, ret) - width, least = sheet->columns[give].least, can = ret[give] - least;

		ret[give] -= over < can && least ? over : can;
	}
	if (total(sheet, ret) < width)
		give_rest(sheet, width - total(sheet, ret), ret);
}

static void draw_head(const struct sheet *sheet, const struct canvas *canvas, const int *widths)
{
	int at = GUTTER;

	canvas_row(canvas, 0, STYLE_HEADING);
	for (size_t i = 0; i < sheet->n_columns; i++) {
		const char *title = sheet->columns[i].title;

		if (!widths[i])
			continue;
		(sheet->columns[i].right ? canvas_put_right : canvas_put_in)(canvas, 0, at, widths[i], STYLE_HEADING,
									     *title ? _(title) : "");
		at += widths[i] + 1;
	}
}

static void draw_row(const struct sheet *sheet, const struct canvas *canvas, int at_row, size_t row, const int *widths,
		     bool focused)
{
	bool current = row == sheet->current;
	enum style base = !current ? STYLE_NORMAL : focused ? STYLE_SELECTED : STYLE_UNFOCUSED;
	int at = GUTTER;

	canvas_row(canvas, at_row, base);
	canvas_put(canvas, at_row, 0, base, current ? ">" : " ");
	if (sheet->source->sign)
		canvas_put(canvas, at_row, 1, base, sheet->source->sign(sheet->context, row));
	for (size_t i = 0; i < sheet->n_columns; i++) {
		_cleanup_str_ struct str text = {0};
		enum style style = base;

		if (!widths[i])
			continue;
		if (!current && sheet->source->style)
			style = sheet->source->style(sheet->context, row, i);
		sheet->source->cell(sheet->context, row, i, &text);
		(sheet->columns[i].right ? canvas_put_right : canvas_put_in)(canvas, at_row, at, widths[i], style,
									     str_text(&text));
		at += widths[i] + 1;
	}
}

static void sheet_draw(struct widget *widget, const struct canvas *canvas, bool focused)
{
	struct sheet *sheet = (struct sheet *)widget;
	int widths[SHEET_COLUMNS_MAX];
	size_t count = row_count(sheet);

	sheet->page = canvas->height > 1 ? canvas->height - 1 : 1;
	sheet->head_row = canvas->row + 1;
	sheet->head_column = canvas->column;
	sheet->width = canvas->width;
	sheet_refresh(sheet);
	if (sheet->top && count - sheet->top < (size_t)sheet->page)
		sheet->top = count > (size_t)sheet->page ? count - (size_t)sheet->page : 0;
	sheet_layout(sheet, canvas->width, widths);
	draw_head(sheet, canvas, widths);
	for (int i = 0; i < sheet->page; i++)
		if (sheet->top + (size_t)i < count)
			draw_row(sheet, canvas, i + 1, sheet->top + (size_t)i, widths, focused);
	if (focused)
		canvas_cursor(canvas, 1 + (int)(sheet->current - sheet->top), 0);
}

static const struct widget_ops sheet_ops = {.handle = sheet_handle, .draw = sheet_draw};

void sheet_init(struct sheet *sheet, const struct sheet_column *columns, size_t n_columns,
		const struct sheet_source *source, void *context)
{
	*sheet = (struct sheet){.widget.ops = &sheet_ops,
				.columns = columns,
				.n_columns = n_columns,
				.source = source,
				.context = context,
				.page = 1};
}
