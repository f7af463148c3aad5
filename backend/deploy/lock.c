/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/deploy/revision.h"
#include "base/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#define PAUSE_MS 20

/* flock(2) has no time limit. */
static bool wait_for(int fd, struct watch *watch)
{
	const struct timespec pause = {.tv_nsec = PAUSE_MS * 1000000L};

	for (unsigned waited = 0; flock(fd, LOCK_EX | LOCK_NB) != 0; waited += PAUSE_MS) {
		if ((errno != EWOULDBLOCK && errno != EINTR) || waited >= LOCK_SECONDS * 1000 ||
		    !watch_ask(watch, 0, 0))
			return false;
		(void)nanosleep(&pause, NULL);
	}
	return true;
}

/* A file of its own: closing any descriptor of the database would drop the locks that SQLite holds on it. It is never
 * removed, because a lock on a removed file keeps nobody out. */
int deploy_lock(struct deploy *deploy, struct deploy_lock *ret, struct error *err)
{
	_cleanup_free_ char *path = mem_printf("%s-lock", store_path(deploy->store));
	struct step_watch wait;
	bool locked;
	int fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (fd < 0)
		return error_set(err, errno == EACCES || errno == EPERM || errno == EROFS ? ERROR_PERMISSION : ERROR_IO,
				 _("%s, which keeps two changes of the firewall apart, cannot be opened (%s): make it "
				   "writable, or make room"),
				 path, strerror(errno));
	locked = wait_for(fd, step_begin(&wait, deploy, DEPLOY_WAIT));
	if (!locked || step_refuse(&wait, NULL) != 0)
		close(fd);
	if (step_refuse(&wait, err) != 0)
		return -1;
	if (!locked)
		return error_set(err, ERROR_CONFLICT,
				 _("another nftabs has been changing the firewall for more than %d seconds: repeat "
				   "when it is done, or end it"),
				 LOCK_SECONDS);
	ret->fd = fd;
	return 0;
}

int deploy_lock_to_write(struct deploy *deploy, struct deploy_lock *ret, struct error *err)
{
	return store_check_write(deploy->store, err) || deploy_lock(deploy, ret, err) ? -1 : 0;
}

/* Not left to close(): a child that was forked in the meantime may have the descriptor still. */
void deploy_unlock(struct deploy_lock *lock)
{
	if (lock->fd < 0)
		return;
	(void)flock(lock->fd, LOCK_UN);
	close(lock->fd);
	lock->fd = -1;
}
