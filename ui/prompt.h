/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_PROMPT_H
#define UI_PROMPT_H

#include "ui/editor.h"

struct prompt_options {
	const char *title, *label, *help; /* copied */
	const char *initial;
	/* Takes the text; the reason why not goes to err, and the prompt stays. */
	int (*accept)(struct editor *editor, const char *text, struct error *err);
};

/* One line to be typed. */
void prompt_open(struct editor *editor, const struct prompt_options *options);

#endif
