/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BENCH_UI_H
#define BENCH_UI_H

/* Times of programs in a terminal. A program that does not mark its frames is ready when it sleeps in a wait for input
 * with nothing left to read on either side. */

#include "tests/ui/vt.h"
#include "ui/widget/key.h"

/* Milliseconds from the start of the program to its first whole screen; negative when it ends instead. */
double bench_start(struct vt_kit *kit, const char *const *argv, const struct vt_options *options, bool marks,
		   struct vt **ret);
/* Milliseconds from the key to the last byte of what it changes. */
double bench_key(struct vt *vt, int key, bool marks);

/* Its path, NULL when it is not installed. The caller frees. */
char *bench_find_program(const char *name);
/* A store with so many rules, made by import; the path, which the caller frees. */
char *bench_store(struct vt_kit *kit, const char *program, unsigned rules);

#endif
