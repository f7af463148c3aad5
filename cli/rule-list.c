/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/i18n.h"
#include "cli/columns.h"
#include "cli/output.h"
#include "cli/rule.h"
#include "model/document.h"
#include "model/table.h"

/* Lines that nftabs adds before the rules (design: established first, so that rules decide about new connections).
 * Shown where they take effect, dimmed. */
static const struct {
	const char *action;
	uint8_t direction;
	const char *protocol;
	const char *service;
	const char *address;
	bool keeps_ssh;
} builtin_lines[] = {
    {N_("Allow"), DIRECTION_BOTH, N_("Any"), N_("established"), N_("All"), false},
    {N_("Allow"), DIRECTION_BOTH, N_("Any"), N_("All"), N_("loopback"), false},
    {N_("Drop"), DIRECTION_BOTH, N_("Any"), N_("invalid"), N_("All"), false},
    {N_("Allow"), DIRECTION_BOTH, "ICMPv6", N_("neighbours"), N_("All"), false},
    {N_("Allow"), DIRECTION_BOTH, "ICMP", N_("errors"), N_("All"), false},
    {N_("Allow"), DIRECTION_BOTH, "UDP", "DHCP", N_("All"), false},
    {N_("Allow"), DIRECTION_INBOUND, "TCP", "SSH", N_("All"), true},
};

/* The list is narrow: a rule has many columns. */
static const char *const directions[DIRECTION_MAX] = {[DIRECTION_OUTBOUND] = N_("out"),
						      [DIRECTION_INBOUND] = N_("in"),
						      [DIRECTION_BOTH] = N_("both"),
						      [DIRECTION_FORWARD] = N_("fwd")};

static const struct column list_columns[] = {
    {N_("No."), 0, true},
    {"", 0, false},
    {N_("Action"), 0, false},
    {N_("Dir"), 0, false},
    {N_("Proto"), 0, false},
    {N_("Service"), 12, false},
    {N_("Remote address"), 13, false},
    {N_("AVL"), 0, false},
    {N_("Name"), 18, false},
};

static char *cell(const char *key, const struct rule *rule, const struct environment *env)
{
	struct str text = {0};

	table_cell(field_find(&rule_fields, key), rule, env, false, &text);
	return str_take(&text);
}

/* The service that a person means, that of the side that is connected to; the other one only where it is given. */
static char *service_cell(const struct rule *rule, const struct environment *env)
{
	bool inbound =
	    rule->direction == DIRECTION_INBOUND || (rule->direction == DIRECTION_BOTH && !rule->remote_service.n);
	_cleanup_free_ char *main = cell(inbound ? "local_service" : "remote_service", rule, env);
	_cleanup_free_ char *other = cell(inbound ? "remote_service" : "local_service", rule, env);

	if (!(inbound ? rule->remote_service.n : rule->local_service.n))
		return TAKE_PTR(main);
	return inbound ? mem_printf(_("%s, remote %s"), main, other) : mem_printf(_("%s, local %s"), main, other);
}

static char *address_cell(const struct rule *rule, const struct environment *env)
{
	_cleanup_free_ char *remote = cell("remote_address", rule, env), *local = cell("local_address", rule, env);

	return rule->local_address.n ? mem_printf(_("%s, local %s"), remote, local) : TAKE_PTR(remote);
}

static void add_rule(struct columns *table, const struct rule *rule, size_t position, const struct environment *env)
{
	_cleanup_free_ char *number = mem_printf("%zu", position), *service = service_cell(rule, env);
	_cleanup_free_ char *action = cell("action", rule, env);
	_cleanup_free_ char *protocol = cell("protocol", rule, env), *address = address_cell(rule, env);
	_cleanup_free_ char *flags = mem_printf("%s%s%s", rule->application.n ? "A" : "·", rule->validity.n ? "V" : "·",
						rule->log.on ? "L" : "·");
	const char *cells[] = {number,	  rule->enabled ? "x" : "",
			       action,	  _(directions[rule->direction]),
			       protocol,  service,
			       address,	  flags,
			       rule->name};

	columns_add(table, !rule->enabled, cells);
}

static void add_builtin(struct columns *table, const struct settings *settings)
{
	for (size_t i = 0; i < ARRAY_SIZE(builtin_lines); i++) {
		const char *cells[] = {"",
				       "",
				       _(builtin_lines[i].action),
				       _(directions[builtin_lines[i].direction]),
				       _(builtin_lines[i].protocol),
				       _(builtin_lines[i].service),
				       _(builtin_lines[i].address),
				       "",
				       _("(built in)")};

		if (!builtin_lines[i].keeps_ssh || settings->keep_ssh)
			columns_add(table, true, cells);
	}
}

static void add_defaults(struct columns *table, const struct settings *settings)
{
	static const char *const verdicts[] = {N_("Allow"), N_("Drop"), N_("Reject")};
	const struct {
		enum direction direction;
		uint8_t verdict;
	} defaults[] = {{DIRECTION_OUTBOUND, settings->default_outbound},
			{DIRECTION_INBOUND, settings->default_inbound},
			{DIRECTION_FORWARD, settings->default_forward}};

	for (size_t i = 0; i < ARRAY_SIZE(defaults); i++) {
		const char *cells[] = {"",
				       "",
				       _(verdicts[defaults[i].verdict]),
				       _(directions[defaults[i].direction]),
				       _("Any"),
				       _("All"),
				       _("All"),
				       settings->log_unmatched ? "··L" : "···",
				       _("(default)")};

		columns_add(table, true, cells);
	}
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

	(void)args;
	columns_init(&table, list_columns, ARRAY_SIZE(list_columns));
	if (cli_read(cli, &policy, err))
		return -1;
	if (cli->json) {
		list_json(&policy);
		return EXIT_DONE;
	}
	add_builtin(&table, &policy.settings);
	for (size_t i = 0; i < policy.rules.n; i++)
		add_rule(&table, &policy.rules.v[i], i + 1, cli_environment(cli));
	add_defaults(&table, &policy.settings);
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
