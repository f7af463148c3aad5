/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Every screen over the list: F1, and ? where it is no text, explains it and lists its keys, the key bar has these and
 * no others, and there are more ways out than Esc. Tables of screens against all that.
 */

#include "tests/ui/fixture.h"

static const char *const environment[] = {"ESCDELAY=5", NULL};

/* How a screen is reached from the rule list, what stands on it alone, and its help. */
static const struct screen {
	const char *name, *keys, *sign, *help;
	const char *to_button; /* from there to the button that leaves; NULL: the focus is not moved there */
	bool types;	       /* the focus is in a text: q and ? are text */
	bool asks;	       /* leaving gives a change up, and asks first */
} screens[] = {
    {"rule", "a", "New rule", "Help: Name", .to_button = "Shift-Tab", .types = true},
    {"action of a rule", "a Tab", "New rule", "Help: Action", .to_button = "Shift-Tab Shift-Tab"},
    {"services of a rule", "a Alt-3", "All services", "Help: Service (remote)", .to_button = "Shift-Tab",
     .types = true},
    {"validity of a rule", "a Alt-5", "Always", "Help: Validity", .to_button = "Shift-Tab"},
    {"changed rule", "a =x", "New rule", "Help: Name", .to_button = "Shift-Tab", .types = true, .asks = true},
    {"question", "a =x Ctrl-G", "Discard the changes?", "Help: Discard the changes?", .to_button = ""},
    {"week of a rule", "a Alt-5 Right Right Space Down Down Tab", "These times", "Help: Validity", .to_button = NULL},
    {"list of protocols", "a Tab Tab Tab F4", "every protocol", "Help: Protocol", .to_button = "Shift-Tab",
     .types = true},
    {"position", "m", "Move to", "Help: Position", .to_button = "Shift-Tab", .types = true},
    {"presets", "p", "Ready rules", "Help: Ready rules", .to_button = "Shift-Tab", .types = true},
    {"preset", "p =mail Enter", "Mail client", "Help: Mail server", .to_button = "Shift-Tab", .types = true},
    {"settings", "S", "Settings", "Help: ", .to_button = "Shift-Tab"},
    {"apply", "A", "Ask to keep after", "Help: Message", .to_button = "Shift-Tab", .types = true},
    {"kinds of objects", "Alt-2 a", "Add which kind?", "Help: Add which kind?", .to_button = "Shift-Tab",
     .types = true},
    {"address set", "Alt-2 a Enter", "New: address set", "Help: Name", .to_button = "Shift-Tab", .types = true},
    {"change", "Alt-3 Enter", "What was changed", "Help: What was changed", .to_button = ""},
    {"going back", "Alt-3 b", "Go back to before", "Help: Go back", .to_button = ""},
    {"list of actions", "F1", "Type to search", NULL, .to_button = "Shift-Tab", .types = true},
    {"menu", "F12", ">Presets", NULL, .to_button = NULL},
};

static struct vt *start(void **state)
{
	struct vt_kit *kit = *state;
	_cleanup_free_ char *program = mem_printf("%s/nftabs", kit->program_directory);
	_cleanup_free_ char *db = mem_printf("%s/help.db", kit->directory);

	return vt_start(kit, (const char *const[]){program, NULL}, 24, 80,
			&(struct vt_options){.db = db, .environment = environment});
}

/* Something to be found in the history. */
static int setup(void **state)
{
	struct vt *vt;

	ui_setup(state);
	if (!ui_own_network())
		return 0;
	vt = start(state);
	vt_keys(vt, "a =first Ctrl-S q");
	vt_wait_end(vt);
	vt_close(vt);
	return 0;
}

static void reach(struct vt *vt, const struct screen *screen)
{
	vt_keys(vt, screen->keys);
	vt_wait_text(vt, screen->sign); /* what takes long shows its progress first */
}

static void leave_by(void **state, const struct screen *screen, const char *way)
{
	_cleanup_vt_ struct vt *vt = start(state);

	reach(vt, screen);
	vt_keys(vt, way);
	if (screen->asks) {
		vt_expect(vt, -1, "Discard the changes?");
		vt_keys(vt, "y");
	}
	if (vt_find(vt, screen->sign) >= 0)
		vt_fail(vt, "%s is not left by %s", screen->name, way);
}

static void test_ways_out(void **state)
{
	static const char *const ways[] = {"Esc", "Ctrl-G", "Ctrl-C", "F10"};

	if (!ui_own_network())
		skip();
	for (size_t i = 0; i < ARRAY_SIZE(screens); i++) {
		const struct screen *screen = &screens[i];
		_cleanup_free_ char *button = screen->to_button ? mem_printf("%s Enter", screen->to_button) : NULL;

		for (size_t way = 0; way < ARRAY_SIZE(ways); way++)
			leave_by(state, screen, ways[way]);
		if (button)
			leave_by(state, screen, button);
		if (!screen->types && screen->to_button)
			leave_by(state, screen, "q");
	}
}

static void test_help(void **state)
{
	if (!ui_own_network())
		skip();
	for (size_t i = 0; i < ARRAY_SIZE(screens); i++) {
		const struct screen *screen = &screens[i];
		_cleanup_vt_ struct vt *vt = start(state);

		if (!screen->help)
			continue;
		reach(vt, screen);
		vt_keys(vt, "F1");
		vt_expect(vt, -1, screen->help);
		vt_expect(vt, -1, "Shift-Tab");
		vt_keys(vt, "=cTrL-g"); /* searched */
		vt_expect(vt, -1, " 1 of ");
		vt_keys(vt, "Ctrl-G");
		vt_expect(vt, -1, screen->sign);
		vt_expect_not(vt, "Help: ");
		vt_keys(vt, "?");
		if (!screen->types)
			vt_expect(vt, -1, screen->help);
		else
			vt_expect(vt, -1, "?");
	}
}

/* Enter sends the key that is chosen. */
static void test_help_runs(void **state)
{
	_cleanup_vt_ struct vt *vt = NULL;

	if (!ui_own_network())
		skip();
	vt = start(state);
	vt_keys(vt, "a F1 =opens\\ the\\ next Enter");
	vt_expect_not(vt, "Help: ");
	vt_expect(vt, -1, "All applications");
	vt_keys(vt, "F1 =leaves Enter");
	vt_expect_not(vt, "New rule");
	vt_keys(vt, "F1 =settings Enter");
	vt_expect(vt, -1, "Settings");
}

/* Below a dialog the bar has the dialog's keys, and they can be clicked. */
static void test_bar_of_a_dialog(void **state)
{
	_cleanup_vt_ struct vt *vt = NULL;

	if (!ui_own_network())
		skip();
	vt = start(state);
	vt_keys(vt, "m");
	vt_expect(vt, 23, " F2 OK  Ctrl-G Cancel  Tab Next  F1 Help");
	vt_mouse(vt, 1, 23, 24); /* Tab */
	vt_expect(vt, 23, "Tab Next");
	vt_mouse(vt, 1, 23, 35); /* F1 */
	vt_expect(vt, -1, "Help: Move to");
	vt_keys(vt, "Ctrl-G");
	vt_mouse(vt, 1, 23, 10); /* Cancel */
	vt_expect_not(vt, "Move to");
	vt_expect(vt, 23, "q Quit");
	vt_keys(vt, "Ctrl-C");
	vt_expect(vt, 22, "q or F10 leaves the editor");
	vt_keys(vt, "q");
	assert_int_equal(vt_wait_end(vt), 0);
}

/* In a small terminal the most important keys stay, of either kind. */
static void test_bar_of_the_list(void **state)
{
	static const struct {
		int columns;
		const char *letters, *functions;
	} cases[] = {
	    {60, " a Add Enter Edit / Filter A Apply M Menu ? Help q Quit",
	     " F7 Add F3 Edit F11 Undo F9 Apply F12 Menu F1 Help F10 Quit"},
	    {80, " a Add Enter Edit Space On/off / Filter u Undo A Apply M Menu ? Help q Quit",
	     " F7 Add F3 Edit F6 On/off F4 Filter F11 Undo F9 Apply F12 Menu F1 Help F10 Quit"},
	};
	_cleanup_vt_ struct vt *vt = NULL;

	if (!ui_own_network())
		skip();
	vt = start(state);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		vt_resize(vt, 24, cases[i].columns);
		vt_expect(vt, 23, cases[i].letters);
		vt_keys(vt, "==");
		vt_expect(vt, 23, cases[i].functions);
		vt_keys(vt, "==");
	}
	vt_mouse(vt, 1, 23, 2);
	vt_expect(vt, -1, "New rule");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_ways_out),	    cmocka_unit_test(test_help),
	    cmocka_unit_test(test_help_runs),	    cmocka_unit_test(test_bar_of_a_dialog),
	    cmocka_unit_test(test_bar_of_the_list),
	};

	return cmocka_run_group_tests_name("help", tests, setup, ui_teardown);
}
