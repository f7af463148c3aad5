/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_WRAP_H
#define CLI_WRAP_H

#include <stddef.h>
#include <stdio.h>

#define INDENT 2 /* of the second line of a long sentence */

/* Prints text and a newline, broken to the width of the screen: at blanks, or anywhere between wide characters but not
 * before closing punctuation. The first line begins in the column where the cursor is, the others are indented by hang
 * columns. */
void wrap_print(FILE *file, const char *text, size_t column, size_t hang);

/* The same, but only where a person reads it on a terminal: a line stays a line in a pipe. */
void wrap_sentence(FILE *file, const char *text, size_t column, size_t hang);

#endif
