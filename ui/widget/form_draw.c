/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/form.h"
#include "ui/widget/text.h"

#define GAP	      2 /* columns between label and field */
#define COMPLAINT_MAX 3 /* rows */
#define HELP_FROM     4 /* rows of a form with a help */
#define HELP_ROWS_MAX 3

/* How the rows of a canvas are shared out. */
struct plan {
	int label_width; /* with its gap; 0: no item has one */
	int field_width;
	int room; /* rows for the fields */
	int help_rows;
	bool gaps; /* blank rows around tall fields */
};

static int larger(int a, int b)
{
	return a > b ? a : b;
}

static int label_width(const struct form *form, int width)
{
	int widest = 0;

	VEC_FOREACH (&form->items, item) {
		if (!item->hidden)
			widest = larger(widest, text_width(item->label));
	}
	if (widest > width / 3)
		widest = width / 3;
	return widest ? widest + GAP : 0;
}

static int complaint_rows(const struct form_item *item, int width)
{
	int rows = item->complaint.length ? canvas_wrapped_height(width, str_text(&item->complaint)) : 0;

	return rows < COMPLAINT_MAX ? rows : COMPLAINT_MAX;
}

static int item_rows(const struct form_item *item, int width)
{
	return item->hidden ? 0 : widget_height(item->widget, width) + complaint_rows(item, width);
}

/* A blank row between two fields of which one takes several rows. */
static int gap_between(const struct form *form, size_t above, size_t below, int width)
{
	return widget_height(form->items.v[above].widget, width) > 1 ||
	       widget_height(form->items.v[below].widget, width) > 1;
}

static int rows_of_all(const struct form *form, int width, bool gaps)
{
	size_t above = form->items.n;
	int sum = 0;

	for (size_t i = 0; i < form->items.n; i++) {
		if (form->items.v[i].hidden)
			continue;
		sum += item_rows(&form->items.v[i], width);
		if (gaps && above < form->items.n)
			sum += gap_between(form, above, i, width);
		above = i;
	}
	return sum;
}

/* As many rows as the longest help of all fields, so that nothing jumps as the focus moves; where there is little room,
 * what the fields leave. */
static int help_rows(const struct form *form, int width, int height)
{
	int rows = 0, most = larger(larger(height / 8, height >= HELP_FROM),
				    height - 1 - rows_of_all(form, larger(width - label_width(form, width), 1), true));

	VEC_FOREACH (&form->items, item) {
		if (!item->hidden && item->help)
			rows = larger(rows, canvas_wrapped_height(width, item->help));
	}
	most = most < HELP_ROWS_MAX ? most : HELP_ROWS_MAX;
	return rows < most ? rows : most;
}

static struct plan make_plan(const struct form *form, int height, int width)
{
	struct plan plan = {.label_width = label_width(form, width)};

	plan.field_width = larger(width - plan.label_width, 1);
	plan.help_rows = help_rows(form, width, height);
	plan.room = height - plan.help_rows;
	if (plan.help_rows && rows_of_all(form, plan.field_width, true) < plan.room)
		plan.room--; /* a blank row above the help */
	plan.gaps = rows_of_all(form, plan.field_width, true) <= plan.room;
	return plan;
}

/* Rows from the beginning of an item to the end of another. */
static int rows_between(const struct form *form, size_t from, size_t to, const struct plan *plan)
{
	int sum = 0;

	for (size_t at = from; at <= to; at++)
		sum += item_rows(&form->items.v[at], plan->field_width);
	return sum;
}

/* By whole fields, so that a field is never drawn without its first row. */
static void scroll(struct form *form, const struct plan *plan)
{
	if (form->first >= form->items.n || rows_of_all(form, plan->field_width, plan->gaps) <= plan->room)
		form->first = 0;
	if (form->focus < form->first)
		form->first = form->focus;
	while (form->first && form->items.v[form->first - 1].widget->ops->inert) /* belongs to what is below */
		form->first--;
	while (form->first < form->focus && rows_between(form, form->first, form->focus, plan) > plan->room)
		form->first++;
	while (form->first && rows_between(form, form->first - 1, form->items.n - 1, plan) <= plan->room)
		form->first--;
}

/* The complaint keeps its place when the field must do with less. */
static int draw_item(struct form_item *item, const struct canvas *rows, int at, const struct plan *plan, bool focused)
{
	struct canvas rest = canvas_part(rows, at, 0, rows->height - at, rows->width), field, below;
	int complaint = complaint_rows(item, plan->field_width);
	int height = widget_height(item->widget, plan->field_width);

	if (height + complaint > rest.height)
		height = larger(rest.height - complaint, 1);
	if (plan->label_width)
		canvas_put_in(&rest, 0, 0, plan->label_width - GAP, focused ? STYLE_STRONG : STYLE_NORMAL, item->label);
	field = canvas_part(&rest, 0, plan->label_width, height, plan->field_width);
	widget_draw(item->widget, &field, focused);
	item->drawn = field;
	below = canvas_part(&rest, height, plan->label_width, complaint, plan->field_width);
	canvas_put_wrapped(&below, 0, below.height, STYLE_ERROR, str_text(&item->complaint));
	return height + complaint;
}

static void draw_items(struct form *form, const struct canvas *rows, const struct plan *plan, bool focused)
{
	size_t above = form->items.n;
	int at = 0;

	for (size_t i = 0; i < form->items.n; i++) {
		struct form_item *item = &form->items.v[i];

		item->drawn = (struct canvas){0};
		if (i < form->first || item->hidden)
			continue;
		if (plan->gaps && above < form->items.n)
			at += gap_between(form, above, i, plan->field_width);
		if (at < rows->height)
			at += draw_item(item, rows, at, plan, focused && i == form->focus);
		above = i;
	}
}

/* That there is more above or below is said in the gap behind the labels, where no field draws. */
static void draw_more(const struct form *form, const struct canvas *rows, const struct plan *plan)
{
	bool below = false;

	if (plan->label_width < GAP)
		return;
	for (size_t i = form->first; i < form->items.n; i++)
		below |= !form->items.v[i].hidden && !form->items.v[i].drawn.height;
	if (form->first)
		canvas_put(rows, 0, plan->label_width - GAP, STYLE_DIM, "^");
	if (below)
		canvas_put(rows, rows->height - 1, plan->label_width - GAP, STYLE_DIM, "v");
}

void form_draw(struct form *form, const struct canvas *canvas, bool focused)
{
	struct plan plan = make_plan(form, canvas->height, canvas->width);
	struct canvas rows = canvas_part(canvas, 0, 0, plan.room, canvas->width);
	struct canvas help = canvas_part(canvas, canvas->height - plan.help_rows, 0, plan.help_rows, canvas->width);

	scroll(form, &plan);
	draw_items(form, &rows, &plan, focused);
	draw_more(form, &rows, &plan);
	canvas_put_wrapped(&help, 0, help.height, STYLE_DIM, form_help(form));
}

int form_height(const struct form *form, int width)
{
	int field_width = larger(width - label_width(form, width), 1), help = help_rows(form, width, 1000);

	return rows_of_all(form, field_width, true) + (help ? help + 1 : 0);
}
