/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_FINDINGS_H
#define CLI_FINDINGS_H

#include "cli/context.h"

/* Says on standard error what is odd about one rule (duplicate name, shadowed, …), after it was stored. */
void findings_of_rule(struct cli *cli, const struct policy *policy, size_t index);

/* Says which of n rules from the first one an earlier rule leaves nothing to decide. */
void findings_shadowed(struct cli *cli, const struct policy *policy, size_t first, size_t n);

/* Where the policy has errors, says all of them on standard error and returns true. */
bool findings_refuse(struct cli *cli, const struct policy *policy);

int check_command(struct cli *cli, const struct args *args, struct error *err);

#endif
