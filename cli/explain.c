/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/i18n.h"
#include "cli/output.h"
#include "cli/packet.h"
#include "cli/run.h"
#include "model/table.h"

#define RESOLVE_SECONDS 5

/* What decided, for people and for programs. */
static const struct {
	const char *word;
	const char *line;
} deciders[] = {
    [DECIDER_ESTABLISHED] = {"established", N_("built in: the connection is established already")},
    [DECIDER_LOOPBACK] = {"loopback", N_("built in: the loopback interface is free")},
    [DECIDER_INVALID] = {"invalid", N_("built in: an invalid packet belongs to no connection")},
    [DECIDER_NEIGHBOUR] = {"neighbour", N_("built in: neighbour discovery and ICMP errors keep the host reachable")},
    [DECIDER_DHCP] = {"dhcp", N_("built in: DHCP keeps the host reachable")},
    [DECIDER_SSH] = {"ssh", N_("built in: the setting keep_ssh lets SSH in")},
    [DECIDER_PUBLISHED] = {"published", NULL},
    [DECIDER_RULE] = {"rule", NULL},
    [DECIDER_DEFAULT] = {"default", N_("no rule matches: the default of the direction decides")},
};

static const struct {
	const char *word;
	const char *label;
} verdicts[] = {
    [VERDICT_ACCEPT] = {"accept", N_("Allowed")},
    [VERDICT_DROP] = {"drop", N_("Dropped")},
    [VERDICT_REJECT] = {"reject", N_("Rejected")},
};

static json_t *rule_json(const struct policy *policy, size_t index)
{
	const struct rule *rule = &policy->rules.v[index];

	return json_pack("{s:I, s:I, s:s}", "position", (json_int_t)index + 1, "id", (json_int_t)rule->id, "name",
			 rule->name);
}

static bool by_rule(const struct decision *decision)
{
	return decision->decider == DECIDER_RULE || decision->decider == DECIDER_PUBLISHED;
}

static json_t *decision_json(const struct policy *policy, const struct decision *decision)
{
	json_t *misses = json_array();

	VEC_FOREACH (&decision->misses, miss) {
		json_t *object = rule_json(policy, miss->index);

		json_object_set_new(object, "field", json_string(miss->field));
		json_array_append_new(misses, object);
	}
	return json_pack("{s:s, s:s, s:b, s:o, s:o}", "verdict", verdicts[decision->verdict].word, "decider",
			 deciders[decision->decider].word, "translated", (int)decision->translated, "rule",
			 by_rule(decision) ? rule_json(policy, decision->index) : json_null(), "misses", misses);
}

static void print_decider(const struct policy *policy, const struct decision *decision)
{
	const char *verdict = _(verdicts[decision->verdict].label);
	const struct rule *rule = by_rule(decision) ? &policy->rules.v[decision->index] : NULL;
	_cleanup_str_ struct str inner = {0};

	if (!rule)
		printf(_("%s (%s).\n"), verdict, _(deciders[decision->decider].line));
	else
		printf(_("%s by rule %zu \"%s\" (#%lld).\n"), verdict, decision->index + 1, rule->name,
		       (long long)rule->id);
	if (decision->translated) {
		endpoint_print(&rule->publish_to, &inner);
		printf(_("It goes on to the inner server %s.\n"), str_text(&inner));
	}
}

static void print_misses(const struct policy *policy, const struct decision *decision)
{
	if (decision->misses.n)
		puts(_("Earlier rules did not decide:"));
	VEC_FOREACH (&decision->misses, miss) {
		const struct rule *rule = &policy->rules.v[miss->index];
		const struct field *field = field_find(&rule_fields, miss->field);
		_cleanup_str_ struct str value = {0};

		if (str_equal(miss->field, "enabled")) {
			printf(_("  rule %zu \"%s\": it is disabled\n"), miss->index + 1, rule->name);
			continue;
		}
		field_print(field, rule, &value);
		printf(_("  rule %zu \"%s\": %s is %s\n"), miss->index + 1, rule->name, table_label(field, rule),
		       str_text(&value));
	}
}

int explain_command(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_(decision_done) struct decision decision = {0};
	_cleanup_policy_ struct policy policy = {0};
	_cleanup_strlist_ strlist_t failed = {0};
	struct packet packet;

	if (cli_read(cli, &policy, err) || packet_from_args(cli, &policy, args, &packet, err))
		return -1;
	if (args_has(args, "resolve"))
		system_resolve_names(cli->deploy.system, &policy, RESOLVE_SECONDS, NULL, &failed);
	VEC_FOREACH (&failed, name)
		fprintf(stderr, _("nftabs: host name %s does not resolve\n"), *name);
	policy_evaluate(&policy, cli_environment(cli), &packet, true, &decision);
	if (cli->json) {
		output_json(decision_json(&policy, &decision));
		return EXIT_DONE;
	}
	print_decider(&policy, &decision);
	print_misses(&policy, &decision);
	return EXIT_DONE;
}
