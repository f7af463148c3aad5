/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DB_LOAD_H
#define DB_LOAD_H

#include "db/database.h"

/* The draft, within a transaction of the caller's. ret is initialised here. */
int load_policy(struct store *store, struct policy *ret, struct error *err);

/* ERROR_CONFLICT for a policy of which not everything was read (STORE_PART): it must not be written. */
int load_is_whole(const struct policy *policy, struct error *err);

/* The version counter, which every edit raises. */
int load_version(struct store *store, int64_t *ret, struct error *err);

#endif
