/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/terminal_style.h"

#include <curses.h>

/* The eight colours of every terminal, on the terminal's own background, so that light and dark themes both stay
 * readable; yellow and cyan are kept from text for that reason. -1 is the terminal's own colour. */
static const struct {
	short foreground, background;
	unsigned color; /* attributes with colour */
	unsigned mono;	/* and without */
} looks[STYLE_MAX] = {
    [STYLE_NORMAL] = {-1, -1, A_NORMAL, A_NORMAL},
    [STYLE_TITLE] = {COLOR_WHITE, COLOR_BLUE, A_BOLD, A_REVERSE},
    [STYLE_TAB] = {-1, -1, A_NORMAL, A_NORMAL},
    [STYLE_TAB_OPEN] = {-1, -1, A_BOLD | A_REVERSE, A_BOLD | A_REVERSE},
    [STYLE_HEADING] = {-1, -1, A_BOLD | A_UNDERLINE, A_BOLD | A_UNDERLINE},
    [STYLE_SELECTED] = {-1, -1, A_REVERSE, A_REVERSE},
    [STYLE_UNFOCUSED] = {-1, -1, A_BOLD, A_BOLD},
    [STYLE_MATCH] = {-1, -1, A_BOLD | A_UNDERLINE, A_BOLD | A_UNDERLINE},
    [STYLE_MATCH_SELECTED] = {-1, -1, A_REVERSE | A_BOLD | A_UNDERLINE, A_REVERSE | A_BOLD | A_UNDERLINE},
    [STYLE_DIM] = {-1, -1, A_DIM, A_DIM},
    [STYLE_STRONG] = {-1, -1, A_BOLD, A_BOLD},
    [STYLE_ALLOW] = {COLOR_GREEN, -1, A_NORMAL, A_NORMAL},
    [STYLE_DENY] = {COLOR_RED, -1, A_NORMAL, A_BOLD},
    [STYLE_PUBLISH] = {COLOR_MAGENTA, -1, A_NORMAL, A_UNDERLINE},
    [STYLE_ADDED] = {COLOR_GREEN, -1, A_NORMAL, A_BOLD},
    [STYLE_REMOVED] = {COLOR_RED, -1, A_NORMAL, A_DIM},
    [STYLE_CHANGED] = {COLOR_BLUE, -1, A_BOLD, A_UNDERLINE},
    [STYLE_WARNING] = {COLOR_MAGENTA, -1, A_BOLD, A_BOLD},
    [STYLE_ERROR] = {COLOR_RED, -1, A_BOLD, A_BOLD | A_UNDERLINE},
    [STYLE_KEY] = {-1, -1, A_BOLD, A_BOLD},
    [STYLE_BAR] = {-1, -1, A_REVERSE, A_REVERSE},
    [STYLE_FIELD] = {-1, -1, A_UNDERLINE, A_UNDERLINE},
    [STYLE_FIELD_FOCUS] = {-1, -1, A_REVERSE, A_REVERSE},
    [STYLE_BUTTON] = {-1, -1, A_NORMAL, A_NORMAL},
    [STYLE_BUTTON_FOCUS] = {-1, -1, A_REVERSE | A_BOLD, A_REVERSE | A_BOLD},
    [STYLE_FRAME] = {-1, -1, A_NORMAL, A_NORMAL},
};

void terminal_style_init(bool color)
{
	if (!color)
		return;
	start_color();
	use_default_colors();
	for (int i = 1; i < STYLE_MAX; i++)
		init_pair((short)i, looks[i].foreground, looks[i].background);
}

unsigned terminal_style_attributes(enum style style, bool color)
{
	return color ? looks[style].color : looks[style].mono;
}

short terminal_style_pair(enum style style, bool color)
{
	bool plain = looks[style].foreground < 0 && looks[style].background < 0;

	return color && !plain ? (short)style : 0;
}
