/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The journal: who changed what, when; and undo to any point of it. */
#include "ui/view.h"

#include "backend/deploy/author.h"
#include "base/i18n.h"
#include "db/journal_changes.h"
#include "ui/changes.h"
#include "ui/print.h"
#include "ui/widget/message.h"
#include "ui/widget/table.h"

#include <stdlib.h>
#include <time.h>

#define ENTRIES 500 /* read at once; older ones are listed by `nftabs history` */
#define LINES	500 /* of a change; a large import has more than anybody reads */
#define PREVIEW 8   /* changes that are named before they are taken back */

enum { COLUMN_NUMBER, COLUMN_TIME, COLUMN_WHO, COLUMN_WHAT, COLUMNS };

static const struct table_column columns[COLUMNS] = {
    [COLUMN_NUMBER] = {.title = N_("No."), .wish = 5, .least = 4, .right = true},
    [COLUMN_TIME] = {.title = N_("Time"), .wish = 19, .least = 16, .yields = 2},
    [COLUMN_WHO] = {.title = N_("Who"), .wish = 14, .least = 6, .yields = 1},
    [COLUMN_WHAT] = {.title = N_("What"), .wish = 30, .least = 10, .yields = 3, .grows = 1},
};

struct history {
	struct editor *editor;
	struct table table;
	journal_list_t journal;
	bool read; /* the journal is read when the view is looked at, not at the start */
};

static struct history *view_of(const struct editor *editor)
{
	return editor->view_state;
}

static size_t row_count(void *context)
{
	const struct history *history = context;

	return history->journal.n;
}

static void time_text(int64_t seconds, struct str *out)
{
	time_t time = (time_t)seconds;
	struct tm local;
	char text[32];

	localtime_r(&time, &local);
	strftime(text, sizeof(text), "%Y-%m-%d %H:%M:%S", &local);
	str_add(out, text);
}

static void row_cell(void *context, size_t row, size_t column, struct str *out)
{
	const struct history *history = context;
	const struct journal_entry *entry = &history->journal.v[row];

	if (column == COLUMN_NUMBER)
		str_addf(out, "%lld", (long long)entry->id);
	else if (column == COLUMN_TIME)
		time_text(entry->time, out);
	else
		str_add(out, column == COLUMN_WHO ? entry->user : entry->summary);
}

static enum style row_style(void *context, size_t row, size_t column)
{
	const struct history *history = context;

	(void)column;
	return history->journal.v[row].undoes ? STYLE_DIM : STYLE_NORMAL;
}

static const struct table_ops source = {.count = row_count, .text = row_cell, .style = row_style};

static void read_journal(struct history *history)
{
	struct store *store = history->editor->deploy->store;

	if (history->read)
		return;
	history->read = true;
	journal_list_done(&history->journal);
	if (store)
		(void)store_journal(store, 0, ENTRIES, &history->journal, NULL);
	table_refresh(&history->table);
}

static void history_refresh(void *view)
{
	struct history *history = view;

	history->read = false;
}

static void *history_create(struct editor *editor)
{
	struct history *history = MEM_NEW(struct history);

	history->editor = editor;
	table_init(&history->table, &source, history, columns, COLUMNS);
	history->table.vi_keys = true;
	return history;
}

static void history_destroy(void *view)
{
	struct history *history = view;

	widget_done(&history->table.widget);
	journal_list_done(&history->journal);
	free(history);
}

static void history_draw(void *view, const struct canvas *canvas, bool focused)
{
	struct history *history = view;

	read_journal(history);
	widget_draw(&history->table.widget, canvas, focused);
}

static bool has_entry(const struct editor *editor)
{
	return table_selected(&view_of(editor)->table) != SIZE_MAX;
}

struct lines {
	const struct environment *env;
	struct str *out;
	size_t n;
};

static void add_line(const struct change *change, void *context)
{
	struct lines *lines = context;

	if (lines->n++ >= LINES)
		return;
	str_add_char(lines->out, '\n');
	changes_print_one(change, lines->env, lines->out);
}

static void change_text(struct editor *editor, const struct journal_entry *entry, struct str *out)
{
	struct lines lines = {editor_environment(editor), out, 0};

	time_text(entry->time, out);
	str_addf(out, "  %s  %s\n%s\n", entry->user, entry->origin, entry->summary);
	if (journal_changes(entry, add_line, &lines) == SIZE_MAX)
		str_addf(out, "\n%s", entry->details); /* of a version that wrote more than this one knows */
	if (lines.n > LINES)
		str_addf(out, _("\n… and %zu more"), lines.n - LINES);
}

static void show(struct editor *editor)
{
	const struct history *history = view_of(editor);
	_cleanup_str_ struct str text = {0};

	change_text(editor, &history->journal.v[table_selected(&history->table)], &text);
	message_show(editor->loop, _("What was changed"), str_text(&text));
}

struct going_back {
	struct editor *editor;
	int64_t id;
};

static void go_back_answer(void *context, size_t button)
{
	struct going_back *back = context;
	struct editor *editor = back->editor;
	_cleanup_author_ struct author author = {0};
	_cleanup_error_ struct error err = {0};

	author_read("editor", &author);
	if (button == 0) {
		if (store_undo(editor->deploy->store, back->id, &author, &err) || editor_reload(editor, &err))
			editor_say_error(editor, &err);
		else
			editor_say(editor, _("Taken back to before change %lld. Ctrl-R brings it back."),
				   (long long)back->id);
	}
	free(back);
}

static void go_back(struct editor *editor)
{
	const struct history *history = view_of(editor);
	size_t n = table_selected(&history->table) + 1;
	struct going_back *back = MEM_NEW(struct going_back);
	_cleanup_str_ struct str text = {0};

	str_addf(&text,
		 ngettext("%zu change is taken back: this one. Redo (Ctrl-R) brings it back.",
			  "%zu changes are taken back: this one and all after it. Redo (Ctrl-R) brings them back.", n),
		 n);
	str_add_char(&text, '\n');
	for (size_t i = 0; i < n && i < PREVIEW; i++)
		str_addf(&text, "\n%lld  %s", (long long)history->journal.v[i].id, history->journal.v[i].summary);
	if (n > PREVIEW)
		str_addf(&text, _("\n… and %zu more"), n - PREVIEW);
	*back = (struct going_back){editor, history->journal.v[table_selected(&history->table)].id};
	message_ask(editor->loop, _("Go back to before this change?"), str_text(&text), go_back_answer, back);
}

static void print_change(struct editor *editor, struct str *out)
{
	const struct history *history = view_of(editor);

	change_text(editor, &history->journal.v[table_selected(&history->table)], out);
}

static void print_changes(struct editor *editor, struct str *out)
{
	print_table(&view_of(editor)->table, out);
}

static const struct view_print prints[] = {{N_("This change"), 't', has_entry, print_change},
					   {N_("The list"), 'l', NULL, print_changes},
					   {NULL, 0, NULL, NULL}};

static const struct ui_action actions[] = {
    {N_("Show"),
     N_("Shows what exactly was changed."),
     {KEYS_ENTER, KEYS_F(3)},
     MENU_ENTRY,
     .bar = 1,
     .enabled = has_entry,
     .reason = N_("Nothing was changed yet."),
     .run = show},
    {N_("Go back"),
     N_("Takes back this change and all after it, as one step."),
     {'b', KEYS_F(8)},
     MENU_ENTRY,
     .changes = true,
     .bar = 1,
     .enabled = has_entry,
     .reason = N_("Nothing was changed yet."),
     .run = go_back},
};

static const struct action_table history_actions = {actions, ARRAY_SIZE(actions)};

static unsigned history_handle(void *view, const struct event *event)
{
	struct history *history = view;
	unsigned reaction = table_handle(&history->table, event);

	if (reaction & REACTION_ACCEPT)
		action_run(action_find(&history_actions, KEYS_ENTER), history->editor);
	return reaction;
}

const struct view_ops history_view = {
    .title = N_("History"),
    .entry = N_("Change"),
    .create = history_create,
    .destroy = history_destroy,
    .draw = history_draw,
    .handle = history_handle,
    .refresh = history_refresh,
    .actions = &history_actions,
    .prints = prints,
};
