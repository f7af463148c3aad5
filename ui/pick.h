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

/* Whether there are choices for a field: services of the database and of the policy, address sets, programs that run
 * and what really opens their sockets, interfaces, time zones, what other rules have. */
bool pick_has_choices(const struct field *field);

struct pick_options {
	const char *title;	/* copied */
	const char *help;	/* NULL none */
	const strlist_t *taken; /* what is in the list already, shown as such; then several can be chosen. NULL: one */
	void (*chosen)(void *context, const char *value); /* called for each choice */
	void *context;					  /* outlives the picker */
};

/* Opens a picker with what a source adds; false, and a message, when there is nothing. */
bool pick_from(struct editor *editor, const struct pick_options *options,
	       void (*add)(struct editor *editor, pick_list_t *ret));

/* The same with the choices for a field. */
bool pick_open(struct editor *editor, const struct field *field, const strlist_t *taken,
	       void (*chosen)(void *context, const char *value), void *context);

#endif
