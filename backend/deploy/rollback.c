/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/compile/compile.h"
#include "backend/deploy/revision.h"
#include "base/i18n.h"

int deploy_running(struct deploy *deploy, struct revision *ret, struct error *err)
{
	struct revision revision = {0};

	if (store_revision(deploy->store, 0, false, &revision, err) != 0)
		return -1;
	if (revision.state != REVISION_TAKEN_BACK) {
		*ret = revision;
		return 0;
	}
	revision_done(&revision);
	return store_revision(deploy->store, 0, true, ret, err);
}

/* Walks down: revisions are numbered without gaps. */
static bool confirmed_below(struct deploy *deploy, int64_t below, struct revision *ret)
{
	if (!below)
		return store_revision(deploy->store, 0, true, ret, NULL) == 0;
	while (--below > 0) {
		if (store_revision(deploy->store, below, false, ret, NULL) != 0)
			return false;
		if (ret->state == REVISION_CONFIRMED)
			return true;
		revision_done(ret);
	}
	return false;
}

int deploy_load_confirmed(struct deploy *deploy, int64_t below, struct revision *ret, bool *ret_found,
			  struct error *err)
{
	_cleanup_policy_ struct policy policy = {0};
	_cleanup_strlist_ strlist_t unresolved = {0};

	*ret_found = confirmed_below(deploy, below, ret);
	if (deploy_connect(deploy, err) != 0)
		return -1;
	if (!*ret_found)
		return kernel_delete(deploy->kernel, COMPILE_TABLE, err);
	if (revision_policy(ret, &policy, err) != 0)
		return -1;
	system_resolve_names(deploy->system, &policy, NAME_SECONDS, &unresolved);
	return deploy_load(deploy, &policy, deploy_now(deploy), NULL, err);
}

int deploy_take_back(struct deploy *deploy, int64_t number, struct error *err)
{
	_cleanup_(revision_done) struct revision earlier = {0};
	bool found;

	if (deploy_load_confirmed(deploy, 0, &earlier, &found, err) != 0 ||
	    store_set_revision_state(deploy->store, number, REVISION_TAKEN_BACK, err) != 0)
		return -1;
	return store_set_state(deploy->store, STATE_PENDING, NULL, err);
}

/* Going back from a confirmed revision is an applied change of its own: history has no holes. */
static int go_back(struct deploy *deploy, const struct revision *from, struct error *err)
{
	_cleanup_free_ char *message = NULL;
	_cleanup_(revision_done) struct revision earlier = {0};
	_cleanup_policy_ struct policy policy = {0};
	const struct author author = {.user = "nftabs", .origin = "rollback"};
	int64_t number;
	bool found;

	if (!confirmed_below(deploy, from->number, &earlier))
		return error_set(err, ERROR_REFERENCE,
				 _("there is no confirmed revision before %lld to go back to: nftabs off takes the "
				   "firewall's effect away"),
				 (long long)from->number);
	revision_done(&earlier);
	if (deploy_load_confirmed(deploy, from->number, &earlier, &found, err) != 0 ||
	    revision_policy(&earlier, &policy, err) != 0)
		return -1;
	message = mem_printf(_("Back to revision %lld"), (long long)earlier.number);
	if (store_add_revision(deploy->store, &policy, &author, message, &number, err) != 0)
		return -1;
	return store_set_revision_state(deploy->store, number, REVISION_CONFIRMED, err);
}

int deploy_rollback(struct deploy *deploy, struct error *err)
{
	_cleanup_(revision_done) struct revision newest = {0};

	if (store_revision(deploy->store, 0, false, &newest, NULL) != 0)
		return error_set(err, ERROR_REFERENCE, _("nothing was ever applied, so there is nothing to take back"));
	if (newest.state == REVISION_PENDING)
		return deploy_take_back(deploy, newest.number, err);
	revision_done(&newest);
	if (deploy_running(deploy, &newest, err) != 0)
		return -1;
	return go_back(deploy, &newest, err);
}
