/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/terminal_private.h"

#include "base/mem.h"

#include <poll.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#define PASTE_MAX     (1 << 20)
#define PASTE_TIMEOUT 1000 /* ms without a character end a paste whose end got lost */
#define DOUBLE_CLICK  400  /* ms */

/* Key codes of our own, far behind those of curses: from KEY_MAX on it numbers the extended keys of terminfo. */
#define CODE_PASTE_BEGIN 0x4000
#define CODE_PASTE_END	 0x4001
#define CODE_SEQUENCES	 0x4002
#define CODE_FUNCTION	 0x5000 /* and the number of the function key */

static const struct {
	int code; /* of curses */
	int key;
} codes[] = {
    {KEY_UP, KEYS_UP},	       {KEY_DOWN, KEYS_DOWN},	     {KEY_LEFT, KEYS_LEFT},
    {KEY_RIGHT, KEYS_RIGHT},   {KEY_HOME, KEYS_HOME},	     {KEY_END, KEYS_END},
    {KEY_FIND, KEYS_HOME}, /* the linux console and PuTTY call them so */
    {KEY_SELECT, KEYS_END},    {KEY_PPAGE, KEYS_PAGE_UP},    {KEY_NPAGE, KEYS_PAGE_DOWN},
    {KEY_IC, KEYS_INSERT},     {KEY_DC, KEYS_DELETE},	     {KEY_BACKSPACE, KEYS_BACKSPACE},
    {KEY_BTAB, KEYS_BACK_TAB}, {KEY_ENTER, KEYS_ENTER},	     {KEY_SR, KEYS_SHIFT_UP},
    {KEY_SF, KEYS_SHIFT_DOWN}, {KEY_SLEFT, KEYS_SHIFT_LEFT}, {KEY_SRIGHT, KEYS_SHIFT_RIGHT},
};

/* Sequences as xterm and those that follow it send them; terminfo does not name all, and not under every TERM. */
static const struct {
	const char *sequence;
	int key;
} sequences[] = {
    {"\033[1;2A", KEYS_SHIFT_UP},
    {"\033[1;2B", KEYS_SHIFT_DOWN},
    {"\033[1;2D", KEYS_SHIFT_LEFT},
    {"\033[1;2C", KEYS_SHIFT_RIGHT},
    {"\033[1;3B", KEYS_ALT | KEYS_DOWN},
    {"\033[1;3A", KEYS_ALT | KEYS_UP},
    {"\033[a", KEYS_SHIFT_UP}, /* rxvt */
    {"\033[b", KEYS_SHIFT_DOWN},
    {"\033[1;5A", KEYS_CTRL_UP},
    {"\033[1;5B", KEYS_CTRL_DOWN},
    {"\033[1;5D", KEYS_CTRL_LEFT},
    {"\033[1;5C", KEYS_CTRL_RIGHT},
    {"\033[5;5~", KEYS_CTRL_PAGE_UP},
    {"\033[6;5~", KEYS_CTRL_PAGE_DOWN},
    {"\033[A", KEYS_UP}, /* with and without application mode, whatever TERM says */
    {"\033[B", KEYS_DOWN},
    {"\033[C", KEYS_RIGHT},
    {"\033[D", KEYS_LEFT},
    {"\033[H", KEYS_HOME},
    {"\033[F", KEYS_END},
    {"\033OA", KEYS_UP},
    {"\033OB", KEYS_DOWN},
    {"\033OC", KEYS_RIGHT},
    {"\033OD", KEYS_LEFT},
    {"\033OH", KEYS_HOME},
    {"\033OF", KEYS_END},
    {"\033[1~", KEYS_HOME},
    {"\033[4~", KEYS_END},
    {"\033[Z", KEYS_BACK_TAB},
    {"\033[1;2R", 0},	    /* F15 of xterm, but also an answer to the probe that comes late */
    {"\033OM", KEYS_ENTER}, /* the numeric keypad of PuTTY and of a real VT */
    {"\033Ok", '+'},
    {"\033Ol", ','},
    {"\033Om", '-'},
    {"\033On", '.'},
    {"\033Oo", '/'},
    {"\033Op", '0'},
    {"\033Oq", '1'},
    {"\033Or", '2'},
    {"\033Os", '3'},
    {"\033Ot", '4'},
    {"\033Ou", '5'},
    {"\033Ov", '6'},
    {"\033Ow", '7'},
    {"\033Ox", '8'},
    {"\033Oy", '9'},
    {"\033Oa", KEYS_CTRL_UP}, /* rxvt */
    {"\033Ob", KEYS_CTRL_DOWN},
    {"\033Od", KEYS_CTRL_LEFT},
    {"\033Oc", KEYS_CTRL_RIGHT},
    {"\033[5^", KEYS_CTRL_PAGE_UP},
    {"\033[6^", KEYS_CTRL_PAGE_DOWN},
};

/*
 * Function keys under any TERM: screen and tmux hand on what xterm sends and do not name it, PuTTY calls itself xterm
 * and sends other ones, the linux console has its own. The place in the list is the number of the key.
 */
static const char *const plain_keys[] = {"\033OP",   "\033OQ",	 "\033OR",   "\033OS",	 "\033[15~", "\033[17~",
					 "\033[18~", "\033[19~", "\033[20~", "\033[21~", "\033[23~", "\033[24~"};
static const char *const putty_keys[] = {"\033[11~", "\033[12~", "\033[13~", "\033[14~"};
static const char *const console_keys[] = {"\033[[A", "\033[[B", "\033[[C", "\033[[D", "\033[[E"};
static const char *const console_shift_keys[] = {"\033[25~", "\033[26~", "\033[28~", "\033[29~",
						 "\033[31~", "\033[32~", "\033[33~", "\033[34~"};
/* The parts before and behind the modifier of xterm: "\033[1;2P" is Shift-F1. */
static const struct {
	const char *before;
	char last;
} modified_keys[] = {{"1", 'P'},  {"1", 'Q'},  {"1", 'R'},  {"1", 'S'},	 {"15", '~'}, {"17", '~'},
		     {"18", '~'}, {"19", '~'}, {"20", '~'}, {"21", '~'}, {"23", '~'}, {"24", '~'}};

static const struct {
	const char *const *sequences;
	int n, first;
} function_keys[] = {{plain_keys, ARRAY_SIZE(plain_keys), 1},
		     {putty_keys, ARRAY_SIZE(putty_keys), 1},
		     {console_keys, ARRAY_SIZE(console_keys), 1},
		     {console_shift_keys, ARRAY_SIZE(console_shift_keys), 13}};

static void define_modified_keys(int modifier, int first)
{
	for (int i = 0; i < (int)ARRAY_SIZE(modified_keys); i++) {
		_cleanup_free_ char *sequence =
		    mem_printf("\033[%s;%d%c", modified_keys[i].before, modifier, modified_keys[i].last);

		define_key(sequence, CODE_FUNCTION + first + i);
	}
}

static void define_function_keys(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(function_keys); i++)
		for (int k = 0; k < function_keys[i].n; k++)
			define_key(function_keys[i].sequences[k], CODE_FUNCTION + function_keys[i].first + k);
	define_modified_keys(2, 13);
	define_modified_keys(5, 25);
	define_modified_keys(6, 37);
}

void terminal_input_init(void)
{
	define_function_keys();
	define_key("\033[200~", CODE_PASTE_BEGIN);
	define_key("\033[201~", CODE_PASTE_END);
	for (size_t i = 0; i < ARRAY_SIZE(sequences); i++)
		define_key(sequences[i].sequence, CODE_SEQUENCES + (int)i);
}

static int key_of_code(int code)
{
	for (size_t i = 0; i < ARRAY_SIZE(codes); i++)
		if (codes[i].code == code)
			return codes[i].key;
	if (code > KEY_F0 && code <= KEY_F(KEYS_F_LAST - KEYS_F0))
		return KEYS_F(code - KEY_F0);
	if (code > CODE_FUNCTION && code <= CODE_FUNCTION + KEYS_F_LAST - KEYS_F0)
		return KEYS_F(code - CODE_FUNCTION);
	if (code >= CODE_SEQUENCES && code < CODE_SEQUENCES + (int)ARRAY_SIZE(sequences))
		return sequences[code - CODE_SEQUENCES].key;
	return 0;
}

static int key_of_character(wint_t c)
{
	return c == 0x7f || c == KEYS_CTRL('H') ? KEYS_BACKSPACE : c == '\n' ? KEYS_ENTER : (int)c;
}

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool is_double_click(struct terminal *terminal, const MEVENT *mouse)
{
	int64_t now = now_ms();
	bool same_place = mouse->y == terminal->click_row && mouse->x == terminal->click_column;
	bool twice = same_place && now - terminal->click_time <= DOUBLE_CLICK;

	terminal->click_time = twice ? 0 : now;
	terminal->click_row = mouse->y;
	terminal->click_column = mouse->x;
	return twice;
}

static bool read_mouse(struct terminal *terminal, struct event *ret)
{
	MEVENT mouse;

	if (getmouse(&mouse) != OK)
		return false;
	*ret = (struct event){.type = EVENT_MOUSE, .row = mouse.y, .column = mouse.x};
	if (mouse.bstate & BUTTON4_PRESSED)
		ret->mouse = MOUSE_WHEEL_UP;
	else if (mouse.bstate & BUTTON5_PRESSED)
		ret->mouse = MOUSE_WHEEL_DOWN;
	else if (mouse.bstate & BUTTON1_DOUBLE_CLICKED)
		ret->mouse = MOUSE_DOUBLE_CLICK;
	else if (mouse.bstate & (BUTTON1_PRESSED | BUTTON1_CLICKED))
		ret->mouse = is_double_click(terminal, &mouse) ? MOUSE_DOUBLE_CLICK : MOUSE_CLICK;
	else
		return false;
	return true;
}

/* What is pasted never acts as keys: breaks and tabs become blanks, control characters are dropped. */
static void read_paste(struct terminal *terminal, struct event *ret)
{
	wint_t c;
	int result;

	str_clear(&terminal->paste);
	wtimeout(terminal->input, PASTE_TIMEOUT);
	while ((result = wget_wch(terminal->input, &c)) != ERR && !(result == KEY_CODE_YES && c == CODE_PASTE_END)) {
		if (result == KEY_CODE_YES || terminal->paste.length >= PASTE_MAX)
			continue;
		if (c == '\n' || c == '\r' || c == '\t')
			c = ' ';
		if (key_is_text((int)c))
			str_add_code_point(&terminal->paste, (uint32_t)c);
	}
	wtimeout(terminal->input, 0);
	*ret = (struct event){.type = EVENT_PASTE, .text = str_text(&terminal->paste)};
}

static bool is_within(wint_t c, wint_t first, wint_t last)
{
	return c >= first && c <= last;
}

/* Behind Esc [ comes a sequence that curses does not know: the answer to the probe, also a late one, a key of another
 * terminal, a report nobody asked for. It is no key, and its characters must not act as keys. Nothing behind it: Alt-[.
 */
static int read_sequence(struct terminal *terminal)
{
	_cleanup_str_ struct str parameters = {0};
	const char *column;
	wint_t c = 0;
	int result;

	while ((result = wget_wch(terminal->input, &c)) == OK && is_within(c, ' ', '?'))
		str_add_char(&parameters, (char)c);
	column = strchr(str_text(&parameters), ';');
	if (result == OK && c == 'R' && column)
		terminal->answer = atoi(column + 1);
	if (result == OK && is_within(c, '@', '~'))
		return 0;
	if (result != ERR)
		terminal->held = result == KEY_CODE_YES ? key_of_code((int)c) : key_of_character(c);
	return parameters.length ? 0 : '[' | KEYS_ALT;
}

/* Alt sends Esc and the character at once; curses has waited for a sequence already, so what follows is there now. */
static int read_alt(struct terminal *terminal)
{
	wint_t c;
	int result = wget_wch(terminal->input, &c), key;

	if (result == ERR)
		return KEYS_ESC;
	if (result == OK && c == '[')
		return read_sequence(terminal);
	key = result == KEY_CODE_YES ? key_of_code((int)c) : key_of_character(c);
	if (key == KEYS_ESC || (result == KEY_CODE_YES && !key)) {
		terminal->held = key;
		return KEYS_ESC;
	}
	return key | KEYS_ALT;
}

bool terminal_read_event(struct terminal *terminal, struct event *ret)
{
	wint_t c;
	int result;

	if (terminal->held) {
		*ret = event_key(terminal->held);
		terminal->held = 0;
		return true;
	}
	for (;;) {
		result = wget_wch(terminal->input, &c);
		if (result == ERR)
			return false;
		if (result == KEY_CODE_YES && c == CODE_PASTE_BEGIN) {
			read_paste(terminal, ret);
			return true;
		}
		if (result == KEY_CODE_YES && c == KEY_MOUSE) {
			if (read_mouse(terminal, ret))
				return true;
			continue;
		}
		*ret = event_key(result == KEY_CODE_YES ? key_of_code((int)c) : key_of_character(c));
		if (ret->key == KEYS_ESC && result != KEY_CODE_YES)
			ret->key = read_alt(terminal);
		if (ret->key)
			return true;
	}
}

void terminal_write_mark(struct terminal *terminal, int timeout)
{
	if (!terminal->mark_due)
		return;
	fprintf(stdout, "\033]7777;%u;%u;%d%s\a", terminal->events, terminal->frames, timeout,
		terminal->put_off ? ";+" : "");
	fflush(stdout);
	terminal->mark_due = false;
}

/* 1: an event (a new size); 0: nothing of interest; -1: the terminal is gone or we are told to end. */
static int read_signal(struct terminal *terminal, struct event *ret)
{
	struct signalfd_siginfo info;

	if (read(terminal->signals, &info, sizeof(info)) != (ssize_t)sizeof(info))
		return 0;
	if (info.ssi_signo == SIGTSTP) { /* sent by another program; the key itself is a key like others */
		*ret = event_key(KEYS_CTRL('Z'));
		return 1;
	}
	if (info.ssi_signo != SIGWINCH)
		return -1;
	terminal_resized(terminal);
	*ret = (struct event){.type = EVENT_RESIZE};
	terminal_size(terminal, &ret->row, &ret->column);
	return 1;
}

static bool take_early(struct terminal *terminal, struct event *ret)
{
	if (!terminal->early.n)
		return false;
	*ret = terminal->early.v[0];
	vec_remove(&terminal->early, 0);
	return true;
}

static int next_event(struct terminal *terminal, int timeout, struct event *ret)
{
	struct pollfd waits[] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = terminal->signals, .events = POLLIN}};
	int result;

	if (take_early(terminal, ret))
		return 1;
	for (;;) {
		if (poll(&waits[1], 1, 0) > 0 && (result = read_signal(terminal, ret)))
			return result;
		if (terminal_read_event(terminal, ret))
			return 1;
		if (!timeout)
			return 0;
		terminal_write_mark(terminal, timeout);
		result = poll(waits, 2, timeout);
		if (!result)
			return 0;
		if (waits[0].revents & (POLLHUP | POLLERR | POLLNVAL))
			return -1;
	}
}

void terminal_put_off(struct terminal *terminal, bool something)
{
	terminal->put_off = something;
}

int terminal_wait(struct terminal *terminal, int timeout, struct event *ret)
{
	int result = 1;

	if (terminal->has_ahead) {
		*ret = terminal->ahead;
		terminal->has_ahead = false;
	} else {
		result = next_event(terminal, timeout, ret);
	}
	terminal->gone |= result < 0;
	terminal->events += result > 0;
	return terminal->gone ? -1 : result;
}

bool terminal_has_more(struct terminal *terminal)
{
	int result;

	if (!terminal->has_ahead) {
		result = next_event(terminal, 0, &terminal->ahead);
		terminal->gone |= result < 0;
		terminal->has_ahead = result > 0;
	}
	return terminal->has_ahead;
}
