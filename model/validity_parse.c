/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/validity.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "model/weekday.h"

#include <ctype.h>
#include <strings.h>

#define DAY_MINUTES 1440

struct parser {
	const char *text; /* the whole item, for messages */
	const char *at;
	struct error *err;
};

/* Names of zones that have no "/" in them, in their own spelling. */
static const char *const plain_zones[] = {
    "UTC",     "GMT",	  "UCT",    "Zulu",	"Universal", "Greenwich", "GMT0",    "GMT+0",	  "GMT-0",
    "Japan",   "ROK",	  "ROC",    "PRC",	"Hongkong",  "Singapore", "Israel",  "Iran",	  "Turkey",
    "Egypt",   "Libya",	  "Poland", "Portugal", "Eire",	     "GB",	  "GB-Eire", "Iceland",	  "CET",
    "EET",     "MET",	  "WET",    "W-SU",	"EST",	     "MST",	  "HST",     "EST5EDT",	  "CST6CDT",
    "MST7MDT", "PST8PDT", "Cuba",   "Jamaica",	"Navajo",    "NZ",	  "NZ-CHAT", "Kwajalein",
};

static void skip_blanks(struct parser *p)
{
	while (isspace((unsigned char)*p->at))
		p->at++;
}

static size_t word_length(const char *text)
{
	size_t n = 0;

	while (text[n] && !isspace((unsigned char)text[n]))
		n++;
	return n;
}

static size_t digits(const char *text)
{
	size_t n = 0;

	while (isdigit((unsigned char)text[n]))
		n++;
	return n;
}

static bool at_date(const struct parser *p)
{
	return str_has_prefix(p->at, "..") || (digits(p->at) == 4 && p->at[4] == '-');
}

static bool at_time(const struct parser *p)
{
	size_t n = digits(p->at);

	return n >= 1 && n <= 2 && p->at[n] == ':';
}

static bool at_weekday(const struct parser *p)
{
	unsigned day;

	return weekday_read(p->at, &day) > 0;
}

/* Reads low to high digits. */
static bool read_number(struct parser *p, size_t low, size_t high, unsigned *ret)
{
	size_t n = digits(p->at);

	if (n < low || n > high)
		return false;
	for (*ret = 0; n > 0; n--)
		*ret = *ret * 10 + (unsigned)(*p->at++ - '0');
	return true;
}

static bool take(struct parser *p, char wanted)
{
	if (*p->at != wanted)
		return false;
	p->at++;
	return true;
}

static int bad_date(struct parser *p, const char *start)
{
	_cleanup_free_ char *word = mem_strndup(start, word_length(start));

	return error_set(p->err, ERROR_SYNTAX,
			 _("'%s' does not begin with a date from 1970-01-01 to 9999-12-31: write it like 2026-12-31"),
			 word);
}

static int parse_date(struct parser *p, int32_t *ret)
{
	const char *start = p->at;
	unsigned y, m, d;

	if (!read_number(p, 4, 4, &y) || !take(p, '-') || !read_number(p, 1, 2, &m) || !take(p, '-') ||
	    !read_number(p, 1, 2, &d) || y < 1970 || m < 1 || m > 12)
		return bad_date(p, start);
	if (d < 1 || d > civil_days_in_month((int)y, m))
		return error_set(p->err, ERROR_VALUE,
				 _("there is no day %u in %04u-%02u: the month has the days 1 to %u"), d, y, m,
				 civil_days_in_month((int)y, m));
	*ret = (int32_t)civil_to_days((int)y, m, d);
	return 0;
}

static int parse_time(struct parser *p, uint16_t *ret)
{
	_cleanup_free_ char *word = mem_strndup(p->at, word_length(p->at));
	unsigned h, m;

	if (!read_number(p, 1, 2, &h) || !take(p, ':') || !read_number(p, 2, 2, &m))
		return error_set(p->err, ERROR_SYNTAX, _("'%s' does not begin with a time: write it like 09:00"), word);
	if (m > 59 || h * 60 + m > DAY_MINUTES)
		return error_set(p->err, ERROR_VALUE,
				 _("there is no time %02u:%02u in a day: write a time from 00:00 to 24:00"), h, m);
	*ret = (uint16_t)(h * 60 + m);
	return 0;
}

/* A time behind a date belongs to it, unless it begins a window: "2026-12-24 18:00.." but "2026-12-24 18:00-20:00". */
static bool at_time_of_date(const struct parser *p)
{
	struct parser ahead = *p;

	skip_blanks(&ahead);
	if (!at_time(&ahead))
		return false;
	while (isdigit((unsigned char)*ahead.at) || *ahead.at == ':')
		ahead.at++;
	skip_blanks(&ahead);
	return *ahead.at != '-';
}

static int parse_moment(struct parser *p, int32_t *ret_day, uint16_t *ret_minute, bool *ret_timed)
{
	if (parse_date(p, ret_day) < 0)
		return -1;
	if (!at_time_of_date(p))
		return 0;
	skip_blanks(p);
	*ret_timed = true;
	return parse_time(p, ret_minute);
}

static int parse_until(struct parser *p, struct validity *v, bool *ret_timed)
{
	skip_blanks(p);
	if (!digits(p->at) || at_time(p))
		return 0;
	return parse_moment(p, &v->until_day, &v->until_minute, ret_timed);
}

static int check_dates(struct parser *p, struct validity *v)
{
	bool backwards = v->from_day > v->until_day;

	/* Whole days are dates, however they were written. */
	v->span = v->from_minute != 0 || v->until_minute != DAY_MINUTES;
	if (v->from_day == VALIDITY_DAY_MIN && v->until_day == VALIDITY_DAY_MAX)
		return error_set(p->err, ERROR_SYNTAX, _("'..' needs a date on one side: write it like 2026-12-01.."));
	if (v->from_minute == DAY_MINUTES)
		return error_set(p->err, ERROR_VALUE, _("'%s' begins at 24:00: write 00:00 of the next day"), p->text);
	if (backwards || (v->from_day == v->until_day && v->from_minute >= v->until_minute))
		return error_set(p->err, ERROR_VALUE, _("'%s' ends before it begins: write the earlier time first"),
				 p->text);
	return 0;
}

static int parse_dates(struct parser *p, struct validity *v)
{
	bool timed = false;

	if (*p->at != '.' && parse_moment(p, &v->from_day, &v->from_minute, &timed) < 0)
		return -1;
	skip_blanks(p);
	if (!str_has_prefix(p->at, "..")) {
		if (timed)
			return error_set(
			    p->err, ERROR_SYNTAX,
			    _("'%s' has a beginning and no end: write 2026-12-24 18:00..2026-12-26 09:00 or "
			      "2026-12-24 18:00-20:00"),
			    p->text);
		v->until_day = v->from_day;
		return 0;
	}
	p->at += 2;
	return parse_until(p, v, &timed) < 0 ? -1 : check_dates(p, v);
}

/* Blanks may stand around the comma: "mon , tue". */
static bool take_comma(struct parser *p)
{
	struct parser ahead = *p;

	skip_blanks(&ahead);
	if (!take(&ahead, ','))
		return false;
	p->at = ahead.at;
	return true;
}

static int parse_weekdays(struct parser *p, struct validity *v)
{
	_cleanup_free_ char *word = mem_strndup(p->at, word_length(p->at));
	uint8_t mask;

	v->weekdays = 0;
	do {
		size_t n;

		skip_blanks(p);
		n = weekday_read_range(p->at, &mask);
		p->at += n;
		if (!n || (*p->at && *p->at != ',' && !isspace((unsigned char)*p->at)))
			return error_set(p->err, ERROR_SYNTAX,
					 _("'%s' is no list of weekdays: write them like mon-fri or mon,wed,fri"),
					 word);
		v->weekdays |= mask;
	} while (take_comma(p));
	return 0;
}

static int parse_hours(struct parser *p, struct validity *v)
{
	if (parse_time(p, &v->from_minute) < 0)
		return -1;
	skip_blanks(p);
	if (!take(p, '-'))
		return error_set(p->err, ERROR_SYNTAX,
				 _("'%s' has a time without an end: write hours like 09:00-18:00"), p->text);
	skip_blanks(p);
	if (parse_time(p, &v->until_minute) < 0)
		return -1;
	if (v->from_minute == v->until_minute)
		return error_set(p->err, ERROR_VALUE,
				 _("the hours in '%s' have no length: write 00:00-24:00 for the whole day"), p->text);
	if (v->from_minute == DAY_MINUTES)
		return error_set(p->err, ERROR_VALUE, _("the hours in '%s' begin at 24:00: write 00:00"), p->text);
	if (v->until_minute == 0)
		v->until_minute = DAY_MINUTES;
	return 0;
}

/* A copy in the zone's own spelling; NULL when the word is no zone. */
static char *zone_word(const char *word)
{
	if (strchr(word, '/'))
		return zone_name_is_valid(word) ? mem_strdup(word) : NULL;
	for (size_t i = 0; i < ARRAY_SIZE(plain_zones); i++)
		if (strcasecmp(word, plain_zones[i]) == 0)
			return mem_strdup(plain_zones[i]);
	return NULL;
}

static int parse_zone(struct parser *p, struct validity *v)
{
	size_t n = word_length(p->at);
	_cleanup_free_ char *word = mem_strndup(p->at, n);

	if (at_date(p) || at_time(p) || at_weekday(p))
		return error_set(p->err, ERROR_SYNTAX,
				 _("'%s' stands in the wrong place: the order is dates, weekdays, hours, time zone"),
				 word);
	v->zone = zone_word(word);
	if (!v->zone)
		return error_set(p->err, ERROR_SYNTAX,
				 _("'%s' is no date (2026-12-31), weekday (mon-fri), window (09:00-18:00), time zone "
				   "(Asia/Tokyo) or schedule (@Name)"),
				 word);
	p->at += n;
	skip_blanks(p);
	if (*p->at)
		return error_set(p->err, ERROR_SYNTAX, _("nothing may follow the time zone '%s', so take '%s' away"),
				 word, p->at);
	return 0;
}

static int parse_inline(struct parser *p, struct validity *v)
{
	const char *start = p->at;

	if (at_date(p) && parse_dates(p, v) < 0)
		return -1;
	skip_blanks(p);
	if (!v->span && at_weekday(p) && parse_weekdays(p, v) < 0)
		return -1;
	skip_blanks(p);
	if (!v->span && at_time(p) && parse_hours(p, v) < 0)
		return -1;
	skip_blanks(p);
	if (v->span && (at_time(p) || at_weekday(p)))
		return error_set(
		    p->err, ERROR_SYNTAX,
		    _("'%s' is a span from a time to a time, so take the weekdays and hours away or write plain "
		      "dates"),
		    p->text);
	if (*p->at && p->at == start) {
		_cleanup_free_ char *zone = zone_word(p->at);

		start = zone ? "" : start;
	}
	if (!*start)
		return error_set(p->err, ERROR_SYNTAX,
				 _("'%s' says no time: write dates, weekdays or hours, like mon-fri 09:00-18:00"),
				 p->text);
	return *p->at ? parse_zone(p, v) : 0;
}

static int parse_schedule(struct parser *p, struct validity *v)
{
	size_t n;

	skip_blanks(p);
	n = strlen(p->at);
	while (n && isspace((unsigned char)p->at[n - 1]))
		n--;
	if (!n)
		return error_set(p->err, ERROR_SYNTAX,
				 _("'@' needs the name of a schedule behind it, like @Office hours"));
	*v = (struct validity){.schedule = mem_strndup(p->at, n)};
	return 0;
}

int validity_parse(const char *text, struct validity *ret, struct error *err)
{
	_cleanup_(validity_done) struct validity v = {
	    .from_day = VALIDITY_DAY_MIN,
	    .until_day = VALIDITY_DAY_MAX,
	    .weekdays = WEEKDAY_ALL,
	    .until_minute = DAY_MINUTES,
	};
	struct parser p = {text, text, err};
	int r;

	if (!utf8_is_printable(text))
		return error_set(err, ERROR_SYNTAX, _("a validity is one line of text without control characters"));
	skip_blanks(&p);
	r = take(&p, '@') ? parse_schedule(&p, &v) : parse_inline(&p, &v);
	if (r < 0)
		return -1;
	*ret = v;
	v = (struct validity){0};
	return 0;
}
