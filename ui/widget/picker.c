/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/picker.h"

#include "base/i18n.h"
#include "ui/widget/dialog.h"
#include "ui/widget/guide.h"
#include "ui/widget/text.h"
#include "ui/widget/text_field.h"

struct picker {
	struct layer layer;
	struct dialog dialog;
	struct widget body; /* filter and table together */
	struct text_field filter;
	struct table table;
	bool on_table; /* the cursor is on the row and not in the filter */
	bool accepted;
	char *text, *help; /* owned */
	void *context;
	void (*chosen)(void *context, const size_t *rows, size_t n);
	void (*release)(void *context);
};

static struct picker *picker_of_body(struct widget *body)
{
	return (struct picker *)((char *)body - offsetof(struct picker, body));
}

static unsigned handle_filter(struct picker *picker, const struct event *event)
{
	unsigned reaction = widget_handle(&picker->filter.widget, event);

	if (reaction == REACTION_NONE)
		return reaction;
	picker->on_table = false;
	if (reaction & REACTION_CHANGED)
		table_filter(&picker->table, text_field_text(&picker->filter));
	return reaction & ~REACTION_CHANGED;
}

/* The first Esc takes the filter away, as everywhere; the next one closes. */
static unsigned clear_filter(struct picker *picker)
{
	if (!*text_field_text(&picker->filter))
		return REACTION_NONE;
	text_field_set(&picker->filter, "");
	table_filter(&picker->table, "");
	return REACTION_HANDLED;
}

/* Keys that move in the table do so from the filter as well; those that both know belong to where the cursor is. */
static bool for_table(const struct picker *picker, int key)
{
	if (key == KEYS_UP || key == KEYS_DOWN || key == KEYS_PAGE_UP || key == KEYS_PAGE_DOWN || key == KEYS_INSERT ||
	    key == KEYS_ENTER)
		return true;
	return picker->on_table &&
	       (key == KEYS_HOME || key == KEYS_END || (key == KEYS_SPACE && picker->table.several));
}

static unsigned handle_key(struct picker *picker, const struct event *event)
{
	unsigned reaction;

	if (event->key == KEYS_ESC)
		return clear_filter(picker);
	if (event->key == KEYS_TAB || event->key == KEYS_BACK_TAB) {
		bool back = event->key == KEYS_BACK_TAB, leave = back != picker->on_table;

		if (leave)
			return REACTION_HANDLED | (back ? REACTION_PREVIOUS : REACTION_NEXT);
		picker->on_table = !back;
		return REACTION_HANDLED;
	}
	if (!for_table(picker, event->key))
		return handle_filter(picker, event);
	reaction = table_handle(&picker->table, event);
	if (reaction != REACTION_NONE)
		picker->on_table = true;
	return (reaction & ~REACTION_CHANGED) | REACTION_HANDLED;
}

static unsigned body_handle(struct widget *widget, const struct event *event)
{
	struct picker *picker = picker_of_body(widget);
	int row, column;

	if (event->type == EVENT_KEY)
		return handle_key(picker, event);
	if (event->type == EVENT_PASTE)
		return handle_filter(picker, event);
	if (event->type != EVENT_MOUSE)
		return REACTION_NONE;
	if (canvas_hit(&picker->filter.inside, event->row, event->column, &row, &column))
		return handle_filter(picker, event);
	picker->on_table = true;
	return table_handle(&picker->table, event) & ~REACTION_CHANGED;
}

static void count_text(const struct picker *picker, struct str *out)
{
	size_t marked = table_marked(&picker->table);
	size_t shown = table_count(&picker->table), all = picker->table.ops->count(picker->table.context);

	if (marked)
		str_addf(out, _("%zu of %zu, %zu marked"), shown, all, marked);
	else
		str_addf(out, _("%zu of %zu"), shown, all);
}

/* Leaves room for the filter and a few lines; gives the rows used. */
static int draw_text(const struct picker *picker, const struct canvas *canvas)
{
	int height = picker->text ? canvas_wrapped_height(canvas->width, picker->text) : 0, room = canvas->height - 5;

	if (!height || room < 1)
		return 0;
	return canvas_put_wrapped(canvas, 0, height < room ? height : room, STYLE_STRONG, picker->text) + 1;
}

static void body_draw(struct widget *widget, const struct canvas *canvas, bool focused)
{
	struct picker *picker = picker_of_body(widget);
	const char *label = _("Filter");
	_cleanup_str_ struct str count = {0};
	struct canvas part, filter, rows;
	int left = text_width(label) + 1, right, top;

	top = draw_text(picker, canvas);
	part = canvas_part(canvas, top, 0, canvas->height - top, canvas->width);
	count_text(picker, &count);
	right = text_width(str_text(&count)) + 1;
	if (canvas->width - left - right < 8)
		right = 0;
	canvas_put(&part, 0, 0, STYLE_NORMAL, label);
	filter = canvas_part(&part, 0, left, 1, canvas->width - left - right);
	widget_draw(&picker->filter.widget, &filter, focused && !picker->on_table);
	if (right)
		canvas_put(&part, 0, canvas->width - right + 1, STYLE_DIM, str_text(&count));
	rows = canvas_part(&part, 1, 0, part.height - 1, canvas->width);
	widget_draw(&picker->table.widget, &rows, focused && picker->on_table);
	if (!table_count(&picker->table))
		canvas_put_in(&rows, rows.height - 1, 2, rows.width - 2, STYLE_DIM,
			      _("nothing matches; Esc shows all"));
}

static void body_guide(const struct widget *widget, struct guide *guide)
{
	const struct picker *picker = (const struct picker *)((const char *)widget - offsetof(struct picker, body));

	guide_set(guide, "", picker->help);
	widget_guide(&picker->table.widget, guide);
	if (picker->table.several)
		guide_add_keys(guide, guide_mark_keys);
}

static void body_enter(struct widget *widget, bool backwards)
{
	picker_of_body(widget)->on_table = backwards;
}

static const char *body_complaint(struct widget *widget)
{
	struct picker *picker = picker_of_body(widget);

	if (table_marked(&picker->table) || table_selected(&picker->table) != SIZE_MAX)
		return NULL;
	return _("nothing is chosen");
}

static void body_done(struct widget *widget)
{
	struct picker *picker = picker_of_body(widget);

	widget_done(&picker->filter.widget);
	widget_done(&picker->table.widget);
}

static const struct widget_ops body_ops = {
    .handle = body_handle,
    .draw = body_draw,
    .enter = body_enter,
    .complaint = body_complaint,
    .guide = body_guide,
    .keys = guide_picker_keys,
    .done = body_done,
};

static unsigned handle(struct layer *layer, const struct event *event)
{
	struct picker *picker = (struct picker *)layer;
	unsigned reaction = dialog_handle(&picker->dialog, event);

	picker->accepted = reaction & REACTION_ACCEPT;
	return reaction & (REACTION_ACCEPT | REACTION_CANCEL) ? REACTION_HANDLED | REACTION_CLOSE : reaction;
}

static void draw(struct layer *layer, const struct canvas *screen, bool on_top)
{
	dialog_draw(&((struct picker *)layer)->dialog, screen, on_top);
}

static void guide(struct layer *layer, struct guide *ret)
{
	dialog_guide(&((struct picker *)layer)->dialog, ret);
}

static void closed(struct layer *layer)
{
	struct picker *picker = (struct picker *)layer;
	VEC(size_t) rows = {0};

	if (!picker->accepted)
		return;
	for (size_t i = 0; i < picker->table.marks.n; i++)
		if (picker->table.marks.v[i])
			vec_push(&rows, i);
	if (!rows.n)
		vec_push(&rows, table_selected(&picker->table));
	picker->chosen(picker->context, rows.v, rows.n);
	vec_done(&rows);
}

static void free_picker(struct layer *layer)
{
	struct picker *picker = (struct picker *)layer;

	widget_done(&picker->body);
	dialog_done(&picker->dialog);
	free(picker->text);
	free(picker->help);
	if (picker->release)
		picker->release(picker->context);
	free(picker);
}

static const struct layer_ops ops = {
    .handle = handle, .draw = draw, .guide = guide, .closed = closed, .free = free_picker};
static const struct layer_ops help_ops = {.handle = handle, .draw = draw, .closed = closed, .free = free_picker};

void picker_open(struct loop *loop, const struct picker_options *options)
{
	struct picker *picker = MEM_NEW(struct picker);

	picker->layer.ops = options->is_help ? &help_ops : &ops;
	picker->text = mem_strdup(str_empty(options->text) ? NULL : options->text);
	picker->help = mem_strdup(options->help);
	picker->body.ops = &body_ops;
	picker->context = options->context;
	picker->chosen = options->chosen;
	picker->release = options->release;
	text_field_init(&picker->filter, options->filter);
	table_init(&picker->table, options->ops, options->context, options->columns, options->n);
	picker->table.several = options->several;
	picker->table.bar = true;
	table_select(&picker->table, options->selected);
	table_filter(&picker->table, text_field_text(&picker->filter));
	dialog_init(&picker->dialog, options->title, options->height, options->width, &picker->body);
	dialog_add_ok_cancel(&picker->dialog);
	if (options->several)
		dialog_set_hint(&picker->dialog, _("Space or Ins marks"));
	else if (options->is_help)
		dialog_set_hint(&picker->dialog, _("Type to search, Enter does it"));
	loop_push(loop, &picker->layer);
}
