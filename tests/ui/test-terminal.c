/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The terminal layer in a real terminal: keys, pastes, sizes, the ways in and the ways out. */

#include "tests/ui/fixture.h"

#include "ui/widget/key.h"

#include <signal.h>
#include <time.h>

#define LIST_TOP 2

/* Every key by the bytes that the terminal sends for it, and back by its name. */
static void test_keys_arrive(void **state)
{
	static const char *const keys[] = {
	    "Up",	 "Down",      "Left",	   "Right",	 "Home",      "End",	    "PgUp",	  "PgDn",
	    "Ins",	 "Del",	      "Backspace", "Shift-Tab",	 "Shift-Up",  "Shift-Down", "Shift-Left", "Shift-Right",
	    "Ctrl-Up",	 "Ctrl-Down", "Ctrl-Left", "Ctrl-Right", "Ctrl-PgUp", "Ctrl-PgDn",  "Space",	  "Enter",
	    "Esc",	 "F1",	      "F2",	   "F3",	 "F4",	      "F5",	    "F6",	  "F7",
	    "F8",	 "F9",	      "F11",	   "F12",	 "Ctrl-A",    "Ctrl-C",	    "Ctrl-G",	  "Ctrl-Q",
	    "Ctrl-R",	 "Ctrl-S",    "Ctrl-U",	   "Ctrl-\\",	 "/",	      "?",	    "あ",	  "é",
	    "Shift-F1",	 "Shift-F2",  "Shift-F4",  "Shift-F5",	 "Shift-F6",  "Shift-F7",   "Shift-F8",	  "Shift-F9",
	    "Shift-F10", "Shift-F11", "Shift-F12", "Ctrl-F1",	 "Ctrl-F2",   "Ctrl-F3",    "Ctrl-F4",	  "Ctrl-F5",
	    "Ctrl-F6",	 "Ctrl-F7",   "Ctrl-F8",   "Ctrl-F9",	 "Ctrl-F10",  "Ctrl-F11",   "Ctrl-F12",
	};
	static const char *const terms[] = {VT_TERM, "screen-256color", "tmux-256color", "linux", "rxvt", "vt220"};

	for (size_t term = 0; term < ARRAY_SIZE(terms); term++) {
		_cleanup_vt_ struct vt *vt = demo_start(state, 24, 80, &(struct vt_options){.term = terms[term]}, NULL);

		for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
			_cleanup_free_ char *want = mem_printf("Last: %s", keys[i]), *have = NULL;
			_cleanup_str_ struct str bytes = {0};

			if (!vt_key_bytes(vt, key_parse(keys[i]), &bytes))
				continue; /* vt220 has no F5 */
			vt_keys(vt, keys[i]);
			have = vt_row(vt, 23);
			if (!str_equal(want, have))
				vt_fail(vt, "TERM=%s: the key %s came as '%s'", terms[term], keys[i], have);
		}
	}
}

/* The function keys of PuTTY, the linux console, and what screen and tmux hand on, whatever TERM says. */
static void test_function_keys_of_others(void **state)
{
	static const struct {
		const char *bytes, *key;
	} cases[] = {
	    {"\033[11~", "F1"},	       {"\033[14~", "F4"},	    {"\033[[A", "F1"},	      {"\033[[E", "F5"},
	    {"\033OP", "F1"},	       {"\033[15~", "F5"},	    {"\033[25~", "Shift-F1"}, {"\033[34~", "Shift-F8"},
	    {"\033[1;2P", "Shift-F1"}, {"\033[24;2~", "Shift-F12"}, {"\033[1;5P", "Ctrl-F1"}, {"\033[15;5~", "Ctrl-F5"},
	};
	static const char *const terms[] = {VT_TERM, "screen-256color", "tmux-256color", "linux"};

	for (size_t term = 0; term < ARRAY_SIZE(terms); term++) {
		_cleanup_vt_ struct vt *vt = demo_start(state, 24, 80, &(struct vt_options){.term = terms[term]}, NULL);

		for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
			_cleanup_free_ char *want = mem_printf("Last: %s", cases[i].key);

			vt_send(vt, cases[i].bytes, strlen(cases[i].bytes));
			vt_wait_events(vt, vt->events + 1);
			vt_expect(vt, 23, want);
		}
	}
}

/* Sequences that no table knows, answers to questions nobody asked, Ctrl-Delete among the extended keys of xterm: none
 * of it may act as the characters that it is made of. */
static void test_unknown_sequences_are_swallowed(void **state)
{
	static const char *const sequences[] = {
	    "\033[24;2R", "\033[?62;c", "\033[I", "\033[O", "\033[1;9Q", "\033[3;5~", "\033[57399u", "\033[27;5;113~",
	};
	_cleanup_vt_ struct vt *vt = demo_start(state, 24, 80, NULL, NULL);

	for (size_t i = 0; i < ARRAY_SIZE(sequences); i++) {
		vt_send(vt, sequences[i], strlen(sequences[i]));
		vt_keys(vt, "Tab");
		vt_expect(vt, 23, "Last: Tab");
		if (vt->events != i + 1)
			vt_fail(vt, "%s acted as keys", sequences[i] + 1);
	}
}

static void pause_ms(int milliseconds)
{
	nanosleep(&(struct timespec){.tv_nsec = milliseconds * 1000000L}, NULL);
}

static void test_escape(void **state)
{
	_cleanup_vt_ struct vt *vt = demo_start(state, 24, 80, NULL, NULL);

	vt_keys(vt, "o =x Esc");
	vt_expect_not(vt, "dialog");
	vt_send(vt, "\033", 1); /* a slow link: the pause is what is tested */
	pause_ms(40);
	vt_send(vt, "OB", 2);
	vt_wait_events(vt, vt->events + 1);
	vt_expect(vt, 23, "Last: Down");
	vt_keys(vt, "Alt-x");
	vt_expect(vt, 23, "Last: Alt-x");
	vt_keys(vt, "Alt-あ");
	vt_expect(vt, 23, "Last: Alt-あ");
	vt_keys(vt, "Alt-5");
	vt_expect(vt, 23, "Last: F5");
	vt_keys(vt, "Alt-Down");
	vt_expect(vt, 23, "Last: Alt-Down");
	vt_keys(vt, "Alt-[");
	vt_expect(vt, 23, "Last: Alt-[");
	vt_keys(vt, "Alt-0");
	assert_int_equal(vt_wait_end(vt), 0);
}

static void test_list_and_field(void **state)
{
	_cleanup_vt_ struct vt *vt = demo_start(state, 24, 80, NULL, NULL);

	vt_expect(vt, 0, "demo 80x24");
	vt_expect_cursor(vt, LIST_TOP, 0);
	vt_keys(vt, "Down j");
	vt_expect_cursor(vt, LIST_TOP + 2, 0);
	assert_true(vt_look(vt, LIST_TOP + 2, 0).attributes & VT_REVERSE);
	vt_keys(vt, "End");
	vt_expect(vt, LIST_TOP + 18, "> 40");
	vt_expect_cursor(vt, LIST_TOP + 18, 0);
	vt_keys(vt, "Tab =日本語");
	vt_expect(vt, 22, "Text: 日本語");
	vt_expect_cursor(vt, 22, 14);
	vt_keys(vt, "Backspace");
	vt_expect_cursor(vt, 22, 12);
	vt_type(vt, "e\u0301te\u0301 é"); /* combining characters */
	vt_expect(vt, 22, "Text: 日本e\u0301te\u0301 é");
	vt_expect_cursor(vt, 22, 17);
	vt_keys(vt, "Backspace Backspace Backspace");
	vt_expect_cursor(vt, 22, 14);
}

/* A step of the list on a slow line. */
static void test_few_bytes(void **state)
{
	_cleanup_vt_ struct vt *vt = demo_start(state, 24, 80, NULL, NULL);

	for (int i = 0; i < 39; i++) {
		vt_keys(vt, "Down");
		if (i < 18 && vt->raw.length > 256)
			vt_fail(vt, "%zu bytes for one Down", vt->raw.length);
	}
	vt_expect(vt, -1, "> 40");
}

/* More keys than are painted: what is typed ahead is handled before the next frame, and all of it. */
static void test_typed_ahead(void **state)
{
	_cleanup_vt_ struct vt *vt = demo_start(state, 24, 80, NULL, NULL);
	_cleanup_str_ struct str bytes = {0};
	unsigned frames = vt->frames;

	for (int i = 0; i < 200; i++)
		str_add(&bytes, "j");
	vt_send(vt, bytes.text, bytes.length);
	vt_wait_events(vt, 200);
	vt_expect(vt, -1, "> 40");
	if (vt->frames - frames > 100)
		vt_fail(vt, "%u frames for 200 keys", vt->frames - frames);
}

static void test_paste(void **state)
{
	_cleanup_vt_ struct vt *vt = demo_start(state, 24, 80, NULL, NULL);

	vt_paste(vt, "jjq\rm");
	vt_expect(vt, 23, "Last: paste <jjq m>");
	vt_expect_cursor(vt, LIST_TOP, 0);
	vt_paste(vt, "\033[21~\003\032");
	vt_expect_cursor(vt, LIST_TOP, 0);
	vt_keys(vt, "Tab");
	vt_paste(vt, "一\n二\t三\001\177四");
	vt_expect(vt, 22, "Text: 一 二 三四");
	vt_expect_cursor(vt, 22, 18);
	vt_paste(vt, "");
	vt_expect(vt, 23, "Last: paste <>");
	vt_expect(vt, 22, "Text: 一 二 三四");
}

/* 200 kB at once, and one whose end got lost on the way. */
static void test_long_and_broken_paste(void **state)
{
	_cleanup_vt_ struct vt *vt = demo_start(state, 24, 80, NULL, NULL);
	_cleanup_str_ struct str text = {0};

	for (int i = 0; i < 10000; i++)
		str_addf(&text, "%d メール\n", i);
	vt_paste(vt, text.text);
	vt_expect(vt, 23, "Last: paste <0 メール 1 メール 2");
	assert_int_equal(vt->events, 1);
	vt_send(vt, "\033[200~lost", 10);
	vt_wait_events(vt, 2);
	vt_expect(vt, 23, "Last: paste <lost>");
	vt_keys(vt, "Down");
	vt_expect_cursor(vt, LIST_TOP + 1, 0);
}

static void check_mouse(struct vt *vt)
{
	vt_mouse(vt, 1, LIST_TOP + 4, 10);
	vt_expect(vt, 23, "Last: click 6,10");
	vt_expect_cursor(vt, LIST_TOP + 4, 0);
	vt_mouse(vt, 1, LIST_TOP + 4, 10);
	vt_expect(vt, 23, "Last: double click 6,10");
	vt_mouse(vt, 5, LIST_TOP, 0);
	vt_expect(vt, 23, "Last: wheel down 2,0");
	vt_expect_cursor(vt, LIST_TOP + 7, 0);
	vt_mouse(vt, 4, LIST_TOP, 0);
	vt_expect_cursor(vt, LIST_TOP + 4, 0);
}

/* A network brings press and release in one piece. */
static void test_click_in_one_piece(void **state)
{
	static const char click[] = "\033[<0;11;7M\033[<0;11;7m", twice[] = "\033[<0;11;8M\033[<0;11;8m"
									    "\033[<0;11;8M\033[<0;11;8m";
	_cleanup_vt_ struct vt *vt = demo_start(state, 24, 80, NULL, NULL);

	vt_send(vt, click, strlen(click));
	vt_wait_events(vt, 1);
	vt_expect(vt, 23, "Last: click 6,10");
	vt_send(vt, twice, strlen(twice));
	while (vt_find(vt, "double click 7,10") < 0)
		vt_wait_events(vt, vt->events + 1);
	vt_keys(vt, "Down");
	vt_expect(vt, 23, "Last: Down");
}

static void test_mouse(void **state)
{
	static const char *const terms[] = {VT_TERM, "screen-256color"}; /* SGR reports, and the old ones */

	for (size_t i = 0; i < ARRAY_SIZE(terms); i++) {
		_cleanup_vt_ struct vt *vt = demo_start(state, 24, 80, &(struct vt_options){.term = terms[i]}, NULL);

		check_mouse(vt);
		vt_keys(vt, "m");
		assert_false(vt->mouse);
		vt_keys(vt, "m");
		assert_true(vt->mouse);
	}
	{
		_cleanup_vt_ struct vt *vt = demo_start(state, 24, 300, NULL, NULL);

		vt_mouse(vt, 1, LIST_TOP, 290);
		vt_expect(vt, 23, "Last: click 2,290");
	}
	{
		_cleanup_vt_ struct vt *vt = demo_start(state, 24, 80, NULL, "--no-mouse");

		assert_false(vt->mouse);
	}
}

static void test_resize(void **state)
{
	static const struct {
		int rows, columns;
	} sizes[] = {{10, 30}, {3, 10}, {1, 1}, {2, 2}, {100, 400}, {16, 60}};
	_cleanup_vt_ struct vt *vt = demo_start(state, 24, 80, NULL, NULL);
	int row, column;

	vt_keys(vt, "Down Down Tab =保存 Tab o =文字");
	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		vt_resize(vt, sizes[i].rows, sizes[i].columns);
		vt_cursor(vt, &row, &column);
		if (row >= sizes[i].rows || column >= sizes[i].columns)
			vt_fail(vt, "the cursor is outside");
		if (strstr(vt->raw.text, "80x24 Action"))
			vt_fail(vt, "the screen of the old size was painted once more");
		if (sizes[i].rows >= 10)
			vt_expect(vt, 0, "demo ");
	}
	vt_resize(vt, 24, 80);
	vt_expect(vt, -1, ">  3 Web");
	vt_expect_cursor(vt, 11, 25);
	vt_keys(vt, "=も");
	vt_expect(vt, 11, "│ 文字も ");
	vt_keys(vt, "Enter Tab");
	vt_expect(vt, 22, "Text: 保存");
	vt_expect_cursor(vt, 22, 12);
}

static void test_tick(void **state)
{
	_cleanup_vt_ struct vt *vt = demo_start(state, 24, 80, NULL, NULL);

	vt_keys(vt, "t");
	vt_wait_frames(vt, vt->frames + 1);
	vt_expect(vt, 23, "Last: tick");
	assert_int_equal(vt->events, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_keys_arrive),
	    cmocka_unit_test(test_function_keys_of_others),
	    cmocka_unit_test(test_unknown_sequences_are_swallowed),
	    cmocka_unit_test(test_escape),
	    cmocka_unit_test(test_list_and_field),
	    cmocka_unit_test(test_few_bytes),
	    cmocka_unit_test(test_typed_ahead),
	    cmocka_unit_test(test_paste),
	    cmocka_unit_test(test_long_and_broken_paste),
	    cmocka_unit_test(test_mouse),
	    cmocka_unit_test(test_click_in_one_piece),
	    cmocka_unit_test(test_resize),
	    cmocka_unit_test(test_tick),
	};

	return cmocka_run_group_tests_name("terminal", tests, ui_setup, ui_teardown);
}
