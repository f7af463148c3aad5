/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reads one character at text (terminated) into *ret and gives its bytes, 1 to 4; 0 when it is not well-formed UTF-8
 * (RFC 3629: no overlong forms, no surrogates, at most U+10FFFF) or the text ends. */
size_t utf8_decode(const char *text, uint32_t *ret);

/* Well-formed and free of control characters (C0, DEL, C1), so that it is safe on a terminal and in one line. */
bool utf8_is_printable(const char *text);

/* A copy in which each byte that makes a text unprintable stands as "\x1b": what outsiders wrote is shown with it, so
 * that it cannot steer a terminal. Caller frees. */
char *utf8_printable(const char *text);

/* Characters in a well-formed text. */
size_t utf8_length(const char *text);

/* The largest n' <= n at which text can be cut without splitting a character. */
size_t utf8_cut(const char *text, size_t n);

/* Columns the text takes on a terminal: two for wide characters, none for combining ones (wcwidth(3) of the current
 * locale is not asked: C.UTF-8 and a table agree, and LANG=C must not change the layout). */
size_t utf8_width(const char *text);

/* Bytes of the longest beginning of text that fits into columns. */
size_t utf8_fit(const char *text, size_t columns);

#endif
