/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rules as plain text: the eleven rows, the sentence and the nft text of each, or the list as it is shown. */
#include "ui/firewall.h"

#include "base/i18n.h"
#include "model/table.h"
#include "ui/print.h"

static void print_rule(struct editor *editor, size_t index, struct str *out)
{
	const struct environment *env = editor_environment(editor);
	const struct rule *rule = &editor->policy.rules.v[index];
	struct policy alone = editor->policy; /* others take no part in what it becomes; nothing is copied */
	_cleanup_str_ struct str nft = {0};
	_cleanup_error_ struct error err = {0};

	alone.rules.v = &editor->policy.rules.v[index];
	alone.rules.n = 1;
	str_addf(out, _("Rule %zu (#%lld)\n"), index + 1, (long long)rule->id);
	table_print(rule, env, out);
	table_sentence(rule, env, out);
	str_addf(out, "\nnft  %s\n", detail_nft(&alone, env, 0, &nft, &err) ? err.message : str_text(&nft));
}

static bool on_rule(const struct editor *editor)
{
	return firewall_current_rule(editor->view_state) != SIZE_MAX;
}

static bool is_marked(const struct editor *editor, size_t index)
{
	return id_set_has(&((const struct firewall *)editor->view_state)->marked, editor->policy.rules.v[index].id);
}

static bool has_marks(const struct editor *editor)
{
	return ((const struct firewall *)editor->view_state)->marked.ids.n > 0;
}

static void print_current(struct editor *editor, struct str *out)
{
	print_rule(editor, firewall_current_rule(editor->view_state), out);
}

static void print_marked(struct editor *editor, struct str *out)
{
	for (size_t i = 0; i < editor->policy.rules.n; i++) {
		if (!is_marked(editor, i))
			continue;
		str_add(out, out->length ? "\n" : "");
		print_rule(editor, i, out);
	}
}

static void print_list(struct editor *editor, struct str *out)
{
	print_table(&((const struct firewall *)editor->view_state)->table, out);
}

const struct view_print firewall_prints[] = {{N_("This rule"), 't', on_rule, print_current},
					     {N_("The marked rules"), 'm', has_marks, print_marked},
					     {N_("The list"), 'l', NULL, print_list},
					     {NULL, 0, NULL, NULL}};
