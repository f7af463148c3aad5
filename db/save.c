/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "db/save.h"

#include "db/details.h"
#include "db/journal.h"
#include "db/load.h"
#include "db/position.h"
#include "db/rows_writer.h"

/* An item of `after` that got its id here. */
struct saver_given {
	size_t list;
	size_t index;
};

struct saver {
	struct store *store;
	const struct policy *before;
	struct policy *after;
	change_list_t changes;
	VEC(struct saver_given) given;
};

/* One list while it is written. */
struct list_saver {
	struct saver *saver;
	struct rows_writer writer;
	size_t list;
	const struct change *changes; /* those of this list, which stand together */
	size_t n;
	bool *placed;	    /* of each item of after: new or moved */
	int64_t *positions; /* of each item of after */
};

static void saver_done(struct saver *saver)
{
	vec_done(&saver->changes);
	vec_done(&saver->given);
}

static void *saver_item(const struct saver *saver, size_t list, size_t index)
{
	return list == ITEM_RULES ? (void *)&saver->after->rules.v[index] : policy_object(saver->after, list, index);
}

static void saver_give_id(struct saver *saver, size_t list, size_t index, int64_t id)
{
	const struct field_table *fields = item_table(list);
	void *item = saver_item(saver, list, index);

	if (item_id(fields, item))
		return;
	item_set_id(fields, item, id);
	vec_push(&saver->given, ((struct saver_given){list, index}));
}

static void saver_take_ids_back(struct saver *saver)
{
	VEC_FOREACH (&saver->given, given)
		item_set_id(item_table(given->list), saver_item(saver, given->list, given->index), 0);
}

/* The difference pairs items without an id (of an imported document) by their names. They take the id of their partner:
 * those that moved are listed, and the others, changed or not, stand in the same order on both sides. */
static void saver_pair(struct saver *saver, size_t list)
{
	const struct field_table *fields = item_table(list);
	size_t n = item_count(saver->after, list), i = 0;
	_cleanup_free_ bool *gone = mem_calloc(item_count(saver->before, list), sizeof(*gone));
	_cleanup_free_ bool *come = mem_calloc(n, sizeof(*come));

	VEC_FOREACH (&saver->changes, change) {
		if (change->table != fields || change->op == CHANGE_CHANGED)
			continue;
		if (change->op == CHANGE_MOVED)
			saver_give_id(saver, list, change->after, item_id(fields, change->old));
		if (change->op != CHANGE_ADDED)
			gone[change->before] = true;
		if (change->op != CHANGE_REMOVED)
			come[change->after] = true;
	}
	for (size_t j = 0; j < n; j++) {
		if (come[j])
			continue;
		while (gone[i])
			i++;
		saver_give_id(saver, list, j, item_id(fields, item_at(saver->before, list, i++)));
	}
}

static int list_saver_remove_and_change(struct list_saver *s, struct error *err)
{
	const struct field_table *fields = item_table(s->list);

	for (size_t i = 0; i < s->n; i++) {
		const struct change *change = &s->changes[i];

		if (change->op == CHANGE_REMOVED && rows_writer_remove(&s->writer, item_id(fields, change->old), err))
			return -1;
		if (change->op == CHANGE_CHANGED &&
		    rows_writer_update(&s->writer, item_id(fields, change->old), change->new, err))
			return error_about(err, fields->kind, 0, change->after + 1, NULL);
		if (change->op == CHANGE_ADDED || change->op == CHANGE_MOVED)
			s->placed[change->after] = true;
	}
	return 0;
}

static int list_saver_place(struct list_saver *s, const struct change *change, struct error *err)
{
	int64_t id;

	if (change->op == CHANGE_MOVED)
		return rows_writer_move(&s->writer, item_id(change->table, change->new), s->positions[change->after],
					err);
	if (change->op != CHANGE_ADDED)
		return 0;
	if (rows_writer_insert(&s->writer, change->new, s->positions[change->after], &id, err))
		return error_about(err, change->table->kind, 0, change->after + 1, NULL);
	saver_give_id(s->saver, s->list, change->after, id);
	return 0;
}

static int list_saver_renumber(struct list_saver *s, struct error *err)
{
	for (size_t i = 0; i < item_count(s->saver->after, s->list); i++)
		if (!s->placed[i] &&
		    rows_writer_move(&s->writer, item_id(item_table(s->list), item_at(s->saver->after, s->list, i)),
				     s->positions[i], err))
			return -1;
	return 0;
}

static int list_saver_write(struct list_saver *s, struct error *err)
{
	bool all;

	if (list_saver_remove_and_change(s, err) ||
	    position_plan(s->saver->store, s->saver->after, s->list, s->placed, s->positions, &all, err) ||
	    (all && list_saver_renumber(s, err)))
		return -1;
	for (size_t i = 0; i < s->n; i++)
		if (list_saver_place(s, &s->changes[i], err))
			return -1;
	return 0;
}

static int saver_write_list(struct saver *saver, size_t list, size_t first, size_t n, struct error *err)
{
	size_t count = item_count(saver->after, list);
	_cleanup_free_ bool *placed = mem_calloc(count, sizeof(*placed));
	_cleanup_free_ int64_t *positions = mem_calloc(count, sizeof(*positions));
	struct list_saver s = {.saver = saver,
			       .list = list,
			       .changes = saver->changes.v + first,
			       .n = n,
			       .placed = placed,
			       .positions = positions};
	int result;

	if (rows_writer_open(saver->store, item_table(list), &s.writer, err))
		return -1;
	result = list_saver_write(&s, err);
	rows_writer_done(&s.writer);
	return result;
}

static int saver_write_settings(struct saver *saver, struct error *err)
{
	_cleanup_rows_writer_ struct rows_writer writer = {0};

	if (rows_writer_open(saver->store, &settings_fields, &writer, err))
		return -1;
	return rows_writer_update(&writer, 1, &saver->after->settings, err);
}

static size_t saver_count(const struct saver *saver, const struct field_table *fields, size_t first)
{
	size_t n = 0;

	while (first + n < saver->changes.n && saver->changes.v[first + n].table == fields)
		n++;
	return n;
}

static int saver_write(struct saver *saver, struct error *err)
{
	size_t i = saver_count(saver, &settings_fields, 0), n;

	if (i && saver_write_settings(saver, err))
		return -1;
	for (size_t list = 0; list < ITEM_LISTS; list++, i += n) {
		n = saver_count(saver, item_table(list), i);
		if (n && saver_write_list(saver, list, i, n, err))
			return -1;
	}
	return 0;
}

/* For store_load_beginning(). */
static int saver_keep_count(const struct saver *saver, struct error *err)
{
	_cleanup_free_ char *sql = mem_printf("INSERT INTO meta VALUES ('rules', %zu)"
					      " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
					      saver->after->rules.n);

	return saver->after->rules.n == saver->before->rules.n ? 0 : database_exec(saver->store, sql, err);
}

static int saver_finish(struct saver *saver, const struct save *save, struct transaction *transaction,
			struct error *err)
{
	_cleanup_free_ char *details = details_write(&saver->changes);

	if (journal_append(saver->store, saver->before->version + 1, save, details, err))
		return -1;
	return transaction_commit(transaction, err);
}

static int saver_run(struct saver *saver, const struct save *save, struct transaction *transaction, struct error *err)
{
	int64_t version = saver->after->version;

	for (size_t list = 0; list < ITEM_LISTS; list++)
		saver_pair(saver, list);
	saver->after->version = saver->before->version;
	if (!saver->changes.n)
		return 0;
	if (saver_write(saver, err) || saver_keep_count(saver, err) || saver_finish(saver, save, transaction, err)) {
		saver_take_ids_back(saver);
		saver->after->version = version;
		return -1;
	}
	saver->after->version++;
	saver->store->is_new = false;
	return 0;
}

int save_policy(struct transaction *transaction, const struct policy *before, struct policy *after,
		const struct save *save, struct error *err)
{
	_cleanup_(saver_done) struct saver saver = {.store = transaction->store, .before = before, .after = after};

	policy_diff(before, after, &saver.changes);
	return saver_run(&saver, save, transaction, err);
}

int store_save(struct store *store, const struct policy *before, struct policy *after, const struct author *author,
	       const char *summary, struct error *err)
{
	const struct save save = {.author = author, .summary = summary};
	_cleanup_transaction_ struct transaction transaction = {0};
	int64_t version;

	if (load_is_whole(before, err) || load_is_whole(after, err) || transaction_begin(store, &transaction, err) ||
	    load_version(store, &version, err))
		return -1;
	if (version != before->version)
		return journal_conflict(store, before->version, err);
	return save_policy(&transaction, before, after, &save, err);
}
