/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The process that takes an applied change back. It outlives the terminal, the editor and the SSH session: it has a
 * session of its own, no open file of its maker, and decides by the store alone. It is the program started anew, not a
 * mere fork: SQLite keeps what it knows of a file's locks in the process, and a child that inherits it waits for
 * itself.
 *
 * Its standard output and error lead to its maker until it is ready: it says so there, or what it died of. */
#include "backend/deploy/revision.h"
#include "base/i18n.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define READY	      "ready\n"
#define READY_SECONDS 20 /* opening the store may wait for others */
#define ANSWER_MAX    4096

/* When the store is out of reach: the state is asked for so often before the change is taken back unasked, and written
 * so often afterwards, with pauses that double. */
#define ASK_TRIES   3
#define WRITE_TRIES 12
#define PAUSE_MS    200
#define PAUSE_MAX   60000

/* ---- the one that waits ---- */

/* Until the deadline, or until someone asks us to end (kill(1), a machine that goes down): then it is taken back at
 * once, rather than never. */
static void wait_until(int64_t deadline)
{
	const struct itimerspec when = {.it_value = {.tv_sec = deadline > 0 ? deadline : 1}};
	struct pollfd fds[2];
	sigset_t end;

	sigemptyset(&end);
	sigaddset(&end, SIGTERM);
	sigprocmask(SIG_BLOCK, &end, NULL);
	fds[0] = (struct pollfd){.fd = signalfd(-1, &end, SFD_CLOEXEC), .events = POLLIN};
	fds[1] = (struct pollfd){.fd = timerfd_create(CLOCK_BOOTTIME, TFD_CLOEXEC), .events = POLLIN};
	if (fds[1].fd >= 0 && timerfd_settime(fds[1].fd, TFD_TIMER_ABSTIME, &when, NULL) == 0)
		while (poll(fds, ARRAY_SIZE(fds), -1) < 0 && errno == EINTR)
			continue;
	for (size_t i = 0; i < ARRAY_SIZE(fds); i++)
		if (fds[i].fd >= 0)
			close(fds[i].fd);
}

/* From here on nobody listens. */
static void tell_ready(void)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	(void)!write(STDOUT_FILENO, READY, strlen(READY));
	if (null < 0)
		return;
	(void)dup2(null, STDOUT_FILENO);
	(void)dup2(null, STDERR_FILENO);
	close(null);
}

struct waiter {
	int64_t number;
	struct return_point point;
	bool loaded; /* the kernel has gone back already */
	unsigned tries;
};

static void waiter_done(struct waiter *waiter)
{
	return_point_done(&waiter->point);
}

/* A change that was confirmed, or taken back by another, or that one that is confirmed came after, is none of ours. */
static int ask_store(struct deploy *deploy, const struct waiter *waiter, bool *ret, struct error *err)
{
	_cleanup_(revision_done) struct revision ours = {0}, confirmed = {0};
	bool found;

	if (store_revision(deploy->store, waiter->number, false, &ours, err) != 0 ||
	    deploy_find_revision(deploy, 0, ANY_CONFIRMED, &confirmed, &found, err) != 0)
		return -1;
	*ret = ours.state == REVISION_PENDING && !(found && confirmed.number > waiter->number);
	return 0;
}

/* A store that does not answer does not say that the change was confirmed. */
static int is_pending(struct deploy *deploy, const struct waiter *waiter, bool *ret, struct error *err)
{
	*ret = true;
	return ask_store(deploy, waiter, ret, err) == 0 || waiter->tries >= ASK_TRIES ? 0 : -1;
}

static int take_back_once(struct deploy *deploy, struct waiter *waiter, struct error *err)
{
	_cleanup_deploy_lock_ struct deploy_lock lock = DEPLOY_UNLOCKED;
	bool pending;

	/* Who holds the lock for that long is stuck, perhaps on the very firewall that is to go. */
	(void)deploy_lock(deploy, &lock, NULL);
	waiter->tries++;
	if (is_pending(deploy, waiter, &pending, err) != 0)
		return -1;
	if (!pending)
		return 0;
	/* It may have been switched off in the meantime: then it stays off. */
	(void)deploy_is_off(deploy, &waiter->point.off, NULL);
	if (!waiter->loaded && return_point_load(deploy, &waiter->point, true, NULL, NULL, err) != 0)
		return -1;
	waiter->loaded = true;
	if (deploy_drop_pending(deploy, 0, err) != 0)
		return -1;
	(void)deploy_set_waiting(deploy, NULL, NULL);
	return 0;
}

int deploy_wait_and_take_back(struct deploy *deploy, int64_t number, int64_t deadline, bool *ret_taken_back,
			      struct error *err)
{
	_cleanup_(waiter_done) struct waiter waiter = {.number = number};
	unsigned pause = PAUSE_MS;

	if (store_check_write(deploy->store, err) != 0 ||
	    return_point_read(deploy, number, ANY_CONFIRMED, &waiter.point, err) != 0 ||
	    deploy_connect(deploy, err) != 0)
		return -1;
	tell_ready();
	wait_until(deadline);
	while (take_back_once(deploy, &waiter, err) != 0) {
		if (waiter.tries >= WRITE_TRIES)
			return -1;
		(void)poll(NULL, 0, (int)pause);
		pause = pause * 2 < PAUSE_MAX ? pause * 2 : PAUSE_MAX;
	}
	*ret_taken_back = waiter.loaded;
	return 0;
}

/* ---- the one that leaves it behind ---- */

static void leave_terminal(int answer)
{
	static const int ignored[] = {SIGHUP, SIGINT, SIGQUIT, SIGPIPE};
	/* Away from the numbers that are given out below: the caller may have closed its own 0 to 2. */
	int null = fcntl(open("/dev/null", O_RDWR | O_CLOEXEC), F_DUPFD_CLOEXEC, 3);
	sigset_t end;

	answer = fcntl(answer, F_DUPFD_CLOEXEC, 3);
	(void)setsid();
	for (size_t i = 0; i < ARRAY_SIZE(ignored); i++)
		(void)signal(ignored[i], SIG_IGN);
	/* Blocked from the beginning: whoever asks us to end before we wait is answered then. */
	sigemptyset(&end);
	sigaddset(&end, SIGTERM);
	sigprocmask(SIG_SETMASK, &end, NULL);
	(void)dup2(null, STDIN_FILENO);
	(void)dup2(answer, STDOUT_FILENO);
	(void)dup2(answer, STDERR_FILENO);
	(void)close_range(3, ~0u, 0);
}

/* The maker waits for the first child; the timer is the second, and nobody's. Allocates nothing: another thread may
 * have held the allocator's lock while this process was made (fork(2): only what is async-signal-safe). */
static void timer_process(int answer, const char *const *argv)
{
	pid_t pid;

	leave_terminal(answer);
	pid = fork();
	if (pid > 0)
		_exit(0);
	if (pid == 0 && chdir("/") == 0)
		execv("/proc/self/exe", (char *const *)(uintptr_t)argv);
	(void)dprintf(STDERR_FILENO, "%s", strerror(errno));
	_exit(1);
}

static int64_t monotonic_milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* All that it says until it is ready or dead. */
static char *read_answer(int fd)
{
	int64_t end = monotonic_milliseconds() + READY_SECONDS * 1000, left;
	struct str text = {0};

	while (text.length < ANSWER_MAX && !strstr(str_text(&text), READY) &&
	       (left = end - monotonic_milliseconds()) > 0) {
		struct pollfd wait = {.fd = fd, .events = POLLIN};
		char part[256];
		ssize_t n;

		if (poll(&wait, 1, (int)left) <= 0)
			continue;
		n = read(fd, part, sizeof(part));
		if (n == 0 || (n < 0 && errno != EINTR))
			break;
		if (n > 0)
			str_add_n(&text, part, (size_t)n);
	}
	return str_take(&text);
}

static int did_not_start(const char *reason, struct error *err)
{
	return error_set(err, ERROR_IO,
			 _("the process that would take the change back did not start (%s), so nothing was changed: "
			   "repeat, or apply without --confirm"),
			 reason);
}

int timer_start(const char *store, int64_t number, unsigned seconds, struct error *err)
{
	_cleanup_free_ char *revision = mem_printf("%lld", (long long)number), *until = NULL, *answer = NULL;
	const char *argv[] = {"nftabs", "--db", store, TAKE_BACK_COMMAND, revision, NULL, NULL};
	struct timespec now;
	int ends[2];
	pid_t pid;

	clock_gettime(CLOCK_BOOTTIME, &now);
	until = mem_printf("%lld", (long long)now.tv_sec + (now.tv_nsec > 0) + seconds);
	argv[5] = until;
	if (pipe2(ends, O_CLOEXEC) != 0)
		return did_not_start(strerror(errno), err);
	pid = fork();
	if (pid == 0)
		timer_process(ends[1], argv);
	close(ends[1]);
	if (pid < 0) {
		close(ends[0]);
		return did_not_start(strerror(errno), err);
	}
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		continue;
	answer = read_answer(ends[0]);
	close(ends[0]);
	if (strstr(answer, READY))
		return 0;
	answer[strcspn(answer, "\n")] = '\0';
	return did_not_start(*answer && utf8_is_printable(answer) ? answer : "?", err);
}
