/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/deploy/deploy.h"

#include "backend/compile/compile.h"
#include "backend/deploy/revision.h"
#include "base/i18n.h"

#include <time.h>

int64_t deploy_now(const struct deploy *deploy)
{
	return deploy->now ? deploy->now : (int64_t)time(NULL);
}

void deploy_result_done(struct deploy_result *result)
{
	strlist_done(&result->unresolved);
	strlist_done(&result->notes);
}

int deploy_connect(struct deploy *deploy, struct error *err)
{
	return deploy->kernel ? 0 : kernel_open(&deploy->kernel, err);
}

bool deploy_is_off(struct deploy *deploy)
{
	_cleanup_free_ char *off = NULL;

	return store_get_state(deploy->store, STATE_OFF, &off, NULL) == 0 && off;
}

int deploy_load(struct deploy *deploy, const struct policy *policy, int64_t now, struct kernel_change *change,
		struct error *err)
{
	_cleanup_ir_ struct ir ir = {0};

	if (policy_compile(policy, system_environment(deploy->system), now, &ir, err) != 0)
		return -1;
	ir.dormant = deploy_is_off(deploy);
	return kernel_apply(deploy->kernel, &ir, change, err);
}

/* The first error of the policy becomes the caller's. */
static int refuse_errors(struct deploy *deploy, const struct policy *policy, struct error *err)
{
	_cleanup_report_ struct report report = {0};

	policy_check(policy, system_environment(deploy->system), deploy_now(deploy), &report);
	VEC_FOREACH (&report.findings, finding) {
		if (finding->severity == SEVERITY_ERROR) {
			error_move(err, &finding->error);
			return -1;
		}
	}
	return 0;
}

static int keep_or_wait(struct deploy *deploy, int64_t number, unsigned confirm_seconds, struct error *err)
{
	_cleanup_free_ char *until = NULL;

	if (!confirm_seconds)
		return store_set_revision_state(deploy->store, number, REVISION_CONFIRMED, err);
	until = mem_printf("%lld", (long long)time(NULL) + confirm_seconds);
	if (store_set_state(deploy->store, STATE_PENDING, until, err) != 0)
		return -1;
	return timer_start(store_path(deploy->store), number, confirm_seconds, err);
}

/* A pending revision that a newer one replaces is neither kept nor loaded again. */
static int drop_pending(struct deploy *deploy, struct error *err)
{
	_cleanup_(revision_done) struct revision newest = {0};

	if (store_revision(deploy->store, 0, false, &newest, NULL) != 0 || newest.state != REVISION_PENDING)
		return 0;
	return store_set_revision_state(deploy->store, newest.number, REVISION_TAKEN_BACK, err);
}

int deploy_apply(struct deploy *deploy, const struct author *author, const char *message, unsigned confirm_seconds,
		 struct deploy_result *ret, struct error *err)
{
	struct deploy_result result = {0};
	_cleanup_policy_ struct policy policy = {0};

	if (store_load(deploy->store, &policy, err) != 0 || refuse_errors(deploy, &policy, err) != 0 ||
	    deploy_connect(deploy, err) != 0)
		return -1;
	system_resolve_names(deploy->system, &policy, NAME_SECONDS, &result.unresolved);
	if (drop_pending(deploy, err) != 0 ||
	    store_add_revision(deploy->store, &policy, author, message, &result.revision, err) != 0)
		goto failed;
	if (deploy_load(deploy, &policy, deploy_now(deploy), &result.change, err) != 0) {
		(void)store_set_revision_state(deploy->store, result.revision, REVISION_TAKEN_BACK, NULL);
		goto failed;
	}
	if (keep_or_wait(deploy, result.revision, confirm_seconds, err) != 0) {
		(void)deploy_take_back(deploy, result.revision, NULL);
		goto failed;
	}
	deploy_notes(deploy, &policy, &result.notes);
	*ret = result;
	return 0;
failed:
	deploy_result_done(&result);
	return -1;
}

int deploy_confirm(struct deploy *deploy, struct error *err)
{
	_cleanup_(revision_done) struct revision newest = {0};

	if (store_revision(deploy->store, 0, false, &newest, NULL) != 0 || newest.state != REVISION_PENDING)
		return error_set(
		    err, ERROR_REFERENCE,
		    _("no applied change waits to be confirmed: either it was confirmed, or it has been taken "
		      "back; nftabs status tells"));
	if (store_set_revision_state(deploy->store, newest.number, REVISION_CONFIRMED, err) != 0)
		return -1;
	return store_set_state(deploy->store, STATE_PENDING, NULL, err);
}

int deploy_restore(struct deploy *deploy, struct deploy_result *ret, struct error *err)
{
	_cleanup_(revision_done) struct revision revision = {0};
	struct deploy_result result = {0};
	_cleanup_policy_ struct policy policy = {0};

	if (drop_pending(deploy, err) != 0 || store_set_state(deploy->store, STATE_PENDING, NULL, err) != 0)
		return -1;
	if (store_revision(deploy->store, 0, true, &revision, NULL) != 0)
		return error_set(
		    err, ERROR_REFERENCE,
		    _("no revision was ever confirmed, so there is nothing to restore: nftabs apply makes one"));
	if (deploy_connect(deploy, err) != 0 || revision_policy(&revision, &policy, err) != 0 ||
	    deploy_load(deploy, &policy, deploy_now(deploy), &result.change, err) != 0)
		return -1;
	result.revision = revision.number;
	deploy_notes(deploy, &policy, &result.notes);
	*ret = result;
	return 0;
}

int deploy_switch(struct deploy *deploy, bool on, struct error *err)
{
	if (deploy_connect(deploy, err) != 0 || kernel_set_dormant(deploy->kernel, COMPILE_TABLE, !on, err) != 0)
		return -1;
	return store_set_state(deploy->store, STATE_OFF, on ? NULL : "yes", err);
}

int deploy_compile_draft(struct deploy *deploy, struct ir *ret, struct error *err)
{
	_cleanup_policy_ struct policy policy = {0};

	if (store_load(deploy->store, &policy, err) != 0)
		return -1;
	return policy_compile(&policy, system_environment(deploy->system), deploy_now(deploy), ret, err);
}

int deploy_compile_running(struct deploy *deploy, struct ir *ret, struct error *err)
{
	_cleanup_(revision_done) struct revision revision = {0};
	_cleanup_policy_ struct policy policy = {0};

	if (deploy_running(deploy, &revision, err) != 0 || revision_policy(&revision, &policy, err) != 0 ||
	    policy_compile(&policy, system_environment(deploy->system), revision.time, ret, err) != 0)
		return -1;
	ret->dormant = deploy_is_off(deploy);
	return 0;
}
