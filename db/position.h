/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DB_POSITION_H
#define DB_POSITION_H

/* Inside of the room: places in a list as sparse numbers, so that an insertion or a move writes one row. */

#include "db/database.h"
#include "model/item.h"

/* Numbers for the items of the policy's list that are new or moved (placed, one flag an item), between those of the
 * items that stay, which are looked up by id. ret: one number an item, set for the placed ones. *ret_all: no room was
 * left somewhere, and every item has a number in ret, which replaces the one it has. */
int position_plan(struct store *store, const struct policy *policy, size_t list, const bool *placed, int64_t *ret,
		  bool *ret_all, struct error *err);

#endif
