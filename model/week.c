/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/week.h"

#include "base/i18n.h"
#include "model/weekday.h"

#include <stdlib.h>

#define SLOT_MINUTES 30
#define DAY_MINUTES  1440
#define SLOTS_ALL    ((UINT64_C(1) << WEEK_SLOTS) - 1)

static bool is_dated(int32_t from, int32_t until)
{
	return from != VALIDITY_DAY_MIN || until != VALIDITY_DAY_MAX;
}

/* Hours over midnight belong to the day on which they begin; drawn, the last date would have to go on to the morning
 * after it, and the first would begin too early. */
static bool can_draw(const struct validity *v)
{
	return !v->schedule && !v->span && v->from_minute % SLOT_MINUTES == 0 && v->until_minute % SLOT_MINUTES == 0 &&
	       (v->from_minute < v->until_minute || !is_dated(v->from_day, v->until_day));
}

static bool fits(const struct week *week, const struct validity *v)
{
	return can_draw(v) && v->from_day == week->from_day && v->until_day == week->until_day &&
	       str_equal(v->zone, week->zone);
}

static uint64_t slots_between(unsigned from_minute, unsigned until_minute)
{
	unsigned from = from_minute / SLOT_MINUTES, n = until_minute / SLOT_MINUTES - from;

	return ((UINT64_C(1) << n) - 1) << from;
}

static void draw(struct week *week, const struct validity *v)
{
	for (unsigned day = 0; day < WEEK_DAYS; day++) {
		if (!(v->weekdays & 1u << day))
			continue;
		if (v->from_minute < v->until_minute) {
			week->slots[day] |= slots_between(v->from_minute, v->until_minute);
			continue;
		}
		week->slots[day] |= slots_between(v->from_minute, DAY_MINUTES);
		week->slots[(day + 1) % WEEK_DAYS] |= slots_between(0, v->until_minute);
	}
}

/* Dates alone: nothing is marked, which says the same. */
static bool is_dates_alone(const struct validity *v)
{
	return is_dated(v->from_day, v->until_day) && v->weekdays == WEEKDAY_ALL && v->from_minute == 0 &&
	       v->until_minute == DAY_MINUTES;
}

static size_t first_drawable(const validity_list_t *list)
{
	size_t i = 0;

	while (i < list->n && !can_draw(&list->v[i]))
		i++;
	return i;
}

static void take_times(struct week *week, const validity_list_t *list)
{
	size_t first = first_drawable(list);
	bool dates_alone = false;

	if (first < list->n) {
		week->from_day = list->v[first].from_day;
		week->until_day = list->v[first].until_day;
		week->zone = mem_strdup(list->v[first].zone);
	}
	VEC_FOREACH (list, item) {
		if (!fits(week, item))
			vec_push(&week->others, validity_copy(item));
		else if (is_dates_alone(item))
			dates_alone = true;
		else
			draw(week, item);
	}
	for (unsigned day = 0; dates_alone && day < WEEK_DAYS; day++)
		week->slots[day] = 0;
}

void week_of_list(const validity_list_t *list, struct week *ret)
{
	*ret = (struct week){.from_day = VALIDITY_DAY_MIN, .until_day = VALIDITY_DAY_MAX};
	if (!list->n)
		return;
	if (list->n == 1 && list->v[0].schedule) {
		ret->choice = WEEK_SCHEDULE;
		ret->schedule = mem_strdup(list->v[0].schedule);
		return;
	}
	ret->choice = WEEK_TIMES;
	take_times(ret, list);
}

static bool is_marked(const struct week *week)
{
	for (unsigned day = 0; day < WEEK_DAYS; day++)
		if (week->slots[day])
			return true;
	return false;
}

bool week_has_times(const struct week *week)
{
	return is_marked(week) || is_dated(week->from_day, week->until_day);
}

/* Half hours in a row; until less than from: over midnight. */
struct window {
	unsigned from, until; /* half hours */
	uint8_t weekdays;
};
typedef VEC(struct window) window_list_t;

static void add_window(window_list_t *windows, unsigned from, unsigned until, unsigned day)
{
	VEC_FOREACH (windows, window)
		if (window->from == from && window->until == until) {
			window->weekdays = (uint8_t)(window->weekdays | 1u << day);
			return;
		}
	vec_push(windows, ((struct window){from, until, (uint8_t)(1u << day)}));
}

static unsigned run_length(uint64_t slots, unsigned from)
{
	unsigned n = 0;

	while (from + n < WEEK_SLOTS && slots >> (from + n) & 1)
		n++;
	return n;
}

/* How far the hours before midnight go on into the day after: 0 not at all. */
static unsigned goes_on(const struct week *week, unsigned day, unsigned from)
{
	unsigned n = run_length(week->slots[(day + 1) % WEEK_DAYS], 0);

	return !is_dated(week->from_day, week->until_day) && from > 0 && n < from ? n : 0;
}

/* Where the hours from midnight on are those of the evening before. */
static bool is_morning_after(const struct week *week, unsigned day, unsigned until)
{
	unsigned before = (day + WEEK_DAYS - 1) % WEEK_DAYS, from = WEEK_SLOTS;

	while (from > 0 && week->slots[before] >> (from - 1) & 1)
		from--;
	return from < WEEK_SLOTS && goes_on(week, before, from) == until;
}

static void add_day(const struct week *week, unsigned day, window_list_t *windows)
{
	for (unsigned from = 0, n; from < WEEK_SLOTS; from += n + 1) {
		unsigned until, after;

		n = run_length(week->slots[day], from);
		until = from + n;
		if (!n || (from == 0 && is_morning_after(week, day, until)))
			continue;
		after = until == WEEK_SLOTS ? goes_on(week, day, from) : 0;
		add_window(windows, from, after ? after : until, day);
	}
}

static struct validity item_of(const struct week *week, const struct window *window)
{
	return (struct validity){.from_day = week->from_day,
				 .until_day = week->until_day,
				 .weekdays = window->weekdays,
				 .from_minute = (uint16_t)(window->from * SLOT_MINUTES),
				 .until_minute = (uint16_t)(window->until * SLOT_MINUTES),
				 .zone = mem_strdup(week->zone)};
}

static void add_times(const struct week *week, validity_list_t *ret)
{
	window_list_t windows = {0};

	for (unsigned day = 0; day < WEEK_DAYS; day++)
		add_day(week, day, &windows);
	if (!windows.n && week_has_times(week))
		vec_push(&windows, ((struct window){0, WEEK_SLOTS, WEEKDAY_ALL}));
	VEC_FOREACH (&windows, window)
		vec_push(ret, item_of(week, window));
	vec_done(&windows);
}

void week_to_list(const struct week *week, validity_list_t *ret)
{
	if (week->choice == WEEK_SCHEDULE && !str_empty(week->schedule))
		vec_push(ret, ((struct validity){.schedule = mem_strdup(week->schedule)}));
	if (week->choice != WEEK_TIMES)
		return;
	add_times(week, ret);
	VEC_FOREACH (&week->others, item)
		vec_push(ret, validity_copy(item));
}

static int set_date(const char *text, int32_t none, int32_t *ret, struct error *err)
{
	_cleanup_(validity_done) struct validity v = {0};

	if (str_empty(text)) {
		*ret = none;
		return 0;
	}
	if (validity_parse(text, &v, err) < 0)
		return -1;
	if (v.schedule || v.zone || v.from_day != v.until_day || !is_dates_alone(&v))
		return error_set(err, ERROR_SYNTAX, _("'%s' is not a date: write it like 2026-12-31"), text);
	*ret = v.from_day;
	return 0;
}

int week_set_dates(struct week *week, const char *from, const char *until, struct error *err)
{
	int32_t from_day, until_day;

	if (set_date(from, VALIDITY_DAY_MIN, &from_day, err) < 0 ||
	    set_date(until, VALIDITY_DAY_MAX, &until_day, err) < 0)
		return -1;
	if (from_day > until_day)
		return error_set(err, ERROR_VALUE, _("'%s' is after '%s': write the earlier date first"), from, until);
	week->from_day = from_day;
	week->until_day = until_day;
	return 0;
}

int week_set_zone(struct week *week, const char *zone, struct error *err)
{
	_cleanup_free_ char *text = mem_printf("mon %s", zone);
	_cleanup_(validity_done) struct validity v = {0};

	if (!str_empty(zone) && (validity_parse(text, &v, NULL) < 0 || !v.zone || v.weekdays != 1 ||
				 v.from_minute != 0 || v.until_minute != DAY_MINUTES))
		return error_set(err, ERROR_SYNTAX, _("'%s' is not a time zone: write a name like Asia/Tokyo or UTC"),
				 zone);
	free(week->zone);
	week->zone = v.zone;
	v.zone = NULL;
	return 0;
}

void week_print_date(int32_t day, struct str *out)
{
	const struct validity v = {
	    .from_day = day, .until_day = day, .weekdays = WEEKDAY_ALL, .until_minute = DAY_MINUTES};

	if (day != VALIDITY_DAY_MIN && day != VALIDITY_DAY_MAX)
		validity_print(&v, out);
}

static bool others_equal(const validity_list_t *a, const validity_list_t *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (!validity_equal(&a->v[i], &b->v[i]))
			return false;
	return true;
}

bool week_equal(const struct week *a, const struct week *b)
{
	return a->choice == b->choice && str_equal(a->schedule, b->schedule) && a->from_day == b->from_day &&
	       a->until_day == b->until_day && str_equal(a->zone, b->zone) &&
	       memcmp(a->slots, b->slots, sizeof(a->slots)) == 0 && others_equal(&a->others, &b->others);
}

void week_done(struct week *week)
{
	free(week->schedule);
	free(week->zone);
	validity_list_done(&week->others);
	*week = (struct week){0};
}
