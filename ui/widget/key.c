/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/key.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"

#include <string.h>

static const struct {
	int key;
	const char *name;
} names[] = {
    {KEYS_TAB, "Tab"},
    {KEYS_ENTER, "Enter"},
    {KEYS_ESC, "Esc"},
    {KEYS_SPACE, "Space"},
    {KEYS_UP, "Up"},
    {KEYS_DOWN, "Down"},
    {KEYS_LEFT, "Left"},
    {KEYS_RIGHT, "Right"},
    {KEYS_HOME, "Home"},
    {KEYS_END, "End"},
    {KEYS_PAGE_UP, "PgUp"},
    {KEYS_PAGE_DOWN, "PgDn"},
    {KEYS_INSERT, "Ins"},
    {KEYS_DELETE, "Del"},
    {KEYS_BACKSPACE, "Backspace"},
    {KEYS_BACK_TAB, "Shift-Tab"},
    {KEYS_SHIFT_UP, "Shift-Up"},
    {KEYS_SHIFT_DOWN, "Shift-Down"},
    {KEYS_SHIFT_LEFT, "Shift-Left"},
    {KEYS_SHIFT_RIGHT, "Shift-Right"},
    {KEYS_CTRL_UP, "Ctrl-Up"},
    {KEYS_CTRL_DOWN, "Ctrl-Down"},
    {KEYS_CTRL_LEFT, "Ctrl-Left"},
    {KEYS_CTRL_RIGHT, "Ctrl-Right"},
    {KEYS_CTRL_PAGE_UP, "Ctrl-PgUp"},
    {KEYS_CTRL_PAGE_DOWN, "Ctrl-PgDn"},
};

/* A keyboard has 12 function keys. */
#define FUNCTION_KEYS 12
static const char *const function_names[] = {"F", "Shift-F", "Ctrl-F", "Ctrl-Shift-F"};

bool key_is_text(int key)
{
	return key >= KEYS_SPACE && key < KEYS_NAMED && (key < 0x7f || key >= 0xa0);
}

static const char *key_name(int key)
{
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (names[i].key == key)
			return names[i].name;
	return NULL;
}

void key_print(int key, struct str *out)
{
	const char *name;

	if (key & KEYS_ALT) {
		str_add(out, "Alt-");
		key &= ~KEYS_ALT;
	}
	name = key_name(key);
	if (name)
		str_add(out, name);
	else if (key > KEYS_F0 && key <= KEYS_F_LAST)
		str_addf(out, "%s%d", function_names[(key - KEYS_F0 - 1) / FUNCTION_KEYS],
			 (key - KEYS_F0 - 1) % FUNCTION_KEYS + 1);
	else if (key > 0 && key < KEYS_SPACE)
		str_addf(out, "Ctrl-%c", key + '@');
	else
		str_add_code_point(out, (uint32_t)key);
}

static int parse_function_key(const char *name)
{
	unsigned long n;

	for (size_t i = 0; i < ARRAY_SIZE(function_names); i++)
		if (str_has_prefix(name, function_names[i]) &&
		    str_to_uint(name + strlen(function_names[i]), 1, FUNCTION_KEYS, &n))
			return KEYS_F((int)(i * FUNCTION_KEYS + n));
	return 0;
}

int key_parse(const char *name)
{
	int function = parse_function_key(name);
	uint32_t c;

	if (function)
		return function;
	if (str_has_prefix(name, "Alt-")) {
		int key = key_parse(name + 4);

		return key ? key | KEYS_ALT : 0;
	}
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (str_equal(names[i].name, name))
			return names[i].key;
	if (str_has_prefix(name, "Ctrl-") && name[5] >= '@' && name[5] <= '_' && !name[6])
		return KEYS_CTRL(name[5]);
	return *name && utf8_decode(name, &c) == strlen(name) ? (int)c : 0;
}

struct event event_key(int key)
{
	return (struct event){.type = EVENT_KEY, .key = key};
}
