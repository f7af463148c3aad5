/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/widget/stage.h"

#include "base/utf8.h"
#include "tests/widget/chance.h"
#include "ui/widget/text.h"

static unsigned bottom_handle(struct layer *layer, const struct event *event)
{
	(void)layer;
	(void)event;
	return REACTION_NONE;
}

static void bottom_draw(struct layer *layer, const struct canvas *screen, bool on_top)
{
	(void)layer;
	(void)screen;
	(void)on_top;
}

static void bottom_free(struct layer *layer)
{
	free(layer);
}

static const struct layer_ops bottom_ops = {.handle = bottom_handle, .draw = bottom_draw, .free = bottom_free};

struct loop *stage_new(int height, int width, bool ascii)
{
	struct loop *loop = loop_new(NULL, height, width);
	struct layer *bottom = MEM_NEW(struct layer);

	loop_screen(loop)->ascii = ascii;
	bottom->ops = &bottom_ops;
	loop_push(loop, bottom);
	return loop;
}

static void feed(struct loop *loop, const struct event *event)
{
	const struct screen *screen = loop_screen(loop);

	loop_feed(loop, event);
	loop_draw(loop);
	assert_true(screen->cursor_row >= 0 && screen->cursor_row < screen->height);
	assert_true(screen->cursor_column >= 0 && screen->cursor_column < screen->width);
}

void stage_keys(struct loop *loop, const char *names)
{
	_cleanup_strlist_ strlist_t list = {0};

	loop_draw(loop);
	strlist_split(&list, names, ' ');
	VEC_FOREACH (&list, name) {
		struct event event = event_key(key_parse(*name));

		assert_int_not_equal(event.key, 0);
		feed(loop, &event);
	}
}

void stage_mouse(struct loop *loop, enum mouse_action action, int row, int column)
{
	struct event event = {.type = EVENT_MOUSE, .mouse = action, .row = row, .column = column};

	loop_draw(loop);
	feed(loop, &event);
}

void stage_resize(struct loop *loop, int height, int width)
{
	struct event event = {.type = EVENT_RESIZE, .row = height, .column = width};

	feed(loop, &event);
}

void stage_expect(struct loop *loop, const char *rows)
{
	_cleanup_str_ struct str all = {0};
	size_t end;

	loop_draw(loop);
	for (int row = 0; row < loop_screen(loop)->height; row++) {
		_cleanup_str_ struct str text = {0};

		screen_row_text(loop_screen(loop), row, &text);
		if (!all.length && !text.length)
			continue;
		str_add(&all, str_text(&text));
		str_add_char(&all, '\n');
	}
	for (end = all.length; end && all.text[end - 1] == '\n';)
		all.text[--end] = 0;
	assert_string_equal(str_text(&all), rows);
}

void stage_expect_cursor(struct loop *loop, int row, int column)
{
	loop_draw(loop);
	assert_int_equal(loop_screen(loop)->cursor_row, row);
	assert_int_equal(loop_screen(loop)->cursor_column, column);
}

bool stage_is_empty(struct loop *loop)
{
	return loop_top(loop)->ops == &bottom_ops;
}

void stage_random(struct loop *loop, unsigned seed, int events, void (*open)(struct loop *loop))
{
	unsigned state = seed;

	for (int i = 0; i < events; i++) {
		struct event event;

		if (stage_is_empty(loop))
			open(loop);
		if (i % 64 == 63)
			stage_resize(loop, 1 + (int)(chance_next(&state) % 30), 1 + (int)(chance_next(&state) % 90));
		event = chance_event(&state, loop_screen(loop));
		feed(loop, &event);
		chance_check_screen(loop_screen(loop));
	}
}
