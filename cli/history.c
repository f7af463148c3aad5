/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who changed what (journal), and what was applied (revisions). */
#include "cli/history.h"

#include "base/i18n.h"
#include "cli/columns.h"
#include "cli/diff.h"
#include "cli/output.h"

#define HISTORY_LIMIT 100

static const struct {
	const char *word;
	const char *label;
} states[] = {
    [REVISION_PENDING] = {"pending", N_("waits for confirm")},
    [REVISION_CONFIRMED] = {"confirmed", N_("confirmed")},
    [REVISION_TAKEN_BACK] = {"taken-back", N_("taken back")},
};

static const struct column history_columns[] = {
    {N_("When"), 0, false},
    {N_("Entry"), 0, true},
    {N_("Who"), 8, false},
    {N_("What"), 20, false},
};

static void add_entry(struct columns *table, const struct journal_entry *entry)
{
	_cleanup_free_ char *time = output_time(entry->time), *number = mem_printf("%lld", (long long)entry->id);
	const char *cells[] = {time, number, entry->user, entry->summary};

	columns_add(table, false, cells);
}

static void add_revision(struct columns *table, const struct revision *revision)
{
	_cleanup_free_ char *time = output_time(revision->time), *what = NULL;
	const char *message = revision->message ? revision->message : "", *state = _(states[revision->state].label);
	const char *cells[] = {time, "", revision->user, NULL};

	what = *message
		   ? mem_printf(_("Applied as revision %lld (%s): %s"), (long long)revision->number, state, message)
		   : mem_printf(_("Applied as revision %lld (%s)"), (long long)revision->number, state);
	cells[3] = what;
	columns_add(table, false, cells);
}

/* Both lists are newest first; of the same second, the apply came after the edit. */
static void print_merged(const journal_list_t *journal, const revision_list_t *revisions)
{
	_cleanup_columns_ struct columns table;
	size_t r = 0;

	columns_init(&table, history_columns, ARRAY_SIZE(history_columns));
	VEC_FOREACH (journal, entry) {
		for (; r < revisions->n && revisions->v[r].time >= entry->time; r++)
			add_revision(&table, &revisions->v[r]);
		add_entry(&table, entry);
	}
	for (; r < revisions->n; r++)
		add_revision(&table, &revisions->v[r]);
	columns_print(&table);
}

static json_t *entry_json(const struct journal_entry *entry)
{
	json_t *object =
	    json_pack("{s:I, s:I, s:s?, s:s?, s:s?}", "entry", (json_int_t)entry->id, "time", (json_int_t)entry->time,
		      "user", entry->user, "origin", entry->origin, "summary", entry->summary);
	json_t *details = entry->details ? json_loads(entry->details, JSON_DECODE_ANY, NULL) : NULL;

	json_object_set_new(object, "details", details ? details : json_null());
	json_object_set_new(object, "undoes", entry->undoes ? json_integer(entry->undoes) : json_null());
	return object;
}

static json_t *revision_json(const struct revision *revision)
{
	return json_pack("{s:I, s:I, s:s?, s:s?, s:s, s:s}", "revision", (json_int_t)revision->number, "time",
			 (json_int_t)revision->time, "user", revision->user, "message", revision->message, "state",
			 states[revision->state].word, "hash", revision->hash);
}

static void print_json(const journal_list_t *journal, const revision_list_t *revisions)
{
	json_t *entries = json_array(), *applied = json_array();

	VEC_FOREACH (journal, entry)
		json_array_append_new(entries, entry_json(entry));
	VEC_FOREACH (revisions, revision)
		json_array_append_new(applied, revision_json(revision));
	output_json(json_pack("{s:o, s:o}", "journal", entries, "revisions", applied));
}

int history_list(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_(journal_list_done) journal_list_t journal = {0};
	_cleanup_(revision_list_done) revision_list_t revisions = {0};
	unsigned long limit = HISTORY_LIMIT;

	if (args_number(args, "limit", 1, UINT32_MAX, &limit, err) || cli_open(cli, STORE_READ, err) ||
	    store_journal(cli->deploy.store, 0, limit, &journal, err) ||
	    store_revisions(cli->deploy.store, limit, &revisions, err))
		return -1;
	if (cli->json)
		print_json(&journal, &revisions);
	else
		print_merged(&journal, &revisions);
	return EXIT_DONE;
}

static int revision_number(const char *word, int64_t *ret, struct error *err)
{
	unsigned long number;

	if (!str_to_uint(word, 1, INT64_MAX, &number))
		return error_set(err, ERROR_USAGE, _("'%s' is not the number of a revision: nftabs history shows them"),
				 word);
	*ret = (int64_t)number;
	return 0;
}

static void show_text(const struct revision *revision)
{
	_cleanup_free_ char *time = output_time(revision->time);

	printf(_("Revision %lld of %s by %s, %s\n"), (long long)revision->number, time,
	       revision->user ? revision->user : "", _(states[revision->state].label));
	if (!str_empty(revision->message))
		printf("%s\n", revision->message);
	printf("%s\n\n%s", revision->hash, revision->document);
}

int history_show(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_(revision_done) struct revision revision = {0};
	int64_t number;
	json_t *object;

	if (revision_number(args->words.v[0], &number, err) || cli_open(cli, STORE_READ, err) ||
	    store_revision(cli->deploy.store, number, false, &revision, err))
		return -1;
	if (!cli->json) {
		show_text(&revision);
		return EXIT_DONE;
	}
	object = revision_json(&revision);
	json_object_set_new(object, "policy", json_loads(revision.document, 0, NULL));
	output_json(object);
	return EXIT_DONE;
}

int history_diff(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_policy_ struct policy before = {0}, after = {0};
	int64_t from, to;

	if (revision_number(args->words.v[0], &from, err) || revision_number(args->words.v[1], &to, err) ||
	    cli_open(cli, STORE_READ, err) || diff_revision(cli, from, &before, err) ||
	    diff_revision(cli, to, &after, err))
		return -1;
	return diff_print(cli, &before, &after) ? EXIT_DIFFERS : EXIT_DONE;
}

static int entry_number(const char *word, int64_t *ret, struct error *err)
{
	unsigned long number;

	if (!str_to_uint(word, 1, INT64_MAX, &number))
		return error_set(err, ERROR_USAGE, _("'%s' is not the number of an entry: nftabs history shows them"),
				 word);
	*ret = (int64_t)number;
	return 0;
}

static int undo(struct cli *cli, int64_t entry, const char *line, struct error *err)
{
	_cleanup_author_ struct author author = {0};

	author_read("command line", &author);
	if (store_undo(cli->deploy.store, entry, &author, err))
		return -1;
	if (cli->json)
		output_json(json_pack("{s:s, s:I}", "done", line, "entry", (json_int_t)entry));
	output_note(cli, "%s", line);
	return EXIT_DONE;
}

int history_undo(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_free_ char *summary = NULL, *line = NULL;
	int64_t entry = 0;

	if (args->words.n && entry_number(args->words.v[0], &entry, err))
		return -1;
	if (cli_open(cli, STORE_WRITE, err) || (!entry && store_find_undo(cli->deploy.store, &entry, &summary, err)))
		return -1;
	if (!entry)
		return error_set(err, ERROR_REFERENCE, _("there is nothing to undo"));
	line = summary ? mem_printf(_("Entry %lld taken back: %s"), (long long)entry, summary)
		       : mem_printf(_("Taken back: entry %lld and what came after it"), (long long)entry);
	return undo(cli, entry, line, err);
}

int history_redo(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_free_ char *summary = NULL, *line = NULL;
	int64_t entry = 0;

	(void)args;
	if (cli_open(cli, STORE_WRITE, err) || store_find_redo(cli->deploy.store, &entry, &summary, err))
		return -1;
	if (!entry)
		return error_set(err, ERROR_REFERENCE,
				 _("there is nothing to make again: the last change was no nftabs history undo"));
	line = mem_printf(_("Made again: %s"), summary);
	return undo(cli, entry, line, err);
}
