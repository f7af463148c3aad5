/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/key_bar.h"

#include "base/i18n.h"
#include "ui/widget/text.h"

#include <stdlib.h>

#define RANKS	3
#define GAP	2
#define GAP_LOW 1

static void clear(struct key_bar *bar)
{
	VEC_FOREACH (&bar->items, item) {
		free(item->key);
		free(item->name);
	}
	bar->items.n = 0;
}

void key_bar_done(struct key_bar *bar)
{
	clear(bar);
	vec_done(&bar->items);
}

/* What a reader cannot do is not there at all, which leaves room for the rest. */
static void add_actions(struct key_bar *bar, const struct editor *editor, const struct action_table *table)
{
	for (size_t i = 0; i < table->n; i++) {
		const struct ui_action *action = &table->actions[i];
		_cleanup_str_ struct str key = {0};

		if (!action->bar || (action->changes && editor->read_only))
			continue;
		action_key(action, editor->function_keys, &key);
		vec_push(&bar->items, ((struct key_bar_item){.key = str_take(&key),
							     .name = mem_strdup(_(action->name)),
							     .rank = action->bar,
							     .dim = !action_is_enabled(action, editor),
							     .action = action}));
	}
}

void key_bar_set_actions(struct key_bar *bar, const struct editor *editor, const struct action_table *of_view)
{
	clear(bar);
	add_actions(bar, editor, of_view);
	add_actions(bar, editor, &main_actions);
}

void key_bar_set_guide(struct key_bar *bar, const struct guide *guide)
{
	clear(bar);
	VEC_FOREACH (&guide->rows, row) {
		_cleanup_str_ struct str key = {0};

		if (!row->name)
			continue;
		key_print(row->keys[0], &key);
		vec_push(&bar->items,
			 ((struct key_bar_item){
			     .key = str_take(&key), .name = mem_strdup(row->name), .rank = 1, .event = row->keys[0]}));
	}
}

static int width_of(const struct key_bar_item *item)
{
	return text_width(item->key) + 1 + text_width(item->name);
}

/* Takes in what has room, the most important first, and gives the gap to put between. */
static int choose(struct key_bar *bar, int width)
{
	int sum = 0, n = 0;

	VEC_FOREACH (&bar->items, item)
		item->shown = false;
	for (int rank = 1; rank <= RANKS; rank++)
		VEC_FOREACH (&bar->items, item) {
			if (item->rank != rank || sum + width_of(item) + n * GAP_LOW > width)
				continue;
			item->shown = true;
			sum += width_of(item);
			n++;
		}
	return sum + (n - 1) * GAP <= width ? GAP : GAP_LOW;
}

void key_bar_draw(struct key_bar *bar, const struct canvas *canvas)
{
	int gap = choose(bar, canvas->width - 2), at = 1;

	bar->row = canvas->row;
	canvas_row(canvas, 0, STYLE_NORMAL);
	VEC_FOREACH (&bar->items, item) {
		if (!item->shown)
			continue;
		item->left = at;
		at = canvas_put(canvas, 0, at, STYLE_KEY, item->key);
		at = canvas_put(canvas, 0, at + 1, item->dim ? STYLE_DIM : STYLE_NORMAL, item->name);
		item->right = at;
		at += gap;
	}
}

const struct key_bar_item *key_bar_at(const struct key_bar *bar, int row, int column)
{
	VEC_FOREACH (&bar->items, item)
		if (item->shown && row == bar->row && column >= item->left && column < item->right)
			return item;
	return NULL;
}
