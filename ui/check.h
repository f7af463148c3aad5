/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_CHECK_H
#define UI_CHECK_H

#include "ui/editor.h"

/* Checks the policy beside the screen and lists what is wrong and what is worth a look. The chosen one is gone to: its
 * rule is opened at the field. */
void check_open(struct editor *editor);

#endif
