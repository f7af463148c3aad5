/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_PRESET_MAKE_H
#define MODEL_PRESET_MAKE_H

/* A preset from the values of its options to rules in their place: what command line and editor both do. */

#include "model/preset.h"
#include "model/preset_place.h"

/* Values of options as a user gives them; a key may be given again, which adds to a list. */
struct preset_values {
	VEC(struct preset_value) list;
	strlist_t texts;
};
/* text is copied; key lives as long as the preset. */
void preset_values_add(struct preset_values *values, const char *key, const char *text);
void preset_values_done(struct preset_values *values);
#define _cleanup_preset_values_ _cleanup_(preset_values_done)

struct preset_order {
	const struct preset_values *values;
	const struct preset_programs *programs; /* may be NULL */
	size_t to;				/* where among the policy's rules, or PRESET_PLACE_FIND */
	bool again;				/* also rules that are there already */
};

/* What it did. */
struct preset_made {
	struct preset_place place;
	strlist_t notes; /* a sentence each */
};
void preset_made_done(struct preset_made *made);
#define _cleanup_preset_made_ _cleanup_(preset_made_done)

/* Applies the preset, checks each of its rules and puts them where they belong. A starter takes the place of all that is
 * in the policy: whether it may is the caller's to ask. On error, as of preset_apply() and
 * rule_check(), the policy is to be thrown away. */
int preset_make(const struct preset *preset, const struct preset_order *order, const struct environment *env,
		struct policy *policy, struct preset_made *ret, struct error *err);

#endif
