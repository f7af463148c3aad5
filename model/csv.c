/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/table.h"

#include <inttypes.h>
#include <string.h>

/* Spreadsheets take a cell that begins so as a formula; an apostrophe makes it text and is not shown by them. */
static bool is_formula(const char *text)
{
	return *text && strchr("=+-@\t\r", *text);
}

static void csv_cell(const char *text, bool last, struct str *out)
{
	bool quoted = is_formula(text) || strpbrk(text, "\",\r\n") || (*text && (*text == ' '));

	if (quoted)
		str_add_char(out, '"');
	if (is_formula(text))
		str_add_char(out, '\'');
	for (; *text; text++)
		str_add_n(out, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
	if (quoted)
		str_add_char(out, '"');
	str_add(out, last ? "\r\n" : ",");
}

static void csv_header(struct str *out)
{
	str_add(out, "position,id,");
	for (size_t i = 0; i < rule_fields.n; i++)
		csv_cell(rule_fields.fields[i].key, i + 1 == rule_fields.n, out);
}

void table_csv(const struct policy *policy, bool bom, struct str *out)
{
	_cleanup_str_ struct str cell = {0};
	size_t position = 0;

	str_add(out, bom ? "\xef\xbb\xbf" : "");
	csv_header(out);
	VEC_FOREACH (&policy->rules, rule) {
		str_addf(out, "%zu,%" PRId64 ",", ++position, rule->id);
		for (size_t i = 0; i < rule_fields.n; i++) {
			str_clear(&cell);
			field_print(&rule_fields.fields[i], rule, &cell);
			csv_cell(str_text(&cell), i + 1 == rule_fields.n, out);
		}
	}
}
