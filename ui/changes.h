/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_CHANGES_H
#define UI_CHANGES_H

/* How one policy becomes another, as lines for people: before it is applied, imported, or gone back to. */

#include "model/diff.h"
#include "model/environment.h"

struct str;

/* One difference, without an end of line: for a new rule also what it will do. */
void changes_print_one(const struct change *change, const struct environment *env, struct str *out);

/* A line for each difference: "+ rule 3 …" and what a new rule will do, "~ rule 2 …: Service: 25 → 465", "- …", "> …"
 * moved; past a few hundred they are counted only. Gives how many there are. */
size_t changes_print(const struct policy *before, const struct policy *after, const struct environment *env,
		     struct str *out);

#endif
