/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_LOG_FIELD_H
#define UI_LOG_FIELD_H

/* What is logged: nothing, or each match, with a prefix and a level, and no more than so many. */

#include "model/log.h"
#include "ui/editor.h"
#include "ui/widget/combo_field.h"
#include "ui/widget/flow.h"
#include "ui/widget/radio_field.h"

#define LOG_UNITS 4

struct log_field {
	struct widget widget;
	struct editor *editor;
	struct flow flow;
	struct radio_field choice, unit;
	struct combo_field level;
	struct text_field prefix, limit, burst;
	struct note result;
	const char *choices[2], *units[LOG_UNITS];
	struct str complaint;
};

/* The field must not move. */
void log_field_init(struct log_field *field, struct editor *editor, const struct log_options *log);
/* What it says, as log_options_parse() reads it; "" nothing is logged. */
void log_field_text(const struct log_field *field, struct str *out);
/* As validity_field_pick(). */
bool log_field_pick(struct log_field *field);

#endif
