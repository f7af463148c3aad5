/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/ui.h"

#include "ui/main_screen.h"

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
