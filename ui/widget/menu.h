/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_WIDGET_MENU_H
#define UI_WIDGET_MENU_H

/* A menu that drops down: label, key, greyed where it cannot be done now. */

#include "ui/widget/loop.h"

struct menu_item {
	const char *label; /* NULL: a line between groups */
	const char *keys;  /* shown at the right, "" none */
	bool disabled;
};

struct menu_options {
	const char *title;	       /* "" none */
	int row, column;	       /* of its corner on the screen; moved when it would not fit */
	const struct menu_item *items; /* copied */
	size_t n;
	size_t selected;
	/* Called when the menu is off the stack. */
	void (*chosen)(void *context, size_t item);
	/* Left (-1) and Right (1): the next menu of a bar, off the stack as well; NULL: they do nothing. */
	void (*sideways)(void *context, int step);
	void *context;
};

void menu_open(struct loop *loop, const struct menu_options *options);

#endif
