/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/terminal_private.h"

#include <poll.h>
#include <stdlib.h>
#include <unistd.h>
#include <wchar.h>

#define PROBE_TIMEOUT 1000 /* ms; answers come within 4 ms locally, within a round trip over SSH */

/* Consoles that do not answer, or have no such characters at all. */
static bool is_plain_console(const char *name)
{
	return str_has_prefix(name, "linux") || str_has_prefix(name, "vt") || str_has_prefix(name, "ansi");
}

/* Waits for the answer; what is typed meanwhile is kept for later. A paste is not: its text lives until the next. */
static void wait_for_answer(struct terminal *terminal)
{
	struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
	struct event event;

	while (!terminal->answer && poll(&input, 1, PROBE_TIMEOUT) > 0 && !(input.revents & (POLLHUP | POLLERR)))
		while (terminal_read_event(terminal, &event))
			if (event.type != EVENT_PASTE)
				vec_push(&terminal->early, event);
}

/* Terminals set to wide ambiguous characters (Tera Term in Japanese, xterm -cjk_width) would break every line of a
 * frame. In the second row, because the same answer from the first is what xterm sends for Shift-F3. */
static bool draws_lines_wide(struct terminal *terminal)
{
	static const char question[] = "\0337\033[2;1H\xe2\x94\x80\033[6n\033[2;1H\033[K\0338";

	refresh(); /* the screen of its own, on which this leaves nothing */
	if (write(STDOUT_FILENO, question, sizeof(question) - 1) < 0)
		return false;
	wait_for_answer(terminal);
	return terminal->answer > 2;
}

bool terminal_probe_needs_ascii(struct terminal *terminal)
{
	const char *name = getenv("TERM");

	if (wcwidth(L'\u2500') != 1)
		return true; /* C has no such character; EUC-JP draws it two columns wide */
	return is_plain_console(name ? name : "") || draws_lines_wide(terminal);
}
