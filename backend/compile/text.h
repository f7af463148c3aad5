/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_COMPILE_TEXT_H
#define BACKEND_COMPILE_TEXT_H

/* IR to nft text. */

#include "backend/compile/ir.h"

#define TEXT_RUNTIME 0x1u /* leave out elements that are runtime state (cgroup ids): what a file must never hold */
#define TEXT_REPLACE 0x2u /* begin with "table …; delete table …" so that loading the file replaces the table */

/* The table as a file for `nft -f`, which gives the kernel the same state as the netlink batch. Names that are reserved
 * words in nft's grammar cannot occur: the compiler ends every name with "_" or a digit. */
void ir_text(const struct ir *ir, unsigned flags, struct str *out);

/* One rule as one line without comment and counter, named sets of one or few elements written in place ("tcp dport {
 * 110, 995 }"): for people, not for loading. */
void ir_rule_text(const struct ir *ir, const struct ir_rule *rule, struct str *out);

#endif
