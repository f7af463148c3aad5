/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_WIDGET_FORM_H
#define UI_WIDGET_FORM_H

/*
 * Fields below each other: label, widget, and below a field left wrong the reason; the help of the field with the focus
 * in the last rows. Tab, Shift-Tab, Up, Down and Enter move the focus when the field leaves them alone. The focus goes
 * round; the reaction then has NEXT or PREVIOUS as well, so that a dialog can go on to its buttons. A form is a widget
 * itself: its height is what it would like, its complaint that of the first wrong field, which gets the focus.
 */

#include "base/str.h"
#include "ui/widget/widget.h"

struct form_item {
	char *label, *help; /* owned */
	struct widget *widget;
	bool hidden;	      /* takes no room, gets no focus, is not asked for complaints */
	struct str complaint; /* shown below it */
	struct canvas drawn;  /* where it was drawn last; empty when it was not */
};

struct form {
	struct widget widget;
	VEC(struct form_item) items;
	size_t focus;
	size_t first; /* item in the first row */
};

void form_init(struct form *form);
/* The widget stays the caller's, also to free, and outlives the form. label "" and help NULL: none. Gives the index. */
size_t form_add(struct form *form, const char *label, const char *help, struct widget *widget);
/* Another label; copied. */
void form_label(struct form *form, size_t i, const char *label);
void form_hide(struct form *form, size_t i, bool hidden);

unsigned form_handle(struct form *form, const struct event *event);
void form_draw(struct form *form, const struct canvas *canvas, bool focused);
int form_height(const struct form *form, int width);

/* Puts the focus on a field, or on the next one that can have it. */
void form_focus(struct form *form, size_t i);
/* Asks the field with the focus for its complaint, as when it is left: before another page is shown. */
void form_leave(struct form *form);
/* Asks all; the first wrong one gets the focus and its number goes to *which (may be NULL). NULL: all is right. */
const char *form_complaint(struct form *form, size_t *which);
/* Shows a complaint of the caller's own below a field and moves the focus there. */
void form_complain(struct form *form, size_t i, const char *complaint);
/* The help of the field with the focus, "" none. */
const char *form_help(const struct form *form);
void form_done(struct form *form);

#endif
