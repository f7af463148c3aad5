/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/error.h"
#include "base/str.h"

#define FILE_SIZE_MAX ((size_t)256 << 20)

/* The whole file, "-" for standard input. ERROR_IO, ERROR_PERMISSION; ERROR_VALUE beyond FILE_SIZE_MAX. */
int file_read(const char *path, struct str *ret, struct error *err);

/* Writes the file so that a reader sees the old or the new one, never a part: a new file beside it, synced, renamed.
 * NULL writes to standard output. */
int file_write(const char *path, const char *text, size_t size, struct error *err);

#endif
