/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_APPLY_H
#define UI_APPLY_H

#include "ui/editor.h"

/* The page before applying: what will change, what is wrong, whether the way in stays open; then applying itself, and
 * the countdown that takes it back unless it is kept. */
void apply_open(struct editor *editor);

struct apply_order {
	const char *message; /* copied */
	unsigned seconds;    /* after which it is taken back unless it is kept; 0: it is kept at once */
	/* How it went, before anything is said about it; may be NULL. */
	void (*done)(void *context, bool applied);
	void *context;
};

/* Applies beside the screen; then asks to keep it. */
void apply_start(struct editor *editor, const struct apply_order *order);

/* Asks to keep the revision that waits for it; says so when none does. */
void apply_ask_to_keep(struct editor *editor);

/* What a new SSH connection from where the user is would meet under a policy; "" when the user came in otherwise.
 * *ret_cut: it would not be let in. */
void apply_ssh(const struct policy *policy, const struct environment *env, struct str *out, bool *ret_cut);

#endif
