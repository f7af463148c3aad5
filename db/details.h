/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DB_DETAILS_H
#define DB_DETAILS_H

/* Inside of the room: the details of a journal entry, a JSON list of
 * {"kind", "id", "name", "op": "added|removed|changed|moved", "position_before", "position_after", "before", "after"}.
 * Positions count from 1. Settings have neither id nor name nor positions (null), what moved neither before nor after.
 */

#include "db/database.h"

#include <jansson.h>

extern const char *const details_ops[]; /* words by enum change_op */
#define DETAILS_OPS 4

/* What kind of change an object of the list is, and of which list of the policy (ROWS_SETTINGS: the settings); false
 * when it is none. */
bool details_what(const json_t *object, enum change_op *ret_op, size_t *ret_list);
/* The index from a position; SIZE_MAX: there is none. */
size_t details_index(const json_t *object, const char *key);

/* Caller frees. */
char *details_write(const change_list_t *changes);

/* In db/revert.c: makes of a policy after the changes the one before them, order and ids included. ERROR_STORE when the
 * entry's details cannot be read or do not fit the policy; the policy is in no useful state then. */
int details_revert(const struct journal_entry *entry, struct policy *policy, struct error *err);

#endif
