/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_COMPILE_TEXT_RULE_H
#define BACKEND_COMPILE_TEXT_RULE_H

#include "backend/compile/ir.h"

/* The statements of a rule on one line. inline_sets: a table whose small sets are written in place, without counters;
 * NULL writes @name, as a file needs it. A rule that somebody else made, and that there are no words for
 * here, is written as <not understood> as a whole: no text may say something else than the rule does. */
void text_rule(const struct ir_rule *rule, const struct ir *inline_sets, struct str *out);

#endif
