/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_WIDGET_COMBO_FIELD_H
#define UI_WIDGET_COMBO_FIELD_H

/* A text field with suggestions: "[Asia/Tokyo  v]". F4, Alt-Down or a click on the v answers PICK; whoever holds it
 * then calls combo_field_open(). Whether only a suggestion will do is the check's to say. */

#include "ui/widget/loop.h"
#include "ui/widget/text_field.h"

struct combo_field {
	struct widget widget;
	struct text_field field;
	strlist_t suggestions;
	bool fresh; /* nothing was done to the text since the focus came */
	struct canvas drawn_sign;
};

/* suggestions: copied. */
void combo_field_init(struct combo_field *combo, const char *initial, const strlist_t *suggestions);
const char *combo_field_text(const struct combo_field *combo);
void combo_field_set(struct combo_field *combo, const char *text);
/* Opens the suggestions; picked is told when one was taken over (may be NULL). The field outlives the picker. */
void combo_field_open(struct combo_field *combo, struct loop *loop, const char *title, void (*picked)(void *context),
		      void *context);

#endif
