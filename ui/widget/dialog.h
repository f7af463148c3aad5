/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_WIDGET_DIALOG_H
#define UI_WIDGET_DIALOG_H

/*
 * What a layer needs to be a dialog: a frame in the middle of the screen with a title, a body, lines below the body, a
 * row of buttons, and the focus going round between body and buttons. A layer holds one, passes events to
 * dialog_handle() and draws with dialog_draw(); what it must do itself is in the reaction: ACCEPT or CANCEL (from
 * anywhere: F2, Ctrl-S; Esc, Ctrl-G, Ctrl-C, F10, and q where it is no text), PICK of a field, CHANGED.
 */

#include "base/str.h"
#include "ui/widget/widget.h"

struct dialog_button {
	char *label; /* owned */
	int key;     /* does the same from anywhere in the dialog, shown beside the label; 0 none */
	unsigned reaction;
	int left, right; /* columns of the row, when drawn last */
};

struct dialog_line {
	char *text; /* owned */
	enum style style;
};

struct dialog {
	char *title;	     /* owned */
	int height, width;   /* wanted for the body; it gets less on a small screen */
	struct widget *body; /* not owned; NULL: the layer draws into what dialog_begin() gives, and handles */
	VEC(struct dialog_button) buttons;
	VEC(struct dialog_line) footer;
	char *hint;    /* dim text at the right of the buttons, left out when there is no room; owned, NULL none */
	size_t button; /* the one with the focus, or to get it first; after ACCEPT or CANCEL the one that was meant */
	bool on_buttons;
	bool enter_accepts; /* Enter in the last field of the body presses the button and does not only go there */
	struct canvas drawn_body, drawn_buttons;
};

/* Without buttons. height and width 0: as large as the screen allows. */
void dialog_init(struct dialog *dialog, const char *title, int height, int width, struct widget *body);
void dialog_done(struct dialog *dialog);
void dialog_set_title(struct dialog *dialog, const char *title);
void dialog_set_hint(struct dialog *dialog, const char *hint);

/* reaction: what pressing it answers, REACTION_ACCEPT, _CANCEL or one of the layer's own. Gives its number. */
size_t dialog_add_button(struct dialog *dialog, const char *label, int key, unsigned reaction);
/* Another label and key for a button. */
void dialog_set_button(struct dialog *dialog, size_t button, const char *label, int key);
/* OK F2 and Cancel Ctrl-G. */
void dialog_add_ok_cancel(struct dialog *dialog);

/* Lines between body and buttons, as many rows as lines: a longer one goes on in the rows of the next ones. */
void dialog_clear_footer(struct dialog *dialog);
void dialog_add_footer(struct dialog *dialog, enum style style, const char *text);

/* Without a body, a reaction of REACTION_NONE is the layer's to use. ACCEPT is given only when the body has no
 * complaint; otherwise the focus is where it is wrong. */
unsigned dialog_handle(struct dialog *dialog, const struct event *event);

/* Its title, the help of what has the focus, its buttons and the keys of all that. */
void dialog_guide(const struct dialog *dialog, struct guide *guide);

/* Draws frame, lines and buttons and gives the canvas of the body. focused: the layer is on top. */
struct canvas dialog_begin(struct dialog *dialog, const struct canvas *screen, bool focused);
/* The same, and the body. */
void dialog_draw(struct dialog *dialog, const struct canvas *screen, bool focused);

#endif
