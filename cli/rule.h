/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_RULE_H
#define CLI_RULE_H

/* The commands of `nftabs rule`. */

#include "cli/context.h"

int rule_list(struct cli *cli, const struct args *args, struct error *err);
int rule_show(struct cli *cli, const struct args *args, struct error *err);
int rule_add(struct cli *cli, const struct args *args, struct error *err);
int rule_set(struct cli *cli, const struct args *args, struct error *err);
int rule_copy_command(struct cli *cli, const struct args *args, struct error *err);
int rule_delete(struct cli *cli, const struct args *args, struct error *err);
int rule_move(struct cli *cli, const struct args *args, struct error *err);
int rule_enable(struct cli *cli, const struct args *args, struct error *err);
int rule_disable(struct cli *cli, const struct args *args, struct error *err);

#endif
