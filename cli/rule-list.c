/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/i18n.h"
#include "cli/columns.h"
#include "cli/output.h"
#include "cli/rule.h"
#include "model/document.h"
#include "model/listing.h"
#include "model/table.h"

/* What each column is narrowed to when the screen is too small, and which hold numbers. The application is in the
 * flags: lines are long enough without it. */
static const struct {
	enum listing_column what;
	struct column column;
} list_columns[] = {
    {LISTING_POSITION, {.right = true}},
    {LISTING_ENABLED, {0}},
    {LISTING_ACTION, {0}},
    {LISTING_DIRECTION, {0}},
    {LISTING_PROTOCOL, {0}},
    {LISTING_SERVICE, {.least = 12}},
    {LISTING_ADDRESS, {.least = 13}},
    {LISTING_FLAGS, {0}},
    {LISTING_NAME, {.least = 18}},
};

static void add_line(struct columns *table, const struct policy *policy, struct listing_line line,
		     const struct environment *env)
{
	struct str texts[ARRAY_SIZE(list_columns)] = {0};
	const char *cells[ARRAY_SIZE(list_columns)];

	for (size_t i = 0; i < ARRAY_SIZE(list_columns); i++) {
		listing_cell(policy, env, line, list_columns[i].what, &texts[i]);
		cells[i] = str_text(&texts[i]);
	}
	columns_add(table, line.kind != LISTING_RULE || !policy->rules.v[line.index].enabled, cells);
	for (size_t i = 0; i < ARRAY_SIZE(list_columns); i++)
		str_done(&texts[i]);
}

static void list_json(const struct policy *policy)
{
	json_t *array = json_array();

	for (size_t i = 0; i < policy->rules.n; i++)
		json_array_append_new(array, document_rule(&policy->rules.v[i], i + 1));
	output_json(array);
}

int rule_list(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_columns_ struct columns table;
	_cleanup_policy_ struct policy policy = {0};
	struct column columns[ARRAY_SIZE(list_columns)];

	(void)args;
	for (size_t i = 0; i < ARRAY_SIZE(list_columns); i++) {
		columns[i] = list_columns[i].column;
		columns[i].title = listing_titles[list_columns[i].what];
	}
	columns_init(&table, columns, ARRAY_SIZE(list_columns));
	if (cli_read(cli, &policy, err))
		return -1;
	if (cli->json) {
		list_json(&policy);
		return EXIT_DONE;
	}
	for (size_t place = 0; place < listing_count(&policy); place++)
		add_line(&table, &policy, listing_line(&policy, place), cli_environment(cli));
	columns_print(&table);
	return EXIT_DONE;
}

static int show_rules(struct cli *cli, const struct policy *policy, const index_list_t *rules)
{
	json_t *array = cli->json ? json_array() : NULL;

	VEC_FOREACH (rules, index) {
		const struct rule *rule = &policy->rules.v[*index];
		_cleanup_str_ struct str text = {0};

		if (array) {
			json_array_append_new(array, document_rule(rule, *index + 1));
			continue;
		}
		table_print(rule, cli_environment(cli), &text);
		printf("%s%s", index == rules->v ? "" : "\n", str_text(&text));
	}
	if (array)
		output_json(array);
	return EXIT_DONE;
}

int rule_show(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_policy_ struct policy policy = {0};
	index_list_t rules = {0};
	int result;

	if (cli_read(cli, &policy, err) || cli_find_rules(&policy, &args->words, &rules, err))
		return -1;
	result = show_rules(cli, &policy, &rules);
	vec_done(&rules);
	return result;
}
