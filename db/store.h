/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DB_STORE_H
#define DB_STORE_H

/*
 * The policy in one SQLite file: draft, journal of every edit, applied revisions. Every write is one transaction.
 * Errors, all with message and cure: ERROR_PERMISSION (says what is missing), ERROR_IO (disk full, cannot create),
 * ERROR_STORE (damaged, newer version, locked for longer than 5 s), ERROR_CONFLICT (someone else changed it),
 * ERROR_VALUE (path is a directory, a symbolic link, a device).
 */

#include "model/diff.h"
#include "model/policy.h"

struct store; /* opaque */

enum store_mode {
	STORE_READ,  /* must exist (ERROR_REFERENCE); never written to, not even a journal file of SQLite's where
			avoidable */
	STORE_WRITE, /* created (mode 0600, directory 0700) when missing, migrated when older */
};

/* path: design.md section 5. A file made now is empty: store_is_new() tells, and the caller puts a starter policy in.
 * It stays new until the first store_save(). */
int store_open(const char *path, enum store_mode mode, struct store **ret, struct error *err);
void store_close(struct store *store);
void store_closep(struct store **store);
bool store_is_new(const struct store *store);
const char *store_path(const struct store *store);
/* NULL: STORE_READ, as there is nothing to write to. */
enum store_mode store_mode(const struct store *store);
/* What every function that writes asks first: ERROR_PERMISSION where the store was opened to be read, or is NULL. */
int store_check_write(const struct store *store, struct error *err);

/* The draft, with ids and version. One consistent read. */
int store_load(struct store *store, struct policy *ret, struct error *err);

/* The version of a policy of which only the beginning was read, and of every copy of it: store_save() and
 * store_add_revision() refuse it, so that what was not read cannot be taken for what was deleted. */
#define STORE_PART (-1)
/* The draft with its first rules only, at most so many, to be looked at while all of it is read. *ret_rules: how many
 * there are. Where these were all, it is the draft as from store_load(), with its version; otherwise STORE_PART. */
int store_load_beginning(struct store *store, size_t most, struct policy *ret, size_t *ret_rules, struct error *err);

/* Who edits, for the journal: login user behind sudo. Strings are copied. */
struct author {
	const char *user;   /* "alice", or "alice (root)" behind sudo */
	const char *origin; /* "command line", "editor"; host of the SSH connection when there is one */
};

/* Writes the draft `after`, which began as `before` (as loaded, same version), in one transaction: only what differs,
 * and a journal entry with every item's before and after. New rules and objects (id 0) get their ids, in `after`, which
 * also gets the new version. ERROR_CONFLICT when the store is no longer at before's version: the message tells who
 * changed what since; nothing is written. No difference: nothing is written. summary: one line for the journal,
 * translated. */
int store_save(struct store *store, const struct policy *before, struct policy *after, const struct author *author,
	       const char *summary, struct error *err);

/* One journal entry, newest first. */
struct journal_entry {
	int64_t id;
	int64_t time; /* seconds since 1970 */
	char *user;
	char *origin;
	char *summary;
	char *
	    details; /* JSON: list of {kind, id, name, op, position_before, position_after, before, after}; canonical */
	int64_t undoes; /* id of the entry this one takes back, 0 none */
};
typedef VEC(struct journal_entry) journal_list_t;
void journal_list_done(journal_list_t *list);
/* At most limit entries (0: all) older than before_id (0: from the newest). */
int store_journal(struct store *store, int64_t before_id, size_t limit, journal_list_t *ret, struct error *err);

/* Takes back every entry from the newest down to and including entry id, as one new entry (so undo can be undone).
 * Rules that come back keep their id. */
int store_undo(struct store *store, int64_t id, const struct author *author, struct error *err);

/* The same for one who has the draft in memory: `before`, as loaded, and `after`, a copy of it, which becomes what is
 * stored then; nothing is read again. ERROR_CONFLICT as in store_save(). On an error `after` may be anything. */
int store_undo_policy(struct store *store, int64_t id, const struct author *author, const struct policy *before,
		      struct policy *after, struct error *err);

/* The entry to give to store_undo() to go one change back, or one forward again, as the undo and redo of an editor do:
 * entries that take back, and what they took back, are passed over. *ret_id 0: there is none; the first entry of a
 * store, which filled it, is none. *ret_summary (may be NULL) gets what the change was called; caller frees. */
int store_find_undo(struct store *store, int64_t *ret_id, char **ret_summary, struct error *err);
int store_find_redo(struct store *store, int64_t *ret_id, char **ret_summary, struct error *err);

/* Applied revisions: immutable snapshots (policy document with rule ids), in a hash chain: hash = SHA-256 over the
 * previous hash, the fields and the document. */
enum revision_state { REVISION_PENDING, REVISION_CONFIRMED, REVISION_TAKEN_BACK };
struct revision {
	int64_t number; /* 1, 2, … */
	int64_t time;
	char *user;
	char *origin;
	char *message;
	uint8_t state;
	char *document; /* JSON with ids */
	char hash[65];	/* hex */
};
void revision_done(struct revision *revision);
typedef VEC(struct revision) revision_list_t;
void revision_list_done(revision_list_t *list);

/* Adds the policy as the next revision, pending. */
int store_add_revision(struct store *store, const struct policy *policy, const struct author *author,
		       const char *message, int64_t *ret_number, struct error *err);
int store_set_revision_state(struct store *store, int64_t number, enum revision_state state, struct error *err);
/* number 0: the newest; confirmed_only: the newest confirmed. ERROR_REFERENCE when there is none. */
int store_revision(struct store *store, int64_t number, bool confirmed_only, struct revision *ret, struct error *err);
/* Newest first, without documents. */
int store_revisions(struct store *store, size_t limit, revision_list_t *ret, struct error *err);
/* All of them, newest first, with number and state alone: the hash stands behind the document, and takes as long to
 * read. */
int store_revision_states(struct store *store, revision_list_t *ret, struct error *err);
/* The policy of a revision, with the ids the rules had. */
int revision_policy(const struct revision *revision, struct policy *ret, struct error *err);
/* Recomputes the chain: ERROR_STORE naming the first revision that does not fit. */
int store_verify_revisions(struct store *store, struct error *err);

/* Small state of the program beside the policy: "switched_off" and the like. NULL value removes; ret NULL when unset.
 */
int store_set_state(struct store *store, const char *key, const char *value, struct error *err);
int store_get_state(struct store *store, const char *key, char **ret, struct error *err);

#endif
