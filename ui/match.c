/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/match.h"

#include "base/str.h"

#include <string.h>

static bool has(const char *text, const char *word, size_t length)
{
	_cleanup_free_ char *copy = mem_strndup(word, length);

	return strcasestr(text, copy);
}

/* One word of the pattern: any of its choices. A choice that is still empty, as while it is typed, does not count. */
static bool matches_word(const char *text, const char *word, size_t length)
{
	const char *end = word + length;
	bool tried = false;

	while (word < end) {
		size_t n = strcspn(word, "|");

		if (n > (size_t)(end - word))
			n = (size_t)(end - word);
		if (n && has(text, word, n))
			return true;
		tried |= n > 0;
		word += n + 1;
	}
	return !tried;
}

bool match_text(const char *text, const char *pattern)
{
	for (;;) {
		size_t n;

		pattern += strspn(pattern, " ");
		n = strcspn(pattern, " ");
		if (!n)
			return true;
		if (!matches_word(text, pattern, n))
			return false;
		pattern += n;
	}
}
