/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lines of one rule at one hook: what it asks, its log, its counter, its verdict. */
#include "backend/compile/compile.h"
#include "backend/compile/lower.h"

#define BURST_DEFAULT 5 /* nft's, where a limit names none */

struct emission {
	struct compiler *compiler;
	enum hook hook;
};

static struct ir_rule *emit_match(const struct lowering *lowering, const struct combination *combination,
				  const struct emission *emission, protocol_t protocol)
{
	struct ir_rule *rule = compiler_rule(emission->compiler, emission->hook, lowering->rule->id, lowering->comment);

	lowering_match(lowering, combination, emission->hook, protocol, rule);
	return rule;
}

static void emit_log(const struct lowering *lowering, struct ir_rule *rule)
{
	build_log(rule, lowering->rule->log.level, COMPILE_LOG_GROUP, lowering->log_prefix);
}

/* A limit ends a rule when it is reached, so it may not stand before the verdict: the log is a line of its own then. */
static void emit_limited_log(const struct lowering *lowering, const struct combination *combination,
			     const struct emission *emission, protocol_t protocol)
{
	const struct log_options *log = &lowering->rule->log;
	struct ir_rule *rule;

	if (!log->on || !log->limit)
		return;
	rule = emit_match(lowering, combination, emission, protocol);
	build_limit(rule, log->limit, log->limit_unit, log->burst ? log->burst : BURST_DEFAULT);
	emit_log(lowering, rule);
}

static struct ir_rule *emit_decider(const struct lowering *lowering, const struct combination *combination,
				    const struct emission *emission, protocol_t protocol)
{
	struct ir_rule *rule;

	emit_limited_log(lowering, combination, emission, protocol);
	rule = emit_match(lowering, combination, emission, protocol);
	if (lowering->rule->log.on && !lowering->rule->log.limit)
		emit_log(lowering, rule);
	build_counter(rule, lowering->counter);
	return rule;
}

/* TCP over IPv6 in the output hook is refused with a reset: connect() hears of the ICMPv6 error one second late only.
 */
static void emit_reject(const struct lowering *lowering, const struct combination *combination,
			const struct emission *emission)
{
	protocol_t protocol = combination->service->protocol;
	bool reset =
	    emission->hook == HOOK_OUTPUT && combination->family != 4 && protocol_covers(protocol, IPPROTO_TCP);

	if (reset) {
		struct combination six = *combination;

		six.family = 6;
		build_reject(emit_decider(lowering, &six, emission, IPPROTO_TCP), true);
	}
	if (!reset || combination->family != 6 || protocol != IPPROTO_TCP)
		build_reject(emit_decider(lowering, combination, emission, PROTOCOL_ANY), false);
}

static void emit_combination(const struct lowering *lowering, const struct combination *combination, void *data)
{
	const struct emission *emission = data;

	if (lowering->rule->action == ACTION_REJECT)
		emit_reject(lowering, combination, emission);
	else
		build_verdict(emit_decider(lowering, combination, emission, PROTOCOL_ANY),
			      lowering->rule->action == ACTION_ALLOW ? IR_ACCEPT : IR_DROP);
}

void lowering_emit(struct lowering *lowering, enum hook hook)
{
	struct emission emission = {lowering->compiler, hook};

	lowering_combinations(lowering, emit_combination, &emission);
}

/* Accepted in the nat chain: stays untranslated, and input decides about it. */
static void emit_stay(const struct lowering *lowering, const struct combination *combination, void *data)
{
	build_verdict(emit_match(lowering, combination, data, PROTOCOL_ANY), IR_ACCEPT);
}

void lowering_emit_stay(struct lowering *lowering)
{
	struct emission emission = {lowering->compiler, HOOK_PREROUTING};

	lowering_combinations(lowering, emit_stay, &emission);
}

static uint32_t publish_mark(const struct rule *rule)
{
	return COMPILE_MARK_BASE + (uint32_t)rule->id;
}

static void emit_translation(const struct lowering *lowering, const struct combination *combination,
			     const struct emission *emission, protocol_t protocol)
{
	const struct endpoint *to = &lowering->rule->publish_to;
	struct ir_rule *rule = emit_decider(lowering, combination, emission, protocol);

	build_ct_mark_set(rule, publish_mark(lowering->rule));
	build_dnat(rule, to->family, to->address, to->port);
}

static void emit_published(const struct lowering *lowering, const struct combination *combination, void *data)
{
	static const protocol_t pair[] = {IPPROTO_TCP, IPPROTO_UDP};
	struct combination own = *combination;

	if (own.family && own.family != lowering->rule->publish_to.family)
		return;
	own.family = lowering->rule->publish_to.family;
	if (own.service->protocol != PROTOCOL_TCP_UDP) {
		emit_translation(lowering, &own, data, PROTOCOL_ANY);
		return;
	}
	/* A port can be translated only where one protocol is known. */
	for (size_t i = 0; i < ARRAY_SIZE(pair); i++)
		emit_translation(lowering, &own, data, pair[i]);
}

static void emit_permission(struct lowering *lowering)
{
	struct ir_rule *rule = compiler_rule(lowering->compiler, HOOK_FORWARD, lowering->rule->id, lowering->comment);

	build_ct_mark(rule, publish_mark(lowering->rule));
	build_ct_status(rule, 0x20); /* IPS_DST_NAT of linux/netfilter/nf_conntrack_common.h */
	build_verdict(rule, IR_ACCEPT);
}

void lowering_emit_publish(struct lowering *lowering)
{
	struct emission arriving = {lowering->compiler, HOOK_PREROUTING};
	struct emission own = {lowering->compiler, HOOK_NAT_OUTPUT};

	lowering_combinations(lowering, emit_published, &arriving);
	if (str_empty(lowering->rule->interface)) /* what the host sends itself comes in by no interface */
		lowering_combinations(lowering, emit_published, &own);
	emit_permission(lowering);
}
