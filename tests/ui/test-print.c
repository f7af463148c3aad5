/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Printing: the normal screen, plain text, and back to where one was. */

#include "tests/ui/fixture.h"

#include <signal.h>

static const char *const environment[] = {"ESCDELAY=5", NULL};

static struct vt *start(void **state, const char *language, enum vt_charset charset)
{
	struct vt_kit *kit = *state;
	_cleanup_free_ char *program = mem_printf("%s/nftabs", kit->program_directory);
	_cleanup_free_ char *db = mem_printf("%s/print.db", kit->directory);

	if (!ui_own_network())
		skip();
	return vt_start(
	    kit, (const char *const[]){program, NULL}, 24, 80,
	    &(struct vt_options){.db = db, .language = language, .charset = charset, .environment = environment});
}

/* What was written from a text on: no sequence, no sign that is not in a text. */
static void expect_plain(const struct vt *vt, const char *from)
{
	const char *text = strstr(str_text(&vt->raw), from);

	if (!text)
		vt_fail(vt, "'%s' was not written as it is", from);
	if (vt->alternate)
		vt_fail(vt, "it is not the normal screen");
	if (vt->mouse)
		vt_fail(vt, "the mouse is not the terminal's");
	for (; *text; text++)
		if ((unsigned char)*text < ' ' && *text != '\r' && *text != '\n')
			vt_fail(vt, "a control character was written: %d", *text);
}

static void go_back(struct vt *vt, const char *key)
{
	vt_keys(vt, key);
	if (!vt->alternate)
		vt_fail(vt, "it has not come back");
	vt_expect(vt, 1, "1 Firewall");
	vt_expect_not(vt, "Press Enter");
}

static void test_rule(void **state)
{
	_cleanup_vt_ struct vt *vt = start(state, NULL, VT_UTF8);

	vt_keys(vt, "P");
	vt_expect(vt, -1, ">This rule");
	vt_keys(vt, "Enter");
	expect_plain(vt, "Rule 1 (#1)\r\n");
	vt_expect(vt, -1, "DNS (outbound)");
	vt_expect(vt, -1, "Allow any program to open TCP+UDP 53 (domain) to any address, at any time.");
	vt_expect(vt, -1, "nft  meta l4proto { tcp, udp } th dport 53 accept");
	vt_expect(vt, -1, "Press Enter to go back.");
	go_back(vt, "Enter");
	vt_keys(vt, "P Enter");
	vt_signal(vt, SIGINT);
	vt_wait_text(vt, "1 Firewall");
	vt_keys(vt, "q");
	assert_int_equal(vt_wait_end(vt), 0);
	vt_expect_restored(vt);
}

/* Other keys do nothing there, and what was typed does nothing behind it. */
static void test_ways_back(void **state)
{
	static const char *const ways[] = {"Enter", "q", "Esc", "Ctrl-C", "Ctrl-G"};
	_cleanup_vt_ struct vt *vt = start(state, NULL, VT_UTF8);

	for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
		vt_keys(vt, "P Enter =ad日本 Down F9 Ctrl-S Ctrl-Z");
		vt_resize(vt, 20, 70);
		vt_expect(vt, -1, "Press Enter to go back.");
		assert_false(vt->alternate);
		go_back(vt, ways[i]);
		vt_expect(vt, 19, "q Quit");
		vt_resize(vt, 24, 80);
		vt_expect_not(vt, "New rule");
	}
}

static void test_marked_and_list(void **state)
{
	_cleanup_vt_ struct vt *vt = start(state, NULL, VT_UTF8);

	vt_keys(vt, "t t P =t");
	vt_expect(vt, -1, ">The marked rules");
	vt_keys(vt, "Enter");
	expect_plain(vt, "Rule 1 (#1)\r\n");
	expect_plain(vt, "Rule 2 (#2)\r\n");
	go_back(vt, "Enter");
	vt_keys(vt, "/ =https Enter P End Enter"); /* what is shown */
	expect_plain(vt, "No.");
	vt_expect(vt, -1, "443 (https)");
	vt_expect_not(vt, "53 (domain)");
	go_back(vt, "Enter");
}

static void test_other_views(void **state)
{
	_cleanup_vt_ struct vt *vt = start(state, NULL, VT_UTF8);

	vt_keys(vt, "a =printed Ctrl-S Alt-3 P Enter");
	expect_plain(vt, "editor\r\nRule \"printed\" added");
	go_back(vt, "Enter");
	vt_keys(vt, "P End Enter");
	expect_plain(vt, "No.");
	vt_expect(vt, -1, "Rule \"printed\" added");
	go_back(vt, "Enter");
	vt_keys(vt, "Alt-2 a Enter =names Tab Tab Tab Ctrl-S P Enter");
	expect_plain(vt, "Name     names\r\n");
	go_back(vt, "Enter");
}

static void test_japanese(void **state)
{
	struct vt_kit *kit = *state;
	static const enum vt_charset charsets[] = {VT_UTF8, VT_EUC_JP};

	for (size_t i = 0; i < ARRAY_SIZE(charsets); i++) {
		_cleanup_vt_ struct vt *vt = NULL;

		if (charsets[i] == VT_EUC_JP && !vt_kit_has_euc(kit))
			skip();
		vt = start(state, "ja", charsets[i]);
		vt_keys(vt, "P Enter");
		vt_expect(vt, -1, "すべてのアドレスへの");
		vt_expect(vt, -1, "Enter で戻ります。");
		vt_keys(vt, "Enter");
		assert_true(vt->alternate);
	}
}

/* The terminal can be closed, and the program told to end, while it waits. */
static void test_ends(void **state)
{
	_cleanup_vt_ struct vt *vt = start(state, NULL, VT_UTF8);

	vt_keys(vt, "P Enter");
	vt_signal(vt, SIGTERM);
	(void)vt_wait_end(vt);
	vt_expect_restored(vt);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rule),
	    cmocka_unit_test(test_ways_back),
	    cmocka_unit_test(test_marked_and_list),
	    cmocka_unit_test(test_other_views),
	    cmocka_unit_test(test_japanese),
	    cmocka_unit_test(test_ends),
	};

	return cmocka_run_group_tests_name("print", tests, ui_setup, ui_teardown);
}
