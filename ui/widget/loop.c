/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/loop.h"

#include "base/vec.h"
#include "ui/widget/guide.h"
#include "ui/widget/terminal.h"

#include <stdlib.h>

struct loop {
	struct terminal *terminal; /* not owned; NULL in tests */
	struct screen screen;
	VEC(struct layer *) layers;
	bool done;
};

struct loop *loop_new(struct terminal *terminal, int height, int width)
{
	struct loop *loop = MEM_NEW(struct loop);
	bool ascii = false;

	loop->terminal = terminal;
	if (terminal) {
		terminal_size(terminal, &height, &width);
		ascii = terminal_is_ascii(terminal);
	}
	screen_init(&loop->screen, height, width, ascii);
	return loop;
}

void loop_free(struct loop *loop)
{
	if (!loop)
		return;
	while (loop->layers.n) {
		struct layer *layer = loop->layers.v[--loop->layers.n];

		layer->ops->free(layer);
	}
	vec_done(&loop->layers);
	screen_done(&loop->screen);
	free(loop);
}

struct screen *loop_screen(struct loop *loop)
{
	return &loop->screen;
}

void loop_push(struct loop *loop, struct layer *layer)
{
	vec_push(&loop->layers, layer);
}

struct layer *loop_top(struct loop *loop)
{
	return loop->layers.n ? loop->layers.v[loop->layers.n - 1] : NULL;
}

void loop_quit(struct loop *loop)
{
	loop->done = true;
}

bool loop_is_done(const struct loop *loop)
{
	return loop->done || !loop->layers.n;
}

void loop_draw(struct loop *loop)
{
	struct canvas canvas = canvas_of(&loop->screen);

	screen_clear(&loop->screen);
	for (size_t i = 0; i < loop->layers.n; i++)
		loop->layers.v[i]->ops->draw(loop->layers.v[i], &canvas, i == loop->layers.n - 1);
}

void loop_paint(struct loop *loop)
{
	loop_draw(loop);
	terminal_paint(loop->terminal, &loop->screen);
}

/* A handler may have pushed others on top of its layer, so the layer that asks to be closed is looked for. */
void loop_close(struct loop *loop, struct layer *layer)
{
	for (size_t i = loop->layers.n; i-- > 0;)
		if (loop->layers.v[i] == layer) {
			vec_remove(&loop->layers, i);
			if (layer->ops->closed)
				layer->ops->closed(layer);
			layer->ops->free(layer);
			return;
		}
}

/* Function keys that never arrive (PuTTY, screen, keyboards without them) are typed as Esc and a digit, as in mc; 0 is
 * F10. */
static bool as_function_key(const struct event *event, struct event *ret)
{
	int digit = (event->key & ~KEYS_ALT) - '0';

	if (event->type != EVENT_KEY || !(event->key & KEYS_ALT) || digit < 0 || digit > 9)
		return false;
	*ret = event_key(KEYS_F(digit ? digit : 10));
	return true;
}

/* The key bar lies below a dialog, and shows its keys. */
static bool as_shown_key(const struct loop *loop, const struct event *event, struct event *ret)
{
	if (event->type != EVENT_MOUSE || event->mouse > MOUSE_DOUBLE_CLICK)
		return false;
	for (size_t i = 0; i + 1 < loop->layers.n; i++) {
		const struct layer *layer = loop->layers.v[i];
		int key = layer->ops->key_at ? layer->ops->key_at(layer, event->row, event->column) : 0;

		*ret = event_key(key);
		if (key)
			return true;
	}
	return false;
}

static bool asks_for_help(const struct event *event)
{
	return event->type == EVENT_KEY && (event->key == KEYS_F(1) || event->key == '?');
}

void loop_feed(struct loop *loop, const struct event *event)
{
	struct layer *top = loop_top(loop);
	unsigned reaction;
	struct event other = *event;

	if (event->type == EVENT_RESIZE)
		screen_resize(&loop->screen, event->row, event->column);
	if (!top)
		return;
	reaction = top->ops->handle(top, event);
	if (reaction == REACTION_NONE && (as_function_key(event, &other) || as_shown_key(loop, event, &other)))
		reaction = top->ops->handle(top, &other);
	if (reaction & REACTION_CLOSE)
		loop_close(loop, top);
	else if (reaction == REACTION_NONE && top->ops->guide && asks_for_help(&other))
		guide_open(loop, top);
}

/* Keys that are about the terminal and belong to no layer. */
static void terminal_key(struct loop *loop, struct event *event)
{
	if (event->type != EVENT_KEY || (event->key != KEYS_CTRL('Z') && event->key != KEYS_CTRL('L')))
		return;
	if (event->key == KEYS_CTRL('Z'))
		terminal_stop(loop->terminal);
	terminal_redraw(loop->terminal);
	*event = (struct event){.type = EVENT_RESIZE};
	terminal_size(loop->terminal, &event->row, &event->column);
}

/* The shortest that a layer wants, 0 for none. */
static int wanted_pause(const struct loop *loop)
{
	int pause = 0;

	for (size_t i = 0; i < loop->layers.n; i++) {
		int wants = loop->layers.v[i]->pause;

		if (wants && (!pause || wants < pause))
			pause = wants;
	}
	return pause;
}

int loop_run(struct loop *loop)
{
	struct event event;
	int timeout, pause, result;

	while (!loop_is_done(loop)) {
		loop_paint(loop);
		pause = wanted_pause(loop);
		timeout = pause ? pause : loop_top(loop)->tick ? loop_top(loop)->tick : -1;
		terminal_put_off(loop->terminal, pause);
		do {
			result = terminal_wait(loop->terminal, timeout, &event);
			if (result < 0)
				return -1;
			if (!result && pause)
				break;
			if (!result)
				event = (struct event){.type = EVENT_TICK};
			terminal_key(loop, &event);
			loop_feed(loop, &event);
		} while (!loop_is_done(loop) && terminal_has_more(loop->terminal));
	}
	return 0;
}
