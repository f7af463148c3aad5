/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/words.h"

#include "base/utf8.h"

#include <wctype.h>

/* One character in lower case and its bytes; a broken byte stands for itself. */
static size_t next_lower(const char *text, uint32_t *ret)
{
	unsigned char byte = (unsigned char)*text;
	uint32_t c;
	size_t n;

	if (byte < 0x80) {
		*ret = byte >= 'A' && byte <= 'Z' ? byte + 'a' - 'A' : byte;
		return byte ? 1 : 0;
	}
	n = utf8_decode(text, &c);
	*ret = n ? (uint32_t)towlower((wint_t)c) : byte;
	return n ? n : 1;
}

static void add_lower(struct str *out, const char *text, size_t length)
{
	uint32_t c;

	for (size_t i = 0, n; i < length && (n = next_lower(text + i, &c)); i += n)
		str_add_code_point(out, c);
}

void words_set(struct words *words, const char *pattern)
{
	words_done(words);
	for (size_t n; *(pattern += strspn(pattern, " ")); pattern += n) {
		struct str word = {0};

		n = strcspn(pattern, " ");
		add_lower(&word, pattern, n);
		vec_push(&words->list, str_take(&word));
	}
}

void words_done(struct words *words)
{
	strlist_done(&words->list);
}

/* Bytes of the text that the choice takes at its beginning, 0 when it does not stand there. */
static size_t length_at(const char *text, const char *choice, size_t length)
{
	const char *at = text;

	for (size_t i = 0, n; i < length; i += n) {
		uint32_t wanted, c;
		size_t step = next_lower(at, &c);

		n = next_lower(choice + i, &wanted);
		if (!step || !n || c != wanted)
			return 0;
		at += step;
	}
	return (size_t)(at - text);
}

/* The same for the longest of a word's choices. */
static size_t word_at(const char *text, const char *word)
{
	size_t longest = 0;

	for (size_t n; *(word += strspn(word, "|")); word += n) {
		size_t length;

		n = strcspn(word, "|");
		length = length_at(text, word, n);
		longest = length > longest ? length : longest;
	}
	return longest;
}

/* One choice of ASCII is found by the C library, which is much faster: the bytes of other characters are none of it. */
static bool is_plain(const char *word)
{
	for (; *word; word++)
		if ((unsigned char)*word >= 0x80 || *word == '|')
			return false;
	return true;
}

static bool has_word(const char *text, const char *word)
{
	uint32_t c;

	if (is_plain(word))
		return strcasestr(text, word);
	if (!word[strspn(word, "|")])
		return true;
	for (size_t n; (n = next_lower(text, &c)); text += n)
		if (word_at(text, word))
			return true;
	return false;
}

bool words_match(const struct words *words, const char *text)
{
	VEC_FOREACH (&words->list, word)
		if (!has_word(text, *word))
			return false;
	return true;
}

bool words_find(const struct words *words, const char *text, size_t from, size_t *ret_start, size_t *ret_end)
{
	uint32_t c;

	for (size_t n; (n = next_lower(text + from, &c)); from += n) {
		size_t longest = 0;

		VEC_FOREACH (&words->list, word) {
			size_t length = word_at(text + from, *word);

			longest = length > longest ? length : longest;
		}
		if (longest) {
			*ret_start = from;
			*ret_end = from + longest;
			return true;
		}
	}
	return false;
}

/* One more choice lets more through; one more letter or word does not. */
bool words_narrow(const char *before, const char *pattern)
{
	size_t length = strlen(before);

	return length && before[length - 1] != '|' && str_has_prefix(pattern, before) && !strchr(pattern + length, '|');
}
