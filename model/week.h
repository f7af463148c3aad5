/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_WEEK_H
#define MODEL_WEEK_H

/*
 * A validity as people draw it: hours of a week, between two dates, in a time zone. What cannot be drawn so (dates with
 * hours, minutes that are no half hours, other dates or zones than those of the first item, schedules beside times)
 * stays an item of its own, so that nothing is lost: a week and its other items together always say the whole list.
 */

#include "model/validity.h"

#define WEEK_DAYS  7
#define WEEK_SLOTS 48 /* half hours of a day */

enum week_choice { WEEK_ALWAYS, WEEK_SCHEDULE, WEEK_TIMES, WEEK_CHOICES };

struct week {
	enum week_choice choice;
	char *schedule;	   /* of WEEK_SCHEDULE; owned */
	int32_t from_day;  /* VALIDITY_DAY_MIN: none */
	int32_t until_day; /* VALIDITY_DAY_MAX: none */
	char *zone;	   /* NULL: none; owned */
	uint64_t
	    slots[WEEK_DAYS]; /* monday first; bit i: from i * 30 minutes after midnight. No bit at all: dates alone */
	validity_list_t others;
};

/* Every list can be shown; the items that can be drawn go together into the week. */
void week_of_list(const validity_list_t *list, struct week *ret);
/* The list it says: what is drawn in as few items as possible, then the others. The same as a list that was shown says
 * at every moment, though maybe in other items: who changed nothing keeps the list he had. */
void week_to_list(const struct week *week, validity_list_t *ret);
/* Sets the dates from texts like 2026-12-31; "" is none. ERROR_SYNTAX or ERROR_VALUE for what is no date, and for an
 * end before the beginning. */
int week_set_dates(struct week *week, const char *from, const char *until, struct error *err);
/* Sets the zone; "" is none. Whether it exists is not asked here. */
int week_set_zone(struct week *week, const char *zone, struct error *err);
/* A date as it is written; nothing for none. */
void week_print_date(int32_t day, struct str *out);
bool week_equal(const struct week *a, const struct week *b);
/* True when something is drawn or dated: week_to_list() makes more of it than the others. */
bool week_has_times(const struct week *week);
void week_done(struct week *week);

#endif
