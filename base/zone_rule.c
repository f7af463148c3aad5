/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/zone_rule.h"

#include "base/mem.h"
#include "base/zone.h"

#define DAY	  86400
#define UTC_LIMIT (INT64_C(98000) * 366 * DAY)
#define YEARS	  5 /* looked at around an instant: changes may lie a week outside of their year */

struct cursor {
	const char *at;
	const char *end;
};

static bool cursor_is(const struct cursor *c, char wanted)
{
	return c->at < c->end && *c->at == wanted;
}

static bool cursor_take(struct cursor *c, char wanted)
{
	if (!cursor_is(c, wanted))
		return false;
	c->at++;
	return true;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool read_number(struct cursor *c, int low, int high, int *ret)
{
	int value = 0;

	if (c->at == c->end || !is_digit(*c->at))
		return false;
	for (; c->at < c->end && is_digit(*c->at); c->at++) {
		value = value * 10 + (*c->at - '0');
		if (value > high)
			return false;
	}
	*ret = value;
	return value >= low;
}

/* At least three letters, or anything alphanumeric and signs in angle brackets. */
static bool read_name(struct cursor *c)
{
	const char *start;
	bool quoted = cursor_take(c, '<');

	for (start = c->at; c->at < c->end; c->at++) {
		bool more = is_letter(*c->at) || (quoted && (is_digit(*c->at) || *c->at == '+' || *c->at == '-'));

		if (!more)
			break;
	}
	return c->at - start >= 3 && (!quoted || cursor_take(c, '>'));
}

/* [+-]hh[:mm[:ss]] */
static bool read_time(struct cursor *c, int hours_max, int32_t *ret)
{
	bool negative = cursor_take(c, '-');
	int h = 0, m = 0, s = 0;

	if (!negative)
		cursor_take(c, '+');
	if (!read_number(c, 0, hours_max, &h))
		return false;
	if (cursor_take(c, ':')) {
		if (!read_number(c, 0, 59, &m))
			return false;
		if (cursor_take(c, ':') && !read_number(c, 0, 59, &s))
			return false;
	}
	*ret = (negative ? -1 : 1) * (h * 3600 + m * 60 + s);
	return true;
}

/* POSIX counts west of UTC. */
static bool read_offset(struct cursor *c, int32_t *ret)
{
	int32_t west;

	if (!read_time(c, 24, &west))
		return false;
	*ret = -west;
	return true;
}

static bool read_day_of_month(struct cursor *c, struct zone_change *ret)
{
	int month, week;

	if (!read_number(c, 1, 12, &month) || !cursor_take(c, '.') || !read_number(c, 1, 5, &week) ||
	    !cursor_take(c, '.') || !read_number(c, 0, 6, &ret->day))
		return false;
	ret->kind = ZONE_DAY_OF_MONTH;
	ret->month = (unsigned)month;
	ret->week = (unsigned)week;
	return true;
}

static bool read_day(struct cursor *c, struct zone_change *ret)
{
	if (cursor_take(c, 'M'))
		return read_day_of_month(c, ret);
	if (cursor_take(c, 'J')) {
		ret->kind = ZONE_DAY_JULIAN;
		return read_number(c, 1, 365, &ret->day);
	}
	ret->kind = ZONE_DAY_OF_YEAR;
	return read_number(c, 0, 365, &ret->day);
}

static bool read_change(struct cursor *c, struct zone_change *ret)
{
	if (!cursor_take(c, ',') || !read_day(c, ret))
		return false;
	ret->time = 2 * 3600;
	return !cursor_take(c, '/') || read_time(c, 167, &ret->time);
}

bool zone_rule_parse(const char *text, size_t size, struct zone_rule *ret)
{
	struct cursor c = {text, text + size};
	struct zone_rule rule = {0};

	if (!read_name(&c) || !read_offset(&c, &rule.standard))
		return false;
	if (c.at < c.end) {
		rule.has_daylight = true;
		rule.daylight = rule.standard + 3600;
		if (!read_name(&c) || (!cursor_is(&c, ',') && !read_offset(&c, &rule.daylight)))
			return false;
		if (!read_change(&c, &rule.start) || !read_change(&c, &rule.end))
			return false;
	}
	if (c.at < c.end)
		return false;
	*ret = rule;
	return true;
}

static int64_t day_of_month_in(const struct zone_change *change, int year)
{
	int64_t first = civil_to_days(year, change->month, 1);
	int64_t wanted = (change->day + 6) % 7; /* Monday first, as civil_weekday() */
	int64_t day = (wanted - civil_weekday(first) + 7) % 7 + 7 * (change->week - 1);

	/* Week 5 is the last one, which may be the fourth. */
	if (day >= civil_days_in_month(year, change->month))
		day -= 7;
	return first + day;
}

static int64_t julian_day_in(const struct zone_change *change, int year)
{
	bool after_leap_day = change->day >= 60 && civil_days_in_month(year, 2) == 29;

	return civil_to_days(year, 1, 1) + change->day - 1 + after_leap_day;
}

static int64_t day_of_year_in(const struct zone_change *change, int year)
{
	return civil_to_days(year, 1, 1) + change->day;
}

static int64_t change_in(const struct zone_change *change, int year, int32_t offset_before)
{
	static int64_t (*const days[])(const struct zone_change *, int) = {
	    [ZONE_DAY_JULIAN] = julian_day_in,
	    [ZONE_DAY_OF_YEAR] = day_of_year_in,
	    [ZONE_DAY_OF_MONTH] = day_of_month_in,
	};

	return days[change->kind](change, year) * DAY + change->time - offset_before;
}

struct event {
	int64_t at;
	int32_t offset; /* from then on */
};

/* Insertion keeps the order of events at the same instant: with "EST5EDT,0/0,J365/25" daylight time ends and begins
 * again at once, and the one of the later year counts. */
static void event_insert(struct event *events, size_t n, struct event event)
{
	size_t i = n;

	for (; i > 0 && events[i - 1].at > event.at; i--)
		events[i] = events[i - 1];
	events[i] = event;
}

int32_t zone_rule_offset(const struct zone_rule *rule, int64_t utc, int64_t *ret_from, int64_t *ret_until)
{
	struct event events[2 * YEARS] = {0};
	unsigned month, day;
	size_t n = 0, now = 0;
	int year;

	if (!rule->has_daylight || utc > UTC_LIMIT || utc < -UTC_LIMIT) {
		*ret_from = rule->has_daylight && utc > 0 ? UTC_LIMIT + 1 : INT64_MIN;
		*ret_until = rule->has_daylight && utc < 0 ? -UTC_LIMIT : INT64_MAX;
		return rule->standard;
	}
	civil_from_days(utc / DAY, &year, &month, &day);
	for (int y = year - YEARS / 2; y <= year + YEARS / 2; y++) {
		event_insert(events, n++, (struct event){change_in(&rule->start, y, rule->standard), rule->daylight});
		event_insert(events, n++, (struct event){change_in(&rule->end, y, rule->daylight), rule->standard});
	}
	while (now + 1 < n && events[now + 1].at <= utc)
		now++;
	*ret_from = events[now].at;
	for (size_t i = now; i > 0 && events[i - 1].offset == events[now].offset; i--)
		*ret_from = events[i - 1].at;
	*ret_until = now + 1 < n ? events[now + 1].at : INT64_MAX;
	for (size_t i = now + 1; i + 1 < n && events[i].offset == events[now].offset; i++)
		*ret_until = events[i + 1].at;
	/* Beyond, standard time holds. */
	if (*ret_from < -UTC_LIMIT)
		*ret_from = -UTC_LIMIT;
	if (*ret_until > UTC_LIMIT)
		*ret_until = UTC_LIMIT + 1;
	return events[now].offset;
}
