/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rule list: the policy as an ordered list, edited in place. */
#include "ui/firewall.h"

#include "base/i18n.h"
#include "ui/widget/text.h"

#include <stdlib.h>

#define BUILT_IN_SEEN 2 /* built-in lines in sight above the first rule */

/* At 80 columns everything but the application is there, which the flags tell; then hits, flags, name and address give
 * way, in this order. */
static const struct table_column columns[] = {
    [LISTING_POSITION] = {.wish = 3, .least = 3, .right = true},
    [LISTING_ENABLED] = {.wish = 1, .least = 1},
    [LISTING_ACTION] = {.wish = 6, .least = 6},
    [LISTING_DIRECTION] = {.wish = 4, .least = 4},
    [LISTING_PROTOCOL] = {.wish = 7, .least = 5, .yields = 2},
    [LISTING_APPLICATION] = {.wish = 14, .yields = 1, .grows = 2},
    [LISTING_SERVICE] = {.wish = 13, .least = 8, .yields = 7, .grows = 1},
    [LISTING_ADDRESS] = {.wish = 14, .least = 12, .yields = 6, .grows = 2},
    [LISTING_FLAGS] = {.wish = 3, .yields = 4},
    [LISTING_NAME] = {.wish = 11, .least = 6, .yields = 5, .grows = 3},
    [LISTING_COLUMNS] = {.title = N_("Hits"), .wish = 7, .yields = 3, .right = true},
};

/* Words differ in length from language to language: as wide as the widest of the lines that are always there, and the
 * heading. */
static uint8_t word_width(const struct firewall *firewall, enum listing_column column)
{
	const struct policy *policy = &firewall->editor->policy;
	uint8_t least = (uint8_t)text_width(_(listing_titles[column]));

	for (size_t place = 0; place < listing_count(policy); place++) {
		struct listing_line line = listing_line(policy, place);
		_cleanup_str_ struct str text = {0};
		int width;

		if (line.kind == LISTING_RULE) {
			place += policy->rules.n - 1;
			continue;
		}
		listing_cell(policy, editor_environment(firewall->editor), line, column, &text);
		width = text_width(str_text(&text));
		least = width > least ? (uint8_t)width : least;
	}
	return least;
}

static void set_width(struct table_column *column, uint8_t width)
{
	column->wish = width;
	column->least = width;
}

static uint8_t digits(size_t n)
{
	uint8_t count = 1;

	while (n >= 10) {
		n /= 10;
		count++;
	}
	return count;
}

static void update_columns(struct firewall *firewall)
{
	uint8_t width = digits(editor_rules(firewall->editor));

	for (size_t i = 0; i < ARRAY_SIZE(columns); i++) {
		firewall->columns[i] = columns[i];
		if (i < LISTING_COLUMNS)
			firewall->columns[i].title = listing_titles[i];
	}
	if (width > firewall->columns[LISTING_POSITION].wish)
		set_width(&firewall->columns[LISTING_POSITION], width);
	set_width(&firewall->columns[LISTING_ACTION], word_width(firewall, LISTING_ACTION));
	set_width(&firewall->columns[LISTING_DIRECTION], word_width(firewall, LISTING_DIRECTION));
}

static void firewall_refresh(void *view)
{
	struct firewall *firewall = view;

	update_columns(firewall);
	firewall_update(firewall);
}

static void *firewall_create(struct editor *editor)
{
	struct firewall *firewall = MEM_NEW(struct firewall);

	firewall->editor = editor;
	firewall->details = true;
	policy_init(&firewall->clipboard);
	text_field_init(&firewall->line, "");
	update_columns(firewall);
	table_init(&firewall->table, &firewall_rows, firewall, firewall->columns, ARRAY_SIZE(columns));
	firewall->table.vi_keys = true;
	firewall_refresh(firewall);
	/* On the first rule; where not all fits, most of the room is for what can be edited. */
	table_select(&firewall->table, listing_place(&editor->policy, 0));
	firewall->table.first = firewall->table.at > BUILT_IN_SEEN ? firewall->table.at - BUILT_IN_SEEN : 0;
	return firewall;
}

static void firewall_destroy(void *view)
{
	struct firewall *firewall = view;

	firewall_cell_give_up(firewall);
	widget_done(&firewall->line.widget);
	free(firewall->remembered);
	widget_done(&firewall->table.widget);
	detail_done(&firewall->detail);
	strlist_done(&firewall->folded);
	policy_done(&firewall->clipboard);
	id_set_done(&firewall->marked);
	vec_done(&firewall->removed);
	vec_done(&firewall->pending);
	free(firewall);
}

static bool is_escape(const struct event *event)
{
	return event->type == EVENT_KEY && (event->key == KEYS_ESC || event->key == KEYS_CTRL('G'));
}

static unsigned firewall_handle(void *view, const struct event *event)
{
	struct firewall *firewall = view;
	unsigned reaction;

	if (is_escape(event) && firewall_escape(firewall))
		return REACTION_HANDLED;
	if (firewall->cell.open)
		return firewall_cell_handle(firewall, event);
	if (firewall->typing)
		return firewall_type(firewall, event);
	if (event->type == EVENT_KEY && (event->key == KEYS_LEFT || event->key == KEYS_RIGHT)) {
		(void)table_next_column(&firewall->table, event->key == KEYS_LEFT);
		return REACTION_HANDLED;
	}
	reaction = table_handle(&firewall->table, event);
	if (reaction & REACTION_ACCEPT) /* Enter, a double click */
		action_run(action_find(&firewall_actions, KEYS_ENTER), firewall->editor);
	return reaction;
}

/* Between list and pane, and what is to be known about the list in it. */
static void draw_border(const struct firewall *firewall, const struct canvas *canvas)
{
	_cleanup_str_ struct str state = {0};

	firewall_state(firewall, &state);
	canvas_line(canvas, 0, STYLE_FRAME);
	if (state.length)
		canvas_putf(canvas, 0, 2, STYLE_STRONG, " %s ", str_text(&state));
}

static bool has_state(const struct firewall *firewall)
{
	_cleanup_str_ struct str state = {0};

	firewall_state(firewall, &state);
	return state.length;
}

static void draw_detail(struct firewall *firewall, const struct canvas *canvas)
{
	struct canvas border = canvas_part(canvas, 0, 0, 1, canvas->width);
	struct canvas pane = canvas_part(canvas, 1, 0, canvas->height - 1, canvas->width);

	draw_border(firewall, &border);
	if (pane.height > 0 && table_count(&firewall->table))
		detail_draw(&firewall->detail, firewall->editor,
			    firewall_line(firewall, table_selected(&firewall->table)), &pane);
}

static void firewall_draw(void *view, const struct canvas *canvas, bool focused)
{
	struct firewall *firewall = view;
	bool filter = firewall_has_line(firewall);
	int detail = firewall->details && canvas->height >= 2 * DETAIL_HEIGHT ? DETAIL_HEIGHT + 1
		     : firewall->details				      ? canvas->height / 3
									      : has_state(firewall);
	int height = canvas->height - detail - filter;
	struct canvas list = canvas_part(canvas, 0, 0, height, canvas->width);
	struct canvas line = canvas_part(canvas, height, 0, filter, canvas->width);
	struct canvas below = canvas_part(canvas, height + filter, 0, detail, canvas->width);

	widget_draw(&firewall->table.widget, &list, focused && !firewall->typing && !firewall->cell.open);
	if (focused && firewall->cell.open)
		firewall_cell_draw(firewall);
	if (filter)
		firewall_draw_line(firewall, &line, focused);
	if (detail)
		draw_detail(firewall, &below);
}

const struct view_ops firewall_view = {
    .title = N_("Firewall"),
    .entry = N_("Rule"),
    .create = firewall_create,
    .destroy = firewall_destroy,
    .draw = firewall_draw,
    .handle = firewall_handle,
    .refresh = firewall_refresh,
    .actions = &firewall_actions,
    .prints = firewall_prints,
};
