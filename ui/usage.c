/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/usage.h"

#include "base/i18n.h"
#include "model/field.h"
#include "ui/rule_dialog.h"
#include "ui/widget/message.h"
#include "ui/widget/picker.h"

#include <stdlib.h>

/* Lives as long as the list is open. */
struct usages {
	struct editor *editor;
	enum object_kind kind;
	usage_list_t list;
	void (*open_object)(struct editor *editor, enum object_kind kind, size_t index);
};

size_t usage_count(const struct editor *editor, enum object_kind kind, const char *name)
{
	usage_list_t usages = {0};
	size_t n;

	policy_where_used(&editor->policy, kind, name, &usages);
	n = usages.n;
	vec_done(&usages);
	return n;
}

static void add_bearer(const struct editor *editor, enum object_kind kind, const struct usage *usage, struct str *out)
{
	if (usage->is_rule)
		str_addf(out, _("rule %zu \"%s\""), usage->index + 1, editor->policy.rules.v[usage->index].name);
	else
		str_addf(out, "%s \"%s\"", _(object_fields[kind].label),
			 policy_object(&editor->policy, kind, usage->index)->name);
}

static void add_field(const struct editor *editor, enum object_kind kind, const struct usage *usage, struct str *out)
{
	const struct field_table *table = usage->is_rule ? &rule_fields : &object_fields[kind];
	enum direction direction = usage->is_rule ? editor->policy.rules.v[usage->index].direction : DIRECTION_OUTBOUND;

	str_add(out, field_label(field_find(table, usage->field), direction));
}

void usage_summary(const struct editor *editor, enum object_kind kind, const char *name, struct str *out)
{
	usage_list_t usages = {0};
	_cleanup_str_ struct str first = {0};

	policy_where_used(&editor->policy, kind, name, &usages);
	if (usages.n)
		add_bearer(editor, kind, &usages.v[0], &first);
	if (usages.n == 1)
		str_addf(out, _("Used by %s."), str_text(&first));
	else if (usages.n)
		str_addf(out, ngettext("Used by %s and %zu other.", "Used by %s and %zu others.", usages.n - 1),
			 str_text(&first), usages.n - 1);
	vec_done(&usages);
}

static size_t row_count(void *context)
{
	return ((const struct usages *)context)->list.n;
}

static void row_text(void *context, size_t row, size_t column, struct str *out)
{
	const struct usages *usages = context;

	(column ? add_field : add_bearer)(usages->editor, usages->kind, &usages->list.v[row], out);
}

static void chosen(void *context, const size_t *rows, size_t n)
{
	const struct usages *usages = context;
	const struct usage *usage = &usages->list.v[rows[0]];

	(void)n;
	if (usage->is_rule)
		rule_dialog_open_field(usages->editor, usage->index, usage->field);
	else
		usages->open_object(usages->editor, usages->kind, usage->index);
}

static void release(void *context)
{
	struct usages *usages = context;

	vec_done(&usages->list);
	free(usages);
}

void usage_open(struct editor *editor, enum object_kind kind, const char *name, const char *title,
		void (*open_object)(struct editor *editor, enum object_kind kind, size_t index))
{
	static const struct table_ops ops = {.count = row_count, .text = row_text};
	static const struct table_column columns[] = {{0}, {0}};
	struct usages *usages = MEM_NEW(struct usages);

	usages->editor = editor;
	usages->kind = kind;
	usages->open_object = open_object;
	policy_where_used(&editor->policy, kind, name, &usages->list);
	if (!usages->list.n) {
		message_show(editor->loop, title, _("Nowhere."));
		release(usages);
		return;
	}
	picker_open(editor->loop, &(struct picker_options){.title = title,
							   .ops = &ops,
							   .context = usages,
							   .columns = columns,
							   .n = ARRAY_SIZE(columns),
							   .height = 12,
							   .width = 64,
							   .chosen = chosen,
							   .release = release});
}
