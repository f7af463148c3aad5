/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_LOADING_H
#define UI_LOADING_H

/*
 * A policy may have very many rules, and nobody wants to wait for them to see the first: the beginning is read at once,
 * and the rest by a thread with a connection of its own while the first screen is looked at. Whatever is more than
 * looking waits for all of it.
 */

#include "db/store.h"

#define LOADING_FIRST 100 /* rules read at once: more than most terminals have rows */

struct loading_job;

struct loading {
	struct loading_job *job; /* running, NULL none */
	size_t rules;		 /* how many there will be, while it runs */
};

/* Reads what there is to see first. Where that is all, nothing is left to be done; else loading_start() is next. */
int loading_begin(struct loading *loading, struct store *store, struct policy *ret, struct error *err);
/* Starts to read all of it, if loading_begin() left something. */
void loading_start(struct loading *loading, const char *db);
/* Whether loading_take() would not wait. */
bool loading_is_finished(const struct loading *loading);
/* Waits for the whole policy. */
int loading_take(struct loading *loading, struct policy *ret, struct error *err);
void loading_done(struct loading *loading);

#endif
