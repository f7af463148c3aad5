/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DB_JOURNAL_CHANGES_H
#define DB_JOURNAL_CHANGES_H

/* What a journal entry holds, as the changes that model/diff.h knows, so that people read them as they read a
 * difference. */

#include "db/store.h"
#include "model/diff.h"

/* Calls `each` for every change of the entry, in order; the change and what it points to live as long as the call. What
 * moved has only its name. Gives how many there are: SIZE_MAX when the details cannot be read, which no entry of this
 * program's is. */
size_t journal_changes(const struct journal_entry *entry, void (*each)(const struct change *change, void *context),
		       void *context);

#endif
