/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/job.h"

#include "ui/widget/progress.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#define PATIENCE_MS 150

struct job {
	struct editor *editor;
	struct job_options options;
	bool threaded;
	pthread_t thread;
	pthread_mutex_t lock; /* of the rest */
	pthread_cond_t ends;
	const char *text;
	int percent;
	bool finished, cancelled, late;
};

static void *run(void *argument)
{
	struct job *job = argument;

	job->options.work(job, job->options.context);
	pthread_mutex_lock(&job->lock);
	job->finished = true;
	pthread_cond_signal(&job->ends);
	pthread_mutex_unlock(&job->lock);
	return NULL;
}

static enum progress_state step(void *context, int *percent, struct str *text)
{
	struct job *job = context;
	enum progress_state state;

	pthread_mutex_lock(&job->lock);
	*percent = job->percent;
	if (job->text)
		str_add(text, job->text);
	state = job->finished ? PROGRESS_DONE : job->late ? PROGRESS_TOO_LATE : PROGRESS_GOES_ON;
	pthread_mutex_unlock(&job->lock);
	return state;
}

static void cancel(void *context)
{
	struct job *job = context;

	pthread_mutex_lock(&job->lock);
	job->cancelled = !job->late;
	pthread_mutex_unlock(&job->lock);
}

static void finish(struct job *job, struct editor *editor)
{
	struct job_options options = job->options;

	if (job->threaded)
		pthread_join(job->thread, NULL);
	pthread_cond_destroy(&job->ends);
	pthread_mutex_destroy(&job->lock);
	free(job);
	options.finished(editor, options.context);
}

static void finished(void *context)
{
	struct job *job = context;

	finish(job, job->editor);
}

static void abandoned(void *context)
{
	cancel(context);
	finish(context, NULL);
}

static void make_clock(struct job *job)
{
	pthread_condattr_t attributes;

	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&job->ends, &attributes);
	pthread_condattr_destroy(&attributes);
}

/* Most work is done before anyone could read what is done: then no dialog flickers. */
static bool ends_soon(struct job *job)
{
	struct timespec until;
	bool ended;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += PATIENCE_MS * 1000000L;
	until.tv_sec += until.tv_nsec / 1000000000L;
	until.tv_nsec %= 1000000000L;
	pthread_mutex_lock(&job->lock);
	while (!job->finished && pthread_cond_timedwait(&job->ends, &job->lock, &until) == 0)
		continue;
	ended = job->finished;
	pthread_mutex_unlock(&job->lock);
	return ended;
}

void job_start(struct editor *editor, const struct job_options *options)
{
	struct job *job = MEM_NEW(struct job);

	job->editor = editor;
	job->options = *options;
	job->percent = -1;
	pthread_mutex_init(&job->lock, NULL);
	make_clock(job);
	job->threaded = pthread_create(&job->thread, NULL, run, job) == 0;
	if (!job->threaded)
		run(job);
	if (ends_soon(job)) {
		finished(job);
		return;
	}
	progress_open(editor->loop, &(struct progress_options){.title = options->title,
							       .text = options->text,
							       .step = step,
							       .cancel = options->cancel ? cancel : NULL,
							       .finished = finished,
							       .abandoned = abandoned,
							       .context = job});
}

bool job_tell(struct job *job, const char *text, int percent)
{
	bool goes_on;

	pthread_mutex_lock(&job->lock);
	job->text = text;
	job->percent = percent;
	goes_on = !job->cancelled;
	pthread_mutex_unlock(&job->lock);
	return goes_on;
}

bool job_too_late(struct job *job)
{
	bool goes_on;

	pthread_mutex_lock(&job->lock);
	job->late = !job->cancelled;
	goes_on = job->late;
	pthread_mutex_unlock(&job->lock);
	return goes_on;
}

static bool part_goes_on(void *context, size_t done, size_t total)
{
	const struct job_part *part = context;
	int percent = part->from;

	if (total)
		percent += (int)((size_t)(part->to - part->from) * done / total);
	return job_tell(part->job, part->text, percent);
}

struct watch *job_part(struct job_part *part, struct job *job, const char *text, int from, int to)
{
	*part = (struct job_part){job, text, from, to, {.go_on = part_goes_on, .context = part}};
	(void)watch_ask(&part->watch, 0, 0);
	return &part->watch;
}
