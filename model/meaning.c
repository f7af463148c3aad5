/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/meaning.h"

#include "model/check_rule.h"
#include "model/field.h"

void meaning_done(struct meaning *meaning)
{
	vec_done(&meaning->remote_service);
	vec_done(&meaning->local_service);
	address_list_done(&meaning->remote_address);
	address_list_done(&meaning->local_address);
	program_list_done(&meaning->programs);
	vec_done(&meaning->validity);
	meaning->ok = false;
}

int meaning_resolve(const struct policy *policy, const struct environment *env, const struct rule *rule,
		    struct meaning *ret, struct error *err)
{
	_cleanup_meaning_ struct meaning m = {0};

	if (resolve_programs(policy, &rule->application, "application", &m.programs, err) < 0 ||
	    resolve_services(policy, env, rule->protocol, &rule->remote_service, "remote_service", &m.remote_service,
			     err) < 0 ||
	    resolve_services(policy, env, rule->protocol, &rule->local_service, "local_service", &m.local_service,
			     err) < 0 ||
	    resolve_addresses(policy, &rule->remote_address, "remote_address", &m.remote_address, err) < 0 ||
	    resolve_addresses(policy, &rule->local_address, "local_address", &m.local_address, err) < 0 ||
	    resolve_validity(policy, env, &rule->validity, &m.validity, err) < 0)
		return -1;
	m.ok = true;
	*ret = m;
	m = (struct meaning){0};
	return 0;
}

int meaning_check(const struct policy *policy, const struct environment *env, const struct rule *rule, size_t index,
		  struct meaning *ret, struct error *err)
{
	_cleanup_meaning_ struct meaning m = {0};
	struct rule_case c = {policy, env, rule, &m};

	if (check_rule_text(&c, err) < 0 || meaning_resolve(policy, env, rule, &m, err) < 0 ||
	    check_rule_meaning(&c, err) < 0)
		return field_error_about(err, rule, index == SIZE_MAX ? 0 : index + 1);
	*ret = m;
	m = (struct meaning){0};
	return 0;
}

static bool publishes(const struct meanings *ms, size_t i)
{
	const struct rule *rule = &ms->policy->rules.v[i];

	return rule->action == ACTION_PUBLISH && rule->enabled && ms->rules.v[i].ok;
}

static void find_conflict(struct meanings *ms, const size_t *before, size_t n, size_t i)
{
	const struct rule *rule = &ms->policy->rules.v[i];
	struct error *err = &ms->errors.v[i];

	for (size_t k = 0; k < n; k++) {
		size_t j = before[k];

		if (meaning_conflict(rule, &ms->rules.v[i], &ms->policy->rules.v[j], &ms->rules.v[j], j, err) == 0)
			continue;
		field_error_about(err, rule, i + 1);
		return;
	}
}

/* As rule_check() sees it, a rule keeps its place even from one that conflicts with an earlier one itself: meanings go
 * only when all are compared. */
static void find_conflicts(struct meanings *ms)
{
	VEC(size_t) before = {0};

	for (size_t i = 0; i < ms->rules.n; i++) {
		if (!publishes(ms, i))
			continue;
		find_conflict(ms, before.v, before.n, i);
		vec_push(&before, i);
	}
	VEC_FOREACH (&before, i)
		if (ms->errors.v[*i].code != ERROR_NONE)
			meaning_done(&ms->rules.v[*i]);
	vec_done(&before);
}

void meanings_make(const struct policy *policy, const struct environment *env, struct watch *watch,
		   struct meanings *ret)
{
	*ret = (struct meanings){.policy = policy, .env = env};
	for (size_t i = 0; i < policy->rules.n && watch_go_on(watch, i, policy->rules.n); i++) {
		struct meaning *m = vec_add(&ret->rules);
		struct error *err = vec_add(&ret->errors);

		meaning_check(policy, env, &policy->rules.v[i], i, m, err);
	}
	find_conflicts(ret);
}

void meanings_done(struct meanings *meanings)
{
	VEC_FOREACH (&meanings->rules, m)
		meaning_done(m);
	VEC_FOREACH (&meanings->errors, err)
		error_done(err);
	vec_done(&meanings->rules);
	vec_done(&meanings->errors);
}
