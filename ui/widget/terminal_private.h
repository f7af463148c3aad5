/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_WIDGET_TERMINAL_PRIVATE_H
#define UI_WIDGET_TERMINAL_PRIVATE_H

/* For the files terminal*.c only. */

#include "base/str.h"
#include "ui/widget/terminal.h"
#include "ui/widget/terminal_style.h"

#include <signal.h>

#include <curses.h>

struct terminal {
	SCREEN *curses;
	WINDOW *input;	     /* a pad, shown nowhere: reading a key from stdscr would paint what it holds */
	struct screen shown; /* as painted last */
	bool ascii, color, mouse;
	int signals; /* signalfd */
	sigset_t old_signals;
	struct str paste;	 /* text of the event being handled */
	VEC(struct event) early; /* typed while the probe waited for its answer */
	int answer;		 /* the column that the terminal told the probe, 0 not yet */
	int held;		 /* character read behind an Esc that was no Alt, 0 none */
	struct event ahead;	 /* read by terminal_has_more() */
	bool has_ahead;
	bool gone;	    /* hung up, or told to end */
	int64_t click_time; /* ms; the last click, to pair it */
	int click_row, click_column;
	/* For tests: behind every frame, when nothing is left to do, ESC ] 7777 ; events ; frames BEL tells what the
	 * screen now answers to; with ";+" before the BEL more comes when no further event does. In the same stream as
	 * the screen, so that it cannot overtake it. */
	bool marks, mark_due, put_off;
	unsigned events, frames;
};

/* Registers the keys that terminfo does not name. */
void terminal_input_init(void);

/* Stops the program, with the terminal as it is. */
void terminal_stop_here(void);

/* Writes the mark that is due, before waiting so long. */
void terminal_write_mark(struct terminal *terminal, int timeout);

/* Tells curses the size that the terminal has now. */
void terminal_resized(struct terminal *terminal);

/* One event from what has arrived, without waiting; false when there is none. */
bool terminal_read_event(struct terminal *terminal, struct event *ret);

/* True when line drawing characters cannot be shown, or take two columns on this terminal: asks it where the cursor is
 * after writing one. Before the first paint. */
bool terminal_probe_needs_ascii(struct terminal *terminal);

#endif
