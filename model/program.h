/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_PROGRAM_H
#define MODEL_PROGRAM_H

#include "base/error.h"
#include "base/str.h"

#include <stdbool.h>

enum program_kind {
	PROGRAM_EXECUTABLE, /* /usr/bin/msmtp */
	PROGRAM_UNIT,	    /* unit:postfix.service */
	PROGRAM_CGROUP,	    /* cgroup:/system.slice/postfix.service */
	PROGRAM_USER,	    /* user:alice, user:1000 */
	PROGRAM_GROUP,	    /* group:mail */
	PROGRAM_OBJECT,	    /* @Thunderbird */
};

/* One item of an application list. */
struct program {
	enum program_kind kind;
	char *name; /* path, unit, cgroup path, user, group or object name without its prefix; owned */
};

typedef VEC(struct program) program_list_t;

/* Reads one item. Paths must be absolute and normal (no "//", "/../"), units need a suffix systemd knows, cgroup paths at
 * most 8 levels (socket cgroupv2 levels 1 to 8, reference of nft(8) SOCKET EXPRESSION). ERROR_SYNTAX otherwise. */
int program_parse(const char *text, struct program *ret, struct error *err);
void program_print(const struct program *program, struct str *out);
void program_done(struct program *program);
struct program program_copy(const struct program *program);
bool program_equal(const struct program *a, const struct program *b);
void program_list_done(program_list_t *list);

#endif
