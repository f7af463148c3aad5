/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/week_dialog.h"

#include "base/i18n.h"
#include "ui/widget/dialog.h"
#include "ui/widget/guide.h"
#include "ui/widget/week_grid.h"

#include <stdlib.h>

#define SLOTS 48 /* half hours of a day */

static const char *const day_words[WEEK_DAYS] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

struct week_dialog {
	struct layer layer;
	struct dialog dialog;
	struct week_grid grid;
	const char *days[WEEK_DAYS];
	void (*chosen)(void *context, const char *item);
	void *context;
};

/* "mon-fri" or "mon,wed": the days that are marked like the given one, from it on. */
static void add_days(const uint64_t slots[WEEK_DAYS], size_t first, struct str *out)
{
	for (size_t day = first; day < WEEK_DAYS; day++) {
		size_t last = day;

		if (slots[day] != slots[first])
			continue;
		while (last + 1 < WEEK_DAYS && slots[last + 1] == slots[first])
			last++;
		str_addf(out, "%s%s", out->length ? "," : "", day_words[day]);
		if (last > day)
			str_addf(out, "-%s", day_words[last]);
		day = last;
	}
}

static bool said_before(const uint64_t slots[WEEK_DAYS], size_t day)
{
	for (size_t i = 0; i < day; i++)
		if (slots[i] == slots[day])
			return true;
	return false;
}

static void tell_day(const struct week_dialog *week, size_t day)
{
	uint64_t marks = week->grid.slots[day];
	_cleanup_str_ struct str days = {0};

	add_days(week->grid.slots, day, &days);
	for (int slot = 0; slot < SLOTS; slot++) {
		int end = slot;
		_cleanup_free_ char *item = NULL;

		while (end < SLOTS && marks >> end & 1)
			end++;
		if (end == slot)
			continue;
		item = mem_printf("%s %02d:%02d-%02d:%02d", str_text(&days), slot / 2, slot % 2 * 30, end / 2,
				  end % 2 * 30);
		week->chosen(week->context, item);
		slot = end;
	}
}

static unsigned week_handle(struct layer *layer, const struct event *event)
{
	struct week_dialog *week = (struct week_dialog *)layer;
	unsigned reaction = dialog_handle(&week->dialog, event);

	if (reaction & REACTION_CANCEL)
		return REACTION_CLOSE;
	if (!(reaction & REACTION_ACCEPT))
		return reaction;
	for (size_t day = 0; day < WEEK_DAYS; day++)
		if (!said_before(week->grid.slots, day))
			tell_day(week, day);
	return REACTION_CLOSE;
}

static void week_guide(struct layer *layer, struct guide *guide)
{
	guide_set(
	    guide, _("Times of the week"),
	    _("Each sign is half an hour. What is marked becomes times of the validity, such as mon-fri 09:00-17:00."));
	dialog_guide(&((struct week_dialog *)layer)->dialog, guide);
}

static void week_draw(struct layer *layer, const struct canvas *screen, bool on_top)
{
	dialog_draw(&((struct week_dialog *)layer)->dialog, screen, on_top);
}

static void week_free(struct layer *layer)
{
	struct week_dialog *week = (struct week_dialog *)layer;

	widget_done(&week->grid.widget);
	dialog_done(&week->dialog);
	free(week);
}

static const struct layer_ops week_ops = {
    .handle = week_handle, .draw = week_draw, .guide = week_guide, .free = week_free};

void week_dialog_open(struct editor *editor, void (*chosen)(void *context, const char *item), void *context)
{
	static const uint64_t nothing[WEEK_DAYS] = {0};
	static const char *const names[WEEK_DAYS] = {N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"),
						     N_("Fri"), N_("Sat"), N_("Sun")};
	struct week_dialog *week = MEM_NEW(struct week_dialog);

	week->layer.ops = &week_ops;
	week->chosen = chosen;
	week->context = context;
	for (size_t i = 0; i < WEEK_DAYS; i++)
		week->days[i] = _(names[i]);
	week_grid_init(&week->grid, week->days, nothing);
	dialog_init(&week->dialog, _("Times of the week"), WEEK_DAYS + 1, 60, &week->grid.widget);
	dialog_add_footer(&week->dialog, STYLE_DIM,
			  _("Space marks, Shift-arrows go on, w weekdays, e weekend, c none"));
	dialog_add_ok_cancel(&week->dialog);
	loop_push(editor->loop, &week->layer);
}
