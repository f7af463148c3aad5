/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/charset.h"

#include "base/i18n.h"
#include "base/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <langinfo.h>
#include <string.h>
#include <unistd.h>

#define PART 512

/* NULL: no conversion is needed. */
static const char *foreign_charset(void)
{
	static const char *const taken_as_utf8[] = {"UTF-8", "ANSI_X3.4-1968", "US-ASCII", ""};
	const char *charset = nl_langinfo(CODESET);

	for (size_t i = 0; i < ARRAY_SIZE(taken_as_utf8); i++)
		if (str_equal(charset, taken_as_utf8[i]))
			return NULL;
	return charset;
}

struct converter {
	iconv_t to_locale;
	int fd;
	struct str rest; /* the beginning of a character */
};

static bool write_all(int fd, const char *bytes, size_t n)
{
	while (n) {
		ssize_t written = write(fd, bytes, n);

		if (written < 0 && errno != EINTR)
			return false;
		if (written > 0) {
			bytes += written;
			n -= (size_t)written;
		}
	}
	return true;
}

/* Bytes of what is at the beginning and cannot be converted: a character, or a byte that belongs to none. */
static size_t character_bytes(const char *text, size_t n)
{
	size_t bytes = 1;

	while (bytes < n && ((unsigned char)text[bytes] & 0xc0) == 0x80)
		bytes++;
	return bytes;
}

/* Gives how many bytes were converted: all but the beginning of a character at the end. */
static size_t convert(iconv_t descriptor, char *text, size_t n, struct str *ret)
{
	size_t left = n;
	bool whole = true;

	while (left && whole) {
		char part[PART], *to = part;
		size_t room = sizeof(part), skipped = 0;

		if (iconv(descriptor, &text, &left, &to, &room) == (size_t)-1) {
			whole = errno != EINVAL;
			skipped = errno == EILSEQ ? character_bytes(text, left) : 0;
		}
		str_add_n(ret, part, (size_t)(to - part));
		if (skipped)
			str_add_char(ret, '?');
		text += skipped;
		left -= skipped;
	}
	return n - left;
}

static ssize_t stream_write(void *cookie, const char *bytes, size_t n)
{
	struct converter *converter = cookie;
	_cleanup_str_ struct str in = converter->rest, out = {0};
	size_t done;

	str_add_n(&in, bytes, n);
	done = convert(converter->to_locale, in.text, in.length, &out);
	converter->rest = (struct str){0};
	str_add_n(&converter->rest, in.text + done, in.length - done);
	return write_all(converter->fd, str_text(&out), out.length) ? (ssize_t)n : 0;
}

static int stream_close(void *cookie)
{
	struct converter *converter = cookie;

	iconv_close(converter->to_locale);
	str_done(&converter->rest);
	free(converter);
	return 0;
}

static FILE *stream_open(const char *charset, int fd)
{
	const cookie_io_functions_t functions = {.write = stream_write, .close = stream_close};
	_cleanup_free_ char *or_like_it = mem_printf("%s//TRANSLIT", charset);
	iconv_t to_locale = iconv_open(or_like_it, "UTF-8");
	struct converter *converter;
	FILE *file;

	if (to_locale == (iconv_t)-1)
		return NULL;
	converter = MEM_NEW(struct converter);
	*converter = (struct converter){.to_locale = to_locale, .fd = fd};
	file = fopencookie(converter, "w", functions);
	if (!file)
		(void)stream_close(converter);
	return file;
}

void charset_stream(FILE **stream, int fd)
{
	const char *charset = foreign_charset();
	FILE *file = charset ? stream_open(charset, fd) : NULL;

	if (!file)
		return;
	(void)fflush(*stream);
	setvbuf(file, NULL, _IOLBF, 0);
	*stream = file;
}

void charset_close(FILE **stream, FILE *plain)
{
	if (*stream != plain)
		(void)fclose(*stream);
	*stream = plain;
}

static bool is_utf8(const char *text)
{
	uint32_t character;
	size_t n;

	while ((n = utf8_decode(text, &character)))
		text += n;
	return !*text;
}

/* The whole text, or nothing. */
static bool from_locale(const char *charset, const char *text, struct str *ret)
{
	iconv_t to_utf8 = iconv_open("UTF-8", charset);
	char *from = (char *)(uintptr_t)text;
	size_t left = strlen(text);
	bool readable = to_utf8 != (iconv_t)-1;

	while (left && readable) {
		char part[PART], *to = part;
		size_t room = sizeof(part);

		readable = iconv(to_utf8, &from, &left, &to, &room) != (size_t)-1 || errno == E2BIG;
		str_add_n(ret, part, (size_t)(to - part));
	}
	if (to_utf8 != (iconv_t)-1)
		iconv_close(to_utf8);
	return readable;
}

int charset_argument(const char *text, size_t number, strlist_t *ret, struct error *err)
{
	const char *charset = foreign_charset();
	_cleanup_str_ struct str converted = {0};

	if (charset && from_locale(charset, text, &converted)) {
		strlist_add(ret, str_text(&converted));
		return 0;
	}
	if (!is_utf8(text) && charset)
		return error_set(err, ERROR_USAGE, _("argument %1$zu is text of neither %2$s nor UTF-8"), number,
				 charset);
	if (!is_utf8(text))
		return error_set(err, ERROR_USAGE, _("argument %zu is not UTF-8 text"), number);
	strlist_add(ret, text);
	return 0;
}
