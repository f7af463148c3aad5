/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_USAGE_H
#define UI_USAGE_H

/* Where an object is used, to be read and to go there. */

#include "ui/editor.h"

/* How many rules and objects name it. */
size_t usage_count(const struct editor *editor, enum object_kind kind, const char *name);

/* "Used by rule 3 "POP3", Address (remote)", the first of them and how many more; "" when nothing names it. */
void usage_summary(const struct editor *editor, enum object_kind kind, const char *name, struct str *out);

/* Lists them; Enter opens the rule at the field, or the object. open_object: how an object of the kind is opened. */
void usage_open(struct editor *editor, enum object_kind kind, const char *name, const char *title,
		void (*open_object)(struct editor *editor, enum object_kind kind, size_t index));

#endif
