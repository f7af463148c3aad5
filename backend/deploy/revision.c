/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/deploy/revision.h"

#include "backend/compile/compile.h"
#include "base/i18n.h"

#include <stdio.h>

#define PENDING_AMONG 16 /* the newest revisions: every change drops what waited before it */

int deploy_waiting(struct deploy *deploy, struct waiting *ret, struct error *err)
{
	_cleanup_free_ char *text = NULL;
	long long number, until;

	if (store_get_state(deploy->store, STATE_PENDING, &text, err) != 0)
		return -1;
	*ret = (struct waiting){0};
	if (text && sscanf(text, "%lld %lld", &number, &until) == 2)
		*ret = (struct waiting){number, until};
	return 0;
}

int deploy_set_waiting(struct deploy *deploy, const struct waiting *waiting, struct error *err)
{
	_cleanup_free_ char *text = NULL;

	if (waiting)
		text = mem_printf("%lld %lld", (long long)waiting->number, (long long)waiting->until);
	return store_set_state(deploy->store, STATE_PENDING, text, err);
}

/* That there is none is no error here; that the store cannot tell is one. */
static int look_up(struct deploy *deploy, int64_t number, bool confirmed_only, struct revision *ret, bool *ret_found,
		   struct error *err)
{
	_cleanup_error_ struct error reason = {0};

	*ret_found = store_revision(deploy->store, number, confirmed_only, ret, &reason) == 0;
	if (*ret_found || reason.code == ERROR_REFERENCE)
		return 0;
	error_move(err, &reason);
	return -1;
}

/* Most often the newest is old enough; else down, one by one: listing them would read every document. */
static int find_confirmed(struct deploy *deploy, int64_t below, struct revision *ret, bool *ret_found,
			  struct error *err)
{
	_cleanup_(revision_done) struct revision revision = {0};
	bool found;

	if (look_up(deploy, 0, true, &revision, &found, err) != 0)
		return -1;
	while (found && below && (revision.number >= below || revision.state != REVISION_CONFIRMED)) {
		int64_t next = (revision.number >= below ? below : revision.number) - 1;

		revision_done(&revision);
		found = false;
		if (next > 0 && look_up(deploy, next, false, &revision, &found, err) != 0)
			return -1;
	}
	*ret_found = found;
	*ret = revision;
	revision = (struct revision){0};
	return 0;
}

static int find_waiting(struct deploy *deploy, int64_t below, struct revision *ret, bool *ret_found, struct error *err)
{
	_cleanup_(revision_done) struct revision revision = {0};
	struct waiting waiting;

	*ret_found = false;
	if (deploy_waiting(deploy, &waiting, err) != 0)
		return -1;
	if (!waiting.number || (below && waiting.number >= below))
		return 0;
	if (look_up(deploy, waiting.number, false, &revision, ret_found, err) != 0)
		return -1;
	*ret_found = *ret_found && revision.state == REVISION_PENDING;
	if (*ret_found) {
		*ret = revision;
		revision = (struct revision){0};
	}
	return 0;
}

int deploy_find_revision(struct deploy *deploy, int64_t below, enum revision_kind kind, struct revision *ret,
			 bool *ret_found, struct error *err)
{
	_cleanup_(revision_done) struct revision confirmed = {0}, waiting = {0};
	bool has_confirmed, has_waiting = false;

	if (find_confirmed(deploy, below, &confirmed, &has_confirmed, err) != 0 ||
	    (kind == ANY_RUNNING && find_waiting(deploy, below, &waiting, &has_waiting, err) != 0))
		return -1;
	*ret_found = has_confirmed || has_waiting;
	if (has_waiting && (!has_confirmed || waiting.number > confirmed.number)) {
		*ret = waiting;
		waiting = (struct revision){0};
	} else if (has_confirmed) {
		*ret = confirmed;
		confirmed = (struct revision){0};
	}
	return 0;
}

int deploy_running(struct deploy *deploy, struct revision *ret, struct error *err)
{
	bool found;

	if (deploy_find_revision(deploy, 0, ANY_RUNNING, ret, &found, err) != 0)
		return -1;
	/* It says that there is none. */
	return found ? 0 : store_revision(deploy->store, 0, true, ret, err);
}

int deploy_drop_pending(struct deploy *deploy, int64_t below, struct error *err)
{
	_cleanup_(revision_list_done) revision_list_t list = {0};

	if (store_revisions(deploy->store, PENDING_AMONG, &list, err) != 0)
		return -1;
	VEC_FOREACH (&list, revision) {
		if (revision->state != REVISION_PENDING || (below && revision->number >= below))
			continue;
		if (store_set_revision_state(deploy->store, revision->number, REVISION_TAKEN_BACK, err) != 0)
			return -1;
	}
	return 0;
}

int deploy_is_off(struct deploy *deploy, bool *ret, struct error *err)
{
	_cleanup_free_ char *off = NULL;

	if (store_get_state(deploy->store, STATE_OFF, &off, err) != 0)
		return -1;
	*ret = off != NULL;
	return 0;
}

int deploy_load(struct deploy *deploy, const struct policy *policy, bool off, struct kernel_change *change,
		struct error *err)
{
	_cleanup_ir_ struct ir ir = {0};

	if (policy_compile(policy, system_environment(deploy->system), deploy_now(deploy), &ir, err) != 0)
		return -1;
	ir.dormant = off;
	return deploy_send(deploy, &ir, change, err);
}

int deploy_send(struct deploy *deploy, const struct ir *ir, struct kernel_change *change, struct error *err)
{
	_cleanup_free_ char *loaded = mem_printf("%lld", (long long)deploy_now(deploy));

	if (kernel_apply(deploy->kernel, ir, change, err) != 0)
		return -1;
	/* Without it status compares with schedules of another day: no reason to fail. */
	(void)store_set_state(deploy->store, STATE_LOADED, loaded, NULL);
	return 0;
}

int return_point_read(struct deploy *deploy, int64_t below, enum revision_kind kind, struct return_point *ret,
		      struct error *err)
{
	_cleanup_(revision_done) struct revision revision = {0};
	struct return_point point = {0};

	if (deploy_is_off(deploy, &point.off, err) != 0 ||
	    deploy_find_revision(deploy, below, kind, &revision, &point.found, err) != 0 ||
	    (point.found && revision_policy(&revision, &point.policy, err) != 0))
		return -1;
	point.number = revision.number;
	*ret = point;
	return 0;
}

/* Disables the rule that the error is about. False: it is about none that is enabled. */
static bool leave_out(struct policy *policy, const struct error *reason, strlist_t *left_out)
{
	size_t index = reason->subject.id ? policy_find_rule(policy, reason->subject.id) : SIZE_MAX;
	_cleanup_free_ char *text = NULL, *line = NULL;

	if (index == SIZE_MAX || !policy->rules.v[index].enabled)
		return false;
	policy->rules.v[index].enabled = false;
	if (left_out) {
		text = error_text(reason);
		line = mem_printf(_("Left out, so that the other rules could be loaded: %s."), text);
		strlist_add(left_out, line);
	}
	return true;
}

static int load_what_can_be(struct deploy *deploy, struct return_point *point, struct kernel_change *change,
			    strlist_t *left_out, struct error *err)
{
	for (;;) {
		_cleanup_error_ struct error reason = {0};

		if (deploy_load(deploy, &point->policy, point->off, change, &reason) == 0)
			return 0;
		if (!leave_out(&point->policy, &reason, left_out)) {
			error_move(err, &reason);
			return -1;
		}
	}
}

int return_point_load(struct deploy *deploy, struct return_point *point, bool names, struct kernel_change *change,
		      strlist_t *left_out, struct error *err)
{
	_cleanup_strlist_ strlist_t unresolved = {0};

	if (deploy_connect(deploy, err) != 0)
		return -1;
	if (!point->found)
		return kernel_delete(deploy->kernel, COMPILE_TABLE, err);
	if (load_what_can_be(deploy, point, change, left_out, err) != 0)
		return -1;
	if (!names || !system_resolve_names(deploy->system, &point->policy, NAME_SECONDS, NULL, &unresolved))
		return 0;
	return load_what_can_be(deploy, point, NULL, left_out, err);
}

void return_point_done(struct return_point *point)
{
	policy_done(&point->policy);
	*point = (struct return_point){0};
}
