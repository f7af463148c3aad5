/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The manners of the editor in a terminal: what users of other programs missed in these, one test each. */

#include "tests/ui/fixture.h"

#include <signal.h>
#include <time.h>

#define LIST_TOP 3

static const char *const quick[] = {"ESCDELAY=5", NULL};

static char *store_path(void **state)
{
	const struct vt_kit *kit = *state;

	return mem_printf("%s/manners.db", kit->directory);
}

/* Each on a store of its own, as the editor makes it. */
static struct vt *spawn_sized(void **state, int rows, int columns, struct vt_options options, const char *option)
{
	struct vt_kit *kit = *state;
	_cleanup_free_ char *program = mem_printf("%s/nftabs", kit->program_directory), *db = store_path(state);

	if (!ui_own_network())
		skip();
	ui_remove_store(db);
	options.db = db;
	if (!options.environment)
		options.environment = quick;
	return vt_spawn(kit, (const char *const[]){program, option, NULL}, rows, columns, &options);
}

static struct vt *spawn(void **state, struct vt_options options, const char *option)
{
	return spawn_sized(state, 24, 80, options, option);
}

static struct vt *start(void **state, struct vt_options options, const char *option)
{
	struct vt *vt = spawn(state, options, option);

	vt_wait_frames(vt, 1);
	return vt;
}

static void leave(struct vt *vt)
{
	vt_keys(vt, "F10");
	assert_int_equal(vt_wait_end(vt), 0);
	vt_expect_restored(vt);
}

/* Keys that never arrive are typed as Esc and a digit; 0 is F10. */
static void test_escape_and_digit(void **state)
{
	_cleanup_vt_ struct vt *vt = start(state, (struct vt_options){0}, NULL);

	vt_keys(vt, "Alt-5");
	vt_expect(vt, 0, "Ready rules");
	vt_keys(vt, "Ctrl-G Alt-9");
	vt_expect(vt, -1, "Apply 8 changes");
	vt_keys(vt, "Ctrl-G Alt-0");
	assert_int_equal(vt_wait_end(vt), 0);
}

/* The bar below changes from letters to function keys, and is clicked. */
static void test_key_bar(void **state)
{
	_cleanup_vt_ struct vt *vt = start(state, (struct vt_options){0}, NULL);
	_cleanup_free_ char *bar = vt_row(vt, 23), *filter = NULL;
	const char *at = strstr(bar, "Filter");

	assert_non_null(at);
	vt_mouse(vt, 1, 23, (int)(at - bar));
	vt_expect(vt, -1, "Filter: [");
	vt_keys(vt, "Esc =");
	vt_expect(vt, 23, "F9 Apply");
	vt_keys(vt, "=");
	filter = vt_row(vt, 23);
	assert_string_equal(filter, bar);
	leave(vt);
}

static void test_vi_keys(void **state)
{
	_cleanup_vt_ struct vt *vt = start(state, (struct vt_options){0}, NULL);

	vt_keys(vt, "g j j k");
	vt_expect_cursor(vt, LIST_TOP + 1, 0);
	vt_keys(vt, "G");
	vt_expect(vt, -1, "What no rule above decides about, passing through.");
	vt_keys(vt, "a =jkgGq?/u");
	vt_expect(vt, 3, "[jkgGq?/u ");
	vt_keys(vt, "Ctrl-G y");
	leave(vt);
}

/* All columns, several words, one or the other; no key is a command while it is typed. */
static void test_filter(void **state)
{
	_cleanup_vt_ struct vt *vt = start(state, (struct vt_options){0}, NULL);

	vt_keys(vt, "/ =dqu?");
	vt_expect(vt, -1, "[dqu? ");
	vt_keys(vt, "Ctrl-U =udp Space =443");
	vt_expect(vt, LIST_TOP, "Web, HTTP/");
	vt_expect(vt, LIST_TOP, ">   4 x"); /* numbers stay the real ones */
	vt_expect_not(vt, "NTP");
	vt_keys(vt, "Ctrl-U =ntp|ping");
	vt_expect(vt, LIST_TOP, "NTP");
	vt_expect(vt, LIST_TOP + 1, "Ping");
	vt_keys(vt, "Enter Esc");
	vt_expect_not(vt, "Filter:");
	vt_expect(vt, -1, "established");
	leave(vt);
}

/* A line break and a tab become blanks, control characters nothing; where there is no field nothing happens. */
static void test_paste(void **state)
{
	_cleanup_vt_ struct vt *vt = start(state, (struct vt_options){0}, NULL);
	_cleanup_free_ char *before = NULL, *after = NULL;

	vt_keys(vt, "g"); /* nothing is told any more */
	vt_settle(vt);
	before = vt_screen(vt);
	vt_paste(vt, "dddq\ry\n");
	vt_settle(vt);
	after = vt_screen(vt);
	assert_string_equal(before, after);
	vt_keys(vt, "a");
	vt_paste(vt, "one\ntwo\tthree\001\033[31m\177!");
	vt_expect(vt, 3, "[one two three[31m! ");
	vt_expect(vt, 0, "New rule");
	vt_keys(vt, "Ctrl-G");
	vt_paste(vt, "y");
	vt_expect(vt, -1, "Discard");
	vt_keys(vt, "y");
	leave(vt);
}

static bool asks_for_motion(const struct vt *vt)
{
	return strstr(str_text(&vt->raw), "?1002") || strstr(str_text(&vt->raw), "?1003");
}

/* Clicks and the wheel, never the motion, which would take selecting text away; and all of it can be turned off. */
static void test_mouse(void **state)
{
	static const char *const keys[] = {"a",	     "Alt-2", "F1",  "Esc",    "Ctrl-G", "p",
					   "Ctrl-G", "M",     "Esc", "Ctrl-O", "Ctrl-O"};
	_cleanup_vt_ struct vt *vt = start(state, (struct vt_options){0}, NULL), *without = NULL;

	assert_true(vt->mouse);
	assert_non_null(strstr(vt->raw.text, "?1000h"));
	assert_non_null(strstr(vt->raw.text, "?1006h"));
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
		assert_false(asks_for_motion(vt));
		vt_keys(vt, keys[i]);
	}
	vt_keys(vt, "Ctrl-O");
	assert_false(vt->mouse);
	vt_keys(vt, "Ctrl-O");
	assert_true(vt->mouse);
	leave(vt);
	without = start(state, (struct vt_options){0}, "--no-mouse");
	vt_keys(without, "a Ctrl-G");
	assert_false(without->mouse);
	leave(without);
}

static void pause_ms(int milliseconds)
{
	nanosleep(&(struct timespec){.tv_nsec = milliseconds * 1000000L}, NULL);
}

/* Sends Esc, and the rest of a Down so late that only a patient program takes them together; the pause is what is
 * tested. Gives the events that came of it. */
static unsigned split_key(struct vt *vt, unsigned wanted)
{
	unsigned before = vt->events;

	vt_send(vt, "\033", 1);
	pause_ms(50);
	vt_send(vt, "OB", 2);
	vt_wait_events(vt, before + wanted);
	return vt->events - before;
}

/* A tenth of a second, unless the user has said how long. */
static void test_escape_delay(void **state)
{
	static const char *const unset[] = {"ESCDELAY", NULL};
	_cleanup_vt_ struct vt *patient = start(state, (struct vt_options){.environment = unset}, NULL), *hasty = NULL;

	vt_keys(patient, "g");
	assert_int_equal(split_key(patient, 1), 1);
	vt_expect_cursor(patient, LIST_TOP + 1, 0);
	leave(patient);
	hasty = start(state, (struct vt_options){0}, NULL);
	assert_int_equal(split_key(hasty, 3), 3);
	leave(hasty);
}

static void expect_refused(void **state, const char *term, const char *sentence)
{
	_cleanup_vt_ struct vt *vt = spawn(state, (struct vt_options){.term = term}, NULL);

	assert_int_equal(vt_wait_end(vt), 1);
	vt_expect(vt, -1, sentence);
	if (strchr(vt->raw.text, '\033'))
		vt_fail(vt, "it has written sequences");
	vt_expect_restored(vt);
}

static void test_no_terminal(void **state)
{
	struct vt_kit *kit = *state;
	_cleanup_free_ char *program = mem_printf("%s/nftabs", kit->program_directory), *db = store_path(state);
	_cleanup_str_ struct str output = {0};

	expect_refused(state, "dumb", "nftabs: a terminal of type 'dumb' cannot show the editor: set TERM");
	expect_refused(state, "no-such", "nftabs: the terminal type 'no-such' is not known here: set TERM");
	assert_int_equal(vt_kit_run(kit, &output, (const char *const[]){program, "--db", db, NULL}), 1);
	assert_non_null(strstr(output.text, "the editor needs a terminal"));
	assert_null(strchr(output.text, '\033'));
}

/* Programs that run in it say so; a serial line says nothing of its size. */
static void test_other_terminals(void **state)
{
	static const char *const terms[] = {"screen", "screen-256color", "tmux-256color", "vt100", "vt220", "rxvt"};
	struct vt_kit *kit = *state;
	_cleanup_free_ char *db = store_path(state), *script = mem_printf("stty rows 0 cols 0; exec %s/nftabs --db %s",
									  kit->program_directory, db);
	_cleanup_vt_ struct vt *serial = NULL;

	for (size_t i = 0; i < ARRAY_SIZE(terms); i++) {
		_cleanup_vt_ struct vt *vt = start(state, (struct vt_options){.term = terms[i]}, NULL);

		vt_expect(vt, 1, "Firewall");
		vt_keys(vt, "a =x Ctrl-G y q");
		assert_int_equal(vt_wait_end(vt), 0);
	}
	serial = vt_start(kit, (const char *const[]){"/bin/sh", "-c", script, NULL}, 24, 80,
			  &(struct vt_options){.environment = quick});
	vt_expect(serial, 1, "Firewall");
	vt_expect(serial, 23, "Help");
	leave(serial);
}

static void expect_language(void **state, const char *const *environment, const char *term, const char *word)
{
	_cleanup_vt_ struct vt *vt = start(state, (struct vt_options){.environment = environment, .term = term}, NULL);

	vt_expect(vt, 1, word);
	leave(vt);
}

/* What ssh sends, and what sudo leaves of the environment: a locale that was not generated here is still Japanese. The
 * console of Linux cannot show it. */
static void test_language(void **state)
{
	static const char *const ssh[] = {"LC_ALL", "LANGUAGE", "LANG=ja_JP.UTF-8", "ESCDELAY=5", NULL};
	static const char *const all[] = {"LC_ALL=ja_JP.UTF-8", "LANGUAGE", "ESCDELAY=5", NULL};
	static const char *const forced[] = {"LC_ALL=ja_JP.UTF-8", "LANGUAGE=ja", "ESCDELAY=5", NULL};
	static const char *const none[] = {"LC_ALL=C", "LANGUAGE=ja", "ESCDELAY=5", NULL};

	expect_language(state, ssh, NULL, "ファイアーウォール");
	expect_language(state, all, NULL, "ファイアーウォール");
	expect_language(state, all, "linux", "Firewall");
	expect_language(state, forced, "linux", "ファイアーウォール");
	expect_language(state, none, NULL, "Firewall");
}

static void expect_plain(const struct vt *vt)
{
	static const char *const signs[] = {"─", "│", "┌", "…", "·", "→", "█", "▐"};

	for (size_t i = 0; i < ARRAY_SIZE(signs); i++)
		vt_expect_not(vt, signs[i]);
}

/* Tera Term in Japanese draws lines and such signs two columns wide: nothing of that kind is sent to it. */
static void test_wide_signs(void **state)
{
	static const char *const steps[] = {"End",    "a", "Alt-2", "Alt-7", "Ctrl-G", "p", "Enter",
					    "Ctrl-G", "M", "Esc",   "?",     "Ctrl-G", "A", "F3"};
	const struct vt_options ways[] = {{.answers = VT_ANSWERS_WIDE}, {.language = "ja"}};
	const char *const options[] = {NULL, "--ascii"};

	for (size_t way = 0; way < ARRAY_SIZE(ways); way++) {
		_cleanup_vt_ struct vt *vt = start(state, ways[way], options[way]);

		for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
			expect_plain(vt);
			vt_keys(vt, steps[i]);
		}
	}
}

/* A terminal that answers late costs a second, once; the answer is not the key Shift-F3, which looks like it. */
static void test_late_answer(void **state)
{
	_cleanup_vt_ struct vt *vt = start(state, (struct vt_options){.answers = VT_ANSWERS_LATE}, NULL);

	vt_answer(vt);
	vt_keys(vt, "g Down");
	vt_expect_cursor(vt, LIST_TOP + 1, 0);
	assert_int_equal(vt->events, 2);
	leave(vt);
}

static void test_too_small(void **state)
{
	static const int sizes[][2] = {{15, 80}, {24, 59}, {10, 30}, {3, 10}, {1, 1}};
	_cleanup_vt_ struct vt *vt = start(state, (struct vt_options){0}, NULL), *small = NULL;
	_cleanup_free_ char *before = NULL, *after = NULL;

	vt_keys(vt, "a =kept Alt-3 Down Space Down =110 Enter =14");
	before = vt_screen(vt);
	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++)
		vt_resize(vt, sizes[i][0], sizes[i][1]);
	vt_resize(vt, 24, 80);
	after = vt_screen(vt);
	assert_string_equal(before, after);
	vt_keys(vt, "=3 Enter");
	vt_expect(vt, -1, "143 (imap");
	vt_keys(vt, "Ctrl-G y");
	leave(vt);
	small = spawn_sized(state, 10, 30, (struct vt_options){0}, NULL);
	vt_wait_frames(small, 1);
	vt_expect(small, 0, "nftabs needs 60 columns");
	vt_keys(small, "q");
	assert_int_equal(vt_wait_end(small), 0);
}

/* Mid in a dialog: what was stored stays, what was not is gone, the terminal is as before. */
static void test_told_to_end(void **state)
{
	static const int signals[] = {SIGHUP, SIGTERM};
	struct vt_kit *kit = *state;
	_cleanup_free_ char *program = mem_printf("%s/nftabs", kit->program_directory), *db = store_path(state);

	for (size_t i = 0; i < ARRAY_SIZE(signals) + 1; i++) {
		_cleanup_vt_ struct vt *vt = start(state, (struct vt_options){0}, NULL);
		_cleanup_str_ struct str output = {0};

		vt_keys(vt, "G K Home a =stored F2 a =lost Alt-4 F4");
		if (i < ARRAY_SIZE(signals))
			vt_signal(vt, signals[i]);
		else
			vt_hang_up(vt);
		vt_wait_end(vt);
		if (i < ARRAY_SIZE(signals))
			vt_expect_restored(vt);
		assert_int_equal(
		    vt_kit_run(kit, &output, (const char *const[]){program, "--db", db, "export", "json", NULL}), 0);
		assert_non_null(strstr(output.text, "stored"));
		assert_null(strstr(output.text, "lost"));
	}
}

/* Ctrl-Z in a dialog, and fg: it goes on where it was. */
static void test_stop_and_continue(void **state)
{
	struct vt_kit *kit = *state;
	_cleanup_free_ char *db = store_path(state), *script = NULL;
	_cleanup_vt_ struct vt *vt = NULL;
	unsigned frames;

	if (!ui_own_network())
		skip();
	ui_remove_store(db);
	script = mem_printf("%s/nftabs --db %s; echo stopped; read line; fg", kit->program_directory, db);
	vt = vt_start(kit, (const char *const[]){"/bin/sh", "-m", "-c", script, NULL}, 24, 80,
		      &(struct vt_options){.environment = quick});
	vt_keys(vt, "a =half");
	frames = vt->frames;
	vt_send(vt, "\032", 1);
	vt_wait_text(vt, "stopped");
	vt_expect_restored(vt);
	vt_send(vt, "\n", 1);
	vt_wait_frames(vt, frames + 1);
	vt_expect(vt, 3, "[half ");
	vt_keys(vt, "=way");
	vt_expect(vt, 3, "[halfway ");
	vt_keys(vt, "Ctrl-G y");
	leave(vt);
}

/* Undo without end, and again; deleting asks nothing, because of that. */
static void test_undo(void **state)
{
	_cleanup_vt_ struct vt *vt = start(state, (struct vt_options){0}, NULL);
	_cleanup_free_ char *before = NULL, *after = NULL;

	vt_keys(vt, "g Down Down Down Down Down Down Down");
	vt_settle(vt);
	before = vt_screen(vt);
	vt_keys(vt, "d d J c Space d x");
	for (int i = 0; i < 7; i++)
		vt_keys(vt, "u");
	vt_expect(vt, 22, "Undone:");
	vt_keys(vt, "g Down Down Down Down Down Down Down");
	vt_settle(vt);
	after = vt_screen(vt);
	assert_string_equal(before, after);
	vt_keys(vt, "u");
	vt_expect(vt, 22, "Nothing to undo.");
	vt_keys(vt, "Ctrl-R Ctrl-R");
	vt_expect(vt, 22, "Done again:");
	leave(vt);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_escape_and_digit),
	    cmocka_unit_test(test_key_bar),
	    cmocka_unit_test(test_vi_keys),
	    cmocka_unit_test(test_filter),
	    cmocka_unit_test(test_paste),
	    cmocka_unit_test(test_mouse),
	    cmocka_unit_test(test_escape_delay),
	    cmocka_unit_test(test_no_terminal),
	    cmocka_unit_test(test_other_terminals),
	    cmocka_unit_test(test_language),
	    cmocka_unit_test(test_wide_signs),
	    cmocka_unit_test(test_late_answer),
	    cmocka_unit_test(test_too_small),
	    cmocka_unit_test(test_told_to_end),
	    cmocka_unit_test(test_stop_and_continue),
	    cmocka_unit_test(test_undo),
	};

	return cmocka_run_group_tests_name("manners", tests, ui_setup, ui_teardown);
}
