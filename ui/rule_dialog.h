/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_RULE_DIALOG_H
#define UI_RULE_DIALOG_H

/* The tabbed rule dialog of the seed, made of the field descriptors: a tab shows the fields whose row says so. Its foot
 * says at every moment what the rule will do. */

#include "model/field.h"
#include "ui/editor.h"

/* Edits rule index; SIZE_MAX: a new one, put at `place`. done is called when it was stored (may be NULL). */
void rule_dialog_open(struct editor *editor, size_t index, size_t place,
		      void (*done)(struct editor *editor, size_t index));

/* What a tab is called, translated. */
const char *rule_dialog_tab(enum field_tab tab);

/* The same on the tab of a field and with the focus on it: to mend what is wrong with it. */
void rule_dialog_open_field(struct editor *editor, size_t index, const char *field);

#endif
