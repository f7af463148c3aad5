/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_FIELDS_DIALOG_H
#define UI_FIELDS_DIALOG_H

/* Any struct that has a table of fields, on one page: objects, settings. */

#include "model/field.h"
#include "ui/editor.h"

struct fields_dialog_options {
	const struct field_table *table;
	const void *value; /* what it begins with; copied. NULL: every field empty */
	const char *title; /* copied */
	const char *note;  /* a line below the fields; copied; NULL or "" none */
	/* Stores the value; the error names the field that is wrong, and the dialog stays open with the focus there. */
	int (*accept)(struct editor *editor, void *context, const void *value, struct error *err);
	void *context; /* freed with free() when the dialog is gone */
};

void fields_dialog_open(struct editor *editor, const struct fields_dialog_options *options);

#endif
