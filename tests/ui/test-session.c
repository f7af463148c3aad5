/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The ways into the terminal and out of it: what it must be able to do, what it answers, how it is given back. */

#include "tests/ui/fixture.h"

#include <signal.h>
#include <stdio.h>

#define EXIT_GONE 3 /* of the demo: hung up, or told to end */

static void expect_refused(void **state, const struct vt_options *options, const char *reason)
{
	_cleanup_vt_ struct vt *vt = demo_spawn(state, 24, 80, options);

	assert_int_equal(vt_wait_end(vt), 1);
	vt_expect(vt, -1, reason);
	if (strchr(vt->raw.text, '\033'))
		vt_fail(vt, "it has written sequences");
	vt_expect_restored(vt);
}

static void test_unfit_terminals(void **state)
{
	expect_refused(state, &(struct vt_options){.term = "dumb"},
		       "demo: a terminal of type 'dumb' cannot show the editor: set TERM");
	expect_refused(state, &(struct vt_options){.term = "no-such-terminal"},
		       "demo: the terminal type 'no-such-terminal' is not known here: set TERM");
	expect_refused(state, &(struct vt_options){.term = ""},
		       "demo: the terminal type '' is not known here: set TERM");
	expect_refused(state,
		       &(struct vt_options){.environment = (const char *const[]){"LANGUAGE=ja", NULL}, .term = "dumb"},
		       "demo: 種類 'dumb' の端末");
}

static void test_no_terminal(void **state)
{
	struct vt_kit *kit = *state;
	_cleanup_free_ char *demo = mem_printf("%s/tests/ui/demo", kit->program_directory);
	_cleanup_str_ struct str output = {0};

	assert_int_equal(vt_kit_run(kit, &output, (const char *const[]){demo, NULL}), 1);
	assert_string_equal(output.text, "demo: the editor needs a terminal for input and output; use a command "
					 "instead, see nftabs --help\n");
}

static void test_signals_end_it(void **state)
{
	static const int signals[] = {SIGHUP, SIGTERM, SIGINT};

	for (size_t i = 0; i < ARRAY_SIZE(signals); i++) {
		_cleanup_vt_ struct vt *vt = demo_start(state, 24, 80, NULL, NULL);

		assert_true(vt->alternate && vt->mouse);
		vt_keys(vt, "o =x");
		vt_signal(vt, signals[i]);
		assert_int_equal(vt_wait_end(vt), EXIT_GONE);
		vt_expect_restored(vt);
	}
}

static void test_hang_up(void **state)
{
	_cleanup_vt_ struct vt *vt = demo_start(state, 24, 80, NULL, NULL);

	vt_hang_up(vt);
	assert_int_equal(vt_wait_end(vt), EXIT_GONE);
}

/* Tera Term in Japanese draws lines two columns wide. */
static void test_wide_lines(void **state)
{
	_cleanup_vt_ struct vt *vt = demo_start(state, 24, 80, &(struct vt_options){.answers = VT_ANSWERS_WIDE}, NULL);

	vt_expect(vt, 1, "----------");
	vt_keys(vt, "o");
	vt_expect(vt, -1, "+ ダイアログ dialog -");
	vt_expect_not(vt, "─");
}

/* A terminal that does not answer costs a second, once; an answer that comes after all is no key. */
static void test_late_answer(void **state)
{
	_cleanup_vt_ struct vt *vt = demo_start(state, 24, 80, &(struct vt_options){.answers = VT_ANSWERS_LATE}, NULL);

	vt_expect(vt, 1, "──────────");
	vt_answer(vt);
	vt_keys(vt, "Down");
	vt_expect(vt, 23, "Last: Down");
	assert_int_equal(vt->events, 1);
}

/* What is typed while the question for the width is under way comes after the first screen. */
static void test_typed_before_start(void **state)
{
	_cleanup_vt_ struct vt *vt = demo_spawn(state, 24, 80, &(struct vt_options){.answers = VT_ANSWERS_LATE});

	while (!vt->answers.length && !vt->ended)
		vt_read_for(vt, 1);
	vt_send(vt, "j\033OBj", 5);
	vt_answer(vt);
	vt_wait_events(vt, 3);
	vt_expect(vt, -1, ">  4");
	assert_int_equal(vt->events, 3);
}

static void test_colour_and_none(void **state)
{
	static const struct {
		const char *argument, *environment;
		bool color;
	} ways[] = {
	    {NULL, "NO_COLOR=1", false},
	    {NULL, "NO_COLOR=", true},
	    {"--no-color", "NO_COLOR=", false},
	    {NULL, "TERM=vt100", false},
	};

	for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
		_cleanup_vt_ struct vt *vt =
		    demo_start(state, 24, 80,
			       &(struct vt_options){.environment = (const char *const[]){ways[i].environment, NULL}},
			       ways[i].argument);

		assert_int_equal(vt_look(vt, 0, 0).background, ways[i].color ? 4 : -1);
		assert_int_equal(vt_look(vt, 3, 6).foreground, ways[i].color ? 2 : -1);
		assert_int_equal(!!(vt_look(vt, 2, 0).attributes & VT_REVERSE), 1);
	}
}

static void test_ascii_on_request(void **state)
{
	_cleanup_vt_ struct vt *vt = demo_start(state, 24, 80, NULL, "--ascii");

	vt_expect(vt, 1, "----------");
	vt_expect(vt, 3, "メールサーバー");
}

/* A size that was exported by some shell is not the terminal's. */
static void test_exported_size(void **state)
{
	static const char *const environment[] = {"LINES=50", "COLUMNS=200", NULL};
	_cleanup_vt_ struct vt *vt = demo_start(state, 24, 80, &(struct vt_options){.environment = environment}, NULL);

	vt_expect(vt, 0, "demo 80x24");
}

/* ssh with a locale that this machine has not: its language and UTF-8 stay. */
static void test_locale_not_generated(void **state)
{
	static const char *const environment[] = {"LC_ALL=ja_JP.UTF-8", "LANGUAGE=", NULL};
	_cleanup_vt_ struct vt *vt = demo_start(state, 24, 80, &(struct vt_options){.environment = environment}, NULL);

	vt_expect(vt, 0, "demo 80x24 動作");
	vt_expect(vt, 1, "──────────");
}

/* A shell with job control starts it, goes on when it stops, and continues it after a line was read. */
static struct vt *start_in_shell(void **state)
{
	struct vt_kit *kit = *state;
	_cleanup_free_ char *script =
	    mem_printf("%s/tests/ui/demo; echo stopped; read line; fg", kit->program_directory);

	return vt_start(kit, (const char *const[]){"/bin/sh", "-m", "-c", script, NULL}, 24, 80, NULL);
}

static void test_stop_and_continue(void **state)
{
	_cleanup_vt_ struct vt *vt = start_in_shell(state);
	unsigned frames;

	vt_keys(vt, "Down Down o =x");
	frames = vt->frames;
	vt_send(vt, "\032", 1);
	vt_wait_text(vt, "stopped");
	vt_expect_restored(vt);
	vt_expect_not(vt, "dialog");
	vt_send(vt, "\n", 1);
	vt_wait_frames(vt, frames + 1);
	assert_true(vt->alternate && vt->mouse);
	vt_expect(vt, -1, ">  3 Web");
	vt_keys(vt, "=y");
	vt_expect(vt, 11, "│ xy");
	vt_paste(vt, "z\n");
	vt_expect(vt, 11, "│ xyz");
	vt_keys(vt, "Esc F10");
	assert_int_equal(vt_wait_end(vt), 0);
	vt_expect_restored(vt);
}

/* Without a shell above it there is nobody to continue it: it must not stop. */
static void test_stop_without_shell(void **state)
{
	_cleanup_vt_ struct vt *vt = demo_start(state, 24, 80, NULL, NULL);

	vt_keys(vt, "Down Ctrl-Z");
	vt_expect(vt, -1, ">  2");
	assert_true(vt->alternate && vt->mouse);
	vt_keys(vt, "Down");
	vt_expect_cursor(vt, 4, 0);
	vt_signal(vt, SIGTSTP);
	vt_wait_events(vt, vt->events + 1);
	vt_keys(vt, "Down");
	vt_expect_cursor(vt, 5, 0);
}

static void test_redraw(void **state)
{
	_cleanup_vt_ struct vt *vt = demo_start(state, 24, 80, NULL, NULL);

	vt_keys(vt, "Down");
	vterm_input_write(vt->terminal, "\033[Hmessage of the kernel", 25);
	vt_expect(vt, 0, "message of the kernel");
	vt_keys(vt, "Ctrl-L");
	vt_expect(vt, 0, "demo 80x24");
	vt_expect_not(vt, "kernel");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_unfit_terminals),	 cmocka_unit_test(test_no_terminal),
	    cmocka_unit_test(test_signals_end_it),	 cmocka_unit_test(test_hang_up),
	    cmocka_unit_test(test_wide_lines),		 cmocka_unit_test(test_late_answer),
	    cmocka_unit_test(test_typed_before_start),	 cmocka_unit_test(test_colour_and_none),
	    cmocka_unit_test(test_ascii_on_request),	 cmocka_unit_test(test_exported_size),
	    cmocka_unit_test(test_locale_not_generated), cmocka_unit_test(test_stop_and_continue),
	    cmocka_unit_test(test_stop_without_shell),	 cmocka_unit_test(test_redraw),
	};

	return cmocka_run_group_tests_name("session", tests, ui_setup, ui_teardown);
}
