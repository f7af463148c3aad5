/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_WIDGET_PICKER_H
#define UI_WIDGET_PICKER_H

/*
 * A list to choose from, on top of everything: what is typed filters over all columns at once, arrows move, Enter
 * chooses. With several, Space (in the list) and Ins mark; Enter then chooses all marked ones, also those that the
 * filter hides.
 */

#include "ui/widget/loop.h"
#include "ui/widget/table.h"

struct picker_options {
	const char *title;	     /* copied */
	const struct table_ops *ops; /* these, context and columns outlive the picker */
	void *context;
	const struct table_column *columns;
	size_t n;
	bool several;
	size_t selected;    /* row */
	const char *text;   /* above the list, copied; NULL none */
	const char *help;   /* what F1 says besides the keys, copied; NULL nothing */
	bool is_help;	    /* is help itself: F1 opens none over it */
	const char *filter; /* to begin with; NULL none */
	int height, width;  /* wanted; 0: large */
	/* The chosen rows, in their order, when the picker is off the stack. Not called when it was cancelled. */
	void (*chosen)(void *context, const size_t *rows, size_t n);
	/* Called last, chosen or not: frees the context. NULL: nothing to free. */
	void (*release)(void *context);
};

void picker_open(struct loop *loop, const struct picker_options *options);

#endif
