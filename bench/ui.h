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
/* Milliseconds from the key to the last byte of what it changes; with marks, without what was put off until the keys
 * pause. */
double bench_key(struct vt *vt, int key, bool marks);
/* Milliseconds of a processor that its first thread has used: what a key takes on a machine without anyone else. */
double bench_processor(const struct vt *vt);
/* Waits until the editor has found out, beside the screen, what it shows. */
void bench_rest(struct vt *vt);

/* A bus of its own with what nmtui talks to; its address, NULL where that cannot be had. */
struct bench_bus {
	char *address;
	pid_t pid;
	int input;
};
void bench_bus_open(struct bench_bus *ret);
void bench_bus_close(struct bench_bus *bus);

/* Its path, NULL when it is not installed. The caller frees. */
char *bench_find_program(const char *name);
/* A store with so many rules, made by import; the path, which the caller frees. */
char *bench_store(struct vt_kit *kit, const char *program, unsigned rules);

#endif
