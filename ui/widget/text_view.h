/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_WIDGET_TEXT_VIEW_H
#define UI_WIDGET_TEXT_VIEW_H

/* Text to read: wrapped, scrolled with the arrow and page keys, the wheel, and as in a pager. */

#include "base/str.h"
#include "ui/widget/widget.h"

struct text_view {
	struct widget widget;
	struct str text;
	enum style style;
	int top;	 /* row of the wrapped text in the first row */
	int rows, shown; /* of the text, and of the place, as drawn last */
};

void text_view_init(struct text_view *view, const char *text);
/* Keeps the place where it is scrolled to. */
void text_view_set(struct text_view *view, const char *text);
unsigned text_view_handle(struct text_view *view, const struct event *event);
/* Never has the focus then; text_view_handle() scrolls all the same. */
void text_view_make_inert(struct text_view *view);

#endif
