/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_HITS_H
#define UI_HITS_H

/* Counters of the rules, live from the kernel, and how fast they have been growing. */

#include "backend/deploy/deploy.h"

#define HITS_STEPS 3 /* of the sparkline, newest last */

/* The ids of what is no rule. */
#define HITS_DEFAULT(direction) (-1 - (direction))
#define HITS_BUILTIN(index)	(-100 - (index))

struct hit {
	int64_t id; /* of the rule, or one of the numbers below */
	uint64_t packets;
	uint32_t grown[HITS_STEPS]; /* packets in each of the last intervals */
};

struct hits {
	VEC(struct hit) list; /* sorted by id */
	bool failed;	      /* reading was refused: not asked again */
};

/* Reads them now. False when the kernel does not let us, or holds no table. */
bool hits_read(struct hits *hits, struct deploy *deploy);
const struct hit *hits_find(const struct hits *hits, int64_t id);
void hits_done(struct hits *hits);

/* "412", "9.1M". */
void hits_print(const struct hit *hit, struct str *out);
/* Step 0 to 7 of the sparkline at i, or -1 for no traffic. */
int hits_step(const struct hit *hit, size_t i);

#endif
