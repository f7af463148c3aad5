/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/apply.h"

#include "base/i18n.h"
#include "model/field.h"
#include "ui/review.h"
#include "ui/rule_dialog.h"
#include "ui/widget/dialog.h"
#include "ui/widget/form.h"
#include "ui/widget/guide.h"
#include "ui/widget/message.h"
#include "ui/widget/text_field.h"
#include "ui/widget/text_view.h"

#include <stdlib.h>

#define SECONDS	    "60"
#define SECONDS_MAX 86400

struct apply {
	struct layer layer;
	struct editor *editor;
	struct dialog dialog;
	struct form form;
	struct text_field message, seconds;
	struct text_view view;
	struct review review;
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
	_cleanup_free_ char *text = field_error_text(err);
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

static void fill(struct apply *apply)
{
	const struct review *review = &apply->review;
	_cleanup_free_ char *title = NULL;

	title = review->changes
		    ? mem_printf(ngettext("Apply %zu change", "Apply %zu changes", review->changes), review->changes)
		    : mem_strdup(_("Apply: nothing has changed"));
	dialog_set_title(&apply->dialog, title);
	text_view_set(&apply->view, str_text(&review->text));
	dialog_clear_footer(&apply->dialog);
	if (review->ssh.length)
		dialog_add_footer(&apply->dialog, review->cuts_ssh ? STYLE_ERROR : STYLE_NORMAL,
				  str_text(&review->ssh));
}

static void show_nft(void *context, const char *text)
{
	struct apply *apply = context;

	apply->shows_nft = true;
	apply->view.top = 0;
	text_view_set(&apply->view, text);
}

/* Between the rules and what they become. */
static void turn(struct apply *apply)
{
	if (!apply->shows_nft) {
		review_start_nft(apply->editor, show_nft, apply);
		return;
	}
	apply->shows_nft = false;
	apply->view.top = 0;
	text_view_set(&apply->view, str_text(&apply->review.text));
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
static void applied(void *context, bool is_applied)
{
	struct apply *apply = context;

	if (is_applied)
		loop_close(apply->editor->loop, &apply->layer);
}

static void order(struct apply *apply)
{
	unsigned long seconds = 0;

	(void)str_to_uint(text_field_text(&apply->seconds), 0, SECONDS_MAX, &seconds);
	apply_start(apply->editor, &(struct apply_order){.message = text_field_text(&apply->message),
							 .seconds = (unsigned)seconds,
							 .done = applied,
							 .context = apply});
}

static void cut_answer(void *context, size_t button)
{
	if (button == 0)
		order(context);
}

static unsigned accept(struct apply *apply)
{
	_cleanup_free_ char *text = NULL;

	if (!apply->review.cuts_ssh) {
		order(apply);
		return REACTION_HANDLED;
	}
	text = mem_printf(_("%s\n\nApply all the same?"), str_text(&apply->review.ssh));
	message_ask(apply->editor->loop, _("This shuts you out"), text, cut_answer, apply);
	return REACTION_HANDLED;
}

static unsigned apply_handle(struct layer *layer, const struct event *event)
{
	struct apply *apply = (struct apply *)layer;
	unsigned reaction;

	if (event->type == EVENT_KEY && event->key == KEYS_F(3)) {
		turn(apply);
		return REACTION_HANDLED;
	}
	reaction = dialog_handle(&apply->dialog, event);
	if (reaction & REACTION_CANCEL)
		return REACTION_CLOSE;
	if (reaction & REACTION_ACCEPT)
		return accept(apply);
	return reaction ? reaction : text_view_handle(&apply->view, event);
}

static void apply_guide(struct layer *layer, struct guide *guide)
{
	static const struct guide_key keys[] = {
	    {{KEYS_F(3)}, N_("nft text"), N_("Shows the nft text, or the changes again.")}, {{0}, NULL, NULL}};

	dialog_guide(&((struct apply *)layer)->dialog, guide);
	guide_add_keys(guide, keys);
	guide_add_keys(guide, guide_view_keys);
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
	review_done(&apply->review);
	free(apply);
}

static const struct layer_ops apply_ops = {
    .handle = apply_handle, .draw = apply_draw, .guide = apply_guide, .free = apply_free};

static void make_form(struct apply *apply)
{
	text_field_init(&apply->message, "");
	text_field_init(&apply->seconds, SECONDS);
	apply->seconds.check = check_seconds;
	form_init(&apply->form);
	form_add(&apply->form, _("Message"), _("For the history: why this is changed."), &apply->message.widget);
	form_add(&apply->form, _("Ask to keep after (s)"),
		 _("Without an answer in this time the change is taken back, also when this terminal is gone. 0: do "
		   "not ask."),
		 &apply->seconds.widget);
}

static void open_page(struct editor *editor, const struct review *review)
{
	struct apply *apply = MEM_NEW(struct apply);

	apply->layer.ops = &apply_ops;
	apply->editor = editor;
	apply->review = *review;
	text_view_init(&apply->view, "");
	text_view_make_inert(&apply->view);
	make_form(apply);
	dialog_init(&apply->dialog, "", 18, 76, &apply->form.widget);
	dialog_add_button(&apply->dialog, _("Apply"), KEYS_F(2), REACTION_ACCEPT);
	dialog_add_button(&apply->dialog, _("Cancel"), KEYS_CTRL('G'), REACTION_CANCEL);
	dialog_set_hint(&apply->dialog, _("F3 nft text  PgUp PgDn"));
	apply->dialog.enter_accepts = true;
	fill(apply);
	loop_push(editor->loop, &apply->layer);
}

static void reviewed(struct editor *editor, struct review *review)
{
	if (!review->cancelled && !review->mistake.code && !review->failure.code) {
		open_page(editor, review);
		return;
	}
	if (review->mistake.code)
		show_mistake(editor, &review->mistake);
	else if (review->failure.code)
		editor_say_error(editor, &review->failure);
	review_done(review);
}

void apply_open(struct editor *editor)
{
	review_start(editor, reviewed);
}
