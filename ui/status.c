/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/status.h"

#include <stdatomic.h>
#include <time.h>

struct status_job {
	pthread_t thread;
	atomic_bool finished;
	char *db;
	struct deploy_status deploy;
	struct policy running;
	struct report report;
	bool known, has_running;
};

static void check(struct status_job *job, struct deploy *deploy)
{
	_cleanup_policy_ struct policy draft = {0};

	if (store_load(deploy->store, &draft, NULL) == 0)
		policy_check(&draft, system_environment(deploy->system), time(NULL), &job->report);
}

/* With connections of its own: what the editor works with is never touched from here. */
static void *find_out(void *argument)
{
	struct status_job *job = argument;
	struct deploy deploy = {.system = system_new()};

	if (store_open(job->db, STORE_READ, &deploy.store, NULL) == 0) {
		/* Without the right to ask the kernel the rest is still known. */
		(void)deploy_connect(&deploy, NULL);
		job->known = deploy_status(&deploy, &job->deploy, NULL) == 0;
		job->has_running = deploy_running_policy(&deploy, &job->running, NULL) == 0;
		check(job, &deploy);
	}
	kernel_close(deploy.kernel);
	store_close(deploy.store);
	system_free(deploy.system);
	atomic_store(&job->finished, true);
	return NULL;
}

void status_refresh(struct status *status, const char *db)
{
	struct status_job *job;

	if (status->job) {
		status->stale = true;
		return;
	}
	job = MEM_NEW(struct status_job);
	job->db = mem_strdup(db);
	if (pthread_create(&job->thread, NULL, find_out, job)) {
		free(job->db);
		free(job);
		return;
	}
	status->job = job;
}

static void drop(struct status *status)
{
	if (status->known)
		deploy_status_done(&status->deploy);
	if (status->has_running)
		policy_done(&status->running);
	report_done(&status->report);
	status->known = false;
	status->has_running = false;
}

static void take(struct status *status)
{
	struct status_job *job = status->job;

	pthread_join(job->thread, NULL);
	drop(status);
	status->tried = true;
	status->deploy = job->deploy;
	status->known = job->known;
	status->running = job->running;
	status->has_running = job->has_running;
	status->report = job->report;
	free(job->db);
	free(job);
	status->job = NULL;
}

bool status_collect(struct status *status, const char *db)
{
	if (!status->job || !atomic_load(&status->job->finished))
		return false;
	take(status);
	if (status->stale) {
		status->stale = false;
		status_refresh(status, db);
	}
	return true;
}

void status_wait(struct status *status, const char *db)
{
	while (status->job) {
		take(status);
		if (status->stale) {
			status->stale = false;
			status_refresh(status, db);
		}
	}
}

void status_done(struct status *status)
{
	if (status->job)
		take(status);
	drop(status);
}
