/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/check.h"

#include "base/i18n.h"
#include "model/field.h"
#include "model/findings.h"

void report_done(struct report *report)
{
	VEC_FOREACH (&report->findings, finding)
		error_done(&finding->error);
	vec_done(&report->findings);
	report->errors = 0;
}

struct error *report_add(struct report *report, enum severity severity, const char *id)
{
	struct finding *finding = vec_add(&report->findings);

	finding->severity = severity;
	finding->id = id;
	report->errors += severity == SEVERITY_ERROR;
	return &finding->error;
}

static bool published_before(const struct policy *policy, const struct environment *env, const struct rule *rule,
			     const struct meaning *m, size_t i, struct error *err)
{
	const struct rule *other = &policy->rules.v[i];
	_cleanup_meaning_ struct meaning theirs = {0};

	if (other->action != ACTION_PUBLISH || !other->enabled ||
	    meaning_check(policy, env, other, i, &theirs, NULL) < 0)
		return false;
	return meaning_conflict(rule, m, other, &theirs, i, err) < 0;
}

int rule_check(const struct policy *policy, const struct environment *env, const struct rule *rule, size_t index,
	       struct error *err)
{
	_cleanup_meaning_ struct meaning m = {0};

	if (meaning_check(policy, env, rule, index, &m, err) < 0)
		return -1;
	if (rule->action != ACTION_PUBLISH || !rule->enabled)
		return 0;
	for (size_t i = 0; i < policy->rules.n && i < index; i++)
		if (published_before(policy, env, rule, &m, i, err))
			return field_error_about(err, rule, index == SIZE_MAX ? 0 : index + 1);
	return 0;
}

static void report_object(const struct policy *policy, const struct environment *env, enum object_kind kind, size_t i,
			  struct report *ret)
{
	_cleanup_error_ struct error err = {0};

	if (object_check(policy, env, kind, policy_object(policy, kind, i), &err) < 0)
		error_move(report_add(ret, SEVERITY_ERROR, "error"), &err);
}

static void report_rules(struct meanings *meanings, struct report *ret)
{
	VEC_FOREACH (&meanings->errors, err) {
		size_t i = (size_t)(err - meanings->errors.v);

		if (err->code == ERROR_NONE)
			continue;
		if (meanings->policy->rules.v[i].enabled)
			error_move(report_add(ret, SEVERITY_ERROR, "error"), err);
		else
			error_move(report_add(ret, SEVERITY_WARNING, "disabled-error"), err);
	}
}

static void report_timezone(const struct policy *policy, const struct environment *env, struct report *ret)
{
	const char *name = policy->settings.timezone;
	struct error *err;

	if (str_empty(name) || !env || !env->zone || env->zone(env, name))
		return;
	err = report_add(ret, SEVERITY_ERROR, "error");
	error_set(err, ERROR_REFERENCE,
		  _("there is no time zone '%s' on this machine: write a name like Asia/Tokyo or UTC"), name);
	error_about(err, "setting", 0, 0, NULL);
	error_in_field(err, "timezone");
}

static void report_errors(const struct policy *policy, const struct environment *env, struct watch *watch,
			  struct meanings *ret_meanings, struct report *ret)
{
	*ret = (struct report){0};
	report_timezone(policy, env, ret);
	for (int kind = 0; kind < OBJECT_MAX; kind++)
		for (size_t i = 0; i < policy_object_count(policy, (enum object_kind)kind); i++)
			report_object(policy, env, (enum object_kind)kind, i, ret);
	meanings_make(policy, env, watch, ret_meanings);
	report_rules(ret_meanings, ret);
}

void policy_check_errors(const struct policy *policy, const struct environment *env, struct watch *watch,
			 struct report *ret)
{
	_cleanup_meanings_ struct meanings meanings = {0};

	report_errors(policy, env, watch, &meanings, ret);
}

void policy_check(const struct policy *policy, const struct environment *env, int64_t now, struct report *ret)
{
	_cleanup_meanings_ struct meanings meanings = {0};
	_cleanup_shadows_ struct shadows *shadows = NULL;

	report_errors(policy, env, NULL, &meanings, ret);
	shadows = shadows_new(&meanings);
	findings_add(&(struct finding_context){policy, env, &meanings, now, shadows}, ret);
}
