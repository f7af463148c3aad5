/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/text_view.h"

#include "ui/widget/guide.h"

#include <limits.h>

#define TAB "    "

static const struct {
	int key;
	int pages, rows;
} moves[] = {
    {KEYS_UP, 0, -1},		{KEYS_DOWN, 0, 1},	 {'k', 0, -1},		{'j', 0, 1},
    {KEYS_PAGE_UP, -1, 1},	{KEYS_PAGE_DOWN, 1, -1}, {KEYS_SPACE, 1, -1},	{KEYS_HOME, 0, INT_MIN / 2},
    {KEYS_END, 0, INT_MAX / 2}, {'g', 0, INT_MIN / 2},	 {'G', 0, INT_MAX / 2},
};

/* At the ends the key is left to whoever holds the view. */
static unsigned scroll(struct text_view *view, int by)
{
	int last = view->rows > view->shown ? view->rows - view->shown : 0, to = view->top + by, before = view->top;

	view->top = to < 0 ? 0 : to > last ? last : to;
	return view->top == before ? REACTION_NONE : REACTION_HANDLED;
}

unsigned text_view_handle(struct text_view *view, const struct event *event)
{
	if (event->type == EVENT_MOUSE && event->mouse >= MOUSE_WHEEL_UP)
		return scroll(view, event->mouse == MOUSE_WHEEL_UP ? -3 : 3) | REACTION_HANDLED;
	if (event->type != EVENT_KEY)
		return REACTION_NONE;
	for (size_t i = 0; i < ARRAY_SIZE(moves); i++)
		if (moves[i].key == event->key)
			return scroll(view, moves[i].pages * view->shown + moves[i].rows);
	return REACTION_NONE;
}

static unsigned view_handle(struct widget *widget, const struct event *event)
{
	return text_view_handle((struct text_view *)widget, event);
}

/* The last column is kept for the signs that there is more. */
static int text_columns(int width)
{
	return width > 2 ? width - 2 : width;
}

static void view_draw(struct widget *widget, const struct canvas *canvas, bool focused)
{
	struct text_view *view = (struct text_view *)widget;
	struct canvas text = canvas_part(canvas, 0, 0, canvas->height, text_columns(canvas->width));

	view->rows = canvas_wrapped_height(text.width, str_text(&view->text));
	view->shown = canvas->height;
	scroll(view, 0);
	canvas_put_wrapped(&text, -view->top, view->top + text.height, view->style, str_text(&view->text));
	if (view->top)
		canvas_put(canvas, 0, canvas->width - 1, STYLE_DIM, "^");
	if (view->top + view->shown < view->rows)
		canvas_put(canvas, canvas->height - 1, canvas->width - 1, STYLE_DIM, "v");
	if (focused)
		canvas_cursor(canvas, 0, 0);
}

static int view_height(const struct widget *widget, int width)
{
	int rows = canvas_wrapped_height(text_columns(width), str_text(&((const struct text_view *)widget)->text));

	return rows > 1 ? rows : 1;
}

static void view_done(struct widget *widget)
{
	str_done(&((struct text_view *)widget)->text);
}

static const struct widget_ops ops = {
    .handle = view_handle, .keys = guide_view_keys, .draw = view_draw, .height = view_height, .done = view_done};

static const struct widget_ops inert_ops = {.handle = view_handle,
					    .keys = guide_view_keys,
					    .draw = view_draw,
					    .height = view_height,
					    .done = view_done,
					    .inert = true};

void text_view_init(struct text_view *view, const char *text)
{
	*view = (struct text_view){.widget = {&ops}, .style = STYLE_NORMAL};
	text_view_set(view, text);
}

void text_view_set(struct text_view *view, const char *text)
{
	_cleanup_free_ char *copy = mem_strdup(text ? text : "");

	str_clear(&view->text);
	for (const char *c = copy; *c; c++)
		if (*c == '\t')
			str_add(&view->text, TAB);
		else
			str_add_char(&view->text, *c);
}

void text_view_make_inert(struct text_view *view)
{
	view->widget.ops = &inert_ops;
}
