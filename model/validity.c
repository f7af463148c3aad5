/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/validity.h"

#include "model/weekday.h"

#include <stdlib.h>

#define DAY_MINUTES 1440
#define DAY	    86400
/* No clock reaches this; within it sums of instants and offsets cannot overflow. */
#define UTC_LIMIT (INT64_C(1) << 55)
/* Offsets from UTC are less, so what is two days off is off in every zone. */
#define MARGIN (2 * DAY)

void validity_done(struct validity *validity)
{
	free(validity->schedule);
	free(validity->zone);
	*validity = (struct validity){0};
}

struct validity validity_copy(const struct validity *validity)
{
	struct validity copy = *validity;

	copy.schedule = mem_strdup(validity->schedule);
	copy.zone = mem_strdup(validity->zone);
	return copy;
}

bool validity_equal(const struct validity *a, const struct validity *b)
{
	return str_equal(a->schedule, b->schedule) && a->from_day == b->from_day && a->until_day == b->until_day &&
	       a->span == b->span && a->weekdays == b->weekdays && a->from_minute == b->from_minute &&
	       a->until_minute == b->until_minute && str_equal(a->zone, b->zone);
}

void validity_list_done(validity_list_t *list)
{
	VEC_FOREACH (list, item)
		validity_done(item);
	vec_done(list);
}

static void print_date(int32_t day, struct str *out)
{
	unsigned m, d;
	int y;

	civil_from_days(day, &y, &m, &d);
	str_addf(out, "%04d-%02u-%02u", y, m, d);
}

static void print_time(uint16_t minute, struct str *out)
{
	str_addf(out, "%02d:%02d", minute / 60, minute % 60);
}

static void print_dates(const struct validity *v, struct str *out)
{
	if (v->from_day != VALIDITY_DAY_MIN)
		print_date(v->from_day, out);
	if (v->span && v->from_day != VALIDITY_DAY_MIN) {
		str_add_char(out, ' ');
		print_time(v->from_minute, out);
	}
	if (v->from_day == v->until_day && !v->span)
		return;
	str_add(out, "..");
	if (v->until_day != VALIDITY_DAY_MAX)
		print_date(v->until_day, out);
	if (v->span && v->until_day != VALIDITY_DAY_MAX) {
		str_add_char(out, ' ');
		print_time(v->until_minute, out);
	}
}

static bool is_dated(const struct validity *v)
{
	return v->from_day != VALIDITY_DAY_MIN || v->until_day != VALIDITY_DAY_MAX;
}

static bool is_whole_day(const struct validity *v)
{
	return v->from_minute == 0 && v->until_minute == DAY_MINUTES;
}

void validity_print(const struct validity *v, struct str *out)
{
	if (v->schedule) {
		str_addf(out, "@%s", v->schedule);
		return;
	}
	if (is_dated(v))
		print_dates(v, out);
	if (v->weekdays != WEEKDAY_ALL) {
		str_add(out, is_dated(v) ? " " : "");
		weekday_print(v->weekdays, out);
	}
	if (!v->span && (!is_whole_day(v) || (!is_dated(v) && v->weekdays == WEEKDAY_ALL))) {
		str_add(out, is_dated(v) || v->weekdays != WEEKDAY_ALL ? " " : "");
		print_time(v->from_minute, out);
		str_add_char(out, '-');
		print_time(v->until_minute, out);
	}
	if (v->zone)
		str_addf(out, " %s", v->zone);
}

static int64_t floor_day(int64_t seconds)
{
	return seconds / DAY - (seconds % DAY < 0);
}

static int64_t clamp(int64_t utc)
{
	return utc < -UTC_LIMIT ? -UTC_LIMIT : utc > UTC_LIMIT ? UTC_LIMIT : utc;
}

/* Local seconds at which the dates of the item begin and end, to the minute for a span. */
static int64_t dates_from(const struct validity *v)
{
	if (v->from_day == VALIDITY_DAY_MIN)
		return -UTC_LIMIT;
	return (int64_t)v->from_day * DAY + (v->span ? v->from_minute * 60 : 0);
}

static int64_t dates_until(const struct validity *v)
{
	if (v->until_day == VALIDITY_DAY_MAX)
		return UTC_LIMIT;
	return (int64_t)v->until_day * DAY + (v->span ? v->until_minute * 60 : DAY);
}

/* A window belongs to the day on which it starts. */
static bool starts_on(const struct validity *v, int64_t day)
{
	/* The limits are day numbers too, and far from now a day may lie beyond them. */
	return (v->from_day == VALIDITY_DAY_MIN || day >= v->from_day) &&
	       (v->until_day == VALIDITY_DAY_MAX || day <= v->until_day) && v->weekdays & 1u << civil_weekday(day);
}

bool validity_holds(const struct validity *v, const struct zone *zone, int64_t utc)
{
	int64_t local = clamp(utc) + zone_offset(zone, utc, NULL, NULL);
	int64_t day = floor_day(local);
	int64_t second = local - day * DAY;

	if (v->span)
		return local >= dates_from(v) && local < dates_until(v);
	if (v->from_minute < v->until_minute)
		return starts_on(v, day) && second >= v->from_minute * 60 && second < v->until_minute * 60;
	return (starts_on(v, day) && second >= v->from_minute * 60) ||
	       (starts_on(v, day - 1) && second < v->until_minute * 60);
}

/* Collects what lies within [from, until) local time, in order, joined; offset turns it into UTC. */
struct sink {
	interval_list_t *list;
	size_t first; /* of the intervals that may be joined */
	int64_t from;
	int64_t until;
	int32_t offset;
};

static void sink_add(struct sink *sink, int64_t from, int64_t until)
{
	from = (from > sink->from ? from : sink->from) - sink->offset;
	until = (until < sink->until ? until : sink->until) - sink->offset;
	if (from >= until)
		return;
	if (sink->list->n > sink->first && sink->list->v[sink->list->n - 1].until >= from)
		sink->list->v[sink->list->n - 1].until = until;
	else
		vec_push(sink->list, ((struct interval){from, until}));
}

static void sink_add_days(struct sink *sink, const struct validity *v)
{
	int64_t last = floor_day(sink->until - 1);
	int64_t length = (v->until_minute - v->from_minute) * 60;

	if (length < 0)
		length += DAY;
	/* A window of the day before may reach into the first day. */
	for (int64_t day = floor_day(sink->from) - 1; day <= last; day++)
		if (starts_on(v, day))
			sink_add(sink, day * DAY + v->from_minute * 60, day * DAY + v->from_minute * 60 + length);
}

void validity_intervals(const struct validity *v, const struct zone *zone, int64_t from, int64_t until,
			interval_list_t *ret)
{
	struct sink sink = {.list = ret, .first = ret->n};
	int64_t end, low = clamp(dates_from(v) - MARGIN), high = clamp(dates_until(v) + MARGIN);

	from = from > low ? from : low;
	until = until < high ? until : high;
	for (; from < until; from = end) {
		sink.offset = zone_offset(zone, from, NULL, &end);
		end = end < until ? end : until;
		sink.from = from + sink.offset;
		sink.until = end + sink.offset;
		if (v->span || (v->weekdays == WEEKDAY_ALL && is_whole_day(v)))
			sink_add(&sink, dates_from(v), dates_until(v));
		else
			sink_add_days(&sink, v);
	}
}

bool validity_holds_after(const struct validity *v, const struct zone *zone, int64_t now)
{
	_cleanup_(interval_list_done) interval_list_t list = {0};
	int64_t from = clamp(dates_from(v) - MARGIN);

	from = from > clamp(now) ? from : clamp(now);
	/* A weekly window comes twice in this time, so once at least outside of an hour or a day that the zone skips.
	 */
	validity_intervals(v, zone, from, clamp(from + 16 * DAY + MARGIN), &list);
	return list.n > 0;
}

static int interval_compare(const void *a, const void *b)
{
	const struct interval *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

void interval_list_normalise(interval_list_t *list)
{
	size_t n = 0;

	if (list->n)
		qsort(list->v, list->n, sizeof(*list->v), interval_compare);
	VEC_FOREACH (list, item) {
		if (item->from >= item->until)
			continue;
		if (n && list->v[n - 1].until >= item->from) {
			if (list->v[n - 1].until < item->until)
				list->v[n - 1].until = item->until;
		} else {
			list->v[n++] = *item;
		}
	}
	list->n = n;
}

void interval_list_done(interval_list_t *list)
{
	vec_done(list);
}
