/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The process that takes an applied change back. It outlives the terminal, the editor and the SSH session: it has a
 * session of its own, no open file of its maker, and decides by the store alone. */
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

static void take_back_if_pending(const char *path, int64_t number)
{
	_cleanup_(revision_done) struct revision revision = {0};
	_cleanup_(store_closep) struct store *store = NULL;
	_cleanup_(system_freep) struct system *system = system_new();
	struct deploy deploy = {.system = system};

	if (store_open(path, STORE_WRITE, &store, NULL) != 0)
		return;
	deploy.store = store;
	if (store_revision(store, number, false, &revision, NULL) == 0 && revision.state == REVISION_PENDING)
		(void)deploy_take_back(&deploy, number, NULL);
	kernel_close(deploy.kernel);
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

static void timer_process(const char *path, int64_t number, const struct timespec *deadline)
{
	leave_terminal();
	if (fork() != 0)
		_exit(0); /* the maker waits for this one; the timer is nobody's child */
	wait_until(deadline);
	take_back_if_pending(path, number);
	_exit(0);
}

int timer_start(const char *store, int64_t number, unsigned seconds, struct error *err)
{
	_cleanup_free_ char *path = realpath(store, NULL);
	struct timespec deadline;
	pid_t pid;

	clock_gettime(CLOCK_BOOTTIME, &deadline);
	deadline.tv_sec += seconds;
	pid = path ? fork() : -1;
	if (pid == 0)
		timer_process(path, number, &deadline);
	if (pid < 0)
		return error_set(
		    err, ERROR_IO,
		    _("the process that would take the change back cannot be started (%s), so it was taken back "
		      "at once: apply without --confirm, or free memory"),
		    strerror(errno));
	(void)waitpid(pid, NULL, 0);
	return 0;
}
