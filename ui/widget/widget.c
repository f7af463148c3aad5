/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/widget.h"

#include "ui/widget/guide.h"

unsigned widget_handle(struct widget *widget, const struct event *event)
{
	return widget->ops->handle ? widget->ops->handle(widget, event) : REACTION_NONE;
}

void widget_draw(struct widget *widget, const struct canvas *canvas, bool focused)
{
	if (canvas->height > 0 && canvas->width > 0)
		widget->ops->draw(widget, canvas, focused);
}

int widget_height(const struct widget *widget, int width)
{
	return widget->ops->height ? widget->ops->height(widget, width) : 1;
}

void widget_enter(struct widget *widget, bool backwards)
{
	if (widget->ops->enter)
		widget->ops->enter(widget, backwards);
}

const char *widget_complaint(struct widget *widget)
{
	return widget->ops->complaint ? widget->ops->complaint(widget) : NULL;
}

void widget_guide(const struct widget *widget, struct guide *guide)
{
	if (widget->ops->guide)
		widget->ops->guide(widget, guide);
	if (widget->ops->keys)
		guide_add_keys(guide, widget->ops->keys);
}

void widget_done(struct widget *widget)
{
	if (widget->ops->done)
		widget->ops->done(widget);
}
