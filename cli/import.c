/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/file.h"
#include "base/i18n.h"
#include "cli/findings.h"
#include "cli/output.h"
#include "cli/run.h"
#include "model/document.h"

/* A document has no ids. What it has in common with the stored policy, by name, keeps its own, so that counters,
 * journal and revisions go on; of rules with one name the first takes the id of the first. */
struct names {
	const char *const *names; /* of the stored things */
	size_t n;
	bool *taken;
};

/* Index of a stored thing of that name that is not taken, SIZE_MAX when there is none. Documents mostly keep the order,
 * so the search begins at the same place. */
static size_t names_take(struct names *names, const char *name, size_t start)
{
	for (size_t i = 0; i < names->n; i++) {
		size_t at = (start + i) % names->n;

		if (!names->taken[at] && str_equal(names->names[at], name)) {
			names->taken[at] = true;
			return at;
		}
	}
	return SIZE_MAX;
}

static void keep_rule_ids(const struct policy *before, struct policy *after)
{
	size_t n = before->rules.n;
	_cleanup_free_ const char **list = mem_calloc(n + 1, sizeof(*list));
	_cleanup_free_ bool *taken = mem_calloc(n + 1, sizeof(*taken));
	struct names names = {list, n, taken};

	for (size_t i = 0; i < n; i++)
		list[i] = before->rules.v[i].name;
	for (size_t i = 0; i < after->rules.n; i++) {
		size_t at = names_take(&names, after->rules.v[i].name, i);

		after->rules.v[i].id = at == SIZE_MAX ? 0 : before->rules.v[at].id;
	}
}

static void keep_object_ids(const struct policy *before, struct policy *after)
{
	for (int kind = 0; kind < OBJECT_MAX; kind++)
		for (size_t i = 0; i < policy_object_count(after, kind); i++) {
			struct object *object = policy_object(after, kind, i);
			const struct object *old = policy_find_object(before, kind, object->name);

			object->id = old ? old->id : 0;
		}
}

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
	keep_rule_ids(&edit.before, &policy);
	keep_object_ids(&edit.before, &policy);
	policy.version = edit.before.version;
	policy_done(&edit.after);
	edit.after = policy;
	policy = (struct policy){0};
	line = mem_printf(_("Policy read from %s: %zu rules"), path, edit.after.rules.n);
	if (edit_commit(cli, &edit, line, err))
		return -1;
	if (cli->json)
		output_json(json_pack("{s:s}", "done", line));
	output_note(cli, "%s", line);
	return EXIT_DONE;
}
