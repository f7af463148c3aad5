/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/compile/compile.h"

#include "backend/compile/lower.h"
#include "base/i18n.h"
#include "model/check.h"
#include "model/field.h"

#include <linux/netfilter.h>

#define PRIORITY_FILTER 0
#define PRIORITY_DSTNAT (-100)	  /* NF_IP_PRI_NAT_DST */
#define USUAL_EXPRS	10	  /* of a rule with address, port, counter and verdict */
#define MARK_IDS	0x1000000 /* ids that fit beside COMPILE_MARK_BASE */

/* Chain names end in "_": words like "forward" are reserved in nft's grammar. */
static const struct hook_chain {
	const char *name, *type;
	uint8_t hook;
	int32_t priority;
} hook_chains[HOOK_MAX] = {
    [HOOK_OUTPUT] = {"output_", "filter", NF_INET_LOCAL_OUT, PRIORITY_FILTER},
    [HOOK_INPUT] = {"input_", "filter", NF_INET_LOCAL_IN, PRIORITY_FILTER},
    [HOOK_FORWARD] = {"forward_", "filter", NF_INET_FORWARD, PRIORITY_FILTER},
    [HOOK_PREROUTING] = {"prerouting_", "nat", NF_INET_PRE_ROUTING, PRIORITY_DSTNAT},
    [HOOK_NAT_OUTPUT] = {"nat_output_", "nat", NF_INET_LOCAL_OUT, PRIORITY_DSTNAT},
};

static void compiler_chain(struct compiler *compiler, enum hook hook, enum verdict otherwise)
{
	struct ir_chain *chain;

	compiler->chains[hook] = compiler->ir->chains.n;
	chain = vec_add(&compiler->ir->chains);
	chain->name = mem_strdup(hook_chains[hook].name);
	chain->type = mem_strdup(hook_chains[hook].type);
	chain->base = true;
	chain->hook = hook_chains[hook].hook;
	chain->priority = hook_chains[hook].priority;
	chain->policy_drop = otherwise != VERDICT_ACCEPT;
}

struct ir_rule *compiler_rule(struct compiler *compiler, enum hook hook, int64_t id, const char *comment)
{
	struct ir_chain *chain = &compiler->ir->chains.v[compiler->chains[hook]];
	struct ir_rule *rule;

	if (chain->rules.n) /* the one before is complete */
		vec_trim(&chain->rules.v[chain->rules.n - 1].exprs);
	rule = vec_add(&chain->rules);
	vec_reserve(&rule->exprs, USUAL_EXPRS);
	rule->id = id;
	rule->comment = mem_strdup(comment);
	return rule;
}

void compiler_counter(struct compiler *compiler, const char *name, int64_t id)
{
	struct ir_counter *counter = vec_add(&compiler->ir->counters);

	counter->name = mem_strdup(name);
	counter->id = id;
}

const char *compiler_tcp_udp_set(struct compiler *compiler)
{
	static const uint8_t protocols[] = {IPPROTO_TCP, IPPROTO_UDP};
	static const char name[] = "tcp_udp_";
	struct ir_set *set;

	if (compiler->tcp_udp)
		return name;
	compiler->tcp_udp = true;
	set = build_set(compiler->ir, name, IR_TYPE_INET_PROTO, 0);
	for (size_t i = 0; i < ARRAY_SIZE(protocols); i++)
		build_element(set, &protocols[i], NULL);
	return name;
}

static bool is_published(const struct rule *rule)
{
	return rule->enabled && rule->action == ACTION_PUBLISH;
}

/* Index behind the last enabled publish rule: the inbound rules above it are asked in the nat chain as well. */
static size_t publish_end(const struct policy *policy)
{
	size_t end = policy->rules.n;

	while (end && !is_published(&policy->rules.v[end - 1]))
		end--;
	return end;
}

static void compile_rule(struct lowering *lowering, bool before_publish)
{
	switch ((enum direction)lowering->rule->direction) {
	case DIRECTION_FORWARD:
		lowering_emit(lowering, HOOK_FORWARD);
		return;
	case DIRECTION_OUTBOUND:
		lowering_emit(lowering, HOOK_OUTPUT);
		return;
	case DIRECTION_BOTH:
		lowering_emit(lowering, HOOK_OUTPUT);
		break;
	case DIRECTION_INBOUND:
	case DIRECTION_MAX:
		break;
	}
	if (lowering->rule->action == ACTION_PUBLISH) {
		lowering_emit_publish(lowering);
		return;
	}
	if (before_publish)
		lowering_emit_stay(lowering);
	lowering_emit(lowering, HOOK_INPUT);
}

static int refuse(const struct rule *rule, size_t index, struct error *err)
{
	return field_error_about(err, rule, index + 1);
}

static int compile_one(struct compiler *compiler, size_t index, bool before_publish, struct error *err)
{
	const struct rule *rule = &compiler->policy->rules.v[index];
	struct lowering lowering;
	int done;

	if (!rule->enabled)
		return 0;
	if (rule->id <= 0 || (rule->action == ACTION_PUBLISH && rule->id >= MARK_IDS)) {
		error_set(err, ERROR_VALUE, _("the rule has no number of its own yet: save the policy first"));
		return refuse(rule, index, err);
	}
	done = lowering_init(&lowering, compiler, rule, err);
	if (done == 0)
		compile_rule(&lowering, before_publish);
	lowering_done(&lowering);
	return done == 0 ? 0 : refuse(rule, index, err);
}

/* The permissions of publish rules stand before the forward rules, so publish rules come first in two passes. */
static int compile_rules(struct compiler *compiler, struct error *err)
{
	const struct policy *policy = compiler->policy;
	size_t end = publish_end(policy), n = policy->rules.n;

	for (size_t i = 0; i < end && watch_go_on(compiler->watch, n + i, 2 * n); i++)
		if (policy->rules.v[i].direction != DIRECTION_FORWARD && compile_one(compiler, i, true, err) != 0)
			return -1;
	for (size_t i = 0; i < n && watch_go_on(compiler->watch, n + i, 2 * n); i++)
		if ((i >= end || policy->rules.v[i].direction == DIRECTION_FORWARD) &&
		    compile_one(compiler, i, false, err) != 0)
			return -1;
	return watch_refuse(compiler->watch, err);
}

static void compiler_init(struct compiler *compiler, const struct policy *policy, const struct environment *env,
			  int64_t now, struct ir *ir)
{
	const struct settings *settings = &policy->settings;

	*compiler = (struct compiler){.policy = policy, .env = env, .now = now, .ir = ir};
	ir_init(ir, COMPILE_TABLE);
	compiler_chain(compiler, HOOK_OUTPUT, settings->default_outbound);
	compiler_chain(compiler, HOOK_INPUT, settings->default_inbound);
	compiler_chain(compiler, HOOK_FORWARD, settings->default_forward);
	compiler->publishes = publish_end(policy) > 0;
	if (compiler->publishes) {
		compiler_chain(compiler, HOOK_PREROUTING, VERDICT_ACCEPT);
		compiler_chain(compiler, HOOK_NAT_OUTPUT, VERDICT_ACCEPT);
	}
}

static int finish(struct ir *ir, int done, struct ir *ret)
{
	if (done == 0) {
		ir_normalise(ir);
		*ret = *ir;
	} else {
		ir_done(ir);
	}
	return done;
}

static int check_rules(const struct policy *policy, const struct environment *env, struct watch *watch,
		       struct error *err)
{
	size_t n = policy->rules.n;

	for (size_t i = 0; i < n && watch_go_on(watch, i, 2 * n); i++)
		if (policy->rules.v[i].enabled && rule_check(policy, env, &policy->rules.v[i], i, err) != 0)
			return refuse(&policy->rules.v[i], i, err);
	return watch_refuse(watch, err);
}

int policy_compile_watched(const struct policy *policy, const struct environment *env, int64_t now, struct watch *watch,
			   struct ir *ret, struct error *err)
{
	struct compiler compiler;
	struct ir ir;
	int done;

	if (check_rules(policy, env, watch, err) != 0)
		return -1;
	compiler_init(&compiler, policy, env, now, &ir);
	compiler.watch = watch;
	compile_builtin_lines(&compiler);
	done = compile_rules(&compiler, err);
	if (done == 0)
		compile_default_lines(&compiler);
	return finish(&ir, done, ret);
}

int policy_compile(const struct policy *policy, const struct environment *env, int64_t now, struct ir *ret,
		   struct error *err)
{
	return policy_compile_watched(policy, env, now, NULL, ret, err);
}

int rule_compile(const struct policy *policy, const struct environment *env, int64_t now, size_t index, struct ir *ret,
		 struct error *err)
{
	struct compiler compiler;
	struct ir ir;

	if (rule_check(policy, env, &policy->rules.v[index], index, err) != 0)
		return refuse(&policy->rules.v[index], index, err);
	compiler_init(&compiler, policy, env, now, &ir);
	return finish(&ir, compile_one(&compiler, index, index < publish_end(policy), err), ret);
}
