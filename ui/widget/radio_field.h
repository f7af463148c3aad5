/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_WIDGET_RADIO_FIELD_H
#define UI_WIDGET_RADIO_FIELD_H

/*
 * One of a few options, "(*) Allow  ( ) Drop", in a row where they fit and one below the other where not. Left and
 * Right choose, a letter chooses the next option that begins with it. One below the other, Up and Down move the cursor
 * only and Space chooses, so that walking through a form changes nothing.
 */

#include "ui/widget/widget.h"

struct radio_field {
	struct widget widget;
	const char *const *labels; /* not owned; outlive the field */
	size_t n;
	size_t selected; /* n: none */
	size_t cursor;
	bool vertical; /* as drawn last, or always when always_vertical */
	bool always_vertical;
	size_t first;	     /* option in the first row when there is too little room */
	struct canvas drawn; /* where it was drawn last */
};

void radio_field_init(struct radio_field *field, const char *const *labels, size_t n, size_t selected);
size_t radio_field_selected(const struct radio_field *field);
/* Columns that all options take in a row. */
int radio_field_width(const struct radio_field *field);
void radio_field_select(struct radio_field *field, size_t selected);

#endif
