/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_KEY_BAR_H
#define UI_KEY_BAR_H

/* The last row of the screen: keys and what they do, to be clicked. */

#include "ui/action.h"
#include "ui/widget/guide.h"

struct key_bar_item {
	char *key; /* owned: as it is written */
	char *name;
	uint8_t rank; /* 1 stays longest where not all have room */
	bool dim, shown;
	int left, right;		/* columns, when shown */
	const struct ui_action *action; /* or NULL */
	int event;			/* the key to be sent where there is no action */
};

/* All zero is the empty one. */
struct key_bar {
	VEC(struct key_bar_item) items;
	int row; /* of the screen */
};

/* What the bar holds now: the actions of a view and of everywhere, or the keys of a dialog. */
void key_bar_set_actions(struct key_bar *bar, const struct editor *editor, const struct action_table *of_view);
void key_bar_set_guide(struct key_bar *bar, const struct guide *guide);
/* Into the first row of the canvas. */
void key_bar_draw(struct key_bar *bar, const struct canvas *canvas);
/* The one at a place of the screen, NULL when there is none. */
const struct key_bar_item *key_bar_at(const struct key_bar *bar, int row, int column);
void key_bar_done(struct key_bar *bar);

#endif
