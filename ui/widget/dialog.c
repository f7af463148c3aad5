/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/dialog.h"

#include "base/i18n.h"
#include "ui/widget/guide.h"

void dialog_init(struct dialog *dialog, const char *title, int height, int width, struct widget *body)
{
	*dialog = (struct dialog){.title = mem_strdup(title),
				  .height = height,
				  .width = width,
				  .body = body,
				  .on_buttons = !body || body->ops->inert};
}

void dialog_done(struct dialog *dialog)
{
	VEC_FOREACH (&dialog->buttons, button) {
		free(button->label);
	}
	dialog_clear_footer(dialog);
	vec_done(&dialog->buttons);
	vec_done(&dialog->footer);
	free(dialog->title);
	free(dialog->hint);
}

void dialog_set_title(struct dialog *dialog, const char *title)
{
	free(dialog->title);
	dialog->title = mem_strdup(title);
}

void dialog_set_hint(struct dialog *dialog, const char *hint)
{
	free(dialog->hint);
	dialog->hint = mem_strdup(hint);
}

size_t dialog_add_button(struct dialog *dialog, const char *label, int key, unsigned reaction)
{
	struct dialog_button button = {.label = mem_strdup(label), .key = key, .reaction = reaction};

	vec_push(&dialog->buttons, button);
	return dialog->buttons.n - 1;
}

void dialog_set_button(struct dialog *dialog, size_t button, const char *label, int key)
{
	struct dialog_button *set = &dialog->buttons.v[button];

	free(set->label);
	set->label = mem_strdup(label);
	set->key = key;
}

void dialog_add_ok_cancel(struct dialog *dialog)
{
	dialog_add_button(dialog, _("OK"), KEYS_F(2), REACTION_ACCEPT);
	dialog_add_button(dialog, _("Cancel"), KEYS_CTRL('G'), REACTION_CANCEL);
}

void dialog_clear_footer(struct dialog *dialog)
{
	VEC_FOREACH (&dialog->footer, line) {
		free(line->text);
	}
	dialog->footer.n = 0;
}

void dialog_add_footer(struct dialog *dialog, enum style style, const char *text)
{
	struct dialog_line line = {.text = mem_strdup(text), .style = style};

	vec_push(&dialog->footer, line);
}

static bool body_takes_focus(const struct dialog *dialog)
{
	return dialog->body && !dialog->body->ops->inert;
}

static void focus_body(struct dialog *dialog, bool backwards)
{
	dialog->on_buttons = false;
	widget_enter(dialog->body, backwards);
}

/* What the body still has to complain about keeps it open and gets the focus. */
static unsigned press(struct dialog *dialog, size_t i)
{
	dialog->button = i;
	if (dialog->buttons.v[i].reaction & REACTION_ACCEPT && dialog->body && widget_complaint(dialog->body)) {
		dialog->on_buttons = false;
		return REACTION_HANDLED | REACTION_CHANGED;
	}
	return REACTION_HANDLED | dialog->buttons.v[i].reaction;
}

/* Behind the last button comes the body again. */
static unsigned move(struct dialog *dialog, bool backwards, bool may_leave)
{
	bool at_end = backwards ? dialog->button == 0 : dialog->button + 1 >= dialog->buttons.n;

	if (at_end && may_leave && body_takes_focus(dialog))
		focus_body(dialog, backwards);
	else if (at_end)
		dialog->button = backwards && may_leave ? dialog->buttons.n - 1 : may_leave ? 0 : dialog->button;
	else
		dialog->button += backwards ? (size_t)-1 : 1;
	return REACTION_HANDLED;
}

static unsigned handle_on_buttons(struct dialog *dialog, int key)
{
	if (!dialog->buttons.n)
		return REACTION_NONE;
	if (key == KEYS_ENTER || key == KEYS_SPACE)
		return press(dialog, dialog->button);
	if (key == KEYS_LEFT || key == KEYS_RIGHT)
		return move(dialog, key == KEYS_LEFT, false);
	if (key == KEYS_TAB || key == KEYS_BACK_TAB)
		return move(dialog, key == KEYS_BACK_TAB, true);
	if ((key == KEYS_UP || key == KEYS_DOWN) && body_takes_focus(dialog)) {
		focus_body(dialog, key == KEYS_UP);
		return REACTION_HANDLED;
	}
	return REACTION_NONE;
}

static unsigned press_first(struct dialog *dialog, unsigned reaction)
{
	for (size_t i = 0; i < dialog->buttons.n; i++)
		if (dialog->buttons.v[i].reaction & reaction)
			return press(dialog, i);
	return REACTION_NONE;
}

static unsigned handle_common(struct dialog *dialog, int key)
{
	for (size_t i = 0; i < dialog->buttons.n; i++)
		if (dialog->buttons.v[i].key && dialog->buttons.v[i].key == key)
			return press(dialog, i);
	if (key == KEYS_F(2) || key == KEYS_CTRL('S'))
		return press_first(dialog, REACTION_ACCEPT);
	if (key == KEYS_ESC || key == KEYS_CTRL('G') || key == KEYS_CTRL('C') || key == KEYS_F(10) || key == 'q') {
		press_first(dialog, REACTION_CANCEL);
		return REACTION_HANDLED | REACTION_CANCEL;
	}
	return REACTION_NONE;
}

/* The body went round: on to the buttons, unless there are none. */
static unsigned after_body(struct dialog *dialog, unsigned reaction, const struct event *event)
{
	unsigned rest = reaction & ~(REACTION_NEXT | REACTION_PREVIOUS);

	if (!(reaction & (REACTION_NEXT | REACTION_PREVIOUS)) || !dialog->buttons.n)
		return rest;
	if (dialog->enter_accepts && event->type == EVENT_KEY && event->key == KEYS_ENTER)
		return press_first(dialog, REACTION_ACCEPT) | rest;
	dialog->on_buttons = true;
	dialog->button = reaction & REACTION_PREVIOUS ? dialog->buttons.n - 1 : 0;
	return rest | REACTION_HANDLED;
}

/* A body that is one widget alone, and no form, leaves these keys to the dialog. */
static unsigned give_body(struct dialog *dialog, const struct event *event)
{
	unsigned reaction = widget_handle(dialog->body, event);

	if (reaction != REACTION_NONE || !body_takes_focus(dialog))
		return reaction;
	if (event->key == KEYS_TAB || event->key == KEYS_DOWN || event->key == KEYS_ENTER)
		return REACTION_NEXT;
	return event->key == KEYS_BACK_TAB || event->key == KEYS_UP ? REACTION_PREVIOUS : REACTION_NONE;
}

static unsigned handle_key(struct dialog *dialog, const struct event *event)
{
	unsigned reaction = REACTION_NONE;

	if (dialog->on_buttons)
		reaction = handle_on_buttons(dialog, event->key);
	else if (dialog->body)
		reaction = after_body(dialog, give_body(dialog, event), event);
	return reaction == REACTION_NONE ? handle_common(dialog, event->key) : reaction;
}

static unsigned handle_mouse(struct dialog *dialog, const struct event *event)
{
	int row, column;

	if (event->mouse <= MOUSE_DOUBLE_CLICK &&
	    canvas_hit(&dialog->drawn_buttons, event->row, event->column, &row, &column)) {
		for (size_t i = 0; i < dialog->buttons.n; i++)
			if (column >= dialog->buttons.v[i].left && column < dialog->buttons.v[i].right)
				return press(dialog, i);
		return REACTION_HANDLED;
	}
	if (!dialog->body || !canvas_hit(&dialog->drawn_body, event->row, event->column, &row, &column))
		return REACTION_NONE;
	if (body_takes_focus(dialog) && event->mouse <= MOUSE_DOUBLE_CLICK)
		dialog->on_buttons = false;
	return widget_handle(dialog->body, event);
}

static const struct {
	unsigned reaction;
	int keys[GUIDE_KEYS];
} general_keys[] = {
    {REACTION_ACCEPT, {KEYS_F(2), KEYS_CTRL('S')}},
    {REACTION_CANCEL, {KEYS_CTRL('G'), KEYS_ESC, KEYS_CTRL('C'), KEYS_F(10)}},
};

static bool is_first(const struct dialog *dialog, size_t i, unsigned reaction)
{
	for (size_t k = 0; k < i; k++)
		if (dialog->buttons.v[k].reaction & reaction)
			return false;
	return dialog->buttons.v[i].reaction & reaction;
}

/* Its own key first, then those that do the same everywhere. */
static void button_keys(const struct dialog *dialog, size_t i, int ret[GUIDE_KEYS])
{
	size_t n = 0;

	if (dialog->buttons.v[i].key)
		ret[n++] = dialog->buttons.v[i].key;
	else if (dialog->buttons.n == 1)
		ret[n++] = KEYS_ENTER;
	for (size_t g = 0; g < ARRAY_SIZE(general_keys); g++)
		for (size_t k = 0; k < GUIDE_KEYS && is_first(dialog, i, general_keys[g].reaction); k++)
			if (n < GUIDE_KEYS && general_keys[g].keys[k] && general_keys[g].keys[k] != ret[0])
				ret[n++] = general_keys[g].keys[k];
}

static char *button_help(const struct dialog *dialog, const struct dialog_button *button)
{
	if (button->reaction & REACTION_CANCEL)
		return mem_strdup(_("Leaves, and changes nothing."));
	return button->reaction & REACTION_ACCEPT && body_takes_focus(dialog)
		   ? mem_strdup(_("Takes what is entered, if all of it is right."))
		   : mem_printf(_("Answers \"%s\"."), button->label);
}

void dialog_guide(const struct dialog *dialog, struct guide *guide)
{
	for (size_t i = 0; i < dialog->buttons.n; i++) {
		const struct dialog_button *button = &dialog->buttons.v[i];
		_cleanup_free_ char *help = button_help(dialog, button);
		int keys[GUIDE_KEYS] = {0};

		button_keys(dialog, i, keys);
		guide_add(guide, keys, button->label, help);
	}
	if (dialog->body && !dialog->on_buttons)
		widget_guide(dialog->body, guide);
	guide_set(guide, dialog->title, NULL);
	guide_add_keys(guide, guide_dialog_keys);
}

unsigned dialog_handle(struct dialog *dialog, const struct event *event)
{
	if (event->type == EVENT_KEY)
		return handle_key(dialog, event);
	if (event->type == EVENT_MOUSE)
		return handle_mouse(dialog, event);
	return dialog->body && !dialog->on_buttons ? widget_handle(dialog->body, event) : REACTION_NONE;
}
