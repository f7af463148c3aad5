/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/context.h"

#include "backend/deploy/presets.h"
#include "base/i18n.h"
#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

void cli_done(struct cli *cli)
{
	preset_free(cli->preset);
	cli->preset = NULL;
	kernel_close(cli->deploy.kernel);
	store_close(cli->deploy.store);
	system_free(cli->deploy.system);
	cli->deploy = (struct deploy){0};
}

const struct environment *cli_environment(struct cli *cli)
{
	if (!cli->deploy.system)
		cli->deploy.system = system_new();
	return system_environment(cli->deploy.system);
}

/* A new store begins with the starter policy, as the first entry of its journal. */
static int fill_new(struct cli *cli, struct error *err)
{
	_cleanup_policy_ struct policy before = {0}, after = {0};
	struct author author = {.user = "nftabs", .origin = "starter policy"};

	if (store_load(cli->deploy.store, &before, err))
		return -1;
	if (presets_starter(&after, err))
		return -1;
	after.version = before.version;
	return store_save(cli->deploy.store, &before, &after, &author, _("Starter policy"), err);
}

int cli_open(struct cli *cli, enum store_mode mode, struct error *err)
{
	struct store *store;

	if (cli->deploy.store)
		return 0;
	cli_environment(cli);
	if (store_open(cli->db, mode, &store, err))
		return -1;
	cli->deploy.store = store;
	return mode == STORE_WRITE && store_is_new(store) ? fill_new(cli, err) : 0;
}

static bool is_missing(const char *path)
{
	struct stat st;

	return stat(path, &st) && errno == ENOENT;
}

int cli_read(struct cli *cli, struct policy *ret, struct error *err)
{
	cli_environment(cli);
	if (!cli->deploy.store && is_missing(cli->db))
		return presets_starter(ret, err);
	if (cli_open(cli, STORE_READ, err))
		return -1;
	return store_load(cli->deploy.store, ret, err);
}

int edit_begin(struct cli *cli, struct edit *ret, struct error *err)
{
	struct policy before;

	if (cli_open(cli, STORE_WRITE, err) || store_load(cli->deploy.store, &before, err))
		return -1;
	ret->before = before;
	ret->after = policy_copy(&before);
	return 0;
}

int edit_commit(struct cli *cli, struct edit *edit, const char *summary, struct error *err)
{
	_cleanup_author_ struct author author = {0};

	author_read("command line", &author);
	return store_save(cli->deploy.store, &edit->before, &edit->after, &author, summary, err);
}

int edit_finish(struct cli *cli, struct edit *edit, const char *line, struct error *err)
{
	if (edit_commit(cli, edit, line, err))
		return -1;
	output_edited(cli, line);
	return EXIT_DONE;
}

void edit_done(struct edit *edit)
{
	policy_done(&edit->before);
	policy_done(&edit->after);
}

static size_t find_named(const struct policy *policy, const char *name)
{
	VEC_FOREACH (&policy->rules, rule)
		if (str_equal(rule->name, name))
			return (size_t)(rule - policy->rules.v);
	return SIZE_MAX;
}

static int no_such_rule(const struct policy *policy, const char *word, struct error *err)
{
	size_t named = find_named(policy, word);

	if (named != SIZE_MAX)
		return error_set(err, ERROR_REFERENCE,
				 _("'%1$s' is the name of rule %2$zu: write this number, as names may be there twice"),
				 word, named + 1);
	return error_set(
	    err, ERROR_REFERENCE,
	    _("there is no rule '%s': write a position from 1 to %zu or an id like '#12' (in quotes, as the "
	      "shell takes a bare # for a comment)"),
	    word, policy->rules.n);
}

int cli_find_rule(const struct policy *policy, const char *word, size_t *ret, struct error *err)
{
	unsigned long number;
	size_t index;

	if (word[0] == '#') {
		index =
		    str_to_uint(word + 1, 1, INT64_MAX, &number) ? policy_find_rule(policy, (int64_t)number) : SIZE_MAX;
		if (index == SIZE_MAX)
			return no_such_rule(policy, word, err);
	} else {
		if (!str_to_uint(word, 1, policy->rules.n, &number))
			return no_such_rule(policy, word, err);
		index = number - 1;
	}
	*ret = index;
	return 0;
}

static int compare_index(const void *a, const void *b)
{
	const size_t *left = a, *right = b;

	return (*left > *right) - (*left < *right);
}

int cli_find_rules(const struct policy *policy, const strlist_t *words, index_list_t *ret, struct error *err)
{
	index_list_t list = {0};
	size_t kept = 0;

	VEC_FOREACH (words, word) {
		size_t index;

		if (cli_find_rule(policy, *word, &index, err)) {
			vec_done(&list);
			return -1;
		}
		vec_push(&list, index);
	}
	if (list.n)
		qsort(list.v, list.n, sizeof(*list.v), compare_index);
	for (size_t i = 0; i < list.n; i++)
		if (!kept || list.v[i] != list.v[kept - 1])
			list.v[kept++] = list.v[i];
	list.n = kept;
	*ret = list;
	return 0;
}
