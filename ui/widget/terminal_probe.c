/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/terminal_private.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#define PROBE_TIMEOUT 1000 /* ms; answers come within 4 ms locally, within a round trip over SSH */

/* Consoles that do not answer, or have no such characters at all. */
static bool is_plain_console(const char *name)
{
	return str_has_prefix(name, "linux") || str_has_prefix(name, "vt") || str_has_prefix(name, "ansi");
}

/* Reads the answer ESC [ row ; column R; what else is typed meanwhile is kept. 0 when none comes in time. */
static int read_column(struct terminal *terminal)
{
	struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
	char answer[32];
	size_t n = 0;
	char c;

	while (n < sizeof(answer) - 1 && poll(&input, 1, PROBE_TIMEOUT) > 0 && read(STDIN_FILENO, &c, 1) == 1) {
		if (!n && c != '\033') {
			str_add_char(&terminal->typed_ahead, c);
			continue;
		}
		answer[n++] = c;
		if (c == 'R') {
			const char *semicolon;

			answer[n] = 0;
			semicolon = strchr(answer, ';');
			return semicolon ? atoi(semicolon + 1) : 0;
		}
	}
	str_add_n(&terminal->typed_ahead, answer, n);
	return 0;
}

/* Terminals set to wide ambiguous characters (Tera Term in Japanese, xterm -cjk_width) would break every line of a
 * frame. The character stands at the beginning of the line and is taken away again. */
static bool draws_lines_wide(struct terminal *terminal)
{
	static const char question[] = "\r\xe2\x94\x80\033[6n", cleared[] = "\r\033[K";
	struct termios saved, quiet;
	int column;

	if (tcgetattr(STDIN_FILENO, &saved))
		return false;
	quiet = saved;
	quiet.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	quiet.c_cc[VMIN] = 1;
	quiet.c_cc[VTIME] = 0;
	tcsetattr(STDIN_FILENO, TCSANOW, &quiet);
	column = write(STDOUT_FILENO, question, sizeof(question) - 1) > 0 ? read_column(terminal) : 0;
	if (write(STDOUT_FILENO, cleared, sizeof(cleared) - 1) < 0)
		column = 0;
	tcsetattr(STDIN_FILENO, TCSANOW, &saved);
	return column > 2;
}

bool terminal_probe_needs_ascii(struct terminal *terminal)
{
	const char *name = getenv("TERM");

	if (wcwidth(L'\u2500') != 1)
		return true; /* C has no such character; EUC-JP draws it two columns wide */
	return is_plain_console(name ? name : "") || draws_lines_wide(terminal);
}
