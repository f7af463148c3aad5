/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/flow.h"

#include "ui/widget/guide.h"

static bool can_focus(const struct flow_part *part)
{
	return !part->hidden && !part->widget->ops->inert;
}

static struct flow_part *focused_part(struct flow *flow)
{
	return flow->focus < flow->parts.n && can_focus(&flow->parts.v[flow->focus]) ? &flow->parts.v[flow->focus]
										     : NULL;
}

void flow_focus(struct flow *flow, size_t i)
{
	flow->focus = i;
	widget_enter(flow->parts.v[i].widget, false);
}

/* The first complaint; which part it is of. */
static const char *complaint_of(struct flow *flow, size_t *which)
{
	for (size_t i = 0; i < flow->parts.n; i++) {
		const struct flow_part *part = &flow->parts.v[i];
		const char *complaint = part->hidden ? NULL : widget_complaint(part->widget);

		if (complaint) {
			*which = i;
			return complaint;
		}
	}
	return NULL;
}

/* A part was left: it is checked like a field of a form, and the focus goes on even so. */
static unsigned leave(struct flow *flow)
{
	size_t which;

	flow->told = complaint_of(flow, &which) != NULL;
	return REACTION_HANDLED | (flow->told ? REACTION_WRONG : REACTION_CHANGED);
}

static size_t next_part(const struct flow *flow, size_t from, bool backwards)
{
	for (size_t i = 1; i <= flow->parts.n; i++) {
		size_t at = backwards ? from - i : from + i;

		if (at >= flow->parts.n)
			break;
		if (can_focus(&flow->parts.v[at]))
			return at;
	}
	return flow->parts.n;
}

static unsigned go_to(struct flow *flow, size_t at, bool backwards)
{
	if (at >= flow->parts.n)
		return backwards ? REACTION_PREVIOUS : REACTION_NEXT;
	flow->focus = at;
	widget_enter(flow->parts.v[at].widget, backwards);
	return leave(flow);
}

/* The next part that stands in another line, the first one of it. */
static size_t next_line(const struct flow *flow, bool backwards)
{
	int row = flow->parts.v[flow->focus].drawn.row;
	size_t at = next_part(flow, flow->focus, backwards), first;

	while (at < flow->parts.n && flow->parts.v[at].drawn.height && flow->parts.v[at].drawn.row == row)
		at = next_part(flow, at, backwards);
	for (first = at; backwards && first < flow->parts.n;) {
		size_t before = next_part(flow, first, true);

		if (before >= flow->parts.n || flow->parts.v[before].drawn.row != flow->parts.v[at].drawn.row)
			break;
		first = before;
	}
	return first;
}

static const struct {
	int key;
	bool backwards, by_line;
} moves[] = {
    {KEYS_TAB, false, false}, {KEYS_ENTER, false, false}, {KEYS_BACK_TAB, true, false},
    {KEYS_DOWN, false, true}, {KEYS_UP, true, true},
};

static unsigned handle_move(struct flow *flow, int key)
{
	for (size_t i = 0; i < ARRAY_SIZE(moves); i++) {
		bool backwards = moves[i].backwards;

		if (moves[i].key == key)
			return go_to(flow,
				     moves[i].by_line ? next_line(flow, backwards)
						      : next_part(flow, flow->focus, backwards),
				     backwards);
	}
	return REACTION_NONE;
}

static unsigned handle_mouse(struct flow *flow, const struct event *event)
{
	int row, column;

	for (size_t i = 0; i < flow->parts.n; i++) {
		const struct flow_part *part = &flow->parts.v[i];
		unsigned left = 0;

		if (!can_focus(part) || !canvas_hit(&part->drawn, event->row, event->column, &row, &column))
			continue;
		if (i != flow->focus) {
			flow_focus(flow, i);
			left = leave(flow);
		}
		return widget_handle(part->widget, event) | REACTION_HANDLED | left;
	}
	return REACTION_NONE;
}

static unsigned flow_handle(struct widget *widget, const struct event *event)
{
	struct flow *flow = (struct flow *)widget;
	const struct flow_part *part = focused_part(flow);
	unsigned reaction = REACTION_NONE;

	if (event->type == EVENT_MOUSE)
		return handle_mouse(flow, event);
	if (part)
		reaction = widget_handle(part->widget, event);
	if (reaction & (REACTION_NEXT | REACTION_PREVIOUS)) {
		bool backwards = reaction & REACTION_PREVIOUS;

		return (reaction & ~(REACTION_NEXT | REACTION_PREVIOUS)) |
		       go_to(flow, next_part(flow, flow->focus, backwards), backwards);
	}
	return part && reaction == REACTION_NONE && event->type == EVENT_KEY ? handle_move(flow, event->key) : reaction;
}

static void flow_enter(struct widget *widget, bool backwards)
{
	struct flow *flow = (struct flow *)widget;
	size_t first = next_part(flow, backwards ? flow->parts.n : (size_t)-1, backwards);

	if (first >= flow->parts.n)
		return;
	flow->focus = first;
	widget_enter(flow->parts.v[first].widget, backwards);
}

static const char *flow_complaint(struct widget *widget)
{
	struct flow *flow = (struct flow *)widget;
	size_t which;
	const char *complaint = complaint_of(flow, &which);

	if (complaint && !flow->told)
		flow->focus = which;
	flow->told = false;
	return complaint;
}

static void flow_done(struct widget *widget)
{
	struct flow *flow = (struct flow *)widget;

	VEC_FOREACH (&flow->parts, part)
		free(part->label);
	vec_done(&flow->parts);
}

static void flow_guide(const struct widget *widget, struct guide *guide)
{
	const struct flow *flow = (const struct flow *)widget;

	if (flow->focus < flow->parts.n)
		widget_guide(flow->parts.v[flow->focus].widget, guide);
}

static const struct widget_ops ops = {
    .handle = flow_handle,
    .draw = flow_draw,
    .height = flow_height,
    .enter = flow_enter,
    .complaint = flow_complaint,
    .guide = flow_guide,
    .done = flow_done,
};

void flow_init(struct flow *flow)
{
	*flow = (struct flow){.widget = {&ops}};
}

size_t flow_add(struct flow *flow, const char *label, struct widget *widget, int width, bool new_row)
{
	struct flow_part part = {
	    .label = mem_strdup(label ? label : ""), .widget = widget, .width = width, .new_row = new_row};

	vec_push(&flow->parts, part);
	if (!focused_part(flow))
		flow->focus = flow->parts.n - 1;
	return flow->parts.n - 1;
}

void flow_hide(struct flow *flow, size_t i, bool hidden)
{
	flow->parts.v[i].hidden = hidden;
	if (flow->focus == i && hidden) {
		size_t other = next_part(flow, i, true);

		flow->focus = other < flow->parts.n ? other : next_part(flow, i, false);
	}
}
