/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/deploy/revision.h"

static bool ask(void *context, size_t done, size_t total)
{
	const struct step_watch *step = context;

	return step->watch->step(step->watch->context, step->step, done, total) || step->step > DEPLOY_LAST_TO_CANCEL;
}

struct watch *step_begin(struct step_watch *step, const struct deploy *deploy, enum deploy_step which)
{
	*step = (struct step_watch){.watch = deploy->watch, .step = which, .asks = {.go_on = ask, .context = step}};
	if (!step->watch)
		return NULL;
	(void)watch_ask(&step->asks, 0, 0);
	return &step->asks;
}

int step_refuse(const struct step_watch *step, struct error *err)
{
	return watch_refuse(&step->asks, err);
}
