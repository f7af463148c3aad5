/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/db/fault.h"

#include "tests/test.h"

#include <errno.h>
#include <signal.h>
#include <sqlite3.h>
#include <unistd.h>

static enum fault_kind fault_kind;
static long fault_at;
static long fault_count;

static ssize_t fault_do(int fd, const void *data, size_t size, off_t offset)
{
	return offset < 0 ? write(fd, data, size) : pwrite(fd, data, size, offset);
}

/* offset -1: where the file stands. */
static ssize_t fault_write_any(int fd, const void *data, size_t size, off_t offset)
{
	fault_count++;
	if (!fault_at || fault_count < fault_at)
		return fault_do(fd, data, size, offset);
	if (fault_kind == FAULT_KILL) {
		if (fault_do(fd, data, size / 2, offset) >= 0)
			raise(SIGKILL);
		_exit(98);
	}
	errno = ENOSPC;
	return -1;
}

static ssize_t fault_write(int fd, const void *data, size_t size)
{
	return fault_write_any(fd, data, size, -1);
}

static ssize_t fault_pwrite(int fd, const void *data, size_t size, off_t offset)
{
	return fault_write_any(fd, data, size, offset);
}

/* A full disk still lets files be cut and removed. */
static void fault_step(void)
{
	fault_count++;
	if (fault_at && fault_count == fault_at && fault_kind == FAULT_KILL)
		raise(SIGKILL);
}

static int fault_ftruncate(int fd, off_t size)
{
	fault_step();
	return ftruncate(fd, size);
}

static int fault_unlink(const char *path)
{
	fault_step();
	return unlink(path);
}

static void fault_replace(const char *name, sqlite3_syscall_ptr function)
{
	sqlite3_vfs *vfs = sqlite3_vfs_find("unix");

	assert_non_null(vfs);
	/* Which of the names are in use is a matter of how SQLite was built; unknown ones are refused and not used. */
	(void)vfs->xSetSystemCall(vfs, name, function);
}

void fault_arm(enum fault_kind kind, long at)
{
	fault_kind = kind;
	fault_at = at;
	fault_count = 0;
	fault_replace("write", (sqlite3_syscall_ptr)fault_write);
	fault_replace("pwrite", (sqlite3_syscall_ptr)fault_pwrite);
	fault_replace("pwrite64", (sqlite3_syscall_ptr)fault_pwrite);
	fault_replace("ftruncate", (sqlite3_syscall_ptr)fault_ftruncate);
	fault_replace("unlink", (sqlite3_syscall_ptr)fault_unlink);
}

long fault_disarm(void)
{
	fault_at = 0;
	return fault_count;
}
