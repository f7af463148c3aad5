/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/file.h"
#include "base/i18n.h"
#include "cli/findings.h"
#include "cli/output.h"
#include "cli/run.h"
#include "model/adopt.h"
#include "model/document.h"

int import_command(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_edit_ struct edit edit = {0};
	_cleanup_policy_ struct policy policy = {0};
	_cleanup_str_ struct str text = {0};
	_cleanup_free_ char *line = NULL;
	const char *path = args->words.v[0];

	if (file_read(path, &text, err) || document_read(str_text(&text), text.length, &policy, err))
		return -1;
	if (findings_refuse(cli, &policy))
		return EXIT_POLICY;
	if (edit_begin(cli, &edit, err))
		return -1;
	policy_adopt(&edit.before, &policy);
	policy_done(&edit.after);
	edit.after = policy;
	policy = (struct policy){0};
	line = mem_printf(_("Policy read from %s: %zu rules"), path, edit.after.rules.n);
	return edit_finish(cli, &edit, line, err);
}
