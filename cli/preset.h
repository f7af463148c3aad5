/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_PRESET_H
#define CLI_PRESET_H

#include "cli/context.h"

int preset_list(struct cli *cli, const struct args *args, struct error *err);
int preset_show(struct cli *cli, const struct args *args, struct error *err);
int preset_apply_command(struct cli *cli, const struct args *args, struct error *err);

/* The options of the preset that the words name. */
int preset_more_options(struct cli *cli, const strlist_t *words, option_list_t *ret, struct error *err);

#endif
