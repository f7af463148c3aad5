/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_COLUMNS_H
#define CLI_COLUMNS_H

/* A table on the terminal: aligned columns, wide characters counted, cut with "~" to the width of the screen. */

#include "base/str.h"

#include <stdint.h>

#define COLUMNS_MAX 12

struct column {
	const char *title; /* N_() */
	uint8_t least;	   /* columns it is narrowed to when the screen is too small; 0: never */
	bool right;	   /* numbers */
};

struct columns {
	const struct column *columns;
	size_t n;
	strlist_t cells; /* n of each row, one after the other */
	VEC(bool) dim;	 /* of each row */
};

void columns_init(struct columns *table, const struct column *columns, size_t n);
void columns_done(struct columns *table);
#define _cleanup_columns_ _cleanup_(columns_done)

/* A row takes n cells, NULL for an empty one. */
void columns_add(struct columns *table, bool dim, const char *const *cells);
void columns_print(const struct columns *table);

/* Of the terminal, $COLUMNS, or 80. */
size_t screen_width(void);

#endif
