/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/apply.h"

#include "backend/compile/text.h"
#include "base/i18n.h"
#include "model/check.h"
#include "model/diff.h"
#include "ui/rule_dialog.h"
#include "ui/widget/dialog.h"
#include "ui/widget/form.h"
#include "ui/widget/message.h"
#include "ui/widget/text_field.h"
#include "ui/widget/text_view.h"

#include <stdlib.h>
#include <time.h>

#define CHANGES_SHOWN 500 /* more are counted only */
#define SECONDS	      "60"
#define SECONDS_MAX   86400

struct apply {
	struct layer layer;
	struct editor *editor;
	struct dialog dialog;
	struct form form;
	struct text_field message, seconds;
	struct text_view view;
	bool shows_nft;
};

/* A rule that is wrong stops it; where it is wrong can be gone to. */
struct mistake {
	struct editor *editor;
	size_t index;
	const char *field;
};

static void mistake_answer(void *context, size_t button)
{
	struct mistake *mistake = context;

	if (button == 0)
		rule_dialog_open_field(mistake->editor, mistake->index, mistake->field);
	free(mistake);
}

static void show_mistake(struct editor *editor, const struct error *err)
{
	static const struct message_button buttons[] = {{N_("Go there"), 'g'}, {N_("Cancel"), 0}};
	struct message_button translated[ARRAY_SIZE(buttons)];
	_cleanup_free_ char *text = error_text(err);
	struct mistake *mistake;
	size_t index = err->subject.id ? policy_find_rule(&editor->policy, err->subject.id) : SIZE_MAX;

	if (index == SIZE_MAX || !str_equal(err->subject.kind, "rule")) {
		message_show(editor->loop, _("The policy has errors"), text);
		return;
	}
	mistake = MEM_NEW(struct mistake);
	*mistake = (struct mistake){editor, index, err->subject.field};
	for (size_t i = 0; i < ARRAY_SIZE(buttons); i++)
		translated[i] = (struct message_button){_(buttons[i].label), buttons[i].key};
	message_open(editor->loop, &(struct message_options){.title = _("The policy has errors"),
							     .text = text,
							     .buttons = translated,
							     .n = ARRAY_SIZE(translated),
							     .answer = mistake_answer,
							     .context = mistake});
}

static bool has_errors(struct editor *editor)
{
	_cleanup_report_ struct report report = {0};

	policy_check(&editor->policy, editor_environment(editor), time(NULL), &report);
	VEC_FOREACH (&report.findings, finding)
		if (finding->severity == SEVERITY_ERROR) {
			show_mistake(editor, &finding->error);
			return true;
		}
	return false;
}

static size_t changes_text(struct editor *editor, struct str *out)
{
	struct policy none;
	change_list_t changes = {0};
	size_t n;

	policy_init(&none);
	status_wait(&editor->status, editor->options->db);
	policy_diff(editor->status.has_running ? &editor->status.running : &none, &editor->policy, &changes);
	n = changes.n;
	for (size_t i = 0; i < n && i < CHANGES_SHOWN; i++) {
		change_print(&changes.v[i], out);
		str_add_char(out, '\n');
	}
	if (n > CHANGES_SHOWN)
		str_addf(out, _("… and %zu more\n"), n - CHANGES_SHOWN);
	if (!n)
		str_add(out, _("Nothing differs from what runs; applying repairs the kernel where it differs.\n"));
	vec_done(&changes);
	policy_done(&none);
	return n;
}

static void fill_changes(struct apply *apply)
{
	_cleanup_str_ struct str text = {0}, ssh = {0};
	_cleanup_free_ char *title = NULL;
	size_t n = changes_text(apply->editor, &text);
	bool cut;

	title = mem_printf(ngettext("Apply %zu change", "Apply %zu changes", n), n);
	dialog_set_title(&apply->dialog, title);
	text_view_set(&apply->view, str_text(&text));
	dialog_clear_footer(&apply->dialog);
	apply_ssh(apply->editor, &ssh, &cut);
	if (ssh.length)
		dialog_add_footer(&apply->dialog, cut ? STYLE_ERROR : STYLE_NORMAL, str_text(&ssh));
}

static void fill_nft(struct apply *apply)
{
	_cleanup_str_ struct str text = {0};
	_cleanup_ir_ struct ir ir = {0};
	_cleanup_error_ struct error err = {0};

	if (deploy_compile_draft(apply->editor->deploy, &ir, &err))
		str_add(&text, err.message);
	else
		ir_text(&ir, TEXT_RUNTIME, &text);
	text_view_set(&apply->view, str_text(&text));
}

static const char *check_seconds(struct text_field *field, void *context)
{
	unsigned long n;

	(void)context;
	return str_to_uint(text_field_text(field), 0, SECONDS_MAX, &n)
		   ? NULL
		   : _("write seconds from 1 to 86400, or 0 to keep it without asking");
}

/* What was typed stays while it is not applied. */
static void started(void *context, bool applied)
{
	struct apply *apply = context;

	if (applied)
		loop_close(apply->editor->loop, &apply->layer);
}

static unsigned accept(struct apply *apply)
{
	struct editor *editor = apply->editor;
	unsigned long seconds = 0;

	(void)str_to_uint(text_field_text(&apply->seconds), 0, SECONDS_MAX, &seconds);
	apply_start(editor, &(struct apply_order){.message = text_field_text(&apply->message),
						  .seconds = (unsigned)seconds,
						  .done = started,
						  .context = apply});
	return REACTION_HANDLED;
}

static unsigned apply_handle(struct layer *layer, const struct event *event)
{
	struct apply *apply = (struct apply *)layer;
	unsigned reaction;

	if (event->type == EVENT_KEY && event->key == KEYS_F(3)) {
		apply->shows_nft = !apply->shows_nft;
		(apply->shows_nft ? fill_nft : fill_changes)(apply);
		return REACTION_HANDLED;
	}
	reaction = dialog_handle(&apply->dialog, event);
	if (reaction & REACTION_CANCEL)
		return REACTION_CLOSE;
	if (reaction & REACTION_ACCEPT)
		return accept(apply);
	return reaction ? reaction : text_view_handle(&apply->view, event);
}

static void apply_draw(struct layer *layer, const struct canvas *screen, bool on_top)
{
	struct apply *apply = (struct apply *)layer;
	struct canvas body = dialog_begin(&apply->dialog, screen, on_top);
	int fields = form_height(&apply->form, body.width);
	struct canvas text = canvas_part(&body, 0, 0, body.height - fields - 1, body.width);
	struct canvas form = canvas_part(&body, body.height - fields, 0, fields, body.width);

	canvas_divide(&body, text.height, 1);
	widget_draw(&apply->view.widget, &text, false);
	form_draw(&apply->form, &form, on_top && !apply->dialog.on_buttons);
}

static void apply_free(struct layer *layer)
{
	struct apply *apply = (struct apply *)layer;

	form_done(&apply->form);
	widget_done(&apply->message.widget);
	widget_done(&apply->seconds.widget);
	widget_done(&apply->view.widget);
	dialog_done(&apply->dialog);
	free(apply);
}

static const struct layer_ops apply_ops = {.handle = apply_handle, .draw = apply_draw, .free = apply_free};

void apply_open(struct editor *editor)
{
	struct apply *apply;

	if (has_errors(editor))
		return;
	apply = MEM_NEW(struct apply);
	apply->layer.ops = &apply_ops;
	apply->editor = editor;
	text_field_init(&apply->message, "");
	text_field_init(&apply->seconds, SECONDS);
	apply->seconds.check = check_seconds;
	text_view_init(&apply->view, "");
	text_view_make_inert(&apply->view);
	form_init(&apply->form);
	form_add(&apply->form, _("Message"), _("For the history: why this is changed."), &apply->message.widget);
	form_add(&apply->form, _("Ask to keep after (s)"),
		 _("Without an answer in this time the change is taken back, also when this terminal is gone. 0: do "
		   "not ask."),
		 &apply->seconds.widget);
	dialog_init(&apply->dialog, "", 18, 76, &apply->form.widget);
	dialog_add_button(&apply->dialog, _("Apply"), KEYS_F(2), REACTION_ACCEPT);
	dialog_add_button(&apply->dialog, _("Cancel"), KEYS_CTRL('G'), REACTION_CANCEL);
	dialog_set_hint(&apply->dialog, _("F3 nft text  PgUp PgDn"));
	apply->dialog.enter_accepts = true;
	fill_changes(apply);
	loop_push(editor->loop, &apply->layer);
}
