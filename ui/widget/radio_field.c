/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/radio_field.h"

#include "base/utf8.h"
#include "ui/widget/guide.h"
#include "ui/widget/text.h"

#define SIGN_WIDTH 4 /* "(*) " */
#define GAP	   2

int radio_field_width(const struct radio_field *field)
{
	int sum = 0;

	for (size_t i = 0; i < field->n; i++)
		sum += (i ? GAP : 0) + SIGN_WIDTH + text_width(field->labels[i]);
	return sum;
}

static bool is_vertical(const struct radio_field *field, int width)
{
	return field->always_vertical || radio_field_width(field) > width;
}

static unsigned choose(struct radio_field *field, size_t i)
{
	bool changed = field->selected != i;

	field->selected = i;
	field->cursor = i;
	return changed ? REACTION_HANDLED | REACTION_CHANGED : REACTION_HANDLED;
}

/* At the ends of the options the key is left to whoever holds the field. */
static unsigned move(struct radio_field *field, int step)
{
	if (!field->vertical || (step < 0 ? field->cursor == 0 : field->cursor + 1 >= field->n))
		return REACTION_NONE;
	field->cursor = step < 0 ? field->cursor - 1 : field->cursor + 1;
	return REACTION_HANDLED;
}

static unsigned step(struct radio_field *field, int by)
{
	if (field->selected >= field->n)
		return choose(field, field->cursor);
	if (by < 0 ? field->selected == 0 : field->selected + 1 >= field->n)
		return REACTION_HANDLED;
	return choose(field, by < 0 ? field->selected - 1 : field->selected + 1);
}

/* In a row the cursor is on the chosen one, so Space can only mean the next. */
static unsigned press(struct radio_field *field)
{
	if (field->vertical || field->cursor != field->selected)
		return choose(field, field->cursor);
	return choose(field, (field->selected + 1) % field->n);
}

static uint32_t lower(uint32_t c)
{
	return c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c;
}

static unsigned jump(struct radio_field *field, int key)
{
	for (size_t i = 1; i <= field->n; i++) {
		size_t at = (field->cursor + i) % field->n;
		uint32_t c;

		if (utf8_decode(field->labels[at], &c) && lower(c) == lower((uint32_t)key))
			return choose(field, at);
	}
	return REACTION_NONE;
}

static unsigned handle_key(struct radio_field *field, int key)
{
	if (key == KEYS_LEFT || key == KEYS_RIGHT)
		return step(field, key == KEYS_LEFT ? -1 : 1);
	if (key == KEYS_UP || key == KEYS_DOWN)
		return move(field, key == KEYS_UP ? -1 : 1);
	if (key == KEYS_SPACE)
		return press(field);
	return key_is_text(key) ? jump(field, key) : REACTION_NONE;
}

static unsigned handle_click(struct radio_field *field, int row, int column)
{
	int at = 0;

	if (field->vertical)
		return field->first + (size_t)row < field->n ? choose(field, field->first + (size_t)row)
							     : REACTION_HANDLED;
	for (size_t i = 0; i < field->n; i++) {
		int end = at + SIGN_WIDTH + text_width(field->labels[i]);

		if (column >= at && column < end)
			return choose(field, i);
		at = end + GAP;
	}
	return REACTION_HANDLED;
}

static unsigned field_handle(struct widget *widget, const struct event *event)
{
	struct radio_field *field = (struct radio_field *)widget;
	int row, column;

	if (!field->n)
		return REACTION_NONE;
	if (event->type == EVENT_KEY)
		return handle_key(field, event->key);
	if (event->type == EVENT_MOUSE && event->mouse <= MOUSE_DOUBLE_CLICK &&
	    canvas_hit(&field->drawn, event->row, event->column, &row, &column))
		return handle_click(field, row, column);
	return REACTION_NONE;
}

static int put_option(const struct radio_field *field, const struct canvas *canvas, int row, int column, size_t i,
		      bool focused)
{
	enum style style = focused && i == field->cursor ? STYLE_SELECTED : STYLE_NORMAL;

	canvas_put(canvas, row, column, style, i == field->selected ? "(*) " : "( ) ");
	if (focused && i == field->cursor)
		canvas_cursor(canvas, row, column + 1);
	canvas_put_in(canvas, row, column + SIGN_WIDTH, canvas->width - column - SIGN_WIDTH, style, field->labels[i]);
	column += SIGN_WIDTH + text_width(field->labels[i]);
	canvas_restyle(canvas, row, column, canvas->width - column, STYLE_NORMAL);
	return column + GAP;
}

static void draw_rows(struct radio_field *field, const struct canvas *canvas, bool focused)
{
	size_t rows = (size_t)canvas->height;

	if (field->cursor < field->first || field->n <= rows)
		field->first = field->n <= rows ? 0 : field->cursor;
	if (field->cursor >= field->first + rows)
		field->first = field->cursor - rows + 1;
	for (size_t i = field->first; i < field->n && i < field->first + rows; i++)
		put_option(field, canvas, (int)(i - field->first), 0, i, focused);
}

static void field_draw(struct widget *widget, const struct canvas *canvas, bool focused)
{
	struct radio_field *field = (struct radio_field *)widget;
	int column = 0;

	field->drawn = *canvas;
	field->vertical = is_vertical(field, canvas->width);
	if (field->vertical) {
		draw_rows(field, canvas, focused);
		return;
	}
	for (size_t i = 0; i < field->n; i++)
		column = put_option(field, canvas, 0, column, i, focused);
}

static int field_height(const struct widget *widget, int width)
{
	const struct radio_field *field = (const struct radio_field *)widget;

	return is_vertical(field, width) ? (int)field->n : 1;
}

static void field_enter(struct widget *widget, bool backwards)
{
	struct radio_field *field = (struct radio_field *)widget;

	(void)backwards;
	field->cursor = field->selected < field->n ? field->selected : 0;
}

static const struct widget_ops ops = {
    .handle = field_handle,
    .keys = guide_radio_keys,
    .draw = field_draw,
    .height = field_height,
    .enter = field_enter,
};

void radio_field_init(struct radio_field *field, const char *const *labels, size_t n, size_t selected)
{
	*field = (struct radio_field){.widget = {&ops}, .labels = labels, .n = n};
	radio_field_select(field, selected);
}

size_t radio_field_selected(const struct radio_field *field)
{
	return field->selected;
}

void radio_field_select(struct radio_field *field, size_t selected)
{
	field->selected = selected < field->n ? selected : field->n;
	field->cursor = selected < field->n ? selected : 0;
}
