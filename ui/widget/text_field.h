/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_WIDGET_TEXT_FIELD_H
#define UI_WIDGET_TEXT_FIELD_H

/* One line of text to be edited. It scrolls sideways by whole characters; what is pasted goes in as text. */

#include "base/str.h"
#include "ui/widget/widget.h"

struct text_field {
	struct widget widget;
	struct str text;      /* well-formed UTF-8 without control characters */
	size_t cursor;	      /* byte of the insertion point, between characters */
	size_t scroll;	      /* byte of the first character shown */
	size_t max;	      /* bytes it may grow to; 0: no limit */
	bool bare;	      /* without the brackets at its ends */
	struct canvas inside; /* where the text was drawn last */
	/* What is wrong with the text, NULL nothing; owned by whoever gives it, valid until asked again. May be NULL.
	 */
	const char *(*check)(struct text_field *field, void *context);
	void *context;
};

/* The cursor stands behind the text. NULL is the empty text. widget_done() frees. */
void text_field_init(struct text_field *field, const char *initial);
const char *text_field_text(const struct text_field *field);
/* Another text; what is no text in it is dropped. */
void text_field_set(struct text_field *field, const char *text);

#endif
