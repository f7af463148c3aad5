/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/deploy/revision.h"
#include "base/i18n.h"

/* Of a change that waits to be confirmed: the kernel first, because a firewall that locks its owner out is the worse
 * half to be left with. */
static int take_back(struct deploy *deploy, int64_t number, struct error *err)
{
	_cleanup_return_point_ struct return_point point = {0};

	if (return_point_read(deploy, number, ANY_CONFIRMED, &point, err) != 0 ||
	    return_point_load(deploy, &point, true, NULL, NULL, err) != 0 || deploy_drop_pending(deploy, 0, err) != 0)
		return -1;
	(void)deploy_set_waiting(deploy, NULL, NULL);
	return 0;
}

/* Going back from a confirmed revision is an applied change of its own: history has no holes. */
static int go_back(struct deploy *deploy, const struct revision *from, struct error *err)
{
	const struct author author = {.user = "nftabs", .origin = "rollback"};
	_cleanup_return_point_ struct return_point earlier = {0};
	_cleanup_(deploy_result_done) struct deploy_result result = {0};
	_cleanup_free_ char *message = NULL;

	if (return_point_read(deploy, from->number, ANY_CONFIRMED, &earlier, err) != 0)
		return -1;
	if (!earlier.found)
		return error_set(err, ERROR_REFERENCE,
				 _("there is no confirmed revision before %lld to go back to: nftabs off takes the "
				   "firewall's effect away"),
				 (long long)from->number);
	message = mem_printf(_("Back to revision %lld"), (long long)earlier.number);
	if (deploy_connect(deploy, err) != 0 ||
	    deploy_install(deploy, &earlier.policy, &(struct order){&author, message, 0}, &result, err) != 0)
		return -1;
	if (system_resolve_names(deploy->system, &earlier.policy, NAME_SECONDS, NULL, &result.unresolved))
		return deploy_load(deploy, &earlier.policy, earlier.off, NULL, err);
	return 0;
}

int deploy_rollback(struct deploy *deploy, struct error *err)
{
	_cleanup_deploy_lock_ struct deploy_lock lock = DEPLOY_UNLOCKED;
	_cleanup_(revision_done) struct revision running = {0};
	bool found;

	if (deploy_lock_to_write(deploy, &lock, err) != 0 ||
	    deploy_find_revision(deploy, 0, ANY_RUNNING, &running, &found, err) != 0)
		return -1;
	if (!found)
		return error_set(err, ERROR_REFERENCE, _("nothing was ever applied, so there is nothing to take back"));
	if (running.state == REVISION_PENDING)
		return take_back(deploy, running.number, err);
	return go_back(deploy, &running, err);
}
