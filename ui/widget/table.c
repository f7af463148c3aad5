/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/table.h"

#include "ui/widget/guide.h"

#define WHEEL_ROWS 3

static struct table *table_of(struct widget *widget)
{
	return (struct table *)widget;
}

static unsigned select_at(struct table *table, size_t at)
{
	bool changed = table->at != at;

	table->at = at;
	return changed ? REACTION_HANDLED | REACTION_CHANGED : REACTION_HANDLED;
}

static unsigned move(struct table *table, bool backwards, size_t by)
{
	size_t count = table_count(table);

	if (!count)
		return REACTION_HANDLED;
	if (backwards)
		return select_at(table, table->at > by ? table->at - by : 0);
	return select_at(table, table->at + by < count ? table->at + by : count - 1);
}

static unsigned turn_mark(struct table *table)
{
	size_t row = table_selected(table);

	if (row == SIZE_MAX)
		return REACTION_HANDLED;
	table_mark(table, row, !table_is_marked(table, row));
	return move(table, false, 1) | REACTION_CHANGED;
}

static const struct {
	int key, vi;
	bool backwards;
	size_t rows, pages;
} moves[] = {
    {KEYS_UP, 'k', true, 1, 0},
    {KEYS_DOWN, 'j', false, 1, 0},
    {KEYS_PAGE_UP, KEYS_CTRL('B'), true, 0, 1},
    {KEYS_HOME, 'g', true, SIZE_MAX / 4, 0},
    {KEYS_END, 'G', false, SIZE_MAX / 4, 0},
    {KEYS_PAGE_DOWN, KEYS_CTRL('F'), false, 0, 1},
};

static unsigned handle_key(struct table *table, int key)
{
	size_t page = table->shown > 1 ? (size_t)table->shown - 1 : 1;

	for (size_t i = 0; i < ARRAY_SIZE(moves); i++)
		if (moves[i].key == key || (table->vi_keys && moves[i].vi == key))
			return move(table, moves[i].backwards, moves[i].rows + moves[i].pages * page);
	if (table->several && (key == KEYS_SPACE || key == KEYS_INSERT))
		return turn_mark(table);
	if (key == KEYS_ENTER && table_selected(table) != SIZE_MAX)
		return REACTION_HANDLED | REACTION_ACCEPT;
	return REACTION_NONE;
}

/* The wheel moves what is seen; the selected row comes along when it would go out of sight. */
static unsigned turn_wheel(struct table *table, bool up)
{
	size_t count = table_count(table), page = (size_t)table->shown, last = count > page ? count - page : 0;

	if (up)
		table->first = table->first > WHEEL_ROWS ? table->first - WHEEL_ROWS : 0;
	else
		table->first = table->first + WHEEL_ROWS < last ? table->first + WHEEL_ROWS : last;
	if (table->at < table->first)
		return select_at(table, table->first);
	return select_at(table, table->at < table->first + page ? table->at : table->first + page - 1);
}

static unsigned handle_mouse(struct table *table, const struct event *event)
{
	int row, column;
	size_t at;
	unsigned reaction;

	if (!canvas_hit(&table->drawn, event->row, event->column, &row, &column))
		return REACTION_NONE;
	if (event->mouse >= MOUSE_WHEEL_UP)
		return turn_wheel(table, event->mouse == MOUSE_WHEEL_UP);
	at = table->first + (size_t)row;
	if (at >= table_count(table))
		return REACTION_HANDLED;
	reaction = select_at(table, at);
	if (table->several && column >= 2 && column < 5) { /* on the "[x]" */
		table_mark(table, table_row(table, at), !table_is_marked(table, table_row(table, at)));
		return reaction | REACTION_CHANGED;
	}
	return event->mouse == MOUSE_DOUBLE_CLICK ? reaction | REACTION_ACCEPT : reaction;
}

unsigned table_handle(struct table *table, const struct event *event)
{
	if (event->type == EVENT_KEY)
		return handle_key(table, event->key);
	return event->type == EVENT_MOUSE ? handle_mouse(table, event) : REACTION_NONE;
}

static unsigned widget_table_handle(struct widget *widget, const struct event *event)
{
	return table_handle(table_of(widget), event);
}

/* As a field of a form: a few rows of it. */
static int table_height(const struct widget *widget, int width)
{
	const struct table *table = (const struct table *)widget;
	size_t rows = table_count(table);

	(void)width;
	return (table->n && table->columns[0].title ? 1 : 0) + (rows > 6 ? 6 : rows ? (int)rows : 1);
}

static void table_done(struct widget *widget)
{
	struct table *table = table_of(widget);

	str_done(&table->filter);
	words_done(&table->words);
	words_done(&table->search);
	vec_done(&table->rows);
	vec_done(&table->marks);
}

static const struct widget_ops ops = {
    .handle = widget_table_handle,
    .keys = guide_table_keys,
    .draw = table_draw,
    .height = table_height,
    .done = table_done,
};

void table_init(struct table *table, const struct table_ops *table_ops, void *context,
		const struct table_column *columns, size_t n)
{
	*table = (struct table){.widget = {&ops},
				.ops = table_ops,
				.context = context,
				.columns = columns,
				.n = n,
				.shown = 1,
				.sorted = TABLE_NO_COLUMN,
				.column = TABLE_NO_COLUMN};
}
