/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_PRESET_PLACE_H
#define MODEL_PRESET_PLACE_H

/*
 * Where the rules of a preset go. They stand below every ban (drop or reject) that takes something away from them, so
 * that a preset never opens what was closed to somebody, but above the first ban that would take all of a new rule
 * away, as the preset would then do nothing.
 */

#include "model/environment.h"
#include "model/policy.h"

typedef VEC(size_t) rule_index_list_t;

struct preset_place {
	size_t first;		 /* where the new rules stand, from 0 */
	size_t n;		 /* how many there are */
	rule_index_list_t same;	 /* rules that match and do what a rule of the preset would, which was not added */
	rule_index_list_t above; /* enabled bans before the new rules that decide about some of what these allow */
	rule_index_list_t below; /* enabled bans behind them that decide no longer about some of it */
};
void preset_place_done(struct preset_place *place);
#define _cleanup_preset_place_ _cleanup_(preset_place_done)

#define PRESET_PLACE_FIND SIZE_MAX

/* The first n rules of the policy, as preset_apply() put them there, go to their place. again: also those that the
 * policy has already, otherwise they are taken out and their equals listed. to: an index among the other rules, or
 * PRESET_PLACE_FIND. The new rules passed rule_check(). */
void preset_place(struct policy *policy, const struct environment *env, size_t n, bool again, size_t to,
		  struct preset_place *ret);

#endif
