/* SPDX-License-Identifier: GPL-2.0-or-later */
/* rule add, set and copy: every field of the rule is an option. */
#include "base/i18n.h"
#include "cli/findings.h"
#include "cli/output.h"
#include "cli/rule.h"
#include "cli/wrap.h"
#include "model/document.h"
#include "model/table.h"

/* Tells what became of the rule, and what is odd about it. */
static void tell(struct cli *cli, const struct policy *policy, size_t index, const char *line)
{
	const struct rule *rule = &policy->rules.v[index];
	_cleanup_str_ struct str sentence = {0};

	findings_of_rule(cli, policy, index);
	if (cli->json) {
		output_json(document_rule(rule, index + 1));
		return;
	}
	table_sentence(rule, cli_environment(cli), &sentence);
	puts(line);
	wrap_sentence(stdout, str_text(&sentence), 0, INDENT);
	output_not_applied(cli);
}

static int refuse_bad(struct cli *cli, const struct policy *policy, size_t index, struct error *err)
{
	return rule_check(policy, cli_environment(cli), &policy->rules.v[index], index, err);
}

/* Puts the rule (taken over, also on failure) at the index of the policy. */
static int insert_rule(struct cli *cli, struct edit *edit, struct rule *rule, size_t index, const char *summary,
		       struct error *err)
{
	_cleanup_free_ char *line = NULL;

	vec_insert(&edit->after.rules, index, *rule);
	*rule = (struct rule){0};
	if (refuse_bad(cli, &edit->after, index, err) || edit_commit(cli, edit, summary, err))
		return -1;
	line = mem_printf(_("Rule %zu (#%lld) added."), index + 1, (long long)edit->after.rules.v[index].id);
	tell(cli, &edit->after, index, line);
	return EXIT_DONE;
}

int rule_add(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_edit_ struct edit edit = {0};
	_cleanup_(rule_done) struct rule rule = {0};
	_cleanup_free_ char *summary = NULL;
	unsigned long position;

	rule_init(&rule);
	if (args_set_fields(args, &rule, NULL, err))
		return field_error_about(err, &rule, 0);
	if (edit_begin(cli, &edit, err))
		return -1;
	position = edit.after.rules.n + 1;
	if (args_number(args, "position", 1, edit.after.rules.n + 1, &position, err))
		return -1;
	summary = mem_printf(_("Rule \"%s\" added"), rule.name ? rule.name : "");
	return insert_rule(cli, &edit, &rule, position - 1, summary, err);
}

int rule_copy_command(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_edit_ struct edit edit = {0};
	_cleanup_(rule_done) struct rule rule = {0};
	_cleanup_free_ char *summary = NULL;
	unsigned long position;
	size_t from;

	if (edit_begin(cli, &edit, err) || cli_find_rule(&edit.after, args->words.v[0], &from, err))
		return -1;
	position = from + 2;
	rule = rule_copy(&edit.after.rules.v[from]);
	rule.id = 0;
	summary = mem_printf(_("Rule \"%s\" copied"), rule.name);
	free(rule.name);
	rule.name = mem_printf(_("%s (copy)"), edit.after.rules.v[from].name);
	if (args_number(args, "position", 1, edit.after.rules.n + 1, &position, err))
		return -1;
	if (args_set_fields(args, &rule, NULL, err))
		return field_error_about(err, &rule, 0);
	return insert_rule(cli, &edit, &rule, position - 1, summary, err);
}

static int no_options(const char *command, struct error *err)
{
	return error_set(err, ERROR_USAGE, _("nothing to set: give an option, see nftabs %s --help"), command);
}

static int set_rules(struct cli *cli, const struct args *args, struct edit *edit, const index_list_t *rules,
		     struct error *err)
{
	VEC_FOREACH (rules, index) {
		struct rule *rule = &edit->after.rules.v[*index];
		size_t count;

		if (args_set_fields(args, rule, &count, err))
			return field_error_about(err, rule, *index + 1);
		if (!count)
			return no_options("rule set", err);
		if (refuse_bad(cli, &edit->after, *index, err))
			return -1;
	}
	return 0;
}

static int commit_set(struct cli *cli, struct edit *edit, const index_list_t *rules, struct error *err)
{
	const struct rule *first = &edit->after.rules.v[rules->v[0]];
	_cleanup_free_ char *summary = rules->n == 1 ? mem_printf(_("Rule \"%s\" changed"), first->name)
						     : mem_printf(_("%zu rules changed"), rules->n);

	if (edit_commit(cli, edit, summary, err))
		return -1;
	VEC_FOREACH (rules, index) {
		_cleanup_free_ char *line =
		    mem_printf(_("Rule %zu (#%lld) changed."), *index + 1, (long long)edit->after.rules.v[*index].id);

		tell(cli, &edit->after, *index, line);
	}
	return EXIT_DONE;
}

int rule_set(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_edit_ struct edit edit = {0};
	index_list_t rules = {0};
	int result = -1;

	if (edit_begin(cli, &edit, err) || cli_find_rules(&edit.after, &args->words, &rules, err))
		return -1;
	if (!set_rules(cli, args, &edit, &rules, err))
		result = commit_set(cli, &edit, &rules, err);
	vec_done(&rules);
	return result;
}
