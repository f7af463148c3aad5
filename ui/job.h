/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_JOB_H
#define UI_JOB_H

/*
 * Long work beside the screen: in a thread, with a dialog that says how far it is and lets it be called off as long as
 * that is safe. The thread touches nothing of the editor: it works on its context alone, with connections of its own.
 */

#include "base/watch.h"
#include "ui/editor.h"

struct job;

struct job_options {
	const char *title, *text;		      /* copied */
	bool cancel;				      /* may be called off, until job_too_late() */
	void (*work)(struct job *job, void *context); /* in the thread */
	/* In the loop, when the dialog is off the stack; frees the context. Without an editor (NULL) the terminal is
	 * gone and freeing is all that is left to do. */
	void (*finished)(struct editor *editor, void *context);
	void *context;
};

/* Without a thread to be had the work is done at once. */
void job_start(struct editor *editor, const struct job_options *options);

/* ---- for the work, in its thread ---- */

/* What is done now (static, translated), and how much of the whole is done: 0 to 100, -1 when nobody knows. False: it
 * is to end. */
bool job_tell(struct job *job, const char *text, int percent);
/* From here on it cannot be called off. True: it was not, and goes on. */
bool job_too_late(struct job *job);
/* A watch for a part of the work, which takes the bar from one percentage to another. */
struct job_part {
	struct job *job;
	const char *text;
	int from, to;
	struct watch watch;
};
struct watch *job_part(struct job_part *part, struct job *job, const char *text, int from, int to);

#endif
