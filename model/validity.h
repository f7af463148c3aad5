/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_VALIDITY_H
#define MODEL_VALIDITY_H

#include "base/error.h"
#include "base/str.h"
#include "base/zone.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * One item of a validity list: "@Schedule", or [dates] [weekdays] [hours] [zone], at least one of the first three:
 *   2026-12-01..2026-12-31 | 2026-12-24 | 2026-12-01.. | ..2026-12-31 (both ends hold)
 *   2026-12-24 18:00..2026-12-26 09:00 (one span; no weekdays or hours beside it; one end may be left out)
 *   mon-fri | mon,wed,fri | sat-mon
 *   09:00-18:00 | 22:00-06:00 (into the next day: belongs to the day on which it starts) | 00:00-24:00
 *   Asia/Tokyo (for this item only; else the schedule's, else the policy's)
 * Years run from 1970 to 9999. Weekdays are also read as "monday" and 月, hours as 9:00.
 * Times are wall clock times of the zone: in the hour that a daylight-saving change skips nothing holds, in the one
 * that it repeats a window holds twice.
 */
#define VALIDITY_DAY_MIN INT32_MIN
#define VALIDITY_DAY_MAX INT32_MAX

struct validity {
	char *schedule;	       /* name of the schedule object; the rest is unset then; owned */
	int32_t from_day;      /* days since 1970 in the zone, VALIDITY_DAY_MIN: no beginning */
	int32_t until_day;     /* last day, inclusive, VALIDITY_DAY_MAX: no end */
	bool span;	       /* from_day from_minute .. until_day until_minute (exclusive) is one span */
	uint8_t weekdays;      /* bit 0 = Monday … bit 6; 0x7f: every day */
	uint16_t from_minute;  /* of the day */
	uint16_t until_minute; /* exclusive, up to 1440; less than from_minute: into the next day */
	char *zone;	       /* NULL: not given; owned */
};

typedef VEC(struct validity) validity_list_t;

/* Reads one item. ERROR_SYNTAX for what is no date, weekday or time, ERROR_VALUE for dates that do not exist, windows
 * without length and ends before beginnings; each with the cure. Whether the zone exists is not asked here. */
int validity_parse(const char *text, struct validity *ret, struct error *err);
void validity_print(const struct validity *validity, struct str *out);
void validity_done(struct validity *validity);
struct validity validity_copy(const struct validity *validity);
bool validity_equal(const struct validity *a, const struct validity *b);
void validity_list_done(validity_list_t *list);

/* Cuts a list at its commas and semicolons into items, minding that commas also stand between weekdays: "mon,wed
 * 09:00-18:00" is one item, "mon 09:00-10:00, 12:00-13:00" and "mon; wed 09:00-18:00" two. A backslash takes either
 * literally. */
void validity_split(const char *text, strlist_t *ret);

/* True when an inline item (not a schedule) holds at the instant utc, by the wall clock of the zone. The reference for
 * the intervals below, and independent of them. */
bool validity_holds(const struct validity *validity, const struct zone *zone, int64_t utc);

/* Half-open span of instants, seconds since 1970. */
struct interval {
	int64_t from;
	int64_t until;
};
typedef VEC(struct interval) interval_list_t;
void interval_list_done(interval_list_t *list);

/* Adds the instants in [from, until) at which the item holds, sorted and joined among themselves. Works a day at a time
 * where weekdays or hours are given: keep the span finite. */
void validity_intervals(const struct validity *validity, const struct zone *zone, int64_t from, int64_t until,
			interval_list_t *ret);

/* True when the item holds at some instant at or after now. */
bool validity_holds_after(const struct validity *validity, const struct zone *zone, int64_t now);

/* Sorts, and joins what touches or overlaps. */
void interval_list_normalise(interval_list_t *list);

#endif
