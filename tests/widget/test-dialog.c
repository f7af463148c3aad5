/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/widget/chance.h"
#include "tests/widget/stage.h"

#include "ui/widget/check_field.h"
#include "ui/widget/dialog.h"
#include "ui/widget/form.h"
#include "ui/widget/progress.h"
#include "ui/widget/text_field.h"

#include <locale.h>

/* A dialog as others make them: a layer with a form in a dialog. */
struct asking {
	struct layer layer;
	struct dialog dialog;
	struct form form;
	struct text_field name;
	struct check_field log;
	unsigned *result;
};

static unsigned handle(struct layer *layer, const struct event *event)
{
	struct asking *asking = (struct asking *)layer;
	unsigned reaction = dialog_handle(&asking->dialog, event);

	*asking->result = reaction;
	return reaction & (REACTION_ACCEPT | REACTION_CANCEL) ? reaction | REACTION_CLOSE : reaction;
}

static void draw(struct layer *layer, const struct canvas *screen, bool on_top)
{
	dialog_draw(&((struct asking *)layer)->dialog, screen, on_top);
}

static void free_asking(struct layer *layer)
{
	struct asking *asking = (struct asking *)layer;

	dialog_done(&asking->dialog);
	form_done(&asking->form);
	widget_done(&asking->name.widget);
	free(asking);
}

static const struct layer_ops ops = {.handle = handle, .draw = draw, .free = free_asking};

static const char *not_empty(struct text_field *field, void *context)
{
	(void)context;
	return *text_field_text(field) ? NULL : "write a name";
}

static unsigned result;

static struct asking *ask(struct loop *loop)
{
	struct asking *asking = MEM_NEW(struct asking);

	asking->layer.ops = &ops;
	asking->result = &result;
	text_field_init(&asking->name, "");
	asking->name.check = not_empty;
	check_field_init(&asking->log, "log it", false);
	form_init(&asking->form);
	form_add(&asking->form, "Name", NULL, &asking->name.widget);
	form_add(&asking->form, "Log", NULL, &asking->log.widget);
	dialog_init(&asking->dialog, "Rule 1 · 外向き", 4, 40, &asking->form.widget);
	dialog_add_ok_cancel(&asking->dialog);
	dialog_set_hint(&asking->dialog, "F1 help");
	loop_push(loop, &asking->layer);
	return asking;
}

static void ask_again(struct loop *loop)
{
	struct asking *asking = ask(loop);

	dialog_add_footer(&asking->dialog, STYLE_STRONG, "外向きの規則を許可する。");
	dialog_add_footer(&asking->dialog, STYLE_DIM, "ip daddr 192.168.10.5 accept");
}

static void test_frame_and_focus(void **state)
{
	struct loop *loop = stage_new(10, 50, false);

	(void)state;
	ask(loop);
	stage_expect(loop, "   ┌ Rule 1 · 外向き ─────────────────────────┐\n"
			   "   │ Name  [                                ] │\n"
			   "   │ Log   [ ] log it                         │\n"
			   "   │                                          │\n"
			   "   │                                          │\n"
			   "   ├──────────────────────────────────────────┤\n"
			   "   │    < OK  F2 >   < Cancel  Ctrl-G >       │\n"
			   "   └──────────────────────────────────────────┘");
	stage_expect_cursor(loop, 2, 12);
	stage_keys(loop, "x Tab Space");
	stage_expect_cursor(loop, 3, 12);
	stage_keys(loop, "Tab");
	stage_expect_cursor(loop, 7, 10);
	stage_keys(loop, "Right Right");
	stage_expect_cursor(loop, 7, 23);
	stage_keys(loop, "Tab"); /* round to the first field */
	stage_expect_cursor(loop, 2, 13);
	stage_keys(loop, "Shift-Tab");
	stage_expect_cursor(loop, 7, 23);
	stage_keys(loop, "Up");
	stage_expect_cursor(loop, 3, 12);
	stage_keys(loop, "Enter Enter");
	assert_true(stage_is_empty(loop));
	assert_true(result & REACTION_ACCEPT);
	loop_free(loop);
}

static void test_refused_with_the_reason(void **state)
{
	static const char *const ways[] = {"F2", "Ctrl-S", "Tab Tab Enter", "Tab Tab Space"};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
		struct loop *loop = stage_new(10, 50, true);

		ask(loop);
		stage_keys(loop, ways[i]);
		stage_expect(loop, "   + Rule 1 . 外向き -------------------------+\n"
				   "   | Name  [                                ] |\n"
				   "   |       write a name                       |\n"
				   "   | Log   [ ] log it                         |\n"
				   "   |                                          |\n"
				   "   +------------------------------------------+\n"
				   "   |    < OK  F2 >   < Cancel  Ctrl-G >       |\n"
				   "   +------------------------------------------+");
		stage_expect_cursor(loop, 2, 12);
		assert_false(result & REACTION_ACCEPT);
		stage_keys(loop, "x F2");
		assert_true(stage_is_empty(loop));
		assert_true(result & REACTION_ACCEPT);
		loop_free(loop);
	}
}

static void test_cancelled(void **state)
{
	static const char *const ways[] = {"Esc", "Ctrl-G", "Ctrl-C", "Tab Tab Right Enter"};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
		struct loop *loop = stage_new(10, 50, true);

		ask(loop);
		stage_keys(loop, ways[i]);
		assert_true(stage_is_empty(loop));
		assert_true(result & REACTION_CANCEL);
		loop_free(loop);
	}
}

static void test_mouse(void **state)
{
	struct loop *loop = stage_new(10, 50, true);

	(void)state;
	ask(loop);
	stage_mouse(loop, MOUSE_CLICK, 3, 13);
	stage_expect_cursor(loop, 4, 12); /* what is wrong with the name stands above now */
	stage_mouse(loop, MOUSE_CLICK, 0, 0);
	stage_mouse(loop, MOUSE_CLICK, 7, 9); /* refused */
	stage_expect_cursor(loop, 2, 12);
	stage_mouse(loop, MOUSE_CLICK, 7, 30);
	assert_true(stage_is_empty(loop));
	assert_true(result & REACTION_CANCEL);
	loop_free(loop);
}

static void test_small_screens(void **state)
{
	struct loop *loop = stage_new(24, 80, false);

	(void)state;
	ask_again(loop);
	stage_keys(loop, "x");
	stage_resize(loop, 10, 30);
	stage_expect(loop, "┌ Rule 1 · 外向き ───────────┐\n"
			   "│ Name  [x                 ] │\n"
			   "│ Log   [ ] log it           │\n"
			   "│                            │\n"
			   "├────────────────────────────┤\n"
			   "│ 外向きの規則を許可する。   │\n"
			   "│ ip daddr 192.168.10.5 acc… │\n"
			   "├────────────────────────────┤\n"
			   "│    < OK >   < Cancel >     │\n"
			   "└────────────────────────────┘");
	stage_expect_cursor(loop, 1, 10);
	for (int height = 1; height < 12; height++)
		for (int width = 1; width < 40; width++) {
			stage_resize(loop, height, width);
			chance_check_screen(loop_screen(loop));
		}
	stage_resize(loop, 24, 80);
	stage_keys(loop, "F2");
	assert_true(result & REACTION_ACCEPT);
	loop_free(loop);
}

static void test_enter_accepts(void **state)
{
	struct loop *loop = stage_new(10, 50, true);
	struct asking *asking = ask(loop);

	(void)state;
	asking->dialog.enter_accepts = true;
	stage_keys(loop, "x Enter");
	assert_false(stage_is_empty(loop));
	stage_keys(loop, "Enter");
	assert_true(stage_is_empty(loop));
	assert_true(result & REACTION_ACCEPT);
	loop_free(loop);
}

static void test_random(void **state)
{
	struct loop *loop = stage_new(24, 80, false);

	(void)state;
	stage_random(loop, 3, 10000, ask_again);
	loop_free(loop);
}

struct work {
	int steps, cancelled, finished;
	bool known;
};

static enum progress_state do_work(void *context, int *percent, struct str *text)
{
	struct work *work = context;

	if (work->known)
		*percent = work->steps * 25;
	if (work->steps == 2)
		str_add(text, "half of it is done");
	return work->steps++ < 4 && !work->cancelled ? PROGRESS_GOES_ON : PROGRESS_DONE;
}

static void cancel_work(void *context)
{
	((struct work *)context)->cancelled++;
}

static void finish_work(void *context)
{
	((struct work *)context)->finished++;
}

static void test_progress(void **state)
{
	struct work work = {.known = true};
	struct progress_options options = {
	    .title = "Apply", .text = "rules are sent", .step = do_work, .finished = finish_work, .context = &work};
	struct event tick = {.type = EVENT_TICK};
	struct loop *loop = stage_new(8, 60, true);

	(void)state;
	progress_open(loop, &options);
	assert_int_equal(loop_top(loop)->tick, 50);
	loop_feed(loop, &tick);
	loop_feed(loop, &tick);
	stage_keys(loop, "Esc Enter q Ctrl-C"); /* cannot be cancelled */
	loop_feed(loop, &tick);
	stage_expect(loop, "   + Apply ---------------------------------------------+\n"
			   "   | half of it is done                                 |\n"
			   "   |                                                    |\n"
			   "   | ######################.......................  50% |\n"
			   "   +----------------------------------------------------+");
	for (int i = 0; i < 2; i++)
		loop_feed(loop, &tick);
	assert_true(stage_is_empty(loop));
	assert_int_equal(work.finished, 1);
	loop_free(loop);
}

static void test_progress_is_cancelled(void **state)
{
	struct work work = {0};
	struct progress_options options = {.title = "Import",
					   .text = "a file is read",
					   .step = do_work,
					   .cancel = cancel_work,
					   .finished = finish_work,
					   .context = &work};
	struct event tick = {.type = EVENT_TICK};
	struct loop *loop = stage_new(8, 60, true);

	(void)state;
	progress_open(loop, &options);
	loop_feed(loop, &tick);
	stage_expect(loop, "   + Import --------------------------------------------+\n"
			   "   | a file is read                                     |\n"
			   "   |                                                    |\n"
			   "   | .###.............................................. |\n"
			   "   +----------------------------------------------------+\n"
			   "   |    < Cancel  Ctrl-G >                              |\n"
			   "   +----------------------------------------------------+");
	stage_keys(loop, "Ctrl-G Enter");
	assert_int_equal(work.cancelled, 1);
	assert_false(stage_is_empty(loop)); /* until the work has ended */
	loop_feed(loop, &tick);
	assert_true(stage_is_empty(loop));
	assert_int_equal(work.finished, 1);
	loop_free(loop);
}

static enum progress_state do_late_work(void *context, int *percent, struct str *text)
{
	struct work *work = context;

	*percent = 70;
	str_add(text, "it is carried out");
	return work->steps++ < 1 ? PROGRESS_GOES_ON : work->steps < 4 ? PROGRESS_TOO_LATE : PROGRESS_DONE;
}

static void test_progress_is_too_late(void **state)
{
	struct work work = {0};
	struct progress_options options = {.title = "Apply",
					   .text = "it begins",
					   .step = do_late_work,
					   .cancel = cancel_work,
					   .finished = finish_work,
					   .context = &work};
	struct event tick = {.type = EVENT_TICK};
	struct loop *loop = stage_new(8, 60, true);

	(void)state;
	progress_open(loop, &options);
	loop_feed(loop, &tick);
	loop_feed(loop, &tick);
	stage_keys(loop, "Ctrl-G Esc Ctrl-C Enter");
	assert_int_equal(work.cancelled, 0);
	stage_expect(loop, "   + Apply ---------------------------------------------+\n"
			   "   | it is carried out                                  |\n"
			   "   |                                                    |\n"
			   "   | ###############################..............  70% |\n"
			   "   +----------------------------------------------------+\n"
			   "   |    < Too late to cancel >                          |\n"
			   "   +----------------------------------------------------+");
	loop_feed(loop, &tick);
	loop_feed(loop, &tick);
	assert_true(stage_is_empty(loop));
	assert_int_equal(work.finished, 1);
	loop_free(loop);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_frame_and_focus),
	    cmocka_unit_test(test_refused_with_the_reason),
	    cmocka_unit_test(test_cancelled),
	    cmocka_unit_test(test_mouse),
	    cmocka_unit_test(test_small_screens),
	    cmocka_unit_test(test_enter_accepts),
	    cmocka_unit_test(test_random),
	    cmocka_unit_test(test_progress),
	    cmocka_unit_test(test_progress_is_cancelled),
	    cmocka_unit_test(test_progress_is_too_late),
	};

	setlocale(LC_ALL, "");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
