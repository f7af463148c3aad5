/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/terminal_private.h"

#include "base/str.h"
#include "base/utf8.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

/* In the terminal's charset; what it has not is a question mark. Control characters would act on the terminal, and
 * stay out but for line breaks. */
static void encode(const char *text, struct str *out)
{
	mbstate_t state = {0};
	uint32_t c;

	for (size_t n; *text && (n = utf8_decode(text, &c)); text += n) {
		char bytes[MB_LEN_MAX];
		size_t length = c == '\n' || key_is_text((int)c) ? wcrtomb(bytes, (wchar_t)c, &state) : 0;

		if (length == (size_t)-1) {
			state = (mbstate_t){0};
			str_add_char(out, '?');
		} else {
			str_add_n(out, bytes, length);
		}
	}
}

static bool write_all(const char *text, size_t n)
{
	while (n) {
		ssize_t written = write(STDOUT_FILENO, text, n);

		if (written < 0 && errno != EINTR)
			return false;
		if (written > 0) {
			text += written;
			n -= (size_t)written;
		}
	}
	return true;
}

/* A new size is an event like others. An interrupt goes back; what ends the program does that here too. */
static bool take_signal(struct terminal *terminal)
{
	struct signalfd_siginfo info;

	if (read(terminal->signals, &info, sizeof(info)) != (ssize_t)sizeof(info))
		return false;
	terminal->events += info.ssi_signo == SIGWINCH;
	if (info.ssi_signo == SIGTSTP)
		terminal_stop_here();
	terminal->gone = info.ssi_signo == SIGHUP || info.ssi_signo == SIGTERM;
	return terminal->gone || info.ssi_signo == SIGINT;
}

/* What has arrived at once: a sequence is one key, else each character is one. True: one of them goes back. */
static bool take_keys(struct terminal *terminal)
{
	static const char back[] = {'\n', '\r', 'q', KEYS_CTRL('C'), KEYS_CTRL('D'), KEYS_CTRL('G')};
	char bytes[256];
	ssize_t n = read(STDIN_FILENO, bytes, sizeof(bytes));

	if (n <= 0) {
		terminal->gone |= n == 0 || errno != EINTR;
		return terminal->gone;
	}
	terminal->events += bytes[0] == KEYS_ESC;
	if (bytes[0] == KEYS_ESC)
		return n == 1;
	for (ssize_t i = 0; i < n; i++) {
		terminal->events += ((unsigned char)bytes[i] & 0xc0) != 0x80; /* not the rest of a character */
		if (memchr(back, bytes[i], sizeof(back)))
			return true;
	}
	return false;
}

/* Without echo, and every key is read: what is typed is nobody's. */
static void set_quiet(struct termios *before)
{
	struct termios quiet;

	tcgetattr(STDIN_FILENO, before);
	quiet = *before;
	quiet.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG | IEXTEN);
	quiet.c_iflag &= ~(tcflag_t)IXON;
	quiet.c_cc[VMIN] = 1;
	quiet.c_cc[VTIME] = 0;
	tcsetattr(STDIN_FILENO, TCSADRAIN, &quiet);
}

static void wait_for_key(struct terminal *terminal)
{
	struct pollfd waits[] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = terminal->signals, .events = POLLIN}};
	struct termios before;
	bool done = false;

	set_quiet(&before);
	while (!done) {
		terminal->mark_due = terminal->marks;
		terminal_write_mark(terminal, -1);
		if (poll(waits, 2, -1) < 0)
			continue;
		if (waits[1].revents)
			done = take_signal(terminal);
		if (!done && waits[0].revents)
			done = take_keys(terminal);
	}
	tcsetattr(STDIN_FILENO, TCSADRAIN, &before);
}

void terminal_print(struct terminal *terminal, const char *text, const char *prompt)
{
	_cleanup_str_ struct str bytes = {0};

	encode(text, &bytes);
	str_add_char(&bytes, '\n');
	encode(prompt, &bytes);
	terminal_suspend(terminal);
	if (write_all(bytes.text, bytes.length))
		wait_for_key(terminal);
	terminal_resume(terminal);
}
