/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BASE_ZONE_RULE_H
#define BASE_ZONE_RULE_H

/* The POSIX TZ text in the footer of a TZif file: "JST-9", "EST5EDT,M3.2.0,M11.1.0", "<-02>2<-01>,M3.5.0/-1,M10.5.0/0".
 * Used by base/zone.c only. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum zone_day_kind {
	ZONE_DAY_JULIAN,   /* Jn: 1 to 365, 29 February is never counted */
	ZONE_DAY_OF_YEAR,  /* n: 0 to 365 */
	ZONE_DAY_OF_MONTH, /* Mm.w.d: weekday d of week w of month m, week 5 is the last */
};

struct zone_change {
	enum zone_day_kind kind;
	int day; /* of the year, or the weekday with 0 = Sunday */
	unsigned month;
	unsigned week;
	int32_t time; /* seconds after midnight, -167 h to 167 h */
};

struct zone_rule {
	int32_t standard; /* seconds east of UTC */
	int32_t daylight;
	bool has_daylight;
	struct zone_change start; /* in standard time */
	struct zone_change end;	  /* in daylight time */
};

/* Reads the size bytes at text, all of them. False when they are no such text; *ret is untouched then. A daylight time
 * without the two changes is refused: POSIX leaves open when it would begin. */
bool zone_rule_parse(const char *text, size_t size, struct zone_rule *ret);

/* As zone_offset(). Near the year 100000 and beyond standard time holds. */
int32_t zone_rule_offset(const struct zone_rule *rule, int64_t utc, int64_t *ret_from, int64_t *ret_until);

#endif
