/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_CHARSET_H
#define CLI_CHARSET_H

/*
 * Everything inside is UTF-8; a terminal of another charset (EUC-JP) is spoken to in its own. Documents stay UTF-8
 * whatever the locale. The C locale says nothing about what the terminal shows: there UTF-8 goes through as it is.
 */

#include "base/error.h"
#include "base/str.h"

#include <stdio.h>

/* Lets a standard stream (&stdout, &stderr) convert what is printed, where the locale has another charset. What that
 * charset lacks is shown by something like it, or by "?". */
void charset_stream(FILE **stream, int fd);
/* Writes what is left of a stream that converts, frees it, and puts the one of before in its place. */
void charset_close(FILE **stream, FILE *plain);

/* Adds the argument as UTF-8. ERROR_USAGE where it is a text of neither the locale's charset nor UTF-8; number says
 * which it is. */
int charset_argument(const char *text, size_t number, strlist_t *ret, struct error *err);

#endif
