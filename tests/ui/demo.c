/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * The program under test of the terminal layer: a list, a text field and a dialog over what ui/widget gives to every
 * screen, and no more. It shows each event that arrived, so that a test sees what the terminal layer made of it.
 */

#include "base/i18n.h"
#include "base/str.h"
#include "ui/widget/loop.h"
#include "ui/widget/terminal.h"
#include "ui/widget/text.h"

#include <stdio.h>

#define ITEMS	   40
#define EXIT_GONE  3
#define TEXT_MAX   200
#define LIST_TOP   2
#define FIELD_LEFT 8

struct demo {
	struct layer layer;
	struct loop *loop;
	struct terminal *terminal;
	int selected, scrolled, list_height;
	bool in_field;
	struct str field, last;
};

struct box {
	struct layer layer;
	struct str text;
};

static const char *const names[] = {"Mail reading", "メールサーバー", "Web", "ウェブ閲覧 (社内)", "半角 ﾃｽﾄ"};
static const enum style styles[] = {STYLE_NORMAL, STYLE_ALLOW, STYLE_DENY, STYLE_WARNING, STYLE_DIM};

static void print_event(const struct event *event, struct str *out)
{
	static const char *const mouse[] = {"click", "double click", "wheel up", "wheel down"};

	str_clear(out);
	if (event->type == EVENT_KEY)
		key_print(event->key, out);
	else if (event->type == EVENT_PASTE)
		str_addf(out, "paste <%s>", event->text);
	else if (event->type == EVENT_MOUSE)
		str_addf(out, "%s %d,%d", mouse[event->mouse], event->row, event->column);
	else
		str_add(out, event->type == EVENT_RESIZE ? "resize" : "tick");
}

/* A dialog in the middle of the screen, which takes text and is closed by Esc. */
static unsigned box_handle(struct layer *layer, const struct event *event)
{
	struct box *box = (struct box *)layer;

	if (event->type == EVENT_KEY && (event->key == KEYS_ESC || event->key == KEYS_ENTER))
		return REACTION_CLOSE;
	if (event->type == EVENT_KEY && key_is_text(event->key))
		str_add_code_point(&box->text, (uint32_t)event->key);
	if (event->type == EVENT_PASTE)
		str_add(&box->text, event->text);
	return REACTION_HANDLED;
}

static void box_draw(struct layer *layer, const struct canvas *screen, bool on_top)
{
	struct box *box = (struct box *)layer;
	struct canvas middle = canvas_middle(screen, 5, 41);
	struct canvas inside = canvas_frame(&middle, "ダイアログ dialog");
	int column;

	column = canvas_put(&inside, 1, 1, STYLE_FIELD_FOCUS, str_text(&box->text));
	if (on_top)
		canvas_cursor(&inside, 1, column);
}

static void box_free(struct layer *layer)
{
	struct box *box = (struct box *)layer;

	str_done(&box->text);
	free(box);
}

static void open_box(struct demo *demo)
{
	static const struct layer_ops ops = {.handle = box_handle, .draw = box_draw, .free = box_free};
	struct box *box = MEM_NEW(struct box);

	box->layer.ops = &ops;
	loop_push(demo->loop, &box->layer);
}

static void select_item(struct demo *demo, int item)
{
	demo->selected = item < 0 ? 0 : item >= ITEMS ? ITEMS - 1 : item;
}

static void list_key(struct demo *demo, int key)
{
	const struct {
		int key, item;
	} moves[] = {
	    {KEYS_UP, demo->selected - 1},
	    {'k', demo->selected - 1},
	    {KEYS_DOWN, demo->selected + 1},
	    {'j', demo->selected + 1},
	    {KEYS_HOME, 0},
	    {KEYS_END, ITEMS - 1},
	    {KEYS_PAGE_UP, demo->selected - demo->list_height},
	    {KEYS_PAGE_DOWN, demo->selected + demo->list_height},
	};

	for (size_t i = 0; i < ARRAY_SIZE(moves); i++)
		if (moves[i].key == key)
			select_item(demo, moves[i].item);
	if (key == 'o')
		open_box(demo);
	if (key == 'q')
		loop_quit(demo->loop);
	if (key == 'm')
		terminal_set_mouse(demo->terminal, !terminal_has_mouse(demo->terminal));
	if (key == 't')
		demo->layer.tick = 20;
}

static void field_key(struct demo *demo, int key)
{
	if (key_is_text(key) && demo->field.length < TEXT_MAX)
		str_add_code_point(&demo->field, (uint32_t)key);
	if (key == KEYS_BACKSPACE && demo->field.length) {
		demo->field.length = text_before(demo->field.text, demo->field.length);
		demo->field.text[demo->field.length] = 0;
	}
}

static void take_mouse(struct demo *demo, const struct event *event)
{
	int row = event->row - LIST_TOP;

	if (event->mouse == MOUSE_WHEEL_UP || event->mouse == MOUSE_WHEEL_DOWN)
		select_item(demo, demo->selected + (event->mouse == MOUSE_WHEEL_UP ? -3 : 3));
	else if (row >= 0 && row < demo->list_height)
		select_item(demo, demo->scrolled + row);
}

static unsigned demo_handle(struct layer *layer, const struct event *event)
{
	struct demo *demo = (struct demo *)layer;

	print_event(event, &demo->last);
	if (event->type == EVENT_TICK)
		demo->layer.tick = 0;
	if (event->type == EVENT_MOUSE)
		take_mouse(demo, event);
	if (event->type == EVENT_PASTE && demo->in_field)
		str_add(&demo->field, event->text);
	if (event->type != EVENT_KEY)
		return REACTION_HANDLED;
	if (event->key & KEYS_ALT)
		return REACTION_NONE;
	if (event->key == KEYS_F(10))
		loop_quit(demo->loop);
	else if (event->key == KEYS_TAB)
		demo->in_field = !demo->in_field;
	else
		(demo->in_field ? field_key : list_key)(demo, event->key);
	return REACTION_HANDLED;
}

static void draw_list(struct demo *demo, const struct canvas *canvas, bool focused)
{
	demo->list_height = canvas->height;
	if (demo->selected >= demo->scrolled + canvas->height)
		demo->scrolled = demo->selected - canvas->height + 1;
	if (demo->selected < demo->scrolled)
		demo->scrolled = demo->selected;
	for (int row = 0; row < canvas->height && demo->scrolled + row < ITEMS; row++) {
		int item = demo->scrolled + row;
		bool here = item == demo->selected;
		_cleanup_str_ struct str text = {0};

		str_addf(&text, "%c%3d %s", here ? '>' : ' ', item + 1, names[(size_t)item % ARRAY_SIZE(names)]);
		canvas_put_in(canvas, row, 0, canvas->width,
			      here && focused ? STYLE_SELECTED : styles[(size_t)item % ARRAY_SIZE(styles)],
			      str_text(&text));
		if (here && focused)
			canvas_cursor(canvas, row, 0);
	}
}

/* The end of a text that is too long is what is shown. */
static void draw_field(struct demo *demo, const struct canvas *canvas, int row, bool focused)
{
	const char *text = str_text(&demo->field);
	int room = canvas->width - FIELD_LEFT - 1, column;

	while (*text && text_width(text) > room)
		text += text_after(text, 0);
	canvas_put(canvas, row, 0, STYLE_NORMAL, "  Text:");
	column = canvas_put(canvas, row, FIELD_LEFT, focused ? STYLE_FIELD_FOCUS : STYLE_FIELD, text);
	if (focused)
		canvas_cursor(canvas, row, column);
}

static void demo_draw(struct layer *layer, const struct canvas *screen, bool on_top)
{
	struct demo *demo = (struct demo *)layer;
	struct canvas list = canvas_part(screen, LIST_TOP, 0, screen->height - LIST_TOP - 3, screen->width);

	canvas_row(screen, 0, STYLE_TITLE);
	canvas_putf(screen, 0, 1, STYLE_TITLE, "demo %dx%d %s", screen->width, screen->height, _("Action"));
	canvas_line(screen, 1, STYLE_FRAME);
	draw_list(demo, &list, on_top && !demo->in_field);
	canvas_line(screen, screen->height - 3, STYLE_FRAME);
	draw_field(demo, screen, screen->height - 2, on_top && demo->in_field);
	canvas_putf(screen, screen->height - 1, 0, STYLE_BAR, "Last: %s", str_text(&demo->last));
}

static void demo_free(struct layer *layer)
{
	struct demo *demo = (struct demo *)layer;

	str_done(&demo->field);
	str_done(&demo->last);
	free(demo);
}

static int demo_run(struct terminal *terminal)
{
	static const struct layer_ops ops = {.handle = demo_handle, .draw = demo_draw, .free = demo_free};
	struct demo *demo = MEM_NEW(struct demo);
	struct loop *loop = loop_new(terminal, 0, 0);
	int result;

	demo->layer.ops = &ops;
	demo->loop = loop;
	demo->terminal = terminal;
	loop_push(loop, &demo->layer);
	result = loop_run(loop);
	loop_free(loop);
	return result < 0 ? EXIT_GONE : 0;
}

int main(int argc, char **argv)
{
	struct terminal_options options = {0};
	_cleanup_(terminal_closep) struct terminal *terminal = NULL;
	_cleanup_error_ struct error err = {0};

	i18n_init(LOCALEDIR);
	for (int i = 1; i < argc; i++) {
		options.ascii |= str_equal(argv[i], "--ascii");
		options.no_color |= str_equal(argv[i], "--no-color");
		options.no_mouse |= str_equal(argv[i], "--no-mouse");
	}
	if (terminal_open(&options, &terminal, &err)) {
		fprintf(stderr, "demo: %s\n", err.message);
		return 1;
	}
	return demo_run(terminal);
}
