/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_TABLE_H
#define MODEL_TABLE_H

/* What people read of a rule: the eleven-row table, its cells, its sentence, and the exports made of them. */

#include "model/environment.h"
#include "model/field.h"

/* The words of one field as the seed's table shows them: "Allow", "TCP", "110", "All", "Not set"; in Japanese 許可, TCP,
 * 110, すべて, 指定しない. summary: kinds instead of values where the seed does so (アプリケーションを指定, ホスト指定); without
 * it the values themselves ("110 (pop3)", "192.168.10.5"). */
void table_cell(const struct field *field, const struct rule *rule, const struct environment *env, bool summary,
		struct str *out);

/* The words of a field of any table for people, values and not kinds: what a difference shows. */
void table_value(const struct field *field, const void *of, struct str *out);

/* The label of a rule's field, translated; as field_label() says. */
const char *table_label(const struct field *field, const struct rule *rule);

/* Eleven lines "label  value", labels padded to one width (wide characters counted), in the words of the seed's table; where
 * these name a kind only ("Host specified"), the values follow on lines of their own, as its footnotes do. Then the fields of
 * the rest that are set. */
void table_print(const struct rule *rule, const struct environment *env, struct str *out);

/* One sentence: "Allow msmtp to open TCP 110 (pop3) to 192.168.10.5, at any time, and log it." */
void table_sentence(const struct rule *rule, const struct environment *env, struct str *out);

/* CSV after RFC 4180, CRLF, one header line, UTF-8 with a byte order mark when bom. Columns: position, id, then every
 * field of rule_fields. An apostrophe is put before a cell that a spreadsheet could take as a formula (after blanks: = + - @
 * and their full-width forms, tab, line break) and before one that begins with an apostrophe itself. So a cell that begins
 * with an apostrophe has one too many, always: without it, it is the text of the field, which field_set() reads. */
void table_csv(const struct policy *policy, bool bom, struct str *out);

/* Markdown (CommonMark with tables): settings, objects, rules. A backslash stands before all that would be formatting,
 * HTML or an entity; line breaks become blanks. */
void table_markdown(const struct policy *policy, const struct environment *env, struct str *out);

#endif
