/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The menus of the editor: with keys and with the mouse, in the smallest terminal and in Japanese. */

#include "tests/ui/fixture.h"

static const char *const environment[] = {"ESCDELAY=5", NULL};

static struct vt *start(void **state, int rows, int columns, const char *language, const char *option)
{
	struct vt_kit *kit = *state;
	_cleanup_free_ char *program = mem_printf("%s/nftabs", kit->program_directory);
	_cleanup_free_ char *db = mem_printf("%s/menu.db", kit->directory);

	if (!ui_own_network())
		skip();
	return vt_start(kit, (const char *const[]){program, option, NULL}, rows, columns,
			&(struct vt_options){.db = db, .language = language, .environment = environment});
}

static void leave(struct vt *vt)
{
	vt_keys(vt, "q");
	assert_int_equal(vt_wait_end(vt), 0);
}

static void test_walk(void **state)
{
	_cleanup_vt_ struct vt *vt = start(state, 24, 80, NULL, NULL);

	vt_keys(vt, "F12");
	vt_expect(vt, 0, "Policy   Edit   Rule   View   Help");
	vt_expect(vt, -1, ">Presets");
	vt_expect(vt, -1, "(y, Shift-F9)"); /* nothing waits to be kept */
	vt_keys(vt, "Right Right");
	vt_expect(vt, -1, ">Add");
	vt_keys(vt, "Left");
	vt_expect(vt, -1, ">Undo");
	vt_keys(vt, "Left Left");
	vt_expect(vt, -1, ">Menu");
	vt_keys(vt, "Ctrl-G");
	vt_expect_not(vt, ">Menu");
	leave(vt);
}

/* A view has the menu of what it lists. */
static void test_views(void **state)
{
	_cleanup_vt_ struct vt *vt = start(state, 24, 80, NULL, NULL);

	vt_keys(vt, "M Right Right Right =n Enter"); /* View, Next tab: shown at once */
	vt_expect(vt, 2, "Kind");
	vt_keys(vt, "M Right Right");
	vt_expect(vt, 0, "Policy   Edit   Object   View   Help");
	vt_expect(vt, -1, "Where used");
	vt_keys(vt, "=e Enter");
	vt_expect(vt, 22, "There is no object yet");
	leave(vt);
}

static void test_runs_and_says_why_not(void **state)
{
	_cleanup_vt_ struct vt *vt = start(state, 24, 80, NULL, NULL);

	vt_keys(vt, "M Right =p");
	vt_expect(vt, -1, ">Paste");
	vt_expect(vt, 23, "Puts what was cut above the current rule, in the order of No.");
	vt_keys(vt, "Enter");
	vt_expect(vt, 22, "Nothing was cut yet.");
	vt_keys(vt, "Home M Right Right Down Enter");
	vt_expect(vt, 22, "The cursor is on no rule: move it to one.");
	vt_keys(vt, "M Right Right Enter");
	vt_expect(vt, -1, "New rule");
	vt_keys(vt, "Ctrl-G M =q Enter");
	assert_int_equal(vt_wait_end(vt), 0);
}

static void test_mouse(void **state)
{
	_cleanup_vt_ struct vt *vt = start(state, 24, 80, NULL, NULL);

	vt_mouse(vt, 1, 0, 40); /* the title */
	vt_expect(vt, -1, ">Presets");
	vt_mouse(vt, 1, 0, 20); /* Rule */
	vt_expect(vt, -1, ">Add");
	vt_mouse(vt, 5, 10, 70);
	vt_expect(vt, -1, ">Edit");
	vt_mouse(vt, 1, 2, 20); /* Add */
	vt_expect(vt, -1, "New rule");
	vt_keys(vt, "Ctrl-G");
	vt_mouse(vt, 1, 0, 40);
	vt_mouse(vt, 1, 20, 70); /* beside it */
	vt_expect_not(vt, ">Presets");
	leave(vt);
}

static void test_small_and_japanese(void **state)
{
	_cleanup_vt_ struct vt *vt = start(state, 16, 60, "ja", NULL);

	vt_keys(vt, "F12 Right Right");
	vt_expect(vt, 0, "ポリシー   編集   ルール   表示   ヘルプ");
	vt_expect(vt, -1, ">追加");
	vt_keys(vt, "=J"); /* by the key: nobody types 下へ */
	vt_expect(vt, -1, ">下へ");
	vt_keys(vt, "End");
	vt_expect(vt, 15, "位置");
	vt_resize(vt, 10, 30);
	vt_resize(vt, 24, 80);
	vt_expect(vt, 0, "ポリシー   編集");
	vt_keys(vt, "Esc");
	leave(vt);
}

/* What would change something is greyed, and not done. */
static void test_read_only(void **state)
{
	_cleanup_vt_ struct vt *vt = start(state, 24, 80, NULL, "--read-only");

	vt_keys(vt, "M Right Right");
	vt_expect(vt, -1, "(a, F7)");
	vt_keys(vt, "Enter");
	vt_expect(vt, 22, "Read only, as asked for");
	vt_expect_not(vt, "New rule");
	leave(vt);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_walk),
	    cmocka_unit_test(test_views),
	    cmocka_unit_test(test_runs_and_says_why_not),
	    cmocka_unit_test(test_mouse),
	    cmocka_unit_test(test_small_and_japanese),
	    cmocka_unit_test(test_read_only),
	};

	return cmocka_run_group_tests_name("menu", tests, ui_setup, ui_teardown);
}
