/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_ID_SET_H
#define UI_ID_SET_H

/* Some of the rules, by their ids: sorted, so that asking is quick however many there are. */

#include "base/vec.h"

#include <stdbool.h>
#include <stdint.h>

struct id_set {
	VEC(int64_t) ids;
};
typedef VEC(int64_t) id_list_t;

bool id_set_has(const struct id_set *set, int64_t id);
/* Puts one in or takes it out. */
void id_set_put(struct id_set *set, int64_t id, bool in);
/* The same with many at once, in any order. */
void id_set_put_all(struct id_set *set, const id_list_t *ids, bool in);
void id_set_done(struct id_set *set);

#endif
