/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_WIDGET_TABLE_H
#define UI_WIDGET_TABLE_H

/*
 * Rows in columns. It asks for the texts it shows and no others, so that a hundred thousand rows scroll as ten do. A
 * filter leaves the rows that have every one of its words in any column, a search only goes from one such row to the
 * next; the words are seen in the rows. Rows keep their numbers, and a row's place is where it stands among those
 * shown. Enter or a double click answers ACCEPT, another selected row or mark CHANGED.
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
	/* The number of a cell to sort by, most first; false: it is sorted by its text. NULL: all are. */
	bool (*number)(void *context, size_t row, size_t column, uint64_t *ret);
	/* Rows of a lower rank stand first, however they are sorted; NULL: all have the same. */
	int (*rank)(void *context, size_t row);
};

#define TABLE_NO_COLUMN SIZE_MAX

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
	struct words search;	       /* what is searched; seen in the rows while there is no filter */
	size_t sorted;		       /* by this column, or TABLE_NO_COLUMN */
	size_t column;		       /* the one that is chosen in the headings, or TABLE_NO_COLUMN */
	bool picked;		       /* not all rows are shown, or not in their order */
	VEC(size_t) rows;	       /* then these are, in this order */
	VEC(bool) marks;	       /* by row; as long as needed */
	int widest[TABLE_COLUMNS_MAX]; /* text seen yet, in columns without a wish */
	int shown;		       /* rows on the screen */
	struct canvas drawn;	       /* these rows */
	/* Before the window changed its size: when it is again as large, the same rows are shown. */
	struct {
		size_t at, first;
		int lines, widest[TABLE_COLUMNS_MAX];
	} before;
	int left[TABLE_COLUMNS_MAX];  /* of the columns there */
	int width[TABLE_COLUMNS_MAX]; /* 0: not shown */
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
/* Shows the rows in the order of a column, or in their own again (TABLE_NO_COLUMN). Hidden ones are shown meanwhile. */
void table_sort(struct table *table, size_t column);
/* What to search for; "" nothing. */
void table_search(struct table *table, const char *pattern);
/* Selects the next row that has the words, from `at` on (before it when backwards), over the end too; false when no
 * row that is shown has them. */
bool table_find(struct table *table, size_t at, bool backwards);
bool table_is_marked(const struct table *table, size_t row);
void table_mark(struct table *table, size_t row, bool marked);
size_t table_marked(const struct table *table); /* how many */

/* table_sort.c: for table_rows.c. */
void table_order_rows(struct table *table);

/* table_columns.c: the width of each column in a width; 0: it is not shown. */
void table_layout(const struct table *table, int width, int ret[TABLE_COLUMNS_MAX]);
/* Blanks between this column and the next. */
int table_gap(const struct table *table, size_t column);
/* Before the first column: cursor, sign, mark. */
int table_gutter(const struct table *table);
/* Chooses the next column that is shown; false when there is none on that side. */
bool table_next_column(struct table *table, bool backwards);

/* table_draw.c */
void table_draw(struct widget *widget, const struct canvas *canvas, bool focused);
/* Where the cell of the selected row was drawn last; empty when it was not. */
struct canvas table_cell_canvas(const struct table *table, size_t column);

#endif
