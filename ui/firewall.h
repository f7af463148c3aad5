/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UI_FIREWALL_H
#define UI_FIREWALL_H

/* The rule list: for the files firewall*.c only. */

#include "model/listing.h"
#include "ui/detail.h"
#include "ui/firewall_cell.h"
#include "ui/id_set.h"
#include "ui/view.h"
#include "ui/widget/table.h"
#include "ui/widget/text_field.h"

#define FIREWALL_HITS LISTING_COLUMNS /* the column behind those of the listing */

/* How a rule differs from the running revision: + new, ~ changed, ^ moved up, v moved down. */
struct pending {
	int64_t id;
	char sign;
};

/* A rule of the running revision that the draft has not. */
struct removed {
	size_t place; /* of the listing, which it stood before */
	size_t index; /* in the running policy */
};

typedef VEC(size_t) place_list_t;

enum typing { TYPING_NOTHING, TYPING_FILTER, TYPING_SEARCH };

struct firewall {
	struct editor *editor;
	struct table table; /* its rows: the places of the listing, and between them the removed rules */
	struct table_column columns[TABLE_COLUMNS_MAX];
	struct detail detail;
	bool details;	    /* the pane is open */
	enum typing typing; /* the keys go into a line below */
	struct text_field line;
	struct firewall_cell cell;
	char *remembered; /* words that n and N go to; NULL none */
	size_t origin;	  /* row where the search began */
	strlist_t folded; /* groups shown as one line */
	struct id_set marked;
	int64_t last_marked;	     /* id; where a range begins */
	struct policy clipboard;     /* its rules only */
	VEC(struct pending) pending; /* by id */
	VEC(struct removed) removed; /* by place */
};

/* firewall_rows.c */
struct listing_line firewall_line(const struct firewall *firewall, size_t row);
/* The policy that a line is of: the draft, or the running one for what was removed. */
const struct policy *firewall_policy(const struct firewall *firewall, struct listing_line line);
/* The rule of the selected row; SIZE_MAX for other lines. */
size_t firewall_current_rule(const struct firewall *firewall);
/* Selects a rule; false when it is not shown, and another line is selected. */
bool firewall_go_to_rule(struct firewall *firewall, size_t index);
/* After the policy changed; the selected rule stays the selected one. */
void firewall_update(struct firewall *firewall);
extern const struct table_ops firewall_rows;

/* firewall_pending.c */
void firewall_update_pending(struct firewall *firewall);
/* The sign of a rule, ' ' for none. */
char firewall_pending_sign(const struct firewall *firewall, int64_t id);
/* How many removed rules stand before a place of the listing. */
size_t firewall_removed_before(const struct firewall *firewall, size_t place);
/* Whether a row is a removed rule, which one; else its place in the listing. */
bool firewall_is_removed(const struct firewall *firewall, size_t row, size_t *ret);

/* firewall_group.c: a folded group is one line, that of its first rule; a filter and a sorting show all rules. */
bool firewall_is_folded(const struct firewall *firewall, size_t index);
bool firewall_is_behind_fold(const struct firewall *firewall, size_t index);
/* Rules in a row, with this one, that are in the group of the rule. */
size_t firewall_group_size(const struct firewall *firewall, size_t index);
void firewall_fold(struct firewall *firewall, size_t index);
/* The cell of a folded line. */
void firewall_group_cell(const struct firewall *firewall, size_t index, size_t column, struct str *out);

/* firewall_marks.c */
bool firewall_has_rule(const struct editor *editor);
/* Indexes of the rules that an action is about, in list order: the marked ones, or the selected one or group. */
void firewall_targets(const struct firewall *firewall, place_list_t *ret);
void firewall_mark(struct editor *editor);
void firewall_mark_range(struct editor *editor);
void firewall_mark_shown(struct editor *editor);
/* Marks of rules that are gone. */
void firewall_forget_marks(struct firewall *firewall);

/* firewall_search.c */
void firewall_filter(struct editor *editor);
void firewall_search(struct editor *editor);
void firewall_search_next(struct editor *editor);
void firewall_search_previous(struct editor *editor);
void firewall_sort(struct editor *editor);
/* Takes one thing away: what is typed, the filter, the sorting, the marks. False when there is none. */
bool firewall_escape(struct firewall *firewall);
unsigned firewall_type(struct firewall *firewall, const struct event *event);
/* The line that is typed into. */
bool firewall_has_line(const struct firewall *firewall);
void firewall_draw_line(struct firewall *firewall, const struct canvas *canvas, bool focused);
/* What is not as always about the list: sorted, marked. */
void firewall_state(const struct firewall *firewall, struct str *out);

/* firewall_print.c */
extern const struct view_print firewall_prints[];

/* firewall_actions.c */
extern const struct action_table firewall_actions;

/* firewall_edit.c, firewall_move.c: on what is marked, or on the current rule. */
void firewall_delete(struct editor *editor);
void firewall_toggle(struct editor *editor);
void firewall_duplicate(struct editor *editor);
void firewall_move_up(struct editor *editor);
void firewall_move_down(struct editor *editor);
void firewall_cut(struct editor *editor);
void firewall_paste(struct editor *editor);
bool firewall_has_clipboard(const struct editor *editor);
/* Where new rules go: above the current rule. */
size_t firewall_insert_index(const struct firewall *firewall);
/* Moves what is marked so that it stands at the position, from 1. */
void firewall_move_to(struct editor *editor, size_t position);
/* Stores and says what was done. */
bool firewall_store(struct editor *editor, struct policy *after, const char *summary);
/* The rules are the policy's then. */
void firewall_insert_rules(struct policy *policy, size_t index, const struct rule *rules, size_t n);
/* "rule 3 "POP3"" or "2 rules". Caller frees. */
char *firewall_about(const struct policy *policy, const place_list_t *list);
/* Selects a rule after an edit, and says so when it is not shown. */
void firewall_stay_near(struct firewall *firewall, size_t index);

#endif
