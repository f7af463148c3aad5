/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/message.h"

#include "base/i18n.h"
#include "ui/widget/dialog.h"
#include "ui/widget/guide.h"
#include "ui/widget/text.h"
#include "ui/widget/text_view.h"

#define WIDTH_MAX   64
#define WIDTH_LEAST 24
#define BORDER	    10 /* rows of frame, buttons and what shall be seen around */

struct message {
	struct layer layer;
	struct dialog dialog;
	struct text_view view;
	size_t safe;
	size_t answer_given;
	void (*answer)(void *context, size_t button);
	void *context;
	bool (*update)(void *context, struct str *text);
	char *help; /* owned */
};

static unsigned close_with(struct message *message, size_t button)
{
	message->answer_given = button;
	return REACTION_HANDLED | REACTION_CLOSE;
}

static unsigned tick(struct message *message)
{
	_cleanup_str_ struct str text = {0};

	if (!message->update(message->context, &text))
		return close_with(message, message->safe);
	text_view_set(&message->view, str_text(&text));
	return REACTION_HANDLED;
}

static int lower(int key)
{
	return key >= 'A' && key <= 'Z' ? key + 'a' - 'A' : key;
}

static unsigned handle(struct layer *layer, const struct event *event)
{
	struct message *message = (struct message *)layer;
	struct event key = *event;
	unsigned reaction;

	if (event->type == EVENT_TICK)
		return message->update ? tick(message) : REACTION_NONE;
	if (event->type == EVENT_KEY)
		key.key = lower(event->key);
	reaction = dialog_handle(&message->dialog, &key);
	if (reaction & REACTION_ACCEPT)
		return close_with(message, message->dialog.button);
	if (reaction & REACTION_CANCEL)
		return close_with(message, message->safe);
	return reaction == REACTION_NONE ? text_view_handle(&message->view, event) : reaction;
}

static int widest_row(const char *text)
{
	int widest = 0;

	while (*text) {
		size_t n = strcspn(text, "\n");
		int width = text_width_n(text, n);

		widest = width > widest ? width : widest;
		text += n + (text[n] == '\n');
	}
	return widest;
}

static void draw(struct layer *layer, const struct canvas *screen, bool on_top)
{
	struct message *message = (struct message *)layer;
	struct dialog *dialog = &message->dialog;
	int most = screen->width - 8 < WIDTH_MAX ? screen->width - 8 : WIDTH_MAX;
	int width = widest_row(str_text(&message->view.text)) + 2, title = text_width(dialog->title) + 4, height;

	width = width < title ? title : width;
	width = width < WIDTH_LEAST ? WIDTH_LEAST : width;
	dialog->width = width > most ? most : width;
	height = widget_height(&message->view.widget, dialog->width);
	dialog->height = height < screen->height - BORDER ? height : screen->height - BORDER;
	dialog->height = dialog->height < 1 ? 1 : dialog->height;
	dialog_draw(dialog, screen, on_top);
}

/* What Esc means is the answer that has the focus. */
static void guide(struct layer *layer, struct guide *ret)
{
	static const int keys[GUIDE_KEYS] = {KEYS_ESC, KEYS_CTRL('G'), KEYS_CTRL('C'), KEYS_F(10)};
	struct message *message = (struct message *)layer;

	guide_set(ret, message->dialog.title, message->help ? message->help : str_text(&message->view.text));
	dialog_guide(&message->dialog, ret);
	guide_add(ret, keys, NULL, _("Gives the safe answer, which is marked at first."));
	widget_guide(&message->view.widget, ret);
}

static void closed(struct layer *layer)
{
	struct message *message = (struct message *)layer;

	if (message->answer)
		message->answer(message->context, message->answer_given);
}

static void free_message(struct layer *layer)
{
	struct message *message = (struct message *)layer;

	dialog_done(&message->dialog);
	widget_done(&message->view.widget);
	free(message->help);
	free(message);
}

static const struct layer_ops ops = {
    .handle = handle, .draw = draw, .guide = guide, .closed = closed, .free = free_message};

void message_open(struct loop *loop, const struct message_options *options)
{
	struct message *message = MEM_NEW(struct message);
	const struct message_button ok = {_("OK"), 0};
	size_t n = options->buttons ? options->n : 1;

	message->layer = (struct layer){.ops = &ops, .tick = options->update ? options->tick : 0};
	message->safe = options->safe;
	message->answer = options->answer;
	message->context = options->context;
	message->update = options->update;
	message->help = mem_strdup(options->help);
	text_view_init(&message->view, options->text);
	text_view_make_inert(&message->view);
	dialog_init(&message->dialog, options->title, 1, 1, &message->view.widget);
	for (size_t i = 0; i < n; i++) {
		const struct message_button *button = options->buttons ? &options->buttons[i] : &ok;

		dialog_add_button(&message->dialog, button->label, button->key, REACTION_ACCEPT);
	}
	message->dialog.button = options->safe;
	loop_push(loop, &message->layer);
}

void message_show(struct loop *loop, const char *title, const char *text)
{
	const struct message_options options = {.title = title, .text = text};

	message_open(loop, &options);
}

void message_ask(struct loop *loop, const char *title, const char *text, void (*answer)(void *context, size_t button),
		 void *context)
{
	const struct message_button buttons[] = {{_("Yes"), 'y'}, {_("No"), 'n'}};
	const struct message_options options = {
	    .title = title, .text = text, .buttons = buttons, .n = 2, .safe = 1, .answer = answer, .context = context};

	message_open(loop, &options);
}
