/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/columns.h"

#include "base/i18n.h"
#include "base/utf8.h"

#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* The translation of "" is the catalogue's own header. */
static const char *column_title(const struct column *column)
{
	return *column->title ? _(column->title) : "";
}

#define WIDTH_MIN 40

void columns_init(struct columns *table, const struct column *columns, size_t n)
{
	*table = (struct columns){.columns = columns, .n = n};
}

void columns_done(struct columns *table)
{
	strlist_done(&table->cells);
	vec_done(&table->dim);
}

void columns_add(struct columns *table, bool dim, const char *const *cells)
{
	for (size_t i = 0; i < table->n; i++)
		strlist_add(&table->cells, cells[i] ? cells[i] : "");
	vec_push(&table->dim, dim);
}

size_t screen_width(void)
{
	const char *columns = getenv("COLUMNS");
	unsigned long width = 80;
	struct winsize size;

	if (!ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_col >= WIDTH_MIN)
		return size.ws_col;
	if (columns)
		(void)str_to_uint(columns, WIDTH_MIN, 1000, &width);
	return width;
}

static const char *cell(const struct columns *table, size_t row, size_t column)
{
	return table->cells.v[row * table->n + column];
}

static void natural_widths(const struct columns *table, size_t *widths)
{
	for (size_t i = 0; i < table->n; i++) {
		widths[i] = utf8_width(column_title(&table->columns[i]));
		for (size_t row = 0; row < table->dim.n; row++) {
			size_t width = utf8_width(cell(table, row, i));

			if (width > widths[i])
				widths[i] = width;
		}
	}
}

/* The column that gives way next: the one that is furthest above its least width. SIZE_MAX: none can. */
static size_t widest(const struct columns *table, const size_t *widths)
{
	size_t found = SIZE_MAX, most = 0;

	for (size_t i = 0; i < table->n; i++) {
		size_t least = table->columns[i].least;

		if (least && widths[i] > least && widths[i] - least > most) {
			most = widths[i] - least;
			found = i;
		}
	}
	return found;
}

static void fit(const struct columns *table, size_t *widths, size_t screen)
{
	size_t sum = table->n - 1, column;

	for (size_t i = 0; i < table->n; i++)
		sum += widths[i];
	while (sum > screen && (column = widest(table, widths)) != SIZE_MAX) {
		widths[column]--;
		sum--;
	}
}

static void add_cell(struct str *out, const char *text, size_t width, bool right, bool last)
{
	size_t have = utf8_width(text);
	bool cut = have > width;
	size_t bytes = cut ? utf8_fit(text, width - 1) : strlen(text);
	_cleanup_free_ char *shown = mem_strndup(text, bytes);
	size_t pad;

	have = utf8_width(shown) + cut;
	pad = width > have ? width - have : 0;
	if (right)
		str_addf(out, "%*s", (int)pad, "");
	str_addf(out, "%s%s", shown, cut ? "~" : "");
	if (!right && !last)
		str_addf(out, "%*s", (int)pad, "");
}

static void print_row(const struct columns *table, const size_t *widths, size_t row, bool dim)
{
	_cleanup_str_ struct str line = {0};

	for (size_t i = 0; i < table->n; i++) {
		if (i)
			str_add_char(&line, ' ');
		add_cell(&line, row == SIZE_MAX ? column_title(&table->columns[i]) : cell(table, row, i), widths[i],
			 table->columns[i].right, i == table->n - 1);
	}
	while (line.length && line.text[line.length - 1] == ' ')
		line.text[--line.length] = '\0';
	printf(dim ? "\033[2m%s\033[m\n" : "%s\n", str_text(&line));
}

void columns_print(const struct columns *table)
{
	bool colours = isatty(STDOUT_FILENO) && str_empty(getenv("NO_COLOR"));
	size_t widths[COLUMNS_MAX];

	natural_widths(table, widths);
	fit(table, widths, screen_width());
	print_row(table, widths, SIZE_MAX, colours);
	for (size_t row = 0; row < table->dim.n; row++)
		print_row(table, widths, row, colours && table->dim.v[row]);
}
