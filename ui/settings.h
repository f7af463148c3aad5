/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_SETTINGS_H
#define UI_SETTINGS_H

#include "ui/editor.h"

/* The defaults and what else holds for the whole policy. */
void settings_open(struct editor *editor);

#endif
