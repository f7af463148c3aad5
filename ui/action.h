/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_ACTION_H
#define UI_ACTION_H

/*
 * What can be done, as tables: keys, words, when. Key bar, menu and help are loops over them, so no key can work
 * without being told, and none can be told that does not work.
 */

#include "ui/editor.h"

#define ACTION_KEYS 5

/* Where an action stands in the menu; one that stands nowhere does not pass the tests. */
enum ui_menu {
	MENU_NONE,
	MENU_POLICY,
	MENU_EDIT,
	MENU_ENTRY, /* what the open view is a list of: called as the view says */
	MENU_VIEW,
	MENU_HELP,
	MENU_MAX
};

struct ui_action {
	const char *name;      /* N_(): short, for bar and menu */
	const char *help;      /* N_(): one sentence */
	int keys[ACTION_KEYS]; /* 0-ended; the first is shown in the bar, function keys when the bar shows these */
	enum ui_menu menu;
	bool changes; /* not in a read-only editor */
	uint8_t bar;  /* is in the key bar, 1 to 3: 1 stays longest where it is narrow; 0: is not */
	/* Whether it can be done now; NULL: always. */
	bool (*enabled)(const struct editor *editor);
	const char *reason; /* N_(): a sentence, why not, and the cure; NULL: none is known */
	void (*run)(struct editor *editor);
};

struct action_table {
	const struct ui_action *actions;
	size_t n;
};

/* Whether a key is F1 to F12, with Shift or Ctrl or without. */
bool action_key_is_function(int key);

/* Of everywhere in the main screen: help, undo, redo, apply, quit, views. */
extern const struct action_table main_actions;

/* The action of a key in a table, NULL when there is none. */
const struct ui_action *action_find(const struct action_table *table, int key);
bool action_is_enabled(const struct ui_action *action, const struct editor *editor);
/* Runs it, or says why not. */
void action_run(const struct ui_action *action, struct editor *editor);

/* The key to show, the first of either kind: "a, F7", and all of them: "a, Ins, F7". */
void action_key(const struct ui_action *action, bool function_keys, struct str *out);
void action_both_keys(const struct ui_action *action, struct str *out);
void action_keys(const struct ui_action *action, struct str *out);

#endif
