/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_WIDGET_WIDGET_H
#define UI_WIDGET_WIDGET_H

/*
 * What all widgets have in common. A widget is a struct that begins with struct widget; its state, its key handling and
 * its drawing are apart: a handler changes the state and tells by reactions what happened, it never draws and never
 * opens anything; only the loop draws.
 */

#include "ui/widget/canvas.h"
#include "ui/widget/key.h"

/* Reactions of a handler, as bits. */
#define REACTION_NONE	  0x00u /* not mine: whoever holds the widget may use the event */
#define REACTION_HANDLED  0x01u
#define REACTION_CHANGED  0x02u /* the value is another now (HANDLED is set as well) */
#define REACTION_NEXT	  0x04u /* the focus wants to leave, forwards */
#define REACTION_PREVIOUS 0x08u
#define REACTION_ACCEPT	  0x10u /* Enter on a button, a choice made */
#define REACTION_CANCEL	  0x20u
#define REACTION_PICK	  0x40u	 /* wants its picker opened */
#define REACTION_CLOSE	  0x80u	 /* of a layer: take it off the stack */
#define REACTION_WRONG	  0x100u /* refused what was entered (HANDLED as well): complaint() says why, now */

struct guide;
struct guide_key;
struct widget;

struct widget_ops {
	unsigned (*handle)(struct widget *widget, const struct event *event);
	/* Draws into the whole canvas; focused: sets the cursor. Not const: it may remember where things were drawn,
	 * for the mouse, and how far it is scrolled. */
	void (*draw)(struct widget *widget, const struct canvas *canvas, bool focused);
	/* Rows it would like in this width; NULL: one. */
	int (*height)(const struct widget *widget, int width);
	/* The focus arrives, from the widget after it when backwards; NULL: nothing to do. */
	void (*enter)(struct widget *widget, bool backwards);
	/* Why the focus may not find what stands there right: NULL when it does. Asked as it is left, and before OK.
	 * Valid until the next call; owned by the widget. NULL op: always right. */
	const char *(*complaint)(struct widget *widget);
	/* Adds what help there is for what has the focus in it; NULL: the keys alone. */
	void (*guide)(const struct widget *widget, struct guide *guide);
	const struct guide_key *keys;	     /* what it does with keys; NULL: nothing to tell */
	void (*done)(struct widget *widget); /* frees what it owns, not itself; NULL: nothing */
	bool inert;			     /* shows only; never has the focus */
};

struct widget {
	const struct widget_ops *ops;
};

unsigned widget_handle(struct widget *widget, const struct event *event);
void widget_draw(struct widget *widget, const struct canvas *canvas, bool focused);
int widget_height(const struct widget *widget, int width);
void widget_enter(struct widget *widget, bool backwards);
const char *widget_complaint(struct widget *widget);
void widget_guide(const struct widget *widget, struct guide *guide);
void widget_done(struct widget *widget);

#endif
