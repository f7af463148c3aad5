/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/changes.h"

#include "base/i18n.h"
#include "model/table.h"

#define SHOWN 500

void changes_print_one(const struct change *change, const struct environment *env, struct str *out)
{
	change_print(change, out);
	if (change->op != CHANGE_ADDED || change->table != &rule_fields)
		return;
	str_add(out, "  ");
	table_sentence(change->new, env, out);
}

size_t changes_print(const struct policy *before, const struct policy *after, const struct environment *env,
		     struct str *out)
{
	change_list_t changes = {0};
	size_t n;

	policy_diff(before, after, &changes);
	n = changes.n;
	for (size_t i = 0; i < n && i < SHOWN; i++) {
		changes_print_one(&changes.v[i], env, out);
		str_add_char(out, '\n');
	}
	if (n > SHOWN)
		str_addf(out, _("… and %zu more\n"), n - SHOWN);
	vec_done(&changes);
	return n;
}
