/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_UNDO_H
#define UI_UNDO_H

/*
 * Undo and redo over the journal, which only ever grows: taking an entry back is an entry itself. Which entry is next
 * to be taken back is therefore read from how entries undo each other, and is the same after a restart and for two
 * editors.
 */

#include "db/store.h"

/* Index in the journal (newest first, complete as far as it matters) of the entry that undo, or redo, hands to
 * store_undo(), and of the edit that this takes back or brings back, to name it. False when there is none; *ret_more is
 * true when older entries would be needed to tell. */
bool undo_find(const journal_list_t *journal, bool redo, size_t *ret_entry, size_t *ret_edit, bool *ret_more);

#endif
