/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Applying itself, in a thread with connections of its own: it may wait for names to resolve and for the kernel. */
#include "ui/apply.h"

#include "backend/deploy/author.h"
#include "base/i18n.h"
#include "ui/widget/message.h"
#include "ui/widget/progress.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

struct run {
	struct editor *editor;
	pthread_t thread;
	atomic_bool finished;
	char *db, *message;
	unsigned seconds;
	struct deploy_result result;
	struct error err;
	bool failed;
};

static void *work(void *argument)
{
	struct run *run = argument;
	struct deploy deploy = {.system = system_new()};
	_cleanup_author_ struct author author = {0};

	author_read("editor", &author);
	run->failed = store_open(run->db, STORE_WRITE, &deploy.store, &run->err) != 0 ||
		      deploy_apply(&deploy, &author, run->message, run->seconds, &run->result, &run->err) != 0;
	kernel_close(deploy.kernel);
	store_close(deploy.store);
	system_free(deploy.system);
	atomic_store(&run->finished, true);
	return NULL;
}

static enum progress_state step(void *context, int *percent, struct str *text)
{
	const struct run *run = context;

	(void)percent;
	(void)text;
	return atomic_load(&run->finished) ? PROGRESS_DONE : PROGRESS_GOES_ON;
}

static void say_result(struct editor *editor, const struct run *run)
{
	_cleanup_str_ struct str text = {0};

	if (!run->result.unresolved.n) {
		editor_say(editor, _("Revision %lld runs."), (long long)run->result.revision);
		return;
	}
	str_addf(&text, _("Revision %lld runs. These host names do not resolve, and match nothing:\n"),
		 (long long)run->result.revision);
	VEC_FOREACH (&run->result.unresolved, name)
		str_addf(&text, "%s\n", *name);
	message_show(editor->loop, _("Applied"), str_text(&text));
}

static void finished(void *context)
{
	struct run *run = context;
	struct editor *editor = run->editor;

	pthread_join(run->thread, NULL);
	editor->hits.failed = false;
	status_refresh(&editor->status, editor->options->db);
	if (run->failed) {
		_cleanup_free_ char *text = error_text(&run->err);

		message_show(editor->loop, _("Not applied: everything is as it was"), text);
	} else {
		say_result(editor, run);
		if (run->seconds)
			apply_ask_to_keep(editor, time(NULL) + run->seconds);
		deploy_result_done(&run->result);
	}
	error_done(&run->err);
	free(run->db);
	free(run->message);
	free(run);
}

void apply_start(struct editor *editor, const char *message, unsigned seconds)
{
	struct run *run = MEM_NEW(struct run);

	run->editor = editor;
	run->db = mem_strdup(editor->options->db);
	run->message = mem_strdup(message);
	run->seconds = seconds;
	if (pthread_create(&run->thread, NULL, work, run)) {
		editor_say(editor, _("No thread could be started: try again."));
		free(run->db);
		free(run->message);
		free(run);
		return;
	}
	progress_open(editor->loop, &(struct progress_options){.title = _("Applying"),
							       .text = _("Host names are resolved, then the kernel "
									 "takes the difference in one piece."),
							       .step = step,
							       .finished = finished,
							       .context = run});
}

/* The countdown. The process that takes the revision back does not need it: it goes on when this terminal is gone. */
struct keep {
	struct editor *editor;
	int64_t until;
};

static bool count_down(void *context, struct str *text)
{
	const struct keep *keep = context;
	long long left = (long long)(keep->until - time(NULL));

	if (left <= 0)
		return false;
	str_addf(text,
		 ngettext("Taken back in %lld second unless you keep it.",
			  "Taken back in %lld seconds unless you keep it.", (unsigned long)left),
		 left);
	str_add(text, "\n\n");
	str_add(text, _("Try now whether you can still get in: open another connection."));
	return true;
}

static void keep_answer(void *context, size_t button)
{
	struct keep *keep = context;
	struct editor *editor = keep->editor;
	_cleanup_error_ struct error err = {0};
	bool keeps = button == 0;

	/* In the last moment the process does it: going back twice would go back too far. */
	if (!keeps && keep->until - time(NULL) <= 1)
		editor_say(editor, _("Not kept: what ran before runs again. The draft is as you left it."));
	else if (keeps ? deploy_confirm(editor->deploy, &err) : deploy_rollback(editor->deploy, &err))
		editor_say_error(editor, &err);
	else
		editor_say(editor, "%s",
			   keeps ? _("Kept: the new rules stay.")
				 : _("Taken back: what ran before runs again. The draft is as you left it."));
	status_refresh(&editor->status, editor->options->db);
	free(keep);
}

void apply_ask_to_keep(struct editor *editor, int64_t until)
{
	struct keep *keep = MEM_NEW(struct keep);
	_cleanup_str_ struct str text = {0};
	const struct message_button buttons[] = {{_("Keep"), 'y'}, {_("Take back"), 'n'}};

	*keep = (struct keep){editor, until};
	(void)count_down(keep, &text);
	message_open(editor->loop, &(struct message_options){.title = _("Keep the new rules?"),
							     .text = str_text(&text),
							     .buttons = buttons,
							     .n = ARRAY_SIZE(buttons),
							     .safe = 1,
							     .answer = keep_answer,
							     .context = keep,
							     .tick = 1000,
							     .update = count_down});
}
