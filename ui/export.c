/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/documents.h"

#include "backend/deploy/formats.h"
#include "base/file.h"
#include "base/i18n.h"
#include "ui/file_dialog.h"
#include "ui/job.h"
#include "ui/widget/message.h"

#include <stdlib.h>
#include <unistd.h>

enum { JSON, CSV, MARKDOWN, NFT, FORMATS };

static const char *const names[FORMATS] = {[JSON] = "json", [CSV] = "csv", [MARKDOWN] = "markdown", [NFT] = "nft"};
static const char *const labels[FORMATS] = {[JSON] = "JSON", [CSV] = "CSV", [MARKDOWN] = "Markdown", [NFT] = "nft"};
static const char *const suffixes[FORMATS] = {[JSON] = "json", [CSV] = "csv", [MARKDOWN] = "md", [NFT] = "nft"};

struct export
{
	struct editor *editor;
	struct file_dialog *dialog;
	char *db, *path;
	size_t format;
	struct error err;
	bool failed;
};

static void export_free(struct export *export)
{
	error_done(&export->err);
	free(export->db);
	free(export->path);
	free(export);
}

static int read_policy(const struct export *export, struct policy *ret, struct error *err)
{
	struct store *store;
	int result;

	if (store_open(export->db, STORE_READ, &store, err))
		return -1;
	result = store_load(store, ret, err);
	store_close(store);
	return result;
}

static int write_file(const struct export *export, struct job *job, struct error *err)
{
	_cleanup_(system_freep) struct system *system = system_new();
	const struct format_options options = {.bom = false};
	_cleanup_policy_ struct policy policy = {0};
	_cleanup_str_ struct str text = {0};
	struct job_part part;
	struct watch *watch = job_part(&part, job, _("The rules are read."), 0, 100);

	if (read_policy(export, &policy, err))
		return -1;
	part.text = _("The text is made.");
	if (!watch_ask(watch, 1, 3))
		return watch_refuse(watch, err);
	if (format_write(&policy, system_environment(system), names[export->format], &options, &text, err))
		return -1;
	part.text = _("The file is written.");
	if (!watch_ask(watch, 2, 3))
		return watch_refuse(watch, err);
	return file_write(export->path, str_text(&text), text.length, err);
}

static void work(struct job *job, void *context)
{
	struct export *export = context;

	export->failed = write_file(export, job, &export->err) != 0;
}

static void say(struct editor *editor, const struct export *export)
{
	_cleanup_free_ char *text = error_text(&export->err);

	if (!export->failed) {
		file_dialog_close(export->dialog);
		editor_say(editor, _("Written: %s"), export->path);
	} else if (export->err.code != ERROR_CANCELLED) {
		message_show(editor->loop, _("Not written"), text);
	}
}

static void finished(struct editor *editor, void *context)
{
	struct export *export = context;

	if (editor)
		say(editor, export);
	export_free(export);
}

static void start(struct export *export)
{
	job_start(export->editor, &(struct job_options){.title = _("Exporting"),
							.text = "",
							.cancel = true,
							.work = work,
							.finished = finished,
							.context = export});
}

static void replace_answer(void *context, size_t button)
{
	if (button == 0)
		start(context);
	else
		export_free(context);
}

static void accept(struct file_dialog *dialog, const char *path, size_t format)
{
	struct export *export = MEM_NEW(struct export);
	_cleanup_free_ char *text = mem_printf(_("%s is there already. Replace it?"), path);

	export->editor = file_dialog_editor(dialog);
	export->dialog = dialog;
	export->db = mem_strdup(export->editor->options->db);
	export->path = mem_strdup(path);
	export->format = format;
	if (access(path, F_OK))
		start(export);
	else
		message_ask(export->editor->loop, _("Replace the file?"), text, replace_answer, export);
}

void export_open(struct editor *editor)
{
	file_dialog_open(editor, &(struct file_dialog_options){.title = _("Export the policy"),
							       .help = _("From the directory in which nftabs was "
									 "started; ~ is your home."),
							       .initial = "nftabs.json",
							       .formats = labels,
							       .suffixes = suffixes,
							       .n = FORMATS,
							       .format = JSON,
							       .accept = accept});
}
