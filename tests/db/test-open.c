/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/db/fixture.h"

#include "db/database.h"
#include "db/schema.h"

#include <fcntl.h>
#include <grp.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void write_bytes(const char *path, off_t offset, const void *bytes, size_t size)
{
	int fd = open(path, O_WRONLY | O_CREAT, 0600);

	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, bytes, size, offset), size);
	close(fd);
}

static mode_t mode_of(const char *path)
{
	struct stat st;

	assert_int_equal(lstat(path, &st), 0);
	return st.st_mode & 07777;
}

static bool exists_beside(const char *path, const char *ending)
{
	_cleanup_free_ char *beside = mem_printf("%s%s", path, ending);

	return access(beside, F_OK) == 0;
}

/* A store with a few rules and a revision, closed. */
static void make_store(const char *path)
{
	struct store *store = fixture_open(path, STORE_WRITE);
	_cleanup_policy_ struct policy before = fixture_load(store);
	_cleanup_policy_ struct policy after = policy_copy(&before);

	for (size_t i = 0; i < 300; i++)
		fixture_insert(&after, i, "POP3サービス(外向き)");
	fixture_save(store, &before, &after, "many");
	store_close(store);
}

/* Only the owner may look into it, whatever the umask takes or leaves. */
static void test_modes(void **state)
{
	static const mode_t masks[] = {0, 022, 0277};
	struct fixture *fixture = *state;

	for (size_t i = 0; i < ARRAY_SIZE(masks); i++) {
		_cleanup_free_ char *directory = mem_printf("%s/%zu", fixture->directory, i);
		_cleanup_free_ char *path = mem_printf("%s/policy.db", directory);
		_cleanup_free_ char *log = mem_printf("%s-wal", path);
		mode_t mask = umask(masks[i]);
		struct store *store = fixture_open(path, STORE_WRITE);

		umask(mask);
		fixture_add(store, "a");
		assert_int_equal(mode_of(directory), 0700);
		assert_int_equal(mode_of(path), 0600);
		assert_int_equal(mode_of(log), 0600);
		store_close(store);
	}
}

static void test_not_a_plain_file(void **state)
{
	struct fixture *fixture = *state;
	_cleanup_free_ char *target = mem_printf("%s/target.db", fixture->directory);
	_cleanup_free_ char *pipe = mem_printf("%s/pipe", fixture->directory);
	_cleanup_free_ char *deep = mem_printf("%s/no/such/policy.db", fixture->directory);

	make_store(target);
	assert_int_equal(symlink(target, fixture->path), 0);
	assert_int_equal(mkfifo(pipe, 0600), 0);
	for (enum store_mode mode = STORE_READ; mode <= STORE_WRITE; mode++) {
		fixture_refused(fixture->path, mode, ERROR_VALUE, "symbolic link");
		fixture_refused(fixture->directory, mode, ERROR_VALUE, "directory");
		fixture_refused(pipe, mode, ERROR_VALUE, "plain file");
	}
	fixture_refused("/dev/null", STORE_READ, ERROR_VALUE, "plain file");
	fixture_refused(deep, STORE_WRITE, ERROR_IO, "directory above");
	fixture_refused(deep, STORE_READ, ERROR_REFERENCE, "no policy");
	/* A link that leads nowhere must not make a file there. */
	assert_int_equal(unlink(target), 0);
	fixture_refused(fixture->path, STORE_WRITE, ERROR_VALUE, "symbolic link");
	assert_int_not_equal(access(target, F_OK), 0);
}

static void test_missing(void **state)
{
	struct fixture *fixture = *state;

	fixture_refused(fixture->path, STORE_READ, ERROR_REFERENCE, "no policy");
	assert_int_not_equal(access(fixture->path, F_OK), 0);
}

/* Characters that mean something in SQLite's file names. */
/* Names that the system refuses for what they are. */
static void test_impossible_names(void **state)
{
	const struct fixture *fixture = *state;
	char part[300];
	_cleanup_free_ char *endless = NULL;

	memset(part, 'x', sizeof(part) - 1);
	part[sizeof(part) - 1] = '\0';
	endless = mem_printf("%s/%s", fixture->directory, part);
	for (enum store_mode mode = STORE_READ; mode <= STORE_WRITE; mode++)
		fixture_refused(endless, mode, ERROR_IO, "cannot be opened");
}

static void test_odd_names(void **state)
{
	static const char *const names[] = {"a?b#c%41.db", "ポリシー.db", "a b&mode=memory", ":memory:"};
	struct fixture *fixture = *state;
	struct store *store;

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		_cleanup_free_ char *path = mem_printf("%s/%s", fixture->directory, names[i]);

		make_store(path);
		assert_int_equal(access(path, F_OK), 0);
		store = fixture_open(path, STORE_READ);
		store_close(store);
	}
	/* As root's shell names it, and relative. */
	assert_int_equal(chdir(fixture->directory), 0);
	make_store("relative.db");
	assert_int_equal(access("relative.db", F_OK), 0);
	store = fixture_open("relative.db", STORE_WRITE);
	assert_int_equal(chdir("/"), 0);
	fixture_add(store, "from elsewhere");
	store_close(store);
}

static void test_empty_file(void **state)
{
	struct fixture *fixture = *state;
	struct store *store;

	write_bytes(fixture->path, 0, "", 0);
	fixture_refused(fixture->path, STORE_READ, ERROR_REFERENCE, "empty");
	store = fixture_open(fixture->path, STORE_WRITE);
	assert_true(store_is_new(store));
	fixture_add(store, "a");
	store_close(store);
	fixture_check(fixture->path);
}

static void test_not_a_database(void **state)
{
	static const char text[] =
	    "format = nftabs-policy\nthis file holds other things, and must not be written over\n";
	struct fixture *fixture = *state;
	char read[sizeof(text)] = "";
	FILE *file;

	write_bytes(fixture->path, 0, text, sizeof(text));
	fixture_refused(fixture->path, STORE_READ, ERROR_STORE, "never a policy");
	fixture_refused(fixture->path, STORE_WRITE, ERROR_STORE, "never a policy");
	file = fopen(fixture->path, "r");
	assert_int_equal(fread(read, 1, sizeof(read), file), sizeof(text));
	fclose(file);
	assert_memory_equal(read, text, sizeof(text));
}

static void test_other_program(void **state)
{
	struct fixture *fixture = *state;

	fixture_sql(fixture->path, "CREATE TABLE bookmarks (url TEXT)");
	fixture_refused(fixture->path, STORE_READ, ERROR_STORE, "another program");
	fixture_refused(fixture->path, STORE_WRITE, ERROR_STORE, "another program");
	assert_int_equal(fixture_number(fixture->path, "SELECT count(*) FROM sqlite_schema"), 1);
}

/* Newer by its version, and newer by a field: in both cases rules may say more than this program can read. */
static void test_newer(void **state)
{
	struct fixture *fixture = *state;
	_cleanup_free_ char *field = mem_printf("%s/field.db", fixture->directory);
	_cleanup_free_ char *version = mem_printf("PRAGMA user_version = %zu", schema_steps.n + 1);

	make_store(fixture->path);
	fixture_sql(fixture->path, version);
	make_store(field);
	fixture_sql(field, "ALTER TABLE rules ADD COLUMN country TEXT NOT NULL DEFAULT ''");
	for (enum store_mode mode = STORE_READ; mode <= STORE_WRITE; mode++) {
		fixture_refused(fixture->path, mode, ERROR_STORE, "newer nftabs");
		fixture_refused(field, mode, ERROR_STORE, "newer nftabs");
	}
	assert_int_equal(fixture_number(fixture->path, "SELECT count(*) FROM rules"), 300);
}

/* A file from before a field existed: readers see its empty value, the first writer adds the column. */
static void test_older_field(void **state)
{
	struct fixture *fixture = *state;
	_cleanup_policy_ struct policy expected = {0}, read = {0}, written = {0};
	struct store *store;

	make_store(fixture->path);
	store = fixture_open(fixture->path, STORE_READ);
	expected = fixture_load(store);
	store_close(store);
	fixture_sql(fixture->path, "ALTER TABLE rules DROP COLUMN enabled; ALTER TABLE rules DROP COLUMN \"group\";"
				   "ALTER TABLE settings DROP COLUMN timezone; ALTER TABLE services DROP COLUMN ports");
	store = fixture_open(fixture->path, STORE_READ);
	read = fixture_load(store);
	fixture_same(&read, &expected);
	assert_true(read.rules.v[0].enabled);
	store_close(store);
	store = fixture_open(fixture->path, STORE_WRITE);
	written = fixture_load(store);
	fixture_same(&written, &expected);
	fixture_add(store, "a");
	store_close(store);
	assert_int_equal(fixture_number(fixture->path, "SELECT count(*) FROM rules WHERE enabled = 'yes'"), 301);
	fixture_check(fixture->path);
}

/* Opens and reads everything: the damage must be found by the one or the other, and be told as what it is. */
static void expect_damage(const char *path, enum store_mode mode)
{
	_cleanup_error_ struct error err = {0};
	_cleanup_(store_closep) struct store *store = NULL;
	_cleanup_policy_ struct policy policy = {0};

	if (!store_open(path, mode, &store, &err) && !store_load(store, &policy, &err))
		fail_msg("damage of %s was not seen", path);
	fixture_error(&err, ERROR_STORE, "backup");
	assert_non_null(strstr(err.message, path));
}

static void test_damaged(void **state)
{
	struct fixture *fixture = *state;
	char garbage[4096];
	struct stat st;

	memset(garbage, 0xa5, sizeof(garbage));
	for (int damage = 0; damage < 5; damage++) {
		_cleanup_free_ char *path = mem_printf("%s/damaged-%d.db", fixture->directory, damage);

		make_store(path);
		assert_int_equal(stat(path, &st), 0);
		assert_true(st.st_size > 16 * 4096);
		if (damage == 0) /* every page but the first */
			for (off_t at = 4096; at < st.st_size; at += 4096)
				write_bytes(path, at, garbage, sizeof(garbage));
		else if (damage == 1) /* the header */
			write_bytes(path, 0, garbage, 100);
		else if (damage == 2) /* cut in the middle */
			assert_int_equal(truncate(path, st.st_size / 2 / 4096 * 4096), 0);
		else if (damage == 3) /* cut within the header */
			assert_int_equal(truncate(path, 50), 0);
		else /* the schema's page */
			write_bytes(path, 100, garbage, 3000);
		expect_damage(path, STORE_READ);
		expect_damage(path, STORE_WRITE);
	}
}

/* A reader leaves nothing beside the file, and the file as it was. */
static void test_read_leaves_nothing(void **state)
{
	struct fixture *fixture = *state;
	_cleanup_policy_ struct policy policy = {0}, changed = {0};
	_cleanup_error_ struct error err = {0};
	struct stat before, after;
	struct store *store;

	make_store(fixture->path);
	assert_int_equal(stat(fixture->path, &before), 0);
	store = fixture_open(fixture->path, STORE_READ);
	policy = fixture_load(store);
	assert_int_equal(policy.rules.n, 300);
	assert_false(exists_beside(fixture->path, "-wal"));
	assert_false(exists_beside(fixture->path, "-shm"));
	changed = policy_copy(&policy);
	changed.settings.log_unmatched = !changed.settings.log_unmatched;
	assert_int_equal(store_save(store, &policy, &changed, &fixture_author, "", &err), -1);
	fixture_error(&err, ERROR_PERMISSION, "opened to be read");
	store_close(store);
	assert_int_equal(stat(fixture->path, &after), 0);
	assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
	assert_int_equal(before.st_ino, after.st_ino);
}

/* A reader that opened before a writer came sees what the writer did, before and after the writer has gone. */
static void test_reader_follows(void **state)
{
	struct fixture *fixture = *state;
	struct store *reader, *writer;

	make_store(fixture->path);
	reader = fixture_open(fixture->path, STORE_READ);
	for (int round = 0; round < 3; round++) {
		_cleanup_policy_ struct policy during = {0}, after = {0};

		writer = fixture_open(fixture->path, STORE_WRITE);
		fixture_add(writer, "more");
		during = fixture_load(reader);
		assert_int_equal(during.rules.n, 301 + round);
		store_close(writer);
		after = fixture_load(reader);
		fixture_same(&during, &after);
	}
	store_close(reader);
}

/* What an ordinary user can do with root's files; run in a child that gave its rights up. */
struct user_case {
	const char *path;
	void (*run)(const char *path);
};

static void user_become(void)
{
	if (getuid() == 0 && (setgroups(0, NULL) || setresgid(65534, 65534, 65534) || setresuid(65534, 65534, 65534)))
		_exit(99);
}

static void user_run(void *data)
{
	const struct user_case *user = data;

	user_become();
	user->run(user->path);
}

static void as_user(const char *path, void (*run)(const char *path))
{
	struct user_case user = {path, run};

	assert_int_equal(fixture_fork(user_run, &user), 0);
}

static void user_reads(const char *path)
{
	struct store *store = fixture_open(path, STORE_READ);
	_cleanup_policy_ struct policy policy = fixture_load(store);

	assert_true(policy.rules.n >= 300);
	store_close(store);
}

static void user_may_not_read(const char *path)
{
	fixture_refused(path, STORE_READ, ERROR_PERMISSION, "may not read");
}

static void user_may_not_write(const char *path)
{
	fixture_refused(path, STORE_WRITE, ERROR_PERMISSION, "may not change");
}

/* Data in the -wal file, whose -shm may neither be read nor made. */
static void user_misses_files(const char *path)
{
	_cleanup_error_ struct error err = {0};
	_cleanup_(store_closep) struct store *store = NULL;
	_cleanup_policy_ struct policy policy = {0};

	if (!store_open(path, STORE_READ, &store, &err) && !store_load(store, &policy, &err))
		fail_msg("read without the right to");
	fixture_error(&err, ERROR_PERMISSION, "-wal");
}

static void test_ordinary_user(void **state)
{
	struct fixture *fixture = *state;
	_cleanup_free_ char *log = mem_printf("%s-wal", fixture->path);
	struct store *writer;

	make_store(fixture->path);
	assert_int_equal(chmod(fixture->directory, 0555), 0);
	assert_int_equal(chmod(fixture->path, 0444), 0);
	as_user(fixture->path, user_reads);
	as_user(fixture->path, user_may_not_write);
	if (getuid() == 0) {
		/* Someone has it open: its -wal and -shm have the rights of the file. */
		writer = fixture_open(fixture->path, STORE_WRITE);
		fixture_add(writer, "in the log");
		as_user(fixture->path, user_reads);
		assert_int_equal(chmod(log, 0600), 0);
		as_user(fixture->path, user_misses_files);
		store_close(writer);
	}
	assert_int_equal(chmod(fixture->path, 0), 0);
	as_user(fixture->path, user_may_not_read);
	assert_int_equal(chmod(fixture->path, 0600), 0);
	assert_int_equal(chmod(fixture->directory, 0), 0);
	as_user(fixture->path, user_may_not_read);
	assert_int_equal(chmod(fixture->directory, 0700), 0);
}

/* Put away while it is open: the edit must not go into a file that nobody will find. */
static void test_moved_away(void **state)
{
	struct fixture *fixture = *state;
	_cleanup_free_ char *away = mem_printf("%s/away.db", fixture->directory);
	_cleanup_policy_ struct policy before = {0}, after = {0};
	_cleanup_error_ struct error err = {0};
	struct store *store;

	make_store(fixture->path);
	store = fixture_open(fixture->path, STORE_WRITE);
	before = fixture_load(store);
	after = policy_copy(&before);
	after.settings.log_unmatched = !after.settings.log_unmatched;
	assert_int_equal(rename(fixture->path, away), 0);
	assert_int_equal(store_save(store, &before, &after, &fixture_author, "", &err), -1);
	fixture_error(&err, ERROR_STORE, "moved or replaced");
	store_close(store);
	assert_int_equal(fixture_number(away, "SELECT count(*) FROM journal"), 1);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_modes),	       TEST(test_not_a_plain_file),
	    TEST(test_missing),	       TEST(test_impossible_names),
	    TEST(test_odd_names),      TEST(test_empty_file),
	    TEST(test_not_a_database), TEST(test_other_program),
	    TEST(test_newer),	       TEST(test_older_field),
	    TEST(test_damaged),	       TEST(test_read_leaves_nothing),
	    TEST(test_reader_follows), TEST(test_ordinary_user),
	    TEST(test_moved_away),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
