/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/text.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <limits.h>
#include <wchar.h>

#define ELLIPSIS 0x2026
#define ARROW	 0x2192

uint32_t text_plain(uint32_t c)
{
	static const struct {
		uint32_t sign;
		char instead;
	} signs[] = {
	    {0xb7, '.'},   {0xd7, 'x'},	  {0x2013, '-'},   {0x2014, '-'}, {0x2018, '\''}, {0x2019, '\''},
	    {0x201c, '"'}, {0x201d, '"'}, {ELLIPSIS, '~'}, {0x2190, '<'}, {ARROW, '>'},
	};

	for (size_t i = 0; i < ARRAY_SIZE(signs); i++)
		if (signs[i].sign == c)
			return (uint32_t)signs[i].instead;
	return c;
}

/* What is shown of a character that the charset has not. */
static uint32_t stand_in(uint32_t c)
{
	uint32_t plain = text_plain(c);

	return plain == c ? '?' : plain;
}

/* wchar_t is the code point in every locale of glibc, but wcwidth() says -1 for what the locale's charset has not. */
size_t text_next(const char *text, uint32_t *ret, int *columns)
{
	size_t n;

	if (!*text)
		return 0;
	n = utf8_decode(text, ret);
	*columns = n ? wcwidth((wchar_t)*ret) : -1;
	/* Two columns for EUC-JP and one for terminals, or the other way round: messages have them. */
	if (*columns == 2 && (*ret == ELLIPSIS || *ret == ARROW))
		*columns = -1;
	if (*columns < 0) {
		*ret = n ? stand_in(*ret) : '?';
		*columns = 1;
	}
	return n ? n : 1;
}

int text_width_n(const char *text, size_t n)
{
	int sum = 0, columns;
	uint32_t c;

	for (size_t i = 0, step; i < n && (step = text_next(text + i, &c, &columns)); i += step)
		sum += columns;
	return sum;
}

int text_width(const char *text)
{
	return text_width_n(text, SIZE_MAX);
}

size_t text_fit(const char *text, int columns, int *used)
{
	size_t i = 0, step;
	uint32_t c;
	int width;

	*used = 0;
	while ((step = text_next(text + i, &c, &width)) && *used + width <= columns) {
		*used += width;
		i += step;
	}
	return i;
}

size_t text_after(const char *text, size_t i)
{
	uint32_t c;
	int columns;
	size_t step = text_next(text + i, &c, &columns);

	i += step;
	while (step && (step = text_next(text + i, &c, &columns)) && columns == 0)
		i += step;
	return i;
}

size_t text_before(const char *text, size_t i)
{
	size_t at = 0, next;

	while (at < i && (next = text_after(text, at)) < i)
		at = next;
	return at;
}
