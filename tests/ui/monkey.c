/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/ui/monkey.h"

#include "ui/widget/key.h"

#define LAST_MAX 2000 /* bytes of what is remembered */

unsigned monkey_random(struct monkey *monkey, unsigned n)
{
	monkey->state ^= monkey->state << 13;
	monkey->state ^= monkey->state >> 7;
	monkey->state ^= monkey->state << 17;
	return (unsigned)((monkey->state >> 16) % n);
}

/* Keys that move, open, confirm and leave come more often, those that end the program seldom. */
static const struct {
	const char *key;
	unsigned weight;
} keys[] = {
    {"Down", 40},      {"Up", 25},	   {"Left", 8},	   {"Right", 8},      {"Home", 4},	{"End", 4},
    {"PgUp", 4},       {"PgDn", 6},	   {"Tab", 30},	   {"Shift-Tab", 10}, {"Enter", 30},	{"Esc", 12},
    {"Space", 15},     {"Backspace", 10},  {"Del", 6},	   {"Ins", 6},	      {"Shift-Up", 4},	{"Shift-Down", 4},
    {"Shift-Left", 3}, {"Shift-Right", 3}, {"Ctrl-Up", 2}, {"Ctrl-Down", 2},  {"Ctrl-Left", 2}, {"Ctrl-Right", 2},
    {"Ctrl-PgUp", 5},  {"Ctrl-PgDn", 8},   {"F1", 3},	   {"F2", 8},	      {"F3", 4},	{"F4", 8},
    {"F5", 4},	       {"F6", 3},	   {"F7", 3},	   {"F8", 3},	      {"F9", 4},	{"F10", 1},
    {"F11", 1},	       {"F12", 4},	   {"Alt-1", 4},   {"Alt-2", 4},      {"Alt-3", 4},	{"Alt-4", 4},
    {"Alt-5", 4},      {"Alt-6", 4},	   {"Alt-7", 4},   {"Alt-8", 4},      {"Alt-x", 1},	{"Ctrl-A", 2},
    {"Ctrl-B", 1},     {"Ctrl-C", 1},	   {"Ctrl-D", 2},  {"Ctrl-E", 2},     {"Ctrl-F", 1},	{"Ctrl-G", 6},
    {"Ctrl-K", 2},     {"Ctrl-L", 1},	   {"Ctrl-N", 2},  {"Ctrl-O", 1},     {"Ctrl-P", 2},	{"Ctrl-R", 6},
    {"Ctrl-S", 8},     {"Ctrl-T", 2},	   {"Ctrl-U", 4},  {"Ctrl-W", 2},     {"Ctrl-X", 1},	{"Ctrl-Y", 1},
    {"Ctrl-Z", 1},     {"q", 1},	   {"y", 4},	   {"n", 4},
};

/* What fields take, what they refuse, and what is hard to show. */
static const char *const texts[] = {
    "110",
    "6000-6010",
    "pop3",
    "192.168.10.5",
    "192.168.0.0/16",
    "fd00::/8",
    "mail.example.jp",
    "/usr/bin/msmtp",
    "unit:nginx.service",
    "user:root",
    "@Mail servers",
    "mon-fri 09:00-18:00",
    "2026-12-01..2026-12-31",
    "limit=10/minute",
    "99999",
    "-1",
    "::",
    "999.999.999.999",
    "\\,",
    "'\"",
    "%s%n%d",
    "POP3サービス(外向き)",
    "ﾒｰﾙ",
    "e\xcc\x81",
    "\xf0\x9f\x94\xa5",
    "あ\nい\tう",
    "\x1b[31m",
    "",
    "a",
    "                                        ",
    "とても長い名前のルールで、切られるか折られるかしなければ",
};

static void act_key(struct monkey *monkey, struct vt *vt)
{
	unsigned all = 0, pick;

	for (size_t i = 0; i < ARRAY_SIZE(keys); i++)
		all += keys[i].weight;
	pick = monkey_random(monkey, all);
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
		if (pick < keys[i].weight) {
			str_addf(&monkey->last, " %s", keys[i].key);
			vt_keys(vt, keys[i].key);
			return;
		}
		pick -= keys[i].weight;
	}
}

/* Any character but q, which would end every run soon. */
static void act_letter(struct monkey *monkey, struct vt *vt)
{
	int key = ' ' + (int)monkey_random(monkey, 0x7f - ' ');

	key = key == 'q' ? 0x3042 : key;
	str_add_char(&monkey->last, ' ');
	key_print(key, &monkey->last);
	vt_key(vt, key);
}

static void act_type(struct monkey *monkey, struct vt *vt)
{
	const char *text = texts[monkey_random(monkey, ARRAY_SIZE(texts))];

	if (!*text || strpbrk(text, "\n\t\x1bq"))
		return;
	str_addf(&monkey->last, " =%s", text);
	vt_type(vt, text);
}

static void act_paste(struct monkey *monkey, struct vt *vt)
{
	const char *text = texts[monkey_random(monkey, ARRAY_SIZE(texts))];

	if (!*text && !vt->alternate)
		return; /* a printed page asks for no brackets: nothing would be sent */
	str_addf(&monkey->last, " paste<%s>", text);
	vt_paste(vt, text);
}

static void act_mouse(struct monkey *monkey, struct vt *vt)
{
	static const int buttons[] = {1, 1, 1, 4, 5};
	int button = buttons[monkey_random(monkey, ARRAY_SIZE(buttons))];
	int row = (int)monkey_random(monkey, (unsigned)vt->rows),
	    column = (int)monkey_random(monkey, (unsigned)vt->columns);

	if (!vt->mouse)
		return;
	str_addf(&monkey->last, " button%d@%d,%d", button, row, column);
	vt_mouse(vt, button, row, column);
}

/* Mostly back to a size that can be used. */
static void act_resize(struct monkey *monkey, struct vt *vt)
{
	static const int sizes[][2] = {{24, 80}, {24, 80}, {16, 60}, {43, 132}, {50, 200}};
	unsigned pick = monkey_random(monkey, ARRAY_SIZE(sizes) + 2);
	int rows = 1 + (int)monkey_random(monkey, 40), columns = 1 + (int)monkey_random(monkey, 140);

	if (pick < ARRAY_SIZE(sizes)) {
		rows = sizes[pick][0];
		columns = sizes[pick][1];
	}
	if (rows == vt->rows && columns == vt->columns)
		return; /* no signal for no change */
	str_addf(&monkey->last, " %dx%d", columns, rows);
	vt_resize(vt, rows, columns);
}

void monkey_act(struct monkey *monkey, struct vt *vt)
{
	static const struct {
		unsigned below;
		void (*act)(struct monkey *monkey, struct vt *vt);
	} acts[] = {{60, act_key},   {84, act_letter}, {90, act_type},
		    {93, act_paste}, {97, act_mouse},  {100, act_resize}};
	unsigned pick = monkey_random(monkey, 100);

	if (monkey->last.length > LAST_MAX)
		str_clear(&monkey->last);
	for (size_t i = 0; i < ARRAY_SIZE(acts); i++)
		if (pick < acts[i].below) {
			acts[i].act(monkey, vt);
			break;
		}
	monkey->done++;
}
