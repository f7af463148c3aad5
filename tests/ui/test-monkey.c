/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * The editor under random keys: it neither ends by itself nor hangs, the store stays whole, the cursor stays on the
 * focus. NFTABS_MONKEY_KEYS says how many (without it, as many as a short time allows), NFTABS_MONKEY_SEED which.
 */

#include "tests/ui/fixture.h"

#include "tests/ui/focus.h"
#include "tests/ui/monkey.h"

#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define KEYS	    5000
#define SECONDS	    12 /* for them, on a slow machine fewer */
#define CHECK_EVERY 1000
#define ROWS_MIN    16 /* below this size the editor waits for a larger one */
#define COLUMNS_MIN 60

struct run {
	struct vt_kit *kit;
	struct monkey monkey;
	char *program, *db;
	uint64_t seed;
	struct vt *vt;
};

static uint64_t number_of(const char *name, uint64_t otherwise)
{
	const char *value = getenv(name);
	unsigned long number;

	return value && str_to_uint(value, 1, ULONG_MAX, &number) ? number : otherwise;
}

static void start_editor(struct run *run)
{
	/* Esc alone need not wait for a slow link here. */
	static const char *const environment[] = {"ESCDELAY=5", NULL};
	const struct vt_options options = {
	    .db = run->db, .environment = environment, .language = monkey_random(&run->monkey, 2) ? "ja" : "en"};

	vt_close(run->vt);
	run->vt = vt_start(run->kit, (const char *const[]){run->program, NULL}, 24, 80, &options);
	if (run->vt->ended)
		vt_fail(run->vt, "the editor does not start");
}

/* What moves by itself may be read in the middle of its next frame: that one is waited for. */
static bool comes_to_focus(struct vt *vt)
{
	if (!is_on_focus(vt))
		vt_settle(vt);
	if (!is_on_focus(vt) && vt->wait > 0)
		vt_wait_frames(vt, vt->frames + 1);
	return vt->ended || is_on_focus(vt);
}

static void check_cursor(const struct run *run)
{
	struct vt *vt = run->vt;

	/* Nothing has the focus on a printed page. */
	if (vt->alternate && vt->rows >= ROWS_MIN && vt->columns >= COLUMNS_MIN && !comes_to_focus(vt))
		vt_fail(vt, "the cursor is not on the focus");
}

static void check_store(const struct run *run)
{
	static const char *const questions[] = {"PRAGMA integrity_check", "PRAGMA foreign_key_check"};
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open_v2(run->db, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	for (size_t i = 0; i < ARRAY_SIZE(questions); i++) {
		sqlite3_stmt *statement = NULL;
		const char *answer = "ok";

		assert_int_equal(sqlite3_prepare_v2(db, questions[i], -1, &statement, NULL), SQLITE_OK);
		if (sqlite3_step(statement) == SQLITE_ROW)
			answer = (const char *)sqlite3_column_text(statement, 0);
		assert_string_equal(answer, "ok");
		sqlite3_finalize(statement);
	}
	sqlite3_close(db);
}

/* The other program of the same store reads it too: its document is whole. */
static void check_document(const struct run *run)
{
	_cleanup_str_ struct str output = {0};
	int status =
	    vt_kit_run(run->kit, &output, (const char *const[]){run->program, "--db", run->db, "export", "json", NULL});

	if (status)
		fail_msg("seed %llu, after %zu: export: %s", (unsigned long long)run->seed, run->monkey.done,
			 str_text(&output));
}

/* Leaving by the key for it is no fault: it starts again, and the store has all of it. */
static void check_end(struct run *run)
{
	int status;

	if (!run->vt->ended)
		return;
	status = vt_wait_end(run->vt);
	if (status)
		vt_fail(run->vt, "ended with %d", status);
	vt_expect_restored(run->vt);
	start_editor(run);
}

static void play(struct run *run, size_t keys, time_t end)
{
	while (run->monkey.done < keys && (!end || time(NULL) < end)) {
		monkey_act(&run->monkey, run->vt);
		check_end(run);
		check_cursor(run);
		if (run->monkey.done % CHECK_EVERY == 0)
			check_store(run);
	}
}

/* How to come there again, whatever it is that failed. */
static void tell(void *context, struct str *out)
{
	const struct run *run = context;

	str_addf(out, "\nseed %llu, after %zu; last:%s", (unsigned long long)run->seed, run->monkey.done,
		 str_text(&run->monkey.last));
}

static void run_done(struct run *run)
{
	vt_close(run->vt);
	str_done(&run->monkey.last);
	free(run->program);
	free(run->db);
}

static void test_random_keys(void **state)
{
	_cleanup_(run_done) struct run run = {.kit = *state, .seed = number_of("NFTABS_MONKEY_SEED", 1)};
	size_t keys = number_of("NFTABS_MONKEY_KEYS", KEYS);
	time_t begin = time(NULL);

	if (!ui_own_network())
		skip();
	run.program = mem_printf("%s/nftabs", run.kit->program_directory);
	run.db = mem_printf("%s/monkey.db", run.kit->directory);
	run.monkey.state = run.seed * 0x9e3779b97f4a7c15u;
	run.kit->tell = tell;
	run.kit->context = &run;
	start_editor(&run);
	play(&run, keys, getenv("NFTABS_MONKEY_KEYS") ? 0 : begin + SECONDS);
	check_store(&run);
	check_document(&run);
	print_message("seed %llu: %zu keys, pastes, clicks and resizes in %ld s\n", (unsigned long long)run.seed,
		      run.monkey.done, (long)(time(NULL) - begin));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_random_keys),
	};

	return cmocka_run_group_tests_name("monkey", tests, ui_setup, ui_teardown);
}
