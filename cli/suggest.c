/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/suggest.h"

#include <stdint.h>
#include <string.h>

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* One row of the table of distances: row[j] is how many characters must be changed, put in, taken out or swapped with
 * their neighbour to make the first j of b out of the first i of a. */
static void next_row(const char *a, size_t i, const char *b, const size_t *before, const size_t *last, size_t *row)
{
	row[0] = i;
	for (size_t j = 1; j <= strlen(b); j++) {
		row[j] = least(least(last[j] + 1, row[j - 1] + 1), last[j - 1] + (a[i - 1] != b[j - 1]));
		if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
			row[j] = least(row[j], before[j - 2] + 1);
	}
}

static size_t distance(const char *a, const char *b)
{
	size_t n = strlen(b) + 1;
	_cleanup_free_ size_t *rows = mem_calloc(n * 3, sizeof(*rows));
	size_t *before = rows, *last = rows + n, *row = rows + 2 * n;

	for (size_t j = 0; j < n; j++)
		row[j] = j;
	for (size_t i = 1; i <= strlen(a); i++) {
		size_t *oldest = before;

		before = last;
		last = row;
		row = oldest;
		next_row(a, i, b, before, last, row);
	}
	return row[n - 1];
}

/* What is longer than that is no slip of a finger. */
#define WORD_MAX 40

const char *suggest_name(const char *word, const strlist_t *names)
{
	const char *found = NULL;
	size_t best = SIZE_MAX, length = strlen(word);

	VEC_FOREACH (names, name) {
		size_t d = length <= WORD_MAX ? distance(word, *name) : SIZE_MAX;

		if (d < best && d <= 2 && d * 2 < strlen(*name)) {
			best = d;
			found = *name;
		}
	}
	return found;
}

static const struct {
	const char *word, *name;
	const char *further; /* the command below that one, NULL none */
} other_words[] = {
    {"ls", "list", NULL},
    {"print", "list", NULL},
    {"del", "delete", NULL},
    {"rm", "delete", NULL},
    {"remove", "delete", NULL},
    {"new", "add", NULL},
    {"create", "add", NULL},
    {"insert", "add", NULL},
    {"edit", "set", NULL},
    {"change", "set", NULL},
    {"modify", "set", NULL},
    {"mv", "move", NULL},
    {"cp", "copy", NULL},
    {"on", "enable", NULL},
    {"off", "disable", NULL},
    {"get", "show", NULL},
    {"undo", "history", "history undo"},
    {"redo", "history", "history redo"},
    {"start", "on", NULL},
    {"stop", "off", NULL},
    {"load", "apply", NULL},
    {"reload", "apply", NULL},
    {"commit", "apply", NULL},
    {"revert", "rollback", NULL},
    {"validate", "check", NULL},
    {"log", "history", NULL},
    {"save", "export", NULL},
    {"test", "explain", NULL},
};

const char *suggest_other_word(const char *word, const strlist_t *names)
{
	for (size_t i = 0; i < ARRAY_SIZE(other_words); i++)
		if (str_equal(other_words[i].word, word) && strlist_has(names, other_words[i].name))
			return other_words[i].further ? other_words[i].further : other_words[i].name;
	return NULL;
}
