/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/widget/bench.h"

#include "base/utf8.h"
#include "tests/widget/chance.h"

#include <stdlib.h>

#define TOP  2
#define LEFT 3

void bench_init(struct bench *bench, struct widget *widget, int height, int width, bool ascii)
{
	*bench = (struct bench){.widget = widget};
	screen_init(&bench->screen, height + 2 * TOP, width + 2 * LEFT, ascii);
	bench->canvas =
	    (struct canvas){.screen = &bench->screen, .row = TOP, .column = LEFT, .height = height, .width = width};
	bench_draw(bench);
}

void bench_done(struct bench *bench)
{
	widget_done(bench->widget);
	screen_done(&bench->screen);
}

static void check_outside(const struct bench *bench)
{
	const struct canvas *canvas = &bench->canvas;

	for (int row = 0; row < bench->screen.height; row++)
		for (int column = 0; column < bench->screen.width; column++) {
			bool inside = row >= canvas->row && row < canvas->row + canvas->height &&
				      column >= canvas->column && column < canvas->column + canvas->width;

			if (!inside)
				assert_int_equal(screen_cell(&bench->screen, row, column)->chars[0], ' ');
		}
}

static void check_cursor(const struct bench *bench)
{
	int row, column;

	assert_true(canvas_hit(&bench->canvas, bench->screen.cursor_row, bench->screen.cursor_column, &row, &column));
}

void bench_draw(struct bench *bench)
{
	screen_clear(&bench->screen);
	widget_draw(bench->widget, &bench->canvas, !bench->widget->ops->inert);
	check_outside(bench);
	if (!bench->widget->ops->inert)
		check_cursor(bench);
}

void bench_resize(struct bench *bench, int height, int width)
{
	screen_resize(&bench->screen, height + 2 * TOP, width + 2 * LEFT);
	bench->canvas.height = height;
	bench->canvas.width = width;
	bench_draw(bench);
}

static unsigned feed(struct bench *bench, const struct event *event)
{
	bench->reaction = widget_handle(bench->widget, event);
	bench_draw(bench);
	return bench->reaction;
}

unsigned bench_keys(struct bench *bench, const char *names)
{
	_cleanup_strlist_ strlist_t list = {0};
	unsigned all = 0;

	strlist_split(&list, names, ' ');
	VEC_FOREACH (&list, name) {
		struct event event = event_key(key_parse(*name));

		assert_int_not_equal(event.key, 0);
		all |= feed(bench, &event);
	}
	return all;
}

unsigned bench_type(struct bench *bench, const char *text)
{
	unsigned all = 0;
	uint32_t c;

	for (size_t n; (n = utf8_decode(text, &c)); text += n) {
		struct event event = event_key((int)c);

		all |= feed(bench, &event);
	}
	return all;
}

unsigned bench_paste(struct bench *bench, const char *text)
{
	struct event event = {.type = EVENT_PASTE, .text = text};

	return feed(bench, &event);
}

unsigned bench_mouse(struct bench *bench, enum mouse_action action, int row, int column)
{
	struct event event = {.type = EVENT_MOUSE,
			      .mouse = action,
			      .row = row + bench->canvas.row,
			      .column = column + bench->canvas.column};

	return feed(bench, &event);
}

void bench_expect(struct bench *bench, const char *rows)
{
	_cleanup_str_ struct str all = {0};
	size_t end;

	for (int row = TOP; row < TOP + bench->canvas.height; row++) {
		_cleanup_str_ struct str text = {0};

		screen_row_text(&bench->screen, row, &text);
		str_add(&all, text.length > LEFT ? text.text + LEFT : "");
		str_add_char(&all, '\n');
	}
	for (end = all.length; end && all.text[end - 1] == '\n';)
		all.text[--end] = 0;
	assert_string_equal(all.text, rows);
}

void bench_expect_cursor(const struct bench *bench, int row, int column)
{
	assert_int_equal(bench->screen.cursor_row - bench->canvas.row, row);
	assert_int_equal(bench->screen.cursor_column - bench->canvas.column, column);
}

void bench_random(struct bench *bench, unsigned seed, int events)
{
	unsigned state = seed;

	for (int i = 0; i < events; i++) {
		struct event event = chance_event(&state, &bench->screen);

		feed(bench, &event);
		chance_check_screen(&bench->screen);
	}
}
