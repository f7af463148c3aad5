/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_WIDGET_MESSAGE_H
#define UI_WIDGET_MESSAGE_H

/*
 * A message or a question on top of everything. The safe answer has the focus and is what Esc means; y, n and the
 * letters of other buttons answer at once.
 */

#include "ui/widget/loop.h"

struct str;

struct message_button {
	const char *label;
	int key; /* letter that answers so, 0 none */
};

struct message_options {
	const char *title, *text;	      /* copied */
	const char *help;		      /* what F1 says besides the keys, copied; NULL: the text */
	const struct message_button *buttons; /* NULL: OK alone */
	size_t n;
	size_t safe; /* the button with the focus, and what Esc, Ctrl-G and Ctrl-C mean */
	/* Called when the message is off the stack; may be NULL. */
	void (*answer)(void *context, size_t button);
	void *context;
	/* Every tick milliseconds (0 never): writes a new text, or says by false that the time is over: then the safe
	 * answer is given. */
	int tick;
	bool (*update)(void *context, struct str *text);
};

void message_open(struct loop *loop, const struct message_options *options);
/* A text with OK. */
void message_show(struct loop *loop, const char *title, const char *text);
/* Yes or No, with No as the safe answer. answer: button 0 is Yes, 1 is No. */
void message_ask(struct loop *loop, const char *title, const char *text, void (*answer)(void *context, size_t button),
		 void *context);

#endif
