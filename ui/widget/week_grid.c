/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/week_grid.h"

#include "base/str.h"
#include "ui/widget/guide.h"
#include "ui/widget/text.h"

#include <stdio.h>
#include <string.h>

#define GAP	   2 /* columns between the names of the days and the cells */
#define SLOTS_ALL  ((UINT64_C(1) << WEEK_SLOTS) - 1)
#define HOURS_STEP 3 /* between two numbers above the cells */
#define WEEKEND	   5 /* the first day of it */

static uint64_t bits_at(const struct week_grid *grid, int slot)
{
	return grid->step == 2 ? UINT64_C(3) << (slot & ~1) : UINT64_C(1) << slot;
}

static unsigned set(struct week_grid *grid, int day, int slot, bool marked)
{
	uint64_t before = grid->slots[day];

	if (marked)
		grid->slots[day] |= bits_at(grid, slot);
	else
		grid->slots[day] &= ~bits_at(grid, slot);
	return grid->slots[day] == before ? REACTION_HANDLED : REACTION_HANDLED | REACTION_CHANGED;
}

static bool is_marked(const struct week_grid *grid, int day, int slot)
{
	return (grid->slots[day] & bits_at(grid, slot)) == bits_at(grid, slot);
}

/* An hour of which one half is marked becomes marked. */
static unsigned turn(struct week_grid *grid)
{
	grid->marking = !is_marked(grid, grid->day, grid->slot);
	return set(grid, grid->day, grid->slot, grid->marking);
}

static unsigned fill(struct week_grid *grid, int first, int last, uint64_t slots)
{
	unsigned reaction = REACTION_HANDLED;

	for (int day = first; day <= last; day++) {
		if (grid->slots[day] != slots)
			reaction |= REACTION_CHANGED;
		grid->slots[day] = slots;
	}
	return reaction;
}

/* Whole days; a second time takes them away. */
static unsigned turn_days(struct week_grid *grid, int first, int last)
{
	bool all = true;

	for (int day = first; day <= last; day++)
		all &= grid->slots[day] == SLOTS_ALL;
	return fill(grid, first, last, all ? 0 : SLOTS_ALL);
}

static const struct {
	int key;
	int days, slots;
	bool extends;
} moves[] = {
    {KEYS_UP, -1, 0, false},
    {KEYS_DOWN, 1, 0, false},
    {KEYS_LEFT, 0, -1, false},
    {KEYS_RIGHT, 0, 1, false},
    {KEYS_CTRL_LEFT, 0, -6, false},
    {KEYS_CTRL_RIGHT, 0, 6, false},
    {KEYS_HOME, 0, -WEEK_SLOTS, false},
    {KEYS_END, 0, WEEK_SLOTS, false},
    {KEYS_SHIFT_UP, -1, 0, true},
    {KEYS_SHIFT_DOWN, 1, 0, true},
    {KEYS_SHIFT_LEFT, 0, -1, true},
    {KEYS_SHIFT_RIGHT, 0, 1, true},
};

static int clamp(int n, int most)
{
	return n < 0 ? 0 : n > most ? most : n;
}

/* Above monday and below sunday the focus leaves the grid. */
static unsigned move(struct week_grid *grid, int days, int slots, bool extends)
{
	int day = grid->day + days;
	unsigned reaction = REACTION_HANDLED;

	if (!extends && (day < 0 || day >= WEEK_DAYS))
		return REACTION_NONE;
	if (extends)
		reaction |= set(grid, grid->day, grid->slot, grid->marking);
	grid->day = clamp(day, WEEK_DAYS - 1);
	grid->slot = clamp(grid->slot + slots * grid->step, WEEK_SLOTS - grid->step);
	if (extends)
		reaction |= set(grid, grid->day, grid->slot, grid->marking);
	return reaction;
}

static unsigned handle_key(struct week_grid *grid, int key)
{
	for (size_t i = 0; i < ARRAY_SIZE(moves); i++)
		if (moves[i].key == key)
			return move(grid, moves[i].days, moves[i].slots, moves[i].extends);
	if (key == KEYS_SPACE)
		return turn(grid);
	if (key == 'w')
		return turn_days(grid, 0, WEEKEND - 1);
	if (key == 'e')
		return turn_days(grid, WEEKEND, WEEK_DAYS - 1);
	if (key == 'a')
		return fill(grid, 0, WEEK_DAYS - 1, SLOTS_ALL);
	return key == 'c' ? fill(grid, 0, WEEK_DAYS - 1, 0) : REACTION_NONE;
}

static unsigned grid_handle(struct widget *widget, const struct event *event)
{
	struct week_grid *grid = (struct week_grid *)widget;
	int row, column;

	if (event->type == EVENT_KEY)
		return handle_key(grid, event->key);
	if (event->type != EVENT_MOUSE || event->mouse > MOUSE_DOUBLE_CLICK ||
	    !canvas_hit(&grid->drawn, event->row, event->column, &row, &column) || grid->first + row >= WEEK_DAYS)
		return REACTION_NONE;
	grid->day = grid->first + row;
	grid->slot = column * grid->step;
	return turn(grid);
}

static int names_width(const struct week_grid *grid)
{
	int widest = 0;

	for (int day = 0; day < WEEK_DAYS; day++)
		widest = text_width(grid->days[day]) > widest ? text_width(grid->days[day]) : widest;
	return widest + GAP;
}

/* "0     3     6"; a number that would be cut at the edge would be another one, so it is left out. */
static void draw_hours(const struct canvas *canvas, int left, int step)
{
	for (int hour = 0; hour <= WEEK_SLOTS / 2; hour += HOURS_STEP) {
		int column = left + hour * 2 / step;

		if (column + (hour < 10 ? 1 : 2) <= canvas->width)
			canvas_putf(canvas, 0, column, STYLE_DIM, "%d", hour);
	}
}

static void draw_cell(const struct week_grid *grid, const struct canvas *row, int day, int slot)
{
	uint64_t here = grid->slots[day] & bits_at(grid, slot);
	int column = slot / grid->step;

	if (here == bits_at(grid, slot))
		canvas_put_glyph(row, 0, column, STYLE_NORMAL, GLYPH_BLOCK);
	else if (here) /* half of the hour */
		canvas_put(row, 0, column, STYLE_NORMAL, row->screen->ascii ? "+" : "▌");
	else
		canvas_put_glyph(row, 0, column, STYLE_DIM, GLYPH_DOT);
}

static void draw_day(const struct week_grid *grid, const struct canvas *row, int left, int day, bool here)
{
	struct canvas cells = canvas_part(row, 0, left, 1, WEEK_SLOTS / grid->step);

	canvas_put_in(row, 0, 0, left - GAP, here ? STYLE_STRONG : STYLE_NORMAL, grid->days[day]);
	for (int slot = 0; slot < WEEK_SLOTS; slot += grid->step)
		draw_cell(grid, &cells, day, slot);
	if (!here)
		return;
	if (is_marked(grid, day, grid->slot)) /* a full block under the cursor would look like none */
		canvas_put(&cells, 0, grid->slot / grid->step, STYLE_NORMAL, "x");
	canvas_restyle(&cells, 0, grid->slot / grid->step, 1, STYLE_SELECTED);
	canvas_cursor(&cells, 0, grid->slot / grid->step);
}

/* Rows for which there is no room are scrolled away, the one with the cursor never is. */
static void grid_draw(struct widget *widget, const struct canvas *canvas, bool focused)
{
	struct week_grid *grid = (struct week_grid *)widget;
	int left = names_width(grid), hours = canvas->height > 1, rows = canvas->height - hours;

	grid->first = rows < WEEK_DAYS ? clamp(grid->day - rows + 1, WEEK_DAYS - rows) : 0;
	grid->step = canvas->width - left < WEEK_SLOTS ? 2 : 1;
	grid->slot -= grid->slot % grid->step;
	if (hours)
		draw_hours(canvas, left, grid->step);
	grid->drawn = canvas_part(canvas, hours, left, rows, WEEK_SLOTS / grid->step);
	for (int day = grid->first; day < WEEK_DAYS && day - grid->first < rows; day++) {
		struct canvas row = canvas_part(canvas, hours + day - grid->first, 0, 1, canvas->width);

		draw_day(grid, &row, left, day, focused && day == grid->day);
	}
}

static int grid_height(const struct widget *widget, int width)
{
	(void)widget;
	(void)width;
	return WEEK_GRID_HEIGHT;
}

static void grid_enter(struct widget *widget, bool backwards)
{
	((struct week_grid *)widget)->day = backwards ? WEEK_DAYS - 1 : 0;
}

static const struct widget_ops ops = {
    .handle = grid_handle,
    .keys = guide_week_keys,
    .draw = grid_draw,
    .height = grid_height,
    .enter = grid_enter,
};

void week_grid_init(struct week_grid *grid, const char *const *days, const uint64_t slots[WEEK_DAYS])
{
	*grid = (struct week_grid){.widget = {&ops}, .days = days, .marking = true, .step = 1};
	memcpy(grid->slots, slots, sizeof(grid->slots));
}
