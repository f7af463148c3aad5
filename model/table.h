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

/* Eleven lines "label  value", labels padded to one width (wide characters counted), then the set fields of the rest. For
 * direction forward the address and service rows say Source and Destination. */
void table_print(const struct rule *rule, const struct environment *env, struct str *out);

/* One sentence: "Allow msmtp to open TCP 110 (pop3) to 192.168.10.5, at any time, and log it." */
void table_sentence(const struct rule *rule, const struct environment *env, struct str *out);

/* CSV after RFC 4180, CRLF, one header line, UTF-8 with a byte order mark when bom; cells that a spreadsheet would take as
 * a formula (= + - @ tab) begin with an apostrophe. Columns: position, id, then every field of rule_fields. */
void table_csv(const struct policy *policy, bool bom, struct str *out);

/* Markdown: settings, objects, rules as tables; pipes and line breaks escaped. */
void table_markdown(const struct policy *policy, const struct environment *env, struct str *out);

#endif
