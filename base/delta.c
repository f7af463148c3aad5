/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines that stand once in either text are the anchors; the most of them that are in the same order in both stay, and
 * what lies between two of them has gone or come (patience diff). */
#include "base/delta.h"

#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

struct line {
	const char *text;
	size_t length;
	size_t block; /* of the line that opens the block around it, SIZE_MAX none */
	size_t match; /* in the other text, SIZE_MAX none */
};
typedef VEC(struct line) line_list_t;

static bool opens(const struct line *line)
{
	return line->length && line->text[line->length - 1] == '{';
}

static bool closes(const struct line *line)
{
	return line->length && line->text[line->length - 1] == '}' &&
	       !memchr(line->text, '{', line->length); /* not "{ 1, 2 }" */
}

/* Nothing that anyone would miss. */
static bool is_empty(const struct line *line)
{
	for (size_t i = 0; i < line->length; i++)
		if (!strchr(" \t}", line->text[i]))
			return false;
	return true;
}

static void split(const char *text, line_list_t *ret)
{
	VEC(size_t) blocks = {0};

	while (*text) {
		size_t n = strcspn(text, "\n");
		struct line line = {text, n, blocks.n ? blocks.v[blocks.n - 1] : SIZE_MAX, SIZE_MAX};

		if (closes(&line) && blocks.n)
			blocks.n--;
		else if (opens(&line))
			vec_push(&blocks, ret->n);
		vec_push(ret, line);
		text += n + (text[n] == '\n');
	}
	vec_done(&blocks);
}

struct side {
	struct line *line;
	size_t index;
	bool after;
};

static int compare_lines(const struct line *a, const struct line *b)
{
	size_t n = a->length < b->length ? a->length : b->length;
	int order = memcmp(a->text, b->text, n);

	return order ? order : (a->length > b->length) - (a->length < b->length);
}

static int compare_sides(const void *a, const void *b)
{
	return compare_lines(((const struct side *)a)->line, ((const struct side *)b)->line);
}

/* Pairs the lines that stand once in either. */
static void pair(line_list_t *before, line_list_t *after)
{
	size_t n = before->n + after->n;
	struct side *sides = mem_calloc(n + 1, sizeof(*sides));

	for (size_t i = 0; i < before->n; i++)
		sides[i] = (struct side){&before->v[i], i, false};
	for (size_t i = 0; i < after->n; i++)
		sides[before->n + i] = (struct side){&after->v[i], i, true};
	qsort(sides, n, sizeof(*sides), compare_sides);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && compare_sides(&sides[i], &sides[end]) == 0;)
			end++;
		if (end - i != 2 || sides[i].after == sides[i + 1].after)
			continue;
		sides[i].line->match = sides[i + 1].index;
		sides[i + 1].line->match = sides[i].index;
	}
	free(sides);
}

/* Of the pairs the most that are in order in both; the others are parted. */
static void keep_order(line_list_t *before, line_list_t *after)
{
	size_t *ends = mem_calloc(before->n + 1, sizeof(*ends)); /* of the best sequence of each length */
	size_t *previous = mem_calloc(before->n + 1, sizeof(*previous));
	size_t length = 0;

	for (size_t i = 0; i < before->n; i++) {
		size_t low = 0, high = length;

		if (before->v[i].match == SIZE_MAX)
			continue;
		while (low < high) {
			size_t middle = (low + high) / 2;

			if (before->v[ends[middle]].match < before->v[i].match)
				low = middle + 1;
			else
				high = middle;
		}
		previous[i] = low ? ends[low - 1] : SIZE_MAX;
		ends[low] = i;
		length = low == length ? length + 1 : length;
	}
	for (size_t i = before->n, next = length ? ends[length - 1] : SIZE_MAX; i-- > 0;) {
		if (i == next) {
			next = previous[i];
		} else if (before->v[i].match != SIZE_MAX) {
			after->v[before->v[i].match].match = SIZE_MAX;
			before->v[i].match = SIZE_MAX;
		}
	}
	free(ends);
	free(previous);
}

struct delta {
	const line_list_t *before, *after;
	const struct line *heading; /* printed last */
	struct str *out;
};

static void add(struct delta *delta, const line_list_t *list, size_t i, char sign)
{
	const struct line *line = &list->v[i];
	const struct line *heading = line->block == SIZE_MAX ? NULL : &list->v[line->block];

	if (is_empty(line))
		return;
	if (heading && (!delta->heading || compare_lines(delta->heading, heading))) {
		/* One that came or went has been printed as such. */
		if (heading->match != SIZE_MAX) {
			str_add_n(delta->out, "  ", 2);
			str_add_n(delta->out, heading->text, heading->length);
			str_add_char(delta->out, '\n');
		}
		delta->heading = heading;
	}
	str_add_char(delta->out, sign);
	str_add_char(delta->out, ' ');
	str_add_n(delta->out, line->text, line->length);
	str_add_char(delta->out, '\n');
}

/* Between two anchors: what is the same at both ends is no difference either. */
static void add_gap(struct delta *delta, size_t was, size_t old_end, size_t now, size_t new_end)
{
	const struct line *before = delta->before->v, *after = delta->after->v;

	while (was < old_end && now < new_end && compare_lines(&before[was], &after[now]) == 0) {
		was++;
		now++;
	}
	while (was < old_end && now < new_end && compare_lines(&before[old_end - 1], &after[new_end - 1]) == 0) {
		old_end--;
		new_end--;
	}
	while (was < old_end)
		add(delta, delta->before, was++, '-');
	while (now < new_end)
		add(delta, delta->after, now++, '+');
}

void delta_text(const char *before, const char *after, struct str *out)
{
	line_list_t was = {0}, now = {0};
	struct delta delta = {&was, &now, NULL, out};
	size_t at = 0;

	split(before, &was);
	split(after, &now);
	pair(&was, &now);
	keep_order(&was, &now);
	for (size_t i = 0, begin = 0; i <= was.n; i++) {
		if (i < was.n && was.v[i].match == SIZE_MAX)
			continue;
		add_gap(&delta, begin, i, at, i < was.n ? was.v[i].match : now.n);
		begin = i + 1;
		at = i < was.n ? was.v[i].match + 1 : now.n;
	}
	vec_done(&was);
	vec_done(&now);
}
