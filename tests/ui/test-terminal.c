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
	    "Up",      "Down",	    "Left",	 "Right",      "Home",	    "End",	  "PgUp",	"PgDn",
	    "Ins",     "Del",	    "Backspace", "Shift-Tab",  "Shift-Up",  "Shift-Down", "Shift-Left", "Shift-Right",
	    "Ctrl-Up", "Ctrl-Down", "Ctrl-Left", "Ctrl-Right", "Ctrl-PgUp", "Ctrl-PgDn",  "Space",	"Enter",
	    "Esc",     "F1",	    "F2",	 "F3",	       "F4",	    "F5",	  "F6",		"F7",
	    "F8",      "F9",	    "F11",	 "F12",	       "Ctrl-A",    "Ctrl-C",	  "Ctrl-G",	"Ctrl-Q",
	    "Ctrl-R",  "Ctrl-S",    "Ctrl-U",	 "Ctrl-\\",    "/",	    "?",	  "あ",		"é",
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
	vt_keys(vt, "F10");
	assert_int_equal(vt_wait_end(vt), 0);
	vt_expect_restored(vt);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_keys_arrive),
	    cmocka_unit_test(test_list_and_field),
	};

	return cmocka_run_group_tests_name("terminal", tests, ui_setup, ui_teardown);
}
