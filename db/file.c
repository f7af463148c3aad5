/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "db/file.h"

#include "base/i18n.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* "." for a path without a slash. Caller frees. */
static char *file_directory(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return mem_strdup(".");
	return mem_strndup(path, slash == path ? 1 : (size_t)(slash - path));
}

static int file_denied(const char *path, int number, bool write, struct error *err)
{
	if (number == EROFS)
		return error_set(err, ERROR_PERMISSION, _("%s cannot be changed: its file system is mounted read-only"),
				 path);
	if (number != EACCES && number != EPERM)
		return error_set(err, ERROR_IO, _("%s cannot be opened: %s"), path, strerror(number));
	if (write)
		return error_set(
		    err, ERROR_PERMISSION,
		    _("you may not change %s: repeat as root (sudo), or name a file of your own with --db"), path);
	return error_set(err, ERROR_PERMISSION,
			 _("you may not read %s: repeat as root (sudo), or name a file of your own with --db"), path);
}

static int file_access(const char *path, int mode, struct error *err)
{
	return faccessat(AT_FDCWD, path, mode, AT_EACCESS) ? file_denied(path, errno, mode & W_OK, err) : 0;
}

static int file_check_plain(const char *path, const struct stat *st, struct error *err)
{
	if (S_ISLNK(st->st_mode))
		return error_set(err, ERROR_VALUE, _("%s is a symbolic link: name the file that it points to"), path);
	if (S_ISDIR(st->st_mode))
		return error_set(err, ERROR_VALUE, _("%s is a directory: name a file in it"), path);
	if (!S_ISREG(st->st_mode))
		return error_set(err, ERROR_VALUE, _("%s is a device, pipe or socket: name a plain file"), path);
	return 0;
}

int file_check_read(const char *path, struct error *err)
{
	struct stat st;

	if (lstat(path, &st)) {
		if (errno != ENOENT && errno != ENOTDIR)
			return file_denied(path, errno, false, err);
		return error_set(
		    err, ERROR_REFERENCE,
		    _("there is no policy at %s: the first change, made as root, creates it; or name another file "
		      "with --db"),
		    path);
	}
	if (file_check_plain(path, &st, err))
		return -1;
	return file_access(path, R_OK, err);
}

static int file_make_directory(const char *directory, struct error *err)
{
	if (mkdir(directory, 0700)) {
		if (errno == EEXIST)
			return 0;
		if (errno == ENOENT)
			return error_set(
			    err, ERROR_IO,
			    _("%s cannot be made, because the directory above it is missing: make that first"),
			    directory);
		return file_denied(directory, errno, true, err);
	}
	/* The umask may have taken bits away from the owner. */
	if (chmod(directory, 0700))
		return file_denied(directory, errno, true, err);
	return 0;
}

/* O_EXCL: a file or a link that someone else puts there in the meantime is never opened. This process closes the
 * descriptor of a new file only: closing one of an existing file would drop the locks that another connection of this
 * process holds on it (POSIX locks belong to the process). */
static int file_make(const char *path, struct error *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	int result = 0;

	if (fd < 0)
		return errno == EEXIST ? 0 : file_denied(path, errno, true, err);
	if (fchmod(fd, 0600))
		result = file_denied(path, errno, true, err);
	close(fd);
	return result;
}

int file_prepare_write(const char *path, struct error *err)
{
	_cleanup_free_ char *directory = file_directory(path);
	struct stat st;

	if (lstat(path, &st)) {
		if (errno != ENOENT)
			return file_denied(path, errno, true, err);
		if (file_make_directory(directory, err) || file_make(path, err))
			return -1;
		if (lstat(path, &st))
			return file_denied(path, errno, true, err);
	}
	if (file_check_plain(path, &st, err) || file_access(path, R_OK | W_OK, err))
		return -1;
	return file_access(directory, W_OK | X_OK, err);
}

bool file_has_log(const char *path)
{
	_cleanup_free_ char *log = mem_printf("%s-wal", path);
	struct stat st;

	return lstat(log, &st) == 0;
}

char *file_absolute(const char *path)
{
	_cleanup_free_ char *directory = *path == '/' ? NULL : getcwd(NULL, 0);

	return directory ? mem_printf("%s/%s", directory, path) : mem_strdup(path);
}

int file_look(const char *path, struct stat *ret, struct error *err)
{
	struct stat st;

	if (lstat(path, &st))
		return file_denied(path, errno, false, err);
	*ret = st;
	return 0;
}

bool file_moved(const char *path, const struct stat *seen)
{
	struct stat st;

	return lstat(path, &st) || st.st_dev != seen->st_dev || st.st_ino != seen->st_ino;
}

bool file_changed(const char *path, const struct stat *seen)
{
	struct stat st;

	return file_moved(path, seen) || lstat(path, &st) || st.st_size != seen->st_size ||
	       st.st_mtim.tv_sec != seen->st_mtim.tv_sec || st.st_mtim.tv_nsec != seen->st_mtim.tv_nsec;
}
