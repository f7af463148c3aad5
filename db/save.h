/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DB_SAVE_H
#define DB_SAVE_H

#include "db/database.h"

/* One journal entry to be. */
struct save {
	const struct author *author;
	const char *summary;
	int64_t undoes; /* 0: no undo */
};

/* Writes what differs between before, which is what the store holds, and after, with its journal entry, and commits the
 * transaction, which the caller has begun. after gets ids and the version; on error it is as it was. No difference:
 * nothing is written and the transaction left open. */
int save_policy(struct transaction *transaction, const struct policy *before, struct policy *after,
		const struct save *save, struct error *err);

#endif
