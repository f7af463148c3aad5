/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/kernel/names.h"

#include "base/mem.h"
#include "base/str.h"

#include <stdlib.h>

void names_done(struct names *names)
{
	free(names->slots);
	*names = (struct names){0};
}

static const char *name_at(const struct names *names, size_t i)
{
	return *(const char *const *)(const void *)((const char *)names->objects + i * names->size);
}

static uint32_t name_hash(const char *name)
{
	uint32_t hash = 2166136261u; /* FNV-1a */

	for (; *name; name++)
		hash = (hash ^ (uint8_t)*name) * 16777619u;
	return hash;
}

static void names_build(struct names *names)
{
	size_t size = 16;

	while (size < 2 * names->n)
		size *= 2;
	names->mask = size - 1;
	names->slots = mem_calloc(size, sizeof(*names->slots));
	for (size_t i = 0; i < names->n; i++) {
		size_t slot = name_hash(name_at(names, i)) & names->mask;

		while (names->slots[slot])
			slot = (slot + 1) & names->mask;
		names->slots[slot] = (uint32_t)i + 1;
	}
}

size_t names_find(struct names *names, const char *name)
{
	size_t slot;

	if (names->guess < names->n && str_equal(name_at(names, names->guess), name))
		return names->guess++;
	if (!names->slots)
		names_build(names);
	for (slot = name_hash(name) & names->mask; names->slots[slot]; slot = (slot + 1) & names->mask) {
		size_t i = names->slots[slot] - 1;

		if (str_equal(name_at(names, i), name)) {
			names->guess = i + 1;
			return i;
		}
	}
	return NAMES_NONE;
}
