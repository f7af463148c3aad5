/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_WIDGET_SHEET_H
#define UI_WIDGET_SHEET_H

/*
 * A list of rows in columns, as long as one likes: only the rows on the screen are ever asked for. What the cells hold
 * and mean is the source's; the table knows where it is scrolled to and which row is the current one.
 */

#include "ui/widget/widget.h"

#define SHEET_COLUMNS_MAX 12

struct sheet_column {
	const char *title; /* N_() */
	uint8_t wish;	   /* columns it would like */
	uint8_t least;	   /* and can do with; 0: it may go away */
	uint8_t yields;	   /* 1 gives way first, 0 never */
	uint8_t grows;	   /* share of the room that is left over */
	bool right;	   /* numbers */
};

struct sheet_source {
	size_t (*count)(void *context);
	void (*cell)(void *context, size_t row, size_t column, struct str *out);
	/* Style of the cell where the row is not the current one; NULL: normal. */
	enum style (*style)(void *context, size_t row, size_t column);
	/* A sign before the row, " " none; one column wide. NULL: none. */
	const char *(*sign)(void *context, size_t row);
};

struct sheet {
	struct widget widget;
	const struct sheet_column *columns;
	size_t n_columns;
	const struct sheet_source *source;
	void *context; /* of the source */
	size_t current;
	size_t top;		   /* first row shown */
	int page;		   /* rows shown when it was drawn last */
	int head_row, head_column; /* where its first row was drawn, for the mouse */
	int width;
};

void sheet_init(struct sheet *sheet, const struct sheet_column *columns, size_t n_columns,
		const struct sheet_source *source, void *context);
/* Moves to a row, or the last one. */
void sheet_go(struct sheet *sheet, size_t row);
/* After the source changed: the current row stays inside. */
void sheet_refresh(struct sheet *sheet);
/* Widths of the columns in a width; 0: the column is not shown. */
void sheet_layout(const struct sheet *sheet, int width, int ret[SHEET_COLUMNS_MAX]);

#endif
