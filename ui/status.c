/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/status.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

struct status_job {
	pthread_t thread;
	atomic_bool finished;
	char *db;
	struct deploy_status deploy;
	struct policy running;
	struct report report;
	finding_list_t by_rule;
	struct policy draft;
	bool known, has_running;
};

static int compare_rule(const void *a, const void *b)
{
	const struct finding *const *left = a, *const *right = b;
	int64_t x = (*left)->error.subject.id, y = (*right)->error.subject.id;

	return x != y ? (x > y) - (x < y) : (*left > *right) - (*left < *right);
}

static void sort_findings(struct status_job *job)
{
	VEC_FOREACH (&job->report.findings, finding)
		if (finding->error.subject.id && str_equal(finding->error.subject.kind, "rule"))
			vec_push(&job->by_rule, finding);
	if (job->by_rule.n)
		qsort(job->by_rule.v, job->by_rule.n, sizeof(*job->by_rule.v), compare_rule);
}

static void check(struct status_job *job, struct deploy *deploy)
{
	if (store_load(deploy->store, &job->draft, NULL))
		return;
	policy_check(&job->draft, system_environment(deploy->system), time(NULL), &job->report);
	sort_findings(job);
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
	vec_done(&status->by_rule);
	report_done(&status->report);
	policy_done(&status->draft);
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
	status->by_rule = job->by_rule;
	status->draft = job->draft;
	free(job->db);
	free(job);
	status->job = NULL;
}

const struct finding *status_finding(const struct status *status, int64_t rule)
{
	size_t low = 0, high = status->by_rule.n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (status->by_rule.v[middle]->error.subject.id < rule)
			low = middle + 1;
		else
			high = middle;
	}
	return low < status->by_rule.n && status->by_rule.v[low]->error.subject.id == rule ? status->by_rule.v[low]
											   : NULL;
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
