/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/flow.h"

static void note_draw(struct widget *widget, const struct canvas *canvas, bool focused)
{
	const struct note *note = (const struct note *)widget;

	(void)focused;
	canvas_put_in(canvas, 0, 0, canvas->width, STYLE_DIM, str_text(&note->text));
}

static void note_done(struct widget *widget)
{
	str_done(&((struct note *)widget)->text);
}

static const struct widget_ops ops = {.draw = note_draw, .done = note_done, .inert = true};

void note_init(struct note *note, const char *text, bool spare)
{
	*note = (struct note){.widget = {&ops}, .spare = spare};
	str_add(&note->text, text);
}

bool note_is_spare(const struct widget *widget)
{
	return widget->ops == &ops && ((const struct note *)widget)->spare;
}
