/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/service_member.h"
#include "model/type.h"

#include <stdlib.h>

/* The type of a list of <item>s, from the functions <item>_parse, _print, _copy, _equal and <item>_list_done. */
#define LIST_TYPE(item, split_function)                                                                                \
	static int item##_append(void *value, const char *text, struct error *err)                                     \
	{                                                                                                              \
		item##_list_t *list = value;                                                                           \
		struct item one;                                                                                       \
                                                                                                                       \
		if (item##_parse(text, &one, err) < 0)                                                                 \
			return -1;                                                                                     \
		vec_push(list, one);                                                                                   \
		return 0;                                                                                              \
	}                                                                                                              \
	static void item##_print_at(const void *value, size_t i, struct str *out)                                      \
	{                                                                                                              \
		item##_print(&((const item##_list_t *)value)->v[i], out);                                              \
	}                                                                                                              \
	static size_t item##_count(const void *value)                                                                  \
	{                                                                                                              \
		return ((const item##_list_t *)value)->n;                                                              \
	}                                                                                                              \
	static void item##_list_free(void *value)                                                                      \
	{                                                                                                              \
		item##_list_done(value);                                                                               \
	}                                                                                                              \
	static void item##_list_copy(void *to, const void *from)                                                       \
	{                                                                                                              \
		const item##_list_t *have = from;                                                                      \
		item##_list_t list = {0};                                                                              \
                                                                                                                       \
		if (have->n) {                                                                                         \
			list.v = mem_calloc(have->n, sizeof(*list.v));                                                 \
			list.n = list.cap = have->n;                                                                   \
		}                                                                                                      \
		for (size_t i = 0; i < have->n; i++)                                                                   \
			list.v[i] = item##_copy(&have->v[i]);                                                          \
		*(item##_list_t *)to = list;                                                                           \
	}                                                                                                              \
	static bool item##_list_equal(const void *a, const void *b)                                                    \
	{                                                                                                              \
		const item##_list_t *one = a;                                                                          \
		const item##_list_t *other = b;                                                                        \
                                                                                                                       \
		if (one->n != other->n)                                                                                \
			return false;                                                                                  \
		for (size_t i = 0; i < one->n; i++)                                                                    \
			if (!item##_equal(&one->v[i], &other->v[i]))                                                   \
				return false;                                                                          \
		return true;                                                                                           \
	}                                                                                                              \
	const struct value_type type_##item##_list = {                                                                 \
	    .name = #item " list",                                                                                     \
	    .list = true,                                                                                              \
	    .parse = item##_append,                                                                                    \
	    .print = item##_print_at,                                                                                  \
	    .count = item##_count,                                                                                     \
	    .done = item##_list_free,                                                                                  \
	    .copy = item##_list_copy,                                                                                  \
	    .equal = item##_list_equal,                                                                                \
	    .split = split_function,                                                                                   \
	}

LIST_TYPE(port, NULL);
LIST_TYPE(service_member, NULL);
LIST_TYPE(address, NULL);
LIST_TYPE(program, NULL);
LIST_TYPE(validity, validity_split);
