/* SPDX-License-Identifier: GPL-2.0-or-later */

/* What is applied is kept by an answer and by nothing else: an editor that is killed, a terminal that is gone and a
 * time that is over take it back in the kernel; and an editor that counts sees what another terminal answers. */

#include "tests/ui/fixture.h"

#include <signal.h>
#include <stdio.h>
#include <time.h>

#define SHORT	   "3" /* seconds */
#define LONG	   "300"
#define AWAIT_MS   15000
#define PAUSE_MS   50
#define NEW_RULE   "#8 DNS (outbound)"
#define OTHER_RULE "#1 DNS (outbound)"

static char *db_of(void **state, const char *name)
{
	return mem_printf("%s/%s.db", ((struct vt_kit *)*state)->directory, name);
}

static void command(void **state, const char *db, const char *word)
{
	struct vt_kit *kit = *state;
	_cleanup_free_ char *program = mem_printf("%s/nftabs", kit->program_directory);
	_cleanup_str_ struct str output = {0};

	if (vt_kit_run(kit, &output, (const char *const[]){program, "--db", db, word, NULL}))
		fail_msg("%s: %s", word, str_text(&output));
}

static bool kernel_has(void **state, const char *text)
{
	_cleanup_str_ struct str output = {0};

	(void)vt_kit_run(*state, &output,
			 (const char *const[]){"/usr/sbin/nft", "list", "table", "inet", "nftabs", NULL});
	return strstr(str_text(&output), text);
}

static void await_taken_back(void **state)
{
	const struct timespec pause = {.tv_nsec = PAUSE_MS * 1000000L};

	for (int waited = 0; kernel_has(state, NEW_RULE); waited += PAUSE_MS) {
		if (waited > AWAIT_MS)
			fail_msg("it was not taken back");
		(void)nanosleep(&pause, NULL);
	}
	assert_true(kernel_has(state, OTHER_RULE));
}

/* A revision that is kept, and one more rule that waits for it. */
static struct vt *count(void **state, const char *db, const char *seconds)
{
	struct vt_kit *kit = *state;
	_cleanup_free_ char *program = mem_printf("%s/nftabs", kit->program_directory);
	_cleanup_free_ char *keys = mem_printf("Tab Ctrl-U =%s F2", seconds);
	static const char *const environment[] = {"ESCDELAY=5", NULL};
	struct vt *vt;

	command(state, db, "apply");
	vt = vt_start(kit, (const char *const[]){program, NULL}, 24, 80,
		      &(struct vt_options){.db = db, .environment = environment});
	vt_keys(vt, "c F9");
	vt_wait_text(vt, "Apply 1 change");
	vt_keys(vt, keys);
	vt_wait_text(vt, "Keep the new rules?");
	assert_true(kernel_has(state, NEW_RULE));
	return vt;
}

static void test_killed(void **state)
{
	_cleanup_free_ char *db = db_of(state, "killed");
	_cleanup_vt_ struct vt *vt = count(state, db, SHORT);

	vt_signal(vt, SIGKILL);
	assert_int_equal(vt_wait_end(vt), 128 + SIGKILL);
	await_taken_back(state);
}

static void test_hung_up(void **state)
{
	_cleanup_free_ char *db = db_of(state, "hung-up");
	_cleanup_vt_ struct vt *vt = count(state, db, SHORT);

	vt_hang_up(vt);
	(void)vt_wait_end(vt);
	await_taken_back(state);
}

static void test_time_is_over(void **state)
{
	_cleanup_free_ char *db = db_of(state, "over");
	_cleanup_vt_ struct vt *vt = count(state, db, SHORT);

	vt_wait_text(vt, "It was not kept");
	await_taken_back(state);
	vt_keys(vt, "Enter");
	vt_wait_text(vt, "1 change, not applied");
}

static void test_confirmed_elsewhere(void **state)
{
	_cleanup_free_ char *db = db_of(state, "elsewhere");
	_cleanup_vt_ struct vt *vt = count(state, db, LONG);

	command(state, db, "confirm");
	vt_wait_text(vt, "It was confirmed from elsewhere");
	vt_keys(vt, "Enter");
	vt_wait_text(vt, "in sync");
	assert_true(kernel_has(state, NEW_RULE));
}

static void test_taken_back_elsewhere(void **state)
{
	_cleanup_free_ char *db = db_of(state, "back-elsewhere");
	_cleanup_vt_ struct vt *vt = count(state, db, LONG);

	command(state, db, "rollback");
	vt_wait_text(vt, "It was not kept");
	assert_false(kernel_has(state, NEW_RULE));
}

static void test_answers(void **state)
{
	static const struct {
		const char *name, *key, *said;
		bool kept;
	} answers[] = {
	    {"yes", "y", "Kept: the new rules stay.", true},
	    {"no", "n", "Taken back: what ran before", false},
	    {"enter", "Enter", "Taken back: what ran before", false},
	    {"esc", "Esc", "Taken back: what ran before", false},
	};

	for (size_t i = 0; i < ARRAY_SIZE(answers); i++) {
		_cleanup_free_ char *db = db_of(state, answers[i].name);
		_cleanup_vt_ struct vt *vt = count(state, db, LONG);

		vt_keys(vt, answers[i].key);
		vt_wait_text(vt, answers[i].said);
		assert_int_equal(kernel_has(state, NEW_RULE), answers[i].kept);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_killed),
	    cmocka_unit_test(test_hung_up),
	    cmocka_unit_test(test_time_is_over),
	    cmocka_unit_test(test_confirmed_elsewhere),
	    cmocka_unit_test(test_taken_back_elsewhere),
	    cmocka_unit_test(test_answers),
	};

	if (!ui_own_network()) {
		puts("1..0 # SKIP no network namespaces here");
		return 0;
	}
	return cmocka_run_group_tests_name("countdown", tests, ui_setup, ui_teardown);
}
