/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/flow.h"
#include "ui/widget/text.h"

#define GAP	     2	/* columns between two parts of a row */
#define WIDGET_LEAST 4	/* columns that a label leaves to its widget */
#define REST_LEAST   12 /* columns of a part that takes what is left */
#define HIGH_LEAST   2	/* rows that a high part keeps where the focus is elsewhere */
#define HIGH_USE     4	/* and without which it is of no use where the focus is: then other rows scroll away */

static int label_columns(const struct flow_part *part)
{
	return *part->label ? text_width(part->label) + 1 : 0;
}

static int columns_of(const struct flow_part *part)
{
	return label_columns(part) + (part->width ? part->width : REST_LEAST);
}

size_t flow_rows(const struct flow *flow, int width, size_t *ret)
{
	size_t rows = 0;
	int used = 0;

	for (size_t i = 0; i < flow->parts.n; i++) {
		const struct flow_part *part = &flow->parts.v[i];
		bool behind = rows && !part->new_row && used + GAP + columns_of(part) <= width;

		if (part->hidden)
			continue;
		if (!behind)
			used = 0;
		rows += !behind;
		ret[i] = rows - 1;
		used += (behind ? GAP : 0) + columns_of(part);
		if (!part->width)
			used = width;
	}
	return rows;
}

/* How the lines are shared out. */
struct plan {
	VEC(size_t) row_of; /* of each part */
	VEC(int) heights;   /* of each row */
	VEC(bool) spare;    /* rows of notes */
	size_t focus;	    /* row */
};

static int widget_columns(const struct flow_part *part, int width)
{
	int left = width - label_columns(part);

	return part->width && part->width < left ? part->width : left;
}

static void plan_make(const struct flow *flow, int width, struct plan *plan)
{
	size_t rows;

	*plan = (struct plan){0};
	for (size_t i = 0; i < flow->parts.n; i++)
		vec_push(&plan->row_of, 0);
	rows = flow->parts.n ? flow_rows(flow, width, plan->row_of.v) : 0;
	for (size_t row = 0; row < rows; row++) {
		vec_push(&plan->heights, 1);
		vec_push(&plan->spare, true);
	}
	for (size_t i = 0; i < flow->parts.n; i++) {
		const struct flow_part *part = &flow->parts.v[i];
		int height;

		if (part->hidden)
			continue;
		height = widget_height(part->widget, widget_columns(part, width));
		if (height > plan->heights.v[plan->row_of.v[i]])
			plan->heights.v[plan->row_of.v[i]] = height;
		plan->spare.v[plan->row_of.v[i]] &= note_is_spare(part->widget);
	}
	if (flow->focus < flow->parts.n && rows)
		plan->focus = plan->row_of.v[flow->focus];
}

static void plan_done(struct plan *plan)
{
	vec_done(&plan->row_of);
	vec_done(&plan->heights);
	vec_done(&plan->spare);
}

static int sum(const struct plan *plan, size_t from, size_t to)
{
	int lines = 0;

	for (size_t row = from; row < to; row++)
		lines += plan->heights.v[row];
	return lines;
}

static size_t highest(const struct plan *plan)
{
	size_t most = 0;

	for (size_t row = 0; row < plan->heights.n; row++)
		if (plan->heights.v[row] > plan->heights.v[most])
			most = row;
	return most;
}

/* Takes lines away until all fit, as far as that goes. */
static void plan_shrink(struct plan *plan, int height)
{
	for (size_t row = 0; row < plan->heights.n && sum(plan, 0, plan->heights.n) > height; row++)
		if (plan->spare.v[row])
			plan->heights.v[row] = 0;
	while (plan->heights.n && sum(plan, 0, plan->heights.n) > height) {
		size_t row = highest(plan);
		int least = row == plan->focus ? HIGH_USE : HIGH_LEAST;

		if (plan->heights.v[row] <= least)
			break;
		plan->heights.v[row]--;
	}
	if (plan->heights.n && plan->heights.v[plan->focus] > height)
		plan->heights.v[plan->focus] = height;
}

int flow_height(const struct widget *widget, int width)
{
	struct plan plan;
	int height;

	plan_make((const struct flow *)widget, width, &plan);
	height = sum(&plan, 0, plan.heights.n);
	plan_done(&plan);
	return height;
}

/* Where a label would leave its widget no room, it goes away. */
static void draw_part(struct flow_part *part, const struct canvas *line, int column, bool focused)
{
	int label = label_columns(part), left;

	if (line->width - column - label < WIDGET_LEAST)
		label = 0;
	left = line->width - column - label;
	canvas_put_in(line, 0, column, label ? label - 1 : 0, focused ? STYLE_STRONG : STYLE_NORMAL, part->label);
	part->drawn =
	    canvas_part(line, 0, column + label, line->height, part->width && part->width < left ? part->width : left);
	if (part->drawn.height > 0 && part->drawn.width > 0)
		widget_draw(part->widget, &part->drawn, focused);
}

static void draw_row(struct flow *flow, const struct plan *plan, size_t row, const struct canvas *line, bool focused)
{
	int column = 0;

	for (size_t i = 0; i < flow->parts.n; i++) {
		struct flow_part *part = &flow->parts.v[i];

		if (part->hidden || plan->row_of.v[i] != row)
			continue;
		draw_part(part, line, column, focused && i == flow->focus);
		column += columns_of(part) + GAP;
	}
}

static void scroll(struct flow *flow, const struct plan *plan, int height)
{
	if (flow->first_row > plan->focus)
		flow->first_row = plan->focus;
	while (flow->first_row < plan->focus && sum(plan, flow->first_row, plan->focus + 1) > height)
		flow->first_row++;
	while (flow->first_row && sum(plan, flow->first_row - 1, plan->heights.n) <= height)
		flow->first_row--;
}

void flow_draw(struct widget *widget, const struct canvas *canvas, bool focused)
{
	struct flow *flow = (struct flow *)widget;
	struct plan plan;
	int at = 0;

	plan_make(flow, canvas->width, &plan);
	plan_shrink(&plan, canvas->height);
	scroll(flow, &plan, canvas->height);
	VEC_FOREACH (&flow->parts, part)
		part->drawn = (struct canvas){0};
	for (size_t row = flow->first_row; row < plan.heights.n && at < canvas->height; row++) {
		int height = plan.heights.v[row] < canvas->height - at ? plan.heights.v[row] : canvas->height - at;
		struct canvas line = canvas_part(canvas, at, 0, height, canvas->width);

		if (height)
			draw_row(flow, &plan, row, &line, focused);
		at += height;
	}
	plan_done(&plan);
}
