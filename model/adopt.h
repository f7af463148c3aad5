/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_ADOPT_H
#define MODEL_ADOPT_H

#include "model/policy.h"

/* A document has no ids. Makes it the next version of a policy: what both have, by name, keeps its id, so that counters,
 * journal and revisions go on; of several rules with one name the first takes the id of the first, and so on. What is
 * new gets id 0. O(n log n). */
void policy_adopt(const struct policy *before, struct policy *after);

/* A policy that was never stored has rules without ids, which only a comment shows: they are numbered as they will be.
 */
void policy_number_rules(struct policy *policy);

#endif
