/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_FINDINGS_H
#define MODEL_FINDINGS_H

/* The findings behind policy_check(): what is no error and worth a look. One table in findings.c; each function here
 * looks at one rule that passed its checks and is enabled. Used by model/ only. */

#include "model/check.h"
#include "model/meaning.h"
#include "model/shadow.h"

struct finding_context {
	const struct policy *policy;
	const struct environment *env;
	const struct meanings *meanings;
	int64_t now; /* 0: unknown */
	const struct shadows *shadows;
};

/* One rule under a finding function. */
struct finding_rule {
	const struct finding_context *context;
	size_t index;
	const struct rule *rule;
	const struct meaning *meaning;
};

/* True when there is something to say; *err has its message and field then. */
typedef bool finding_rule_fn(const struct finding_rule *f, struct error *err);

finding_rule_fn finding_remote_port_only;
finding_rule_fn finding_any_any;
finding_rule_fn finding_cleartext;
finding_rule_fn finding_never_valid;
finding_rule_fn finding_expired;
finding_rule_fn finding_not_yet_valid;
finding_rule_fn finding_without_agent;
finding_rule_fn finding_not_running;
finding_rule_fn finding_name_needs_dns;
finding_rule_fn finding_shadowed;

/* Adds every finding of the policy to the report. */
void findings_add(const struct finding_context *context, struct report *ret);

/* Adds an empty finding and gives its error to fill in; counts it when it is an error. */
struct error *report_add(struct report *report, enum severity severity, const char *id);

#endif
