/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/dialog.h"
#include "ui/widget/text.h"

#define BUTTON_GAP 3

static int smaller(int a, int b)
{
	return a < b ? a : b;
}

/* "< OK  F2 >" */
static void button_text(const struct dialog_button *button, bool with_key, struct str *out)
{
	str_addf(out, "< %s", button->label);
	if (with_key && button->key) {
		str_add(out, "  ");
		key_print(button->key, out);
	}
	str_add(out, " >");
}

static int buttons_width(const struct dialog *dialog, bool with_keys, int gap)
{
	int sum = 0;

	VEC_FOREACH (&dialog->buttons, button) {
		_cleanup_str_ struct str text = {0};

		button_text(button, with_keys, &text);
		sum += text_width(str_text(&text)) + gap;
	}
	return sum ? sum - gap : 0;
}

/* One that is cut at the edge is moved to when it has the focus, so that it can be read. */
static int first_column(const struct dialog *dialog, int width, int gap)
{
	int end = 0;

	for (size_t i = 0; i <= dialog->button && i < dialog->buttons.n; i++) {
		_cleanup_str_ struct str text = {0};

		button_text(&dialog->buttons.v[i], false, &text);
		end += text_width(str_text(&text)) + gap;
	}
	return end - gap > width ? width - (end - gap) : 0;
}

static void draw_buttons(struct dialog *dialog, const struct canvas *row, bool focused)
{
	bool keys = buttons_width(dialog, true, BUTTON_GAP) + 4 <= row->width;
	int gap = keys || buttons_width(dialog, false, BUTTON_GAP) <= row->width ? BUTTON_GAP : 1;
	int spare = row->width - buttons_width(dialog, keys, gap);
	int column = spare < 0 ? first_column(dialog, row->width, gap) : smaller(spare, 4);

	dialog->drawn_buttons = *row;
	for (size_t i = 0; i < dialog->buttons.n; i++) {
		_cleanup_str_ struct str text = {0};
		struct dialog_button *button = &dialog->buttons.v[i];
		bool here = focused && dialog->on_buttons && i == dialog->button;

		button_text(button, keys, &text);
		button->left = column;
		button->right = canvas_put(row, 0, column, here ? STYLE_BUTTON_FOCUS : STYLE_BUTTON, str_text(&text));
		if (here)
			canvas_cursor(row, 0, column + 2);
		column = button->right + gap;
	}
	if (dialog->hint && row->width - column - text_width(dialog->hint) > 1)
		canvas_put(row, 0, row->width - 2 - text_width(dialog->hint), STYLE_DIM, dialog->hint);
}

/* The lines below the body give way before the body gets less than half of the rows. */
static int footer_rows(const struct dialog *dialog, int height)
{
	int wanted = (int)dialog->footer.n, most = height / 2 - 1;

	return wanted && most > 0 ? smaller(wanted, most) : 0;
}

static int rows_below(const struct dialog *dialog, int height)
{
	int footer = footer_rows(dialog, height);

	return (footer ? footer + 1 : 0) + (dialog->buttons.n ? 2 : 0);
}

static struct canvas outer(const struct dialog *dialog, const struct canvas *screen)
{
	int height = dialog->height ? dialog->height + 2 + rows_below(dialog, screen->height - 2) : screen->height;
	int width = dialog->width ? dialog->width + 4 : screen->width;
	int buttons = buttons_width(dialog, true, BUTTON_GAP) + 8;

	if (width < buttons)
		width = buttons;
	return canvas_middle(screen, height, width);
}

/* A long line takes the room of those below it: the first ones matter most. */
static void draw_footer(const struct dialog *dialog, const struct canvas *inside, int row, int rows)
{
	struct canvas lines = canvas_part(inside, row + 1, 1, rows, inside->width - 2);
	int used = 0;

	canvas_divide(inside, row, 0);
	VEC_FOREACH (&dialog->footer, line) {
		int taken = canvas_put_wrapped(&lines, used, rows - used, line->style, line->text);

		used += taken ? taken : 1;
	}
}

struct canvas dialog_begin(struct dialog *dialog, const struct canvas *screen, bool focused)
{
	struct canvas frame = outer(dialog, screen), inside = canvas_frame(&frame, dialog->title), row;
	int footer = footer_rows(dialog, inside.height), body = inside.height - rows_below(dialog, inside.height);

	if (body < 1) {
		footer = 0;
		body = inside.height - (dialog->buttons.n ? 1 : 0);
	} else if (dialog->buttons.n) {
		canvas_divide(&inside, inside.height - 2, 0);
	}
	if (footer)
		draw_footer(dialog, &inside, body, footer);
	row = canvas_part(&inside, inside.height - 1, 0, 1, inside.width);
	if (dialog->buttons.n)
		draw_buttons(dialog, &row, focused);
	dialog->drawn_body = canvas_part(&inside, 0, 1, body, inside.width - 2);
	return dialog->drawn_body;
}

void dialog_draw(struct dialog *dialog, const struct canvas *screen, bool focused)
{
	struct canvas body = dialog_begin(dialog, screen, focused);

	if (dialog->body)
		widget_draw(dialog->body, &body, focused && !dialog->on_buttons);
}
