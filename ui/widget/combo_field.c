/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/combo_field.h"

#include "ui/widget/guide.h"
#include "ui/widget/picker.h"
#include "ui/widget/text.h"

#define SIGN_WIDTH 3

/* What is typed first takes the place of what stood there: a choice is made anew, not written on to ("anytcp"). Any
 * other key, End for one, keeps it. */
static void replace_fresh(struct combo_field *combo, const struct event *event)
{
	bool typed = event->type == EVENT_KEY && key_is_text(event->key);

	if (event->type != EVENT_KEY && event->type != EVENT_PASTE)
		return;
	if (combo->fresh && (typed || event->type == EVENT_PASTE))
		text_field_set(&combo->field, "");
	combo->fresh = false;
}

static unsigned field_handle(struct widget *widget, const struct event *event)
{
	struct combo_field *combo = (struct combo_field *)widget;
	int row, column;
	bool key = event->type == EVENT_KEY && (event->key == KEYS_F(4) || event->key == (KEYS_DOWN | KEYS_ALT));
	bool click = event->type == EVENT_MOUSE && event->mouse <= MOUSE_DOUBLE_CLICK &&
		     canvas_hit(&combo->drawn_sign, event->row, event->column, &row, &column);

	if (key || click)
		return REACTION_HANDLED | REACTION_PICK;
	replace_fresh(combo, event);
	return widget_handle(&combo->field.widget, event);
}

static void field_draw(struct widget *widget, const struct canvas *canvas, bool focused)
{
	struct combo_field *combo = (struct combo_field *)widget;
	int sign = canvas->width > SIGN_WIDTH + 4 ? SIGN_WIDTH : 0;
	struct canvas text = canvas_part(canvas, 0, 0, 1, canvas->width - sign);

	widget_draw(&combo->field.widget, &text, focused);
	combo->drawn_sign = canvas_part(canvas, 0, canvas->width - sign, 1, sign);
	canvas_put(&combo->drawn_sign, 0, 0, STYLE_BUTTON, "[v]");
}

static void field_enter(struct widget *widget, bool backwards)
{
	struct combo_field *combo = (struct combo_field *)widget;

	combo->fresh = true;
	widget_enter(&combo->field.widget, backwards);
}

static const char *field_complaint(struct widget *widget)
{
	return widget_complaint(&((struct combo_field *)widget)->field.widget);
}

static void field_done(struct widget *widget)
{
	struct combo_field *combo = (struct combo_field *)widget;

	widget_done(&combo->field.widget);
	strlist_done(&combo->suggestions);
}

static const struct widget_ops ops = {
    .handle = field_handle,
    .keys = guide_combo_keys,
    .draw = field_draw,
    .enter = field_enter,
    .complaint = field_complaint,
    .done = field_done,
};

void combo_field_init(struct combo_field *combo, const char *initial, const strlist_t *suggestions)
{
	*combo = (struct combo_field){.widget = {&ops}};
	text_field_init(&combo->field, initial);
	for (size_t i = 0; suggestions && i < suggestions->n; i++)
		strlist_add(&combo->suggestions, suggestions->v[i]);
}

const char *combo_field_text(const struct combo_field *combo)
{
	return text_field_text(&combo->field);
}

void combo_field_set(struct combo_field *combo, const char *text)
{
	text_field_set(&combo->field, text);
}

/* What the picker needs while it is open. */
struct opened {
	struct combo_field *combo;
	void (*picked)(void *context);
	void *context;
};

static size_t count(void *context)
{
	return ((struct opened *)context)->combo->suggestions.n;
}

static void text(void *context, size_t row, size_t column, struct str *out)
{
	(void)column;
	str_add(out, ((struct opened *)context)->combo->suggestions.v[row]);
}

static void chosen(void *context, const size_t *rows, size_t n)
{
	struct opened *opened = context;

	(void)n;
	text_field_set(&opened->combo->field, opened->combo->suggestions.v[rows[0]]);
	if (opened->picked)
		opened->picked(opened->context);
}

static int widest(const strlist_t *texts)
{
	int most = 0;

	for (size_t i = 0; i < texts->n; i++)
		most = text_width(texts->v[i]) > most ? text_width(texts->v[i]) : most;
	return most;
}

/* Opens at what stands in the field, unfiltered: who wants another one sees them all. */
static size_t selected(const struct combo_field *combo)
{
	for (size_t i = 0; i < combo->suggestions.n; i++)
		if (str_equal(combo->suggestions.v[i], text_field_text(&combo->field)))
			return i;
	return 0;
}

void combo_field_open(struct combo_field *combo, struct loop *loop, const char *title, void (*picked)(void *context),
		      void *context)
{
	static const struct table_ops table_ops = {.count = count, .text = text};
	static const struct table_column column = {0};
	const struct opened opened = {combo, picked, context};
	struct picker_options options = {
	    .title = title,
	    .ops = &table_ops,
	    .context = mem_dup(&opened, sizeof(opened)),
	    .columns = &column,
	    .n = 1,
	    .selected = selected(combo),
	    .height = combo->suggestions.n < 15 ? (int)combo->suggestions.n + 1 : 16,
	    .width = widest(&combo->suggestions) + 6 < 40 ? 40 : widest(&combo->suggestions) + 6,
	    .chosen = chosen,
	    .release = free};

	picker_open(loop, &options);
}
