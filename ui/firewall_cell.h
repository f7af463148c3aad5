/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_FIREWALL_CELL_H
#define UI_FIREWALL_CELL_H

/* A rule edited in its line: one field after the other becomes a field to type in, stored as one step. */

#include "model/field.h"
#include "ui/widget/text_field.h"

struct firewall;
struct editor;

struct firewall_cell {
	bool open;
	size_t column;		   /* of the list */
	const struct field *field; /* that it shows */
	struct rule rule;	   /* as it would be stored; owned while open */
	struct text_field text;	   /* of a field without words to choose from */
};

/* Begins with the chosen column, or with the name. */
void firewall_cell_edit(struct editor *editor);
void firewall_cell_rename(struct editor *editor);
/* Nothing is stored. */
void firewall_cell_give_up(struct firewall *firewall);
unsigned firewall_cell_handle(struct firewall *firewall, const struct event *event);
void firewall_cell_draw(struct firewall *firewall);

#endif
