/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_WIDGET_GUIDE_H
#define UI_WIDGET_GUIDE_H

/*
 * What F1 shows over a dialog, and the key bar below it: what the field with the focus takes, and the keys that do
 * something there. Widgets say their keys as a table, whoever holds them puts these together.
 */

#include "base/str.h"

struct layer;
struct loop;

#define GUIDE_KEYS 4

struct guide_key {
	int keys[GUIDE_KEYS]; /* 0-ended; the first is the one in the bar */
	const char *name;     /* N_(): short, for the bar; NULL: not in the bar */
	const char *help;     /* N_(): one sentence */
};

struct guide_row {
	int keys[GUIDE_KEYS];
	char *name, *help; /* owned; name may be NULL */
};

/* All zero is the empty one. */
struct guide {
	struct str title, text; /* "" none yet: whoever knows best says it first */
	VEC(struct guide_row) rows;
};

/* Copies, what is translated already. */
void guide_add(struct guide *guide, const int keys[GUIDE_KEYS], const char *name, const char *help);
/* Translates and adds a table, which ends with a help of NULL. */
void guide_add_keys(struct guide *guide, const struct guide_key *table);
/* Sets them unless they are set. */
void guide_set(struct guide *guide, const char *title, const char *text);
void guide_done(struct guide *guide);
#define _cleanup_guide_ _cleanup_(guide_done)

/* Opens it over the layer on top, to search in; Enter sends the key to that layer. */
void guide_open(struct loop *loop, struct layer *layer);

/* The keys of the widgets. */
extern const struct guide_key guide_text_keys[], guide_combo_keys[], guide_radio_keys[], guide_check_keys[],
    guide_list_keys[], guide_table_keys[], guide_mark_keys[], guide_view_keys[], guide_week_keys[], guide_picker_keys[],
    guide_pick_keys[], guide_tab_keys[], guide_dialog_keys[];

#endif
