/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "db/journal.h"

#include "base/i18n.h"

#include <inttypes.h>
#include <time.h>

/* How many changes of others a conflict names. */
#define CONFLICT_SHOWN 3

static const char journal_columns[] = "SELECT id, time, user, origin, summary, details, undoes FROM journal";

static void journal_entry_done(struct journal_entry *entry)
{
	free(entry->user);
	free(entry->origin);
	free(entry->summary);
	free(entry->details);
}

void journal_list_done(journal_list_t *list)
{
	VEC_FOREACH (list, entry)
		journal_entry_done(entry);
	vec_done(list);
}

int journal_append(struct store *store, int64_t version, const struct save *save, const char *details,
		   struct error *err)
{
	_cleanup_statement_ sqlite3_stmt *count = NULL, *insert = NULL;

	if (statement_prepare(store, "UPDATE meta SET value = ?1 WHERE key = 'version'", &count, err) ||
	    statement_prepare(store,
			      "INSERT INTO journal (version, time, user, origin, summary, details, undoes)"
			      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, nullif(?7, 0))",
			      &insert, err))
		return -1;
	sqlite3_bind_int64(count, 1, version);
	sqlite3_bind_int64(insert, 1, version);
	sqlite3_bind_int64(insert, 2, time(NULL));
	statement_bind_text(insert, 3, save->author->user);
	statement_bind_text(insert, 4, save->author->origin);
	statement_bind_text(insert, 5, save->summary);
	statement_bind_text(insert, 6, details);
	sqlite3_bind_int64(insert, 7, save->undoes);
	return statement_run(store, count, err) || statement_run(store, insert, err) ? -1 : 0;
}

static void journal_read_row(sqlite3_stmt *statement, struct journal_entry *ret)
{
	*ret = (struct journal_entry){
	    .id = sqlite3_column_int64(statement, 0),
	    .time = sqlite3_column_int64(statement, 1),
	    .user = mem_strdup(statement_text(statement, 2)),
	    .origin = mem_strdup(statement_text(statement, 3)),
	    .summary = mem_strdup(statement_text(statement, 4)),
	    .details = mem_strdup(statement_text(statement, 5)),
	    .undoes = sqlite3_column_int64(statement, 6),
	};
}

static int journal_read(struct store *store, sqlite3_stmt *statement, journal_list_t *ret, struct error *err)
{
	bool row;

	for (;;) {
		if (statement_step(store, statement, &row, err)) {
			journal_list_done(ret);
			return -1;
		}
		if (!row)
			return 0;
		journal_read_row(statement, vec_add(ret));
	}
}

/* where: a condition on ?1. */
static int journal_select(struct store *store, const char *where, int64_t value, size_t limit, journal_list_t *ret,
			  struct error *err)
{
	_cleanup_free_ char *sql = mem_printf("%s WHERE %s ORDER BY id DESC LIMIT ?2", journal_columns, where);
	_cleanup_statement_ sqlite3_stmt *statement = NULL;

	if (statement_prepare(store, sql, &statement, err))
		return -1;
	sqlite3_bind_int64(statement, 1, value);
	sqlite3_bind_int64(statement, 2, limit && limit < INT64_MAX ? (int64_t)limit : -1);
	return journal_read(store, statement, ret, err);
}

int journal_from(struct store *store, int64_t id, journal_list_t *ret, struct error *err)
{
	return journal_select(store, "id >= ?1", id, 0, ret, err);
}

static void conflict_add(const struct journal_entry *entry, struct str *text)
{
	time_t when = (time_t)entry->time;
	char clock[64] = "";
	struct tm tm;

	if (localtime_r(&when, &tm))
		strftime(clock, sizeof(clock), "%Y-%m-%d %H:%M", &tm);
	if (text->length)
		str_add(text, "; ");
	str_addf(text, _("%1$s on %2$s: %3$s"), entry->user, clock, entry->summary);
}

int journal_conflict(struct store *store, int64_t version, struct error *err)
{
	journal_list_t list = {0};
	_cleanup_str_ struct str text = {0};
	size_t shown;

	if (journal_select(store, "version > ?1", version, 0, &list, err))
		return -1;
	shown = list.n < CONFLICT_SHOWN ? list.n : CONFLICT_SHOWN;
	for (size_t i = shown; i-- > 0;)
		conflict_add(&list.v[i], &text);
	error_set(
	    err, ERROR_CONFLICT,
	    ngettext(
		"the policy was changed in the meantime, and nothing of yours was written: look at the %zu change "
		"and repeat yours (%s)",
		"the policy was changed in the meantime, and nothing of yours was written: look at the %zu changes "
		"and repeat yours (%s)",
		list.n),
	    list.n, str_text(&text));
	journal_list_done(&list);
	return -1;
}

int store_journal(struct store *store, int64_t before_id, size_t limit, journal_list_t *ret, struct error *err)
{
	struct reading reading = {0};
	journal_list_t list = {0};
	int result = -1;

	while (reading_next(store, &reading, &result, err)) {
		journal_list_done(&list);
		result = journal_select(store, "?1 = 0 OR id < ?1", before_id, limit, &list, err);
	}
	if (result) {
		journal_list_done(&list);
		return -1;
	}
	*ret = list;
	return 0;
}
