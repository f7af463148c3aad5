/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/i18n.h"
#include "db/details.h"
#include "db/journal.h"
#include "db/load.h"

#include <inttypes.h>

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

static int undo_save(struct transaction *transaction, const journal_list_t *entries, const struct author *author,
		     struct error *err)
{
	_cleanup_free_ char *summary = undo_summary(entries);
	const struct save save = {author, summary, entries->v[entries->n - 1].id};
	_cleanup_policy_ struct policy before = {0}, after = {0};

	if (load_policy(transaction->store, &before, err))
		return -1;
	after = policy_copy(&before);
	if (undo_entries(entries, &after, err))
		return -1;
	return save_policy(transaction, &before, &after, &save, err);
}

int store_undo(struct store *store, int64_t id, const struct author *author, struct error *err)
{
	_cleanup_(journal_list_done) journal_list_t entries = {0};
	_cleanup_transaction_ struct transaction transaction = {0};

	if (transaction_begin(store, &transaction, err) || journal_from(store, id, &entries, err))
		return -1;
	if (!entries.n || entries.v[entries.n - 1].id != id)
		return error_set(err, ERROR_REFERENCE,
				 _("there is no change %" PRId64 ": `nftabs history` lists those there are"), id);
	return undo_save(&transaction, &entries, author, err);
}
