/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/run.h"

#include "ui/ui.h"

/* A policy that may not be written is shown all the same. */
static int open_store(struct cli *cli, struct ui_options *options, struct error *err)
{
	_cleanup_error_ struct error refused = {0};

	if (!options->read_only) {
		if (!cli_open(cli, STORE_WRITE, &refused))
			return 0;
		if (refused.code != ERROR_PERMISSION)
			return error_move(err, &refused), -1;
		options->read_only = true;
	}
	if (!cli_open(cli, STORE_READ, &refused))
		return 0;
	/* Nothing stored yet: what a new policy would begin with. */
	if (refused.code == ERROR_REFERENCE)
		return 0;
	return error_move(err, &refused), -1;
}

int edit_command(struct cli *cli, const struct args *args, struct error *err)
{
	struct ui_options options = {
	    .db = cli->db,
	    .read_only = args_has(args, "read-only"),
	    .ascii = args_has(args, "ascii"),
	    .no_color = args_has(args, "no-color"),
	    .no_mouse = args_has(args, "no-mouse"),
	};

	if (ui_check(err) || open_store(cli, &options, err) || ui_run(&cli->deploy, &options, err))
		return -1;
	return EXIT_DONE;
}
