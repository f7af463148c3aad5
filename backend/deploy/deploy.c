/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/deploy/deploy.h"

#include "backend/compile/compile.h"
#include "backend/deploy/revision.h"
#include "base/i18n.h"

#include <stdlib.h>
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

/* The first error of the policy becomes the caller's. */
static int refuse_errors(struct deploy *deploy, const struct policy *policy, struct error *err)
{
	_cleanup_report_ struct report report = {0};
	struct step_watch check;

	policy_check_errors(policy, system_environment(deploy->system), step_begin(&check, deploy, DEPLOY_CHECK),
			    &report);
	if (step_refuse(&check, err) != 0)
		return -1;
	VEC_FOREACH (&report.findings, finding) {
		if (finding->severity == SEVERITY_ERROR) {
			error_move(err, &finding->error);
			return -1;
		}
	}
	return 0;
}

/* Who loads rules thinks that they hold. */
static void note_off(struct deploy *deploy, strlist_t *notes)
{
	bool off;

	if (deploy_is_off(deploy, &off, NULL) == 0 && off)
		strlist_add(notes, _("Off: the rules have no effect until nftabs on."));
}

/* A revision that cannot be read is not the same. */
static bool is_of_revision(const struct policy *policy, const struct revision *revision)
{
	_cleanup_policy_ struct policy running = {0};
	change_list_t changes = {0};
	bool same;

	if (revision_policy(revision, &running, NULL) != 0)
		return false;
	policy_diff(&running, policy, &changes);
	same = !changes.n;
	vec_done(&changes);
	return same;
}

static int install(struct deploy *deploy, const struct policy *policy, const struct order *order,
		   struct deploy_result *result, struct error *err)
{
	_cleanup_(revision_done) struct revision running = {0};
	bool found, pending;

	if (deploy_find_revision(deploy, 0, ANY_RUNNING, &running, &found, err) != 0)
		return -1;
	pending = found && running.state == REVISION_PENDING;
	if (!found || (pending && order->confirm_seconds) || !is_of_revision(policy, &running))
		return deploy_install(deploy, policy, order, result, err);
	return deploy_repeat(deploy, policy, running.number, pending, result, err);
}

int deploy_apply(struct deploy *deploy, const struct author *author, const char *message, unsigned confirm_seconds,
		 struct deploy_result *ret, struct error *err)
{
	_cleanup_deploy_lock_ struct deploy_lock lock = DEPLOY_UNLOCKED;
	struct deploy_result result = {0};
	_cleanup_policy_ struct policy policy = {0};
	struct step_watch resolve;

	if (deploy_lock_to_write(deploy, &lock, err) != 0 || store_load(deploy->store, &policy, err) != 0 ||
	    refuse_errors(deploy, &policy, err) != 0 || deploy_connect(deploy, err) != 0)
		return -1;
	(void)system_resolve_names(deploy->system, &policy, NAME_SECONDS, step_begin(&resolve, deploy, DEPLOY_RESOLVE),
				   &result.unresolved);
	if (step_refuse(&resolve, err) != 0 ||
	    install(deploy, &policy, &(struct order){author, message, confirm_seconds}, &result, err) != 0) {
		deploy_result_done(&result);
		return -1;
	}
	deploy_notes(&policy, true, &result.notes);
	note_off(deploy, &result.notes);
	*ret = result;
	return 0;
}

/* Only where the process that takes it back came to grief: it comes in time, and holds the lock until it is done. */
static int refuse_late(struct deploy *deploy, int64_t number, struct error *err)
{
	struct waiting waiting;

	if (deploy_waiting(deploy, &waiting, err) != 0)
		return -1;
	if (deploy_now(deploy) <= waiting.until)
		return 0;
	return error_set(err, ERROR_CONFLICT,
			 _("the time to confirm revision %lld is over: apply it again, and confirm in time"),
			 (long long)number);
}

int deploy_pending(struct deploy *deploy, int64_t *ret_number, int64_t *ret_until, struct error *err)
{
	struct waiting waiting;

	if (deploy_waiting(deploy, &waiting, err) != 0)
		return -1;
	*ret_number = waiting.number;
	*ret_until = waiting.until;
	return 0;
}

int deploy_confirm(struct deploy *deploy, struct error *err)
{
	_cleanup_deploy_lock_ struct deploy_lock lock = DEPLOY_UNLOCKED;
	_cleanup_(revision_done) struct revision running = {0};
	bool found;

	if (deploy_lock_to_write(deploy, &lock, err) != 0 ||
	    deploy_find_revision(deploy, 0, ANY_RUNNING, &running, &found, err) != 0)
		return -1;
	if (!found || running.state != REVISION_PENDING)
		return error_set(
		    err, ERROR_REFERENCE,
		    _("no applied change waits to be confirmed: either it was confirmed, or it has been taken "
		      "back; nftabs status tells"));
	if (refuse_late(deploy, running.number, err) != 0 ||
	    store_set_revision_state(deploy->store, running.number, REVISION_CONFIRMED, err) != 0)
		return -1;
	(void)deploy_set_waiting(deploy, NULL, NULL);
	return 0;
}

/* The store cannot be written, at a boot with a full disk: the rules are there all the same. */
static void note_pending(struct deploy *deploy, strlist_t *notes)
{
	_cleanup_error_ struct error err = {0};

	if (deploy_drop_pending(deploy, 0, &err) != 0)
		strlist_add(notes, err.message);
	(void)deploy_set_waiting(deploy, NULL, NULL);
}

int deploy_restore(struct deploy *deploy, struct deploy_result *ret, struct error *err)
{
	_cleanup_deploy_lock_ struct deploy_lock lock = DEPLOY_UNLOCKED;
	_cleanup_return_point_ struct return_point point = {0};
	_cleanup_error_ struct error locked = {0};
	struct deploy_result result = {0};

	/* Where no lock can be made, nobody else has it. */
	if (deploy_lock(deploy, &lock, &locked) != 0 && locked.code == ERROR_CONFLICT) {
		error_move(err, &locked);
		return -1;
	}
	if (return_point_read(deploy, 0, ANY_CONFIRMED, &point, err) != 0 ||
	    return_point_load(deploy, &point, false, &result.change, &result.notes, err) != 0) {
		deploy_result_done(&result);
		return -1;
	}
	note_pending(deploy, &result.notes);
	if (!point.found) {
		deploy_result_done(&result);
		return error_set(
		    err, ERROR_REFERENCE,
		    _("no revision was ever confirmed, so there is nothing to restore: nftabs apply makes one"));
	}
	result.revision = point.number;
	deploy_notes(&point.policy, false, &result.notes);
	note_off(deploy, &result.notes);
	*ret = result;
	return 0;
}

/* The store first: what it remembers is what the next boot does. */
int deploy_switch(struct deploy *deploy, bool on, struct error *err)
{
	_cleanup_deploy_lock_ struct deploy_lock lock = DEPLOY_UNLOCKED;
	bool off;

	if (deploy_lock_to_write(deploy, &lock, err) != 0 || deploy_connect(deploy, err) != 0 ||
	    deploy_is_off(deploy, &off, err) != 0 ||
	    store_set_state(deploy->store, STATE_OFF, on ? NULL : "yes", err) != 0)
		return -1;
	if (kernel_set_dormant(deploy->kernel, COMPILE_TABLE, !on, err) == 0)
		return 0;
	(void)store_set_state(deploy->store, STATE_OFF, off ? "yes" : NULL, NULL);
	return -1;
}

int deploy_compile_draft(struct deploy *deploy, struct ir *ret, struct error *err)
{
	_cleanup_policy_ struct policy policy = {0};

	if (store_load(deploy->store, &policy, err) != 0)
		return -1;
	return policy_compile(&policy, system_environment(deploy->system), deploy_now(deploy), ret, err);
}

/* The instant from which the kernel's schedules count. */
static int64_t loaded_at(struct deploy *deploy, const struct revision *revision)
{
	_cleanup_free_ char *loaded = NULL;

	if (store_get_state(deploy->store, STATE_LOADED, &loaded, NULL) != 0 || !loaded)
		return revision->time;
	return strtoll(loaded, NULL, 10);
}

int deploy_running_policy(struct deploy *deploy, struct policy *ret, struct error *err)
{
	_cleanup_(revision_done) struct revision revision = {0};

	return deploy_running(deploy, &revision, err) || revision_policy(&revision, ret, err) ? -1 : 0;
}

int deploy_compile_running(struct deploy *deploy, struct policy *ret_policy, struct ir *ret, struct error *err)
{
	_cleanup_(revision_done) struct revision revision = {0};
	_cleanup_policy_ struct policy policy = {0};
	bool off;

	if (deploy_running(deploy, &revision, err) != 0 || deploy_is_off(deploy, &off, err) != 0 ||
	    revision_policy(&revision, &policy, err) != 0 ||
	    policy_compile(&policy, system_environment(deploy->system), loaded_at(deploy, &revision), ret, err) != 0)
		return -1;
	ret->dormant = off;
	if (ret_policy) {
		*ret_policy = policy;
		policy_init(&policy);
	}
	return 0;
}
