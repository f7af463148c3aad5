/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_WIDGET_CHECK_FIELD_H
#define UI_WIDGET_CHECK_FIELD_H

/* "[x] Label": Space or a click turns it over. */

#include "ui/widget/widget.h"

struct check_field {
	struct widget widget;
	const char *label; /* not owned; outlives the field */
	bool on;
	struct canvas drawn;
};

void check_field_init(struct check_field *field, const char *label, bool on);
bool check_field_is_on(const struct check_field *field);
void check_field_set(struct check_field *field, bool on);

#endif
