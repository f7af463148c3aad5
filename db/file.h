/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DB_FILE_H
#define DB_FILE_H

/* The file of the store before SQLite sees it: that it is a plain file, who may read and write it, how it is made. */

#include "base/error.h"

#include <stdbool.h>
#include <sys/stat.h>

/* The file must exist, be a plain file (a symbolic link is refused) and be readable. */
int file_check_read(const char *path, struct error *err);

/* The same and writable, as its directory; both are made (0700 and 0600, whatever the umask) when missing. */
int file_prepare_write(const char *path, struct error *err);

/* Whether a write-ahead log stands beside the file: then someone has it open, or was killed. */
bool file_has_log(const char *path);

/* The path from the root, so that it names the same file after a chdir(2). Caller frees. */
char *file_absolute(const char *path);

/* What file_moved() and file_changed() compare with. */
int file_look(const char *path, struct stat *ret, struct error *err);

/* True when another file, or none, is there now. */
bool file_moved(const char *path, const struct stat *seen);

/* True when the file is another one than it was, or was written. */
bool file_changed(const char *path, const struct stat *seen);

#endif
