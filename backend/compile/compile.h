/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_COMPILE_COMPILE_H
#define BACKEND_COMPILE_COMPILE_H

/* Policy to IR. Pure: what depends on the machine comes through the environment, the time through now. */

#include "backend/compile/ir.h"
#include "model/environment.h"
#include "model/policy.h"

#define COMPILE_TABLE	     "nftabs"
#define COMPILE_LOG_GROUP    5		 /* nflog group of rules that log */
#define COMPILE_HORIZON_DAYS 400	 /* validity intervals are computed so far ahead */
#define COMPILE_MARK_BASE    0x4e000000u /* ct mark of a publish rule: this + its id */
#define COMPILE_LEVELS	     8		 /* socket cgroupv2 levels asked */

/* Makes the table for the policy at the instant now (seconds since 1970). Every rule must pass rule_check(): the first
 * error is returned with its rule and field, and nothing else. Rules with id 0 are refused (ERROR_VALUE): compile what
 * is stored. ret is initialised here. */
int policy_compile(const struct policy *policy, const struct environment *env, int64_t now, struct ir *ret,
		   struct error *err);

/* The same for someone who waits for it, and may call it off: ERROR_CANCELLED. */
int policy_compile_watched(const struct policy *policy, const struct environment *env, int64_t now, struct watch *watch,
			   struct ir *ret, struct error *err);

/* What one rule alone becomes, for the detail pane: a table with the same names and only its lines. */
int rule_compile(const struct policy *policy, const struct environment *env, int64_t now, size_t index, struct ir *ret,
		 struct error *err);

#endif
