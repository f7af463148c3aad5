/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_MAIN_SCREEN_H
#define UI_MAIN_SCREEN_H

#include "ui/view.h"

/* The layer at the bottom: title, views as tabs, key bar. The editor outlives it. */
struct layer *main_screen_new(struct editor *editor);

/* The views, in the order of their tabs; ended by NULL. */
extern const struct view_ops *const main_views[];

#endif
