/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_WIDGET_TABLE_H
#define UI_WIDGET_TABLE_H

/*
 * Rows in columns. It asks for the texts it shows and no others, so that a hundred thousand rows scroll as ten do. A
 * filter leaves the rows that have every one of its words in any column; rows keep their numbers, and a row's place is
 * where it stands among those shown. Enter or a double click answers ACCEPT, another selected row or mark CHANGED.
 */

#include "base/words.h"
#include "ui/widget/widget.h"

#define TABLE_COLUMNS_MAX 12

struct table_column {
	const char *title; /* N_(); NULL in all: no row of headings */
	bool right;	   /* numbers */
	uint8_t wish;	   /* columns of the screen it would like; 0: as many as the widest text seen yet */
	uint8_t least;	   /* and can do with; 0 and a wish: it may go away */
	uint8_t yields;	   /* 1 gives way first, 0 never; of the same rank the widest */
	uint8_t grows;	   /* share of the room that is left over */
};

struct table_ops {
	size_t (*count)(void *context);
	void (*text)(void *context, size_t row, size_t column, struct str *out);
	/* Of the cells of rows that are not the selected one; NULL: STYLE_NORMAL. */
	enum style (*style)(void *context, size_t row, size_t column);
	/* A sign before the row, one column wide; NULL: none. */
	const char *(*sign)(void *context, size_t row);
	/* What a filter looks at beside the columns; NULL: nothing. */
	void (*more)(void *context, size_t row, struct str *out);
	/* Rows left out while there is no filter and the table hides; NULL: none. */
	bool (*hidden)(void *context, size_t row);
};

struct table {
	struct widget widget;
	const struct table_ops *ops; /* not owned, as context and columns */
	void *context;
	const struct table_column *columns;
	size_t n;
	bool several; /* Space and Ins mark rows */
	bool vi_keys; /* j, k, g, G, Ctrl-B, Ctrl-F */
	bool bar;     /* has a scroll bar */
	bool hides;   /* asks which rows are hidden */
	size_t at;    /* place of the selected row */
	size_t first; /* in the first line */
	struct str filter;
	struct words words;	       /* of it */
	bool picked;		       /* not all rows are shown */
	VEC(size_t) rows;	       /* then these are, in their order */
	VEC(bool) marks;	       /* by row; as long as needed */
	int widest[TABLE_COLUMNS_MAX]; /* text seen yet, in columns without a wish */
	int shown;		       /* rows on the screen */
	struct canvas drawn;	       /* these rows */
	/* Before the window changed its size: when it is again as large, the same rows are shown. */
	struct {
		size_t at, first;
		int lines, widest[TABLE_COLUMNS_MAX];
	} before;
};

/* The columns, up to TABLE_COLUMNS_MAX, and all else are the caller's. */
void table_init(struct table *table, const struct table_ops *ops, void *context, const struct table_column *columns,
		size_t n);
unsigned table_handle(struct table *table, const struct event *event);

/* table_rows.c: which rows are shown. Reads them again when they have changed; the selected row and the marks keep
 * their numbers. */
void table_refresh(struct table *table);
/* As of base/words.h; "" shows all. The selected row stays selected when it is still shown. */
void table_filter(struct table *table, const char *pattern);
/* Rows that are shown, and the row at a place among them. */
size_t table_count(const struct table *table);
size_t table_row(const struct table *table, size_t at);
/* The selected row, SIZE_MAX when none is shown. */
size_t table_selected(const struct table *table);
/* Selects the row, or the next one that is shown. */
void table_select(struct table *table, size_t row);
bool table_is_marked(const struct table *table, size_t row);
void table_mark(struct table *table, size_t row, bool marked);
size_t table_marked(const struct table *table); /* how many */

/* table_columns.c: the width of each column in a width; 0: it is not shown. */
void table_layout(const struct table *table, int width, int ret[TABLE_COLUMNS_MAX]);
/* Blanks between this column and the next. */
int table_gap(const struct table *table, size_t column);
/* Before the first column: cursor, sign, mark. */
int table_gutter(const struct table *table);

/* table_draw.c */
void table_draw(struct widget *widget, const struct canvas *canvas, bool focused);

#endif
