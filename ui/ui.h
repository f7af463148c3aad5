/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_UI_H
#define UI_UI_H

/* The editor: what nftabs is without a command. */

#include "backend/deploy/deploy.h"

struct ui_options {
	const char *db; /* path of the policy */
	bool read_only; /* asked for; also where the file cannot be written */
	bool ascii, no_color, no_mouse;
};

/* Whether the editor can be shown here at all: before anything is opened for it. ERROR_IO with the cure. */
int ui_check(struct error *err);

/* Opens the editor on an open store (deploy->store; NULL with read_only: there is none yet and the starter policy is
 * shown) until the user leaves. ERROR_IO when the terminal cannot show it. */
int ui_run(struct deploy *deploy, const struct ui_options *options, struct error *err);

#endif
