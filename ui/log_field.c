/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/log_field.h"

#include "base/i18n.h"
#include "ui/pick.h"
#include "ui/pick_sources.h"

#define NUMBER_COLUMNS 12

enum part { PART_CHOICE, PART_PREFIX, PART_LEVEL, PART_LIMIT, PART_UNIT, PART_BURST, PART_RESULT, PARTS };
enum { UNIT_MINUTE = 1 }; /* what a limit is first offered in */

static const struct {
	const char *word, *label;
	uint32_t seconds;
} units[LOG_UNITS] = {
    {"second", N_("second"), 1},
    {"minute", N_("minute"), 60},
    {"hour", N_("hour"), 3600},
    {"day", N_("day"), 86400},
};

static struct log_field *field_of(struct widget *widget)
{
	return (struct log_field *)widget;
}

/* key=value; a comma or backslash in the value is taken literally. */
static void add_option(const char *key, const char *value, struct str *out)
{
	if (str_empty(value))
		return;
	str_addf(out, "%s%s=", out->length ? "," : "", key);
	for (; *value; value++) {
		if (*value == ',' || *value == '\\')
			str_add_char(out, '\\');
		str_add_char(out, *value);
	}
}

static void add_limit(const struct log_field *field, struct str *out)
{
	const char *limit = text_field_text(&field->limit);
	_cleanup_free_ char *value = mem_printf("%s/%s", limit, units[radio_field_selected(&field->unit)].word);

	add_option("limit", *limit ? value : "", out);
}

void log_field_text(const struct log_field *field, struct str *out)
{
	_cleanup_str_ struct str options = {0};

	if (!radio_field_selected(&field->choice))
		return;
	add_option("prefix", text_field_text(&field->prefix), &options);
	add_option("level", combo_field_text(&field->level), &options);
	add_limit(field, &options);
	add_option("burst", text_field_text(&field->burst), &options);
	str_add(out, options.length ? str_text(&options) : "on");
}

static void show_parts(struct log_field *field)
{
	for (size_t i = PART_PREFIX; i < PARTS; i++)
		flow_hide(&field->flow, i, !radio_field_selected(&field->choice));
}

static unsigned field_handle(struct widget *widget, const struct event *event)
{
	struct log_field *field = field_of(widget);
	unsigned reaction = widget_handle(&field->flow.widget, event);

	show_parts(field);
	return reaction;
}

static void field_draw(struct widget *widget, const struct canvas *canvas, bool focused)
{
	struct log_field *field = field_of(widget);

	str_clear(&field->result.text);
	log_field_text(field, &field->result.text);
	widget_draw(&field->flow.widget, canvas, focused);
}

static int field_height(const struct widget *widget, int width)
{
	return widget_height(&((const struct log_field *)widget)->flow.widget, width);
}

static void field_enter(struct widget *widget, bool backwards)
{
	widget_enter(&field_of(widget)->flow.widget, backwards);
}

static const char *check_options(struct log_field *field, const char *text)
{
	_cleanup_(log_options_done) struct log_options log = {.level = -1};
	_cleanup_error_ struct error err = {0};

	str_clear(&field->complaint);
	if (!log_options_parse(text, &log, &err))
		return NULL;
	str_add(&field->complaint, err.message);
	return str_text(&field->complaint);
}

/* The parts, then what they say together: a burst belongs to a limit. */
static const char *field_complaint(struct widget *widget)
{
	struct log_field *field = field_of(widget);
	const char *complaint = widget_complaint(&field->flow.widget);
	_cleanup_str_ struct str text = {0};

	if (complaint)
		return complaint;
	log_field_text(field, &text);
	return check_options(field, str_text(&text));
}

static void field_guide(const struct widget *widget, struct guide *guide)
{
	widget_guide(&((const struct log_field *)widget)->flow.widget, guide);
}

static void field_done(struct widget *widget)
{
	struct log_field *field = field_of(widget);

	VEC_FOREACH (&field->flow.parts, part)
		widget_done(part->widget);
	widget_done(&field->flow.widget);
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

static const char *check_prefix(struct text_field *text, void *context)
{
	_cleanup_str_ struct str option = {0};

	add_option("prefix", text_field_text(text), &option);
	return check_options(context, str_text(&option));
}

static const char *check_level(struct text_field *text, void *context)
{
	_cleanup_str_ struct str option = {0};

	add_option("level", text_field_text(text), &option);
	return check_options(context, str_text(&option));
}

static const char *check_limit(struct text_field *text, void *context)
{
	_cleanup_str_ struct str option = {0};

	(void)text;
	add_limit(context, &option);
	return check_options(context, str_text(&option));
}

/* Without its limit the number alone can be judged only with some other. */
static const char *check_burst(struct text_field *text, void *context)
{
	_cleanup_str_ struct str option = {0};

	add_option("burst", text_field_text(text), &option);
	if (option.length)
		str_add(&option, ",limit=4294967295/second");
	return check_options(context, str_text(&option));
}

static void init_text(struct text_field *text, const char *initial,
		      const char *(*check)(struct text_field *text, void *context), void *context)
{
	text_field_init(text, initial);
	text->check = check;
	text->context = context;
}

static void init_number(struct text_field *text, uint32_t number,
			const char *(*check)(struct text_field *text, void *context), void *context)
{
	_cleanup_free_ char *initial = number ? mem_printf("%u", number) : mem_strdup("");

	init_text(text, initial, check, context);
}

static void init_level(struct log_field *field, const struct log_options *log)
{
	struct log_options level = {.on = true, .level = log->level};
	_cleanup_str_ struct str text = {0};

	log_options_print(&level, &text);
	combo_field_init(&field->level, log->level < 0 ? "" : str_text(&text) + strlen("level="), NULL);
	field->level.field.check = check_level;
	field->level.field.context = field;
}

static size_t unit_of(const struct log_options *log)
{
	for (size_t i = 0; log->limit && i < LOG_UNITS; i++)
		if (units[i].seconds == log->limit_unit)
			return i;
	return UNIT_MINUTE;
}

static void init_parts(struct log_field *field, const struct log_options *log)
{
	field->choices[0] = _("Not set");
	field->choices[1] = _("On");
	for (size_t i = 0; i < LOG_UNITS; i++)
		field->units[i] = _(units[i].label);
	radio_field_init(&field->choice, field->choices, ARRAY_SIZE(field->choices), log->on);
	init_text(&field->prefix, log->prefix, check_prefix, field);
	init_level(field, log);
	init_number(&field->limit, log->limit, check_limit, field);
	radio_field_init(&field->unit, field->units, LOG_UNITS, unit_of(log));
	init_number(&field->burst, log->burst, check_burst, field);
	note_init(&field->result, "", false);
}

void log_field_init(struct log_field *field, struct editor *editor, const struct log_options *log)
{
	struct flow *flow = &field->flow;

	*field = (struct log_field){.widget = {&ops}, .editor = editor};
	init_parts(field, log);
	flow_init(flow);
	flow_add(flow, "", &field->choice.widget, 0, true);
	flow_add(flow, _("Prefix"), &field->prefix.widget, 0, true);
	flow_add(flow, _("Level"), &field->level.widget, 0, true);
	flow_add(flow, _("At most"), &field->limit.widget, NUMBER_COLUMNS, true);
	flow_add(flow, _("per"), &field->unit.widget, radio_field_width(&field->unit), false);
	flow_add(flow, _("Burst"), &field->burst.widget, NUMBER_COLUMNS, true);
	flow_add(flow, "", &field->result.widget, 0, true);
	flow->focus = PART_CHOICE;
	show_parts(field);
}

static void level_picked(void *context, const char *value)
{
	combo_field_set(&((struct log_field *)context)->level, value);
}

bool log_field_pick(struct log_field *field)
{
	return field->flow.focus == PART_LEVEL &&
	       pick_from(field->editor,
			 &(struct pick_options){.title = _("Level"), .chosen = level_picked, .context = field},
			 pick_levels);
}
