/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_FIELD_WIDGET_H
#define UI_FIELD_WIDGET_H

/*
 * A field of a rule, object or the settings as a widget of a dialog: which kind follows from the type of its value, so
 * a new field needs no dialog code. The widget holds what is typed; field_widget_store() puts it into the struct.
 */

#include "model/field.h"
#include "ui/editor.h"
#include "ui/log_field.h"
#include "ui/validity_field.h"
#include "ui/widget/check_field.h"
#include "ui/widget/combo_field.h"
#include "ui/widget/form.h"
#include "ui/widget/list_field.h"
#include "ui/widget/radio_field.h"

struct field_kind;

struct field_widget {
	const struct field_table *table;
	const struct field *field;
	struct editor *editor;
	struct widget *widget;	       /* the one of the union that is used */
	const struct field_kind *kind; /* how a value of the type is edited */
	union {
		struct text_field text;
		struct combo_field combo;
		struct radio_field radio;
		struct check_field check;
		struct list_field list;
		struct validity_field validity;
		struct log_field log;
	};
	const char *labels[8]; /* of a radio field */
	struct str complaint;  /* of a text */
};

/* The value of the field in `of`, which is a struct of the table. The field widget must not move. */
void field_widget_init(struct field_widget *fw, struct editor *editor, const struct field_table *table,
		       const struct field *field, const void *of);
void field_widget_done(struct field_widget *fw);

/* Puts the value into the struct. The error names the field; the struct is untouched then. */
int field_widget_store(struct field_widget *fw, void *of, struct error *err);

/* Opens what there is to choose from for the field; false when there is nothing. */
bool field_widget_pick(struct field_widget *fw);

#endif
