/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How wide the columns of a table are. */
#include "ui/widget/table.h"

#define MARKER_WIDTH   2 /* cursor and sign */
#define MARK_WIDTH     4 /* "[x] " */
#define MEASURED_LEAST 4

int table_gap(const struct table *table, size_t column)
{
	return table->columns[column].wish ? 1 : 2; /* a column that is as wide as its text ends where the text does */
}

int table_gutter(const struct table *table)
{
	return MARKER_WIDTH + (table->several ? MARK_WIDTH : 0);
}

/* A column without a wish would like what its texts take, and gives way as the others of its kind do. */
static struct table_column terms(const struct table *table, size_t i)
{
	struct table_column column = table->columns[i];
	int widest = table->widest[i];

	if (column.wish)
		return column;
	column.wish = (uint8_t)(widest < UINT8_MAX ? widest : UINT8_MAX);
	column.least = column.wish < MEASURED_LEAST ? column.wish : MEASURED_LEAST;
	column.yields = 1;
	column.grows = i + 1 == table->n;
	return column;
}

/* The column that gives way next: the lowest rank that can still give, and of these the widest. */
static size_t next_to_yield(const struct table *table, const struct table_column *columns, const int *widths)
{
	size_t found = table->n;

	for (size_t i = 0; i < table->n; i++) {
		if (!columns[i].yields || widths[i] <= columns[i].least)
			continue;
		if (found == table->n || columns[i].yields < columns[found].yields ||
		    (columns[i].yields == columns[found].yields && widths[i] > widths[found]))
			found = i;
	}
	return found;
}

static int total(const struct table *table, const int *widths)
{
	int sum = table_gutter(table), gap = 0;

	for (size_t i = 0; i < table->n; i++)
		if (widths[i]) {
			sum += gap + widths[i];
			gap = table_gap(table, i);
		}
	return sum;
}

static void give_rest(const struct table *table, const struct table_column *columns, int rest, int *widths)
{
	int shares = 0;

	for (size_t i = 0; i < table->n; i++)
		shares += widths[i] ? columns[i].grows : 0;
	for (size_t i = 0; i < table->n && shares; i++) {
		int part = widths[i] ? rest * columns[i].grows / shares : 0;

		widths[i] += part;
		rest -= part;
		shares -= widths[i] ? columns[i].grows : 0;
	}
}

void table_layout(const struct table *table, int width, int ret[TABLE_COLUMNS_MAX])
{
	struct table_column columns[TABLE_COLUMNS_MAX];
	size_t give;

	for (size_t i = 0; i < table->n; i++) {
		columns[i] = terms(table, i);
		ret[i] = columns[i].wish;
	}
	while (total(table, ret) > width && (give = next_to_yield(table, columns, ret)) < table->n)
		ret[give] = columns[give].least ? ret[give] - 1 : 0;
	if (total(table, ret) < width)
		give_rest(table, columns, width - total(table, ret), ret);
}

bool table_next_column(struct table *table, bool backwards)
{
	size_t step = backwards ? SIZE_MAX : 1; /* minus one */

	for (size_t i = table->column == TABLE_NO_COLUMN ? (backwards ? table->n - 1 : 0) : table->column + step;
	     i < table->n; i += step)
		if (table->width[i]) {
			table->column = i;
			return true;
		}
	return false;
}
