/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/weekday.h"

#include <ctype.h>
#include <strings.h>

#define DAYS 7

static const char *const full_names[DAYS] = {"monday", "tuesday",  "wednesday", "thursday",
					     "friday", "saturday", "sunday"};
static const char *const short_names[DAYS] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
static const char *const japanese_names[DAYS] = {"月", "火", "水", "木", "金", "土", "日"};

static bool word_is(const char *text, size_t n, const char *word)
{
	return strlen(word) == n && strncasecmp(text, word, n) == 0;
}

static size_t read_latin(const char *text, unsigned *ret_day)
{
	size_t n = 0;

	while (isalpha((unsigned char)text[n]))
		n++;
	for (unsigned day = 0; day < DAYS; day++) {
		if (word_is(text, n, short_names[day]) || word_is(text, n, full_names[day])) {
			*ret_day = day;
			return n;
		}
	}
	return 0;
}

static size_t read_japanese(const char *text, unsigned *ret_day)
{
	for (unsigned day = 0; day < DAYS; day++) {
		size_t n = strlen(japanese_names[day]);

		if (!str_has_prefix(text, japanese_names[day]))
			continue;
		*ret_day = day;
		if (str_has_prefix(text + n, "曜"))
			n += strlen("曜");
		if (n > strlen(japanese_names[day]) && str_has_prefix(text + n, "日"))
			n += strlen("日");
		return n;
	}
	return 0;
}

size_t weekday_read(const char *text, unsigned *ret_day)
{
	return isalpha((unsigned char)*text) ? read_latin(text, ret_day) : read_japanese(text, ret_day);
}

size_t weekday_read_range(const char *text, uint8_t *ret_mask)
{
	unsigned first, last;
	size_t n = weekday_read(text, &first), more;
	uint8_t mask;

	if (!n)
		return 0;
	last = first;
	if (text[n] == '-') {
		more = weekday_read(text + n + 1, &last);
		if (!more)
			return 0;
		n += 1 + more;
	}
	mask = (uint8_t)(1u << last);
	for (unsigned day = first; day != last; day = (day + 1) % DAYS)
		mask = (uint8_t)(mask | 1u << day);
	*ret_mask = mask;
	return n;
}

/* Days set from day on, going round the week. */
static unsigned run_length(uint8_t mask, unsigned day)
{
	unsigned n = 0;

	while (n < DAYS && mask & 1u << (day + n) % DAYS)
		n++;
	return n;
}

static void print_run(unsigned first, unsigned n, struct str *out)
{
	const char *separator = out->length ? "," : "";

	if (n >= 3) {
		str_addf(out, "%s%s-%s", separator, short_names[first], short_names[(first + n - 1) % DAYS]);
		return;
	}
	for (unsigned i = 0; i < n; i++)
		str_addf(out, "%s%s", i ? "," : separator, short_names[(first + i) % DAYS]);
}

void weekday_print(uint8_t mask, struct str *out)
{
	unsigned wrapped = DAYS, day = 0;
	_cleanup_str_ struct str text = {0};

	/* A run over the end of the week comes last, if it is worth a range. */
	while (wrapped > 0 && mask & 1u << (wrapped - 1))
		wrapped--;
	if (wrapped > 0 && wrapped < DAYS && mask & 1 && run_length(mask, wrapped) >= 3)
		day = run_length(mask, 0);
	else
		wrapped = DAYS;
	while (day < wrapped) {
		unsigned n = run_length(mask, day);

		if (n > wrapped - day)
			n = wrapped - day;
		if (n)
			print_run(day, n, &text);
		day += n + 1;
	}
	if (wrapped < DAYS)
		print_run(wrapped, run_length(mask, wrapped), &text);
	str_add(out, str_text(&text));
}
