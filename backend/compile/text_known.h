/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_COMPILE_TEXT_KNOWN_H
#define BACKEND_COMPILE_TEXT_KNOWN_H

#include "backend/compile/ir.h"

/* Inside of the room: whether text_rule() has words for all that the rule does. The compiler's own rules it always has
 * them for; one that somebody else put into the table may use other fields, masks and comparisons. */
bool text_is_known(const struct ir_rule *rule);

#endif
