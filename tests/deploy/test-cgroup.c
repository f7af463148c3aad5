/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where cgroup2 is mounted, and which cgroups units and paths are: in a directory that plays the machine, and in a
 * subtree of the real one where that can be made. */
#include "tests/test.h"

#include "backend/deploy/parts.h"
#include "tests/deploy/machine.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define V1 "31 30 0:28 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu\n"
#define LINES                                                                                                          \
	"22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"                                                      \
	"30 22 0:27 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755\n" V1

static void test_mountinfo(void **state)
{
	static const struct {
		const char *mountinfo, *path; /* NULL: none */
		unsigned depth;
	} cases[] = {
	    {LINES "40 30 0:37 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw\n", "/sys/fs/cgroup/unified",
	     0},
	    {"29 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n", "/sys/fs/cgroup", 0},
	    {"29 23 0:26 / /sys/fs/cgroup rw shared:4 master:1 propagate_from:2 - cgroup2 none rw\n", "/sys/fs/cgroup",
	     0},
	    {"29 23 0:26 / /mnt/a\\040b\\134c rw - cgroup2 cgroup2 rw\n", "/mnt/a b\\c", 0},
	    {"29 23 0:26 / /mnt/\\04 rw - cgroup2 cgroup2 rw\n", "/mnt/\\04", 0},
	    {"29 23 0:26 /system.slice/box.service /sys/fs/cgroup ro - cgroup2 cgroup2 rw\n", "/sys/fs/cgroup", 2},
	    /* The whole tree is better than a part of it, whichever comes first. */
	    {"29 23 0:26 /a /part rw - cgroup2 cgroup2 rw\n30 23 0:26 / /whole rw - cgroup2 cgroup2 rw\n", "/whole", 0},
	    {"30 23 0:26 / /whole rw - cgroup2 cgroup2 rw\n29 23 0:26 /a /part rw - cgroup2 cgroup2 rw\n", "/whole", 0},
	    /* Above our cgroup namespace: the kernel counts levels otherwise. */
	    {"29 23 0:26 /../.. /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n", NULL, 0},
	    {LINES, NULL, 0},
	    {"", NULL, 0},
	    {"garbage\n - cgroup2 \n29 - cgroup2 x rw\n\n29 23 0:26 / - cgroup2 cgroup2 rw\n", NULL, 0},
	    {"29 23 0:26 / /path rw - cgroup2", NULL, 0},
	    {"29 23 0:26 / /cgroup2 rw - tmpfs cgroup2 rw\n", NULL, 0},
	};
	const struct machine *machine = *state;

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct cgroup_mount mount;
		_cleanup_free_ char *want = cases[i].path ? mem_printf("%s%s", machine->root, cases[i].path) : NULL;

		machine_file(machine, "/proc/self/mountinfo", cases[i].mountinfo);
		cgroup_mount_find(machine->root, &mount);
		if (!str_equal(mount.path, want) || mount.depth != cases[i].depth)
			fail_msg("%s: have %s, depth %u", cases[i].mountinfo, mount.path ? mount.path : "none",
				 mount.depth);
		cgroup_mount_done(&mount);
	}
}

static void test_no_mountinfo(void **state)
{
	const struct machine *machine = *state;
	struct cgroup_mount mount;
	struct program program = {.kind = PROGRAM_CGROUP};
	cgroup_ref_list_t refs = {0};
	char path[] = "/a";

	program.name = path;
	cgroup_mount_find(machine->root, &mount);
	assert_null(mount.path);
	cgroup_find(&mount, &program, &refs);
	assert_int_equal(refs.n, 0);
}

/* ---- units and paths ---- */

/* "level:path" of each, "" none; path as machine_directory() made it, found by its inode. */
static char *found(const struct machine *machine, const char *item, const char *const *directories)
{
	_cleanup_(system_freep) struct system *system = system_new_at(machine->root);
	const struct environment *env = system_environment(system);
	cgroup_ref_list_t refs = {0};
	struct program program;
	struct str out = {0};

	assert_int_equal(program_parse(item, &program, NULL), 0);
	env->cgroups(env, &program, &refs);
	VEC_FOREACH (&refs, ref) {
		for (size_t i = 0; directories[i]; i++) {
			_cleanup_free_ char *path = mem_printf("%s%s", machine->root, directories[i]);
			struct stat st;

			if (stat(path, &st) == 0 && st.st_ino == ref->id)
				str_addf(&out, "%s%u:%s", out.length ? " " : "", ref->level, directories[i] + 3);
		}
	}
	vec_done(&refs);
	program_done(&program);
	return str_take(&out);
}

static const char *const tree[] = {
    "/cg/system.slice/postfix.service",
    "/cg/system.slice/system-mail.slice/exim@1.service",
    "/cg/system.slice/box.service/system.slice/postfix.service",
    "/cg/user.slice/user-1000.slice/user@1000.service/app.slice/postfix.service",
    "/cg/init.scope",
    "/cg/a.slice/b.slice/c.slice/d.slice/e.slice/f.slice/g.slice/eight.service",
    "/cg/a.slice/b.slice/c.slice/d.slice/e.slice/f.slice/g.slice/h.slice/nine.service",
    "/cg/a/b c",
    "/cg/user.slice",
    NULL,
};

static void test_items(void **state)
{
	static const struct {
		const char *item, *found;
	} cases[] = {
	    /* One of the same name in a container or a user's manager is another unit. */
	    {"unit:postfix.service", "2:/system.slice/postfix.service"},
	    {"unit:exim@1.service", "3:/system.slice/system-mail.slice/exim@1.service"},
	    {"unit:user.slice", "1:/user.slice"},
	    {"unit:init.scope", "1:/init.scope"},
	    {"unit:eight.service", "8:/a.slice/b.slice/c.slice/d.slice/e.slice/f.slice/g.slice/eight.service"},
	    {"unit:nine.service", ""},
	    {"unit:missing.service", ""},
	    {"cgroup:/system.slice/postfix.service", "2:/system.slice/postfix.service"},
	    {"cgroup:/system.slice/box.service/system.slice/postfix.service",
	     "4:/system.slice/box.service/system.slice/postfix.service"},
	    {"cgroup:/a/b c", "2:/a/b c"},
	    {"cgroup:/missing", ""},
	    {"cgroup:/file", ""},
	    {"cgroup:/link", ""},
	    {"user:root", ""},
	};
	const struct machine *machine = *state;

	for (size_t i = 0; tree[i]; i++)
		machine_directory(machine, tree[i]);
	machine_file(machine, "/cg/file", "");
	machine_link(machine, "/cg/link", "user.slice");
	machine_link(machine, "/cg/system.slice/missing.service", "postfix.service");
	machine_file(machine, "/proc/self/mountinfo", "29 23 0:26 / /cg rw - cgroup2 cgroup2 rw\n");
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		_cleanup_free_ char *text = found(machine, cases[i].item, tree);

		if (!str_equal(text, cases[i].found))
			fail_msg("%s: have '%s', want '%s'", cases[i].item, text, cases[i].found);
	}
}

/* The mount shows a subtree: levels above it count. */
static void test_hidden_levels(void **state)
{
	const struct machine *machine = *state;
	_cleanup_free_ char *path = NULL, *unit = NULL, *deep = NULL;

	for (size_t i = 0; tree[i]; i++)
		machine_directory(machine, tree[i]);
	machine_file(machine, "/proc/self/mountinfo", "29 23 0:26 /one/two /cg rw - cgroup2 cgroup2 rw\n");
	path = found(machine, "cgroup:/system.slice/postfix.service", tree);
	assert_string_equal(path, "4:/system.slice/postfix.service");
	unit = found(machine, "unit:user.slice", tree);
	assert_string_equal(unit, "3:/user.slice");
	deep = found(machine, "unit:eight.service", tree);
	assert_string_equal(deep, "");
}

static void test_vanished(void **state)
{
	const struct machine *machine = *state;
	_cleanup_free_ char *path = mem_printf("%s/cg/a/b c", machine->root), *before = NULL, *after = NULL;
	_cleanup_free_ char *gone = NULL;

	machine_directory(machine, "/cg/a/b c");
	machine_file(machine, "/proc/self/mountinfo", "29 23 0:26 / /cg rw - cgroup2 cgroup2 rw\n");
	before = found(machine, "cgroup:/a/b c", tree);
	assert_string_equal(before, "2:/a/b c");
	assert_int_equal(rmdir(path), 0);
	after = found(machine, "cgroup:/a/b c", tree);
	assert_string_equal(after, "");
	machine_file(machine, "/proc/self/mountinfo", "29 23 0:26 / /gone rw - cgroup2 cgroup2 rw\n");
	gone = found(machine, "unit:user.slice", tree);
	assert_string_equal(gone, "");
}

/* ---- the real one ---- */

/* The kernel's own word for the id of a cgroup: its file handle. */
static uint64_t handle_id(const char *path)
{
	union {
		struct file_handle handle;
		char space[sizeof(struct file_handle) + sizeof(uint64_t)];
	} at = {.handle = {.handle_bytes = sizeof(uint64_t)}};
	uint64_t id;
	int mount_id;

	assert_int_equal(name_to_handle_at(AT_FDCWD, path, &at.handle, &mount_id, 0), 0);
	memcpy(&id, at.handle.f_handle, sizeof(id));
	return id;
}

/* Of the hierarchy "0::" of /proc/self/cgroup, "" for its root. Caller frees. */
static char *own_cgroup(void)
{
	_cleanup_free_ char *text = system_read_file("", "/proc/self/cgroup");
	char *line = text ? strstr(text, "0::/") : NULL;

	if (!line)
		return NULL;
	line += strlen("0::");
	return mem_strndup(line, line[1] == '\n' ? 0 : strcspn(line, "\n"));
}

static void test_real(void **state)
{
	_cleanup_(system_freep) struct system *system = system_new();
	const struct environment *env = system_environment(system);
	_cleanup_free_ char *own = own_cgroup(), *cgroup = NULL, *item = NULL, *path = NULL;
	cgroup_ref_list_t refs = {0}, gone = {0};
	struct program program;
	unsigned depth = 1;

	(void)state;
	cgroup = mem_printf("%s/nftabs-test-%d", own ? own : "", (int)getpid());
	if (own && system_cgroup_root(system))
		path = mem_printf("%s%s", system_cgroup_root(system), cgroup);
	if (!path || mkdir(path, 0755) != 0) {
		print_message("# no cgroup can be made here: %s\n", path ? strerror(errno) : "no cgroup2");
		skip();
		return;
	}
	item = mem_printf("cgroup:%s", cgroup);
	assert_int_equal(program_parse(item, &program, NULL), 0);
	env->cgroups(env, &program, &refs);
	for (const char *c = cgroup + 1; *c; c++)
		depth += *c == '/';
	if (refs.n == 1 && refs.v[0].id == handle_id(path) && refs.v[0].level == depth) {
		assert_int_equal(rmdir(path), 0);
	} else {
		(void)rmdir(path);
		fail_msg("%s was not found", item);
	}
	env->cgroups(env, &program, &gone);
	assert_int_equal(gone.n, 0);
	vec_done(&refs);
	program_done(&program);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, machine_setup, machine_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_mountinfo),     TEST(test_no_mountinfo), TEST(test_items),
	    TEST(test_hidden_levels), TEST(test_vanished),     cmocka_unit_test(test_real),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
