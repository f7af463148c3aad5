/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_WIDGET_PROGRESS_H
#define UI_WIDGET_PROGRESS_H

/*
 * What is being done, while it takes long. The work goes on in steps between the ticks: each step says how far it is.
 * Cancelling is offered only where it is safe; no other key does anything.
 */

#include "ui/widget/loop.h"

struct str;

enum progress_state {
	PROGRESS_GOES_ON,
	PROGRESS_TOO_LATE, /* goes on, and cannot be cancelled any more */
	PROGRESS_DONE,
};

struct progress_options {
	const char *title, *text; /* copied */
	int tick;		  /* milliseconds between two steps; 0: 50 */
	/* Does a part of the work, well under a tenth of a second of it, or asks whoever does it. *percent: 0 to 100,
	 * or left at -1 when nobody knows. It may write another text. */
	enum progress_state (*step)(void *context, int *percent, struct str *text);
	/* Called once, as soon as it is asked for; step goes on being called until it says DONE. NULL: cannot be
	 * cancelled. Not called once step said TOO_LATE, which the button then says. */
	void (*cancel)(void *context);
	/* When it is off the stack. */
	void (*finished)(void *context);
	/* Instead: the terminal is gone and nothing comes after this; waits for the work. NULL: it is left. */
	void (*abandoned)(void *context);
	void *context;
};

void progress_open(struct loop *loop, const struct progress_options *options);

#endif
