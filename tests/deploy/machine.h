/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_DEPLOY_MACHINE_H
#define TESTS_DEPLOY_MACHINE_H

/* A directory that plays the machine: what stands below its /proc, /etc and /sys. */

#include "base/str.h"

struct machine {
	char *root;
};

/* Where the group's set-up could not have what its tests need: they are skipped. It said why. */
#define MACHINE_NEED(state)                                                                                            \
	do {                                                                                                           \
		if (!*(state)) {                                                                                       \
			skip();                                                                                        \
			return;                                                                                        \
		}                                                                                                      \
	} while (0)

/* Set-up and tear-down of a cmocka test; *state is the machine. */
int machine_setup(void **state);
int machine_teardown(void **state);

/* Makes a file, or a directory, with the directories above it. path begins with "/". */
void machine_file(const struct machine *machine, const char *path, const char *text);
void machine_directory(const struct machine *machine, const char *path);
void machine_link(const struct machine *machine, const char *path, const char *target);

#endif
