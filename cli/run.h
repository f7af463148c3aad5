/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_RUN_H
#define CLI_RUN_H

/* The commands that stand alone, and the program itself. */

#include "cli/context.h"

/* All of the program but the locale. Gives the exit code. */
int cli_run(char **argv);

int apply_command(struct cli *cli, const struct args *args, struct error *err);
int confirm_command(struct cli *cli, const struct args *args, struct error *err);
int rollback_command(struct cli *cli, const struct args *args, struct error *err);
int take_back_command(struct cli *cli, const struct args *args, struct error *err);
int restore_command(struct cli *cli, const struct args *args, struct error *err);
int off_command(struct cli *cli, const struct args *args, struct error *err);
int on_command(struct cli *cli, const struct args *args, struct error *err);
int status_command(struct cli *cli, const struct args *args, struct error *err);
int diff_command(struct cli *cli, const struct args *args, struct error *err);
int settings_command(struct cli *cli, const struct args *args, struct error *err);
int export_command(struct cli *cli, const struct args *args, struct error *err);
int import_command(struct cli *cli, const struct args *args, struct error *err);
int explain_command(struct cli *cli, const struct args *args, struct error *err);
int compile_command(struct cli *cli, const struct args *args, struct error *err);
int counters_command(struct cli *cli, const struct args *args, struct error *err);
int complete_command(struct cli *cli, const struct args *args, struct error *err);

/* The editor: nftabs without a command. */
int edit_command(struct cli *cli, const struct args *args, struct error *err);

#endif
