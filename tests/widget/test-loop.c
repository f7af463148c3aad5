/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/test.h"

#include "base/str.h"
#include "ui/widget/loop.h"

#include <locale.h>

/* A layer that writes down what happens to it. */
struct noting {
	struct layer layer;
	const char *name;
	struct loop *loop;
	unsigned reaction;
	bool opens; /* another one, when closed */
};

static struct str notes;

static struct noting *push(struct loop *loop, const char *name, unsigned reaction);

static unsigned handle(struct layer *layer, const struct event *event)
{
	struct noting *noting = (struct noting *)layer;

	if (event->type == EVENT_KEY)
		key_print(event->key, &notes);
	else
		str_addf(&notes, "event%d", (int)event->type);
	str_addf(&notes, ">%s ", noting->name);
	if (event->type == EVENT_KEY && event->key == 'o')
		push(noting->loop, "over", REACTION_HANDLED);
	if (event->type == EVENT_KEY && event->key == 'q')
		loop_quit(noting->loop);
	return noting->reaction;
}

static void draw(struct layer *layer, const struct canvas *screen, bool on_top)
{
	str_addf(&notes, "%s%s ", ((struct noting *)layer)->name, on_top ? "*" : "");
	canvas_put(screen, 0, 0, STYLE_NORMAL, ((struct noting *)layer)->name);
}

static void closed(struct layer *layer)
{
	struct noting *noting = (struct noting *)layer;

	str_addf(&notes, "closed>%s ", noting->name);
	assert_true(loop_top(noting->loop) != layer);
	if (noting->opens)
		push(noting->loop, "next", REACTION_HANDLED);
}

static void free_noting(struct layer *layer)
{
	str_addf(&notes, "free>%s ", ((struct noting *)layer)->name);
	free(layer);
}

static const struct layer_ops ops = {.handle = handle, .draw = draw, .closed = closed, .free = free_noting};

static struct noting *push(struct loop *loop, const char *name, unsigned reaction)
{
	struct noting *noting = MEM_NEW(struct noting);

	*noting = (struct noting){.layer = {.ops = &ops}, .name = name, .loop = loop, .reaction = reaction};
	loop_push(loop, &noting->layer);
	return noting;
}

static void feed(struct loop *loop, const char *name)
{
	struct event event = event_key(key_parse(name));

	loop_feed(loop, &event);
}

static void expect_notes(const char *text)
{
	assert_string_equal(str_text(&notes), text);
	str_clear(&notes);
}

static void test_top_layer_gets_the_events(void **state)
{
	struct loop *loop = loop_new(NULL, 5, 20);

	(void)state;
	assert_true(loop_is_done(loop));
	feed(loop, "x"); /* nobody there */
	push(loop, "bottom", REACTION_HANDLED);
	push(loop, "top", REACTION_HANDLED);
	feed(loop, "x");
	expect_notes("x>top ");
	loop_draw(loop);
	expect_notes("bottom top* ");
	loop_free(loop);
	expect_notes("free>top free>bottom ");
}

static void test_layer_is_closed(void **state)
{
	struct loop *loop = loop_new(NULL, 5, 20);
	struct noting *top;

	(void)state;
	push(loop, "bottom", REACTION_HANDLED);
	top = push(loop, "top", REACTION_CLOSE);
	top->opens = true;
	feed(loop, "x");
	expect_notes("x>top closed>top free>top ");
	loop_draw(loop);
	expect_notes("bottom next* ");
	assert_false(loop_is_done(loop));
	loop_free(loop);
	str_clear(&notes);
}

/* A handler that opened another layer and wants to be closed is the one that is closed. */
static void test_layer_below_is_closed(void **state)
{
	struct loop *loop = loop_new(NULL, 5, 20);

	(void)state;
	push(loop, "bottom", REACTION_HANDLED);
	push(loop, "top", REACTION_CLOSE);
	feed(loop, "o");
	expect_notes("o>top closed>top free>top ");
	loop_draw(loop);
	expect_notes("bottom over* ");
	loop_free(loop);
	str_clear(&notes);
}

/* Esc and a digit is a function key where nobody wants Alt and the digit itself. */
static void test_function_keys_by_digits(void **state)
{
	struct loop *loop = loop_new(NULL, 5, 20);
	struct noting *bottom = push(loop, "b", REACTION_NONE);

	(void)state;
	feed(loop, "Alt-1");
	expect_notes("Alt-1>b F1>b ");
	feed(loop, "Alt-0");
	expect_notes("Alt-0>b F10>b ");
	feed(loop, "Alt-x");
	expect_notes("Alt-x>b ");
	feed(loop, "1");
	expect_notes("1>b ");
	bottom->reaction = REACTION_HANDLED;
	feed(loop, "Alt-1");
	expect_notes("Alt-1>b ");
	loop_free(loop);
	str_clear(&notes);
}

static void test_resize_and_end(void **state)
{
	struct event event = {.type = EVENT_RESIZE, .row = 3, .column = 7};
	struct loop *loop = loop_new(NULL, 5, 20);

	(void)state;
	push(loop, "bottom", REACTION_HANDLED);
	loop_feed(loop, &event);
	assert_int_equal(loop_screen(loop)->height, 3);
	assert_int_equal(loop_screen(loop)->width, 7);
	loop_draw(loop);
	str_clear(&notes);
	feed(loop, "q");
	assert_true(loop_is_done(loop));
	loop_free(loop);
	str_done(&notes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_top_layer_gets_the_events),
	    cmocka_unit_test(test_layer_is_closed),
	    cmocka_unit_test(test_layer_below_is_closed),
	    cmocka_unit_test(test_function_keys_by_digits),
	    cmocka_unit_test(test_resize_and_end),
	};

	setlocale(LC_ALL, "");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
