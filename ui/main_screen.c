/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/main_screen.h"

#include "base/i18n.h"
#include "ui/detail.h"
#include "ui/key_bar.h"
#include "ui/menu_bar.h"
#include "ui/title.h"
#include "ui/widget/tabs.h"

#include <stdlib.h>

#define VIEWS	     3
#define LEAST_HEIGHT 16
#define LEAST_WIDTH  60
#define TICK_BUSY    100   /* ms: a thread is finding something out */
#define TICK_HITS    2000  /* ms between two readings of the counters */
#define HITS_MANY    20000 /* more rules than these are read in every fifth tick only */

const struct view_ops *const main_views[] = {&firewall_view, &objects_view, &history_view, NULL};

struct main_screen {
	struct layer layer;
	struct editor *editor;
	struct tabs tabs;
	void *views[VIEWS];
	uint64_t seen; /* generation of the policy that the views know */
	unsigned ticks;
	struct key_bar bar;
};

static const struct view_ops *open_ops(const struct main_screen *main)
{
	return main_views[main->tabs.open];
}

static void *open_view(const struct main_screen *main)
{
	return main->views[main->tabs.open];
}

/* Where an action of either table says what to do. */
static const struct ui_action *find_action(const struct main_screen *main, int key)
{
	const struct ui_action *action = action_find(open_ops(main)->actions, key);

	return action ? action : action_find(&main_actions, key);
}

static void refresh_views(struct main_screen *main)
{
	if (main->seen == main->editor->generation)
		return;
	main->seen = main->editor->generation;
	for (size_t i = 0; i < VIEWS; i++)
		main_views[i]->refresh(main->views[i]);
}

static void open_tab(struct main_screen *main, size_t view)
{
	main->tabs.open = view;
	main->editor->view = view;
	main->editor->view_state = main->views[view];
}

static bool is_busy(const struct editor *editor)
{
	return editor->loading.job || editor->status.job;
}

static void tick(struct main_screen *main)
{
	struct editor *editor = main->editor;
	bool found = main->layer.tick == TICK_BUSY && !is_busy(editor);

	main->ticks++;
	if ((found || main->layer.tick == TICK_HITS) && (editor->policy.rules.n < HITS_MANY || main->ticks % 5 == 0))
		(void)hits_read(&editor->hits, editor->deploy);
}

static const struct ui_action *bar_action(const struct main_screen *main, const struct event *event)
{
	const struct key_bar_item *item =
	    event->mouse <= MOUSE_DOUBLE_CLICK ? key_bar_at(&main->bar, event->row, event->column) : NULL;

	return item ? item->action : NULL;
}

static int main_key_at(const struct layer *layer, int row, int column)
{
	const struct key_bar_item *item = key_bar_at(&((const struct main_screen *)layer)->bar, row, column);

	return item ? item->event : 0;
}

static unsigned handle_key(struct main_screen *main, const struct event *event)
{
	const struct ui_action *action;

	if (open_ops(main)->handle(open_view(main), event) != REACTION_NONE)
		return REACTION_HANDLED;
	action = event->type == EVENT_KEY     ? find_action(main, event->key)
		 : event->type == EVENT_MOUSE ? bar_action(main, event)
					      : NULL;
	if (action)
		action_run(action, main->editor);
	else if (event->type == EVENT_KEY && event->key == KEYS_CTRL('C'))
		editor_say(main->editor, _("q or F10 leaves the editor; everything is stored already."));
	return action ? REACTION_HANDLED : REACTION_NONE;
}

/* After an event, and before drawing: an action may have been run from a menu or from the help as well. */
static void settle(struct main_screen *main)
{
	if (main->editor->view != main->tabs.open)
		open_tab(main, main->editor->view);
	main->layer.tick = is_busy(main->editor) ? TICK_BUSY : TICK_HITS;
	refresh_views(main);
}

static unsigned main_handle(struct layer *layer, const struct event *event)
{
	struct main_screen *main = (struct main_screen *)layer;
	unsigned reaction = REACTION_HANDLED;

	editor_collect(main->editor, event->type != EVENT_TICK);
	if (loop_is_done(main->editor->loop)) /* there is nothing to act on */
		return REACTION_CLOSE;
	if (event->type == EVENT_TICK) {
		tick(main);
	} else if (event->type != EVENT_RESIZE) {
		str_clear(&main->editor->message);
		if (event->type == EVENT_MOUSE && event->mouse == MOUSE_CLICK && event->row == 0)
			menu_bar_open(main->editor);
		else if (tabs_handle(&main->tabs, event) & REACTION_HANDLED)
			open_tab(main, main->tabs.open);
		else
			reaction = handle_key(main, event);
	}
	settle(main);
	return loop_is_done(main->editor->loop) ? REACTION_CLOSE : reaction;
}

/* Of the dialog that lies on top, where there is one. */
static void set_bar(struct main_screen *main, bool on_top)
{
	struct layer *top = loop_top(main->editor->loop);
	_cleanup_guide_ struct guide guide = {0};

	if (on_top) {
		key_bar_set_actions(&main->bar, main->editor, open_ops(main)->actions);
		return;
	}
	if (top->ops->guide)
		top->ops->guide(top, &guide);
	key_bar_set_guide(&main->bar, &guide);
}

static void draw_bottom(struct main_screen *main, const struct canvas *canvas, bool on_top)
{
	struct editor *editor = main->editor;
	struct canvas bar = canvas_part(canvas, 1, 0, 1, canvas->width);

	if (editor->message.length)
		canvas_put_in(canvas, 0, 0, canvas->width, editor->message_is_error ? STYLE_ERROR : STYLE_STRONG,
			      str_text(&editor->message));
	else
		canvas_line(canvas, 0, STYLE_FRAME);
	set_bar(main, on_top);
	key_bar_draw(&main->bar, &bar);
}

static void draw_too_small(const struct canvas *screen)
{
	_cleanup_free_ char *text =
	    mem_printf(_("nftabs needs %d columns and %d rows, here are %d and %d. Nothing is lost: make the "
			 "window larger, or leave with q."),
		       LEAST_WIDTH, LEAST_HEIGHT, screen->width, screen->height);

	canvas_put_wrapped(screen, 0, screen->height, STYLE_NORMAL, text);
}

static void main_draw(struct layer *layer, const struct canvas *screen, bool on_top)
{
	struct main_screen *main = (struct main_screen *)layer;
	struct canvas title = canvas_part(screen, 0, 0, 1, screen->width),
		      tabs = canvas_part(screen, 1, 0, 1, screen->width);
	struct canvas view = canvas_part(screen, 2, 0, screen->height - 4, screen->width);
	struct canvas bottom = canvas_part(screen, screen->height - 2, 0, 2, screen->width);

	main->editor->put_off = false;
	layer->pause = 0;
	if (screen->width < LEAST_WIDTH || screen->height < LEAST_HEIGHT) {
		draw_too_small(screen);
		return;
	}
	settle(main);
	title_draw(main->editor, &title);
	tabs_draw(&main->tabs, &tabs);
	open_ops(main)->draw(open_view(main), &view, on_top);
	draw_bottom(main, &bottom, on_top); /* what can be done depends on what the view has found */
	layer->pause = main->editor->put_off ? DETAIL_PAUSE : 0;
}

static void main_free(struct layer *layer)
{
	struct main_screen *main = (struct main_screen *)layer;

	for (size_t i = 0; i < VIEWS; i++)
		main_views[i]->destroy(main->views[i]);
	tabs_done(&main->tabs);
	key_bar_done(&main->bar);
	free(main);
}

static const struct layer_ops main_ops = {
    .handle = main_handle, .draw = main_draw, .key_at = main_key_at, .free = main_free};

struct layer *main_screen_new(struct editor *editor)
{
	struct main_screen *main = MEM_NEW(struct main_screen);

	_Static_assert(ARRAY_SIZE(main_views) == VIEWS + 1, "a place for each view");
	main->layer = (struct layer){.ops = &main_ops, .tick = TICK_BUSY};
	main->editor = editor;
	main->seen = editor->generation;
	tabs_init(&main->tabs);
	main->tabs.numbered = true;
	for (size_t i = 0; i < VIEWS; i++) {
		tabs_add(&main->tabs, _(main_views[i]->title));
		main->views[i] = main_views[i]->create(editor);
	}
	open_tab(main, 0);
	return &main->layer;
}
