/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/progress.h"

#include "base/i18n.h"
#include "ui/widget/dialog.h"
#include "ui/widget/text_view.h"

#define TICK  50 /* ms */
#define WIDTH 50

struct progress {
	struct layer layer;
	struct dialog dialog;
	struct widget body;
	struct str text;
	int percent;
	unsigned steps;
	bool cancelled, closed;
	struct progress_options options;
};

static struct progress *progress_of_body(struct widget *body)
{
	return (struct progress *)((char *)body - offsetof(struct progress, body));
}

/* The button stays, so that whoever was about to press it reads why it does nothing. */
static void say_too_late(struct progress *progress)
{
	if (!progress->options.cancel)
		return;
	progress->options.cancel = NULL;
	progress->cancelled = false;
	dialog_set_button(&progress->dialog, 0, _("Too late to cancel"), 0);
}

static unsigned do_step(struct progress *progress)
{
	_cleanup_str_ struct str text = {0};
	int percent = -1;
	enum progress_state state = progress->options.step(progress->options.context, &percent, &text);

	progress->percent = percent > 100 ? 100 : percent;
	progress->steps++;
	if (state == PROGRESS_TOO_LATE)
		say_too_late(progress);
	if (text.length && !progress->cancelled) {
		str_clear(&progress->text);
		str_add(&progress->text, str_text(&text));
	}
	return state == PROGRESS_DONE ? REACTION_HANDLED | REACTION_CLOSE : REACTION_HANDLED;
}

static unsigned cancel(struct progress *progress)
{
	if (progress->cancelled || !progress->options.cancel)
		return REACTION_HANDLED;
	progress->cancelled = true;
	str_clear(&progress->text);
	str_add(&progress->text, _("Being cancelled"));
	progress->options.cancel(progress->options.context);
	return REACTION_HANDLED;
}

/* Keys while work is going on must not end up in whatever comes after it, so all are used up here. */
static unsigned handle(struct layer *layer, const struct event *event)
{
	struct progress *progress = (struct progress *)layer;

	if (event->type == EVENT_TICK)
		return do_step(progress);
	if (dialog_handle(&progress->dialog, event) & REACTION_CANCEL)
		return cancel(progress);
	return REACTION_HANDLED;
}

static void draw_bar(const struct progress *progress, const struct canvas *canvas)
{
	int width = canvas->width - 5, full = width * progress->percent / 100;

	for (int i = 0; i < width; i++)
		canvas_put_glyph(canvas, 0, i, i < full ? STYLE_NORMAL : STYLE_DIM, i < full ? GLYPH_BLOCK : GLYPH_DOT);
	canvas_putf(canvas, 0, width + 1, STYLE_NORMAL, "%3d%%", progress->percent);
}

/* Nobody knows how long: a sign that goes to and fro says that it is alive. */
static void draw_spinner(const struct progress *progress, const struct canvas *canvas)
{
	unsigned width = canvas->width > 3 ? (unsigned)canvas->width - 3 : 1, at = progress->steps % (2 * width);

	for (int i = 0; i < canvas->width; i++)
		canvas_put_glyph(canvas, 0, i, STYLE_DIM, GLYPH_DOT);
	at = at < width ? at : 2 * width - 1 - at;
	for (int i = 0; i < 3; i++)
		canvas_put_glyph(canvas, 0, (int)at + i, STYLE_NORMAL, GLYPH_BLOCK);
}

static void body_draw(struct widget *widget, const struct canvas *canvas, bool focused)
{
	struct progress *progress = progress_of_body(widget);
	struct canvas bar = canvas_part(canvas, canvas->height - 1, 0, 1, canvas->width);

	(void)focused;
	canvas_put_wrapped(canvas, 0, canvas->height - 1, STYLE_NORMAL, str_text(&progress->text));
	if (progress->percent < 0)
		draw_spinner(progress, &bar);
	else
		draw_bar(progress, &bar);
}

static const struct widget_ops body_ops = {.draw = body_draw, .inert = true};

static void draw(struct layer *layer, const struct canvas *screen, bool on_top)
{
	struct progress *progress = (struct progress *)layer;
	struct dialog *dialog = &progress->dialog;

	dialog_draw(dialog, screen, on_top);
	if (on_top && !dialog->buttons.n)
		canvas_cursor(&dialog->drawn_body, dialog->drawn_body.height - 1, 0);
}

static void closed(struct layer *layer)
{
	struct progress *progress = (struct progress *)layer;

	progress->closed = true;
	if (progress->options.finished)
		progress->options.finished(progress->options.context);
}

static void free_progress(struct layer *layer)
{
	struct progress *progress = (struct progress *)layer;

	if (!progress->closed && progress->options.abandoned)
		progress->options.abandoned(progress->options.context);
	dialog_done(&progress->dialog);
	str_done(&progress->text);
	free(progress);
}

static const struct layer_ops ops = {.handle = handle, .draw = draw, .closed = closed, .free = free_progress};

void progress_open(struct loop *loop, const struct progress_options *options)
{
	struct progress *progress = MEM_NEW(struct progress);

	progress->layer = (struct layer){.ops = &ops, .tick = options->tick ? options->tick : TICK};
	progress->body.ops = &body_ops;
	progress->options = *options;
	progress->percent = -1;
	str_add(&progress->text, options->text);
	dialog_init(&progress->dialog, options->title, 3, WIDTH, &progress->body);
	if (options->cancel)
		dialog_add_button(&progress->dialog, _("Cancel"), KEYS_CTRL('G'), REACTION_CANCEL);
	loop_push(loop, &progress->layer);
}
