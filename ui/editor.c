/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/editor.h"

#include "backend/deploy/author.h"
#include "backend/deploy/presets.h"
#include "base/i18n.h"
#include "ui/undo.h"

#include <stdarg.h>

#define JOURNAL_PAGE 64

const struct environment *editor_environment(struct editor *editor)
{
	return system_environment(editor->deploy->system);
}

struct policy editor_copy(const struct editor *editor)
{
	return policy_copy(&editor->policy);
}

bool editor_refuses(struct editor *editor)
{
	if (!editor->read_only)
		return false;
	if (editor->options->read_only)
		editor_say(editor, _("Read only: %s"), editor->options->read_only);
	else
		editor_say(editor, _("Read only, as asked for: start nftabs without --read-only to edit."));
	editor->message_is_error = true;
	return true;
}

static void took_effect(struct editor *editor)
{
	editor->generation++;
	status_refresh(&editor->status, editor->options->db);
}

/* Where no policy is stored yet a reader sees what a new one would begin with. */
int editor_open(struct editor *editor, struct error *err)
{
	struct store *store = editor->deploy->store;

	return store ? loading_begin(&editor->loading, store, &editor->policy, err)
		     : presets_starter(&editor->policy, err);
}

void editor_start(struct editor *editor)
{
	loading_start(&editor->loading, editor->options->db);
	if (!editor->loading.job)
		status_refresh(&editor->status, editor->options->db);
}

static void take_policy(struct editor *editor)
{
	struct policy policy;

	if (loading_take(&editor->loading, &policy, &editor->failure)) {
		loop_quit(editor->loop);
		return;
	}
	policy_done(&editor->policy);
	editor->policy = policy;
	took_effect(editor);
}

void editor_collect(struct editor *editor, bool whole)
{
	if (editor->loading.job && (whole || loading_is_finished(&editor->loading)))
		take_policy(editor);
	if (status_collect(&editor->status, editor->options->db))
		editor->generation++;
}

size_t editor_rules(const struct editor *editor)
{
	return editor->policy.version == STORE_PART ? editor->loading.rules : editor->policy.rules.n;
}

int editor_reload(struct editor *editor, struct error *err)
{
	struct policy policy;

	if (store_load(editor->deploy->store, &policy, err))
		return -1;
	policy_done(&editor->policy);
	editor->policy = policy;
	took_effect(editor);
	return 0;
}

int editor_change(struct editor *editor, struct policy *after, const char *summary, struct error *err)
{
	_cleanup_author_ struct author author = {0};
	int result;

	if (store_check_write(editor->deploy->store, err)) {
		policy_done(after);
		return -1;
	}
	author_read("editor", &author);
	result = store_save(editor->deploy->store, &editor->policy, after, &author, summary, err);
	if (result) {
		policy_done(after);
		/* Someone else was faster: go on from what is there now. */
		if (err && err->code == ERROR_CONFLICT)
			(void)editor_reload(editor, NULL);
		return -1;
	}
	policy_done(&editor->policy);
	editor->policy = *after;
	*after = (struct policy){0};
	took_effect(editor);
	return 0;
}

/* The journal, as far back as needed to know what to take back. */
static bool find_step(struct editor *editor, bool redo, journal_list_t *journal, size_t *ret_entry, size_t *ret_edit,
		      struct error *err)
{
	bool more;

	for (size_t limit = JOURNAL_PAGE;; limit *= 4) {
		size_t got;

		journal_list_done(journal);
		if (store_journal(editor->deploy->store, 0, limit, journal, err))
			return false;
		got = journal->n;
		if (undo_find(journal, redo, ret_entry, ret_edit, &more))
			return true;
		if (!more || got < limit)
			return false;
	}
}

static int take_back(struct editor *editor, int64_t id, struct error *err)
{
	_cleanup_author_ struct author author = {0};

	author_read("editor", &author);
	return store_undo(editor->deploy->store, id, &author, err) || editor_reload(editor, err) ? -1 : 0;
}

/* What a new store began with is no edit of the user's. */
static bool is_beginning(const struct journal_entry *entry)
{
	return str_equal(entry->origin, "starter policy");
}

static void step(struct editor *editor, bool redo)
{
	_cleanup_(journal_list_done) journal_list_t journal = {0};
	_cleanup_error_ struct error err = {0};
	size_t entry, edit;

	if (editor_refuses(editor))
		return;
	if (!find_step(editor, redo, &journal, &entry, &edit, &err) || is_beginning(&journal.v[edit])) {
		if (err.code)
			editor_say_error(editor, &err);
		else
			editor_say(editor, "%s", redo ? _("Nothing to redo.") : _("Nothing to undo."));
		return;
	}
	if (take_back(editor, journal.v[entry].id, &err))
		editor_say_error(editor, &err);
	else
		editor_say(editor, redo ? _("Done again: %s") : _("Undone: %s"), journal.v[edit].summary);
}

void editor_undo(struct editor *editor)
{
	step(editor, false);
}

void editor_redo(struct editor *editor)
{
	step(editor, true);
}

void editor_say(struct editor *editor, const char *format, ...)
{
	va_list ap;

	str_clear(&editor->message);
	va_start(ap, format);
	str_vaddf(&editor->message, format, ap);
	va_end(ap);
	editor->message_is_error = false;
}

void editor_say_error(struct editor *editor, const struct error *err)
{
	_cleanup_free_ char *text = error_text(err);

	editor_say(editor, "%s", text);
	editor->message_is_error = true;
}
