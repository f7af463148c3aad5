/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_DIFF_H
#define CLI_DIFF_H

#include "cli/context.h"

/* Prints what differs, a line each or a JSON list, and gives how many things do. */
size_t diff_print(struct cli *cli, const struct policy *before, const struct policy *after);

/* The policy of an applied revision. */
int diff_revision(struct cli *cli, int64_t number, struct policy *ret, struct error *err);

#endif
