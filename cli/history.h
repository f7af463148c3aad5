/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_HISTORY_H
#define CLI_HISTORY_H

#include "cli/context.h"

int history_list(struct cli *cli, const struct args *args, struct error *err);
int history_show(struct cli *cli, const struct args *args, struct error *err);
int history_diff(struct cli *cli, const struct args *args, struct error *err);
int history_redo(struct cli *cli, const struct args *args, struct error *err);
int history_undo(struct cli *cli, const struct args *args, struct error *err);

#endif
