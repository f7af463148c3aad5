/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/ui/fixture.h"

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <unistd.h>

void ui_fail(const char *reason)
{
	fprintf(stderr, "%s\n", reason); /* cmocka would cut it */
	fail();
}

int ui_setup(void **state)
{
	struct vt_kit *kit = MEM_NEW(struct vt_kit);

	kit->fail = ui_fail;
	vt_kit_open(kit);
	*state = kit;
	return 0;
}

int ui_teardown(void **state)
{
	struct vt_kit *kit = *state;

	vt_kit_close(kit);
	free(kit);
	return 0;
}

static bool write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool ok = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	if (fd >= 0)
		close(fd);
	return ok;
}

bool ui_own_network(void)
{
	_cleanup_free_ char *uid = mem_printf("0 %u 1", (unsigned)geteuid());
	_cleanup_free_ char *gid = mem_printf("0 %u 1", (unsigned)getegid());

	if (unshare(CLONE_NEWNET) == 0)
		return true;
	if (unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0 && write_file("/proc/self/setgroups", "deny") &&
	    write_file("/proc/self/uid_map", uid) && write_file("/proc/self/gid_map", gid))
		return true;
	puts("# no network namespaces here"); /* why the caller skips */
	return false;
}

bool ui_own_name(void)
{
	static const char name[] = "mail01";

	(void)write_file("/proc/self/loginuid", "4294967295"); /* nobody: it is root who edits then */
	return unshare(CLONE_NEWUTS) == 0 && sethostname(name, strlen(name)) == 0;
}

void ui_remove_store(const char *db)
{
	static const char *const suffixes[] = {"", "-wal", "-shm"};

	for (size_t i = 0; i < ARRAY_SIZE(suffixes); i++) {
		_cleanup_free_ char *path = mem_printf("%s%s", db, suffixes[i]);

		(void)unlink(path);
	}
}

static struct vt *spawn(struct vt_kit *kit, int rows, int columns, const struct vt_options *options,
			const char *argument)
{
	_cleanup_free_ char *path = mem_printf("%s/tests/ui/demo", kit->program_directory);

	return vt_spawn(kit, (const char *const[]){path, argument, NULL}, rows, columns, options);
}

struct vt *demo_spawn(void **state, int rows, int columns, const struct vt_options *options)
{
	return spawn(*state, rows, columns, options, NULL);
}

struct vt *demo_start(void **state, int rows, int columns, const struct vt_options *options, const char *argument)
{
	struct vt *vt = spawn(*state, rows, columns, options, argument);

	vt_wait_frames(vt, 1);
	return vt;
}
