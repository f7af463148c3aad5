/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_WIDGET_TERMINAL_H
#define UI_WIDGET_TERMINAL_H

/* The real terminal, over ncursesw: the only room that includes curses. One at a time (curses keeps its state global).
 */

#include "base/error.h"
#include "ui/widget/key.h"
#include "ui/widget/screen.h"

struct terminal;

struct terminal_options {
	bool ascii;    /* lines and signs from ASCII only; found out by itself where they cannot be shown */
	bool no_color; /* also when NO_COLOR is in the environment and not empty (no-color.org) */
	bool no_mouse;
};

/* Whether there is a terminal that can show the editor. Nothing is written to it. The errors of terminal_open(). */
int terminal_check(struct error *err);

/* Takes the terminal over. ERROR_IO, with cure, when standard input or output is no terminal, TERM is unknown, or the
 * terminal cannot place the cursor (dumb). Nothing was written to it then. */
int terminal_open(const struct terminal_options *options, struct terminal **ret, struct error *err);
/* Gives it back as it was. */
void terminal_close(struct terminal *terminal);
void terminal_closep(struct terminal **terminal);

void terminal_size(const struct terminal *terminal, int *height, int *width);
bool terminal_is_ascii(const struct terminal *terminal);

/* Sends the difference between what is shown and the screen. */
void terminal_paint(struct terminal *terminal, const struct screen *screen);

/* Whether something of what was painted last has been put off: the mark of the frame says so. */
void terminal_put_off(struct terminal *terminal, bool something);

/* Waits for the next event, at most timeout milliseconds (-1: for ever). 1: *ret is one; 0: the time is over; -1: the
 * terminal is gone (SIGHUP, SIGTERM, end of file). more: true when a further event is already there, so that drawing
 * can wait. */
int terminal_wait(struct terminal *terminal, int timeout, struct event *ret);
bool terminal_has_more(struct terminal *terminal);

/* The mouse can be left to the terminal, so that text can be selected and copied. */
void terminal_set_mouse(struct terminal *terminal, bool on);
bool terminal_has_mouse(const struct terminal *terminal);

/* Gives the terminal back for a while: to suspend, or to print plain text on it. */
void terminal_suspend(struct terminal *terminal);
void terminal_resume(struct terminal *terminal);
/* Writes a text (UTF-8) as plain text on the screen that was there before the program, where it can be selected and
 * stays to be scrolled back to, with a prompt below it, and comes back after Enter (also q, Esc, Ctrl-C, Ctrl-G). */
void terminal_print(struct terminal *terminal, const char *text, const char *prompt);
/* Stops the program until its shell continues it; the size may be another one then. */
void terminal_stop(struct terminal *terminal);
/* The next paint sends everything: something else has written on the terminal. */
void terminal_redraw(struct terminal *terminal);

#endif
