/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finding rules: a filter hides the other lines, a search goes from line to line, sorting shows them in another order.
 */
#include "ui/firewall.h"

#include "base/i18n.h"
#include "model/table.h"
#include "ui/widget/picker.h"
#include "ui/widget/text.h"

static struct firewall *of(struct editor *editor)
{
	return editor->view_state;
}

static bool is_filtered(const struct firewall *firewall)
{
	return firewall->table.words.list.n;
}

static void start_typing(struct firewall *firewall, enum typing typing, const char *text)
{
	firewall->typing = typing;
	firewall->origin = table_selected(&firewall->table);
	text_field_set(&firewall->line, text);
}

static void remember(struct firewall *firewall)
{
	const char *text = text_field_text(&firewall->line);

	if (!text[strspn(text, " ")])
		return;
	free(firewall->remembered);
	firewall->remembered = mem_strdup(text);
}

void firewall_filter(struct editor *editor)
{
	start_typing(of(editor), TYPING_FILTER, str_text(&of(editor)->table.filter));
}

void firewall_search(struct editor *editor)
{
	start_typing(of(editor), TYPING_SEARCH, "");
}

static void search_on(struct editor *editor, bool backwards)
{
	struct firewall *firewall = of(editor);
	size_t before = firewall->table.at;

	if (!firewall->remembered) {
		firewall_search(editor);
		return;
	}
	table_search(&firewall->table, firewall->remembered);
	if (!table_find(&firewall->table, backwards ? before : before + 1, backwards))
		editor_say(editor, _("No line has all of this: %s"), firewall->remembered);
	else if (backwards ? firewall->table.at >= before : firewall->table.at <= before)
		editor_say(editor, backwards ? _("Gone on from the end, for: %s") : _("Gone on from the top, for: %s"),
			   firewall->remembered);
}

void firewall_search_next(struct editor *editor)
{
	search_on(editor, false);
}

void firewall_search_previous(struct editor *editor)
{
	search_on(editor, true);
}

/* What can be sorted by, as rows of the picker. */
static const size_t sort_columns[] = {
    FIREWALL_HITS,     LISTING_NAME,	 LISTING_SERVICE,     LISTING_ADDRESS, LISTING_ACTION,
    LISTING_DIRECTION, LISTING_PROTOCOL, LISTING_APPLICATION, LISTING_ENABLED, LISTING_FLAGS,
};

static const char *column_name(const struct firewall *firewall, size_t column)
{
	const char *title = firewall->table.columns[column].title;

	return str_empty(title) ? _("On/off") : _(title);
}

static size_t sort_count(void *context)
{
	(void)context;
	return ARRAY_SIZE(sort_columns);
}

static void sort_text(void *context, size_t row, size_t column, struct str *out)
{
	(void)column;
	str_add(out, column_name(context, sort_columns[row]));
}

static void sort_chosen(void *context, const size_t *rows, size_t n)
{
	struct firewall *firewall = context;

	if (n)
		table_sort(&firewall->table, sort_columns[rows[0]]);
}

static size_t sort_selected(const struct firewall *firewall)
{
	for (size_t i = 0; i < ARRAY_SIZE(sort_columns); i++)
		if (sort_columns[i] == firewall->table.column)
			return i;
	return 0;
}

void firewall_sort(struct editor *editor)
{
	static const struct table_ops ops = {.count = sort_count, .text = sort_text};
	static const struct table_column column[] = {{0}};
	struct firewall *firewall = of(editor);

	if (firewall->table.sorted != TABLE_NO_COLUMN) {
		table_sort(&firewall->table, TABLE_NO_COLUMN);
		editor_say(editor, _("In the order in which the rules decide."));
		return;
	}
	picker_open(editor->loop, &(struct picker_options){.title = _("Show sorted by"),
							   .ops = &ops,
							   .context = firewall,
							   .columns = column,
							   .n = ARRAY_SIZE(column),
							   .selected = sort_selected(firewall),
							   .height = ARRAY_SIZE(sort_columns) + 1,
							   .width = 44,
							   .chosen = sort_chosen});
}

static void stop_typing(struct firewall *firewall, bool give_up)
{
	bool search = firewall->typing == TYPING_SEARCH;

	firewall->typing = TYPING_NOTHING;
	if (!give_up || !search)
		remember(firewall);
	if (!give_up)
		return;
	if (!search) {
		table_filter(&firewall->table, "");
		return;
	}
	table_search(&firewall->table, "");
	table_select(&firewall->table, firewall->origin);
}

bool firewall_escape(struct firewall *firewall)
{
	struct table *table = &firewall->table;

	if (firewall->cell.open)
		firewall_cell_give_up(firewall);
	else if (firewall->typing)
		stop_typing(firewall, true);
	else if (is_filtered(firewall))
		table_filter(table, "");
	else if (table->search.list.n)
		table_search(table, "");
	else if (table->sorted != TABLE_NO_COLUMN)
		table_sort(table, TABLE_NO_COLUMN);
	else if (table->column != TABLE_NO_COLUMN)
		table->column = TABLE_NO_COLUMN;
	else if (firewall->marked.ids.n)
		id_set_done(&firewall->marked);
	else
		return false;
	return true;
}

static void follow(struct firewall *firewall)
{
	const char *text = text_field_text(&firewall->line);

	if (firewall->typing == TYPING_FILTER) {
		table_filter(&firewall->table, text);
		return;
	}
	table_search(&firewall->table, text);
	table_select(&firewall->table, firewall->origin);
	(void)table_find(&firewall->table, firewall->table.at, false);
}

/* While a line is typed no key is a command; the list follows, Enter goes there. */
unsigned firewall_type(struct firewall *firewall, const struct event *event)
{
	static const int moves[] = {KEYS_UP, KEYS_DOWN, KEYS_PAGE_UP, KEYS_PAGE_DOWN};
	unsigned reaction;

	if (event->type == EVENT_MOUSE)
		return table_handle(&firewall->table, event) & ~REACTION_ACCEPT;
	for (size_t i = 0; event->type == EVENT_KEY && i < ARRAY_SIZE(moves); i++)
		if (event->key == moves[i])
			return table_handle(&firewall->table, event);
	if (event->type == EVENT_KEY && event->key == KEYS_ENTER) {
		stop_typing(firewall, false);
		return REACTION_HANDLED;
	}
	reaction = widget_handle(&firewall->line.widget, event);
	if (reaction & REACTION_CHANGED)
		follow(firewall);
	return REACTION_HANDLED;
}

bool firewall_has_line(const struct firewall *firewall)
{
	return firewall->typing || is_filtered(firewall);
}

static char *count_text(const struct firewall *firewall)
{
	size_t n = table_count(&firewall->table), all = firewall_rows.count((void *)(uintptr_t)firewall);

	if (firewall->typing == TYPING_SEARCH)
		return mem_strdup("");
	return mem_printf(ngettext("%zu line of %zu", "%zu lines of %zu", n), n, all);
}

static const char *hint(const struct firewall *firewall)
{
	if (!firewall->typing)
		return _("Esc: all again");
	return firewall->typing == TYPING_FILTER ? _("Enter: list, Esc: all again")
						 : _("Enter: stay here, n: next, Esc: back");
}

void firewall_draw_line(struct firewall *firewall, const struct canvas *canvas, bool focused)
{
	bool search = firewall->typing == TYPING_SEARCH;
	_cleanup_free_ char *count = count_text(firewall);
	int at = canvas_put(canvas, 0, 1, STYLE_STRONG, search ? _("Search:") : _("Filter:")) + 1;
	int middle = canvas->width * 2 / 5;
	struct canvas field = canvas_part(canvas, 0, at, 1, middle - at);
	_cleanup_free_ char *text = mem_printf("%s%s%s", count, *count ? "  " : "", hint(firewall));

	if (!firewall->typing)
		text_field_set(&firewall->line, str_text(&firewall->table.filter));
	widget_draw(&firewall->line.widget, &field, focused && firewall->typing);
	canvas_put_in(canvas, 0, middle + 2, canvas->width - middle - 2, STYLE_DIM, text);
}

void firewall_state(const struct firewall *firewall, struct str *out)
{
	const struct table *table = &firewall->table;
	size_t marked = firewall->marked.ids.n;

	if (firewall->cell.open) {
		str_addf(out, _("%s: Enter stores, Tab goes to the next column, Esc gives up"),
			 table_label(firewall->cell.field, &firewall->cell.rule));
		return;
	}
	if (table->sorted != TABLE_NO_COLUMN)
		str_addf(out, _("Sorted by %s; the rules decide in the order of No.  o: back to it"),
			 column_name(firewall, table->sorted));
	if (marked && out->length)
		str_add(out, "  ");
	if (marked)
		str_addf(out, ngettext("%zu marked", "%zu marked", marked), marked);
}
