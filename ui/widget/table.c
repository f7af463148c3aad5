/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/table.h"

#include "base/utf8.h"

#include <wctype.h>

static struct table *table_of(struct widget *widget)
{
	return (struct table *)widget;
}

size_t table_count(const struct table *table)
{
	return table->words.n ? table->matches.n : table->ops->count(table->context);
}

size_t table_row(const struct table *table, size_t at)
{
	return table->words.n ? table->matches.v[at] : at;
}

size_t table_selected(const struct table *table)
{
	return table->at < table_count(table) ? table_row(table, table->at) : SIZE_MAX;
}

/* matches is sorted: the first row that is not before the wanted one. */
static size_t place_of(const struct table *table, size_t row)
{
	size_t low = 0, high = table->matches.n;

	if (!table->words.n)
		return row;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (table->matches.v[middle] < row)
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

static void add_lower(struct str *out, const char *text)
{
	uint32_t c;

	for (size_t n; *text; text += n ? n : 1) {
		n = (unsigned char)*text < 0x80 ? 1 : utf8_decode(text, &c);
		if (n == 1)
			str_add_char(out, (char)(*text >= 'A' && *text <= 'Z' ? *text + 'a' - 'A' : *text));
		else if (n)
			str_add_code_point(out, (uint32_t)towlower((wint_t)c));
	}
}

static bool matches(const struct table *table, size_t row, struct str *text, struct str *lower)
{
	str_clear(lower);
	for (size_t column = 0; column < table->n; column++) {
		str_clear(text);
		table->ops->text(table->context, row, column, text);
		add_lower(lower, str_text(text));
		str_add_char(lower, '\n'); /* no word goes over the border of two columns */
	}
	for (size_t i = 0; i < table->words.n; i++)
		if (!strstr(str_text(lower), table->words.v[i]))
			return false;
	return true;
}

/* narrower: only rows that matched before can. */
static void find_matches(struct table *table, bool narrower)
{
	_cleanup_str_ struct str text = {0}, lower = {0};
	size_t rows = narrower ? table->matches.n : table->ops->count(table->context), found = 0;

	if (!narrower)
		table->matches.n = 0;
	for (size_t i = 0; table->words.n && i < rows; i++) {
		size_t row = narrower ? table->matches.v[i] : i;

		if (!matches(table, row, &text, &lower))
			continue;
		if (narrower)
			table->matches.v[found++] = row;
		else
			vec_push(&table->matches, row);
	}
	if (narrower)
		table->matches.n = found;
}

void table_refresh(struct table *table)
{
	bool filtered = table->words.n;
	size_t row = !filtered ? table->at : table->at < table->matches.n ? table->matches.v[table->at] : 0;
	size_t rows = table->ops->count(table->context);

	if (table->marks.n > rows)
		table->marks.n = rows;
	find_matches(table, false);
	table_select(table, row);
}

/* A backslash is a character like others here, so not strlist_split(). */
static void set_words(struct table *table)
{
	const char *text = str_text(&table->filter);

	strlist_done(&table->words);
	for (size_t n; *(text += strspn(text, " ")); text += n) {
		n = strcspn(text, " ");
		vec_push(&table->words, mem_strndup(text, n));
	}
}

void table_filter(struct table *table, const char *text)
{
	size_t row = table_selected(table);
	struct str before = table->filter;
	bool narrower = table->words.n > 0;

	table->filter = (struct str){0};
	add_lower(&table->filter, text);
	narrower = narrower && str_has_prefix(str_text(&table->filter), str_text(&before));
	str_done(&before);
	set_words(table);
	find_matches(table, narrower);
	table_select(table, row == SIZE_MAX ? 0 : row);
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

static unsigned handle_mouse(struct table *table, const struct event *event)
{
	int row, column;
	size_t at;
	unsigned reaction;

	if (!canvas_hit(&table->drawn, event->row, event->column, &row, &column))
		return REACTION_NONE;
	if (event->mouse >= MOUSE_WHEEL_UP)
		return move(table, event->mouse == MOUSE_WHEEL_UP, 3);
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
	return (table->n && table->columns[0].heading ? 1 : 0) + (rows > 6 ? 6 : rows ? (int)rows : 1);
}

static void table_done(struct widget *widget)
{
	struct table *table = table_of(widget);

	str_done(&table->filter);
	strlist_done(&table->words);
	vec_done(&table->matches);
	vec_done(&table->marks);
	vec_done(&table->widths);
}

static const struct widget_ops ops = {
    .handle = widget_table_handle,
    .draw = table_draw,
    .height = table_height,
    .done = table_done,
};

void table_init(struct table *table, const struct table_ops *table_ops, void *context,
		const struct table_column *columns, size_t n)
{
	*table = (struct table){
	    .widget = {&ops}, .ops = table_ops, .context = context, .columns = columns, .n = n, .shown = 1};
	for (size_t i = 0; i < n; i++)
		vec_push(&table->widths, 0);
}
