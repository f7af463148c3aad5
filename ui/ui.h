/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_UI_H
#define UI_UI_H

/* The editor: what nftabs is without a command. */

#include "backend/deploy/deploy.h"

struct ui_options {
	const char *db; /* path of the policy */
	const char *read_only; /* why the store is open to be read, a sentence; NULL where it is not, or is as asked */
	bool ascii, no_color, no_mouse;
};

/* Whether the editor can be shown here at all: before anything is opened for it. ERROR_IO with the cure. */
int ui_check(struct error *err);

/* Opens the editor on an open store until the user leaves: read only on one that was opened to be read, or on NULL,
 * where there is none yet and the starter policy is shown. ERROR_IO when the terminal cannot show it. */
int ui_run(struct deploy *deploy, const struct ui_options *options, struct error *err);

#endif
