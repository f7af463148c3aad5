/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_CHECK_H
#define MODEL_CHECK_H

#include "model/environment.h"
#include "model/policy.h"

enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_NOTE };

/* Something wrong (error: the policy cannot be applied) or worth a look (warning, note: a finding). */
struct finding {
	enum severity severity;
	const char *id;	    /* "duplicate-name", "remote-port-only", …: static, for machines */
	struct error error; /* subject and message */
};

struct report {
	VEC(struct finding) findings;
	size_t errors;
};

void report_done(struct report *report);
#define _cleanup_report_ _cleanup_(report_done)

/* Every error of the policy, not only the first for each rule and object, then findings; each in the order of settings,
 * objects, rules. now: seconds since 1970, for what has expired; 0 when it is not known. Errors of disabled rules are
 * warnings, since such rules leave nothing in the kernel. */
void policy_check(const struct policy *policy, const struct environment *env, int64_t now, struct report *ret);

/* The errors alone, and those of disabled rules: what must be known before a policy is loaded. A watch (may be NULL)
 * that calls it off leaves it incomplete. */
void policy_check_errors(const struct policy *policy, const struct environment *env, struct watch *watch,
			 struct report *ret);

/* One rule as it would stand in the policy at index (which may be SIZE_MAX for a rule not in it): what the dialog and
 * `rule add` refuse. 0, or -1 and the first error. */
int rule_check(const struct policy *policy, const struct environment *env, const struct rule *rule, size_t index,
	       struct error *err);

/* The same for an object. */
int object_check(const struct policy *policy, const struct environment *env, enum object_kind kind,
		 const struct object *object, struct error *err);

#endif
