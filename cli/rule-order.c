/* SPDX-License-Identifier: GPL-2.0-or-later */
/* rule delete, move, enable and disable: several rules at once. */
#include "base/i18n.h"
#include "cli/output.h"
#include "cli/rule.h"

int rule_delete(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_edit_ struct edit edit = {0};
	_cleanup_free_ char *line = NULL;
	index_list_t rules = {0};

	if (edit_begin(cli, &edit, err) || cli_find_rules(&edit.after, &args->words, &rules, err))
		return -1;
	line = rules.n == 1 ? mem_printf(_("Rule \"%s\" deleted"), edit.after.rules.v[rules.v[0]].name)
			    : mem_printf(_("%zu rules deleted"), rules.n);
	for (size_t i = rules.n; i--;) {
		rule_done(&edit.after.rules.v[rules.v[i]]);
		vec_remove(&edit.after.rules, rules.v[i]);
	}
	vec_done(&rules);
	return edit_finish(cli, &edit, line, err);
}

/* Takes the rules at the (sorted) indexes out and puts them together in again, the first of them at position to. */
static void move_rules(struct policy *policy, const index_list_t *rules, size_t to)
{
	VEC(struct rule) moved = {0};

	VEC_FOREACH (rules, index)
		vec_push(&moved, policy->rules.v[*index]);
	for (size_t i = rules->n; i--;)
		vec_remove(&policy->rules, rules->v[i]);
	if (to > policy->rules.n)
		to = policy->rules.n;
	for (size_t i = 0; i < moved.n; i++)
		vec_insert(&policy->rules, to + i, moved.v[i]);
	vec_done(&moved);
}

static int target_position(const char *word, size_t n, size_t *ret, struct error *err)
{
	unsigned long number;

	if (str_equal(word, "first"))
		number = 1;
	else if (str_equal(word, "last"))
		number = n;
	else if (!str_to_uint(word, 1, n, &number))
		return error_set(err, ERROR_USAGE,
				 _("'%s' is not a place: write a position from 1 to %zu, first or last"), word, n);
	*ret = number - 1;
	return 0;
}

int rule_move(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_edit_ struct edit edit = {0};
	_cleanup_free_ char *line = NULL;
	strlist_t words = {.v = args->words.v, .n = args->words.n - 1}; /* borrowed: all but the place */
	const char *place = args->words.v[args->words.n - 1];
	index_list_t rules = {0};
	size_t to = 0;

	if (edit_begin(cli, &edit, err) || target_position(place, edit.after.rules.n, &to, err) ||
	    cli_find_rules(&edit.after, &words, &rules, err))
		return -1;
	line = rules.n == 1
		   ? mem_printf(_("Rule \"%s\" moved to position %zu"), edit.after.rules.v[rules.v[0]].name, to + 1)
		   : mem_printf(_("%zu rules moved to position %zu"), rules.n, to + 1);
	move_rules(&edit.after, &rules, to);
	vec_done(&rules);
	return edit_finish(cli, &edit, line, err);
}

/* Rules that the words or --group mean. */
static int pick(const struct policy *policy, const struct args *args, index_list_t *ret, struct error *err)
{
	const char *group = args_value(args, "group");

	if (!group && !args->words.n)
		return error_set(err, ERROR_USAGE, _("which rules? Give positions, ids or --group NAME"));
	if (!group)
		return cli_find_rules(policy, &args->words, ret, err);
	if (args->words.n)
		return error_set(err, ERROR_USAGE, _("give either rules or --group NAME, not both"));
	for (size_t i = 0; i < policy->rules.n; i++)
		if (!str_empty(group) && str_equal(policy->rules.v[i].group, group))
			vec_push(ret, i);
	if (!ret->n)
		return error_set(err, ERROR_REFERENCE,
				 _("no rule is in a group '%s': rule set RULE --group NAME puts one in"), group);
	return 0;
}

static int switch_rules(struct cli *cli, const struct args *args, bool enabled, struct error *err)
{
	_cleanup_edit_ struct edit edit = {0};
	_cleanup_free_ char *line = NULL;
	index_list_t rules = {0};
	const char *name;

	if (edit_begin(cli, &edit, err) || pick(&edit.after, args, &rules, err))
		return -1;
	VEC_FOREACH (&rules, index)
		edit.after.rules.v[*index].enabled = enabled;
	name = edit.after.rules.v[rules.v[0]].name;
	if (rules.n == 1)
		line =
		    enabled ? mem_printf(_("Rule \"%s\" enabled"), name) : mem_printf(_("Rule \"%s\" disabled"), name);
	else
		line = enabled ? mem_printf(_("%zu rules enabled"), rules.n)
			       : mem_printf(_("%zu rules disabled"), rules.n);
	vec_done(&rules);
	return edit_finish(cli, &edit, line, err);
}

int rule_enable(struct cli *cli, const struct args *args, struct error *err)
{
	return switch_rules(cli, args, true, err);
}

int rule_disable(struct cli *cli, const struct args *args, struct error *err)
{
	return switch_rules(cli, args, false, err);
}
