/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_KERNEL_NAMES_H
#define BACKEND_KERNEL_NAMES_H

/* Finds the objects of an IR by name: counters, sets and chains, whose first member is the name. Two tables that are nearly
 * alike have their objects in nearly the same order, so a guess is tried first; the hash table is built only when one
 * fails. */

#include <stddef.h>
#include <stdint.h>

struct names {
	const void *objects; /* the caller's array, which must not move */
	size_t n, size;
	uint32_t *slots; /* owned: 1 + index, 0 free; NULL until needed */
	size_t mask;
	size_t guess;
};

/* For a vector of an IR. */
#define NAMES_OF(vec) ((struct names){.objects = (vec)->v, .n = (vec)->n, .size = sizeof(*(vec)->v)})
void names_done(struct names *names);

#define NAMES_NONE SIZE_MAX
size_t names_find(struct names *names, const char *name);

#endif
