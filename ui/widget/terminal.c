/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/terminal_private.h"

#include "base/i18n.h"
#include "base/mem.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include <term.h>

#define ESCAPE_DELAY 100 /* ms: 25 splits the keys of slow links, the default of 1000 is felt as a hang */

/* term.h defines short names as macros that would change ordinary code; only the check of the terminal uses them. */
static bool can_place_cursor(void)
{
	const char *cup = tigetstr("cup");
	bool can = cup && cup != (const char *)-1;

	del_curterm(cur_term); /* newterm() makes its own */
	return can;
}

int terminal_check(struct error *err)
{
	const char *name = getenv("TERM");
	int result;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return error_set(
		    err, ERROR_IO,
		    _("the editor needs a terminal for input and output; use a command instead, see nftabs --help"));
	if (setupterm(name, STDOUT_FILENO, &result) != OK || result != 1)
		return error_set(err, ERROR_IO,
				 _("the terminal type '%s' is not known here: set TERM, for example to xterm"),
				 name ? name : "");
	if (!can_place_cursor())
		return error_set(
		    err, ERROR_IO,
		    _("a terminal of type '%s' cannot show the editor: set TERM, for example to xterm, or use a "
		      "command, see nftabs --help"),
		    name ? name : "");
	return 0;
}

static bool environment_has(const char *name)
{
	const char *value = getenv(name);

	return value && *value;
}

static void say(const char *sequence)
{
	fputs(sequence, stdout);
	fflush(stdout);
}

/* curses would stop the program by itself, and paint by itself when it goes on. */
static SCREEN *start_curses(void)
{
	struct sigaction stop;
	SCREEN *curses;

	sigaction(SIGTSTP, NULL, &stop);
	curses = newterm(NULL, stdout, stdin);
	sigaction(SIGTSTP, &stop, NULL);
	return curses;
}

/* Signals arrive through a descriptor, so that none is missed between a look at a flag and the wait for a key. */
static int catch_signals(struct terminal *terminal)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGTSTP);
	sigaddset(&set, SIGWINCH);
	sigprocmask(SIG_BLOCK, &set, &terminal->old_signals);
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

static void take_modes(struct terminal *terminal)
{
	raw(); /* every key reaches us, also Ctrl-S, Ctrl-Q and Ctrl-C */
	noecho();
	nonl();
	terminal->input = newpad(1, 1);
	keypad(terminal->input, TRUE);
	meta(terminal->input, TRUE);
	wtimeout(terminal->input, 0);
	if (!environment_has("ESCDELAY"))
		set_escdelay(ESCAPE_DELAY);
	terminal_input_init();
	terminal_style_init(terminal->color);
	say("\033[?2004h");
}

int terminal_open(const struct terminal_options *options, struct terminal **ret, struct error *err)
{
	struct terminal *terminal;

	if (terminal_check(err))
		return -1;
	terminal = MEM_NEW(struct terminal);
	terminal->signals = catch_signals(terminal);
	terminal->curses = start_curses();
	if (!terminal->curses || terminal->signals < 0) {
		sigprocmask(SIG_SETMASK, &terminal->old_signals, NULL);
		free(terminal);
		return error_set(err, ERROR_IO, _("the terminal could not be prepared: %s"), strerror(errno));
	}
	terminal->color = !options->no_color && !environment_has("NO_COLOR") && has_colors();
	terminal->marks = environment_has("NFTABS_FRAME_MARKS");
	terminal_resized(terminal); /* LINES and COLUMNS of the environment may be those of another terminal */
	take_modes(terminal);
	terminal_set_mouse(terminal, !options->no_mouse);
	terminal->ascii = options->ascii || terminal_probe_needs_ascii(terminal);
	*ret = terminal;
	return 0;
}

void terminal_close(struct terminal *terminal)
{
	if (!terminal)
		return;
	terminal_set_mouse(terminal, false);
	endwin();
	say("\033[?2004l");
	delwin(terminal->input);
	delscreen(terminal->curses);
	close(terminal->signals);
	if (!terminal->gone) /* a hang-up is told more than once, and the program has yet to end in order */
		sigprocmask(SIG_SETMASK, &terminal->old_signals, NULL);
	screen_done(&terminal->shown);
	str_done(&terminal->paste);
	vec_done(&terminal->early);
	free(terminal);
}

void terminal_closep(struct terminal **terminal)
{
	terminal_close(*terminal);
}

void terminal_size(const struct terminal *terminal, int *height, int *width)
{
	(void)terminal;
	getmaxyx(stdscr, *height, *width);
}

bool terminal_is_ascii(const struct terminal *terminal)
{
	return terminal->ascii;
}

void terminal_resized(struct terminal *terminal)
{
	struct winsize size;

	(void)terminal;
	if (!ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_row && size.ws_col)
		resizeterm(size.ws_row, size.ws_col);
}

static void paint_cell(const struct terminal *terminal, int row, int column, const struct cell *cell)
{
	wchar_t text[CELL_CHARS + 1] = {0};
	enum style style = (enum style)cell->style;
	cchar_t c;

	if (!cell->chars[0])
		return; /* written with the wide character before it */
	for (int i = 0; i < CELL_CHARS && cell->chars[i]; i++)
		text[i] = (wchar_t)cell->chars[i];
	if (setcchar(&c, text, terminal_style_attributes(style, terminal->color),
		     terminal_style_pair(style, terminal->color), NULL) == OK)
		mvadd_wch(row, column, &c);
}

static bool same_row(const struct screen *a, const struct screen *b, int row)
{
	return !memcmp(screen_cell(a, row, 0), screen_cell(b, row, 0), (size_t)a->width * sizeof(struct cell));
}

/* A whole row at a time: a change next to a wide character is then never painted by halves; curses finds what differs.
 */
void terminal_paint(struct terminal *terminal, const struct screen *screen)
{
	struct screen *shown = &terminal->shown;
	bool anew = shown->height != screen->height || shown->width != screen->width;

	if (anew) {
		screen_resize(shown, screen->height, screen->width);
		erase();
	}
	for (int row = 0; row < screen->height; row++) {
		if (!anew && same_row(shown, screen, row))
			continue;
		for (int column = 0; column < screen->width; column++)
			paint_cell(terminal, row, column, screen_cell(screen, row, column));
	}
	memcpy(shown->cells, screen->cells, (size_t)screen->height * (size_t)screen->width * sizeof(*screen->cells));
	move(screen->cursor_row, screen->cursor_column);
	wnoutrefresh(stdscr);
	doupdate();
	terminal->frames++;
	terminal->mark_due = terminal->marks;
}

void terminal_set_mouse(struct terminal *terminal, bool on)
{
	/* Press and release that arrive together are a click for curses, and nothing when only the press is asked for.
	 */
	mousemask(on ? BUTTON1_PRESSED | BUTTON1_RELEASED | BUTTON1_CLICKED | BUTTON1_DOUBLE_CLICKED | BUTTON4_PRESSED |
			   BUTTON5_PRESSED
		     : 0,
		  NULL);
	mouseinterval(0); /* no waiting for the second click; clicks are paired by their times */
	terminal->mouse = on;
}

bool terminal_has_mouse(const struct terminal *terminal)
{
	return terminal->mouse;
}

void terminal_suspend(struct terminal *terminal)
{
	bool mouse = terminal->mouse;

	terminal_set_mouse(terminal, false);
	terminal->mouse = mouse;
	endwin();
	say("\033[?2004l");
}

void terminal_resume(struct terminal *terminal)
{
	terminal_resized(terminal);
	say("\033[?2004h");
	terminal_set_mouse(terminal, terminal->mouse);
	terminal_redraw(terminal);
}

void terminal_redraw(struct terminal *terminal)
{
	(void)terminal;
	clearok(curscr, TRUE);
}

/* SIGTSTP and not SIGSTOP: where no shell could continue the program (ssh host nftabs), the kernel leaves it running.
 */
void terminal_stop_here(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTSTP);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	kill(0, SIGTSTP);
	sigprocmask(SIG_BLOCK, &set, NULL);
}

void terminal_stop(struct terminal *terminal)
{
	terminal_suspend(terminal);
	terminal_stop_here();
	terminal_resume(terminal);
}
