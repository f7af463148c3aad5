/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/help.h"

#include "base/i18n.h"
#include "ui/rule_dialog.h"
#include "ui/widget/message.h"
#include "ui/widget/picker.h"

#include <stdlib.h>

void help_of_field(const struct field *field, struct guide *guide)
{
	_cleanup_str_ struct str text = {0};
	bool setting = field_find(&settings_fields, field->key) == field;
	_cleanup_free_ char *option = mem_strdup(field->key);

	for (char *c = option; *c && !setting; c++)
		if (*c == '_')
			*c = '-';
	str_addf(&text, "%s\n", _(field->help));
	str_addf(&text, setting ? _("On the command line: nftabs settings %s") : _("On the command line: --%s"),
		 option);
	guide_set(guide, _(field->label), str_text(&text));
}

/* Lives as long as the list is open. */
struct actions_help {
	struct editor *editor;
	const struct action_table *tables[2];
};

static const struct ui_action *action_at(const struct actions_help *help, size_t row)
{
	size_t first = help->tables[0]->n;

	return row < first ? &help->tables[0]->actions[row] : &help->tables[1]->actions[row - first];
}

static size_t action_count(const struct actions_help *help)
{
	return help->tables[0]->n + help->tables[1]->n;
}

/* Behind the actions come the fields of a rule: who searches for a port should find where it is set. */
static const struct field *field_at(const struct actions_help *help, size_t row)
{
	return row < action_count(help) ? NULL : &rule_fields.fields[row - action_count(help)];
}

static size_t actions_count(void *context)
{
	return action_count(context) + rule_fields.n;
}

static void actions_text(void *context, size_t row, size_t column, struct str *out)
{
	const struct field *field = field_at(context, row);
	const struct ui_action *action = field ? NULL : action_at(context, row);

	if (field)
		str_add(out, column == 0 ? _("in a rule") : column == 1 ? _(field->label) : _(field->help));
	else if (column == 0)
		action_keys(action, out);
	else
		str_add(out, column == 1 ? _(action->name) : _(action->help));
}

/* What the same thing is called elsewhere, in the language of the screen and in English. */
static void actions_more(void *context, size_t row, struct str *out)
{
	const struct field *field = field_at(context, row);

	if (field && *field_words(field))
		str_addf(out, "%s %s", _(field_words(field)), field_words(field));
}

static enum style actions_style(void *context, size_t row, size_t column)
{
	const struct actions_help *help = context;

	(void)column;
	return field_at(help, row) || action_is_enabled(action_at(help, row), help->editor) ? STYLE_NORMAL : STYLE_DIM;
}

static void show_field(struct editor *editor, const struct field *field)
{
	_cleanup_str_ struct str text = {0};

	str_addf(&text, _("%s\n\nIt is set in the dialog of a rule (Enter), on the tab %s."), _(field->help),
		 rule_dialog_tab(field->tab));
	message_show(editor->loop, _(field->label), str_text(&text));
}

static void actions_chosen(void *context, const size_t *rows, size_t n)
{
	const struct actions_help *help = context;

	const struct field *field = n ? field_at(help, rows[0]) : NULL;

	if (field)
		show_field(help->editor, field);
	else if (n)
		action_run(action_at(help, rows[0]), help->editor);
}

void help_show_actions(struct editor *editor, const struct action_table *of_view)
{
	static const struct table_ops ops = {
	    .count = actions_count, .text = actions_text, .style = actions_style, .more = actions_more};
	static const struct table_column columns[] = {{0}, {0}, {0}};
	struct actions_help *help = MEM_NEW(struct actions_help);
	const struct picker_options options = {.title = _("Help: type to search, Enter does it"),
					       .ops = &ops,
					       .context = help,
					       .columns = columns,
					       .is_help = true,
					       .n = ARRAY_SIZE(columns),
					       .chosen = actions_chosen,
					       .release = free};

	help->editor = editor;
	help->tables[0] = of_view;
	help->tables[1] = &main_actions;
	picker_open(editor->loop, &options);
}
