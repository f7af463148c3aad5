/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The process that takes an applied change back. It outlives the terminal, the editor and the SSH session: it has a
 * session of its own, no open file of its maker, and decides by the store alone. It is the program started anew, not a
 * mere fork: SQLite keeps what it knows of a file's locks in the process, and a child that inherits it waits for
 * itself. */
#include "backend/deploy/revision.h"
#include "base/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void wait_until(const struct timespec *deadline)
{
	while (clock_nanosleep(CLOCK_BOOTTIME, TIMER_ABSTIME, deadline, NULL) == EINTR)
		continue;
}

int deploy_wait_and_take_back(struct deploy *deploy, int64_t number, int64_t deadline, struct error *err)
{
	const struct timespec until = {.tv_sec = deadline};
	_cleanup_(revision_done) struct revision revision = {0};

	wait_until(&until);
	if (store_revision(deploy->store, number, false, &revision, err) != 0)
		return -1;
	return revision.state == REVISION_PENDING ? deploy_take_back(deploy, number, err) : 0;
}

static void leave_terminal(void)
{
	int null = open("/dev/null", O_RDWR);

	(void)setsid();
	(void)signal(SIGHUP, SIG_IGN);
	(void)signal(SIGPIPE, SIG_IGN);
	(void)signal(SIGINT, SIG_IGN);
	(void)signal(SIGTERM, SIG_IGN);
	if (null >= 0)
		for (int fd = 0; fd <= 2; fd++)
			(void)dup2(null, fd);
	(void)close_range(3, ~0u, 0);
	if (chdir("/") != 0)
		_exit(1);
}

static void timer_process(const char *path, int64_t number, int64_t deadline)
{
	_cleanup_free_ char *revision = mem_printf("%lld", (long long)number);
	_cleanup_free_ char *until = mem_printf("%lld", (long long)deadline);
	const char *const argv[] = {"nftabs", "--db", path, TAKE_BACK_COMMAND, revision, until, NULL};

	leave_terminal();
	if (fork() != 0)
		_exit(0); /* the maker waits for this one; the timer is nobody's child */
	execv("/proc/self/exe", (char *const *)(uintptr_t)argv);
	_exit(1);
}

int timer_start(const char *store, int64_t number, unsigned seconds, struct error *err)
{
	_cleanup_free_ char *path = realpath(store, NULL);
	struct timespec now;
	pid_t pid;

	clock_gettime(CLOCK_BOOTTIME, &now);
	pid = path ? fork() : -1;
	if (pid == 0)
		timer_process(path, number, now.tv_sec + (now.tv_nsec > 0) + seconds);
	if (pid < 0)
		return error_set(
		    err, ERROR_IO,
		    _("the process that would take the change back cannot be started (%s), so it was taken back "
		      "at once: apply without --confirm, or free memory"),
		    strerror(errno));
	(void)waitpid(pid, NULL, 0);
	return 0;
}
