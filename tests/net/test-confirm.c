/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Changes that are taken back unless confirmed, whatever becomes of those who made them; off and on; the next boot. */
#include "tests/test.h"

#include "tests/net/probe.h"
#include "tests/net/program.h"

#include <errno.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netlink.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE 10000 /* milliseconds to wait for what has to come */

static int64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void serve(struct world *world)
{
	static const uint16_t ports[] = {25, 110, 143};

	for (size_t i = 0; i < ARRAY_SIZE(ports); i++)
		world_serve(world, HOST_SERVER, SOCK_STREAM, SERVER, ports[i]);
}

static void add_rule(const struct world *world, const char *port)
{
	NFTABS(world, HOST_CLIENT, "rule", "add", "--name", port, "--protocol", "tcp", "--remote-service", port);
}

static void check_open(const struct world *world, enum answer smtp, enum answer pop3, enum answer imap)
{
	PROBE_CHECK(world, PROBE(SOCK_STREAM, HOST_CLIENT, SERVER, 25, smtp),
		    PROBE(SOCK_STREAM, HOST_CLIENT, SERVER, 110, pop3),
		    PROBE(SOCK_STREAM, HOST_CLIENT, SERVER, 143, imap));
}

#define O ANSWER_OPEN
#define X ANSWER_PROHIBITED

/* SMTP is allowed by a confirmed revision; POP3 stands in the draft. */
static void begin(struct world *world)
{
	serve(world);
	program_settle(world, HOST_CLIENT, "reject", "drop", "accept");
	add_rule(world, "25");
	NFTABS(world, HOST_CLIENT, "apply");
	add_rule(world, "110");
	check_open(world, O, X, X);
}

/* ---- processes ---- */

/* The next child of ours, 0 when there is none. Those whose parent died are ours as well. */
static pid_t next_child(void)
{
	_cleanup_free_ char *path = mem_printf("/proc/self/task/%d/children", (int)getpid());
	FILE *file = fopen(path, "re");
	int pid = 0;

	assert_non_null(file);
	if (fscanf(file, "%d", &pid) != 1)
		pid = 0;
	(void)fclose(file);
	return pid;
}

static void await_exit(pid_t pid)
{
	int fd = (int)syscall(SYS_pidfd_open, pid, 0);
	int status;

	assert_true(fd >= 0);
	if (poll(&(struct pollfd){.fd = fd, .events = POLLIN}, 1, PATIENCE) != 1)
		fail_msg("process %d does not end", (int)pid);
	close(fd);
	assert_int_equal(waitpid(pid, &status, 0), pid);
}

/* Waits until what apply left behind is done. Returns how many processes there were. */
static size_t await_timers(void)
{
	size_t n = 0;
	pid_t pid;

	while ((pid = next_child())) {
		await_exit(pid);
		n++;
	}
	return n;
}

/* What the program says of itself. */
static json_int_t status_number(const struct world *world, int exit, const char *key)
{
	static const char *const argv[] = {"nftabs", "status", "--json", NULL};
	_cleanup_free_ char *text = program_expect(world, HOST_CLIENT, exit, NULL, argv);
	json_t *root = json_loads(text, 0, NULL);
	const json_t *value = json_object_get(root, key);
	json_int_t number = json_is_boolean(value) ? json_is_true(value) : json_integer_value(value);

	assert_non_null(value);
	json_decref(root);
	return number;
}

/* ---- taken back ---- */

static void test_taken_back(void **state)
{
	struct world *world = *state;
	int64_t applied;

	if (!world)
		skip();
	begin(world);
	applied = now();
	NFTABS(world, HOST_CLIENT, "apply", "--confirm", "2");
	check_open(world, O, O, X);
	assert_int_equal(await_timers(), 1);
	assert_in_range(now() - applied, 2000, PATIENCE);
	check_open(world, O, X, X);
	/* The draft still has what was wrong with it, and waits for somebody to mend it. */
	assert_int_equal(status_number(world, 4, "draft_differs"), 1);
	assert_int_equal(status_number(world, 4, "kernel_differs"), 0);
	assert_int_equal(status_number(world, 4, "pending_until"), 0);
}

/* The first apply of all goes back to no table. */
static void test_first(void **state)
{
	struct world *world = *state;
	_cleanup_free_ char *tables = NULL;

	if (!world)
		skip();
	serve(world);
	NFTABS(world, HOST_CLIENT, "preset", "apply", "workstation");
	NFTABS(world, HOST_CLIENT, "apply", "--confirm", "2");
	check_open(world, X, X, X);
	assert_int_equal(await_timers(), 1);
	check_open(world, O, O, O);
	tables = NFT_TEXT(world, HOST_CLIENT, "list", "tables");
	assert_string_equal(tables, "");
}

/* An SSH session that applies, and is cut off by what it applied: its terminal hangs up, and all its processes die. */
static void test_session_killed(void **state)
{
	static const char *const argv[] = {"nftabs", "apply", "--confirm", "2", NULL};
	struct world *world = *state;
	int done[2];
	char byte;
	pid_t session;

	if (!world)
		skip();
	begin(world);
	assert_int_equal(pipe(done), 0);
	session = fork();
	if (session == 0) {
		(void)setsid();
		free(program_expect(world, HOST_CLIENT, 0, NULL, argv));
		if (write(done[1], "", 1) != 1)
			_exit(1);
		for (;;)
			(void)pause();
	}
	assert_int_equal(read(done[0], &byte, 1), 1);
	check_open(world, O, O, X);
	assert_int_equal(kill(-session, SIGHUP), 0);
	(void)kill(-session, SIGTERM);
	(void)kill(-session, SIGKILL);
	assert_int_equal(waitpid(session, NULL, 0), session);
	close(done[0]);
	close(done[1]);
	assert_true(await_timers() > 0);
	check_open(world, O, X, X);
}

/* Hears of every change of the kernel's tables on the client. */
static int listen_to_tables(const struct world *world)
{
	struct sockaddr_nl name = {.nl_family = AF_NETLINK};
	int group = NFNLGRP_NFTABLES, fd;

	world_enter(world, HOST_CLIENT);
	fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_NETFILTER);
	world_leave(world);
	assert_true(fd >= 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&name, sizeof(name)), 0);
	assert_int_equal(setsockopt(fd, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &group, sizeof(group)), 0);
	return fd;
}

/* The program dies at the very moment at which the kernel has the new rules: they are taken back all the same. */
static void test_killed_at_commit(void **state)
{
	static const char *const argv[] = {"nftabs", "apply", "--confirm", "2", NULL};
	struct world *world = *state;
	int events;
	pid_t pid;

	if (!world)
		skip();
	begin(world);
	events = listen_to_tables(world);
	pid = program_start(world, HOST_CLIENT, NULL, NULL, argv);
	assert_int_equal(poll(&(struct pollfd){.fd = events, .events = POLLIN}, 1, PATIENCE), 1);
	assert_int_equal(kill(pid, SIGKILL), 0);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	close(events);
	check_open(world, O, O, X);
	assert_int_equal(await_timers(), 1);
	check_open(world, O, X, X);
}

/* Applies and kills it after so many microseconds, if it is not done by then. */
static void kill_after(const struct world *world, int64_t microseconds)
{
	static const char *const argv[] = {"nftabs", "apply", NULL};
	const struct timespec wait = {.tv_sec = microseconds / 1000000, .tv_nsec = microseconds % 1000000 * 1000};
	pid_t pid = program_start(world, HOST_CLIENT, NULL, NULL, argv);
	int fd = (int)syscall(SYS_pidfd_open, pid, 0);

	assert_true(fd >= 0);
	(void)ppoll(&(struct pollfd){.fd = fd, .events = POLLIN}, 1, &wait, NULL);
	close(fd);
	(void)kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
}

/* At any other moment: what was allowed before and after is allowed all the time, and the next apply does its work. */
static void test_killed_anywhere(void **state)
{
	enum { MOMENTS = 12 };
	static const char *const ports[] = {"143", "110"};
	struct world *world = *state;
	int64_t whole;

	if (!world)
		skip();
	begin(world);
	whole = now();
	NFTABS(world, HOST_CLIENT, "apply");
	whole = (now() - whole) * 1000;
	for (int i = 0; i < MOMENTS; i++) {
		NFTABS(world, HOST_CLIENT, "rule", "set", "2", "--remote-service", ports[i % 2]);
		kill_after(world, whole * i / MOMENTS);
		PROBE_CHECK(world, TCP(HOST_CLIENT, SERVER, 25, OPEN));
		NFTABS(world, HOST_CLIENT, "apply");
		check_open(world, O, i % 2 ? O : X, i % 2 ? X : O);
	}
}

/* ---- kept ---- */

static void test_confirmed(void **state)
{
	static const char *const again[] = {"nftabs", "confirm", NULL};
	struct world *world = *state;

	if (!world)
		skip();
	begin(world);
	NFTABS(world, HOST_CLIENT, "apply", "--confirm", "2");
	assert_true(status_number(world, 0, "pending_until") > 0);
	NFTABS(world, HOST_CLIENT, "confirm");
	assert_int_equal(await_timers(), 1);
	check_open(world, O, O, X);
	assert_int_equal(status_number(world, 0, "pending_until"), 0);
	free(program_expect(world, HOST_CLIENT, 1, NULL, again));
}

/* A second apply takes the first one's place; the first one's end of time is nobody's any more. */
static void test_second(void **state)
{
	struct world *world = *state;

	if (!world)
		skip();
	begin(world);
	NFTABS(world, HOST_CLIENT, "apply", "--confirm", "1");
	NFTABS(world, HOST_CLIENT, "rule", "set", "2", "--remote-service", "143");
	NFTABS(world, HOST_CLIENT, "apply");
	check_open(world, O, X, O);
	assert_int_equal(await_timers(), 1);
	check_open(world, O, X, O);
}

/* Both wait: the first one's time passes without an effect, the second's goes back to what was confirmed last. */
static void test_second_waits(void **state)
{
	struct world *world = *state;
	pid_t first;

	if (!world)
		skip();
	begin(world);
	NFTABS(world, HOST_CLIENT, "apply", "--confirm", "1");
	first = next_child();
	assert_true(first > 0);
	NFTABS(world, HOST_CLIENT, "rule", "set", "2", "--remote-service", "143");
	NFTABS(world, HOST_CLIENT, "apply", "--confirm", "4");
	await_exit(first);
	check_open(world, O, X, O);
	assert_int_equal(await_timers(), 1);
	check_open(world, O, X, X);
}

/* ---- rollback ---- */

static void test_rollback(void **state)
{
	struct world *world = *state;

	if (!world)
		skip();
	begin(world);
	NFTABS(world, HOST_CLIENT, "apply", "--confirm", "2");
	NFTABS(world, HOST_CLIENT, "rollback");
	check_open(world, O, X, X);
	assert_int_equal(await_timers(), 1);
	check_open(world, O, X, X);
	NFTABS(world, HOST_CLIENT, "apply");
	check_open(world, O, O, X);
	NFTABS(world, HOST_CLIENT, "rollback");
	check_open(world, O, X, X);
}

/* ---- off, on, boot ---- */

static void test_off(void **state)
{
	struct world *world = *state;

	if (!world)
		skip();
	begin(world);
	NFTABS(world, HOST_CLIENT, "off");
	check_open(world, O, O, O);
	NFTABS(world, HOST_CLIENT, "apply");
	check_open(world, O, O, O);
	NFT(world, HOST_CLIENT, "flush", "ruleset");
	NFTABS(world, HOST_CLIENT, "restore");
	check_open(world, O, O, O);
	assert_int_equal(status_number(world, 0, "off"), 1);
	NFTABS(world, HOST_CLIENT, "on");
	check_open(world, O, O, X);
	assert_int_equal(status_number(world, 0, "off"), 0);
}

/* A boot: the kernel holds nothing, and what ran at the last shutdown comes back; a change that nobody confirmed does
 * not. */
static void test_restore(void **state)
{
	struct world *world = *state;
	pid_t timer;

	if (!world)
		skip();
	begin(world);
	NFT(world, HOST_CLIENT, "flush", "ruleset");
	check_open(world, O, O, O);
	NFTABS(world, HOST_CLIENT, "restore");
	check_open(world, O, X, X);
	NFTABS(world, HOST_CLIENT, "apply", "--confirm", "600");
	check_open(world, O, O, X);
	timer = next_child();
	assert_true(timer > 0);
	assert_int_equal(kill(timer, SIGKILL), 0);
	await_exit(timer);
	NFT(world, HOST_CLIENT, "flush", "ruleset");
	NFTABS(world, HOST_CLIENT, "restore");
	check_open(world, O, X, X);
	assert_int_equal(status_number(world, 4, "pending_until"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    world_test(test_taken_back),      world_test(test_first),
	    world_test(test_session_killed),  world_test(test_killed_at_commit),
	    world_test(test_killed_anywhere), world_test(test_confirmed),
	    world_test(test_second),	      world_test(test_second_waits),
	    world_test(test_rollback),	      world_test(test_off),
	    world_test(test_restore),
	};

	return cmocka_run_group_tests_name("net/confirm", tests, world_setup, world_teardown);
}
