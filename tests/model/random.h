/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_MODEL_RANDOM_H
#define TESTS_MODEL_RANDOM_H

/* Random policies, edits and packets over a few values, so that rules and packets often meet. The same seed gives the
 * same; tests print theirs when they fail. */

#include "model/evaluate.h"
#include "model/meaning.h"

/* 0 to sides - 1; 0 for no sides. */
unsigned random_roll(unsigned *seed, unsigned sides);

/* Adds the objects that random rules name, with ids, and as many rules, which need not pass rule_check(). */
void random_policy(unsigned *seed, size_t rules, struct policy *ret);

/* One edit: a rule or object added, taken out, moved or changed, or a setting changed. New items take their id from
 * *next_id, 0 there makes items without one. */
void random_edit(unsigned *seed, int64_t *next_id, struct policy *policy);

/* A packet, half of them made to fit the rule as nearly as its lists allow. meaning may be NULL: any packet. */
void random_packet(unsigned *seed, const struct rule *rule, const struct meaning *meaning, struct packet *ret);
void random_packet_print(const struct packet *packet, struct str *out);

#endif
