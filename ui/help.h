/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_HELP_H
#define UI_HELP_H

#include "model/field.h"
#include "ui/action.h"

/* What a field takes, and where its words come from. */
void help_show_field(struct editor *editor, const struct field *field);

/* Every action of the open view and of the main screen, to search in; Enter runs the one that is chosen. */
void help_show_actions(struct editor *editor, const struct action_table *of_view);

#endif
