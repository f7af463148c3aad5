/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_UI_MONKEY_H
#define TESTS_UI_MONKEY_H

/* Random use of a program: keys, texts, pastes, clicks and sizes, the same ones for the same seed. */

#include "tests/ui/vt.h"

struct monkey {
	uint64_t state;	 /* of the random numbers; begins as the seed, not 0 */
	size_t done;	 /* keys, pastes, clicks and resizes so far */
	struct str last; /* the last of them, to be printed */
};

/* A number below n. */
unsigned monkey_random(struct monkey *monkey, unsigned n);
/* Does one thing and waits until the program is done with it. */
void monkey_act(struct monkey *monkey, struct vt *vt);

#endif
