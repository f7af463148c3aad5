/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/menu.h"

#include "base/str.h"
#include "base/utf8.h"
#include "ui/widget/text.h"

#include <wctype.h>

#define GAP 3 /* columns between labels and keys */

struct entry {
	char *label, *keys; /* owned; label NULL: a line */
	bool disabled;
};

struct menu {
	struct layer layer;
	char *title;
	int row, column;
	VEC(struct entry) entries;
	size_t selected, first;
	bool accepted;
	int step;
	void (*chosen)(void *context, size_t item);
	void (*sideways)(void *context, int step);
	void *context;
	struct canvas drawn;
};

static bool can_choose(const struct menu *menu, size_t i)
{
	return menu->entries.v[i].label && !menu->entries.v[i].disabled;
}

/* The next one that can be chosen, going round; stays when there is none. */
static unsigned move(struct menu *menu, size_t from, bool backwards)
{
	size_t n = menu->entries.n, at = from;

	for (size_t i = 0; i < n; i++) {
		at = backwards ? (at + n - 1) % n : (at + 1) % n;
		if (can_choose(menu, at)) {
			menu->selected = at;
			break;
		}
	}
	return REACTION_HANDLED;
}

static unsigned choose(struct menu *menu, size_t i)
{
	if (i >= menu->entries.n || !can_choose(menu, i))
		return REACTION_HANDLED;
	menu->selected = i;
	menu->accepted = true;
	return REACTION_HANDLED | REACTION_CLOSE;
}

static unsigned go_sideways(struct menu *menu, int step)
{
	if (menu->sideways)
		menu->step = step;
	return menu->sideways ? REACTION_HANDLED | REACTION_CLOSE : REACTION_HANDLED;
}

static unsigned jump(struct menu *menu, int key)
{
	size_t n = menu->entries.n;

	for (size_t i = 1; i <= n; i++) {
		size_t at = (menu->selected + i) % n;
		uint32_t c;

		if (can_choose(menu, at) && utf8_decode(menu->entries.v[at].label, &c) &&
		    towlower((wint_t)c) == towlower((wint_t)key)) {
			menu->selected = at;
			break;
		}
	}
	return REACTION_HANDLED;
}

static unsigned handle_key(struct menu *menu, int key)
{
	if (key == KEYS_ESC || key == KEYS_CTRL('G') || key == KEYS_CTRL('C') || key == KEYS_F(10))
		return REACTION_HANDLED | REACTION_CLOSE;
	if (key == KEYS_UP || key == KEYS_BACK_TAB)
		return move(menu, menu->selected, true);
	if (key == KEYS_DOWN || key == KEYS_TAB)
		return move(menu, menu->selected, false);
	if (key == KEYS_HOME || key == KEYS_PAGE_UP)
		return move(menu, menu->entries.n - 1, false);
	if (key == KEYS_END || key == KEYS_PAGE_DOWN)
		return move(menu, 0, true);
	if (key == KEYS_LEFT || key == KEYS_RIGHT)
		return go_sideways(menu, key == KEYS_LEFT ? -1 : 1);
	if (key == KEYS_ENTER || key == KEYS_SPACE)
		return choose(menu, menu->selected);
	return key_is_text(key) ? jump(menu, key) : REACTION_HANDLED;
}

/* A click beside it closes, as people expect of a menu. */
static unsigned handle_mouse(struct menu *menu, const struct event *event)
{
	int row, column;

	if (event->mouse >= MOUSE_WHEEL_UP)
		return move(menu, menu->selected, event->mouse == MOUSE_WHEEL_UP);
	if (canvas_hit(&menu->drawn, event->row, event->column, &row, &column))
		return choose(menu, menu->first + (size_t)row);
	return REACTION_HANDLED | REACTION_CLOSE;
}

static unsigned handle(struct layer *layer, const struct event *event)
{
	struct menu *menu = (struct menu *)layer;

	if (event->type == EVENT_KEY)
		return handle_key(menu, event->key);
	return event->type == EVENT_MOUSE ? handle_mouse(menu, event) : REACTION_HANDLED;
}

static int width_of(const struct menu *menu, int *keys)
{
	int labels = text_width(menu->title) + 2;

	*keys = 0;
	VEC_FOREACH (&menu->entries, entry) {
		int label = entry->label ? text_width(entry->label) : 0, key = text_width(entry->keys);

		labels = label > labels ? label : labels;
		*keys = key > *keys ? key : *keys;
	}
	return labels + (*keys ? GAP + *keys : 0) + 4;
}

static int clamp(int n, int low, int high)
{
	return n > high ? (high > low ? high : low) : n < low ? low : n;
}

static struct canvas place(const struct menu *menu, const struct canvas *screen, int width)
{
	int height = clamp((int)menu->entries.n + 2, 3, screen->height);

	width = clamp(width, 4, screen->width);
	return canvas_part(screen, clamp(menu->row, 0, screen->height - height),
			   clamp(menu->column, 0, screen->width - width), height, width);
}

static void draw_entry(const struct menu *menu, const struct canvas *inside, int row, size_t i, int keys, bool on_top)
{
	const struct entry *entry = &menu->entries.v[i];
	bool here = i == menu->selected;
	enum style style = entry->disabled ? STYLE_DIM : STYLE_NORMAL;

	if (!entry->label) {
		canvas_divide(inside, row, 0);
		return;
	}
	canvas_put(inside, row, 0, style, here ? ">" : " ");
	canvas_put_in(inside, row, 1, inside->width - 2 - (keys ? keys + 1 : 0), style, entry->label);
	if (keys)
		canvas_put_right(inside, row, inside->width - 1 - keys, keys, style, entry->keys);
	if (here)
		canvas_restyle(inside, row, 0, inside->width, STYLE_SELECTED);
	if (here && on_top)
		canvas_cursor(inside, row, 0);
}

static void draw(struct layer *layer, const struct canvas *screen, bool on_top)
{
	struct menu *menu = (struct menu *)layer;
	int keys, width = width_of(menu, &keys);
	struct canvas frame = place(menu, screen, width), inside = canvas_frame(&frame, menu->title);
	size_t rows = (size_t)inside.height;

	menu->drawn = inside;
	if (menu->selected < menu->first)
		menu->first = menu->selected;
	if (rows && menu->selected >= menu->first + rows)
		menu->first = menu->selected - rows + 1;
	for (size_t i = menu->first; i < menu->entries.n && i < menu->first + rows; i++)
		draw_entry(menu, &inside, (int)(i - menu->first), i, keys, on_top);
}

static void closed(struct layer *layer)
{
	struct menu *menu = (struct menu *)layer;

	if (menu->accepted)
		menu->chosen(menu->context, menu->selected);
	else if (menu->step)
		menu->sideways(menu->context, menu->step);
}

static void free_menu(struct layer *layer)
{
	struct menu *menu = (struct menu *)layer;

	VEC_FOREACH (&menu->entries, entry) {
		free(entry->label);
		free(entry->keys);
	}
	vec_done(&menu->entries);
	free(menu->title);
	free(menu);
}

static const struct layer_ops ops = {.handle = handle, .draw = draw, .closed = closed, .free = free_menu};

void menu_open(struct loop *loop, const struct menu_options *options)
{
	struct menu *menu = MEM_NEW(struct menu);

	menu->layer.ops = &ops;
	menu->title = mem_strdup(options->title ? options->title : "");
	menu->row = options->row;
	menu->column = options->column;
	menu->chosen = options->chosen;
	menu->sideways = options->sideways;
	menu->context = options->context;
	for (size_t i = 0; i < options->n; i++) {
		const struct menu_item *item = &options->items[i];
		struct entry entry = {mem_strdup(item->label), mem_strdup(item->keys ? item->keys : ""),
				      item->disabled};

		vec_push(&menu->entries, entry);
	}
	menu->selected = options->selected;
	if (menu->selected >= menu->entries.n || !can_choose(menu, menu->selected)) {
		menu->selected = 0;
		if (menu->entries.n && !can_choose(menu, 0))
			move(menu, 0, false);
	}
	loop_push(loop, &menu->layer);
}
