/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_WEEK_DIALOG_H
#define UI_WEEK_DIALOG_H

#include "ui/editor.h"

/* A week to be drawn in, hours by days. chosen is called once for each item of validity that it takes to say what was
 * drawn ("mon-fri 09:00-17:00"). The context outlives the dialog. */
void week_dialog_open(struct editor *editor, void (*chosen)(void *context, const char *item), void *context);

#endif
