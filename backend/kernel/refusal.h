/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_KERNEL_REFUSAL_H
#define BACKEND_KERNEL_REFUSAL_H

/* What the kernel said, in words: which rule or object, why, and what helps. All return -1. */

#include "backend/kernel/batch.h"
#include "backend/kernel/socket.h"
#include "base/error.h"

/* An errno that is about nothing in particular: opening, asking, reading. */
int refusal_errno(int code, struct error *err);

/* A refused transaction. wanted (may be NULL) tells which rule a set without an id of its own belongs to. */
int refusal_of_batch(const struct batch *batch, const struct nl_refusal *refusal, const struct ir *wanted,
		     struct error *err);

/* A message that cannot be written because it is too long. */
int refusal_overflow(const struct batch *batch, const struct ir *wanted, struct error *err);

#endif
