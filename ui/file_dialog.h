/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_FILE_DIALOG_H
#define UI_FILE_DIALOG_H

/* Asks for the name of a file: Tab completes what is typed, F4 shows what there is; and for its format, where there is
 * a choice. It stays open until it is closed, so that nothing typed is lost when the file turns out to be wrong. */

#include "ui/editor.h"

struct file_dialog;

struct file_dialog_options {
	const char *title, *help;    /* copied */
	const char *initial;	     /* file name */
	const char *const *formats;  /* their labels, which outlive it; NULL: no choice */
	const char *const *suffixes; /* how their files end, without dot; the name follows the choice */
	size_t n, format;	     /* how many, and the one to begin with */
	/* The expanded name; closes, complains, or asks further. */
	void (*accept)(struct file_dialog *dialog, const char *path, size_t format);
};

void file_dialog_open(struct editor *editor, const struct file_dialog_options *options);
struct editor *file_dialog_editor(const struct file_dialog *dialog);
/* Says below the name what is wrong with the file. */
void file_dialog_complain(struct file_dialog *dialog, const char *reason);
void file_dialog_close(struct file_dialog *dialog);

#endif
