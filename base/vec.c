/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/vec.h"

#include <stdlib.h>

/* Many lists of a policy have one item: the first room is for one. */
void *vec_grow_(void *v, size_t n, size_t *cap, size_t size)
{
	size_t more = n == 0 ? 1 : n < 4 ? 4 : n + n / 2;

	*cap = more;
	return mem_reallocarray(v, more, size);
}
