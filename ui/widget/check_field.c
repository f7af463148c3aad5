/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/check_field.h"

#include "ui/widget/guide.h"
#include "ui/widget/text.h"

static unsigned field_handle(struct widget *widget, const struct event *event)
{
	struct check_field *field = (struct check_field *)widget;
	int row, column;
	bool key = event->type == EVENT_KEY && event->key == KEYS_SPACE;
	bool click = event->type == EVENT_MOUSE && event->mouse <= MOUSE_DOUBLE_CLICK &&
		     canvas_hit(&field->drawn, event->row, event->column, &row, &column);

	if (!key && !click)
		return REACTION_NONE;
	field->on = !field->on;
	return REACTION_HANDLED | REACTION_CHANGED;
}

static void field_draw(struct widget *widget, const struct canvas *canvas, bool focused)
{
	struct check_field *field = (struct check_field *)widget;
	enum style style = focused ? STYLE_SELECTED : STYLE_NORMAL;
	int width = 4 + text_width(field->label);

	width = width < canvas->width ? width : canvas->width;
	field->drawn = canvas_part(canvas, 0, 0, 1, width);
	canvas_put(canvas, 0, 0, style, field->on ? "[x] " : "[ ] ");
	canvas_put_in(canvas, 0, 4, width - 4, style, field->label);
	if (focused)
		canvas_cursor(canvas, 0, 1);
}

static const struct widget_ops ops = {.handle = field_handle, .keys = guide_check_keys, .draw = field_draw};

void check_field_init(struct check_field *field, const char *label, bool on)
{
	*field = (struct check_field){.widget = {&ops}, .label = label, .on = on};
}

bool check_field_is_on(const struct check_field *field)
{
	return field->on;
}

void check_field_set(struct check_field *field, bool on)
{
	field->on = on;
}
