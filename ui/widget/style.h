/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_WIDGET_STYLE_H
#define UI_WIDGET_STYLE_H

/* What a text on the screen means; terminal_style.c says how that looks, in colour and without. Nothing is said by a
 * style alone. */
enum style {
	STYLE_NORMAL,
	STYLE_TITLE, /* title line at the top */
	STYLE_TAB,   /* a tab, and the open one */
	STYLE_TAB_OPEN,
	STYLE_HEADING,	 /* column headings */
	STYLE_SELECTED,	 /* the row or option under the cursor */
	STYLE_UNFOCUSED, /* the selected row of a list that has not the focus */
	STYLE_MATCH,	 /* what was searched for, and in the selected row */
	STYLE_MATCH_SELECTED,
	STYLE_DIM, /* built-in lines, hints, disabled */
	STYLE_STRONG,
	STYLE_ALLOW, /* actions */
	STYLE_DENY,
	STYLE_PUBLISH,
	STYLE_ADDED, /* of a difference */
	STYLE_REMOVED,
	STYLE_CHANGED,
	STYLE_WARNING,
	STYLE_ERROR,
	STYLE_KEY, /* key bar: the key, and what it does */
	STYLE_BAR,
	STYLE_FIELD, /* text fields, and the one with the focus */
	STYLE_FIELD_FOCUS,
	STYLE_BUTTON,
	STYLE_BUTTON_FOCUS,
	STYLE_FRAME, /* borders of dialogs */
	STYLE_MAX,
};

#endif
