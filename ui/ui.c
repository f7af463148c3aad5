/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/ui.h"

#include "backend/deploy/presets.h"
#include "base/i18n.h"
#include "ui/main_screen.h"

/* What a new policy begins with suits one kind of machine: the first screen tells how to choose the other. */
static void greet(struct editor *editor)
{
	_cleanup_(revision_list_done) revision_list_t revisions = {0};

	if (presets_is_starter(&editor->policy, NULL) == 1 &&
	    store_revisions(editor->deploy->store, 1, &revisions, NULL) == 0 && !revisions.n)
		editor_say(editor, _("A new policy, for a workstation. For a server: p. Nothing is in force before A."));
}

static int run(struct editor *editor, struct error *err)
{
	const struct terminal_options options = {.ascii = editor->options->ascii,
						 .no_color = editor->options->no_color,
						 .no_mouse = editor->options->no_mouse};

	if (terminal_open(&options, &editor->terminal, err))
		return -1;
	editor->loop = loop_new(editor->terminal, 0, 0);
	loop_push(editor->loop, main_screen_new(editor));
	if (editor->options->read_only)
		(void)editor_refuses(editor); /* says why */
	else
		greet(editor);
	loop_paint(editor->loop);
	editor_start(editor);
	(void)loop_run(editor->loop);
	loop_free(editor->loop);
	terminal_close(editor->terminal);
	return editor->failure.code ? error_move(err, &editor->failure), -1 : 0;
}

int ui_check(struct error *err)
{
	return terminal_check(err);
}

int ui_run(struct deploy *deploy, const struct ui_options *options, struct error *err)
{
	struct editor editor = {
	    .deploy = deploy, .options = options, .read_only = store_mode(deploy->store) == STORE_READ};
	int result = editor_open(&editor, err) || run(&editor, err) ? -1 : 0;

	editor_done(&editor);
	return result;
}
