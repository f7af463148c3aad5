/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/i18n.h"
#include "ui/widget/list_field.h"
#include "ui/widget/text.h"

#define INDENT	    4
#define ENTRY_LEAST 12 /* columns that the buttons must leave to the entry */

/* Rows of each part. */
struct plan {
	int choice, items, entry;
};

static int smaller(int a, int b)
{
	return a < b ? a : b;
}

static struct plan wish(const struct list_field *field)
{
	return (struct plan){
	    .choice = field->plain ? 0 : 2,
	    .items =
		field->these ? (field->items.n < (size_t)field->max_rows ? (int)field->items.n : field->max_rows) : 0,
	    .entry = field->these,
	};
}

int list_field_height(const struct widget *widget, int width)
{
	struct plan plan = wish((const struct list_field *)widget);

	(void)width;
	return plan.choice + plan.items + plan.entry;
}

/* With too few rows the items give way first, then the choice goes into one row, at last only the part with the focus
 * is left. */
static struct plan make_plan(const struct list_field *field, int height)
{
	struct plan plan = wish(field);
	bool on_entry = field->part == LIST_ENTRY || field->part == LIST_BUTTONS;

	while (plan.choice + plan.items + plan.entry > height && plan.items > 1)
		plan.items--;
	if (plan.choice + plan.items + plan.entry > height && plan.choice)
		plan.choice = 1;
	if (plan.choice + plan.items + plan.entry > height && field->part != LIST_CHOICE)
		plan.choice = 0;
	if (plan.choice + plan.items + plan.entry > height && field->part != LIST_ITEMS)
		plan.items = 0;
	if (plan.choice + plan.items + plan.entry > height && !on_entry)
		plan.entry = 0;
	return plan;
}

static int put_option(const struct list_field *field, const struct canvas *canvas, int row, int column, bool these,
		      bool focused)
{
	bool here = focused && field->on_these == these;
	enum style style = here ? STYLE_SELECTED : STYLE_NORMAL;
	const char *label = these ? field->these_label : field->all_label;
	int width = smaller(text_width(label), canvas->width - column - 4);

	canvas_put(canvas, row, column, style, field->these == these ? "(*) " : "( ) ");
	canvas_put_in(canvas, row, column + 4, width, style, label);
	if (here)
		canvas_cursor(canvas, row, column + 1);
	return column + 4 + (width > 0 ? width : 0);
}

/* Items that do not count now stay to be seen beside These. */
static void put_kept(const struct list_field *field, const struct canvas *canvas, int row, int column)
{
	_cleanup_str_ struct str text = {0};

	for (size_t i = 0; i < field->items.n; i++)
		str_addf(&text, "%s%s", i ? ", " : "", field->items.v[i]);
	canvas_put_in(canvas, row, column + 1, canvas->width - column - 1, STYLE_DIM, str_text(&text));
}

/* In one row both, or where that is too narrow the one that matters. */
static void draw_choice_row(struct list_field *field, const struct canvas *canvas, bool focused)
{
	int both = 10 + text_width(field->all_label) + text_width(field->these_label);

	if (both > canvas->width) {
		put_option(field, canvas, 0, 0, focused ? field->on_these : field->these, focused);
		return;
	}
	field->these_column = put_option(field, canvas, 0, 0, false, focused) + 2;
	put_option(field, canvas, 0, field->these_column, true, focused);
}

static void draw_choice(struct list_field *field, const struct canvas *canvas, bool focused)
{
	int column;

	field->these_column = 0;
	if (canvas->height < 2) {
		draw_choice_row(field, canvas, focused);
		return;
	}
	put_option(field, canvas, 0, 0, false, focused);
	column = put_option(field, canvas, 1, 0, true, focused);
	if (!field->these)
		put_kept(field, canvas, 1, column);
}

static void scroll(struct list_field *field, size_t rows)
{
	if (field->selected < field->first)
		field->first = field->selected;
	if (field->selected >= field->first + rows)
		field->first = field->selected - rows + 1;
	if (field->first && field->first + rows > field->items.n)
		field->first = field->items.n > rows ? field->items.n - rows : 0;
}

static void draw_item(const struct list_field *field, const struct canvas *canvas, int row, size_t i, bool focused)
{
	_cleanup_str_ struct str text = {0};
	bool here = i == field->selected;
	enum style style = here && focused ? STYLE_SELECTED : i == field->edited ? STYLE_DIM : STYLE_NORMAL;

	str_add(&text, field->items.v[i]);
	if (field->ops->describe) {
		str_add_char(&text, ' ');
		field->ops->describe(field->context, field->items.v[i], &text);
		if (text.text[text.length - 1] == ' ')
			text.text[--text.length] = 0;
	}
	canvas_put(canvas, row, 0, STYLE_NORMAL, here && (focused || field->items.n > 1) ? "> " : "  ");
	canvas_put_in(canvas, row, 2, smaller(text_width(str_text(&text)), canvas->width - 2), style, str_text(&text));
	if (here && focused)
		canvas_cursor(canvas, row, 0);
}

static void draw_items(struct list_field *field, const struct canvas *canvas, bool focused)
{
	if (!canvas->height)
		return;
	scroll(field, (size_t)canvas->height);
	for (int row = 0; row < canvas->height && field->first + (size_t)row < field->items.n; row++)
		draw_item(field, canvas, row, field->first + (size_t)row, focused);
	if (field->first)
		canvas_put(canvas, 0, canvas->width - 1, STYLE_DIM, "^");
	if (field->first + (size_t)canvas->height < field->items.n)
		canvas_put(canvas, canvas->height - 1, canvas->width - 1, STYLE_DIM, "v");
}

/* "<Pick… F4>" */
static void button_text(const struct canvas *canvas, enum list_button button, struct str *out)
{
	const char *const labels[] = {[LIST_ADD] = _("Add"), [LIST_REMOVE] = _("Remove"), [LIST_PICK] = _("Pick")};

	str_addf(out, "<%s", labels[button]);
	if (button == LIST_PICK)
		str_addf(out, "%s F4", screen_glyph(canvas->screen, GLYPH_ELLIPSIS));
	str_add_char(out, '>');
}

static int button_width(const struct canvas *canvas, enum list_button button)
{
	_cleanup_str_ struct str text = {0};

	button_text(canvas, button, &text);
	return text_width(str_text(&text)) + 1;
}

static void draw_button(struct list_field *field, const struct canvas *canvas, int column, enum list_button button,
			bool focused)
{
	_cleanup_str_ struct str text = {0};
	bool here = focused && field->part == LIST_BUTTONS && field->button == button;

	button_text(canvas, button, &text);
	field->drawn_buttons[button] = canvas_part(canvas, 0, column, 1, text_width(str_text(&text)));
	canvas_put(canvas, 0, column, here ? STYLE_BUTTON_FOCUS : STYLE_BUTTON, str_text(&text));
	if (here)
		canvas_cursor(canvas, 0, column + 1);
}

/* Where it is narrow the entry has the row to itself; a button with the focus takes its place then. */
static void draw_entry(struct list_field *field, const struct canvas *canvas, bool focused)
{
	int buttons = 0, column;

	if (!canvas->height)
		return;
	for (int i = 0; i < LIST_BUTTON_MAX; i++)
		if (list_field_has_button(field, (enum list_button)i))
			buttons += button_width(canvas, (enum list_button)i);
	if (canvas->width - buttons < ENTRY_LEAST) {
		if (focused && field->part == LIST_BUTTONS) {
			draw_button(field, canvas, 0, field->button, true);
			return;
		}
		buttons = 0;
	}
	column = canvas->width - buttons;
	field->drawn_entry = canvas_part(canvas, 0, 0, 1, column);
	widget_draw(&field->entry.widget, &field->drawn_entry, focused && field->part == LIST_ENTRY);
	for (int i = 0; buttons && i < LIST_BUTTON_MAX; i++)
		if (list_field_has_button(field, (enum list_button)i)) {
			draw_button(field, canvas, column + 1, (enum list_button)i, focused);
			column += button_width(canvas, (enum list_button)i);
		}
}

void list_field_draw(struct widget *widget, const struct canvas *canvas, bool focused)
{
	struct list_field *field = (struct list_field *)widget;
	struct plan plan = make_plan(field, canvas->height);
	int indent = canvas->width > 40 && !field->plain ? INDENT : 0;
	struct canvas entry = canvas_part(canvas, plan.choice + plan.items, indent, plan.entry, canvas->width - indent);

	for (int i = 0; i < LIST_BUTTON_MAX; i++)
		field->drawn_buttons[i] = (struct canvas){0};
	field->drawn_entry = (struct canvas){0};
	field->drawn_choice = canvas_part(canvas, 0, 0, plan.choice, canvas->width);
	field->drawn_items = canvas_part(canvas, plan.choice, indent, plan.items, canvas->width - indent);
	if (plan.choice)
		draw_choice(field, &field->drawn_choice, focused && field->part == LIST_CHOICE);
	draw_items(field, &field->drawn_items, focused && field->part == LIST_ITEMS);
	draw_entry(field, &entry, focused);
}
