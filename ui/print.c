/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/print.h"

#include "base/i18n.h"
#include "model/table.h"
#include "ui/main_screen.h"
#include "ui/widget/menu.h"
#include "ui/widget/text.h"

#include <stdlib.h>

#define GAP	    2 /* blanks between columns */
#define MENU_ROW    3
#define MENU_COLUMN 8

static void add_blanks(struct str *out, int n)
{
	for (; n > 0; n--)
		str_add_char(out, ' ');
}

/* Nothing is padded at the end of a line. */
static void end_line(struct str *out)
{
	while (out->length && out->text[out->length - 1] == ' ')
		out->text[--out->length] = 0;
	str_add_char(out, '\n');
}

static void add_cell(const struct table_column *column, const char *text, int width, struct str *out)
{
	int spare = width - text_width(text);

	if (column->right)
		add_blanks(out, spare);
	str_add(out, text);
	if (!column->right)
		add_blanks(out, spare);
	add_blanks(out, GAP);
}

static void widen(int *width, const char *text)
{
	int own = text_width(text);

	*width = own > *width ? own : *width;
}

static void measure(const struct table *table, int widths[TABLE_COLUMNS_MAX])
{
	for (size_t column = 0; column < table->n; column++) {
		_cleanup_str_ struct str text = {0};

		widths[column] = table->columns[column].title ? text_width(_(table->columns[column].title)) : 0;
		for (size_t at = 0; at < table_count(table); at++) {
			str_clear(&text);
			table->ops->text(table->context, table_row(table, at), column, &text);
			widen(&widths[column], str_text(&text));
		}
	}
}

void print_table(const struct table *table, struct str *out)
{
	int widths[TABLE_COLUMNS_MAX] = {0};
	_cleanup_str_ struct str text = {0};

	measure(table, widths);
	for (size_t column = 0; column < table->n; column++) {
		const char *title = table->columns[column].title;

		add_cell(&table->columns[column], title && *title ? _(title) : "", widths[column], out);
	}
	end_line(out);
	for (size_t at = 0; at < table_count(table); at++) {
		for (size_t column = 0; column < table->n; column++) {
			str_clear(&text);
			table->ops->text(table->context, table_row(table, at), column, &text);
			add_cell(&table->columns[column], str_text(&text), widths[column], out);
		}
		end_line(out);
	}
}

void print_fields(const struct field_table *fields, const void *of, struct str *out)
{
	int width = 0;

	for (size_t i = 0; i < fields->n; i++)
		widen(&width, _(fields->fields[i].label));
	for (size_t i = 0; i < fields->n; i++) {
		const char *label = _(fields->fields[i].label);

		str_add(out, label);
		add_blanks(out, width - text_width(label) + GAP);
		table_value(&fields->fields[i], of, out);
		end_line(out);
	}
}

static void print(struct editor *editor, const struct view_print *what)
{
	struct event resize = {.type = EVENT_RESIZE};
	_cleanup_str_ struct str text = {0};

	what->write(editor, &text);
	terminal_print(editor->terminal, str_text(&text), _("Press Enter to go back. "));
	/* Nobody was told of a new size meanwhile. */
	terminal_size(editor->terminal, &resize.row, &resize.column);
	loop_feed(editor->loop, &resize);
}

/* Lives while it is asked what to print. */
struct question {
	struct editor *editor;
	const struct view_print *prints[8];
	size_t n;
};

static void chosen(void *context, size_t item)
{
	const struct question *question = context;

	print(question->editor, question->prints[item]);
}

void print_open(struct editor *editor)
{
	struct question *question = MEM_NEW(struct question);
	struct menu_item items[ARRAY_SIZE(question->prints)] = {0};
	char keys[ARRAY_SIZE(question->prints)][2] = {0};

	question->editor = editor;
	for (const struct view_print *print = main_views[editor->view]->prints;
	     print->name && question->n < ARRAY_SIZE(items); print++) {
		if (print->possible && !print->possible(editor))
			continue;
		keys[question->n][0] = (char)print->key;
		items[question->n] = (struct menu_item){.label = _(print->name), .keys = keys[question->n]};
		question->prints[question->n++] = print;
	}
	menu_open(editor->loop, &(struct menu_options){.title = _("Print"),
						       .row = MENU_ROW,
						       .column = MENU_COLUMN,
						       .items = items,
						       .n = question->n,
						       .chosen = chosen,
						       .release = free,
						       .context = question});
}
