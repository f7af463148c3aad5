/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/tabs.h"

#include "base/str.h"
#include "ui/widget/text.h"

#include <stdlib.h>

void tabs_init(struct tabs *tabs)
{
	*tabs = (struct tabs){.numbered = true};
}

void tabs_done(struct tabs *tabs)
{
	VEC_FOREACH (&tabs->tabs, tab) {
		free(tab->label);
	}
	vec_done(&tabs->tabs);
}

size_t tabs_add(struct tabs *tabs, const char *label)
{
	struct tab tab = {.label = mem_strdup(label)};

	vec_push(&tabs->tabs, tab);
	return tabs->tabs.n - 1;
}

static unsigned open_tab(struct tabs *tabs, size_t i)
{
	bool changed = tabs->open != i;

	tabs->open = i;
	return changed ? REACTION_HANDLED | REACTION_CHANGED : REACTION_HANDLED;
}

static unsigned handle_key(struct tabs *tabs, int key)
{
	size_t n = tabs->tabs.n, digit = (size_t)((key & ~KEYS_ALT) - '1');

	if (key == KEYS_CTRL_PAGE_UP)
		return open_tab(tabs, (tabs->open + n - 1) % n);
	if (key == KEYS_CTRL_PAGE_DOWN)
		return open_tab(tabs, (tabs->open + 1) % n);
	return key & KEYS_ALT && digit < n && digit < 9 ? open_tab(tabs, digit) : REACTION_NONE;
}

unsigned tabs_handle(struct tabs *tabs, const struct event *event)
{
	int row, column;

	if (!tabs->tabs.n)
		return REACTION_NONE;
	if (event->type == EVENT_KEY)
		return handle_key(tabs, event->key);
	if (event->type != EVENT_MOUSE || event->mouse > MOUSE_DOUBLE_CLICK ||
	    !canvas_hit(&tabs->drawn, event->row, event->column, &row, &column))
		return REACTION_NONE;
	for (size_t i = 0; i < tabs->tabs.n; i++)
		if (column >= tabs->tabs.v[i].left && column < tabs->tabs.v[i].right)
			return open_tab(tabs, i);
	return REACTION_HANDLED;
}

/* " 1 General* " without the lines beside it; without the blanks where room lacks. */
static void tab_text(const struct tabs *tabs, size_t i, struct str *out)
{
	const struct tab *tab = &tabs->tabs.v[i];
	const char *blank = tabs->tight ? "" : " ";

	str_add(out, blank);
	if (tabs->numbered)
		str_addf(out, "%zu ", i + 1);
	str_add(out, tab->label);
	str_add(out, tab->wrong ? "!" : tab->marked ? "*" : "");
	str_add(out, blank);
}

static int tab_width(const struct tabs *tabs, size_t i)
{
	_cleanup_str_ struct str text = {0};

	tab_text(tabs, i, &text);
	return text_width(str_text(&text)) + 1;
}

static int width_from(const struct tabs *tabs, size_t from, size_t to)
{
	int sum = 1;

	for (size_t i = from; i <= to && i < tabs->tabs.n; i++)
		sum += tab_width(tabs, i);
	return sum;
}

/* The open one is always whole on the screen, with a part of the next where there is room. */
static void scroll(struct tabs *tabs, int width)
{
	if (tabs->first > tabs->open || width_from(tabs, 0, tabs->tabs.n) <= width)
		tabs->first = width_from(tabs, 0, tabs->tabs.n) <= width ? 0 : tabs->open;
	while (tabs->first < tabs->open &&
	       width_from(tabs, tabs->first, tabs->open) + (tabs->open + 1 < tabs->tabs.n ? 2 : 0) > width)
		tabs->first++;
	while (tabs->first && width_from(tabs, tabs->first - 1, tabs->tabs.n) <= width)
		tabs->first--;
}

static int draw_tab(struct tabs *tabs, const struct canvas *canvas, int column, size_t i)
{
	_cleanup_str_ struct str text = {0};
	struct tab *tab = &tabs->tabs.v[i];
	bool open = i == tabs->open;

	tab_text(tabs, i, &text);
	tab->left = column;
	tab->right = column + text_width(str_text(&text));
	if (tab->right > canvas->width)
		canvas_put_in(canvas, 0, column, canvas->width - column, open ? STYLE_TAB_OPEN : STYLE_TAB,
			      str_text(&text));
	else
		canvas_put(canvas, 0, column, open ? STYLE_TAB_OPEN : STYLE_TAB, str_text(&text));
	return i + 1 < tabs->tabs.n ? canvas_put_glyph(canvas, 0, tab->right, STYLE_FRAME, GLYPH_VERTICAL) : tab->right;
}

void tabs_draw(struct tabs *tabs, const struct canvas *canvas)
{
	int column = 0;

	tabs->drawn = canvas_part(canvas, 0, 0, 1, canvas->width);
	if (!tabs->tabs.n)
		return;
	tabs->tight = false;
	tabs->tight = width_from(tabs, 0, tabs->tabs.n) > canvas->width;
	scroll(tabs, canvas->width);
	canvas_row(&tabs->drawn, 0, STYLE_TAB);
	column = tabs->first ? canvas_put_glyph(&tabs->drawn, 0, 0, STYLE_FRAME, GLYPH_ELLIPSIS) : 1;
	for (size_t i = 0; i < tabs->tabs.n; i++) {
		tabs->tabs.v[i].left = tabs->tabs.v[i].right = -1;
		if (i >= tabs->first && column < canvas->width)
			column = draw_tab(tabs, &tabs->drawn, column, i);
	}
	if (tabs->tabs.v[tabs->tabs.n - 1].right < 0 || column > canvas->width) /* the last one is not all there */
		canvas_put_glyph(&tabs->drawn, 0, canvas->width - 1, STYLE_FRAME, GLYPH_ELLIPSIS);
}
