/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_MENU_BAR_H
#define UI_MENU_BAR_H

#include "ui/action.h"

/* The menus over the main screen, made of the actions of the open view and of the main screen. */
void menu_bar_open(struct editor *editor);

#endif
