/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/loading.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

struct loading_job {
	pthread_t thread;
	atomic_bool finished;
	char *db;
	struct policy policy;
	struct error error;
	int result;
};

int loading_begin(struct loading *loading, struct store *store, struct policy *ret, struct error *err)
{
	return store_load_beginning(store, LOADING_FIRST, ret, &loading->rules, err);
}

static void *load(void *argument)
{
	struct loading_job *job = argument;
	struct store *store;

	job->result = store_open(job->db, STORE_READ, &store, &job->error);
	if (!job->result) {
		job->result = store_load(store, &job->policy, &job->error);
		store_close(store);
	}
	atomic_store(&job->finished, true);
	return NULL;
}

void loading_start(struct loading *loading, const char *db)
{
	struct loading_job *job;

	if (loading->rules <= LOADING_FIRST)
		return;
	job = MEM_NEW(struct loading_job);
	job->db = mem_strdup(db);
	loading->job = job;
	/* Without a thread it is read while everything waits. */
	if (pthread_create(&job->thread, NULL, load, job)) {
		load(job);
		job->thread = pthread_self();
	}
}

bool loading_is_finished(const struct loading *loading)
{
	return loading->job && atomic_load(&loading->job->finished);
}

int loading_take(struct loading *loading, struct policy *ret, struct error *err)
{
	struct loading_job *job = TAKE_PTR(loading->job);
	int result;

	if (!pthread_equal(job->thread, pthread_self()))
		pthread_join(job->thread, NULL);
	result = job->result;
	if (result)
		error_move(err, &job->error);
	else
		*ret = job->policy;
	free(job->db);
	free(job);
	return result;
}

void loading_done(struct loading *loading)
{
	_cleanup_error_ struct error err = {0};
	struct policy policy;

	if (loading->job && !loading_take(loading, &policy, &err))
		policy_done(&policy);
}
