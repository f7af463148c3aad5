/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/form.h"

#include "ui/widget/guide.h"

#include "ui/widget/text.h"

static bool can_focus(const struct form_item *item)
{
	return !item->hidden && !item->widget->ops->inert;
}

static struct form_item *focused_item(struct form *form)
{
	return form->focus < form->items.n && can_focus(&form->items.v[form->focus]) ? &form->items.v[form->focus]
										     : NULL;
}

static void check_item(struct form_item *item)
{
	const char *complaint = widget_complaint(item->widget);

	str_clear(&item->complaint);
	if (complaint)
		str_add(&item->complaint, complaint);
}

void form_leave(struct form *form)
{
	struct form_item *item = focused_item(form);

	if (item)
		check_item(item);
}

/* Moves the focus one field on; true when it came round. */
static bool move_focus(struct form *form, bool backwards)
{
	size_t n = form->items.n, at = form->focus;
	bool round = false;

	for (size_t i = 0; i < n; i++) {
		round |= backwards ? at == 0 : at + 1 == n;
		at = backwards ? (at + n - 1) % n : (at + 1) % n;
		if (can_focus(&form->items.v[at]))
			break;
	}
	form->focus = at;
	if (focused_item(form))
		widget_enter(form->items.v[at].widget, backwards);
	return round;
}

/* Leaving a field can change it (what was typed is taken over), so CHANGED is said. */
static unsigned go(struct form *form, bool backwards)
{
	unsigned reaction = REACTION_HANDLED | REACTION_CHANGED;

	form_leave(form);
	if (move_focus(form, backwards))
		reaction |= backwards ? REACTION_PREVIOUS : REACTION_NEXT;
	return reaction;
}

static const struct {
	int key;
	bool backwards;
} moves[] = {
    {KEYS_TAB, false}, {KEYS_DOWN, false}, {KEYS_ENTER, false}, {KEYS_BACK_TAB, true}, {KEYS_UP, true},
};

static unsigned handle_move(struct form *form, const struct event *event)
{
	if (event->type != EVENT_KEY || !form->items.n)
		return REACTION_NONE;
	for (size_t i = 0; i < ARRAY_SIZE(moves); i++)
		if (moves[i].key == event->key)
			return go(form, moves[i].backwards);
	return REACTION_NONE;
}

static unsigned give(struct form_item *item, const struct event *event)
{
	unsigned reaction = widget_handle(item->widget, event);

	if (reaction & REACTION_WRONG)
		check_item(item);
	else if (reaction & REACTION_CHANGED)
		str_clear(&item->complaint);
	return reaction;
}

static unsigned handle_mouse(struct form *form, const struct event *event)
{
	int row, column;

	for (size_t i = 0; i < form->items.n; i++) {
		struct form_item *item = &form->items.v[i];
		unsigned left = 0;

		if (!can_focus(item) || !canvas_hit(&item->drawn, event->row, event->column, &row, &column))
			continue;
		if (i != form->focus) {
			form_leave(form);
			left = REACTION_CHANGED;
			form->focus = i;
			widget_enter(item->widget, false);
		}
		return give(item, event) | REACTION_HANDLED | left;
	}
	return REACTION_NONE;
}

unsigned form_handle(struct form *form, const struct event *event)
{
	struct form_item *item = focused_item(form);
	unsigned reaction = REACTION_NONE;

	if (event->type == EVENT_MOUSE)
		return handle_mouse(form, event);
	if (item)
		reaction = give(item, event);
	if (reaction & (REACTION_NEXT | REACTION_PREVIOUS)) {
		unsigned moved = go(form, reaction & REACTION_PREVIOUS);

		return (reaction & ~(REACTION_NEXT | REACTION_PREVIOUS)) | moved;
	}
	return reaction == REACTION_NONE ? handle_move(form, event) : reaction;
}

void form_focus(struct form *form, size_t i)
{
	form->focus = i;
	if (focused_item(form))
		widget_enter(form->items.v[i].widget, false);
	else if (form->items.n)
		move_focus(form, false);
}

const char *form_complaint(struct form *form, size_t *which)
{
	size_t wrong = form->items.n;

	for (size_t i = form->items.n; i-- > 0;) {
		struct form_item *item = &form->items.v[i];

		if (item->hidden)
			continue;
		check_item(item);
		if (item->complaint.length)
			wrong = i;
	}
	if (wrong == form->items.n)
		return NULL;
	if (which)
		*which = wrong;
	if (form->focus != wrong)
		form_focus(form, wrong);
	return str_text(&form->items.v[wrong].complaint);
}

void form_complain(struct form *form, size_t i, const char *complaint)
{
	str_clear(&form->items.v[i].complaint);
	str_add(&form->items.v[i].complaint, complaint);
	form_focus(form, i);
}

const char *form_help(const struct form *form)
{
	const char *help = form->focus < form->items.n ? form->items.v[form->focus].help : NULL;

	return help ? help : "";
}

static unsigned widget_form_handle(struct widget *widget, const struct event *event)
{
	return form_handle((struct form *)widget, event);
}

static void widget_form_draw(struct widget *widget, const struct canvas *canvas, bool focused)
{
	form_draw((struct form *)widget, canvas, focused);
}

static int widget_form_height(const struct widget *widget, int width)
{
	return form_height((const struct form *)widget, width);
}

/* From behind the form, its last field. */
static void widget_form_enter(struct widget *widget, bool backwards)
{
	struct form *form = (struct form *)widget;

	if (!form->items.n)
		return;
	form->focus = backwards ? 0 : form->items.n - 1;
	move_focus(form, backwards);
}

static const char *widget_form_complaint(struct widget *widget)
{
	return form_complaint((struct form *)widget, NULL);
}

void form_done(struct form *form)
{
	VEC_FOREACH (&form->items, item) {
		free(item->label);
		free(item->help);
		str_done(&item->complaint);
	}
	vec_done(&form->items);
}

static void widget_form_guide(const struct widget *widget, struct guide *guide)
{
	const struct form *form = (const struct form *)widget;
	const struct form_item *item = form->focus < form->items.n ? &form->items.v[form->focus] : NULL;

	if (!item)
		return;
	guide_set(guide, item->label, item->help);
	widget_guide(item->widget, guide);
}

static void widget_form_done(struct widget *widget)
{
	form_done((struct form *)widget);
}

static const struct widget_ops ops = {
    .handle = widget_form_handle,
    .draw = widget_form_draw,
    .height = widget_form_height,
    .enter = widget_form_enter,
    .complaint = widget_form_complaint,
    .guide = widget_form_guide,
    .done = widget_form_done,
};

void form_init(struct form *form)
{
	*form = (struct form){.widget = {&ops}};
}

size_t form_add(struct form *form, const char *label, const char *help, struct widget *widget)
{
	struct form_item item = {.label = mem_strdup(label ? label : ""), .help = mem_strdup(help), .widget = widget};

	vec_push(&form->items, item);
	if (!focused_item(form) && can_focus(&form->items.v[form->items.n - 1]))
		form->focus = form->items.n - 1;
	return form->items.n - 1;
}

void form_label(struct form *form, size_t i, const char *label)
{
	if (str_equal(form->items.v[i].label, label))
		return;
	free(form->items.v[i].label);
	form->items.v[i].label = mem_strdup(label);
}

void form_hide(struct form *form, size_t i, bool hidden)
{
	form->items.v[i].hidden = hidden;
	if (form->focus == i && hidden)
		move_focus(form, false);
}
