/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The countdown. The process that takes the revision back does not need it: it goes on when this terminal is gone; and
 * another terminal may answer first. So the store is asked every second, and tells how it ended. */
#include "ui/apply.h"

#include "base/i18n.h"
#include "ui/job.h"
#include "ui/widget/message.h"

#include <stdlib.h>
#include <time.h>

#define TICK 1000 /* ms */

struct keep {
	struct editor *editor;
	int64_t number, until;
};

/* Whether it still waits. A store that cannot be asked now says nothing new. */
static bool waits(const struct keep *keep)
{
	int64_t number, until;

	return deploy_pending(keep->editor->deploy, &number, &until, NULL) != 0 || number == keep->number;
}

static bool count_down(void *context, struct str *text)
{
	const struct keep *keep = context;
	long long left = (long long)(keep->until - time(NULL));

	editor_collect(keep->editor, false); /* for the title, as the main screen waits below */
	if (!waits(keep))
		return false;
	if (left <= 0) {
		str_add(text, _("The time is over: it is being taken back."));
		return true;
	}
	str_addf(text,
		 ngettext("Taken back in %lld second unless you keep it.",
			  "Taken back in %lld seconds unless you keep it.", (unsigned long)left),
		 left);
	str_add(text, "\n\n");
	str_add(text, _("Try now whether you can still get in: open another connection."));
	return true;
}

static bool was_confirmed(const revision_list_t *list, int64_t number)
{
	VEC_FOREACH (list, revision)
		if (revision->number == number)
			return revision->state == REVISION_CONFIRMED;
	return false;
}

/* It ended without our answer. */
static void say_ended(struct editor *editor, int64_t number)
{
	_cleanup_(revision_list_done) revision_list_t list = {0};

	(void)store_revision_states(editor->deploy->store, &list, NULL);
	if (list.n && list.v[0].number > number)
		message_show(editor->loop, _("Replaced"),
			     _("Another change was applied from elsewhere in the meantime, and stands in its place."));
	else if (was_confirmed(&list, number))
		message_show(editor->loop, _("Kept"), _("It was confirmed from elsewhere: the new rules stay."));
	else
		message_show(editor->loop, _("Taken back"),
			     _("It was not kept: what ran before runs again. The draft is as you left it, and is not "
			       "applied."));
}

/* ---- the answer no: going back takes as long as going forth ---- */

struct back {
	enum store_mode mode;
	char *db;
	struct error err;
	bool failed;
};

static void take_back(struct job *job, void *context)
{
	struct back *back = context;
	struct deploy deploy = {.system = system_new()};

	(void)job;
	back->failed = store_open(back->db, back->mode, &deploy.store, &back->err) != 0 ||
		       deploy_rollback(&deploy, &back->err) != 0;
	kernel_close(deploy.kernel);
	store_close(deploy.store);
	system_free(deploy.system);
}

static void say_back(struct editor *editor, const struct back *back)
{
	if (back->failed)
		editor_say_error(editor, &back->err);
	else
		editor_say(editor, _("Taken back: what ran before runs again. The draft is as you left it."));
	status_refresh(&editor->status, editor->options->db);
}

static void taken_back(struct editor *editor, void *context)
{
	struct back *back = context;

	if (editor)
		say_back(editor, back);
	error_done(&back->err);
	free(back->db);
	free(back);
}

static void start_back(struct editor *editor)
{
	struct back *back = MEM_NEW(struct back);

	back->db = mem_strdup(editor->options->db);
	back->mode = store_mode(editor->deploy->store);
	job_start(editor, &(struct job_options){.title = _("Taking back"),
						.text = _("What ran before is loaded again."),
						.work = take_back,
						.finished = taken_back,
						.context = back});
}

static void keep_it(struct editor *editor)
{
	_cleanup_error_ struct error err = {0};

	if (deploy_confirm(editor->deploy, &err))
		editor_say_error(editor, &err);
	else
		editor_say(editor, _("Kept: the new rules stay."));
}

static void keep_answer(void *context, size_t button)
{
	struct keep *keep = context;
	struct editor *editor = keep->editor;

	/* Going back twice would go back too far: in the last moment the process does it. */
	if (!waits(keep))
		say_ended(editor, keep->number);
	else if (button == 0)
		keep_it(editor);
	else if (keep->until - time(NULL) <= 1)
		editor_say(editor, _("Not kept: what ran before runs again. The draft is as you left it."));
	else
		start_back(editor);
	status_refresh(&editor->status, editor->options->db);
	free(keep);
}

void apply_ask_to_keep(struct editor *editor)
{
	struct keep *keep = MEM_NEW(struct keep);
	_cleanup_str_ struct str text = {0};
	_cleanup_error_ struct error err = {0};
	const struct message_button buttons[] = {{_("Keep"), 'y'}, {_("Take back"), 'n'}};

	keep->editor = editor;
	if (deploy_pending(editor->deploy, &keep->number, &keep->until, &err) != 0 || !keep->number) {
		if (err.code)
			editor_say_error(editor, &err);
		else
			editor_say(editor, _("Nothing waits to be kept any more."));
		free(keep);
		return;
	}
	(void)count_down(keep, &text);
	message_open(editor->loop,
		     &(struct message_options){
			 .title = _("Keep the new rules?"),
			 .help = _("The new rules run already. A process of its own takes them back when the time is "
				   "over, also when this terminal is gone, unless they are kept."),
			 .text = str_text(&text),
			 .buttons = buttons,
			 .n = ARRAY_SIZE(buttons),
			 .safe = 1,
			 .answer = keep_answer,
			 .context = keep,
			 .tick = TICK,
			 .update = count_down});
}
