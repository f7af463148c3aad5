/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_WIDGET_KEY_H
#define UI_WIDGET_KEY_H

/*
 * Keys and what else can happen to the screen, without curses. A key is one number: a character is its code point (Ctrl
 * with a letter: the control code, 1 to 26), what has no character is a KEYS_ name, and Alt adds KEYS_ALT.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str;

enum {
	KEYS_TAB = 9,
	KEYS_ENTER = 13,
	KEYS_ESC = 27,
	KEYS_SPACE = 32,

	KEYS_NAMED = 0x200000, /* behind the last code point */
	KEYS_UP,
	KEYS_DOWN,
	KEYS_LEFT,
	KEYS_RIGHT,
	KEYS_HOME,
	KEYS_END,
	KEYS_PAGE_UP,
	KEYS_PAGE_DOWN,
	KEYS_INSERT,
	KEYS_DELETE,
	KEYS_BACKSPACE,
	KEYS_BACK_TAB, /* Shift-Tab */
	KEYS_SHIFT_UP,
	KEYS_SHIFT_DOWN,
	KEYS_SHIFT_LEFT,
	KEYS_SHIFT_RIGHT,
	KEYS_CTRL_UP,
	KEYS_CTRL_DOWN,
	KEYS_CTRL_LEFT,
	KEYS_CTRL_RIGHT,
	KEYS_CTRL_PAGE_UP,
	KEYS_CTRL_PAGE_DOWN,
	KEYS_F0, /* KEYS_F0 + n is Fn: 12 keys, then these with Shift (13 to 24), Ctrl (25 to 36) and both (37 to 48) */
	KEYS_F_LAST = KEYS_F0 + 48,
	KEYS_LAST,

	KEYS_ALT = 0x1000000,
};

#define KEYS_CTRL(letter)    ((letter)&0x1f)
#define KEYS_F(n)	     (KEYS_F0 + (n))
#define KEYS_SHIFT_F(n)	     KEYS_F(12 + (n))
#define KEYS_CTRL_F(n)	     KEYS_F(24 + (n))
#define KEYS_CTRL_SHIFT_F(n) KEYS_F(36 + (n))

enum event_type {
	EVENT_KEY,
	EVENT_PASTE, /* text pasted in one piece */
	EVENT_MOUSE,
	EVENT_RESIZE, /* the screen has another size; the loop has made it so already */
	EVENT_TICK,   /* the time asked for by a layer has passed */
};

enum mouse_action { MOUSE_CLICK, MOUSE_DOUBLE_CLICK, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };

struct event {
	enum event_type type;
	int key;		 /* EVENT_KEY */
	const char *text;	 /* EVENT_PASTE: UTF-8, lives until the handler returns */
	enum mouse_action mouse; /* EVENT_MOUSE, and where on the screen */
	int row, column;
};

/* A key that is a character to be put into a text: not a control code, no Alt. */
bool key_is_text(int key);

/* How the key is written for people, and read back: "a", "F5", "Shift-F5", "Ctrl-R", "Alt-1", "Shift-Up", "Space",
 * "Enter". key_parse: 0 for what is no key. */
void key_print(int key, struct str *out);
int key_parse(const char *name);

/* The event of a key. */
struct event event_key(int key);

#endif
