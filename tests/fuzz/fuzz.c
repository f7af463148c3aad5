/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/fuzz/fuzz.h"

#include "base/utf8.h"

#include <stdio.h>

void fuzz_broken(const char *what, const char *file, int line)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
	abort();
}

void fuzz_require_error(const struct error *err)
{
	fuzz_require(err->code != ERROR_NONE);
	fuzz_require(!str_empty(err->message));
	fuzz_require(utf8_is_printable(err->message));
}

bool fuzz_untouched(const void *now, const void *before, size_t size)
{
	return memcmp(now, before, size) == 0;
}

void fuzz_lines(const uint8_t *data, size_t size, strlist_t *ret)
{
	size_t from = 0;

	for (size_t i = 0; i <= size && ret->n < FUZZ_LINES_MAX; i++) {
		if (i < size && data[i] != '\n' && data[i] != '\0')
			continue;
		if (i < size || i > from) {
			char *line = mem_strndup((const char *)data + from, i - from);

			vec_push(ret, line);
		}
		from = i + 1;
	}
}
