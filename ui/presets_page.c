/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/presets_page.h"

#include "backend/deploy/presets.h"
#include "base/i18n.h"
#include "model/diff.h"
#include "model/preset_make.h"
#include "model/table.h"
#include "ui/pick.h"
#include "ui/widget/check_field.h"
#include "ui/widget/combo_field.h"
#include "ui/widget/dialog.h"
#include "ui/widget/form.h"
#include "ui/widget/guide.h"
#include "ui/widget/text_view.h"

#include <stdlib.h>

#define HEIGHT	     20
#define WIDTH	     78
#define PREVIEW_ROWS 7

/* One row of the form: an option, or one word of an option that is a choice of words. */
struct row {
	struct page *page;
	const struct preset_option *option;
	const char *word; /* NULL: the whole option */
	bool is_check;
	union {
		struct check_field check;
		struct text_field text;
	};
};

struct page {
	struct layer layer;
	struct editor *editor;
	struct preset *preset;
	struct preset_programs *programs;
	struct dialog dialog;
	struct form form;
	VEC(struct row *) rows; /* widgets must not move */
	struct text_view preview;
	struct policy empty; /* objects and settings of the policy, for the preview */
};

static void add_row_text(const struct row *row, struct str *out)
{
	const char *text;

	if (!row->is_check) {
		str_add(out, text_field_text(&row->text));
		return;
	}
	text = row->word ? row->word : "yes";
	if (check_field_is_on(&row->check))
		str_addf(out, "%s%s", out->length ? "," : "", text);
}

/* What is left empty is not given; where something must be, the error is about the option. */
static int refuse_empty(const struct preset_option *option, struct error *err)
{
	if (option->kind == PRESET_CHOICE)
		error_set(err, ERROR_VALUE, _("choose at least one"));
	else if (option->required)
		error_set(err, ERROR_VALUE, _("fill this in first"));
	else
		return 0;
	return error_in_field(err, option->key);
}

static int collect(const struct page *page, struct preset_values *ret, struct error *err)
{
	VEC_FOREACH (preset_options_of(page->preset), option) {
		_cleanup_strlist_ strlist_t items = {0};
		_cleanup_str_ struct str text = {0};

		VEC_FOREACH (&page->rows, row)
			if ((*row)->option == option)
				add_row_text(*row, &text);
		strlist_split(&items, str_text(&text), ',');
		if (items.n)
			preset_values_add(ret, option->key, str_text(&text));
		else if (refuse_empty(option, err))
			return -1;
	}
	return 0;
}

static int make(const struct page *page, struct policy *policy, struct preset_made *ret, struct error *err)
{
	_cleanup_preset_values_ struct preset_values values = {0};
	const struct preset_order order = {.values = &values, .programs = page->programs, .to = PRESET_PLACE_FIND};

	return collect(page, &values, err) ||
		       preset_make(page->preset, &order, editor_environment(page->editor), policy, ret, err)
		   ? -1
		   : 0;
}

/* With the label of the option that it is about, as the page has it. */
static void print_error(const struct page *page, const struct error *err, struct str *out)
{
	const struct preset_option *option = preset_option_find(page->preset, err->subject.field);

	if (option)
		str_addf(out, "%s: %s", option->label, err->message);
	else
		str_add(out, err->message);
}

/* A whole policy: what it takes the place of, and the settings, which no rule tells. */
static void print_whole(const struct page *page, const struct policy *policy, struct str *out)
{
	size_t n = page->editor->policy.rules.n;
	change_list_t changes = {0};

	str_addf(out,
		 ngettext("It takes the place of the %zu rule that is there, and of all objects and settings.\n",
			  "It takes the place of the %zu rules that are there, and of all objects and settings.\n", n),
		 n);
	policy_diff(&page->empty, policy, &changes);
	VEC_FOREACH (&changes, change)
		if (change->table == &settings_fields) {
			change_print(change, out);
			str_add_char(out, '\n');
		}
	vec_done(&changes);
}

static void print_made(const struct page *page, const struct policy *policy, const struct preset_made *made,
		       struct str *out)
{
	size_t n = made->place.n;

	if (preset_is_starter(page->preset))
		print_whole(page, policy, out);
	str_addf(out, ngettext("Enter makes %zu rule:\n", "Enter makes these %zu rules, as one step of undo:\n", n), n);
	for (size_t i = 0; i < n; i++) {
		str_addf(out, "%s: ", policy->rules.v[i].name);
		table_sentence(&policy->rules.v[i], editor_environment(page->editor), out);
		str_add_char(out, '\n');
	}
	VEC_FOREACH (&made->notes, note)
		str_addf(out, "%s\n", *note);
}

static void update_preview(struct page *page)
{
	_cleanup_policy_ struct policy policy = policy_copy(&page->empty);
	_cleanup_preset_made_ struct preset_made made = {0};
	_cleanup_error_ struct error err = {0};
	_cleanup_str_ struct str text = {0};

	if (make(page, &policy, &made, &err))
		print_error(page, &err, &text);
	else
		print_made(page, &policy, &made, &text);
	text_view_set(&page->preview, str_text(&text));
}

/* Whether applying it changed anything, and where the rules went, is told in the line at the bottom. */
static void say_made(struct editor *editor, const struct preset_place *place)
{
	if (!place->n)
		editor_say(editor, _("These rules are there already: nothing was changed."));
	else if (place->above.n)
		editor_say(editor, _("Rules %zu to %zu made; a ban above them, rule %zu, decides first."),
			   place->first + 1, place->first + place->n, place->above.v[0] + 1);
	else if (place->n == 1)
		editor_say(editor, _("Rule %zu made. u takes it back, A applies it."), place->first + 1);
	else
		editor_say(editor, _("Rules %zu to %zu made. u takes them back, A applies them."), place->first + 1,
			   place->first + place->n);
}

static int store(struct page *page, struct error *err)
{
	struct editor *editor = page->editor;
	struct policy after = editor_copy(editor);
	_cleanup_preset_made_ struct preset_made made = {0};
	_cleanup_free_ char *summary = mem_printf(_("Preset %s applied"), preset_name(page->preset));

	if (make(page, &after, &made, err)) {
		policy_done(&after);
		return -1;
	}
	if (editor_change(editor, &after, summary, err))
		return -1;
	say_made(editor, &made.place);
	return 0;
}

/* The field that the error is about, or the one where the user is. */
static size_t wrong_field(const struct page *page, const struct error *err)
{
	for (size_t i = 0; i < page->rows.n; i++)
		if (str_equal(page->rows.v[i]->option->key, err->subject.field))
			return i;
	return page->form.focus;
}

static unsigned accept(struct page *page)
{
	_cleanup_error_ struct error err = {0};

	if (!store(page, &err))
		return REACTION_CLOSE;
	page->dialog.on_buttons = false;
	form_complain(&page->form, wrong_field(page, &err), err.message);
	return REACTION_HANDLED;
}

static void picked(void *context, const char *value)
{
	struct row *row = context;
	const char *before = text_field_text(&row->text);
	_cleanup_free_ char *text = *before ? mem_printf("%s,%s", before, value) : mem_strdup(value);

	text_field_set(&row->text, text);
	update_preview(row->page);
}

static void pick(struct page *page)
{
	struct row *row =
	    page->form.focus < page->rows.n ? page->rows.v[page->form.focus] : NULL; /* some ask nothing */
	const struct field *field =
	    row && !row->is_check && row->option->field ? field_find(&rule_fields, row->option->field) : NULL;

	if (!field || !pick_open(page->editor, field, &(strlist_t){0}, picked, row))
		editor_say(page->editor, _("There is nothing to choose from here."));
}

/* Enter makes the rules from any field; Tab and the arrows go on. */
static bool is_make_key(const struct page *page, const struct event *event)
{
	return event->type == EVENT_KEY && event->key == KEYS_ENTER && !page->dialog.on_buttons;
}

static unsigned page_handle(struct layer *layer, const struct event *event)
{
	struct page *page = (struct page *)layer;
	unsigned reaction;

	if (event->type == EVENT_KEY && event->key == KEYS_F(4)) {
		pick(page);
		return REACTION_HANDLED;
	}
	if (is_make_key(page, event))
		return accept(page);
	reaction = dialog_handle(&page->dialog, event);
	if (reaction & REACTION_CANCEL)
		return REACTION_CLOSE;
	if (reaction & REACTION_ACCEPT)
		return accept(page);
	if (reaction & REACTION_CHANGED)
		update_preview(page);
	return reaction ? reaction : text_view_handle(&page->preview, event);
}

static void page_guide(struct layer *layer, struct guide *guide)
{
	const struct page *page = (const struct page *)layer;

	dialog_guide(&page->dialog, guide);
	guide_add_keys(guide, guide_pick_keys);
	guide_add_keys(guide, guide_view_keys);
}

static void page_draw(struct layer *layer, const struct canvas *screen, bool on_top)
{
	struct page *page = (struct page *)layer;
	struct canvas body = dialog_begin(&page->dialog, screen, on_top), form, preview;
	int least = body.height > 2 * PREVIEW_ROWS ? PREVIEW_ROWS : body.height / 2;
	int rows = body.height - 1 - form_height(&page->form, body.width);

	if (rows < least)
		rows = least;
	form = canvas_part(&body, 0, 0, body.height - rows - 1, body.width);
	preview = canvas_part(&body, body.height - rows, 0, rows, body.width);
	form_draw(&page->form, &form, on_top && !page->dialog.on_buttons);
	canvas_divide(&body, body.height - rows - 1, 1);
	widget_draw(&page->preview.widget, &preview, false);
}

static void page_free(struct layer *layer)
{
	struct page *page = (struct page *)layer;

	form_done(&page->form);
	VEC_FOREACH (&page->rows, row) {
		widget_done((*row)->is_check ? &(*row)->check.widget : &(*row)->text.widget);
		free(*row);
	}
	vec_done(&page->rows);
	widget_done(&page->preview.widget);
	dialog_done(&page->dialog);
	policy_done(&page->empty);
	preset_programs_free(page->programs);
	preset_free(page->preset);
	free(page);
}

static const struct layer_ops page_ops = {
    .handle = page_handle, .draw = page_draw, .guide = page_guide, .free = page_free};

static bool is_default(const struct preset_option *option, const char *word)
{
	_cleanup_strlist_ strlist_t words = {0};

	strlist_split(&words, option->otherwise, ',');
	return strlist_has(&words, word);
}

/* word: of a choice, which has a row for each; SIZE_MAX for the whole option. */
static void add_row(struct page *page, const struct preset_option *option, size_t word)
{
	struct row *row = MEM_NEW(struct row);
	const char *label = word == SIZE_MAX || !word ? option->label : "";

	row->page = page;
	row->option = option;
	row->word = word == SIZE_MAX ? NULL : option->words.v[word];
	row->is_check = row->word || option->kind == PRESET_FLAG;
	if (row->word)
		check_field_init(&row->check, option->labels.v[word], is_default(option, row->word));
	else if (row->is_check)
		check_field_init(&row->check, option->label, false);
	else
		text_field_init(&row->text, option->otherwise);
	form_add(&page->form, option->kind == PRESET_FLAG ? "" : label, option->help,
		 row->is_check ? &row->check.widget : &row->text.widget);
	vec_push(&page->rows, row);
}

static void add_rows(struct page *page)
{
	VEC_FOREACH (preset_options_of(page->preset), option) {
		if (option->kind != PRESET_CHOICE)
			add_row(page, option, SIZE_MAX);
		for (size_t i = 0; i < option->words.n; i++)
			add_row(page, option, i);
	}
}

void preset_page_open(struct editor *editor, const char *name)
{
	struct page *page = MEM_NEW(struct page);
	_cleanup_error_ struct error err = {0};
	struct policy without = editor->policy;

	if (presets_open(name, &page->preset, &err) || presets_open_programs(&page->programs, &err)) {
		editor_say_error(editor, &err);
		preset_free(page->preset);
		free(page);
		return;
	}
	page->layer.ops = &page_ops;
	page->editor = editor;
	without.rules.n = 0;
	page->empty = policy_copy(&without);
	form_init(&page->form);
	add_rows(page);
	text_view_init(&page->preview, "");
	text_view_make_inert(&page->preview);
	dialog_init(&page->dialog, preset_title(page->preset), HEIGHT, WIDTH,
		    page->form.items.n ? &page->form.widget : NULL);
	dialog_add_button(&page->dialog, _("Make"), KEYS_F(2), REACTION_ACCEPT);
	dialog_add_button(&page->dialog, _("Cancel"), KEYS_CTRL('G'), REACTION_CANCEL);
	dialog_set_hint(&page->dialog, page->form.items.n ? _("Enter make  F4 choose  PgUp PgDn") : _("PgUp PgDn"));
	page->dialog.on_buttons = !page->form.items.n;
	update_preview(page);
	loop_push(editor->loop, &page->layer);
}
