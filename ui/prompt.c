/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/prompt.h"

#include "ui/widget/dialog.h"
#include "ui/widget/form.h"
#include "ui/widget/guide.h"
#include "ui/widget/text_field.h"

#include <stdlib.h>

struct prompt {
	struct layer layer;
	struct editor *editor;
	struct dialog dialog;
	struct form form;
	struct text_field text;
	int (*accept)(struct editor *editor, const char *text, struct error *err);
};

static unsigned prompt_handle(struct layer *layer, const struct event *event)
{
	struct prompt *prompt = (struct prompt *)layer;
	_cleanup_error_ struct error err = {0};
	unsigned reaction = dialog_handle(&prompt->dialog, event);

	if (reaction & REACTION_CANCEL)
		return REACTION_CLOSE;
	if (!(reaction & REACTION_ACCEPT))
		return reaction;
	if (!prompt->accept(prompt->editor, text_field_text(&prompt->text), &err))
		return REACTION_CLOSE;
	prompt->dialog.on_buttons = false;
	form_complain(&prompt->form, 0, err.message);
	return REACTION_HANDLED;
}

static void prompt_guide(struct layer *layer, struct guide *guide)
{
	dialog_guide(&((struct prompt *)layer)->dialog, guide);
}

static void prompt_draw(struct layer *layer, const struct canvas *screen, bool on_top)
{
	dialog_draw(&((struct prompt *)layer)->dialog, screen, on_top);
}

static void prompt_free(struct layer *layer)
{
	struct prompt *prompt = (struct prompt *)layer;

	form_done(&prompt->form);
	widget_done(&prompt->text.widget);
	dialog_done(&prompt->dialog);
	free(prompt);
}

static const struct layer_ops prompt_ops = {
    .handle = prompt_handle, .draw = prompt_draw, .guide = prompt_guide, .free = prompt_free};

void prompt_open(struct editor *editor, const struct prompt_options *options)
{
	struct prompt *prompt = MEM_NEW(struct prompt);

	prompt->layer.ops = &prompt_ops;
	prompt->editor = editor;
	prompt->accept = options->accept;
	text_field_init(&prompt->text, options->initial);
	form_init(&prompt->form);
	form_add(&prompt->form, options->label, options->help, &prompt->text.widget);
	dialog_init(&prompt->dialog, options->title, 6, 60, &prompt->form.widget);
	dialog_add_ok_cancel(&prompt->dialog);
	prompt->dialog.enter_accepts = true;
	loop_push(editor->loop, &prompt->layer);
}
