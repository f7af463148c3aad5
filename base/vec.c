/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/vec.h"

#include <stdlib.h>

void *vec_grow_(void *v, size_t n, size_t *cap, size_t size)
{
	size_t more = n < 4 ? 4 : n + n / 2;

	v = mem_reallocarray(v, more, size);
	memset((char *)v + n * size, 0, (more - n) * size);
	*cap = more;
	return v;
}
