/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/rule_dialog.h"

#include "base/i18n.h"
#include "model/check.h"
#include "model/table.h"
#include "ui/detail.h"
#include "ui/field_widget.h"
#include "ui/help.h"
#include "ui/widget/dialog.h"
#include "ui/widget/guide.h"
#include "ui/widget/message.h"
#include "ui/widget/tabs.h"

#include <stdlib.h>

#define WIDTH  78
#define HEIGHT 20

/* Tabs of the seed, in its order and words. */
static const char *const tab_labels[TAB_MAX] = {
    [TAB_GENERAL] = N_("General"),   [TAB_APPLICATION] = N_("Application"),
    [TAB_SERVICE] = N_("Service"),   [TAB_ADDRESS] = N_("Address"),
    [TAB_VALIDITY] = N_("Validity"), [TAB_LOG] = N_("Log"),
    [TAB_PUBLISH] = N_("Publish"),   [TAB_NOTES] = N_("Notes"),
};

const char *rule_dialog_tab(enum field_tab tab)
{
	return _(tab_labels[tab]);
}

struct rule_dialog {
	struct layer layer;
	struct editor *editor;
	size_t index; /* of the rule in the policy, SIZE_MAX for a new one */
	size_t place; /* of a new one */
	struct dialog dialog;
	struct tabs tabs;
	enum field_tab tab_of[TAB_MAX]; /* which field tab each tab is; publish comes and goes */
	struct form forms[TAB_MAX];
	struct field_widget *fields;	/* one for each field of rule_fields */
	size_t form_index[TAB_MAX][32]; /* form item to field */
	struct rule rule;		/* what the fields say now */
	struct rule opened;		/* what they said first */
	/* Objects and settings of the policy and the rule alone: what the foot is made of, small enough for every key.
	 */
	struct policy alone;
	struct str sentence, nft;
	bool wrong; /* the sentence is a complaint */
	void (*done)(struct editor *editor, size_t index);
};

static struct rule_dialog *of(struct layer *layer)
{
	return (struct rule_dialog *)layer;
}

static bool publishes(const struct rule_dialog *rd)
{
	return rd->rule.action == ACTION_PUBLISH;
}

/* Whether something of the tab is set, which its label shows. */
static bool tab_is_set(const struct rule_dialog *rd, enum field_tab tab)
{
	struct rule empty;
	bool set = false;

	rule_init(&empty);
	for (size_t i = 0; i < rule_fields.n && !set; i++) {
		const struct field *field = &rule_fields.fields[i];

		set = field->tab == tab &&
		      !field->type->equal(field_value_const(field, &rd->rule), field_value_const(field, &empty));
	}
	rule_done(&empty);
	return set;
}

/* The tabs there are now: publish is one only for rules that publish. */
static void update_tabs(struct rule_dialog *rd)
{
	enum field_tab open = rd->tab_of[rd->tabs.open];

	tabs_done(&rd->tabs);
	tabs_init(&rd->tabs);
	rd->tabs.numbered = true;
	for (size_t i = 0; i < TAB_MAX; i++) {
		size_t at;

		if (i == TAB_PUBLISH && !publishes(rd))
			continue;
		at = tabs_add(&rd->tabs, _(tab_labels[i]));
		rd->tabs.tabs.v[at].marked = tab_is_set(rd, (enum field_tab)i);
		rd->tab_of[at] = (enum field_tab)i;
		if (i == open)
			rd->tabs.open = at;
	}
}

static struct form *open_form(struct rule_dialog *rd)
{
	return &rd->forms[rd->tab_of[rd->tabs.open]];
}

/* Takes what the fields say into the rule; a field that is wrong leaves its old value, and its error is told if the
 * field has one of the flags (0: any field). */
static int collect(struct rule_dialog *rd, unsigned flags, struct error *err)
{
	int result = 0;

	for (size_t i = 0; i < rule_fields.n; i++) {
		struct error own = {0};

		if (!field_widget_store(&rd->fields[i], &rd->rule, &own))
			continue;
		if (result || (flags && !(rule_fields.fields[i].flags & flags))) {
			error_done(&own);
			continue;
		}
		error_move(err, &own);
		result = -1;
	}
	return result;
}

static void put_rule_alone(struct rule_dialog *rd)
{
	rule_done(&rd->alone.rules.v[0]);
	rd->alone.rules.v[0] = rule_copy(&rd->rule);
	if (str_empty(rd->rule.name)) {
		free(rd->alone.rules.v[0].name);
		rd->alone.rules.v[0].name = mem_strdup(rd->dialog.title); /* a new one that does something already */
	}
	if (!rd->alone.rules.v[0].id)
		rd->alone.rules.v[0].id = 1;
}

/* The foot: what the rule will do, or what is wrong with it. */
static void update_foot(struct rule_dialog *rd)
{
	const struct environment *env = editor_environment(rd->editor);
	_cleanup_error_ struct error err = {0};

	str_clear(&rd->sentence);
	str_clear(&rd->nft);
	rd->wrong = collect(rd, FIELD_MATCH, &err) != 0;
	put_rule_alone(rd);
	if (!rd->wrong)
		rd->wrong = detail_nft(&rd->alone, env, 0, &rd->nft, &err) != 0;
	if (rd->wrong)
		str_add(&rd->sentence, err.message);
	else
		table_sentence(&rd->rule, env, &rd->sentence);
}

static void show_foot(struct rule_dialog *rd)
{
	dialog_clear_footer(&rd->dialog);
	dialog_add_footer(&rd->dialog, rd->wrong ? STYLE_ERROR : STYLE_STRONG, str_text(&rd->sentence));
	dialog_add_footer(&rd->dialog, STYLE_DIM, str_text(&rd->nft));
}

/* What is local and remote is source and destination as long as the direction is forward. */
static void update_labels(struct rule_dialog *rd)
{
	for (size_t tab = 0; tab < TAB_MAX; tab++)
		for (size_t i = 0; i < rd->forms[tab].items.n; i++) {
			const struct field *field = &rule_fields.fields[rd->form_index[tab][i]];
			bool stray = field->flags & FIELD_FORWARD && rd->rule.direction != DIRECTION_FORWARD;

			form_label(&rd->forms[tab], i, table_label(field, &rd->rule));
			if (rd->forms[tab].items.v[i].hidden != (stray && field_is_empty(field, &rd->rule)))
				form_hide(&rd->forms[tab], i, !rd->forms[tab].items.v[i].hidden);
		}
}

static void changed(struct rule_dialog *rd)
{
	update_foot(rd);
	update_labels(rd);
	update_tabs(rd);
	rd->dialog.body = &open_form(rd)->widget;
	show_foot(rd);
}

/* Opens the tab of a field with the focus on it. */
static void go_to_field(struct rule_dialog *rd, const char *key, const char *complaint)
{
	const struct field *field = key ? field_find(&rule_fields, key) : NULL;

	for (size_t at = 0; field && at < rd->tabs.tabs.n; at++)
		if (rd->tab_of[at] == field->tab)
			rd->tabs.open = at;
	rd->dialog.body = &open_form(rd)->widget;
	rd->dialog.on_buttons = false;
	for (size_t i = 0; field && i < open_form(rd)->items.n; i++)
		if (&rule_fields.fields[rd->form_index[field->tab][i]] == field) {
			if (complaint)
				form_complain(open_form(rd), i, complaint);
			else
				form_focus(open_form(rd), i);
		}
}

/* What a field says of itself comes first, on whichever tab it is; then what they say together. */
static int complain(struct rule_dialog *rd, struct error *err)
{
	for (size_t at = 0; at < rd->tabs.tabs.n; at++) {
		const char *complaint = form_complaint(&rd->forms[rd->tab_of[at]], NULL);

		if (!complaint)
			continue;
		rd->tabs.open = at;
		rd->dialog.body = &open_form(rd)->widget;
		rd->dialog.on_buttons = false;
		return error_set(err, ERROR_VALUE, "%s", complaint);
	}
	if (collect(rd, 0, err) ||
	    rule_check(&rd->editor->policy, editor_environment(rd->editor), &rd->rule, rd->index, err)) {
		go_to_field(rd, err->subject.field, err->message);
		return -1;
	}
	return 0;
}

/* The rule may have moved, or gone, since the dialog was opened: another editor, an undo. */
static size_t find_index(const struct rule_dialog *rd)
{
	return rd->rule.id ? policy_find_rule(&rd->editor->policy, rd->rule.id) : SIZE_MAX;
}

/* Puts in what was changed here; what somebody else changed meanwhile in other fields of the rule stays. */
static void merge(const struct rule_dialog *rd, struct rule *stored)
{
	for (size_t i = 0; i < rule_fields.n; i++) {
		const struct field *field = &rule_fields.fields[i];
		const void *now = field_value_const(field, &rd->rule);

		if (field->type->equal(now, field_value_const(field, &rd->opened)))
			continue;
		field->type->done(field_value(field, stored));
		field->type->copy(field_value(field, stored), now);
	}
}

static int store(struct rule_dialog *rd, size_t *ret_index, struct error *err)
{
	struct policy after = editor_copy(rd->editor);
	size_t index = find_index(rd);
	_cleanup_free_ char *summary =
	    mem_printf(index == SIZE_MAX ? _("Rule \"%s\" added") : _("Rule \"%s\" changed"), rd->rule.name);

	if (index == SIZE_MAX) {
		index = rd->place < after.rules.n ? rd->place : after.rules.n;
		vec_insert(&after.rules, index, rule_copy(&rd->rule));
		after.rules.v[index].id = 0;
	} else {
		merge(rd, &after.rules.v[index]);
	}
	*ret_index = index;
	if (rule_check(&after, editor_environment(rd->editor), &after.rules.v[index], index, err)) {
		policy_done(&after);
		return -1;
	}
	if (editor_change(rd->editor, &after, summary, err))
		return -1;
	editor_say(rd->editor, _("%s. It takes effect when it is applied (A)."), summary);
	return 0;
}

/* Somebody else's change is too long a story for the foot. */
static void say_refused(struct rule_dialog *rd, const struct error *err)
{
	_cleanup_free_ char *text = NULL;

	str_clear(&rd->sentence);
	str_add(&rd->sentence, err->message);
	rd->wrong = true;
	show_foot(rd);
	if (err->code != ERROR_CONFLICT)
		return;
	text = mem_printf(
	    _("%s\n\nWhat was typed here is kept. OK stores it, and leaves the rest of the rule as it is now."),
	    err->message);
	message_show(rd->editor->loop, _("Changed by someone else"), text);
}

static unsigned accept(struct rule_dialog *rd)
{
	_cleanup_error_ struct error err = {0};
	size_t index;

	if (complain(rd, &err) || store(rd, &index, &err)) {
		say_refused(rd, &err);
		return REACTION_HANDLED;
	}
	if (rd->done)
		rd->done(rd->editor, index);
	return REACTION_CLOSE;
}

static bool is_changed(struct rule_dialog *rd)
{
	bool changed;
	struct rule empty;

	if (rd->index != SIZE_MAX && rd->index < rd->editor->policy.rules.n)
		return !rule_equal(&rd->rule, &rd->editor->policy.rules.v[rd->index]);
	rule_init(&empty);
	changed = !rule_equal(&rd->rule, &empty);
	rule_done(&empty);
	return changed;
}

static void discard_answer(void *context, size_t button)
{
	struct rule_dialog *rd = context;

	if (button == 0)
		loop_close(rd->editor->loop, &rd->layer);
}

static unsigned cancel(struct rule_dialog *rd)
{
	if (!is_changed(rd))
		return REACTION_CLOSE;
	message_ask(rd->editor->loop, _("Discard the changes?"), _("What was changed in this dialog is lost then."),
		    discard_answer, rd);
	return REACTION_HANDLED;
}

static struct field_widget *focused_field(struct rule_dialog *rd)
{
	const struct form *form = open_form(rd);

	return &rd->fields[rd->form_index[rd->tab_of[rd->tabs.open]][form->focus]];
}

static unsigned rule_dialog_handle(struct layer *layer, const struct event *event)
{
	struct rule_dialog *rd = of(layer);
	unsigned reaction;

	reaction = tabs_handle(&rd->tabs, event);
	if (reaction & REACTION_CHANGED) {
		form_leave((struct form *)rd->dialog.body);
		rd->dialog.on_buttons = false;
	}
	if (reaction == REACTION_NONE)
		reaction = dialog_handle(&rd->dialog, event);
	if (reaction & REACTION_PICK)
		(void)field_widget_pick(focused_field(rd));
	if (reaction & REACTION_CANCEL)
		return cancel(rd);
	changed(rd);
	return reaction & REACTION_ACCEPT ? accept(rd) : reaction;
}

static void rule_dialog_guide(struct layer *layer, struct guide *guide)
{
	struct rule_dialog *rd = of(layer);

	help_of_field(focused_field(rd)->field, guide);
	dialog_guide(&rd->dialog, guide);
	guide_add_keys(guide, guide_tab_keys);
}

static void rule_dialog_draw(struct layer *layer, const struct canvas *screen, bool on_top)
{
	struct rule_dialog *rd = of(layer);
	struct canvas body, tabs;

	/* A picker on top may have changed a field. */
	changed(rd);
	body = dialog_begin(&rd->dialog, screen, on_top);
	tabs = canvas_part(&body, 0, 0, 1, body.width);
	tabs_draw(&rd->tabs, &tabs);
	canvas_divide(&body, 1, 1);
	body = canvas_part(&body, 2, 1, body.height - 2, body.width - 2);
	form_draw(open_form(rd), &body, on_top && !rd->dialog.on_buttons);
}

static void rule_dialog_free(struct layer *layer)
{
	struct rule_dialog *rd = of(layer);

	for (size_t i = 0; i < TAB_MAX; i++)
		form_done(&rd->forms[i]);
	for (size_t i = 0; i < rule_fields.n; i++)
		field_widget_done(&rd->fields[i]);
	free(rd->fields);
	tabs_done(&rd->tabs);
	dialog_done(&rd->dialog);
	rule_done(&rd->rule);
	rule_done(&rd->opened);
	policy_done(&rd->alone);
	str_done(&rd->sentence);
	str_done(&rd->nft);
	free(rd);
}

static const struct layer_ops rule_dialog_ops = {
    .handle = rule_dialog_handle, .draw = rule_dialog_draw, .guide = rule_dialog_guide, .free = rule_dialog_free};

static void add_fields(struct rule_dialog *rd)
{
	rd->fields = mem_calloc(rule_fields.n, sizeof(*rd->fields));
	for (size_t i = 0; i < TAB_MAX; i++)
		form_init(&rd->forms[i]);
	for (size_t i = 0; i < rule_fields.n; i++) {
		const struct field *field = &rule_fields.fields[i];
		size_t at;

		field_widget_init(&rd->fields[i], rd->editor, &rule_fields, field, &rd->rule);
		at = form_add(&rd->forms[field->tab], table_label(field, &rd->rule), _(field->help),
			      rd->fields[i].widget);
		rd->form_index[field->tab][at] = i;
	}
}

/* The policy without its rules, with a place for this one. */
static void make_alone(struct rule_dialog *rd)
{
	struct policy without = rd->editor->policy;

	without.rules.n = 0;
	rd->alone = policy_copy(&without);
	vec_push(&rd->alone.rules, rule_copy(&rd->rule));
}

static char *title(const struct rule_dialog *rd)
{
	if (rd->index == SIZE_MAX)
		return mem_strdup(_("New rule"));
	return mem_printf(_("Rule %zu · %s"), rd->index + 1, rd->rule.name ? rd->rule.name : "");
}

static struct rule_dialog *open_dialog(struct editor *editor, size_t index, size_t place)
{
	struct rule_dialog *rd = MEM_NEW(struct rule_dialog);
	_cleanup_free_ char *text = NULL;

	rd->layer.ops = &rule_dialog_ops;
	rd->editor = editor;
	rd->index = index;
	rd->place = index == SIZE_MAX ? place : index;
	if (index == SIZE_MAX)
		rule_init(&rd->rule);
	else
		rd->rule = rule_copy(&editor->policy.rules.v[index]);
	rd->opened = rule_copy(&rd->rule);
	text = title(rd);
	dialog_init(&rd->dialog, text, HEIGHT, WIDTH, NULL);
	dialog_add_ok_cancel(&rd->dialog);
	dialog_set_hint(&rd->dialog, _("Alt-1…8 tabs  F4 choose  F1 help"));
	add_fields(rd);
	rd->dialog.body = &open_form(rd)->widget;
	rd->dialog.on_buttons = false;
	make_alone(rd);
	changed(rd);
	rd->dialog.on_buttons = false; /* it took itself to have no body */
	loop_push(editor->loop, &rd->layer);
	return rd;
}

void rule_dialog_open(struct editor *editor, size_t index, size_t place,
		      void (*done)(struct editor *editor, size_t index))
{
	open_dialog(editor, index, place)->done = done;
}

void rule_dialog_open_field(struct editor *editor, size_t index, const char *field)
{
	go_to_field(open_dialog(editor, index, index), field, NULL);
}
