/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/presets_page.h"

#include "backend/deploy/presets.h"
#include "base/i18n.h"
#include "model/check.h"
#include "model/preset_place.h"
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

/* What the rows say, as the command line would. */
struct values {
	VEC(struct preset_value) list;
	strlist_t texts; /* one for each option */
};

static void values_done(struct values *values)
{
	vec_done(&values->list);
	strlist_done(&values->texts);
}

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

static void collect(const struct page *page, struct values *ret)
{
	VEC_FOREACH (preset_options_of(page->preset), option) {
		_cleanup_str_ struct str text = {0};

		VEC_FOREACH (&page->rows, row)
			if ((*row)->option == option)
				add_row_text(*row, &text);
		if (!text.length)
			continue;
		strlist_add(&ret->texts, str_text(&text));
		vec_push(&ret->list, ((struct preset_value){option->key, ret->texts.v[ret->texts.n - 1]}));
	}
}

/* Puts the rules before the policy's own and gives their number. */
static int make(const struct page *page, struct policy *policy, size_t *ret_n, strlist_t *notes, struct error *err)
{
	_cleanup_(values_done) struct values values = {0};
	size_t before = policy->rules.n;

	collect(page, &values);
	if (preset_apply(page->preset, page->programs, values.list.v, values.list.n, policy, notes, err))
		return -1;
	*ret_n = policy->rules.n - before;
	for (size_t i = 0; i < *ret_n; i++)
		if (rule_check(policy, editor_environment(page->editor), &policy->rules.v[i], i, err))
			return -1;
	return 0;
}

static void update_preview(struct page *page)
{
	_cleanup_policy_ struct policy policy = policy_copy(&page->empty);
	_cleanup_strlist_ strlist_t notes = {0};
	_cleanup_error_ struct error err = {0};
	_cleanup_str_ struct str text = {0};
	size_t n;

	if (make(page, &policy, &n, &notes, &err)) {
		str_add(&text, err.message);
	} else {
		for (size_t i = 0; i < n; i++) {
			str_addf(&text, "%s: ", policy.rules.v[i].name);
			table_sentence(&policy.rules.v[i], editor_environment(page->editor), &text);
			str_add_char(&text, '\n');
		}
		VEC_FOREACH (&notes, note)
			str_addf(&text, "%s\n", *note);
	}
	text_view_set(&page->preview, str_text(&text));
}

/* Whether applying it changed anything, and where the rules went, is told in the line at the bottom. */
static int store(struct page *page, struct error *err)
{
	struct editor *editor = page->editor;
	struct policy after = editor_copy(editor);
	_cleanup_strlist_ strlist_t notes = {0};
	_cleanup_preset_place_ struct preset_place place = {0};
	_cleanup_free_ char *summary = mem_printf(_("Preset %s applied"), preset_name(page->preset));
	size_t n;

	if (make(page, &after, &n, &notes, err)) {
		policy_done(&after);
		return -1;
	}
	preset_place(&after, editor_environment(editor), n, false, PRESET_PLACE_FIND, &place);
	if (editor_change(editor, &after, summary, err))
		return -1;
	if (!place.n)
		editor_say(editor, _("These rules are there already: nothing was changed."));
	else if (place.above.n)
		editor_say(editor, _("Rules %zu to %zu made; a ban above them, rule %zu, decides first."),
			   place.first + 1, place.first + place.n, place.above.v[0] + 1);
	else
		editor_say(editor, _("Rules %zu to %zu made. u takes them back, A applies them."), place.first + 1,
			   place.first + place.n);
	return 0;
}

static unsigned accept(struct page *page)
{
	_cleanup_error_ struct error err = {0};

	if (!store(page, &err))
		return REACTION_CLOSE;
	page->dialog.on_buttons = false;
	form_complain(&page->form, page->form.focus, err.message);
	return REACTION_HANDLED;
}

static void picked(void *context, const char *value)
{
	struct row *row = context;
	const char *before = text_field_text(&row->text);
	_cleanup_free_ char *text = *before ? mem_printf("%s,%s", before, value) : mem_strdup(value);

	text_field_set(&row->text, text);
}

static void pick(struct page *page)
{
	struct row *row =
	    page->form.focus < page->rows.n ? page->rows.v[page->form.focus] : NULL; /* some ask nothing */
	bool program = row && row->option->kind == PRESET_PROGRAM;

	if (row && !row->is_check)
		(void)pick_open(page->editor, field_find(&rule_fields, program ? "application" : "remote_address"),
				true, picked, row);
}

static unsigned page_handle(struct layer *layer, const struct event *event)
{
	struct page *page = (struct page *)layer;
	unsigned reaction;

	if (event->type == EVENT_KEY && event->key == KEYS_F(4)) {
		pick(page);
		return REACTION_HANDLED;
	}
	reaction = dialog_handle(&page->dialog, event);
	if (reaction & REACTION_CANCEL)
		return REACTION_CLOSE;
	if (reaction & REACTION_ACCEPT)
		return accept(page);
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
	int rows = body.height > 2 * PREVIEW_ROWS ? PREVIEW_ROWS : body.height / 2;

	update_preview(page);
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

static void add_row(struct page *page, const struct preset_option *option, const char *word, bool is_check)
{
	struct row *row = MEM_NEW(struct row);
	const char *label = word && !str_equal(word, option->words.v[0]) ? "" : option->key;

	row->option = option;
	row->word = word;
	row->is_check = is_check;
	if (is_check)
		check_field_init(&row->check, word ? word : _("Yes"), word && is_default(option, word));
	else
		text_field_init(&row->text, option->otherwise);
	form_add(&page->form, label, option->help, is_check ? &row->check.widget : &row->text.widget);
	vec_push(&page->rows, row);
}

static void add_rows(struct page *page)
{
	VEC_FOREACH (preset_options_of(page->preset), option) {
		if (option->kind == PRESET_CHOICE)
			VEC_FOREACH (&option->words, word)
				add_row(page, option, *word, true);
		else
			add_row(page, option, NULL, option->kind == PRESET_FLAG);
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
	dialog_add_ok_cancel(&page->dialog);
	dialog_set_hint(&page->dialog, _("F4 choose  PgUp PgDn"));
	page->dialog.on_buttons = !page->form.items.n;
	loop_push(editor->loop, &page->layer);
}
