/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_FUZZ_MUTATE_H
#define TESTS_FUZZ_MUTATE_H

/* Changed copies of inputs, the same for the same number. */

#include "base/vec.h"

#include <stdint.h>

struct input {
	uint8_t *data; /* owned */
	size_t size;
};
typedef VEC(struct input) input_list_t;

/* Copy number of a file of the corpus: 0 is the file as it is, every other number a few changes of it, some with pieces
 * of the other files. The caller frees the data. */
struct input input_mutate(const input_list_t *corpus, size_t file, unsigned long number);

#endif
