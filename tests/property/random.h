/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_PROPERTY_RANDOM_H
#define TESTS_PROPERTY_RANDOM_H

/* Random policies, edits and packets over the small world of world.h, so that rules and packets often meet. */

#include "model/evaluate.h"
#include "model/field.h"

struct dice {
	uint64_t state; /* never 0 */
	bool users;	/* rules and packets may have other users than root */
	int64_t next_id;
};

unsigned dice_roll(struct dice *dice, unsigned sides); /* 0 to sides - 1 */

/* A policy that passes policy_check(); env knows the names the rules use. */
void random_policy(struct dice *dice, const struct environment *env, struct policy *ret);
/* One edit that leaves the policy valid: a rule added, removed, moved, changed, a setting or an object changed. */
void random_edit(struct dice *dice, const struct environment *env, struct policy *policy);
void random_packet(struct dice *dice, struct packet *ret);

/* What the packet is, in one line, for a failure. */
void random_packet_print(const struct packet *packet, struct str *out);

/* The machine the random rules speak of. Zones come from the system; free with random_environment_done(). */
void random_environment(struct environment *ret);
void random_environment_done(struct environment *env);

#endif
