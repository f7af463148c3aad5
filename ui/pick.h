/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_PICK_H
#define UI_PICK_H

/* What the machine and the policy have to choose from, for a field. */

#include "model/field.h"
#include "ui/editor.h"

struct pick {
	char *value; /* owned: what goes into the field */
	char *text;  /* owned: what it is, for people */
};
typedef VEC(struct pick) pick_list_t;

void pick_list_done(pick_list_t *list);
void pick_add(pick_list_t *list, const char *value, const char *text);

/* The choice that is no value: to draw the hours in a week instead. */
#define PICK_WEEK "…"

/* Adds the choices for a field: services of the database and of the policy, address sets, programs that run and what
 * really opens their sockets, interfaces, schedules, time zones. Adds nothing where one can only type. */
void pick_choices(struct editor *editor, const struct field *field, pick_list_t *ret);

/* Opens a picker with them. chosen is called for each choice; several: more than one can be made. The context outlives
 * it. False when there is nothing to choose from. */
bool pick_open(struct editor *editor, const struct field *field, bool several,
	       void (*chosen)(void *context, const char *value), void *context);

#endif
