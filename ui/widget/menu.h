/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_WIDGET_MENU_H
#define UI_WIDGET_MENU_H

/*
 * A menu that drops down: label, key, greyed where it cannot be done now. With a bar it is one of several beside each
 * other in the first row of the screen, and Left, Right or a click goes to another.
 */

#include "ui/widget/loop.h"

struct menu_item {
	const char *label; /* NULL: a line between groups */
	const char *keys;  /* shown at the right, "" none */
	/* Greyed, its keys in parentheses. It can be chosen all the same: whoever opened the menu says why not. */
	bool disabled;
	const char *help; /* one sentence, shown in the last row of the screen while it is selected; NULL none */
};

struct menu_options {
	const char *title;	       /* "" none */
	int row, column;	       /* of its corner on the screen; moved when it would not fit */
	const struct menu_item *items; /* copied */
	size_t n;
	size_t selected;
	const char *const *bar; /* copied: names of the menus beside each other; NULL: it is a single one */
	size_t n_bar, open;	/* how many, and which this one is; it drops from there */
	/* Called when the menu is off the stack. */
	void (*chosen)(void *context, size_t item);
	/* Another menu of the bar, off the stack as well; NULL: Left and Right do nothing. */
	void (*sideways)(void *context, size_t open);
	void (*release)(void *context); /* called last: frees the context; NULL: nothing to free */
	void *context;
};

void menu_open(struct loop *loop, const struct menu_options *options);

#endif
