/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which rows of a table are shown, and which one is selected. */
#include "ui/widget/table.h"

size_t table_count(const struct table *table)
{
	return table->picked ? table->rows.n : table->ops->count(table->context);
}

size_t table_row(const struct table *table, size_t at)
{
	return table->picked ? table->rows.v[at] : at;
}

size_t table_selected(const struct table *table)
{
	return table->at < table_count(table) ? table_row(table, table->at) : SIZE_MAX;
}

/* Where a row stands among the sorted ones; the end when it does not. */
static size_t sorted_place_of(const struct table *table, size_t row)
{
	size_t at = 0;

	while (at < table->rows.n && table->rows.v[at] != row)
		at++;
	return at;
}

/* The first row that is not before the wanted one. */
static size_t place_of(const struct table *table, size_t row)
{
	size_t low = 0, high = table->rows.n;

	if (!table->picked)
		return row;
	if (table->sorted != TABLE_NO_COLUMN)
		return sorted_place_of(table, row);
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (table->rows.v[middle] < row)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void table_select(struct table *table, size_t row)
{
	size_t count = table_count(table), at = place_of(table, row);

	table->at = at < count ? at : count ? count - 1 : 0;
}

bool table_is_marked(const struct table *table, size_t row)
{
	return row < table->marks.n && table->marks.v[row];
}

void table_mark(struct table *table, size_t row, bool marked)
{
	while (table->marks.n <= row)
		vec_push(&table->marks, false);
	table->marks.v[row] = marked;
}

size_t table_marked(const struct table *table)
{
	size_t n = 0;

	for (size_t i = 0; i < table->marks.n; i++)
		n += table->marks.v[i];
	return n;
}

static bool matches(const struct table *table, const struct words *words, size_t row, struct str *text)
{
	str_clear(text);
	for (size_t column = 0; column < table->n; column++) {
		table->ops->text(table->context, row, column, text);
		str_add_char(text, '\n'); /* no word goes over the border of two columns */
	}
	if (table->ops->more)
		table->ops->more(table->context, row, text);
	return words_match(words, str_text(text));
}

static bool is_picked(const struct table *table, size_t row, struct str *text)
{
	if (table->words.list.n)
		return matches(table, &table->words, row, text);
	return table->sorted != TABLE_NO_COLUMN || !table->ops->hidden(table->context, row);
}

/* narrower: only rows that were picked before can be. */
static void pick(struct table *table, bool narrower)
{
	_cleanup_str_ struct str text = {0};
	size_t rows = narrower ? table->rows.n : table->ops->count(table->context), found = 0;

	table->picked = table->words.list.n || table->hides || table->sorted != TABLE_NO_COLUMN;
	if (!narrower)
		table->rows.n = 0;
	for (size_t i = 0; table->picked && i < rows; i++) {
		size_t row = narrower ? table->rows.v[i] : i;

		if (!is_picked(table, row, &text))
			continue;
		if (narrower)
			table->rows.v[found++] = row;
		else
			vec_push(&table->rows, row);
	}
	if (narrower)
		table->rows.n = found;
	else if (table->sorted != TABLE_NO_COLUMN)
		table_order_rows(table);
}

void table_refresh(struct table *table)
{
	size_t rows = table->ops->count(table->context);
	size_t row = !table->picked ? table->at : table->at < table->rows.n ? table->rows.v[table->at] : 0;

	if (table->marks.n > rows)
		table->marks.n = rows;
	pick(table, false);
	table_select(table, row);
}

void table_filter(struct table *table, const char *pattern)
{
	size_t row = table_selected(table);
	bool narrower = table->words.list.n && words_narrow(str_text(&table->filter), pattern);

	str_clear(&table->filter);
	str_add(&table->filter, pattern);
	words_set(&table->words, pattern);
	pick(table, narrower);
	table_select(table, row == SIZE_MAX ? 0 : row);
}

void table_sort(struct table *table, size_t column)
{
	size_t row = table_selected(table);

	table->sorted = column;
	pick(table, false);
	table_select(table, row == SIZE_MAX ? 0 : row);
}

void table_search(struct table *table, const char *pattern)
{
	words_set(&table->search, pattern);
}

bool table_find(struct table *table, size_t at, bool backwards)
{
	_cleanup_str_ struct str text = {0};
	size_t count = table_count(table);

	for (size_t i = 0; table->search.list.n && i < count; i++) {
		size_t place = backwards ? (at + 2 * count - 1 - i) % count : (at + i) % count;

		if (!matches(table, &table->search, table_row(table, place), &text))
			continue;
		table->at = place;
		return true;
	}
	return false;
}
