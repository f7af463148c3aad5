/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/fuzz/mutate.h"

#include <stdlib.h>

#define SIZE_LIMIT  (64u << 10)
#define CHANGES_MAX 4
#define PIECE_MAX   64

struct mutation {
	uint64_t state; /* of the dice */
	const input_list_t *corpus;
	VEC(uint8_t) bytes;
};

/* splitmix64 */
static uint64_t roll(struct mutation *m)
{
	uint64_t z = m->state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

/* 0 to n - 1; 0 for n 0. */
static size_t roll_below(struct mutation *m, size_t n)
{
	return n ? (size_t)(roll(m) % n) : 0;
}

static void insert(struct mutation *m, size_t at, const uint8_t *piece, size_t n)
{
	for (size_t i = 0; i < n && m->bytes.n < SIZE_LIMIT; i++)
		vec_insert(&m->bytes, at + i, piece[i]);
}

static void flip_bit(struct mutation *m)
{
	if (m->bytes.n)
		m->bytes.v[roll_below(m, m->bytes.n)] ^= (uint8_t)(1u << roll_below(m, 8));
}

/* Numbers at their edges in binary formats, and the marks that texts are cut at. */
static void set_byte(struct mutation *m)
{
	static const uint8_t bytes[] = {0,   1,	  0x7f, 0x80, 0xff, '0', '9', ',', ';', '@', '/',  '-',
					':', '.', ' ',	'\\', '"',  '[', ']', '{', '}', '=', '\n', 0xe3};

	if (m->bytes.n)
		m->bytes.v[roll_below(m, m->bytes.n)] = bytes[roll_below(m, sizeof(bytes))];
}

static void set_any_byte(struct mutation *m)
{
	if (m->bytes.n)
		m->bytes.v[roll_below(m, m->bytes.n)] = (uint8_t)roll(m);
}

static void truncate_end(struct mutation *m)
{
	m->bytes.n = roll_below(m, m->bytes.n + 1);
}

static void erase_piece(struct mutation *m)
{
	size_t at = roll_below(m, m->bytes.n), n = 1 + roll_below(m, PIECE_MAX);

	for (; n && at < m->bytes.n; n--)
		vec_remove(&m->bytes, at);
}

static void repeat_piece(struct mutation *m)
{
	size_t at = roll_below(m, m->bytes.n), left = m->bytes.n - at;
	size_t n = left < PIECE_MAX ? left : 1 + roll_below(m, PIECE_MAX);
	size_t times = 1 + roll_below(m, 8);
	_cleanup_free_ uint8_t *piece = n ? mem_dup(m->bytes.v + at, n) : NULL;

	for (size_t i = 0; n && i < times; i++)
		insert(m, at, piece, n);
}

static void splice(struct mutation *m)
{
	const struct input *other = &m->corpus->v[roll_below(m, m->corpus->n)];
	size_t at = roll_below(m, other->size), left = other->size - at;
	size_t n = 1 + roll_below(m, 4 * PIECE_MAX);

	insert(m, roll_below(m, m->bytes.n + 1), other->data + at, n < left ? n : left);
}

static void insert_word(struct mutation *m)
{
	static const char *const words[] = {
	    "4294967296",   "-1",      "65536", "0", "18446744073709551615", "..",
	    "%s%n",	    "xn--",    "\xff",	"@", "99999999999999999999", "\xf0\x9f\x98\x80",
	    "\xe2\x80\xae", "\x1b[31m"};
	const char *word = words[roll_below(m, ARRAY_SIZE(words))];

	insert(m, roll_below(m, m->bytes.n + 1), (const uint8_t *)word, strlen(word));
}

static void (*const changes[])(struct mutation *) = {flip_bit,	  set_byte,	set_any_byte, truncate_end,
						     erase_piece, repeat_piece, splice,	      insert_word};

struct input input_mutate(const input_list_t *corpus, size_t file, unsigned long number)
{
	struct mutation m = {.state = file * 1000003u + number, .corpus = corpus};
	const struct input *input = &corpus->v[file];

	for (size_t i = 0; i < input->size && i < SIZE_LIMIT; i++)
		vec_push(&m.bytes, input->data[i]);
	for (size_t n = number ? 1 + roll_below(&m, CHANGES_MAX) : 0; n; n--)
		changes[roll_below(&m, ARRAY_SIZE(changes))](&m);
	if (!m.bytes.v)
		m.bytes.v = mem_calloc(1, 1);
	return (struct input){m.bytes.v, m.bytes.n};
}
