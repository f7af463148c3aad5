/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/ui/vt.h"

#include "base/utf8.h"
#include "ui/widget/key.h"

#include <curses.h>
#include <term.h>

/* What terminfo calls the keys, and what xterm sends for those that the entry does not name. */
static const struct {
	int key;
	const char *capability, *sequence;
} sequences[] = {
    {KEYS_UP, "kcuu1", "\033OA"},
    {KEYS_DOWN, "kcud1", "\033OB"},
    {KEYS_RIGHT, "kcuf1", "\033OC"},
    {KEYS_LEFT, "kcub1", "\033OD"},
    {KEYS_HOME, "khome", "\033OH"},
    {KEYS_END, "kend", "\033OF"},
    {KEYS_PAGE_UP, "kpp", "\033[5~"},
    {KEYS_PAGE_DOWN, "knp", "\033[6~"},
    {KEYS_INSERT, "kich1", "\033[2~"},
    {KEYS_DELETE, "kdch1", "\033[3~"},
    {KEYS_BACKSPACE, "kbs", "\177"},
    {KEYS_BACK_TAB, "kcbt", "\033[Z"},
    {KEYS_SHIFT_UP, "kri", "\033[1;2A"},
    {KEYS_SHIFT_DOWN, "kind", "\033[1;2B"},
    {KEYS_SHIFT_LEFT, "kLFT", "\033[1;2D"},
    {KEYS_SHIFT_RIGHT, "kRIT", "\033[1;2C"},
    {KEYS_CTRL_UP, "kUP5", "\033[1;5A"},
    {KEYS_CTRL_DOWN, "kDN5", "\033[1;5B"},
    {KEYS_CTRL_LEFT, "kLFT5", "\033[1;5D"},
    {KEYS_CTRL_RIGHT, "kRIT5", "\033[1;5C"},
    {KEYS_CTRL_PAGE_UP, "kPRV5", "\033[5;5~"},
    {KEYS_CTRL_PAGE_DOWN, "kNXT5", "\033[6;5~"},
};

/* terminfo of the program's terminal type; the kit's directory holds one. NULL when the entry has it not. */
static char *capability(const struct vt *vt, const char *name)
{
	_cleanup_free_ char *terminfo = mem_printf("%s/terminfo", vt->kit->directory);
	const char *value;
	char *copy;
	int result;

	setenv("TERMINFO", terminfo, 1);
	if (setupterm(vt->term, vt->slave, &result) != OK)
		vt_fail(vt, "the terminal type %s is not known", vt->term);
	value = tigetstr(name);
	copy = mem_strdup(value == (const char *)-1 ? NULL : value);
	del_curterm(cur_term);
	return copy;
}

/* Shift and Ctrl with a function key as xterm sends it, and screen and tmux hand it on, where terminfo does not name
 * it:
 * "\033[1;2P", "\033[15;5~". */
static char *modified_function_key(int n)
{
	static const char letters[] = "PQRS";
	static const int numbers[] = {15, 17, 18, 19, 20, 21, 23, 24};
	int modifier = n <= 12 ? 0 : n <= 24 ? 2 : n <= 36 ? 5 : 6, key = (n - 1) % 12;

	if (!modifier)
		return NULL;
	return key < 4 ? mem_printf("\033[1;%d%c", modifier, letters[key])
		       : mem_printf("\033[%d;%d~", numbers[key - 4], modifier);
}

static bool named_bytes(const struct vt *vt, int key, struct str *out)
{
	_cleanup_free_ char *name = mem_printf("kf%d", key - KEYS_F0), *bytes = NULL;

	for (size_t i = 0; i < ARRAY_SIZE(sequences); i++)
		if (sequences[i].key == key) {
			bytes = capability(vt, sequences[i].capability);
			str_add(out, bytes ? bytes : sequences[i].sequence);
			return true;
		}
	if (key > KEYS_F0 && key <= KEYS_F_LAST)
		bytes = capability(vt, name);
	if (!bytes && key > KEYS_F0 && key <= KEYS_F_LAST)
		bytes = modified_function_key(key - KEYS_F0);
	str_add(out, bytes ? bytes : "");
	return bytes;
}

static void add_text(const struct vt *vt, const char *text, struct str *out)
{
	char bytes[64];
	char *from = (char *)(uintptr_t)text, *to;
	size_t left = strlen(text), room;

	if (!vt->from_utf8) {
		str_add(out, text);
		return;
	}
	while (left) {
		to = bytes;
		room = sizeof(bytes);
		if (iconv(vt->from_utf8, &from, &left, &to, &room) == (size_t)-1 && to == bytes)
			vt_fail(vt, "the charset cannot type '%s'", text);
		str_add_n(out, bytes, sizeof(bytes) - room);
	}
}

bool vt_key_bytes(const struct vt *vt, int key, struct str *out)
{
	_cleanup_str_ struct str text = {0};

	if (key & KEYS_ALT) {
		str_add_char(out, '\033');
		key &= ~KEYS_ALT;
	}
	if (key > KEYS_NAMED)
		return named_bytes(vt, key, out);
	str_add_code_point(&text, (uint32_t)key);
	add_text(vt, str_text(&text), out);
	return true;
}

void vt_key(struct vt *vt, int key)
{
	_cleanup_str_ struct str bytes = {0};

	if (!vt_key_bytes(vt, key, &bytes))
		vt_fail(vt, "the terminal %s has no such key: %d", vt->term, key - KEYS_NAMED);
	vt_send(vt, bytes.text, bytes.length);
	vt_wait_events(vt, vt->events + 1);
}

void vt_type(struct vt *vt, const char *text)
{
	_cleanup_str_ struct str bytes = {0};
	unsigned characters = 0;
	uint32_t c;

	for (size_t i = 0, n; text[i] && (n = utf8_decode(text + i, &c)); i += n)
		characters++;
	add_text(vt, text, &bytes);
	vt_send(vt, str_text(&bytes), bytes.length);
	vt_wait_events(vt, vt->events + characters);
}

void vt_keys(struct vt *vt, const char *keys)
{
	_cleanup_strlist_ strlist_t words = {0};

	strlist_split(&words, keys, ' ');
	for (size_t i = 0; i < words.n; i++) {
		const char *word = words.v[i];
		int key = word[0] == '=' && word[1] ? 0 : key_parse(word);

		if (vt->ended)
			vt_fail(vt, "ended before the key %s", word);
		if (key)
			vt_key(vt, key);
		else if (word[0] == '=')
			vt_type(vt, word + 1);
		else
			vt_fail(vt, "the test names a key that is none: %s", word);
	}
}

/* libvterm sends brackets only when the program has turned them on, as terminals do. */
void vt_paste(struct vt *vt, const char *text)
{
	_cleanup_str_ struct str bytes = {0};
	unsigned events = vt->events;

	add_text(vt, text, &bytes);
	vterm_keyboard_start_paste(vt->terminal);
	vt_send(vt, str_text(&bytes), bytes.length);
	vterm_keyboard_end_paste(vt->terminal);
	vt_wait_events(vt, events + 1);
}

void vt_mouse(struct vt *vt, int button, int row, int column)
{
	unsigned events = vt->events;

	if (!vt->mouse)
		vt_fail(vt, "the program has not asked for the mouse");
	vterm_mouse_move(vt->terminal, row, column, VTERM_MOD_NONE);
	vterm_mouse_button(vt->terminal, button, true, VTERM_MOD_NONE);
	if (button < 4) /* the wheel has no release */
		vterm_mouse_button(vt->terminal, button, false, VTERM_MOD_NONE);
	vt_wait_events(vt, events + 1);
}
