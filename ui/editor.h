/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_EDITOR_H
#define UI_EDITOR_H

/*
 * What the editor works on: the stored policy and everything that is known about it. Views and dialogs read it here,
 * and change it only through editor_change(), which writes to the store at once: nothing typed and confirmed can be
 * lost, and every edit is a journal entry that undo takes back.
 */

#include "ui/hits.h"
#include "ui/loading.h"
#include "ui/status.h"
#include "ui/ui.h"
#include "ui/widget/loop.h"
#include "ui/widget/terminal.h"

struct editor {
	struct deploy *deploy;
	const struct ui_options *options;
	struct loop *loop;
	struct terminal *terminal;
	bool read_only;
	struct policy policy; /* the draft, as stored; while it is read, its beginning (STORE_PART) */
	struct loading loading;
	struct policy spare;  /* the draft before the last edit, to become the next copy; empty when version is 0 */
	struct status status; /* how it stands to the kernel */
	struct hits hits;
	struct str message; /* what happened last, one line; shown until the next key */
	bool message_is_error;
	bool put_off;	      /* something of a view is to be drawn when the keys pause */
	size_t view;	      /* index of the open one */
	void *view_state;     /* what it keeps, for its actions */
	bool function_keys;   /* the key bar shows these instead of letters */
	struct error failure; /* why the editor cannot go on */
	uint64_t generation;  /* grows with every change of the policy, so that what was made of it can be made anew */
};

/* Reads what is to be seen first; editor_start() then finds out the rest beside the editor, once the first screen is
 * painted, and editor_collect() takes what was found. `whole` waits until the policy is all there, which everything
 * does that is more than looking at the first screen; when it cannot be read, the loop ends, with `failure`. */
int editor_open(struct editor *editor, struct error *err);
void editor_start(struct editor *editor);
void editor_collect(struct editor *editor, bool whole);
void editor_done(struct editor *editor); /* what it holds */
/* How many rules there are, also while they are read. */
size_t editor_rules(const struct editor *editor);

const struct environment *editor_environment(struct editor *editor);

/* A copy of the policy to change. The caller hands it to editor_change() or policy_done(). */
struct policy editor_copy(struct editor *editor);

/* Stores what `after` (taken over, also on failure) differs in, with a summary (translated) for the journal.
 * ERROR_PERMISSION when the editor is read only; a conflict with another editor loads what is stored now, and says so.
 */
int editor_change(struct editor *editor, struct policy *after, const char *summary, struct error *err);

/* Undo and redo, as far back as the journal goes: the message says what was taken back. */
void editor_undo(struct editor *editor);
void editor_redo(struct editor *editor);

/* Reads the policy anew. */
int editor_reload(struct editor *editor, struct error *err);

/* The one line at the bottom. */
void editor_say(struct editor *editor, const char *format, ...) _printf_format_(2, 3);
void editor_say_error(struct editor *editor, const struct error *err);

/* Why nothing can be changed: says it and returns true when the editor is read only. */
bool editor_refuses(struct editor *editor);

#endif
