/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/utf8.h"

#include "base/str.h"

#include <string.h>
#include <unistr.h>
#include <uniwidth.h>

/* libunistring knows the Unicode tables; ENCODING decides the width of ambiguous characters, which are narrow in UTF-8.
 */
#define ENCODING "UTF-8"

size_t utf8_decode(const char *text, uint32_t *ret)
{
	ucs4_t character;
	int n = u8_strmbtouc(&character, (const uint8_t *)text);

	if (n <= 0)
		return 0;
	*ret = character;
	return (size_t)n;
}

/* Bytes of the printable character at text, 0 for anything else. */
static size_t utf8_decode_printable(const char *text)
{
	uint32_t c;
	size_t n = utf8_decode(text, &c);

	return !n || c < 0x20 || (c >= 0x7f && c < 0xa0) ? 0 : n;
}

bool utf8_is_printable(const char *text)
{
	size_t n;

	for (; *text; text += n) {
		n = utf8_decode_printable(text);
		if (!n)
			return false;
	}
	return true;
}

char *utf8_printable(const char *text)
{
	_cleanup_str_ struct str out = {0};

	while (*text) {
		size_t n = utf8_decode_printable(text);

		if (n)
			str_add_n(&out, text, n);
		else
			str_addf(&out, "\\x%02x", (unsigned char)*text);
		text += n ? n : 1;
	}
	return str_take(&out);
}

size_t utf8_length(const char *text)
{
	return u8_mbsnlen((const uint8_t *)text, strlen(text));
}

size_t utf8_cut(const char *text, size_t n)
{
	size_t length = strnlen(text, n + 1);

	if (length <= n)
		return length;
	while (n && ((unsigned char)text[n] & 0xc0) == 0x80)
		n--;
	return n;
}

static size_t utf8_char_width(uint32_t c)
{
	int width = uc_width(c, ENCODING);

	return width > 0 ? (size_t)width : 0;
}

size_t utf8_width(const char *text)
{
	size_t columns = 0;
	uint32_t c;
	size_t n;

	for (; (n = utf8_decode(text, &c)); text += n)
		columns += utf8_char_width(c);
	return columns;
}

size_t utf8_fit(const char *text, size_t columns)
{
	const char *at = text;
	size_t used = 0;
	uint32_t c;
	size_t n;

	for (; (n = utf8_decode(at, &c)); at += n) {
		used += utf8_char_width(c);
		if (used > columns)
			break;
	}
	return (size_t)(at - text);
}
