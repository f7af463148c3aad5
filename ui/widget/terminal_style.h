/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_WIDGET_TERMINAL_STYLE_H
#define UI_WIDGET_TERMINAL_STYLE_H

#include "ui/widget/style.h"

#include <stdbool.h>

/* Prepares the colour pairs; without colour only attributes are used. After curses is up. */
void terminal_style_init(bool color);

/* Attributes (attr_t of curses) and colour pair of a style. */
unsigned terminal_style_attributes(enum style style, bool color);
short terminal_style_pair(enum style style, bool color);

#endif
