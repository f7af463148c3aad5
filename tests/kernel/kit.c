/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/kernel/kit.h"

#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static bool write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool ok = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	if (fd >= 0)
		close(fd);
	return ok;
}

static bool loopback_up(void)
{
	struct ifreq request = {.ifr_name = "lo"};
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	bool ok;

	request.ifr_flags = IFF_UP | IFF_RUNNING;
	ok = fd >= 0 && ioctl(fd, SIOCSIFFLAGS, &request) == 0;
	if (fd >= 0)
		close(fd);
	return ok;
}

static bool enter_user_namespace(void)
{
	_cleanup_free_ char *uid = mem_printf("0 %u 1", (unsigned)geteuid());
	_cleanup_free_ char *gid = mem_printf("0 %u 1", (unsigned)getegid());

	return unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0 && write_file("/proc/self/setgroups", "deny") &&
	       write_file("/proc/self/uid_map", uid) && write_file("/proc/self/gid_map", gid);
}

bool kit_enter(void)
{
	if (unshare(CLONE_NEWNET) < 0 && !enter_user_namespace()) {
		print_message("# no network namespace of our own: %s\n", strerror(errno));
		return false;
	}
	if (!loopback_up()) {
		print_message("# loopback does not come up: %s\n", strerror(errno));
		return false;
	}
	return true;
}

int kit_setup(void **state)
{
	static const char entered[] = "entered";
	_cleanup_error_ struct error err = {0};
	_cleanup_kernel_ struct kernel *kernel = NULL;
	kernel_counter_list_t list = {0};

	*state = NULL;
	if (!kit_enter())
		return 0;
	if (kernel_open(&kernel, &err) < 0 || kernel_counters(kernel, TABLE, &list, &err) < 0) {
		print_message("# no nf_tables: %s\n", err.message);
		return 0;
	}
	vec_done(&list);
	*state = (void *)(uintptr_t)entered;
	return 0;
}

static int memory_file(const char *text)
{
	int fd = memfd_create("kit", MFD_CLOEXEC);
	size_t n = text ? strlen(text) : 0;

	assert_true(fd >= 0);
	assert_true(!n || write(fd, text, n) == (ssize_t)n);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}

static char *file_text(int fd)
{
	off_t size = lseek(fd, 0, SEEK_END);
	char *text = mem_calloc(1, (size_t)size + 1);

	assert_int_equal(pread(fd, text, (size_t)size, 0), size);
	return text;
}

static char *run(const char *input, int *ret_status, const char *program, va_list ap)
{
	VEC(char *) arguments = {0};
	posix_spawn_file_actions_t actions;
	int in = memory_file(input), out = memory_file(NULL), code;
	char *text;
	pid_t pid;

	vec_push(&arguments, mem_strdup(program));
	for (const char *argument = va_arg(ap, const char *); argument; argument = va_arg(ap, const char *))
		vec_push(&arguments, mem_strdup(argument));
	vec_push(&arguments, (char *)NULL);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, in, 0);
	posix_spawn_file_actions_adddup2(&actions, out, 1);
	posix_spawn_file_actions_adddup2(&actions, out, 2);
	code = posix_spawnp(&pid, program, &actions, NULL, arguments.v, environ);
	posix_spawn_file_actions_destroy(&actions);
	assert_int_equal(code, 0);
	assert_int_equal(waitpid(pid, ret_status, 0), pid);
	*ret_status = WIFEXITED(*ret_status) ? WEXITSTATUS(*ret_status) : 128;
	text = file_text(out);
	close(in);
	close(out);
	VEC_FOREACH (&arguments, argument)
		free(*argument);
	vec_done(&arguments);
	return text;
}

char *kit_run(const char *input, int *ret_status, const char *program, ...)
{
	va_list ap;
	char *text;

	va_start(ap, program);
	text = run(input, ret_status, program, ap);
	va_end(ap);
	return text;
}

char *kit_nft(const char *input, ...)
{
	va_list ap;
	char *text;
	int status;

	va_start(ap, input);
	text = run(input, &status, "/usr/sbin/nft", ap);
	va_end(ap);
	if (status)
		fail_msg("nft: %s", text);
	return text;
}

char *kit_list(const char *table)
{
	return kit_nft(NULL, "-s", "list", "table", "inet", table, NULL);
}

void kit_assert_text(const char *have, const char *want)
{
	while (*have || *want) {
		size_t one = strcspn(have, "\n"), other = strcspn(want, "\n");

		if (one != other || memcmp(have, want, one) != 0)
			fail_msg("have '%.*s', want '%.*s'", (int)one, have, (int)other, want);
		have += one + (have[one] == '\n');
		want += other + (want[other] == '\n');
	}
}

struct kernel *kit_kernel(void)
{
	_cleanup_error_ struct error err = {0};
	struct kernel *kernel;

	if (kernel_open(&kernel, &err) < 0)
		fail_msg("%s", err.message);
	return kernel;
}

void kit_apply(struct kernel *kernel, const struct ir *ir, struct kernel_change *ret)
{
	_cleanup_error_ struct error err = {0};

	if (kernel_apply(kernel, ir, ret, &err) < 0) {
		_cleanup_free_ char *text = error_text(&err);

		fail_msg("apply: %s", text);
	}
}

void kit_read(struct kernel *kernel, struct ir *ret, bool *ret_exists)
{
	_cleanup_error_ struct error err = {0};

	if (kernel_read(kernel, TABLE, ret, ret_exists, &err) < 0)
		fail_msg("read: %s", err.message);
}

void kit_assert_same(const struct ir *have, const struct ir *want)
{
	_cleanup_free_ char *difference = kit_difference(have, want);

	if (difference)
		fail_msg("%s", difference);
}

bool kit_udp(uint16_t port)
{
	struct sockaddr_in to = {
	    .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int receiver = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	int sender = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	char got = 0;
	bool arrived;

	assert_int_equal(bind(receiver, (struct sockaddr *)&to, sizeof(to)), 0);
	(void)sendto(sender, "x", 1, 0, (struct sockaddr *)&to, sizeof(to));
	/* Loopback delivers before sendto() returns. */
	arrived = recv(receiver, &got, 1, MSG_DONTWAIT) == 1 && got == 'x';
	close(receiver);
	close(sender);
	return arrived;
}
