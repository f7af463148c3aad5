/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/editor.h"

#include "backend/deploy/author.h"
#include "backend/deploy/presets.h"
#include "base/i18n.h"
#include "model/field.h"

#include <stdarg.h>

const struct environment *editor_environment(struct editor *editor)
{
	return system_environment(editor->deploy->system);
}

/* Copying very many rules takes longer than a key should, so the policy that the last edit replaced is kept and brought
 * up to date: at once when it is needed, or before, when the keys rest. */
static void refresh_spare(struct editor *editor)
{
	if (editor->spare.version && editor->spare.version != editor->policy.version)
		policy_follow(&editor->spare, &editor->policy);
}

struct policy editor_copy(struct editor *editor)
{
	struct policy copy;

	if (!editor->spare.version)
		return policy_copy(&editor->policy);
	refresh_spare(editor);
	copy = editor->spare;
	editor->spare = (struct policy){0};
	return copy;
}

static void took_effect(struct editor *editor)
{
	editor->generation++;
	status_refresh(&editor->status, editor->options->db);
}

/* Takes the policy over as the draft. */
static void replace(struct editor *editor, struct policy *policy)
{
	if (editor->spare.version)
		policy_done(&editor->spare);
	editor->spare = editor->policy;
	if (!editor->spare.version)
		policy_done(&editor->spare);
	editor->policy = *policy;
	*policy = (struct policy){0};
	took_effect(editor);
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

/* The check has read the draft as well: then even the first edit need not copy it. */
static void take_spare(struct editor *editor)
{
	if (editor->read_only || editor->spare.version || !editor->status.draft.version)
		policy_done(&editor->status.draft);
	else
		editor->spare = editor->status.draft;
	editor->status.draft = (struct policy){0};
}

void editor_collect(struct editor *editor, bool whole)
{
	if (editor->loading.job && (whole || loading_is_finished(&editor->loading)))
		take_policy(editor);
	if (status_collect(&editor->status, editor->options->db)) {
		editor->generation++;
		take_spare(editor);
	}
	if (!whole)
		refresh_spare(editor);
}

void editor_done(struct editor *editor)
{
	loading_done(&editor->loading);
	status_done(&editor->status);
	hits_done(&editor->hits);
	policy_done(&editor->policy);
	if (editor->spare.version)
		policy_done(&editor->spare);
	str_done(&editor->message);
	error_done(&editor->failure);
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
	replace(editor, &policy);
	return 0;
}

/* Someone else was faster: go on from what is there now. */
static void reload_after(struct editor *editor, const struct error *err)
{
	if (err && err->code == ERROR_CONFLICT)
		(void)editor_reload(editor, NULL);
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
		reload_after(editor, err);
		return -1;
	}
	replace(editor, after);
	return 0;
}

static int take_back(struct editor *editor, int64_t id, struct error *err)
{
	_cleanup_author_ struct author author = {0};
	struct policy after = editor_copy(editor);

	author_read("editor", &author);
	if (store_undo_policy(editor->deploy->store, id, &author, &editor->policy, &after, err)) {
		policy_done(&after);
		reload_after(editor, err);
		return -1;
	}
	replace(editor, &after);
	return 0;
}

static void step(struct editor *editor, bool redo)
{
	_cleanup_error_ struct error err = {0};
	_cleanup_free_ char *summary = NULL;
	struct store *store = editor->deploy->store;
	int64_t id;

	if (editor_refuses(editor))
		return;
	if ((redo ? store_find_redo : store_find_undo)(store, &id, &summary, &err) ||
	    (id && take_back(editor, id, &err)))
		editor_say_error(editor, &err);
	else if (id)
		editor_say(editor, redo ? _("Done again: %s") : _("Undone: %s"), summary);
	else
		editor_say(editor, "%s", redo ? _("Nothing to redo.") : _("Nothing to undo."));
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
	_cleanup_free_ char *text = field_error_text(err);

	editor_say(editor, "%s", text);
	editor->message_is_error = true;
}
