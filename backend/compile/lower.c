/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/compile/lower.h"

#include "backend/compile/compile.h"
#include "base/utf8.h"
#include "model/resolve.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define LOG_PREFIX_BYTES 127 /* NF_LOG_PREFIXLEN - 1 */
#define LOG_NAME_BYTES	 40  /* of the rule's name in its log lines */

void lowering_name(const struct lowering *lowering, char name[IR_NAME_MAX + 1], const char *suffix)
{
	snprintf(name, IR_NAME_MAX + 1, "r%" PRId64 "_%s", lowering->rule->id, suffix);
}

/* nft's quoted strings have no escape for a quote, and in a log prefix "$" begins the name of a variable. */
static bool is_quotable(char c, bool variables)
{
	return (unsigned char)c >= 0x20 && c != 0x7f && c != '"' && !(c == '$' && variables);
}

/* The text with look-alikes for what nft cannot hold: it is for people. */
static char *quotable(const char *text, size_t limit, bool variables)
{
	_cleanup_str_ struct str out = {0};

	while (*text) {
		size_t n = 0;

		while (text[n] && is_quotable(text[n], variables))
			n++;
		str_add_n(&out, text, n);
		text += n;
		if (*text) {
			str_add(&out, *text == '"' ? "'" : *text == '$' ? "\uff04" : " ");
			text++;
		}
	}
	if (out.length > limit)
		out.text[utf8_cut(out.text, limit)] = '\0';
	return mem_strdup(str_text(&out));
}

static char *rule_comment(const struct rule *rule)
{
	_cleanup_free_ char *text = mem_printf("#%" PRId64 " %s", rule->id, rule->name ? rule->name : "");

	return quotable(text, IR_COMMENT_MAX, false);
}

static char *rule_log_prefix(const struct rule *rule)
{
	_cleanup_free_ char *name = quotable(rule->name ? rule->name : "", LOG_NAME_BYTES, false);
	_cleanup_free_ char *text =
	    mem_printf("#%" PRId64 " %s ", rule->id, rule->log.prefix ? rule->log.prefix : name);

	return quotable(text, LOG_PREFIX_BYTES, true);
}

static int lower_lists(struct lowering *lowering, struct error *err)
{
	const struct policy *policy = lowering->compiler->policy;
	const struct environment *env = lowering->compiler->env;
	const struct rule *rule = lowering->rule;
	_cleanup_(address_list_done) address_list_t remote = {0}, local = {0};
	_cleanup_(program_list_done) program_list_t programs = {0};
	proto_port_list_t to = {0}, from = {0};
	int done = -1;

	if (resolve_addresses(policy, &rule->remote_address, "remote_address", &remote, err) == 0 &&
	    resolve_addresses(policy, &rule->local_address, "local_address", &local, err) == 0 &&
	    resolve_services(policy, env, rule->protocol, &rule->remote_service, "remote_service", &to, err) == 0 &&
	    resolve_services(policy, env, rule->protocol, &rule->local_service, "local_service", &from, err) == 0 &&
	    resolve_programs(policy, &rule->application, "application", &programs, err) == 0) {
		lower_side(lowering, "ra", &remote, &lowering->remote);
		lower_side(lowering, "la", &local, &lowering->local);
		lower_services(lowering, &to, &from);
		done = lower_programs(lowering, &programs, err);
	}
	vec_done(&to);
	vec_done(&from);
	return done == 0 ? lower_validity(lowering, err) : -1;
}

int lowering_init(struct lowering *lowering, struct compiler *compiler, const struct rule *rule, struct error *err)
{
	*lowering = (struct lowering){.compiler = compiler, .rule = rule};
	snprintf(lowering->counter, sizeof(lowering->counter), "r%" PRId64, rule->id);
	compiler_counter(compiler, lowering->counter, rule->id);
	lowering->comment = rule_comment(rule);
	lowering->log_prefix = rule->log.on ? rule_log_prefix(rule) : NULL;
	return lower_lists(lowering, err);
}

static void side_done(struct side *side)
{
	VEC_FOREACH (&side->alternatives, alternative)
		address_done(&alternative->address);
	vec_done(&side->alternatives);
}

void lowering_done(struct lowering *lowering)
{
	side_done(&lowering->remote);
	side_done(&lowering->local);
	vec_done(&lowering->services);
	vec_done(&lowering->programs);
	free(lowering->comment);
	free(lowering->log_prefix);
}

/* ICMP belongs to one family: a type of the one is another's in the other. */
static uint8_t service_family(const struct service_alternative *service)
{
	return service->protocol == IPPROTO_ICMP ? 4 : service->protocol == IPPROTO_ICMPV6 ? 6 : 0;
}

/* Joins two families, 0 being either; false when they exclude each other. */
static bool family_join(uint8_t *family, uint8_t other)
{
	if (*family && other && *family != other)
		return false;
	if (other)
		*family = other;
	return true;
}

struct walk {
	const struct lowering *lowering;
	void (*visit)(const struct lowering *lowering, const struct combination *combination, void *data);
	void *data;
};

static void walk_programs(const struct walk *walk, struct combination combination)
{
	VEC_FOREACH (&walk->lowering->programs, program) {
		combination.program = program;
		walk->visit(walk->lowering, &combination, walk->data);
	}
}

static void walk_services(const struct walk *walk, struct combination combination)
{
	uint8_t family = combination.family;

	VEC_FOREACH (&walk->lowering->services, service) {
		combination.family = family;
		combination.service = service;
		if (family_join(&combination.family, service_family(service)))
			walk_programs(walk, combination);
	}
}

static void walk_local(const struct walk *walk, struct combination combination)
{
	uint8_t family = combination.family;

	if (walk->lowering->local.any)
		walk_services(walk, combination);
	VEC_FOREACH (&walk->lowering->local.alternatives, local) {
		combination.family = family;
		combination.local = local;
		if (family_join(&combination.family, local->family))
			walk_services(walk, combination);
	}
}

void lowering_combinations(const struct lowering *lowering,
			   void (*visit)(const struct lowering *lowering, const struct combination *combination,
					 void *data),
			   void *data)
{
	const struct walk walk = {lowering, visit, data};
	struct combination combination = {0};

	if (lowering->remote.any)
		walk_local(&walk, combination);
	VEC_FOREACH (&lowering->remote.alternatives, remote) {
		combination.family = remote->family;
		combination.remote = remote;
		walk_local(&walk, combination);
	}
}
