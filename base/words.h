/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H

/*
 * What is typed to search in lists: words with blanks between them, all of which a text must have, in any order;
 * letters alike in either case. Words joined by | are choices; one that is still empty, as while it is typed, does not
 * count.
 */

#include "base/str.h"

struct words {
	strlist_t list; /* in lower case, with their | */
};

/* Replaces what was there. */
void words_set(struct words *words, const char *pattern);
void words_done(struct words *words);

/* Whether a text has them all; no words match everything. */
bool words_match(const struct words *words, const char *text);
/* The first place from byte `from` on where any of the words stands, as bytes of the text; false for none. */
bool words_find(const struct words *words, const char *text, size_t from, size_t *ret_start, size_t *ret_end);
/* Whether what matches `pattern` can only be among what matched `before`. */
bool words_narrow(const char *before, const char *pattern);

#endif
