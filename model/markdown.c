/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/i18n.h"
#include "model/item.h"
#include "model/table.h"

#include <inttypes.h>
#include <string.h>

/* A pipe ends a cell, the others would be formatting, HTML, an entity or a formula. Any ASCII punctuation may have a
 * backslash before it (CommonMark 2.4). */
static void markdown_cell(const char *text, struct str *out)
{
	str_add(out, " ");
	for (; *text; text++) {
		bool blank = *text == '\n' || *text == '\r' || *text == '\t';

		if (strchr("|\\`*_<>[]&~$", *text))
			str_add_char(out, '\\');
		str_add_char(out, blank ? ' ' : *text);
	}
	str_add(out, " |");
}

static void markdown_rule_off(size_t columns, struct str *out)
{
	str_add(out, "\n|");
	for (size_t i = 0; i < columns; i++)
		str_add(out, " --- |");
	str_add(out, "\n");
}

static void markdown_settings(const struct policy *policy, struct str *out)
{
	_cleanup_str_ struct str cell = {0};

	str_addf(out, "## %s\n\n|", _("Settings"));
	markdown_cell(_("Setting"), out);
	markdown_cell(_("Value"), out);
	markdown_rule_off(2, out);
	for (size_t i = 0; i < settings_fields.n; i++) {
		str_clear(&cell);
		table_value(&settings_fields.fields[i], &policy->settings, &cell);
		str_add(out, "|");
		markdown_cell(_(settings_fields.fields[i].label), out);
		markdown_cell(str_text(&cell), out);
		str_add(out, "\n");
	}
}

static void markdown_row(const struct policy *policy, size_t list, size_t index, const struct environment *env,
			 struct str *out)
{
	const struct field_table *table = item_table(list);
	const void *item = item_at(policy, list, index);
	_cleanup_str_ struct str cell = {0};

	str_add(out, "|");
	if (list == ITEM_RULES)
		str_addf(out, " %zu | %" PRId64 " |", index + 1, item_id(table, item));
	for (size_t i = 0; i < table->n; i++) {
		str_clear(&cell);
		if (list == ITEM_RULES)
			table_cell(&table->fields[i], item, env, false, &cell);
		else
			table_value(&table->fields[i], item, &cell);
		markdown_cell(str_text(&cell), out);
	}
	str_add(out, "\n");
}

static void markdown_list(const struct policy *policy, size_t list, const struct environment *env, struct str *out)
{
	static const char *const titles[] = {[OBJECT_ADDRESS_SET] = N_("Address sets"),
					     [OBJECT_SERVICE] = N_("Services"),
					     [OBJECT_APPLICATION] = N_("Applications"),
					     [OBJECT_SCHEDULE] = N_("Schedules"),
					     [ITEM_RULES] = N_("Rules")};
	const struct field_table *table = item_table(list);

	if (!item_count(policy, list))
		return;
	str_addf(out, "\n## %s\n\n|", _(titles[list]));
	if (list == ITEM_RULES)
		str_addf(out, " %s | # |", _("Position"));
	for (size_t i = 0; i < table->n; i++)
		markdown_cell(_(table->fields[i].label), out);
	markdown_rule_off(table->n + (list == ITEM_RULES ? 2 : 0), out);
	for (size_t i = 0; i < item_count(policy, list); i++)
		markdown_row(policy, list, i, env, out);
}

void table_markdown(const struct policy *policy, const struct environment *env, struct str *out)
{
	str_addf(out, "# %s\n\n", _("Firewall policy"));
	markdown_settings(policy, out);
	for (size_t list = 0; list < ITEM_LISTS; list++)
		markdown_list(policy, list, env, out);
}
