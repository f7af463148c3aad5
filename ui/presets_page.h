/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_PRESETS_PAGE_H
#define UI_PRESETS_PAGE_H

#include "ui/editor.h"

/* Lets the user choose a preset, then opens its page. */
void presets_choose(struct editor *editor);

/* One page: the options of the preset, and below them the rules that would be made of them, as sentences. OK makes them
 * all as one step of undo. */
void preset_page_open(struct editor *editor, const char *name);

#endif
