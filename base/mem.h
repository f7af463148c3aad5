/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BASE_MEM_H
#define BASE_MEM_H

/*
 * Memory and cleanup attributes.
 *
 * The allocators never return NULL: a request the system cannot serve ends the program with abort(). Linux overcommits,
 * so a failing malloc() in a program of this size means a broken limit, and every write nftabs makes (SQLite, netlink
 * batch) is a transaction, so nothing is left half done.
 */

#include <stddef.h>

#define _cleanup_(fn) __attribute__((__cleanup__(fn)))
#define _cleanup_free_ _cleanup_(mem_freep)
#define _printf_format_(fmt, first) __attribute__((__format__(__printf__, fmt, first)))
#define _must_check_ __attribute__((__warn_unused_result__))
#define _pure_ __attribute__((__pure__))

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

/* Hands the pointer over to the caller and leaves NULL behind, so that its cleanup attribute finds nothing. */
#define TAKE_PTR(p)                     \
	({                              \
		__typeof__(p) p_ = (p); \
		(p) = NULL;             \
		p_;                     \
	})

/* Zeroed memory for n objects of size bytes; n * size is checked for overflow. The caller frees it with free(). */
void *mem_calloc(size_t n, size_t size) __attribute__((__malloc__, __returns_nonnull__));

/* Grows or shrinks an array to n objects of size bytes; p may be NULL. New memory is not zeroed. */
void *mem_reallocarray(void *p, size_t n, size_t size) __attribute__((__returns_nonnull__));

/* A copy of size bytes at p. */
void *mem_dup(const void *p, size_t size) __attribute__((__returns_nonnull__));

/* A copy of the text; NULL gives NULL. */
char *mem_strdup(const char *text);

/* A copy of at most n bytes of the text, always terminated. */
char *mem_strndup(const char *text, size_t n) __attribute__((__returns_nonnull__));

/* Formats into new memory, as asprintf(3). */
char *mem_printf(const char *format, ...) _printf_format_(1, 2) __attribute__((__returns_nonnull__));

#define MEM_NEW(type) ((type *)mem_calloc(1, sizeof(type)))

/* For _cleanup_free_. */
void mem_freep(void *pointer_to_pointer);

#endif
