/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_WIDGET_TEXT_H
#define UI_WIDGET_TEXT_H

/*
 * Widths of text on the terminal at hand: the one place of the editor that asks. It is wcwidth(3) of the locale that
 * counts here and not base/utf8.h, because curses asks the same: in EUC-JP an arrow takes two columns, in UTF-8 one. A
 * character that the locale cannot show, a control character or a broken byte is shown as "?", one column, or as a sign
 * of ASCII that is like it.
 */

#include <stddef.h>
#include <stdint.h>

/* Reads one character of UTF-8 and gives its bytes, at least 1; a broken byte is '?'. 0 at the end of the text.
 * *columns: 0 (combining), 1 or 2. */
size_t text_next(const char *text, uint32_t *ret, int *columns);

/* The sign of ASCII that is like it; itself where there is none. */
uint32_t text_plain(uint32_t c);

/* Columns of the text, or of its first n bytes. */
int text_width(const char *text);
int text_width_n(const char *text, size_t n);

/* Bytes of the longest beginning that takes at most columns; *used: the columns it takes. */
size_t text_fit(const char *text, int columns, int *used);

/* The beginning of the character before, and after, byte i; combining characters stay with their base. */
size_t text_before(const char *text, size_t i);
size_t text_after(const char *text, size_t i);

#endif
