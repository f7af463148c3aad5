/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/menu.h"

#include "base/str.h"
#include "base/utf8.h"
#include "ui/widget/text.h"

#include <wctype.h>

#define GAP 3 /* columns between labels and keys */

struct entry {
	char *label, *keys, *help; /* owned; label NULL: a line */
	bool disabled;
};

/* Where the name of a menu of the bar stands. */
struct name {
	char *text; /* owned */
	int left, right;
};

struct menu {
	struct layer layer;
	char *title;
	int row, column;
	VEC(struct entry) entries;
	VEC(struct name) bar;
	size_t selected, first;
	size_t open, next; /* menus of the bar: this one, and the one to go to */
	bool accepted;
	void (*chosen)(void *context, size_t item);
	void (*sideways)(void *context, size_t open);
	void (*release)(void *context);
	void *context;
	struct canvas drawn;
};

static bool can_choose(const struct menu *menu, size_t i)
{
	return menu->entries.v[i].label != NULL;
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
	size_t n = menu->bar.n;

	if (!menu->sideways || !n)
		return REACTION_HANDLED;
	menu->next = (menu->open + n + (size_t)step) % n;
	return REACTION_HANDLED | REACTION_CLOSE;
}

static bool label_begins(const struct entry *entry, int key)
{
	uint32_t c;

	return utf8_decode(entry->label, &c) && towlower((wint_t)c) == towlower((wint_t)key);
}

/* "a, F7" */
static bool has_key(const struct entry *entry, int key)
{
	uint32_t c;
	size_t n = utf8_decode(entry->keys, &c);

	return n && (int)c == key && (!entry->keys[n] || entry->keys[n] == ',');
}

static bool jump_by(struct menu *menu, int key, bool (*matches)(const struct entry *entry, int key))
{
	size_t n = menu->entries.n;

	for (size_t i = 1; i <= n; i++) {
		size_t at = (menu->selected + i) % n;

		if (can_choose(menu, at) && matches(&menu->entries.v[at], key)) {
			menu->selected = at;
			return true;
		}
	}
	return false;
}

/* To the next label that begins so; where none does (they may be Japanese), to the one with that key. */
static unsigned jump(struct menu *menu, int key)
{
	if (!jump_by(menu, key, label_begins))
		(void)jump_by(menu, key, has_key);
	return REACTION_HANDLED;
}

static unsigned handle_key(struct menu *menu, int key)
{
	if (key == KEYS_ESC || key == KEYS_CTRL('G') || key == KEYS_CTRL('C') || key == KEYS_F(10) || key == KEYS_F(12))
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

static unsigned click_bar(struct menu *menu, int column)
{
	for (size_t i = 0; i < menu->bar.n; i++)
		if (column >= menu->bar.v[i].left && column < menu->bar.v[i].right && i != menu->open)
			menu->next = i;
	return REACTION_HANDLED | REACTION_CLOSE;
}

/* A click beside it closes, as people expect of a menu. */
static unsigned handle_mouse(struct menu *menu, const struct event *event)
{
	int row, column;

	if (event->mouse >= MOUSE_WHEEL_UP)
		return move(menu, menu->selected, event->mouse == MOUSE_WHEEL_UP);
	if (canvas_hit(&menu->drawn, event->row, event->column, &row, &column))
		return choose(menu, menu->first + (size_t)row);
	return event->row == 0 ? click_bar(menu, event->column) : REACTION_HANDLED | REACTION_CLOSE;
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
	labels = *menu->title ? labels : 0;
	VEC_FOREACH (&menu->entries, entry) {
		int label = entry->label ? text_width(entry->label) : 0, key = text_width(entry->keys);

		key += key && entry->disabled ? 2 : 0;

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
	int bar = menu->bar.n ? 1 : 0;
	int height = clamp((int)menu->entries.n + 2, 3, screen->height - 2 * bar);
	int column = bar ? menu->bar.v[menu->open].left : menu->column;

	width = clamp(width, 4, screen->width);
	return canvas_part(screen, clamp(bar ? bar : menu->row, bar, screen->height - bar - height),
			   clamp(column, 0, screen->width - width), height, width);
}

/* What cannot be done now is not told by the style alone. */
static void draw_keys(const struct canvas *inside, int row, const struct entry *entry, int width, enum style style)
{
	_cleanup_free_ char *keys = *entry->keys && entry->disabled ? mem_printf("(%s)", entry->keys) : NULL;

	canvas_put_right(inside, row, inside->width - 1 - width, width, style, keys ? keys : entry->keys);
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
		draw_keys(inside, row, entry, keys, style);
	if (here)
		canvas_restyle(inside, row, 0, inside->width, STYLE_SELECTED);
	if (here && on_top)
		canvas_cursor(inside, row, 0);
}

static void draw_bar(struct menu *menu, const struct canvas *screen)
{
	int column = 1;

	canvas_row(screen, 0, STYLE_TITLE);
	for (size_t i = 0; i < menu->bar.n; i++) {
		struct name *name = &menu->bar.v[i];

		name->left = column;
		canvas_putf(screen, 0, column, i == menu->open ? STYLE_SELECTED : STYLE_TITLE, " %s ", name->text);
		name->right = column + text_width(name->text) + 2;
		column = name->right + 1;
	}
}

static void draw_help(const struct menu *menu, const struct canvas *screen)
{
	const struct entry *entry = menu->entries.n ? &menu->entries.v[menu->selected] : NULL;

	if (!entry || !entry->help)
		return;
	canvas_row(screen, screen->height - 1, STYLE_NORMAL);
	canvas_put_in(screen, screen->height - 1, 1, screen->width - 2, STYLE_NORMAL, entry->help);
}

static void draw(struct layer *layer, const struct canvas *screen, bool on_top)
{
	struct menu *menu = (struct menu *)layer;
	int keys, width = width_of(menu, &keys);
	struct canvas frame, inside;
	size_t rows;

	if (menu->bar.n)
		draw_bar(menu, screen);
	draw_help(menu, screen);
	frame = place(menu, screen, width);
	inside = canvas_frame(&frame, menu->title);
	rows = (size_t)inside.height;
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
	else if (menu->next != menu->open)
		menu->sideways(menu->context, menu->next);
}

static void free_menu(struct layer *layer)
{
	struct menu *menu = (struct menu *)layer;

	VEC_FOREACH (&menu->entries, entry) {
		free(entry->label);
		free(entry->keys);
		free(entry->help);
	}
	VEC_FOREACH (&menu->bar, name) {
		free(name->text);
	}
	vec_done(&menu->bar);
	if (menu->release)
		menu->release(menu->context);
	vec_done(&menu->entries);
	free(menu->title);
	free(menu);
}

static const struct layer_ops ops = {.handle = handle, .draw = draw, .closed = closed, .free = free_menu};

static void add_entries(struct menu *menu, const struct menu_options *options)
{
	for (size_t i = 0; i < options->n; i++) {
		const struct menu_item *item = &options->items[i];
		struct entry entry = {.label = mem_strdup(item->label),
				      .keys = mem_strdup(item->keys ? item->keys : ""),
				      .help = mem_strdup(item->help),
				      .disabled = item->disabled};

		vec_push(&menu->entries, entry);
	}
	for (size_t i = 0; options->bar && i < options->n_bar; i++)
		vec_push(&menu->bar, ((struct name){.text = mem_strdup(options->bar[i])}));
}

void menu_open(struct loop *loop, const struct menu_options *options)
{
	struct menu *menu = MEM_NEW(struct menu);

	menu->layer.ops = &ops;
	menu->title = mem_strdup(options->title ? options->title : "");
	menu->row = options->row;
	menu->column = options->column;
	menu->open = menu->next = options->open;
	menu->chosen = options->chosen;
	menu->sideways = options->sideways;
	menu->release = options->release;
	menu->context = options->context;
	add_entries(menu, options);
	menu->selected = options->selected;
	if (menu->selected >= menu->entries.n || !can_choose(menu, menu->selected)) {
		menu->selected = 0;
		if (menu->entries.n && !can_choose(menu, 0))
			move(menu, 0, false);
	}
	loop_push(loop, &menu->layer);
}
