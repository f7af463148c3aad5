/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_WIDGET_TABLE_H
#define UI_WIDGET_TABLE_H

/*
 * Rows in columns. It asks for the texts it shows and no others, so that a hundred thousand rows scroll as ten do. A
 * filter leaves the rows that have every one of its words in any column; rows keep their numbers. Enter or a double
 * click answers ACCEPT, another selected row or mark CHANGED.
 */

#include "base/str.h"
#include "ui/widget/widget.h"

struct table_column {
	const char *heading; /* NULL in all: no row of headings */
	bool right;	     /* numbers */
};

struct table_ops {
	size_t (*count)(void *context);
	void (*text)(void *context, size_t row, size_t column, struct str *out);
	enum style (*style)(void *context, size_t row, size_t column); /* NULL: STYLE_NORMAL */
};

struct table {
	struct widget widget;
	const struct table_ops *ops; /* not owned, as context and columns */
	void *context;
	const struct table_column *columns;
	size_t n;
	bool several;	     /* Space and Ins mark rows */
	bool vi_keys;	     /* j, k, g, G */
	size_t at;	     /* the selected one, counted in the rows shown */
	size_t first;	     /* in the first row */
	struct str filter;   /* in lower case */
	strlist_t words;     /* of it */
	VEC(size_t) matches; /* rows that have them; unused without words */
	VEC(bool) marks;     /* by row; as long as needed */
	VEC(int) widths;     /* of the columns, as wide as any text seen yet */
	int shown;	     /* rows on the screen */
	struct canvas drawn; /* these rows */
};

void table_init(struct table *table, const struct table_ops *ops, void *context, const struct table_column *columns,
		size_t n);
unsigned table_handle(struct table *table, const struct event *event);
/* Reads the rows again when they have changed; the selected row and the marks keep their numbers. */
void table_refresh(struct table *table);
/* Words with blanks between; "" shows all. The selected row stays selected when it is still shown. */
void table_filter(struct table *table, const char *text);
/* Rows that are shown, and the row at a place among them. */
size_t table_count(const struct table *table);
size_t table_row(const struct table *table, size_t at);
/* The selected row, SIZE_MAX when none is shown. */
size_t table_selected(const struct table *table);
void table_select(struct table *table, size_t row);
bool table_is_marked(const struct table *table, size_t row);
void table_mark(struct table *table, size_t row, bool marked);
size_t table_marked(const struct table *table); /* how many */

/* For table_draw.c: the parts. */
void table_draw(struct widget *widget, const struct canvas *canvas, bool focused);

#endif
