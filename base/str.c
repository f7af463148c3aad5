/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/str.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistr.h>

void str_done(struct str *s)
{
	free(s->text);
	*s = (struct str){0};
}

void str_clear(struct str *s)
{
	s->length = 0;
	if (s->text)
		s->text[0] = '\0';
}

static void str_reserve(struct str *s, size_t more)
{
	size_t need = s->length + more + 1;

	if (need <= s->cap)
		return;
	s->cap = need < 32 ? 32 : need + need / 2;
	s->text = mem_reallocarray(s->text, s->cap, 1);
}

void str_add_n(struct str *s, const char *text, size_t n)
{
	str_reserve(s, n);
	if (n) /* text may be NULL then, which memcpy(3) may not be given */
		memcpy(s->text + s->length, text, n);
	s->length += n;
	s->text[s->length] = '\0';
}

void str_add(struct str *s, const char *text)
{
	if (text)
		str_add_n(s, text, strlen(text));
}

void str_add_char(struct str *s, char c)
{
	str_add_n(s, &c, 1);
}

void str_vaddf(struct str *s, const char *format, va_list ap)
{
	va_list again;
	int n;

	va_copy(again, ap);
	str_reserve(s, 64);
	n = vsnprintf(s->text + s->length, s->cap - s->length, format, ap);
	if (n > 0 && (size_t)n >= s->cap - s->length) {
		str_reserve(s, (size_t)n);
		n = vsnprintf(s->text + s->length, s->cap - s->length, format, again);
	}
	va_end(again);
	if (n > 0)
		s->length += (size_t)n;
	s->text[s->length] = '\0';
}

void str_add_code_point(struct str *s, uint32_t c)
{
	uint8_t bytes[6]; /* what u8_uctomb() may ask for */
	int n = u8_uctomb(bytes, c, sizeof(bytes));

	if (n > 0)
		str_add_n(s, (const char *)bytes, (size_t)n);
}

void str_addf(struct str *s, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	str_vaddf(s, format, ap);
	va_end(ap);
}

const char *str_text(const struct str *s)
{
	return s->text ? s->text : "";
}

char *str_take(struct str *s)
{
	char *text = s->text ? s->text : mem_strdup("");

	*s = (struct str){0};
	return text;
}

void strlist_done(strlist_t *list)
{
	VEC_FOREACH(list, text)
		free(*text);
	vec_done(list);
}

void strlist_add(strlist_t *list, const char *text)
{
	vec_push(list, mem_strdup(text));
}

bool strlist_has(const strlist_t *list, const char *text)
{
	VEC_FOREACH(list, have)
		if (str_equal(*have, text))
			return true;
	return false;
}

static void strlist_add_trimmed(strlist_t *list, struct str *part)
{
	const char *text = str_text(part);
	size_t length;

	while (isspace((unsigned char)*text))
		text++;
	length = strlen(text);
	while (length && isspace((unsigned char)text[length - 1]))
		length--;
	if (length)
		vec_push(list, mem_strndup(text, length));
	str_clear(part);
}

void strlist_split(strlist_t *list, const char *text, char separator)
{
	_cleanup_str_ struct str part = {0};

	for (; *text; text++) {
		if (*text == '\\' && (text[1] == separator || text[1] == '\\'))
			str_add_char(&part, *++text);
		else if (*text == separator)
			strlist_add_trimmed(list, &part);
		else
			str_add_char(&part, *text);
	}
	strlist_add_trimmed(list, &part);
}

bool str_empty(const char *text)
{
	return !text || !*text;
}

int str_cmp(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

bool str_equal(const char *a, const char *b)
{
	return str_cmp(a, b) == 0;
}

bool str_has_prefix(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool str_to_uint(const char *text, unsigned long low, unsigned long high, unsigned long *ret)
{
	unsigned long value;
	char *end;

	if (!text || !isdigit((unsigned char)*text))
		return false;
	errno = 0;
	value = strtoul(text, &end, 10);
	if (errno || *end || value < low || value > high)
		return false;
	*ret = value;
	return true;
}
