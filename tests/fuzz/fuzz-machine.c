/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files of the machine: mount points, sockets and configuration of sshd. The input is a small archive: a line "== PATH"
 * begins one of the files below, what follows is its content. A directory plays the root.
 */
#include "backend/deploy/parts.h"
#include "tests/fuzz/fuzz.h"

#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define MARK "== "

static const char *const folders[] = {"/proc",
				      "/proc/self",
				      "/proc/net",
				      "/proc/1",
				      "/proc/1/fd",
				      "/etc",
				      "/etc/ssh",
				      "/etc/ssh/d",
				      "/etc/systemd",
				      "/etc/systemd/system",
				      "/etc/systemd/system/sockets.target.wants",
				      "/etc/systemd/system/ssh.socket.d",
				      "/sys",
				      "/sys/fs",
				      "/sys/fs/cgroup",
				      "/sys/fs/cgroup/system.slice",
				      "/sys/fs/cgroup/system.slice/postfix.service"};

static const char *const files[] = {"/proc/self/mountinfo",
				    "/proc/net/tcp",
				    "/proc/net/tcp6",
				    "/proc/1/comm",
				    "/proc/1/cmdline",
				    "/proc/1/status",
				    "/etc/ssh/sshd_config",
				    "/etc/ssh/d/a.conf",
				    "/etc/ssh/d/b.conf",
				    "/etc/systemd/system/sockets.target.wants/ssh.socket",
				    "/etc/systemd/system/ssh.socket.d/port.conf"};

static void write_file(const char *root, const char *path, const char *text, size_t size)
{
	_cleanup_free_ char *whole = mem_printf("%s%s", root, path);
	FILE *file = fopen(whole, "we");

	fuzz_require(file);
	fuzz_require(fwrite(text, 1, size, file) == size);
	fclose(file);
}

/* Writes the part whose first line names a file of ours. */
static void write_part(const char *root, const char *part, const char *end)
{
	const char *line_end = memchr(part, '\n', (size_t)(end - part));

	for (size_t i = 0; line_end && i < ARRAY_SIZE(files); i++)
		if (strlen(files[i]) == (size_t)(line_end - part) && memcmp(files[i], part, strlen(files[i])) == 0)
			write_file(root, files[i], line_end + 1, (size_t)(end - line_end - 1));
}

static void write_files(const char *root, const char *text, size_t size)
{
	const char *end = text + size, *part = NULL;

	for (const char *at = text; at < end; at++) {
		if ((at != text && at[-1] != '\n') || (size_t)(end - at) < strlen(MARK) ||
		    memcmp(at, MARK, strlen(MARK)) != 0)
			continue;
		if (part)
			write_part(root, part, at);
		part = at + strlen(MARK);
	}
	if (part)
		write_part(root, part, end);
}

static void make_root(char *root, const char *text, size_t size)
{
	_cleanup_free_ char *socket_link = NULL;

	fuzz_require(mkdtemp(root));
	for (size_t i = 0; i < ARRAY_SIZE(folders); i++) {
		_cleanup_free_ char *path = mem_printf("%s%s", root, folders[i]);

		fuzz_require(mkdir(path, 0700) == 0);
	}
	socket_link = mem_printf("%s/proc/1/fd/3", root);
	fuzz_require(symlink("socket:[4711]", socket_link) == 0);
	write_files(root, text, size);
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st;
	(void)kind;
	(void)ftw;
	return remove(path);
}

/* There is always a port for the way back in, and none twice. */
static void check_sshd(const char *root)
{
	port_number_list_t ports = {0};

	sshd_ports(root, &ports);
	fuzz_require(ports.n > 0);
	for (size_t i = 0; i < ports.n; i++) {
		fuzz_require(ports.v[i] > 0);
		for (size_t k = 0; k < i; k++)
			fuzz_require(ports.v[k] != ports.v[i]);
	}
	vec_done(&ports);
}

static void check_cgroups(const char *root)
{
	static const char *const items[] = {"unit:postfix.service", "unit:system.slice",
					    "cgroup:/system.slice/postfix.service", "cgroup:/"};
	struct cgroup_mount mount;

	cgroup_mount_find(root, &mount);
	fuzz_require(!mount.path || str_has_prefix(mount.path, root));
	for (size_t i = 0; i < ARRAY_SIZE(items); i++) {
		_cleanup_(program_done) struct program program = {0};
		cgroup_ref_list_t found = {0};

		if (program_parse(items[i], &program, NULL))
			continue;
		cgroup_find(&mount, &program, &found);
		VEC_FOREACH (&found, ref)
			fuzz_require(ref->level >= 1 && ref->level <= 8);
		vec_done(&found);
	}
	cgroup_mount_done(&mount);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *folder = getenv("TMPDIR");
	_cleanup_free_ char *root = mem_printf("%s/nftabs-fuzz-XXXXXX", folder ? folder : "/tmp");

	make_root(root, (const char *)data, size);
	check_sshd(root);
	check_cgroups(root);
	nftw(root, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	return 0;
}
