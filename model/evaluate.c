/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/evaluate.h"

#include "model/evaluate_match.h"

struct evaluator {
	const struct policy *policy;
	struct meanings meanings;
	VEC(struct subject) subjects; /* one for each rule */
	port_number_list_t ssh_ports;
};

/* By enum action; a published packet is accepted and goes on to the inner server. */
static const enum verdict verdicts[ACTION_MAX] = {
    [ACTION_ALLOW] = VERDICT_ACCEPT,
    [ACTION_DROP] = VERDICT_DROP,
    [ACTION_REJECT] = VERDICT_REJECT,
    [ACTION_PUBLISH] = VERDICT_ACCEPT,
};

static void add_addresses(const struct environment *env, const address_list_t *from, address_list_t *to)
{
	VEC_FOREACH (from, item) {
		if (item->kind != ADDRESS_NAME)
			vec_push(to, address_copy(item));
		else if (env && env->host_addresses)
			env->host_addresses(env, item->name, to);
	}
}

static bool account_id(const struct environment *env, const struct program *program, uint32_t *ret)
{
	bool (*find)(const struct environment *, const char *, uint32_t *);
	unsigned long number;

	if (str_to_uint(program->name, 0, UINT32_MAX - 1ul, &number)) {
		*ret = (uint32_t)number;
		return true;
	}
	find = !env ? NULL : program->kind == PROGRAM_USER ? env->user_id : env->group_id;
	return find && find(env, program->name, ret);
}

static void add_accounts(const struct environment *env, struct subject *s)
{
	VEC_FOREACH (&s->meaning->programs, program) {
		struct account account = {.group = program->kind == PROGRAM_GROUP};

		if ((program->kind == PROGRAM_USER || account.group) && account_id(env, program, &account.id))
			vec_push(&s->accounts, account);
	}
}

struct evaluator *evaluator_new(const struct policy *policy, const struct environment *env)
{
	struct evaluator *e = MEM_NEW(struct evaluator);

	e->policy = policy;
	meanings_make(policy, env, NULL, &e->meanings);
	for (size_t i = 0; i < policy->rules.n; i++) {
		struct subject *s = vec_add(&e->subjects);

		s->rule = &policy->rules.v[i];
		s->meaning = &e->meanings.rules.v[i];
		add_addresses(env, &s->meaning->remote_address, &s->remote_address);
		add_addresses(env, &s->meaning->local_address, &s->local_address);
		add_accounts(env, s);
	}
	if (env && env->ssh_ports)
		env->ssh_ports(env, &e->ssh_ports);
	return e;
}

void evaluator_free(struct evaluator *evaluator)
{
	if (!evaluator)
		return;
	VEC_FOREACH (&evaluator->subjects, s) {
		address_list_done(&s->remote_address);
		address_list_done(&s->local_address);
		vec_done(&s->accounts);
	}
	vec_done(&evaluator->subjects);
	vec_done(&evaluator->ssh_ports);
	meanings_done(&evaluator->meanings);
	free(evaluator);
}

void evaluator_freep(struct evaluator **evaluator)
{
	evaluator_free(*evaluator);
}

static bool has_direction(const struct rule *rule, const struct packet *packet)
{
	if (rule->direction == DIRECTION_BOTH)
		return packet->direction == DIRECTION_OUTBOUND || packet->direction == DIRECTION_INBOUND;
	return rule->direction == packet->direction;
}

static const char *miss_field(const struct evaluator *e, size_t i, const struct packet *packet)
{
	const struct subject *s = &e->subjects.v[i];
	const char *bad = e->meanings.errors.v[i].subject.field;

	if (!s->rule->enabled)
		return "enabled";
	if (!s->meaning->ok)
		return bad ? bad : "name";
	return match_rule(s, packet);
}

static bool decide_by_rules(const struct evaluator *e, const struct packet *packet, bool with_misses,
			    struct decision *ret)
{
	for (size_t i = 0; i < e->subjects.n; i++) {
		const struct rule *rule = e->subjects.v[i].rule;
		const char *field;

		if (!has_direction(rule, packet))
			continue;
		field = miss_field(e, i, packet);
		if (!field) {
			ret->decider = DECIDER_RULE;
			ret->index = i;
			ret->verdict = verdicts[rule->action];
			ret->translated = rule->action == ACTION_PUBLISH;
			return true;
		}
		if (with_misses)
			vec_push(&ret->misses, ((struct miss){i, field}));
	}
	return false;
}

static bool decide_by_publishing(const struct evaluator *e, const struct packet *packet, struct decision *ret)
{
	if (packet->direction != DIRECTION_FORWARD || !packet->translated)
		return false;
	for (size_t i = 0; i < e->subjects.n; i++) {
		const struct subject *s = &e->subjects.v[i];

		if (s->rule->action != ACTION_PUBLISH || !s->rule->enabled || !s->meaning->ok ||
		    !match_published(s, packet))
			continue;
		ret->decider = DECIDER_PUBLISHED;
		ret->index = i;
		ret->verdict = VERDICT_ACCEPT;
		return true;
	}
	return false;
}

static void decide_by_default(const struct settings *settings, const struct packet *packet, struct decision *ret)
{
	const uint8_t verdict[DIRECTION_MAX] = {
	    [DIRECTION_OUTBOUND] = settings->default_outbound,
	    [DIRECTION_INBOUND] = settings->default_inbound,
	    [DIRECTION_FORWARD] = settings->default_forward,
	};

	ret->decider = DECIDER_DEFAULT;
	ret->verdict = (enum verdict)verdict[packet->direction];
}

void evaluator_decide(const struct evaluator *evaluator, const struct packet *packet, bool with_misses,
		      struct decision *ret)
{
	const struct settings *settings = &evaluator->policy->settings;

	*ret = (struct decision){.index = SIZE_MAX};
	if (!builtin_decide(settings, &evaluator->ssh_ports, packet, ret) &&
	    !decide_by_publishing(evaluator, packet, ret) && !decide_by_rules(evaluator, packet, with_misses, ret))
		decide_by_default(settings, packet, ret);
}

void policy_evaluate(const struct policy *policy, const struct environment *env, const struct packet *packet,
		     bool with_misses, struct decision *ret)
{
	_cleanup_(evaluator_freep) struct evaluator *evaluator = evaluator_new(policy, env);

	evaluator_decide(evaluator, packet, with_misses, ret);
}

void decision_done(struct decision *decision)
{
	vec_done(&decision->misses);
}
