/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_FILE_NAMES_H
#define UI_FILE_NAMES_H

#include "base/str.h"

/* Names of files as they are typed: from the working directory, or from home with "~". */

/* What open(2) takes: "~" and "~/x" are below $HOME. Caller frees. */
char *file_name_expand(const char *typed);

/* The directory part as typed, with its last "/"; "" where there is none. Caller frees. */
char *file_name_directory(const char *typed);

/* What the directory holds: "../" first, then directories, which end in "/", then other files, each kind in order.
 * Nothing where it cannot be read. Hidden names only when all. */
void file_name_list(const char *directory, bool all, strlist_t *ret);

/* What is typed and all that every name that begins so has in common. False when that adds nothing. */
bool file_name_complete(const char *typed, struct str *out);

#endif
