/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_CHECK_RULE_H
#define MODEL_CHECK_RULE_H

/* The tests behind rule_check(), each of which refuses one thing that no rule can mean. Used by model/ only. */

#include "model/meaning.h"

struct rule_case {
	const struct policy *policy;
	const struct environment *env;
	const struct rule *rule;
	const struct meaning *meaning; /* for check_rule_meaning() */
};

/* What the rule says by itself, before its lists are opened. Errors carry the field. */
int check_rule_text(const struct rule_case *c, struct error *err);
/* What only its opened lists show. */
int check_rule_meaning(const struct rule_case *c, struct error *err);

/* Parts of check_rule_meaning() that have a file of their own. */
int check_families(const struct rule_case *c, struct error *err);
int check_publish_port(const struct rule_case *c, struct error *err);
int check_publish_names(const struct rule_case *c, struct error *err);

#endif
