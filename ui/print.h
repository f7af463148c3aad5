/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_PRINT_H
#define UI_PRINT_H

/* Plain text on the normal screen, to be selected with the mouse and copied. */

#include "model/field.h"
#include "ui/editor.h"
#include "ui/widget/table.h"

/* Prints what the open view has to print; where that is more than one thing, asks which. */
void print_open(struct editor *editor);

/* The rows that are shown, in columns as wide as they need. */
void print_table(const struct table *table, struct str *out);
/* Label and value of every field. */
void print_fields(const struct field_table *fields, const void *of, struct str *out);

#endif
