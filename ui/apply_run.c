/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Applying itself, beside the screen: it may wait for names to resolve and for the kernel. */
#include "ui/apply.h"

#include "backend/deploy/author.h"
#include "base/i18n.h"
#include "model/field.h"
#include "ui/job.h"
#include "ui/widget/message.h"

#include <stdlib.h>

struct run {
	struct apply_order order;
	enum store_mode mode;
	char *db, *message;
	struct job *job;
	struct deploy_result result;
	struct error err;
	bool failed;
};

/* What is being done, and where the bar stands when it begins. */
static const struct {
	const char *text;
	int percent;
} steps[DEPLOY_STEPS + 1] = {
    [DEPLOY_WAIT] = {N_("Step 1 of 7: wait for another nftabs that changes the firewall."), 0},
    [DEPLOY_CHECK] = {N_("Step 2 of 7: check the rules."), 3},
    [DEPLOY_RESOLVE] = {N_("Step 3 of 7: resolve host names."), 15},
    [DEPLOY_COMPILE] = {N_("Step 4 of 7: compile the rules."), 20},
    [DEPLOY_READ] = {N_("Step 5 of 7: read what the kernel holds."), 40},
    [DEPLOY_KEEP] = {N_("Step 6 of 7: write the revision into the history."), 55},
    [DEPLOY_SEND] = {N_("Step 7 of 7: the kernel takes the difference in one piece."), 70},
    [DEPLOY_STEPS] = {NULL, 100},
};

/* Past this the dialog tells what comes next instead. */
static const char *late_text(const struct run *run, enum deploy_step step)
{
	if (!run->order.seconds)
		return _(steps[step].text);
	return step == DEPLOY_KEEP ? _("Step 6 of 7: write the revision into the history. You are asked in a moment "
				       "whether to keep it.")
				   : _("Step 7 of 7: the kernel takes the difference in one piece. You are asked in a "
				       "moment whether to "
				       "keep it.");
}

static bool tell(const struct run *run, enum deploy_step step, size_t done, size_t total)
{
	int percent = steps[step].percent;

	if (total)
		percent += (int)((size_t)(steps[step + 1].percent - percent) * done / total);
	if (step < DEPLOY_LAST_TO_CANCEL)
		return job_tell(run->job, _(steps[step].text), percent);
	return job_tell(run->job, late_text(run, step), percent);
}

static bool watch(void *context, enum deploy_step step, size_t done, size_t total)
{
	const struct run *run = context;

	return tell(run, step, done, total) && (step < DEPLOY_LAST_TO_CANCEL || job_too_late(run->job));
}

static void work(struct job *job, void *context)
{
	struct run *run = context;
	const struct deploy_watch watching = {watch, run};
	struct deploy deploy = {.system = system_new(), .watch = &watching};
	_cleanup_author_ struct author author = {0};

	run->job = job;
	author_read("editor", &author);
	run->failed = store_open(run->db, run->mode, &deploy.store, &run->err) != 0 ||
		      deploy_apply(&deploy, &author, run->message, run->order.seconds, &run->result, &run->err) != 0;
	kernel_close(deploy.kernel);
	store_close(deploy.store);
	system_free(deploy.system);
}

static void say_running(struct editor *editor, const struct deploy_result *result)
{
	long long revision = (long long)result->revision;

	if (!result->repeated)
		editor_say(editor, _("Revision %lld runs."), revision);
	else if (result->change.messages)
		editor_say(editor, _("Revision %lld ran already; the kernel was brought up to date with it."),
			   revision);
	else
		editor_say(editor, _("Nothing to apply: revision %lld runs, and the kernel holds it."), revision);
}

static void say_result(struct editor *editor, const struct run *run)
{
	_cleanup_str_ struct str text = {0};

	if (!run->result.unresolved.n) {
		say_running(editor, &run->result);
		return;
	}
	str_addf(&text, _("Revision %lld runs. These host names do not resolve, and match nothing:\n"),
		 (long long)run->result.revision);
	VEC_FOREACH (&run->result.unresolved, name)
		str_addf(&text, "%s\n", *name);
	message_show(editor->loop, _("Applied"), str_text(&text));
}

static void say_failure(struct editor *editor, const struct error *err)
{
	_cleanup_free_ char *text = field_error_text(err);

	if (err->code == ERROR_CANCELLED)
		editor_say(editor, _("Not applied: you cancelled it, and everything is as it was."));
	else
		message_show(editor->loop, _("Not applied: everything is as it was"), text);
}

static void say(struct editor *editor, struct run *run)
{
	if (run->order.done)
		run->order.done(run->order.context, !run->failed);
	editor->hits.failed = false;
	status_refresh(&editor->status, editor->options->db);
	if (run->failed) {
		say_failure(editor, &run->err);
		return;
	}
	say_result(editor, run);
	if (run->order.seconds && !run->result.repeated)
		apply_ask_to_keep(editor);
}

static void finished(struct editor *editor, void *context)
{
	struct run *run = context;

	if (editor)
		say(editor, run);
	deploy_result_done(&run->result);
	error_done(&run->err);
	free(run->db);
	free(run->message);
	free(run);
}

void apply_start(struct editor *editor, const struct apply_order *order)
{
	struct run *run = MEM_NEW(struct run);

	run->order = *order;
	run->db = mem_strdup(editor->options->db);
	run->mode = store_mode(editor->deploy->store);
	run->message = mem_strdup(order->message);
	job_start(editor, &(struct job_options){.title = _("Applying"),
						.text = _(steps[DEPLOY_WAIT].text),
						.cancel = true,
						.work = work,
						.finished = finished,
						.context = run});
}
