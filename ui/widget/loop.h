/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_WIDGET_LOOP_H
#define UI_WIDGET_LOOP_H

/*
 * The stack of what lies on the screen, and the one loop. The bottom layer fills the screen, dialogs lie on top of it;
 * the top one gets the events, all are drawn. A layer is closed by returning REACTION_CLOSE; what it found out it tells
 * whoever opened it in its own way (a callback), from `closed`, when it is off the stack already, so that this may open
 * the next.
 */

#include "ui/widget/widget.h"

struct layer;
struct loop;
struct terminal;

struct layer_ops {
	unsigned (*handle)(struct layer *layer, const struct event *event);
	void (*draw)(struct layer *layer, const struct canvas *screen, bool on_top);
	/* What F1, and ? where it is no text, show; NULL: it has help of its own, or none. */
	void (*guide)(struct layer *layer, struct guide *guide);
	/* Of a layer below the top: the key that is shown at a place of the screen, so that a click there is that key;
	 * 0 none. NULL: it shows none. */
	int (*key_at)(const struct layer *layer, int row, int column);
	void (*closed)(struct layer *layer); /* it is off the stack; NULL: nothing to say */
	void (*free)(struct layer *layer);   /* frees it and all it owns */
};

struct layer {
	const struct layer_ops *ops;
	int tick;  /* milliseconds after which it wants EVENT_TICK while it is on top, 0 never */
	int pause; /* milliseconds without an event after which it wants to be drawn again, because it put something
		      off that a held key need not drag along; 0: all is drawn */
};

/* Without terminal (NULL) the loop is driven by loop_feed(), for tests; its screen is then height x width. */
struct loop *loop_new(struct terminal *terminal, int height, int width);
void loop_free(struct loop *loop);
struct screen *loop_screen(struct loop *loop);

/* Takes the layer over. */
void loop_push(struct loop *loop, struct layer *layer);
struct layer *loop_top(struct loop *loop);
/* Takes a layer off the stack as if it had answered REACTION_CLOSE: for the answer to a question that it asked. */
void loop_close(struct loop *loop, struct layer *layer);
/* Ends loop_run() after the event at hand. */
void loop_quit(struct loop *loop);
bool loop_is_done(const struct loop *loop);

/* Draws every layer into the screen. */
void loop_draw(struct loop *loop);
/* Draws, and shows it on the terminal, as loop_run() does: for the first screen, where other work is to begin after it.
 */
void loop_paint(struct loop *loop);
/* Gives one event to the top layer and does what it answers. */
void loop_feed(struct loop *loop, const struct event *event);
/* Draws, waits, feeds (Ctrl-Z stops the program, Ctrl-L draws the screen anew), until loop_quit(), an empty stack, or
 * the end of the terminal (hang-up, SIGTERM): -1 for that one. */
int loop_run(struct loop *loop);

#endif
