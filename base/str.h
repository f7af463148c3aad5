/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BASE_STR_H
#define BASE_STR_H

/*
 * A growing text. All zero is the empty text; text is NULL until something is added, str_text() is never NULL.
 * Also the vector of owned strings, strlist.
 */

#include "base/vec.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

struct str {
	char *text; /* terminated; owned */
	size_t length;
	size_t cap;
};

void str_done(struct str *s);
void str_clear(struct str *s); /* empties, keeps the memory */
void str_add(struct str *s, const char *text);
void str_add_n(struct str *s, const char *text, size_t n);
void str_add_char(struct str *s, char c);
void str_add_code_point(struct str *s, uint32_t c); /* as UTF-8; nothing for what is no character */
void str_addf(struct str *s, const char *format, ...) _printf_format_(2, 3);
void str_vaddf(struct str *s, const char *format, va_list ap) _printf_format_(2, 0);

/* The text, "" when nothing was added. Valid until the next change. */
const char *str_text(const struct str *s);

/* Hands the text over (never NULL; free() it) and leaves the empty one. */
char *str_take(struct str *s);

#define _cleanup_str_ _cleanup_(str_done)

typedef VEC(char *) strlist_t;
void strlist_done(strlist_t *list);
void strlist_add(strlist_t *list, const char *text); /* adds a copy */
bool strlist_has(const strlist_t *list, const char *text);

/* Cuts text at separator into copies; a backslash takes the separator or itself literally. Blank around a part is
 * trimmed, empty parts are kept out. */
void strlist_split(strlist_t *list, const char *text, char separator);

#define _cleanup_strlist_ _cleanup_(strlist_done)

/* True for NULL and "". */
bool str_empty(const char *text);

/* strcmp(3) that takes NULL as "". */
int str_cmp(const char *a, const char *b);
bool str_equal(const char *a, const char *b);
bool str_has_prefix(const char *text, const char *prefix);

/* A decimal number with nothing before or after it, within low..high; false otherwise, *ret untouched. */
bool str_to_uint(const char *text, unsigned long low, unsigned long high, unsigned long *ret);

#endif
