/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/validity_field.h"

#include "base/i18n.h"
#include "ui/pick.h"
#include "ui/pick_sources.h"

#define DATE_COLUMNS 13
#define OTHERS_ROWS  3

enum part {
	PART_CHOICE,
	PART_SCHEDULE,
	PART_FROM,
	PART_UNTIL,
	PART_ZONE,
	PART_GRID,
	PART_HINT,
	PART_OTHERS,
	PART_RESULT,
	PARTS
};

static struct validity_field *field_of(struct widget *widget)
{
	return (struct validity_field *)widget;
}

/* Without "always" the choices begin with the schedule. */
static enum week_choice choice_of(const struct validity_field *field)
{
	return (enum week_choice)(radio_field_selected(&field->choice) + (field->always ? 0 : WEEK_SCHEDULE));
}

/* The items of the list that is shown below the week are right: they were checked as they were added. */
static void add_others(const struct validity_field *field, struct week *ret)
{
	_cleanup_strlist_ strlist_t items = {0};

	list_field_items(&field->others, &items);
	VEC_FOREACH (&items, item) {
		struct validity v;

		if (!validity_parse(*item, &v, NULL))
			vec_push(&ret->others, v);
	}
}

static int read_week(const struct validity_field *field, struct week *ret, struct error *err)
{
	_cleanup_(week_done) struct week week = {.choice = choice_of(field)};
	const char *schedule = combo_field_text(&field->schedule);

	if (week_set_dates(&week, text_field_text(&field->from), text_field_text(&field->until), err) ||
	    week_set_zone(&week, combo_field_text(&field->zone), err))
		return -1;
	week.schedule = mem_strdup(schedule + (*schedule == '@'));
	memcpy(week.slots, field->grid.slots, sizeof(week.slots));
	add_others(field, &week);
	*ret = week;
	week = (struct week){0};
	return 0;
}

int validity_field_items(struct validity_field *field, strlist_t *ret, struct error *err)
{
	_cleanup_(week_done) struct week week = {0};
	_cleanup_(validity_list_done) validity_list_t list = {0};

	if (read_week(field, &week, err))
		return -1;
	if (week_equal(&week, &field->shown)) {
		VEC_FOREACH (&field->original, item)
			strlist_add(ret, *item);
		return 0;
	}
	week_to_list(&week, &list);
	VEC_FOREACH (&list, item) {
		_cleanup_str_ struct str text = {0};

		validity_print(item, &text);
		strlist_add(ret, str_text(&text));
	}
	return 0;
}

static void show_parts(struct validity_field *field)
{
	enum week_choice choice = choice_of(field);

	flow_hide(&field->flow, PART_SCHEDULE, choice != WEEK_SCHEDULE);
	for (size_t i = PART_FROM; i < PARTS; i++)
		flow_hide(&field->flow, i, choice != WEEK_TIMES || (i == PART_ZONE && !field->zoned));
}

static unsigned field_handle(struct widget *widget, const struct event *event)
{
	struct validity_field *field = field_of(widget);
	unsigned reaction = widget_handle(&field->flow.widget, event);

	show_parts(field);
	return reaction;
}

static bool shows_hint(const struct validity_field *field)
{
	return field->flow.parts.v[PART_HINT].drawn.height > 0;
}

/* Where there is no room for the keys of the week they are shown in its place while it has the focus. */
static void make_result(struct validity_field *field)
{
	_cleanup_strlist_ strlist_t items = {0};
	_cleanup_error_ struct error err = {0};

	str_clear(&field->result.text);
	if (field->flow.focus == PART_GRID && !shows_hint(field)) {
		str_add(&field->result.text, str_text(&field->hint.text));
		return;
	}
	if (validity_field_items(field, &items, &err))
		return;
	VEC_FOREACH (&items, item)
		str_addf(&field->result.text, "%s%s", field->result.text.length ? "; " : "", *item);
	if (!items.n)
		str_add(&field->result.text, _("No time yet."));
}

static void field_draw(struct widget *widget, const struct canvas *canvas, bool focused)
{
	struct validity_field *field = field_of(widget);
	bool before = shows_hint(field);

	make_result(field);
	widget_draw(&field->flow.widget, canvas, focused);
	if (shows_hint(field) == before)
		return;
	make_result(field); /* in a window of another size */
	canvas_fill(canvas, STYLE_NORMAL);
	widget_draw(&field->flow.widget, canvas, focused);
}

static int field_height(const struct widget *widget, int width)
{
	return widget_height(&((const struct validity_field *)widget)->flow.widget, width);
}

static void field_enter(struct widget *widget, bool backwards)
{
	widget_enter(&field_of(widget)->flow.widget, backwards);
}

/* Of the whole, when its parts are right. */
static const char *whole_complaint(struct validity_field *field)
{
	_cleanup_(week_done) struct week week = {0};
	_cleanup_error_ struct error err = {0};
	bool nothing;

	str_clear(&field->complaint);
	if (read_week(field, &week, &err)) {
		str_add(&field->complaint, err.message);
		return str_text(&field->complaint);
	}
	nothing = week.choice == WEEK_TIMES ? !week_has_times(&week) && !week.others.n && (field->always || week.zone)
					    : week.choice == WEEK_SCHEDULE && str_empty(week.schedule);
	if (!nothing)
		return NULL;
	if (week.choice == WEEK_SCHEDULE)
		str_add(&field->complaint, _("no schedule is named: F4 shows those there are"));
	else
		str_add(&field->complaint, _("no time is given: mark hours in the week, or give dates"));
	return str_text(&field->complaint);
}

static const char *field_complaint(struct widget *widget)
{
	struct validity_field *field = field_of(widget);
	const char *complaint = widget_complaint(&field->flow.widget);

	return complaint ? complaint : whole_complaint(field);
}

static void field_guide(const struct widget *widget, struct guide *guide)
{
	widget_guide(&((const struct validity_field *)widget)->flow.widget, guide);
}

static void field_done(struct widget *widget)
{
	struct validity_field *field = field_of(widget);

	VEC_FOREACH (&field->flow.parts, part)
		widget_done(part->widget);
	widget_done(&field->flow.widget);
	week_done(&field->shown);
	strlist_done(&field->original);
	str_done(&field->complaint);
}

static const struct widget_ops ops = {
    .handle = field_handle,
    .draw = field_draw,
    .height = field_height,
    .enter = field_enter,
    .complaint = field_complaint,
    .guide = field_guide,
    .done = field_done,
};

/* Each text of its own: a date must be right before it is compared with the other. */
static const char *check_date(struct text_field *text, void *context)
{
	struct validity_field *field = context;
	_cleanup_(week_done) struct week week = {0};
	_cleanup_error_ struct error err = {0};

	str_clear(&field->complaint);
	if (!week_set_dates(&week, text_field_text(text), "", &err))
		return NULL;
	str_add(&field->complaint, err.message);
	return str_text(&field->complaint);
}

static const char *check_zone(struct text_field *text, void *context)
{
	struct validity_field *field = context;
	_cleanup_(week_done) struct week week = {0};
	_cleanup_error_ struct error err = {0};

	str_clear(&field->complaint);
	if (!week_set_zone(&week, text_field_text(text), &err))
		return NULL;
	str_add(&field->complaint, err.message);
	return str_text(&field->complaint);
}

static void init_date(struct validity_field *field, struct text_field *text, int32_t day)
{
	_cleanup_str_ struct str date = {0};

	week_print_date(day, &date);
	text_field_init(text, str_text(&date));
	text->check = check_date;
	text->context = field;
}

static void init_words(struct validity_field *field)
{
	static const char *const days[WEEK_DAYS] = {N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"),
						    N_("Fri"), N_("Sat"), N_("Sun")};
	static const char *const choices[WEEK_CHOICES] = {
	    [WEEK_ALWAYS] = N_("Always"), [WEEK_SCHEDULE] = N_("Schedule"), [WEEK_TIMES] = N_("These times:")};

	for (size_t i = 0; i < WEEK_DAYS; i++)
		field->days[i] = _(days[i]);
	for (size_t i = 0; i < WEEK_CHOICES; i++)
		field->labels[i] = _(choices[i]);
}

/* week: what the list says. */
static void init_parts(struct validity_field *field, const struct week *week, const struct list_field_ops *item_ops,
		       void *context)
{
	size_t first = field->always ? 0 : WEEK_SCHEDULE;
	size_t choice = field->always || week->choice != WEEK_ALWAYS ? week->choice : WEEK_TIMES;
	_cleanup_strlist_ strlist_t others = {0};

	VEC_FOREACH (&week->others, item) {
		_cleanup_str_ struct str text = {0};

		validity_print(item, &text);
		strlist_add(&others, str_text(&text));
	}
	radio_field_init(&field->choice, field->labels + first, WEEK_CHOICES - first, choice - first);
	combo_field_init(&field->schedule, week->schedule ? week->schedule : "", NULL);
	init_date(field, &field->from, week->from_day);
	init_date(field, &field->until, week->until_day);
	combo_field_init(&field->zone, week->zone ? week->zone : "", NULL);
	field->zone.field.check = check_zone;
	field->zone.field.context = field;
	week_grid_init(&field->grid, field->days, week->slots);
	note_init(&field->hint, _("Space marks, Shift-arrows go on, w weekdays, e weekend, c none"), true);
	list_field_init(&field->others, NULL, NULL, &others, item_ops, context);
	field->others.can_pick = true;
	field->others.max_rows = OTHERS_ROWS;
	note_init(&field->result, "", false);
}

static void lay_out(struct validity_field *field)
{
	struct flow *flow = &field->flow;

	flow_init(flow);
	flow_add(flow, "", &field->choice.widget, 0, true);
	flow_add(flow, _("Schedule"), &field->schedule.widget, 0, true);
	flow_add(flow, _("From"), &field->from.widget, DATE_COLUMNS, true);
	flow_add(flow, _("until"), &field->until.widget, DATE_COLUMNS, false);
	flow_add(flow, _("Zone"), &field->zone.widget, 0, false);
	flow_add(flow, "", &field->grid.widget, 0, true);
	flow_add(flow, "", &field->hint.widget, 0, true);
	flow_add(flow, _("Also"), &field->others.widget, 0, true);
	flow_add(flow, "", &field->result.widget, 0, true);
	flow->focus = PART_CHOICE;
}

void validity_field_init(struct validity_field *field, struct editor *editor, const validity_list_t *list, bool always,
			 const struct list_field_ops *item_ops, void *context)
{
	_cleanup_(week_done) struct week week = {0};

	*field = (struct validity_field){.widget = {&ops}, .editor = editor, .always = always};
	week_of_list(list, &week);
	field->zoned = always || !str_empty(week.zone);
	VEC_FOREACH (list, item) {
		_cleanup_str_ struct str text = {0};

		validity_print(item, &text);
		strlist_add(&field->original, str_text(&text));
	}
	init_words(field);
	init_parts(field, &week, item_ops, context);
	lay_out(field);
	show_parts(field);
	(void)read_week(field, &field->shown, NULL);
}

static void schedule_picked(void *context, const char *value)
{
	combo_field_set(&((struct validity_field *)context)->schedule, value);
}

static void zone_picked(void *context, const char *value)
{
	combo_field_set(&((struct validity_field *)context)->zone, value);
}

static void other_picked(void *context, const char *value)
{
	(void)list_field_add(&((struct validity_field *)context)->others, value);
}

bool validity_field_pick(struct validity_field *field)
{
	static const struct {
		enum part part;
		const char *title;
		void (*add)(struct editor *editor, pick_list_t *ret);
		void (*picked)(void *context, const char *value);
		bool several;
	} picks[] = {
	    {PART_SCHEDULE, N_("Schedule"), pick_schedules, schedule_picked, false},
	    {PART_ZONE, N_("Time zone"), pick_zones, zone_picked, false},
	    {PART_OTHERS, N_("Validity"), pick_times, other_picked, true},
	};

	for (size_t i = 0; i < ARRAY_SIZE(picks); i++)
		if (picks[i].part == field->flow.focus)
			return pick_from(field->editor,
					 &(struct pick_options){.title = _(picks[i].title),
								.taken = picks[i].several ? &field->others.items : NULL,
								.chosen = picks[i].picked,
								.context = field},
					 picks[i].add);
	return false;
}
