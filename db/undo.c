/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/i18n.h"
#include "db/details.h"
#include "db/journal.h"
#include "db/load.h"

#include <inttypes.h>

/* What finding the next undo must know of an entry. */
struct undo_step {
	int64_t id;
	int64_t undoes;
	char *summary;
};

static void undo_step_done(struct undo_step *step)
{
	free(step->summary);
	*step = (struct undo_step){0};
}

/* The newest entry that is older than id; the newest of all for 0. Its id is 0 when there is none. */
static int undo_older(struct store *store, int64_t id, struct undo_step *ret, struct error *err)
{
	_cleanup_statement_ sqlite3_stmt *statement = NULL;
	bool row;

	if (statement_prepare(store,
			      "SELECT id, CASE WHEN undoes < id THEN undoes ELSE 0 END, summary FROM journal"
			      " WHERE ?1 = 0 OR id < ?1 ORDER BY id DESC LIMIT 1",
			      &statement, err))
		return -1;
	sqlite3_bind_int64(statement, 1, id);
	if (statement_step(store, statement, &row, err))
		return -1;
	undo_step_done(ret);
	if (row)
		*ret = (struct undo_step){sqlite3_column_int64(statement, 0), sqlite3_column_int64(statement, 1),
					  mem_strdup(statement_text(statement, 2))};
	return 0;
}

/* Without a look into the entry: behind the details, which may be long, its columns take long to reach. */
static int undo_has_older(struct store *store, int64_t id, int64_t *ret, struct error *err)
{
	_cleanup_free_ char *sql = mem_printf("SELECT EXISTS (SELECT 1 FROM journal WHERE id < %" PRId64 ")", id);

	return database_number(store, sql, ret, err);
}

int store_find_undo(struct store *store, int64_t *ret_id, char **ret_summary, struct error *err)
{
	_cleanup_(undo_step_done) struct undo_step step = {0};
	int64_t older = 0;

	/* After an entry that takes back from u on, things are as they were before u. */
	do {
		if (undo_older(store, step.undoes, &step, err))
			return -1;
	} while (step.undoes);
	if (step.id && undo_has_older(store, step.id, &older, err))
		return -1;
	*ret_id = older ? step.id : 0;
	if (ret_summary)
		*ret_summary = older ? TAKE_PTR(step.summary) : NULL;
	return 0;
}

int store_find_redo(struct store *store, int64_t *ret_id, char **ret_summary, struct error *err)
{
	_cleanup_(undo_step_done) struct undo_step step = {0}, taken = {0};
	int64_t found = 0;

	do {
		if (undo_older(store, taken.id, &step, err) ||
		    (step.undoes && undo_older(store, step.undoes + 1, &taken, err)))
			return -1;
		if (step.undoes && !taken.undoes)
			found = step.id;
	} while (step.undoes && !found);
	*ret_id = found;
	if (ret_summary)
		*ret_summary = found ? TAKE_PTR(taken.summary) : NULL;
	return 0;
}

static int undo_entries(const journal_list_t *entries, struct policy *policy, struct error *err)
{
	VEC_FOREACH (entries, entry)
		if (details_revert(entry, policy, err))
			return -1;
	return 0;
}

static char *undo_summary(const journal_list_t *entries)
{
	const struct journal_entry *last = &entries->v[entries->n - 1];

	if (entries->n == 1)
		return mem_printf(_("Take back change %1$" PRId64 ": %2$s"), last->id, last->summary);
	return mem_printf(_("Take back changes %1$" PRId64 " to %2$" PRId64), last->id, entries->v[0].id);
}

/* From id to the newest. */
static int undo_list(struct store *store, int64_t id, journal_list_t *ret, struct error *err)
{
	if (journal_from(store, id, ret, err))
		return -1;
	if (!ret->n || ret->v[ret->n - 1].id != id)
		return error_set(err, ERROR_REFERENCE,
				 _("there is no change %" PRId64 ": `nftabs history` lists those there are"), id);
	return 0;
}

static int undo_save(struct transaction *transaction, const journal_list_t *entries, const struct author *author,
		     const struct policy *before, struct policy *after, struct error *err)
{
	_cleanup_free_ char *summary = undo_summary(entries);
	const struct save save = {author, summary, entries->v[entries->n - 1].id};

	return undo_entries(entries, after, err) || save_policy(transaction, before, after, &save, err) ? -1 : 0;
}

int store_undo(struct store *store, int64_t id, const struct author *author, struct error *err)
{
	_cleanup_(journal_list_done) journal_list_t entries = {0};
	_cleanup_transaction_ struct transaction transaction = {0};
	_cleanup_policy_ struct policy before = {0}, after = {0};

	if (transaction_begin(store, &transaction, err) || undo_list(store, id, &entries, err) ||
	    load_policy(store, &before, err))
		return -1;
	after = policy_copy(&before);
	return undo_save(&transaction, &entries, author, &before, &after, err);
}

int store_undo_policy(struct store *store, int64_t id, const struct author *author, const struct policy *before,
		      struct policy *after, struct error *err)
{
	_cleanup_(journal_list_done) journal_list_t entries = {0};
	_cleanup_transaction_ struct transaction transaction = {0};
	int64_t version;

	if (load_is_whole(before, err) || load_is_whole(after, err) || transaction_begin(store, &transaction, err) ||
	    load_version(store, &version, err))
		return -1;
	if (version != before->version)
		return journal_conflict(store, before->version, err);
	return undo_list(store, id, &entries, err) || undo_save(&transaction, &entries, author, before, after, err) ? -1
														    : 0;
}
