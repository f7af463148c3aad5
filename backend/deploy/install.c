/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/compile/compile.h"
#include "backend/deploy/revision.h"

#include <signal.h>

/* Between the kernel and the store nobody is to end or stop us with a key or a lost terminal: the one would hold what
 * the other does not know. */
static void hold_signals(sigset_t *ret_before)
{
	static const int held[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
	sigset_t set;

	sigemptyset(&set);
	for (size_t i = 0; i < ARRAY_SIZE(held); i++)
		sigaddset(&set, held[i]);
	sigprocmask(SIG_BLOCK, &set, ret_before);
}

static void release_signals(const sigset_t *before)
{
	sigprocmask(SIG_SETMASK, before, NULL);
}

static int settle(struct deploy *deploy, int64_t number, unsigned confirm_seconds, struct error *err)
{
	const struct waiting waiting = {number, deploy_now(deploy) + confirm_seconds};

	if (confirm_seconds)
		return deploy_set_waiting(deploy, &waiting, err);
	return store_set_revision_state(deploy->store, number, REVISION_CONFIRMED, err);
}

static void put_back(struct deploy *deploy, int64_t number)
{
	_cleanup_return_point_ struct return_point before = {0};

	if (return_point_read(deploy, number, ANY_RUNNING, &before, NULL) == 0)
		(void)return_point_load(deploy, &before, false, NULL, NULL, NULL);
}

/* The one who takes a change back stands ready before the change is made: a caller that dies in between, with the
 * connection that the change cut off, leaves nothing behind that nobody takes back. */
static int load_revision(struct deploy *deploy, const struct ir *ir, unsigned confirm_seconds,
			 struct deploy_result *result, struct error *err)
{
	struct step_watch send;

	if (confirm_seconds && timer_start(store_path(deploy->store), result->revision, confirm_seconds, err) != 0)
		return -1;
	(void)step_begin(&send, deploy, DEPLOY_SEND);
	if (deploy_send(deploy, ir, &result->change, err) != 0)
		return -1;
	if (settle(deploy, result->revision, confirm_seconds, err) != 0) {
		put_back(deploy, result->revision);
		return -1;
	}
	return 0;
}

/* All that takes long and changes nothing. */
static int prepare(struct deploy *deploy, const struct policy *policy, struct ir *ret, struct error *err)
{
	struct step_watch compile, read;
	struct watch *watch = step_begin(&compile, deploy, DEPLOY_COMPILE);
	_cleanup_ir_ struct ir ir = {0};
	bool off;

	if (deploy_is_off(deploy, &off, err) != 0 || policy_compile_watched(policy, system_environment(deploy->system),
									    deploy_now(deploy), watch, &ir, err) != 0)
		return -1;
	ir.dormant = off;
	watch = step_begin(&read, deploy, DEPLOY_READ);
	if (kernel_prepare(deploy->kernel, COMPILE_TABLE, watch, err) != 0 || step_refuse(&read, err) != 0)
		return -1;
	*ret = ir;
	ir = (struct ir){0};
	return 0;
}

static int carry_out(struct deploy *deploy, const struct policy *policy, const struct ir *ir, const struct order *order,
		     struct deploy_result *result, struct error *err)
{
	struct step_watch keep;
	int answer;

	(void)step_begin(&keep, deploy, DEPLOY_KEEP);
	if (step_refuse(&keep, err) != 0)
		return -1;
	answer = store_add_revision(deploy->store, policy, order->author, order->message, &result->revision, err);
	if (answer != 0)
		return answer;
	answer = load_revision(deploy, ir, order->confirm_seconds, result, err);
	if (answer != 0)
		(void)store_set_revision_state(deploy->store, result->revision, REVISION_TAKEN_BACK, NULL);
	else /* one that stays pending is no harm: its own process takes it back, to what is confirmed */
		(void)deploy_drop_pending(deploy, result->revision, NULL);
	return answer;
}

static int carry_out_again(struct deploy *deploy, const struct ir *ir, int64_t number, bool pending,
			   struct deploy_result *result, struct error *err)
{
	struct step_watch step;

	(void)step_begin(&step, deploy, DEPLOY_KEEP);
	if (step_refuse(&step, err) != 0)
		return -1;
	(void)step_begin(&step, deploy, DEPLOY_SEND);
	if (deploy_send(deploy, ir, &result->change, err) != 0 ||
	    (pending && store_set_revision_state(deploy->store, number, REVISION_CONFIRMED, err) != 0))
		return -1;
	if (pending)
		(void)deploy_set_waiting(deploy, NULL, NULL);
	result->revision = number;
	result->repeated = true;
	result->confirmed = pending;
	return 0;
}

int deploy_repeat(struct deploy *deploy, const struct policy *policy, int64_t number, bool pending,
		  struct deploy_result *result, struct error *err)
{
	_cleanup_ir_ struct ir ir = {0};
	sigset_t before;
	int answer;

	if (prepare(deploy, policy, &ir, err) != 0)
		return -1;
	hold_signals(&before);
	answer = carry_out_again(deploy, &ir, number, pending, result, err);
	release_signals(&before);
	return answer;
}

int deploy_install(struct deploy *deploy, const struct policy *policy, const struct order *order,
		   struct deploy_result *result, struct error *err)
{
	_cleanup_ir_ struct ir ir = {0};
	sigset_t before;
	int answer;

	if (prepare(deploy, policy, &ir, err) != 0)
		return -1;
	hold_signals(&before);
	answer = carry_out(deploy, policy, &ir, order, result, err);
	release_signals(&before);
	return answer;
}
