/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/table.h"

#include <inttypes.h>
#include <string.h>

/* What spreadsheets take as the beginning of a formula, where they skip blanks before it; the full-width forms are read
 * like their narrow ones by some. An own apostrophe needs the guard as well: what begins with one is guarded then,
 * always, and taking one away gives the text back. */
static bool csv_needs_guard(const char *text)
{
	static const char *const starts[] = {"=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠"};

	text += strspn(text, " ");
	for (size_t i = 0; i < ARRAY_SIZE(starts); i++)
		if (str_has_prefix(text, starts[i]))
			return true;
	return false;
}

/* Semicolons and tabs divide no cells here; quotes keep the cell whole where a spreadsheet is set to take them so. */
static void csv_cell(const char *text, bool last, struct str *out)
{
	bool guarded = csv_needs_guard(text);
	bool quoted = guarded || *text == ' ' || strpbrk(text, "\",;\t\r\n");

	str_add(out, quoted ? "\"" : "");
	str_add(out, guarded ? "'" : "");
	for (; *text; text++)
		str_add_n(out, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
	str_add(out, quoted ? "\"" : "");
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
