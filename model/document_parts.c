/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/document_parts.h"

#include <limits.h>

#define ENTRY_DEPTH 2 /* of the lists in the document's own object */

/* The cutting of one document. */
struct cutter {
	const char *at;
	const char *end;
	size_t depth;
	bool list;	   /* the bracket at ENTRY_DEPTH is square */
	const char *entry; /* where the entry began that is being passed over */
	struct document_parts *ret;
};

static void add(struct cutter *c, const char *from)
{
	str_add_n(&c->ret->outline, from, (size_t)(c->at - from));
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The entry before c->at. Nothing between two commas gives nothing, which
 * jansson refuses as it refused the document. */
static void end_entry(struct cutter *c)
{
	const char *end = c->at;

	while (c->entry < end && is_blank(*c->entry))
		c->entry++;
	while (end > c->entry && is_blank(end[-1]))
		end--;
	if (end > c->entry) {
		str_addf(&c->ret->outline, "%zu", c->ret->entries.n);
		vec_push(&c->ret->entries, ((struct document_part){c->entry, (size_t)(end - c->entry)}));
	}
	c->entry = NULL;
}

/* Past a text in quotes, which may hold brackets. */
static void skip_text(struct cutter *c)
{
	for (c->at++; c->at < c->end && *c->at != '"'; c->at++)
		c->at += *c->at == '\\' && c->at + 1 < c->end;
	c->at += c->at < c->end;
}

/* One character that means something to the cutting; those between are passed
 * over. */
static void step(struct cutter *c)
{
	bool inside = c->list && c->depth == ENTRY_DEPTH;
	char mark = *c->at;

	if (inside && (mark == ',' || mark == ']'))
		end_entry(c);
	c->at++;
	if (mark == '[' || mark == '{') {
		c->depth++;
		if (c->depth == ENTRY_DEPTH)
			c->list = mark == '[';
	} else if ((mark == ']' || mark == '}') && c->depth) {
		c->depth--;
	}
	if (c->list && c->depth == ENTRY_DEPTH && (mark == ',' || mark == '[') && !c->entry)
		c->entry = c->at;
}

void document_parts_cut(const char *text, size_t size, struct document_parts *ret)
{
	static const bool marks[UCHAR_MAX + 1] = {['['] = true, [']'] = true, ['{'] = true, ['}'] = true, [','] = true};
	struct cutter c = {.at = text, .end = text + size, .ret = ret};

	while (c.at < c.end) {
		const char *from = c.at;
		bool outside = !c.entry;

		if (*c.at == '"')
			skip_text(&c);
		else if (marks[(unsigned char)*c.at])
			step(&c);
		else
			c.at++;
		if (outside || !c.entry || c.entry == c.at)
			add(&c, from);
	}
	if (c.entry)
		end_entry(&c);
}

void document_parts_done(struct document_parts *parts)
{
	str_done(&parts->outline);
	vec_done(&parts->entries);
}

json_t *document_parts_entry(const struct document_parts *parts, const json_t *number)
{
	size_t i = (size_t)json_integer_value(number);

	if (!json_is_integer(number) || i >= parts->entries.n)
		return NULL;
	return json_loadb(parts->entries.v[i].text, parts->entries.v[i].size, DOCUMENT_JSON_FLAGS, NULL);
}
