/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_VALIDITY_FIELD_H
#define UI_VALIDITY_FIELD_H

/*
 * A validity: always, a schedule, or times. Times are drawn in a week, hours by days, between two dates in a time zone;
 * what cannot be drawn is listed below it, and stays. Who changes nothing keeps the very list that was shown.
 */

#include "model/week.h"
#include "ui/editor.h"
#include "ui/widget/combo_field.h"
#include "ui/widget/flow.h"
#include "ui/widget/list_field.h"
#include "ui/widget/radio_field.h"
#include "ui/widget/week_grid.h"

struct validity_field {
	struct widget widget;
	struct editor *editor;
	bool always; /* the empty list means always; otherwise never */
	bool zoned;  /* a schedule has a zone of its own, so that of its times is asked for only where there is one */
	struct flow flow;
	struct radio_field choice;
	struct combo_field schedule, zone;
	struct text_field from, until;
	struct week_grid grid;
	struct note hint, result;
	struct list_field others;
	const char *labels[WEEK_CHOICES], *days[WEEK_DAYS];
	struct week shown;  /* what the widgets said at first */
	strlist_t original; /* the list that this was */
	struct str complaint;
};

/* The list is copied. ops and context are those of its items, as of a list field. The field must not move. */
void validity_field_init(struct validity_field *field, struct editor *editor, const validity_list_t *list, bool always,
			 const struct list_field_ops *ops, void *context);
/* Adds the items it says. The error is about what is typed and wrong. */
int validity_field_items(struct validity_field *field, strlist_t *ret, struct error *err);
/* Opens what there is to choose from for the part with the focus; false when there is nothing. */
bool validity_field_pick(struct validity_field *field);

#endif
