/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_DIFF_H
#define MODEL_DIFF_H

#include "model/field.h"

enum change_op { CHANGE_ADDED, CHANGE_REMOVED, CHANGE_CHANGED, CHANGE_MOVED };

/* One difference between two policies. Items are paired by id (objects without ids and rules without ids by name). A rule
 * that changed and moved gives two entries. Pointers are into the two policies. */
struct change {
	enum change_op op;
	const struct field_table *table; /* which kind of thing */
	size_t before; /* index in its list, SIZE_MAX when added; 0 for settings */
	size_t after;  /* SIZE_MAX when removed */
	const void *old; /* struct rule, struct address_set, …; NULL when added */
	const void *new; /* NULL when removed */
};
typedef VEC(struct change) change_list_t;

/* Settings first, then objects by kind, then rules: removals, then additions, changes and the fewest moves (longest common
 * subsequence of the kept) in the order of `after`. Empty when the policies are equal. O(n log n). */
void policy_diff(const struct policy *before, const struct policy *after, change_list_t *ret);

/* One line for people: `+ rule 3 "POP3"`, `~ rule 2 "SMTP": Service (remote): 25 → 465`. */
void change_print(const struct change *change, struct str *out);

#endif
