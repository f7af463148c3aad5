/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whose connection it is: users, groups, cgroups and units. */
#include "tests/test.h"

#include "tests/net/probe.h"
#include "tests/net/program.h"

#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* In every Debian's passwd(5) and group(5). */
#define ALLOWED	      "daemon"
#define REFUSED	      "nobody"
#define ALLOWED_GROUP "mail"

static const char allowed[] = "user:" ALLOWED, allowed_group[] = "group:" ALLOWED_GROUP, refused[] = "user:" REFUSED;

struct people {
	uint32_t allowed, refused, group;
};

/* A user namespace of an ordinary user holds that user alone. */
static bool find_people(struct people *ret)
{
	const struct passwd *entry = getpwnam(ALLOWED);
	const struct group *group = getgrnam(ALLOWED_GROUP);

	if (!entry || !group) {
		print_message("# no user " ALLOWED " or group " ALLOWED_GROUP " here\n");
		return false;
	}
	ret->allowed = entry->pw_uid;
	ret->group = group->gr_gid;
	entry = getpwnam(REFUSED);
	ret->refused = entry ? entry->pw_uid : 65534;
	if (seteuid(ret->allowed) != 0) {
		print_message("# this user namespace has one user: %s\n", strerror(errno));
		return false;
	}
	assert_int_equal(seteuid(0), 0);
	return true;
}

static void serve(struct world *world)
{
	static const char *const addresses[] = {SERVER, SERVER6};

	for (size_t i = 0; i < ARRAY_SIZE(addresses); i++) {
		world_serve(world, HOST_SERVER, SOCK_STREAM, addresses[i], 25);
		world_serve(world, HOST_SERVER, SOCK_DGRAM, addresses[i], 25);
	}
}

static void test_user(void **state)
{
	struct world *world = *state;
	struct people who;

	if (!world || !find_people(&who))
		skip();
	serve(world);
	program_settle(world, HOST_CLIENT, "reject", "drop", "accept");
	PROBE_CHECK(world, TCP(HOST_CLIENT, SERVER, 25, PROHIBITED, .uid = who.allowed));
	NFTABS(world, HOST_CLIENT, "preset", "apply", "mail-client", "--server", SERVER, "--server", SERVER6,
	       "--service", "smtp", "--application", allowed);
	NFTABS(world, HOST_CLIENT, "apply");
	PROBE_CHECK(world, TCP(HOST_CLIENT, SERVER, 25, OPEN, .uid = who.allowed),
		    TCP(HOST_CLIENT, SERVER6, 25, OPEN, .uid = who.allowed),
		    TCP(HOST_CLIENT, SERVER, 25, PROHIBITED, .uid = who.refused),
		    TCP(HOST_CLIENT, SERVER6, 25, REFUSED, .uid = who.refused),
		    TCP(HOST_CLIENT, SERVER, 25, PROHIBITED),
		    UDP(HOST_CLIENT, SERVER, 25, PROHIBITED, .uid = who.allowed),
		    TCP(HOST_CLIENT, OTHER_SERVER, 25, PROHIBITED, .uid = who.allowed));
}

static void test_group(void **state)
{
	struct world *world = *state;
	struct people who;

	if (!world || !find_people(&who))
		skip();
	serve(world);
	program_settle(world, HOST_CLIENT, "reject", "drop", "accept");
	NFTABS(world, HOST_CLIENT, "rule", "add", "--name", "user or group", "--protocol", "tcp+udp",
	       "--remote-service", "25", "--application", allowed, "--application", allowed_group);
	NFTABS(world, HOST_CLIENT, "apply");
	PROBE_CHECK(world, TCP(HOST_CLIENT, SERVER, 25, OPEN, .gid = who.group),
		    UDP(HOST_CLIENT, SERVER6, 25, OPEN, .gid = who.group),
		    TCP(HOST_CLIENT, SERVER, 25, OPEN, .uid = who.allowed),
		    TCP(HOST_CLIENT, SERVER, 25, OPEN, .uid = who.refused, .gid = who.group),
		    TCP(HOST_CLIENT, SERVER, 25, PROHIBITED, .uid = who.refused),
		    TCP(HOST_CLIENT, SERVER, 25, PROHIBITED));
}

/* Where all may connect, one user is kept away: silently, and others do not notice. */
static void test_denied(void **state)
{
	struct world *world = *state;
	struct people who;

	if (!world || !find_people(&who))
		skip();
	serve(world);
	program_settle(world, HOST_CLIENT, "accept", "drop", "accept");
	NFTABS(world, HOST_CLIENT, "rule", "add", "--name", "not him", "--action", "drop", "--application", refused);
	NFTABS(world, HOST_CLIENT, "apply");
	PROBE_CHECK(world, TCP(HOST_CLIENT, SERVER, 25, SILENT, .uid = who.refused),
		    TCP(HOST_CLIENT, SERVER6, 25, SILENT, .uid = who.refused),
		    UDP(HOST_CLIENT, SERVER, 25, SILENT, .uid = who.refused),
		    TCP(HOST_CLIENT, SERVER, 25, OPEN, .uid = who.allowed), TCP(HOST_CLIENT, SERVER, 25, OPEN));
}

/* ---- cgroups ---- */

/* Where cgroup2 is mounted whole, NULL: nowhere. */
static char *cgroup_mount(void)
{
	FILE *file = fopen("/proc/self/mounts", "re");
	char *line = NULL, *path = NULL, *found = NULL;
	size_t size = 0;

	while (file && !found && getline(&line, &size, file) > 0) {
		char *save = NULL;

		(void)strtok_r(line, " ", &save);
		path = strtok_r(NULL, " ", &save);
		if (path && str_equal(strtok_r(NULL, " ", &save), "cgroup2"))
			found = mem_strdup(path);
	}
	free(line);
	if (file)
		(void)fclose(file);
	return found;
}

/* A cgroup of our own right below the root, with one more in it. */
struct own_cgroup {
	const char *name, *path, *inner;
};

/* Removed by the end of the test. */
static bool make_directory(struct world *world, char *path)
{
	if (mkdir(path, 0755) != 0) {
		print_message("# no cgroup of our own: %s: %s\n", path, strerror(errno));
		free(path);
		return false;
	}
	vec_push(&world->cgroups, path);
	return true;
}

static bool make_cgroup(struct world *world, const char *suffix, struct own_cgroup *ret)
{
	_cleanup_free_ char *mount = cgroup_mount();

	if (!mount) {
		print_message("# no cgroup2 is mounted\n");
		return false;
	}
	if (!make_directory(world, mem_printf("%s/nftabs-test-%d%s", mount, (int)getpid(), suffix)) ||
	    !make_directory(world, mem_printf("%s/inner", world->cgroups.v[0])))
		return false;
	*ret = (struct own_cgroup){.path = world->cgroups.v[0], .inner = world->cgroups.v[1]};
	ret->name = ret->path + strlen(mount) + 1;
	return true;
}

/* The probe from a process in that cgroup; a socket belongs to the one in which it was made. */
static enum answer probe_in(const struct world *world, const char *cgroup, const struct probe *probe)
{
	struct probe *shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	enum answer have;
	int status;
	pid_t pid;

	assert_true(shared != MAP_FAILED);
	*shared = *probe;
	pid = fork();
	if (pid == 0) {
		_cleanup_free_ char *path = mem_printf("%s/cgroup.procs", cgroup);
		int fd = open(path, O_WRONLY | O_CLOEXEC);

		if (fd < 0 || write(fd, "0", 1) != 1)
			_exit(1);
		probe_run(world, shared, 1);
		_exit(0);
	}
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	have = shared->have;
	(void)munmap(shared, sizeof(*shared));
	return have;
}

static void check_cgroup(struct world *world, const char *application, const struct own_cgroup *own)
{
	const struct probe tcp = TCP(HOST_CLIENT, SERVER, 25, OPEN), udp6 = UDP(HOST_CLIENT, SERVER6, 25, OPEN);
	const struct probe silent = TCP(HOST_CLIENT, SERVER, 25, PROHIBITED);

	serve(world);
	program_settle(world, HOST_CLIENT, "reject", "drop", "accept");
	assert_int_equal(probe_in(world, own->path, &silent), ANSWER_PROHIBITED);
	NFTABS(world, HOST_CLIENT, "rule", "add", "--name", "own cgroup", "--protocol", "tcp+udp", "--remote-service",
	       "25", "--application", application);
	NFTABS(world, HOST_CLIENT, "apply");
	assert_int_equal(probe_in(world, own->path, &tcp), ANSWER_OPEN);
	assert_int_equal(probe_in(world, own->inner, &tcp), ANSWER_OPEN);
	assert_int_equal(probe_in(world, own->inner, &udp6), ANSWER_OPEN);
	PROBE_CHECK(world, TCP(HOST_CLIENT, SERVER, 25, PROHIBITED), TCP(HOST_CLIENT, SERVER6, 25, REFUSED),
		    UDP(HOST_CLIENT, SERVER, 25, PROHIBITED));
}

static void test_cgroup(void **state)
{
	struct world *world = *state;
	_cleanup_free_ char *application = NULL;
	struct own_cgroup own = {0};

	if (!world || !make_cgroup(world, "", &own))
		skip();
	application = mem_printf("cgroup:/%s", own.name);
	check_cgroup(world, application, &own);
}

static void test_inner_cgroup(void **state)
{
	const struct probe tcp = TCP(HOST_CLIENT, SERVER, 25, OPEN);
	struct world *world = *state;
	_cleanup_free_ char *application = NULL;
	struct own_cgroup own = {0};

	if (!world || !make_cgroup(world, "", &own))
		skip();
	serve(world);
	application = mem_printf("cgroup:/%s/inner", own.name);
	program_settle(world, HOST_CLIENT, "reject", "drop", "accept");
	NFTABS(world, HOST_CLIENT, "rule", "add", "--name", "inner", "--application", application);
	NFTABS(world, HOST_CLIENT, "apply");
	assert_int_equal(probe_in(world, own.inner, &tcp), ANSWER_OPEN);
	assert_int_equal(probe_in(world, own.path, &tcp), ANSWER_PROHIBITED);
}

/* What systemd would make for a service stands below slices, or at the root itself. */
static void test_unit(void **state)
{
	struct world *world = *state;
	_cleanup_free_ char *application = NULL;
	struct own_cgroup own = {0};

	if (!world || !make_cgroup(world, ".service", &own))
		skip();
	application = mem_printf("unit:%s", own.name);
	check_cgroup(world, application, &own);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    world_test(test_user),   world_test(test_group),	    world_test(test_denied),
	    world_test(test_cgroup), world_test(test_inner_cgroup), world_test(test_unit),
	};

	return cmocka_run_group_tests_name("net/program", tests, world_setup, world_teardown);
}
