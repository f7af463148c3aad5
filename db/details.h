/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DB_DETAILS_H
#define DB_DETAILS_H

/* Inside of the room: the details of a journal entry, a JSON list of
 * {"kind", "id", "name", "op": "added|removed|changed|moved", "position_before", "position_after", "before", "after"}.
 * Positions count from 1. Settings have neither id nor name nor positions (null), what moved neither before nor after.
 */

#include "db/database.h"

extern const char *const details_ops[]; /* words by enum change_op */
#define DETAILS_OPS 4

/* Caller frees. */
char *details_write(const change_list_t *changes);

/* In db/revert.c: makes of a policy after the changes the one before them, order and ids included. ERROR_STORE when the
 * entry's details cannot be read or do not fit the policy; the policy is in no useful state then. */
int details_revert(const struct journal_entry *entry, struct policy *policy, struct error *err);

#endif
