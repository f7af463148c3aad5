/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_FIREWALL_H
#define UI_FIREWALL_H

/* The rule list: for the files firewall*.c only. */

#include "model/listing.h"
#include "ui/detail.h"
#include "ui/view.h"
#include "ui/widget/table.h"
#include "ui/widget/text_field.h"

/* How a rule differs from the running revision. */
struct pending {
	int64_t id;
	char sign; /* + ~ */
};

typedef VEC(size_t) place_list_t;
typedef VEC(int64_t) id_list_t;

struct firewall {
	struct editor *editor;
	struct table table; /* its rows are the places of the listing */
	struct table_column columns[TABLE_COLUMNS_MAX];
	struct detail detail;
	bool details; /* the pane is open */
	struct text_field filter;
	bool typing;		     /* the keys go into the filter */
	strlist_t folded;	     /* groups shown as one line */
	id_list_t marked;	     /* rules, in no order */
	struct policy clipboard;     /* its rules only */
	VEC(struct pending) pending; /* by id */
};

/* firewall_rows.c */
struct listing_line firewall_line(const struct firewall *firewall, size_t row);
/* The rule of the current row; SIZE_MAX for other lines. */
size_t firewall_current_rule(const struct firewall *firewall);
/* Moves to a rule, if it is shown. */
void firewall_go_to_rule(struct firewall *firewall, size_t index);
/* Which rows there are, after the policy, the filter or the folding changed; the current line stays the current one. */
void firewall_update_rows(struct firewall *firewall);
void firewall_update_pending(struct firewall *firewall);
bool firewall_is_marked(const struct firewall *firewall, int64_t id);
void firewall_mark(struct firewall *firewall, int64_t id, bool marked);
bool firewall_is_folded(const struct firewall *firewall, const char *group);
size_t firewall_group_size(const struct firewall *firewall, size_t index); /* rules in a row in the group of the rule */
extern const struct table_ops firewall_rows;

/* firewall_actions.c */
extern const struct action_table firewall_actions;

/* firewall_edit.c: on what is marked, or on the current rule. */
void firewall_delete(struct editor *editor);
void firewall_toggle(struct editor *editor);
void firewall_duplicate(struct editor *editor);
void firewall_move_up(struct editor *editor);
void firewall_move_down(struct editor *editor);
void firewall_cut(struct editor *editor);
void firewall_paste(struct editor *editor);
bool firewall_has_rule(const struct editor *editor);
bool firewall_has_clipboard(const struct editor *editor);
/* Where new rules go: above the current rule. */
size_t firewall_insert_index(const struct firewall *firewall);
/* Moves what is marked so that it stands at the position, from 1. */
void firewall_move_to(struct editor *editor, size_t position);

#endif
