/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_VIEW_H
#define UI_VIEW_H

/* A tab of the main screen: one file and one row of the table in main_screen.c. */

#include "ui/action.h"

/* What a view can print as plain text. */
struct view_print {
	const char *name; /* N_(): in the menu, with the key */
	int key;
	bool (*possible)(const struct editor *editor); /* NULL: always */
	void (*write)(struct editor *editor, struct str *out);
};

struct view_ops {
	const char *title; /* N_() */
	const char *entry; /* N_(): what it is a list of, one of them; the name of a menu */
	void *(*create)(struct editor *editor);
	void (*destroy)(void *view);
	void (*draw)(void *view, const struct canvas *canvas, bool focused);
	/* Keys that are no action: moving about. */
	unsigned (*handle)(void *view, const struct event *event);
	/* The policy is another one now. */
	void (*refresh)(void *view);
	const struct action_table *actions;
	const struct view_print *prints; /* ended by a name of NULL */
};

extern const struct view_ops firewall_view;
extern const struct view_ops objects_view;
extern const struct view_ops history_view;

#endif
