/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_APPLY_H
#define UI_APPLY_H

#include "ui/editor.h"

/* The page before applying: what will change, what is wrong, whether the way in stays open; then applying itself, and
 * the countdown that takes it back unless it is kept. */
void apply_open(struct editor *editor);

/* Asks to keep the revision that waits for it, with the time that is left. */
void apply_ask_to_keep(struct editor *editor, int64_t until);

/* Applies in a thread, with a page that says so; then asks to keep it. seconds 0: it is kept at once. */
void apply_start(struct editor *editor, const char *message, unsigned seconds);

/* What a new SSH connection from where the user is would meet under the draft; "" when the user came in otherwise.
 * *ret_cut: it would not be let in. */
void apply_ssh(struct editor *editor, struct str *out, bool *ret_cut);

#endif
