/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_WIDGET_FLOW_H
#define UI_WIDGET_FLOW_H

/*
 * Widgets beside each other, in rows like words in a text: "From [          ]  until [          ]". One value that is
 * made of several widgets is a flow in its form. Tab, Shift-Tab and Enter go from part to part, Up and Down from row to
 * row, and out of it at its ends. With too little room notes go away, then high parts lose rows, then rows scroll.
 */

#include "base/str.h"
#include "ui/widget/widget.h"

struct flow_part {
	char *label; /* owned; before the widget, "" none */
	struct widget *widget;
	int width;	     /* columns of the widget; 0: what is left of the row, which ends with it */
	bool new_row;	     /* begins a row even where it would fit behind the one before */
	bool hidden;	     /* takes no room, gets no focus, is not asked for complaints */
	struct canvas drawn; /* the widget, as drawn last; empty when it was not */
};

struct flow {
	struct widget widget;
	VEC(struct flow_part) parts;
	size_t focus;
	size_t first_row; /* in the first line */
	bool told;	  /* the complaint was asked for as a part was left, and the focus goes on */
};

void flow_init(struct flow *flow);
/* The widget stays the caller's, also to free, and outlives the flow. Gives the index. */
size_t flow_add(struct flow *flow, const char *label, struct widget *widget, int width, bool new_row);
void flow_hide(struct flow *flow, size_t i, bool hidden);
void flow_focus(struct flow *flow, size_t i);

/* flow_draw.c */
void flow_draw(struct widget *widget, const struct canvas *canvas, bool focused);
int flow_height(const struct widget *widget, int width);
/* Row of each part in this width; ret has room for all parts. Gives the number of rows. */
size_t flow_rows(const struct flow *flow, int width, size_t *ret);

/* A line of text in a flow, dim; it never has the focus. */
struct note {
	struct widget widget;
	struct str text;
	bool spare; /* goes away first where room is short */
};
void note_init(struct note *note, const char *text, bool spare);
bool note_is_spare(const struct widget *widget);

#endif
