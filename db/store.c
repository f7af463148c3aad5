/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "db/store.h"

#include "base/i18n.h"
#include "db/database.h"
#include "db/file.h"
#include "db/schema.h"

#include <ctype.h>
#include <time.h>

/* How long a lock of another program is waited for. */
#define STORE_BUSY_MS  5000
#define STORE_RETRY_MS 10

/* cell_size_check finds damage where it is read and not later; trusted_schema: a schema that someone changed must not
 * call functions. FULL: a change that was reported as done survives a power cut. */
static const char store_pragmas[] =
    "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
    "PRAGMA synchronous = FULL; PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY";

/* SQLite reads options behind the file name of a URI, so that '?', '#' and '%' of a name must be escaped. */
static char *store_uri(const struct store *store)
{
	_cleanup_str_ struct str uri = {0};

	str_add(&uri, *store->path == '/' ? "file://" : "file:");
	for (const char *c = store->path; *c; c++) {
		if (isalnum((unsigned char)*c) || strchr("/._-", *c))
			str_add_char(&uri, *c);
		else
			str_addf(&uri, "%%%02X", (unsigned char)*c);
	}
	str_add(&uri, store->mode == STORE_WRITE ? "?mode=rw" : "?mode=ro");
	if (store->immutable)
		str_add(&uri, "&immutable=1");
	return str_take(&uri);
}

/* A file in WAL mode cannot be read without the -wal and -shm files beside it, which SQLite makes, unless it is told
 * that nobody writes the file. When there is no -wal file nobody has it open: then a reader leaves nothing behind,
 * needs no right to the directory, and reading_next() watches over the promise. */
static bool store_is_idle(const struct store *store)
{
	return store->mode == STORE_READ && !file_has_log(store->path);
}

static int store_open_database(struct store *store, struct error *err)
{
	int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
	_cleanup_free_ char *uri = NULL;
	int rc;

	store->immutable = store_is_idle(store);
	if (file_look(store->path, &store->seen, err))
		return -1;
	uri = store_uri(store);
	flags |= store->mode == STORE_WRITE ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
	rc = sqlite3_open_v2(uri, &store->db, flags, NULL);
	if (rc != SQLITE_OK)
		return database_error(store, rc, err);
	sqlite3_busy_timeout(store->db, STORE_BUSY_MS);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	return database_exec(store, store_pragmas, err);
}

static int store_prepare_read(struct store *store, struct error *err)
{
	int64_t version;

	if (schema_check(store, &schema_steps, &version, err))
		return -1;
	if (!version)
		return error_set(err, ERROR_REFERENCE,
				 _("%s is empty: the first change, made as root, puts a policy in"), store->path);
	if ((uint64_t)version < schema_steps.n)
		return error_set(
		    err, ERROR_STORE,
		    _("%s was written by an older nftabs: run any command that changes something, as root, to "
		      "bring it up to date"),
		    store->path);
	return schema_check_columns(store, err);
}

static int64_t store_clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Where two programs want to turn a new file into WAL mode, SQLite sees that each waits for the other's read lock, and
 * refuses one of them at once, without the busy handler. That one has given its lock up then, and finds the work done
 * soon. */
static int store_use_log(struct store *store, struct error *err)
{
	int64_t end = store_clock_ms() + STORE_BUSY_MS;
	int rc;

	for (;;) {
		rc = sqlite3_exec(store->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
		if ((rc & 0xff) != SQLITE_BUSY || store_clock_ms() >= end)
			break;
		sqlite3_sleep(STORE_RETRY_MS);
	}
	return rc == SQLITE_OK ? 0 : database_error(store, rc, err);
}

/* The file is known to be ours before anything is written to it. */
static int store_prepare_write(struct store *store, struct error *err)
{
	int64_t version;

	if (schema_check(store, &schema_steps, &version, err) || store_use_log(store, err))
		return -1;
	return schema_migrate(store, &schema_steps, err);
}

static int store_try_connect(struct store *store, struct error *err)
{
	int64_t version;

	if (store_open_database(store, err))
		return -1;
	if (store->mode == STORE_WRITE ? store_prepare_write(store, err) : store_prepare_read(store, err))
		return -1;
	if (database_number(store, "SELECT value FROM meta WHERE key = 'version'", &version, err))
		return -1;
	store->is_new = version == 0;
	return 0;
}

/* A writer that came while the file was being opened without locks may have looked like damage. */
int store_connect(struct store *store, struct error *err)
{
	if (!store_try_connect(store, err))
		return 0;
	if (!store->immutable || !(file_has_log(store->path) || file_changed(store->path, &store->seen)))
		return -1;
	store_disconnect(store);
	return store_try_connect(store, err);
}

void store_disconnect(struct store *store)
{
	sqlite3_close(store->db);
	store->db = NULL;
}

int store_open(const char *path, enum store_mode mode, struct store **ret, struct error *err)
{
	_cleanup_(store_closep) struct store *store = NULL;

	if (mode == STORE_WRITE ? file_prepare_write(path, err) : file_check_read(path, err))
		return -1;
	store = MEM_NEW(struct store);
	store->path = file_absolute(path);
	store->mode = mode;
	if (store_connect(store, err))
		return -1;
	*ret = TAKE_PTR(store);
	return 0;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	store_disconnect(store);
	free(store->path);
	free(store);
}

void store_closep(struct store **store)
{
	store_close(*store);
}

bool store_is_new(const struct store *store)
{
	return store->is_new;
}

const char *store_path(const struct store *store)
{
	return store->path;
}

enum store_mode store_mode(const struct store *store)
{
	return store ? store->mode : STORE_READ;
}

int store_check_write(const struct store *store, struct error *err)
{
	if (store_mode(store) == STORE_WRITE)
		return 0;
	return error_set(err, ERROR_PERMISSION,
			 _("the policy was opened to be read, so nothing was changed: start nftabs as root (sudo) and "
			   "without --read-only to change it"));
}
