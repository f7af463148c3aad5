/* SPDX-License-Identifier: GPL-2.0-or-later */
/* base/utf8.h and the list cutter of base/str.h. */
#include "base/utf8.h"
#include "tests/fuzz/fuzz.h"

#include <unistr.h>

/* Decoding goes on exactly as far as the text is well-formed; libunistring's own check says how far that is. */
static void check_decode(const char *text)
{
	const uint8_t *bad = u8_check((const uint8_t *)text, strlen(text));
	size_t good = bad ? (size_t)(bad - (const uint8_t *)text) : strlen(text);
	size_t at = 0, n;
	uint32_t c;

	while ((n = utf8_decode(text + at, &c))) {
		fuzz_require(n <= 4 && c > 0 && c <= 0x10ffff && (c < 0xd800 || c > 0xdfff));
		at += n;
	}
	fuzz_require(at == good);
	if (utf8_is_printable(text))
		fuzz_require(!bad);
}

/* Cuts at every place: never longer, never inside a character of a well-formed text. */
static void check_cut(const char *text)
{
	size_t length = strlen(text);
	bool whole = !u8_check((const uint8_t *)text, length);

	for (size_t n = 0; n <= length + 2 && n < 200; n++) {
		size_t cut = utf8_cut(text, n);

		fuzz_require(cut <= n && cut <= length);
		fuzz_require(cut == length || n - cut < 4 || !whole);
		if (whole)
			fuzz_require(!u8_check((const uint8_t *)text, cut));
	}
}

static void check_width(const char *text)
{
	size_t width = utf8_width(text);
	size_t before = 0;

	for (size_t columns = 0; columns <= width + 1 && columns < 200; columns++) {
		size_t n = utf8_fit(text, columns);
		_cleanup_free_ char *part = mem_strndup(text, n);

		fuzz_require(n >= before && n <= strlen(text));
		fuzz_require(utf8_width(part) <= columns);
		before = n;
	}
	fuzz_require(utf8_width(text) <= 2 * utf8_length(text));
}

/* What is joined with escapes is cut into the same parts again. */
static void check_split(const char *text)
{
	_cleanup_strlist_ strlist_t parts = {0}, again = {0};
	_cleanup_str_ struct str joined = {0};

	strlist_split(&parts, text, ',');
	VEC_FOREACH (&parts, part) {
		fuzz_require(**part != '\0');
		str_add(&joined, joined.length ? "," : "");
		for (const char *c = *part; *c; c++) {
			if (*c == ',' || *c == '\\')
				str_add_char(&joined, '\\');
			str_add_char(&joined, *c);
		}
	}
	strlist_split(&again, str_text(&joined), ',');
	fuzz_require(parts.n == again.n);
	for (size_t i = 0; i < parts.n; i++)
		fuzz_require(str_equal(parts.v[i], again.v[i]));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	_cleanup_free_ char *text = mem_strndup((const char *)data, size);

	check_decode(text);
	check_cut(text);
	check_width(text);
	check_split(text);
	return 0;
}
