/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/validity.h"

#include "model/weekday.h"

#include <ctype.h>

static bool is_blank(char c)
{
	return isspace((unsigned char)c);
}

static bool is_weekdays(const char *text, size_t n)
{
	uint8_t mask;

	return n > 0 && weekday_read_range(text, &mask) == n;
}

/* The item so far can go on with a weekday: its last word is one. A schedule's name is never gone on with. */
static bool ends_with_weekdays(const struct str *item)
{
	const char *text = str_text(item);
	size_t end = item->length, start;

	while (is_blank(*text))
		text++, end--;
	if (*text == '@')
		return false;
	while (end && is_blank(text[end - 1]))
		end--;
	for (start = end; start && !is_blank(text[start - 1]) && text[start - 1] != ',';)
		start--;
	return is_weekdays(text + start, end - start);
}

static bool begins_with_weekdays(const char *text)
{
	size_t n = 0;

	while (is_blank(*text))
		text++;
	while (text[n] && !is_blank(text[n]) && !strchr(",;", text[n]))
		n++;
	return is_weekdays(text, n);
}

static void add_item(strlist_t *list, struct str *item)
{
	const char *text = str_text(item);
	size_t n = item->length;

	while (is_blank(*text))
		text++, n--;
	while (n && is_blank(text[n - 1]))
		n--;
	if (n)
		vec_push(list, mem_strndup(text, n));
	str_clear(item);
}

void validity_split(const char *text, strlist_t *ret)
{
	_cleanup_str_ struct str item = {0};

	for (; *text; text++) {
		if (*text == '\\' && text[1] && strchr(",;\\", text[1]))
			str_add_char(&item, *++text);
		else if (*text == ',' && ends_with_weekdays(&item) && begins_with_weekdays(text + 1))
			str_add_char(&item, ',');
		else if (*text == ',' || *text == ';')
			add_item(ret, &item);
		else
			str_add_char(&item, *text);
	}
	add_item(ret, &item);
}
