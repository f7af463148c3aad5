/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/export.h"

#include "backend/deploy/formats.h"
#include "base/file.h"
#include "base/i18n.h"
#include "cli/findings.h"
#include "cli/output.h"
#include "cli/run.h"

static int write_out(struct cli *cli, const struct args *args, const char *format, const struct str *text,
		     struct error *err)
{
	const char *path = args_value(args, "output");

	if (path && file_write(path, str_text(text), text->length, err))
		return -1;
	if (path) {
		if (cli->json)
			output_json(json_pack("{s:s}", "written", path));
		return 0;
	}
	if (!cli->json || str_equal(format, "json"))
		return file_write(NULL, str_text(text), text->length, err);
	output_json(json_pack("{s:s, s:s}", "format", format, "text", str_text(text)));
	return 0;
}

static int export_as(struct cli *cli, const struct args *args, const char *format, struct error *err)
{
	_cleanup_policy_ struct policy policy = {0};
	_cleanup_str_ struct str text = {0};
	const struct format_options options = {.bom = args_has(args, "bom")};

	if (cli_read(cli, &policy, err))
		return -1;
	/* All that is wrong is said, not the first only. */
	if (str_equal(format, "nft") && findings_refuse(cli, &policy))
		return EXIT_POLICY;
	if (format_write(&policy, cli_environment(cli), format, &options, &text, err))
		return -1;
	return write_out(cli, args, format, &text, err) ? -1 : EXIT_DONE;
}

int export_command(struct cli *cli, const struct args *args, struct error *err)
{
	return export_as(cli, args, args->words.v[0], err);
}

int export_nft_command(struct cli *cli, const struct args *args, struct error *err)
{
	return export_as(cli, args, "nft", err);
}
