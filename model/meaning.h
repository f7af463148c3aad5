/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_MEANING_H
#define MODEL_MEANING_H

/* What a rule says in plain values, once it has passed every check: the ground of check.c, evaluate.c and the findings.
 */

#include "model/resolve.h"

struct meaning {
	bool ok; /* the rule passed; the rest is empty otherwise */
	proto_port_list_t remote_service;
	proto_port_list_t local_service;
	address_list_t remote_address; /* host names stay names */
	address_list_t local_address;
	program_list_t programs;
	zoned_validity_list_t validity;
};

void meaning_done(struct meaning *meaning);
#define _cleanup_meaning_ _cleanup_(meaning_done)

/* Opens the rule's lists. 0, or -1 and the first error; *ret is empty then. */
int meaning_resolve(const struct policy *policy, const struct environment *env, const struct rule *rule,
		    struct meaning *ret, struct error *err);

/* As meaning_resolve(), after and before every check that one rule can be put to by itself (rule_check() without what
 * other rules publish). The error carries field and rule; index is SIZE_MAX for a rule that is not in the policy. */
int meaning_check(const struct policy *policy, const struct environment *env, const struct rule *rule, size_t index,
		  struct meaning *ret, struct error *err);

/* All rules of a policy, checked against each other too. */
struct meanings {
	const struct policy *policy;
	const struct environment *env;
	VEC(struct meaning) rules; /* as many as the policy has */
	VEC(struct error) errors;  /* of each; ERROR_NONE when it passed */
};

/* A watch (may be NULL) that calls it off leaves the rules from there on out. */
void meanings_make(const struct policy *policy, const struct environment *env, struct watch *watch,
		   struct meanings *ret);
void meanings_done(struct meanings *meanings);
#define _cleanup_meanings_ _cleanup_(meanings_done)

/* Refuses rule a as a publish rule that takes what the one before it, b at index, takes already. 0 when they do not
 * meet. */
int meaning_conflict(const struct rule *a, const struct meaning *a_meaning, const struct rule *b,
		     const struct meaning *b_meaning, size_t b_index, struct error *err);

#endif
