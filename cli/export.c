/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/export.h"

#include "backend/compile/compile.h"
#include "backend/compile/text.h"
#include "base/file.h"
#include "base/i18n.h"
#include "cli/findings.h"
#include "cli/output.h"
#include "cli/run.h"
#include "model/document.h"
#include "model/table.h"

#include <time.h>

/* Adds the policy in one format. An exit code, or -1 and err. */
typedef int export_fn(struct cli *cli, const struct policy *policy, const struct args *args, struct str *out,
		      struct error *err);

void export_number_rules(struct policy *policy)
{
	for (size_t i = 0; i < policy->rules.n; i++)
		if (!policy->rules.v[i].id)
			policy->rules.v[i].id = (int64_t)i + 1;
}

static int export_nft(struct cli *cli, const struct policy *policy, const struct args *args, struct str *out,
		      struct error *err)
{
	_cleanup_policy_ struct policy numbered = policy_copy(policy);
	_cleanup_ir_ struct ir ir = {0};

	(void)args;
	if (findings_refuse(cli, policy))
		return EXIT_POLICY;
	export_number_rules(&numbered);
	if (policy_compile(&numbered, cli_environment(cli), (int64_t)time(NULL), &ir, err))
		return -1;
	ir_text(&ir, TEXT_RUNTIME | TEXT_REPLACE, out);
	return EXIT_DONE;
}

static int export_json(struct cli *cli, const struct policy *policy, const struct args *args, struct str *out,
		       struct error *err)
{
	_cleanup_free_ char *text = document_write(policy);

	(void)cli;
	(void)args;
	(void)err;
	str_add(out, text);
	return EXIT_DONE;
}

static int export_csv(struct cli *cli, const struct policy *policy, const struct args *args, struct str *out,
		      struct error *err)
{
	(void)cli;
	(void)err;
	table_csv(policy, args_has(args, "bom"), out);
	return EXIT_DONE;
}

static int export_markdown(struct cli *cli, const struct policy *policy, const struct args *args, struct str *out,
			   struct error *err)
{
	(void)args;
	(void)err;
	table_markdown(policy, cli_environment(cli), out);
	return EXIT_DONE;
}

static const struct {
	const char *name;
	export_fn *run;
} formats[] = {{"nft", export_nft}, {"json", export_json}, {"csv", export_csv}, {"markdown", export_markdown}};

const char *export_format(size_t index)
{
	return index < ARRAY_SIZE(formats) ? formats[index].name : NULL;
}

static export_fn *find_format(const char *name, struct error *err)
{
	for (size_t i = 0; i < ARRAY_SIZE(formats); i++)
		if (str_equal(formats[i].name, name))
			return formats[i].run;
	error_set(err, ERROR_USAGE, _("'%s' is not a format: write nft, json, csv or markdown"), name);
	return NULL;
}

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
	export_fn *run = find_format(format, err);
	int result;

	if (!run || cli_read(cli, &policy, err))
		return -1;
	result = run(cli, &policy, args, &text, err);
	if (result != EXIT_DONE)
		return result;
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
