/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_HELP_H
#define UI_HELP_H

#include "model/field.h"
#include "ui/action.h"
#include "ui/widget/guide.h"

/* What a field takes, as the help of the dialog that it stands in. */
void help_of_field(const struct field *field, struct guide *guide);

/* Every action of the open view and of the main screen, to search in; Enter runs the one that is chosen. */
void help_show_actions(struct editor *editor, const struct action_table *of_view);

#endif
