/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_LISTING_H
#define MODEL_LISTING_H

/*
 * The rule list as people see it, in the editor and from the command line: the built-in lines, the rules, the defaults,
 * in the order in which they decide, and the short texts of their columns.
 */

#include "model/environment.h"
#include "model/policy.h"

/* A removed line is a rule of the running policy that the draft has not: there are none among the places, but the texts of
 * its columns are asked for with the running policy. */
enum listing_kind { LISTING_BUILTIN, LISTING_RULE, LISTING_DEFAULT, LISTING_REMOVED };

/* One line. index: of the rule; of the built-in line; the enum direction of a default. */
struct listing_line {
	enum listing_kind kind;
	size_t index;
};

enum listing_column {
	LISTING_POSITION, /* "" for lines that are no rules */
	LISTING_ENABLED,  /* "x" or "" */
	LISTING_ACTION,
	LISTING_DIRECTION,
	LISTING_PROTOCOL,
	LISTING_APPLICATION, /* executables by their own names, without the way to them */
	LISTING_SERVICE, /* of the side that is connected to; the other one named where it is given */
	LISTING_ADDRESS,
	LISTING_FLAGS, /* A V L: application, validity, log are set; a dot where not */
	LISTING_NAME,
	LISTING_COLUMNS,
};

/* Lines of the policy, and one of them by its place. */
size_t listing_count(const struct policy *policy);
struct listing_line listing_line(const struct policy *policy, size_t place);
/* The place of rule index. */
size_t listing_place(const struct policy *policy, size_t index);

/* N_() */
extern const char *const listing_titles[LISTING_COLUMNS];

/* Adds the text of one column, translated. */
void listing_cell(const struct policy *policy, const struct environment *env, struct listing_line line,
		  enum listing_column column, struct str *out);

/* "out", "in", "both" or "fwd", translated: directions where there is little room. */
const char *listing_direction(enum direction direction);

/* What a built-in line or a default is for, or that a line was removed; translated, for the detail pane. */
const char *listing_explanation(const struct policy *policy, struct listing_line line);

/* Which built-in line a counter is of, from its name; SIZE_MAX none. */
size_t listing_of_counter(const char *name);

/* enum action that the line stands for, so that it can be shown alike. */
enum action listing_action(const struct policy *policy, struct listing_line line);

#endif
