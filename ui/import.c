/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A document becomes the draft in two steps, each beside the screen: it is read, checked and compared; and, when what
 * it changes has been seen, stored in one transaction. Until then nothing is written. */
#include "ui/documents.h"

#include "backend/deploy/author.h"
#include "base/file.h"
#include "base/i18n.h"
#include "model/adopt.h"
#include "model/check.h"
#include "model/document.h"
#include "ui/changes.h"
#include "ui/file_dialog.h"
#include "ui/job.h"
#include "ui/widget/message.h"

#include <stdlib.h>
#include <sys/stat.h>

struct import {
	struct editor *editor;
	struct file_dialog *dialog; /* stays below until it is done */
	char *db, *path;
	struct policy before, after;
	size_t rules, changes;
	struct str text; /* of the changes */
	struct error err;
	bool failed;
};

static void import_free(struct import *import)
{
	policy_done(&import->before);
	policy_done(&import->after);
	str_done(&import->text);
	error_done(&import->err);
	free(import->db);
	free(import->path);
	free(import);
}

static int first_error(struct report *report, struct error *err)
{
	VEC_FOREACH (&report->findings, finding)
		if (finding->severity == SEVERITY_ERROR) {
			error_move(err, &finding->error);
			return -1;
		}
	return 0;
}

static int check(struct import *import, struct job *job, const struct environment *env)
{
	_cleanup_report_ struct report report = {0};
	struct job_part part;
	struct watch *watch = job_part(&part, job, _("The rules of the file are checked."), 50, 75);

	policy_check_errors(&import->after, env, watch, &report);
	return watch_refuse(watch, &import->err) || first_error(&report, &import->err) ? -1 : 0;
}

/* A pipe or a terminal might never end. */
static int check_file(const char *path, struct error *err)
{
	struct stat st;

	if (stat(path, &st) || S_ISREG(st.st_mode)) /* what is not there is told by whoever opens it */
		return 0;
	return error_set(err, ERROR_VALUE, _("%s is no ordinary file: write the name of one"), path);
}

static int read_document(struct import *import, struct job *job)
{
	_cleanup_str_ struct str text = {0};
	struct job_part part;
	struct watch *watch = job_part(&part, job, _("The file is read."), 0, 50);

	return check_file(import->path, &import->err) || file_read(import->path, &text, &import->err) ||
		       document_read_watched(str_text(&text), text.length, watch, &import->after, &import->err)
		   ? -1
		   : 0;
}

static int read_stored(struct import *import)
{
	struct store *store;
	int result;

	if (store_open(import->db, STORE_READ, &store, &import->err))
		return -1;
	result = store_load(store, &import->before, &import->err);
	store_close(store);
	return result;
}

static int read_all(struct import *import, struct job *job, const struct environment *env)
{
	struct job_part part;
	struct watch *watch;

	if (read_document(import, job) || check(import, job, env))
		return -1;
	watch = job_part(&part, job, _("The rules of the file are compared with the stored ones."), 75, 100);
	if (watch_refuse(watch, &import->err) || read_stored(import))
		return -1;
	policy_adopt(&import->before, &import->after);
	import->rules = import->after.rules.n;
	import->changes = changes_print(&import->before, &import->after, env, &import->text);
	(void)watch_ask(watch, 1, 1);
	return watch_refuse(watch, &import->err);
}

static void read_work(struct job *job, void *context)
{
	struct import *import = context;
	struct system *system = system_new();

	import->failed = read_all(import, job, system_environment(system)) != 0;
	system_free(system);
}

static void save_work(struct job *job, void *context)
{
	struct import *import = context;
	_cleanup_free_ char *summary = mem_printf(_("Policy read from %s: %zu rules"), import->path, import->rules);
	_cleanup_author_ struct author author = {0};
	struct store *store;

	(void)job_tell(job, _("The rules are stored, in one piece."), -1);
	author_read("editor", &author);
	import->failed = store_open(import->db, STORE_WRITE, &store, &import->err) != 0;
	if (import->failed)
		return;
	import->failed = store_save(store, &import->before, &import->after, &author, summary, &import->err) != 0;
	store_close(store);
}

static void say_failure(const struct import *import)
{
	_cleanup_free_ char *text = error_text(&import->err);

	if (import->err.code != ERROR_CANCELLED)
		message_show(import->editor->loop, _("Not imported: everything is as it was"), text);
}

static void saved(struct editor *editor, void *context)
{
	struct import *import = context;
	_cleanup_error_ struct error err = {0};

	if (editor && import->failed) {
		say_failure(import);
	} else if (editor) {
		file_dialog_close(import->dialog);
		if (editor_reload(editor, &err))
			editor_say_error(editor, &err);
		else
			editor_say(editor, _("Imported: %zu rules. u takes it back; A applies it."), import->rules);
	}
	import_free(import);
}

static void answer(void *context, size_t button)
{
	struct import *import = context;

	if (button != 0) {
		import_free(import);
		return;
	}
	job_start(import->editor,
		  &(struct job_options){
		      .title = _("Importing"), .text = "", .work = save_work, .finished = saved, .context = import});
}

static void ask(struct import *import)
{
	const struct message_button buttons[] = {{_("Import"), 'y'}, {_("Cancel"), 'n'}};
	_cleanup_free_ char *title =
	    mem_printf(ngettext("Import %zu change", "Import %zu changes", import->changes), import->changes);

	message_open(import->editor->loop, &(struct message_options){.title = title,
								     .text = str_text(&import->text),
								     .buttons = buttons,
								     .n = ARRAY_SIZE(buttons),
								     .safe = 1,
								     .answer = answer,
								     .context = import});
}

static void was_read(struct editor *editor, void *context)
{
	struct import *import = context;

	if (editor && !import->failed && import->changes) {
		ask(import);
		return;
	}
	if (editor && import->failed)
		say_failure(import);
	else if (editor)
		file_dialog_complain(import->dialog, _("the file holds what is stored already: nothing would change"));
	import_free(import);
}

static void accept(struct file_dialog *dialog, const char *path, size_t format)
{
	struct import *import = MEM_NEW(struct import);

	(void)format;
	import->editor = file_dialog_editor(dialog);
	import->dialog = dialog;
	import->db = mem_strdup(import->editor->options->db);
	/* Not standard input, which is the terminal. */
	import->path = str_equal(path, "-") ? mem_strdup("./-") : mem_strdup(path);
	job_start(import->editor, &(struct job_options){.title = _("Importing"),
							.text = "",
							.cancel = true,
							.work = read_work,
							.finished = was_read,
							.context = import});
}

void import_open(struct editor *editor)
{
	file_dialog_open(editor, &(struct file_dialog_options){
				     .title = _("Import a policy"),
				     .help = _("A policy document (JSON). What it changes is shown first."),
				     .accept = accept});
}
