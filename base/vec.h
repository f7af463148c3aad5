/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BASE_VEC_H
#define BASE_VEC_H

/*
 * A growing array with typed elements: VEC(struct address) list = {0}; All zero is the empty vector. Elements are
 * list.v[0] to list.v[list.n - 1]; they move when the vector grows, so hold an index and not a pointer across a push.
 * The vector owns its array only; what the elements own is the caller's.
 */

#include "base/mem.h"

#include <string.h>

#define VEC(type)           \
	struct {            \
		type *v;    \
		size_t n;   \
		size_t cap; \
	}

/* Makes room for one more element and gives its address; the element is zeroed. Spare room is not touched: in a large
 * array the system need not back it with memory. */
#define vec_add(vec)                                                                                              \
	({                                                                                                        \
		if (!(vec)->v || (vec)->n == (vec)->cap)                                                          \
			(vec)->v = vec_grow_((vec)->v, (vec)->n, &(vec)->cap, sizeof(*(vec)->v));                 \
		memset(&(vec)->v[(vec)->n], 0, sizeof(*(vec)->v));                                                \
		&(vec)->v[(vec)->n++];                                                                            \
	})

/* Makes room for so many elements in an empty vector, where their number is known. */
#define vec_reserve(vec, count)                                                                                   \
	do {                                                                                                      \
		(vec)->cap = (count);                                                                             \
		(vec)->v = mem_reallocarray(NULL, (vec)->cap, sizeof(*(vec)->v));                                 \
	} while (0)

/* Gives spare room back, when nothing more will be added. */
#define vec_trim(vec)                                                                                             \
	do {                                                                                                      \
		if ((vec)->n && (vec)->n < (vec)->cap) {                                                          \
			(vec)->v = mem_reallocarray((vec)->v, (vec)->n, sizeof(*(vec)->v));                       \
			(vec)->cap = (vec)->n;                                                                    \
		}                                                                                                 \
	} while (0)

#define vec_push(vec, item)                              \
	do {                                             \
		__typeof__(*(vec)->v) item_ = (item);    \
		*vec_add(vec) = item_;                   \
	} while (0)

/* Inserts at index i, 0 to n. */
#define vec_insert(vec, i, item)                                                                    \
	do {                                                                                        \
		__typeof__(*(vec)->v) item_ = (item);                                               \
		size_t at_ = (i);                                                                   \
		(void)vec_add(vec);                                                                 \
		memmove(&(vec)->v[at_ + 1], &(vec)->v[at_], ((vec)->n - 1 - at_) * sizeof(item_));  \
		(vec)->v[at_] = item_;                                                              \
	} while (0)

/* Takes the element at index i out; what it owns must be freed before. */
#define vec_remove(vec, i)                                                                                   \
	do {                                                                                                 \
		size_t at_ = (i);                                                                            \
		memmove(&(vec)->v[at_], &(vec)->v[at_ + 1], ((vec)->n - 1 - at_) * sizeof(*(vec)->v));       \
		(vec)->n--;                                                                                  \
	} while (0)

/* Frees the array and leaves an empty vector. */
#define vec_done(vec)              \
	do {                       \
		free((vec)->v);    \
		(vec)->v = NULL;   \
		(vec)->n = 0;      \
		(vec)->cap = 0;    \
	} while (0)

/* For each element: VEC_FOREACH(&list, item) item->…; The loop must not change the vector. */
#define VEC_FOREACH(vec, item) \
	for (__typeof__((vec)->v + 0) item = (vec)->v; (item) && (item) != (vec)->v + (vec)->n; (item)++)

/* Behind vec_add: the array with room for more. */
void *vec_grow_(void *v, size_t n, size_t *cap, size_t size) __attribute__((__returns_nonnull__));

#endif
