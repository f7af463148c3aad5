/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BASE_WATCH_H
#define BASE_WATCH_H

/* Someone who waits for long work: is told how far it is, and may call it off where nothing is lost by that. */

#include "base/error.h"

#include <stdbool.h>

struct watch {
	/* done of total, total 0 when it is not known. False: the work is to end. Called by the thread that works. */
	bool (*go_on)(void *context, size_t done, size_t total);
	void *context;
	bool cancelled; /* it said so; it is not asked again */
};

/* Asks. Long loops do so with every item, of which only some are asked about. watch NULL: nobody waits, true. */
bool watch_go_on(struct watch *watch, size_t done, size_t total);

/* The same where every single item takes long. */
bool watch_ask(struct watch *watch, size_t done, size_t total);

/* Whether the work was called off: 0, or -1 and ERROR_CANCELLED. watch may be NULL. */
int watch_refuse(const struct watch *watch, struct error *err);

#endif
