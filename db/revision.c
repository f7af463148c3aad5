/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/i18n.h"
#include "db/database.h"
#include "db/load.h"
#include "model/document.h"

#include <gnutls/crypto.h>
#include <inttypes.h>
#include <time.h>

#define HASH_SIZE 32 /* bytes of SHA-256 */

static const char revision_columns[] =
    "SELECT number, time, user, origin, message, state, hash, document FROM revisions";

void revision_done(struct revision *revision)
{
	free(revision->user);
	free(revision->origin);
	free(revision->message);
	free(revision->document);
	*revision = (struct revision){0};
}

void revision_list_done(revision_list_t *list)
{
	VEC_FOREACH (list, revision)
		revision_done(revision);
	vec_done(list);
}

static int hash_text(gnutls_hash_hd_t hash, const char *text)
{
	return gnutls_hash(hash, text, strlen(text));
}

/* Each part with its length before it, so that no two revisions give the same bytes. */
static int hash_part(gnutls_hash_hd_t hash, const char *text)
{
	_cleanup_free_ char *length = mem_printf("%zu:", strlen(text));
	int rc = hash_text(hash, length);

	if (!rc)
		rc = hash_text(hash, text);
	return rc ? rc : hash_text(hash, "\n");
}

static int hash_revision(gnutls_hash_hd_t hash, const struct revision *revision, const char *previous)
{
	_cleanup_free_ char *head =
	    mem_printf("nftabs revision 1\n%" PRId64 "\n%" PRId64 "\n", revision->number, revision->time);
	const char *parts[] = {previous, revision->user, revision->origin, revision->message, revision->document};
	int rc = hash_text(hash, head);

	for (size_t i = 0; i < ARRAY_SIZE(parts) && !rc; i++)
		rc = hash_part(hash, parts[i]);
	return rc;
}

/* The state is no part: it is the one thing that changes. Files out there hold hashes made this way: it stays. */
static int revision_hash(const struct revision *revision, const char *previous, char ret[65], struct error *err)
{
	unsigned char digest[HASH_SIZE];
	gnutls_hash_hd_t hash;
	int rc = gnutls_hash_init(&hash, GNUTLS_DIG_SHA256);

	if (!rc) {
		rc = hash_revision(hash, revision, previous);
		gnutls_hash_deinit(hash, digest);
	}
	if (rc)
		return error_set(err, ERROR_STORE, _("the hash of the revision cannot be computed: %s"),
				 gnutls_strerror(rc));
	for (size_t i = 0; i < HASH_SIZE; i++)
		snprintf(ret + 2 * i, 3, "%02x", digest[i]);
	return 0;
}

static void revision_read_row(sqlite3_stmt *statement, struct revision *ret)
{
	*ret = (struct revision){
	    .number = sqlite3_column_int64(statement, 0),
	    .time = sqlite3_column_int64(statement, 1),
	    .user = mem_strdup(statement_text(statement, 2)),
	    .origin = mem_strdup(statement_text(statement, 3)),
	    .message = mem_strdup(statement_text(statement, 4)),
	    .state = (uint8_t)sqlite3_column_int(statement, 5),
	    .document = mem_strdup(statement_text(statement, 7)),
	};
	snprintf(ret->hash, sizeof(ret->hash), "%s", statement_text(statement, 6));
}

/* Columns as in revision_columns[]. The hash stands behind the document, and takes as long to read. */
static const char revision_heads[] = "SELECT number, time, user, origin, message, state, hash, NULL FROM revisions"
				     " ORDER BY number DESC LIMIT ?1";
static const char revision_states[] = "SELECT number, NULL, NULL, NULL, NULL, state, NULL, NULL FROM revisions"
				      " ORDER BY number DESC LIMIT ?1";

static int revision_list(struct store *store, const char *sql, size_t limit, revision_list_t *ret, struct error *err)
{
	_cleanup_statement_ sqlite3_stmt *statement = NULL;
	bool row;

	if (statement_prepare(store, sql, &statement, err))
		return -1;
	sqlite3_bind_int64(statement, 1, limit && limit < INT64_MAX ? (int64_t)limit : -1);
	for (;;) {
		if (statement_step(store, statement, &row, err))
			return -1;
		if (!row)
			return 0;
		revision_read_row(statement, vec_add(ret));
	}
}

/* number 0: the newest. */
static int revision_find(struct store *store, int64_t number, bool confirmed_only, bool *ret_row, struct revision *ret,
			 struct error *err)
{
	_cleanup_free_ char *sql = mem_printf("%s WHERE (?1 = 0 OR number = ?1) AND (NOT ?2 OR state = ?3)"
					      " ORDER BY number DESC LIMIT 1",
					      revision_columns);
	_cleanup_statement_ sqlite3_stmt *statement = NULL;

	if (statement_prepare(store, sql, &statement, err))
		return -1;
	sqlite3_bind_int64(statement, 1, number);
	sqlite3_bind_int(statement, 2, confirmed_only);
	sqlite3_bind_int(statement, 3, REVISION_CONFIRMED);
	if (statement_step(store, statement, ret_row, err))
		return -1;
	if (*ret_row)
		revision_read_row(statement, ret);
	return 0;
}

static int revision_insert(struct store *store, const struct revision *revision, struct error *err)
{
	_cleanup_statement_ sqlite3_stmt *statement = NULL;

	if (statement_prepare(store,
			      "INSERT INTO revisions (number, time, user, origin, message, state, document, hash)"
			      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
			      &statement, err))
		return -1;
	sqlite3_bind_int64(statement, 1, revision->number);
	sqlite3_bind_int64(statement, 2, revision->time);
	statement_bind_text(statement, 3, revision->user);
	statement_bind_text(statement, 4, revision->origin);
	statement_bind_text(statement, 5, revision->message);
	sqlite3_bind_int(statement, 6, REVISION_PENDING);
	statement_bind_text(statement, 7, revision->document);
	statement_bind_text(statement, 8, revision->hash);
	return statement_run(store, statement, err);
}

int store_add_revision(struct store *store, const struct policy *policy, const struct author *author,
		       const char *message, int64_t *ret_number, struct error *err)
{
	_cleanup_transaction_ struct transaction transaction = {0};
	_cleanup_(revision_list_done) revision_list_t last = {0};
	_cleanup_(revision_done) struct revision next = {
	    .time = time(NULL),
	    .user = mem_strdup(author->user ? author->user : ""),
	    .origin = mem_strdup(author->origin ? author->origin : ""),
	    .message = mem_strdup(message ? message : ""),
	    .document = document_write_with_ids(policy),
	};

	if (load_is_whole(policy, err) || transaction_begin(store, &transaction, err) ||
	    revision_list(store, revision_heads, 1, &last, err))
		return -1;
	next.number = last.n ? last.v->number + 1 : 1;
	if (revision_hash(&next, last.n ? last.v->hash : "", next.hash, err) || revision_insert(store, &next, err) ||
	    transaction_commit(&transaction, err))
		return -1;
	*ret_number = next.number;
	return 0;
}

static int revision_missing(int64_t number, bool confirmed_only, struct error *err)
{
	if (number)
		return error_set(err, ERROR_REFERENCE,
				 _("there is no such revision %" PRId64 ": `nftabs history` lists those there are"),
				 number);
	if (confirmed_only)
		return error_set(err, ERROR_REFERENCE,
				 _("no policy was applied and confirmed yet: `nftabs apply` makes the first revision"));
	return error_set(err, ERROR_REFERENCE, _("no policy was applied yet: `nftabs apply` makes the first revision"));
}

int store_revision(struct store *store, int64_t number, bool confirmed_only, struct revision *ret, struct error *err)
{
	_cleanup_(revision_done) struct revision revision = {0};
	struct reading reading = {0};
	int result = -1;
	bool row = false;

	while (reading_next(store, &reading, &result, err)) {
		revision_done(&revision);
		result = revision_find(store, number, confirmed_only, &row, &revision, err);
	}
	if (result)
		return -1;
	if (!row)
		return revision_missing(number, confirmed_only, err);
	*ret = revision;
	revision = (struct revision){0};
	return 0;
}

/* Pending to confirmed or taken back; the file itself refuses every other step. */
int store_set_revision_state(struct store *store, int64_t number, enum revision_state state, struct error *err)
{
	_cleanup_transaction_ struct transaction transaction = {0};
	_cleanup_statement_ sqlite3_stmt *statement = NULL;

	if (transaction_begin(store, &transaction, err) ||
	    statement_prepare(store, "UPDATE revisions SET state = ?2 WHERE number = ?1 AND state = ?3", &statement,
			      err))
		return -1;
	sqlite3_bind_int64(statement, 1, number);
	sqlite3_bind_int(statement, 2, (int)state);
	sqlite3_bind_int(statement, 3, REVISION_PENDING);
	if (statement_run(store, statement, err))
		return -1;
	if (!sqlite3_changes(store->db))
		return error_set(err, ERROR_REFERENCE,
				 _("revision %" PRId64 " does not wait for a confirmation (any more)"), number);
	return transaction_commit(&transaction, err);
}

static int read_list(struct store *store, const char *sql, size_t limit, revision_list_t *ret, struct error *err)
{
	_cleanup_(revision_list_done) revision_list_t list = {0};
	struct reading reading = {0};
	int result = -1;

	while (reading_next(store, &reading, &result, err)) {
		revision_list_done(&list);
		result = revision_list(store, sql, limit, &list, err);
	}
	if (result)
		return -1;
	*ret = list;
	list = (revision_list_t){0};
	return 0;
}

int store_revisions(struct store *store, size_t limit, revision_list_t *ret, struct error *err)
{
	return read_list(store, revision_heads, limit, ret, err);
}

int store_revision_states(struct store *store, revision_list_t *ret, struct error *err)
{
	return read_list(store, revision_states, 0, ret, err);
}

int revision_policy(const struct revision *revision, struct policy *ret, struct error *err)
{
	_cleanup_error_ struct error reason = {0};

	if (!document_read_with_ids(revision->document, strlen(revision->document), ret, &reason))
		return 0;
	return error_set(err, ERROR_STORE, _("revision %" PRId64 " cannot be read: %s"), revision->number,
			 reason.message);
}

static int revision_broken(const struct store *store, int64_t number, struct error *err)
{
	return error_set(err, ERROR_STORE,
			 _("%1$s: revision %2$" PRId64
			   " is not what was applied then: it, or one before it, was changed outside "
			   "of nftabs; compare with a backup"),
			 store->path, number);
}

/* One after the other, because the documents together may be large. */
static int revision_verify_rows(struct store *store, sqlite3_stmt *statement, int64_t *ret_last, struct error *err)
{
	char previous[65] = "", hash[65];
	bool row;

	for (int64_t number = 1;; number++) {
		_cleanup_(revision_done) struct revision revision = {0};

		if (statement_step(store, statement, &row, err))
			return -1;
		*ret_last = number - 1;
		if (!row)
			return 0;
		revision_read_row(statement, &revision);
		if (revision.number != number)
			return revision_broken(store, number, err);
		if (revision_hash(&revision, previous, hash, err))
			return -1;
		if (strcmp(hash, revision.hash) != 0)
			return revision_broken(store, number, err);
		memcpy(previous, hash, sizeof(previous));
	}
}

/* The chain tells of a change in the middle; that the end was cut off shows in the counter of numbers given out. */
static int revision_verify(struct store *store, struct error *err)
{
	_cleanup_free_ char *sql = mem_printf("%s ORDER BY number", revision_columns);
	_cleanup_statement_ sqlite3_stmt *statement = NULL;
	int64_t last, given;

	if (statement_prepare(store, sql, &statement, err) || revision_verify_rows(store, statement, &last, err) ||
	    database_number(store, "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'revisions'", &given,
			    err))
		return -1;
	return last == given ? 0 : revision_broken(store, last + 1, err);
}

int store_verify_revisions(struct store *store, struct error *err)
{
	struct reading reading = {0};
	int result = -1;

	while (reading_next(store, &reading, &result, err))
		result = revision_verify(store, err);
	return result;
}
