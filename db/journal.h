/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DB_JOURNAL_H
#define DB_JOURNAL_H

#include "db/save.h"

/* Inside of the room. version: the one that the entry makes. */
int journal_append(struct store *store, int64_t version, const struct save *save, const char *details,
		   struct error *err);

/* Within a transaction: entry id and all newer ones, newest first. */
int journal_from(struct store *store, int64_t id, journal_list_t *ret, struct error *err);

/* ERROR_CONFLICT that tells who changed what after version. Returns -1. */
int journal_conflict(struct store *store, int64_t version, struct error *err);

#endif
