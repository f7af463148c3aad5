/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/deploy/formats.h"

#include "backend/compile/compile.h"
#include "backend/compile/text.h"
#include "base/i18n.h"
#include "model/adopt.h"
#include "model/document.h"
#include "model/table.h"

#include <stdlib.h>
#include <time.h>

static int write_nft(const struct policy *policy, const struct environment *env, const struct format_options *options,
		     struct str *out, struct error *err)
{
	_cleanup_policy_ struct policy numbered = policy_copy(policy);
	_cleanup_ir_ struct ir ir = {0};

	(void)options;
	policy_number_rules(&numbered);
	if (policy_compile(&numbered, env, (int64_t)time(NULL), &ir, err))
		return -1;
	ir_text(&ir, TEXT_RUNTIME | TEXT_REPLACE, out);
	return 0;
}

static int write_json(const struct policy *policy, const struct environment *env, const struct format_options *options,
		      struct str *out, struct error *err)
{
	_cleanup_free_ char *text = document_write(policy);

	(void)env;
	(void)options;
	(void)err;
	str_add(out, text);
	return 0;
}

static int write_csv(const struct policy *policy, const struct environment *env, const struct format_options *options,
		     struct str *out, struct error *err)
{
	(void)env;
	(void)err;
	table_csv(policy, options->bom, out);
	return 0;
}

static int write_markdown(const struct policy *policy, const struct environment *env,
			  const struct format_options *options, struct str *out, struct error *err)
{
	(void)options;
	(void)err;
	table_markdown(policy, env, out);
	return 0;
}

static const struct {
	const char *name;
	int (*write)(const struct policy *policy, const struct environment *env, const struct format_options *options,
		     struct str *out, struct error *err);
} formats[] = {
    {"nft", write_nft},
    {"json", write_json},
    {"csv", write_csv},
    {"markdown", write_markdown},
};

const char *format_name(size_t index)
{
	return index < ARRAY_SIZE(formats) ? formats[index].name : NULL;
}

int format_write(const struct policy *policy, const struct environment *env, const char *name,
		 const struct format_options *options, struct str *out, struct error *err)
{
	for (size_t i = 0; i < ARRAY_SIZE(formats); i++)
		if (str_equal(formats[i].name, name))
			return formats[i].write(policy, env, options, out, err);
	return error_set(err, ERROR_USAGE, _("'%s' is not a format: write nft, json, csv or markdown"), name);
}
