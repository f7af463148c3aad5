/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_WIDGET_WEEK_GRID_H
#define UI_WIDGET_WEEK_GRID_H

/*
 * A week of half hours to be marked: seven rows of 48. Arrows move, Space turns the half hour over, Shift with an arrow
 * goes on marking (or unmarking, as the last Space did), w marks working hours of no kind but the days monday to
 * friday, e the weekend, a all, c none. Where 48 columns do not fit, a column is an hour.
 */

#include "ui/widget/widget.h"

#define WEEK_DAYS  7
#define WEEK_SLOTS 48 /* half hours of a day */

struct week_grid {
	struct widget widget;
	const char *const *days;   /* WEEK_DAYS short names, monday first; not owned, outlive the grid */
	uint64_t slots[WEEK_DAYS]; /* bit i: from i * 30 minutes after midnight */
	int day, slot;		   /* under the cursor */
	bool marking;		   /* what Shift with an arrow does */
	int step;		   /* half hours in a column, as drawn last: 1 or 2 */
	int first;		   /* day in the first row */
	struct canvas drawn;	   /* the cells, as drawn last */
};

void week_grid_init(struct week_grid *grid, const char *const *days, const uint64_t slots[WEEK_DAYS]);
/* Rows it takes: those of the days and one above with the hours. */
#define WEEK_GRID_HEIGHT (WEEK_DAYS + 1)

#endif
