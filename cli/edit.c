/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/run.h"

#include "ui/ui.h"

/* What cannot be written is shown all the same, with the reason: of another, locked by another, on a full disk. Nothing
 * stored yet, and no right to store: then what a new policy would begin with is shown. */
static int open_to_read(struct cli *cli, struct error *refused, struct error *err)
{
	_cleanup_error_ struct error unread = {0};

	if (!cli_open(cli, STORE_READ, &unread))
		return 0;
	if (unread.code != ERROR_REFERENCE)
		return error_move(err, &unread), -1;
	if (refused->code == ERROR_NONE || refused->code == ERROR_PERMISSION)
		return 0;
	return error_move(err, refused), -1;
}

int edit_command(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_error_ struct error refused = {0};
	struct ui_options options = {
	    .db = cli->db,
	    .ascii = args_has(args, "ascii"),
	    .no_color = args_has(args, "no-color"),
	    .no_mouse = args_has(args, "no-mouse"),
	};

	if (ui_check(err))
		return -1;
	if (args_has(args, "read-only") || cli_open(cli, STORE_WRITE, &refused)) {
		if (open_to_read(cli, &refused, err))
			return -1;
		options.read_only = refused.message;
	}
	return ui_run(&cli->deploy, &options, err) ? -1 : EXIT_DONE;
}
