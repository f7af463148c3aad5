/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/compile/compile.h"
#include "backend/deploy/revision.h"
#include "base/i18n.h"
#include "model/resolve.h"

#include <stdlib.h>

void deploy_status_done(struct deploy_status *status)
{
	kernel_others_done(&status->others);
	strlist_done(&status->notes);
}

static bool has_executable(const struct policy *policy, const struct rule *rule)
{
	_cleanup_(program_list_done) program_list_t programs = {0};

	if (!rule->enabled || !rule->application.n ||
	    resolve_programs(policy, &rule->application, "application", &programs, NULL) != 0)
		return false;
	VEC_FOREACH (&programs, program)
		if (program->kind == PROGRAM_EXECUTABLE)
			return true;
	return false;
}

static void note_executables(const struct policy *policy, strlist_t *ret)
{
	size_t position = 0;

	VEC_FOREACH (&policy->rules, rule) {
		_cleanup_free_ char *note = NULL;

		position++;
		if (!has_executable(policy, rule))
			continue;
		note = mem_printf(
		    rule->action == ACTION_ALLOW
			? _("Rule %1$zu \"%2$s\" names executables: it matches nothing until the agent runs.")
			: _("Rule %1$zu \"%2$s\" names executables: it stops nothing until the agent runs."),
		    position, rule->name);
		strlist_add(ret, note);
	}
}

/* The agent asks again in time; without it addresses run out after a day. */
static void note_names(const struct policy *policy, bool resolved, strlist_t *ret)
{
	_cleanup_strlist_ strlist_t names = {0};

	system_names(policy, &names);
	if (!names.n)
		return;
	strlist_add(ret, resolved
			     ? _("Without the agent the addresses of host names run out after 24 hours: apply again "
				 "when they do.")
			     : _("Host names match nothing until the agent runs, or until the next apply."));
}

void deploy_notes(const struct policy *policy, bool resolved, strlist_t *ret)
{
	note_executables(policy, ret);
	note_names(policy, resolved, ret);
}

static void count_rules(const struct policy *policy, struct deploy_status *ret)
{
	ret->rules = policy->rules.n;
	VEC_FOREACH (&policy->rules, rule)
		ret->rules_enabled += rule->enabled;
}

static void count_findings(struct deploy *deploy, const struct policy *policy, struct deploy_status *ret)
{
	_cleanup_report_ struct report report = {0};

	policy_check(policy, system_environment(deploy->system), deploy_now(deploy), &report);
	ret->errors = report.errors;
	VEC_FOREACH (&report.findings, finding)
		ret->warnings += finding->severity == SEVERITY_WARNING;
}

static int compare_draft(struct deploy *deploy, const struct policy *draft, struct deploy_status *ret,
			 struct error *err)
{
	_cleanup_(revision_done) struct revision revision = {0};
	_cleanup_policy_ struct policy running = {0};
	struct waiting waiting = {0};
	change_list_t changes = {0};
	bool found;

	if (deploy_find_revision(deploy, 0, ANY_RUNNING, &revision, &found, err) != 0)
		return -1;
	if (found) {
		ret->revision = revision.number;
		ret->revision_time = revision.time;
		ret->pending = revision.state == REVISION_PENDING;
		if (revision_policy(&revision, &running, err) != 0)
			return -1;
	} else {
		policy_init(&running);
	}
	if (ret->pending && deploy_waiting(deploy, &waiting, err) != 0)
		return -1;
	ret->pending_until = waiting.until;
	policy_diff(&running, draft, &changes);
	ret->draft_changes = changes.n;
	ret->draft_differs = changes.n > 0 || !ret->revision;
	vec_done(&changes);
	return 0;
}

/* Without CAP_NET_ADMIN the kernel tells nothing; that is an answer too. */
static int look_at_kernel(struct deploy *deploy, struct deploy_status *ret, struct error *err)
{
	_cleanup_error_ struct error refused = {0};
	_cleanup_ir_ struct ir held = {0}, wanted = {0};
	_cleanup_policy_ struct policy running = {0};

	if (deploy_connect(deploy, &refused) != 0 ||
	    kernel_read(deploy->kernel, COMPILE_TABLE, &held, &ret->loaded, &refused) != 0) {
		if (refused.code == ERROR_PERMISSION)
			return 0;
		error_move(err, &refused);
		return -1;
	}
	ret->may_read_kernel = true;
	ret->off = ret->loaded && held.dormant;
	if (kernel_others(deploy->kernel, COMPILE_TABLE, &ret->others, err) != 0)
		return -1;
	if (!ret->revision) {
		ret->kernel_differs = ret->loaded;
		return 0;
	}
	if (deploy_compile_running(deploy, &running, &wanted, err) != 0)
		return -1;
	ret->restarted =
	    deploy_take_restarted(system_environment(deploy->system), &running, &held, &wanted, &ret->notes);
	if (kernel_diff(deploy->kernel, &wanted, &ret->kernel_change, err) != 0)
		return -1;
	ret->kernel_differs = ret->kernel_change.messages > 0;
	return 0;
}

int deploy_status(struct deploy *deploy, struct deploy_status *ret, struct error *err)
{
	struct deploy_status status = {0};
	_cleanup_policy_ struct policy draft = {0};

	if (store_load(deploy->store, &draft, err) != 0)
		return -1;
	count_rules(&draft, &status);
	count_findings(deploy, &draft, &status);
	deploy_notes(&draft, true, &status.notes);
	if (compare_draft(deploy, &draft, &status, err) != 0 || look_at_kernel(deploy, &status, err) != 0) {
		deploy_status_done(&status);
		return -1;
	}
	*ret = status;
	return 0;
}
