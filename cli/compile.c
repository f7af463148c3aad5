/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/compile/compile.h"

#include "backend/compile/text.h"
#include "base/i18n.h"
#include "cli/export.h"
#include "cli/output.h"
#include "cli/run.h"
#include "model/adopt.h"

#include <time.h>

static json_t *lines_json(const struct ir *ir)
{
	json_t *array = json_array();

	VEC_FOREACH (&ir->chains, chain)
		VEC_FOREACH (&chain->rules, line) {
			_cleanup_str_ struct str text = {0};

			ir_rule_text(ir, line, &text);
			json_array_append_new(array,
					      json_pack("{s:s, s:s}", "chain", chain->name, "text", str_text(&text)));
		}
	return array;
}

/* Gives how many lines there were. */
static size_t print_lines(const struct ir *ir)
{
	size_t n = 0;

	VEC_FOREACH (&ir->chains, chain)
		VEC_FOREACH (&chain->rules, line) {
			_cleanup_str_ struct str text = {0};

			ir_rule_text(ir, line, &text);
			printf("  %s %s\n", chain->name, str_text(&text));
			n++;
		}
	return n;
}

static int compile_rule(struct cli *cli, const struct policy *policy, size_t index, json_t *array, struct error *err)
{
	const struct rule *rule = &policy->rules.v[index];
	_cleanup_ir_ struct ir ir = {0};

	if (rule_compile(policy, cli_environment(cli), (int64_t)time(NULL), index, &ir, err))
		return -1;
	if (cli->json) {
		json_array_append_new(array,
				      json_pack("{s:I, s:I, s:s, s:o}", "position", (json_int_t)index + 1, "id",
						(json_int_t)rule->id, "name", rule->name, "lines", lines_json(&ir)));
		return 0;
	}
	printf(_("rule %zu \"%s\"\n"), index + 1, rule->name);
	if (!print_lines(&ir))
		puts(_("  disabled: it leaves nothing in the kernel"));
	return 0;
}

int compile_command(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_policy_ struct policy policy = {0};
	json_t *array = NULL;
	index_list_t rules = {0};
	int result = 0;

	if (!args->words.n)
		return export_nft_command(cli, args, err);
	if (cli_read(cli, &policy, err) || cli_find_rules(&policy, &args->words, &rules, err))
		return -1;
	array = json_array();
	policy_number_rules(&policy);
	for (size_t i = 0; i < rules.n && !result; i++)
		result = compile_rule(cli, &policy, rules.v[i], array, err);
	vec_done(&rules);
	if (!result && cli->json)
		output_json(json_incref(array));
	json_decref(array);
	return result ? -1 : EXIT_DONE;
}
