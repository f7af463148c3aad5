/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/diff.h"

#include "base/i18n.h"
#include "cli/output.h"
#include "cli/run.h"
#include "model/document.h"

static const char *const op_words[] = {
    [CHANGE_ADDED] = "added",
    [CHANGE_REMOVED] = "removed",
    [CHANGE_CHANGED] = "changed",
    [CHANGE_MOVED] = "moved",
};

/* A rule with id, anything else as it stands in the document. */
static json_t *side(const struct field_table *table, const void *of, size_t index)
{
	if (!of)
		return json_null();
	return table == &rule_fields ? document_rule(of, index + 1) : document_item(table, of);
}

static json_t *change_json(const struct change *change)
{
	return json_pack("{s:s, s:s, s:o, s:o}", "op", op_words[change->op], "kind", change->table->kind, "before",
			 side(change->table, change->old, change->before), "after",
			 side(change->table, change->new, change->after));
}

size_t diff_print(struct cli *cli, const struct policy *before, const struct policy *after)
{
	json_t *array = cli->json ? json_array() : NULL;
	change_list_t changes = {0};
	size_t n;

	policy_diff(before, after, &changes);
	n = changes.n;
	VEC_FOREACH (&changes, change) {
		_cleanup_str_ struct str line = {0};

		if (array) {
			json_array_append_new(array, change_json(change));
			continue;
		}
		change_print(change, &line);
		puts(str_text(&line));
	}
	vec_done(&changes);
	if (array)
		output_json(array);
	return n;
}

int diff_revision(struct cli *cli, int64_t number, struct policy *ret, struct error *err)
{
	_cleanup_(revision_done) struct revision revision = {0};

	if (store_revision(cli->deploy.store, number, false, &revision, err))
		return -1;
	return revision_policy(&revision, ret, err);
}

/* What runs: the newest revision that was not taken back. *ret_number is 0 and the policy empty where there is none. */
static int running(struct cli *cli, struct policy *ret, int64_t *ret_number, struct error *err)
{
	revision_list_t list = {0};
	int64_t number = 0;

	if (cli->deploy.store && store_revision_states(cli->deploy.store, &list, err))
		return -1;
	for (size_t i = 0; i < list.n && !number; i++)
		if (list.v[i].state != REVISION_TAKEN_BACK)
			number = list.v[i].number;
	revision_list_done(&list);
	*ret_number = number;
	if (number)
		return diff_revision(cli, number, ret, err);
	policy_init(ret);
	return 0;
}

int diff_command(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_policy_ struct policy before = {0}, after = {0};
	int64_t number;

	(void)args;
	if (cli_read(cli, &after, err) || running(cli, &before, &number, err))
		return -1;
	if (!number)
		output_note(cli, _("Nothing was applied yet; all of this is new:"));
	if (diff_print(cli, &before, &after))
		return EXIT_DIFFERS;
	output_note(cli, _("The stored policy is the one that was applied."));
	return EXIT_DONE;
}
