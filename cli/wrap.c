/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/wrap.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "cli/columns.h"

#include <string.h>
#include <unistd.h>

#define WIDTH_LEAST 10

static const uint32_t closing[] = {0x3001, 0x3002, 0x300d, 0xff09}; /* 、 。 」 ) */

static bool is_closing(const char *text)
{
	uint32_t character;

	if (!utf8_decode(text, &character))
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(closing); i++)
		if (closing[i] == character)
			return true;
	return false;
}

static bool is_wide(const char *text)
{
	return *text && utf8_fit(text, 1) == 0;
}

static size_t before(const char *text, size_t n)
{
	return n ? utf8_cut(text, n - 1) : 0;
}

/* A line may end behind n bytes: there is a blank, or a wide character on either side. */
static bool may_break(const char *text, size_t n)
{
	if (text[n] == ' ')
		return true;
	return !is_closing(text + n) && (is_wide(text + n) || is_wide(text + before(text, n)));
}

/* Bytes of the line that text begins with. */
static size_t line_length(const char *text, size_t width)
{
	size_t fits = utf8_fit(text, width), n = fits;

	if (!text[fits])
		return fits;
	while (n && !may_break(text, n))
		n = before(text, n);
	if (!n)
		n = fits;
	return n ? n : strlen(text);
}

void wrap_print(FILE *file, const char *text, size_t column, size_t hang)
{
	size_t screen = screen_width() - 1, start = column;

	do {
		size_t n = line_length(text, screen > start + WIDTH_LEAST ? screen - start : WIDTH_LEAST);

		size_t shown = n;

		while (shown && text[shown - 1] == ' ')
			shown--;
		fprintf(file, "%.*s\n", (int)shown, text);
		text += n;
		while (*text == ' ')
			text++;
		start = hang;
		if (*text)
			fprintf(file, "%*s", (int)hang, "");
	} while (*text);
}

void wrap_sentence(FILE *file, const char *text, size_t column, size_t hang)
{
	if (isatty(file == stderr ? STDERR_FILENO : STDOUT_FILENO))
		wrap_print(file, text, column, hang);
	else
		fprintf(file, "%s\n", text);
}
