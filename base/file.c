/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/file.h"

#include "base/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int file_error(const char *path, struct error *err)
{
	enum error_code code = errno == EACCES || errno == EPERM ? ERROR_PERMISSION : ERROR_IO;

	return error_set(err, code, "%s: %s", path, strerror(errno));
}

static int read_stream(FILE *file, const char *path, struct str *ret, struct error *err)
{
	char part[65536];
	size_t n;

	while ((n = fread(part, 1, sizeof(part), file))) {
		str_add_n(ret, part, n);
		if (ret->length > FILE_SIZE_MAX)
			return error_set(err, ERROR_VALUE, _("%s is larger than %zu bytes: that is no policy"), path,
					 FILE_SIZE_MAX);
	}
	return ferror(file) ? file_error(path, err) : 0;
}

int file_read(const char *path, struct str *ret, struct error *err)
{
	_cleanup_str_ struct str text = {0};
	FILE *file;
	int result;

	if (str_equal(path, "-")) {
		result = read_stream(stdin, _("standard input"), &text, err);
	} else {
		file = fopen(path, "re");
		if (!file)
			return file_error(path, err);
		result = read_stream(file, path, &text, err);
		fclose(file);
	}
	if (result)
		return -1;
	*ret = text;
	text = (struct str){0};
	return 0;
}

static int write_all(int fd, const char *text, size_t size)
{
	while (size) {
		ssize_t n = write(fd, text, size);

		if (n < 0 && errno != EINTR)
			return -1;
		if (n > 0) {
			text += n;
			size -= (size_t)n;
		}
	}
	return 0;
}

/* What umask(2) tells only by changing it for all threads at once. */
static mode_t current_umask(void)
{
	FILE *file = fopen("/proc/self/status", "re");
	unsigned mask = 077;
	char line[256];

	while (file && fgets(line, sizeof(line), file))
		if (sscanf(line, "Umask: %o", &mask) == 1)
			break;
	if (file)
		fclose(file);
	return (mode_t)mask;
}

/* Rights of the file that is replaced, else what a new file would get; never for all the world to write. */
static mode_t wanted_mode(const char *path)
{
	struct stat st;

	return !stat(path, &st) ? st.st_mode & 07777 : 0664 & ~current_umask();
}

static int write_and_sync(int fd, const char *path, const char *text, size_t size)
{
	if (fchmod(fd, wanted_mode(path)) || write_all(fd, text, size) || fsync(fd)) {
		int saved = errno;

		close(fd);
		errno = saved;
		return -1;
	}
	return close(fd);
}

static int write_atomically(const char *path, const char *text, size_t size, struct error *err)
{
	_cleanup_free_ char *beside = mem_printf("%s.XXXXXX", path);
	int fd = mkostemp(beside, O_CLOEXEC);

	if (fd < 0)
		return file_error(path, err);
	if (write_and_sync(fd, path, text, size) || rename(beside, path)) {
		int saved = errno;

		unlink(beside);
		errno = saved;
		return file_error(path, err);
	}
	return 0;
}

/* A pipe or device cannot be replaced, only written to. */
static bool is_special(const char *path)
{
	struct stat st;

	return !stat(path, &st) && !S_ISREG(st.st_mode);
}

static int write_into(const char *path, const char *text, size_t size, struct error *err)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return file_error(path, err);
	if (write_all(fd, text, size)) {
		int saved = errno;

		close(fd);
		errno = saved;
		return file_error(path, err);
	}
	return close(fd) ? file_error(path, err) : 0;
}

int file_write(const char *path, const char *text, size_t size, struct error *err)
{
	if (!path)
		return fwrite(text, 1, size, stdout) == size ? 0 : file_error(_("standard output"), err);
	return is_special(path) ? write_into(path, text, size, err) : write_atomically(path, text, size, err);
}
