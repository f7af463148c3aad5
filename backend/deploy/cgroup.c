/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/deploy/parts.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define LEVEL_MAX	8     /* socket cgroupv2 asks levels 1 to 8 */
#define DIRECTORIES_MAX 20000 /* looked at for one unit, so that a runaway tree cannot hold up an apply */

/* Fields of a line of mountinfo, proc(5). Optional fields stand between the options and " - ". */
enum { FIELD_ID, FIELD_PARENT, FIELD_DEVICE, FIELD_ROOT, FIELD_PATH, FIELD_OPTIONS, FIELD_MAX };

/* The kernel writes blank, tab, newline and backslash as three octal digits. */
static char *unescape(const char *text, size_t n)
{
	_cleanup_str_ struct str out = {0};

	for (size_t i = 0; i < n; i++) {
		if (text[i] == '\\' && i + 3 < n && strspn(text + i + 1, "01234567") >= 3) {
			str_add_char(&out,
				     (char)((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 + text[i + 3] - '0'));
			i += 3;
		} else {
			str_add_char(&out, text[i]);
		}
	}
	return str_take(&out);
}

static unsigned path_depth(const char *path)
{
	unsigned depth = 0;

	for (; *path; path++)
		depth += path[0] == '/' && path[1] && path[1] != '/';
	return depth;
}

/* A mount whose root lies above our cgroup namespace ("/..") shows directories whose level the kernel would count
 * otherwise. */
static bool read_mount(char *line, const char *root, struct cgroup_mount *ret)
{
	char *separator = strstr(line, " - ");
	char *field[FIELD_MAX] = {0}, *save = NULL;
	_cleanup_free_ char *shown = NULL, *path = NULL;

	if (!separator || !str_has_prefix(separator, " - cgroup2 "))
		return false;
	*separator = '\0';
	field[0] = strtok_r(line, " ", &save);
	for (size_t i = 1; i < FIELD_MAX; i++)
		field[i] = strtok_r(NULL, " ", &save);
	if (!field[FIELD_OPTIONS])
		return false;
	shown = unescape(field[FIELD_ROOT], strlen(field[FIELD_ROOT]));
	if (str_has_prefix(shown, "/.."))
		return false;
	path = unescape(field[FIELD_PATH], strlen(field[FIELD_PATH]));
	cgroup_mount_done(ret);
	ret->path = mem_printf("%s%s", root, path);
	ret->depth = path_depth(shown);
	return true;
}

void cgroup_mount_find(const char *root, struct cgroup_mount *ret)
{
	_cleanup_free_ char *text = system_read_file(root, "/proc/self/mountinfo");
	char *save = NULL;

	*ret = (struct cgroup_mount){0};
	if (!text)
		return;
	for (char *line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
		/* The whole tree is better than a part of it. */
		if (read_mount(line, root, ret) && ret->depth == 0)
			return;
	}
}

void cgroup_mount_done(struct cgroup_mount *mount)
{
	free(mount->path);
	*mount = (struct cgroup_mount){0};
}

struct search {
	const char *unit;
	cgroup_ref_list_t *found;
	size_t seen;
};

static void add_directory(int fd, unsigned level, cgroup_ref_list_t *found)
{
	struct stat st;

	/* The inode number of a cgroup's directory is its 64-bit id. */
	if (level >= 1 && level <= LEVEL_MAX && fstat(fd, &st) == 0 && S_ISDIR(st.st_mode))
		vec_push(found, ((struct cgroup_ref){.id = st.st_ino, .level = level}));
}

static bool is_slice(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot && strcmp(dot, ".slice") == 0;
}

static void search_directory(struct search *search, int fd, unsigned level);

static void search_entry(struct search *search, int parent, const struct dirent *entry, unsigned level)
{
	bool wanted = strcmp(entry->d_name, search->unit) == 0;
	int fd;

	if (entry->d_name[0] == '.' || (entry->d_type != DT_DIR && entry->d_type != DT_UNKNOWN))
		return;
	if (!wanted && !is_slice(entry->d_name))
		return;
	fd = openat(parent, entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return;
	if (wanted)
		add_directory(fd, level, search->found);
	if (is_slice(entry->d_name) && level < LEVEL_MAX)
		search_directory(search, fd, level + 1);
	else
		close(fd);
}

/* Takes fd over. level is that of its entries. */
static void search_directory(struct search *search, int fd, unsigned level)
{
	DIR *directory = fdopendir(fd);
	struct dirent *entry;

	if (!directory) {
		close(fd);
		return;
	}
	while (search->seen < DIRECTORIES_MAX && (entry = readdir(directory))) {
		search->seen++;
		search_entry(search, dirfd(directory), entry, level);
	}
	closedir(directory);
}

static void find_unit(const struct cgroup_mount *mount, const char *unit, cgroup_ref_list_t *ret)
{
	struct search search = {.unit = unit, .found = ret};
	int fd = open(mount->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0)
		search_directory(&search, fd, mount->depth + 1);
}

static void find_path(const struct cgroup_mount *mount, const char *path, cgroup_ref_list_t *ret)
{
	_cleanup_free_ char *full = mem_printf("%s%s", mount->path, path);
	int fd = open(full, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	if (fd < 0)
		return;
	add_directory(fd, mount->depth + path_depth(path), ret);
	close(fd);
}

void cgroup_find(const struct cgroup_mount *mount, const struct program *program, cgroup_ref_list_t *ret)
{
	if (!mount->path)
		return;
	if (program->kind == PROGRAM_UNIT)
		find_unit(mount, program->name, ret);
	else if (program->kind == PROGRAM_CGROUP)
		find_path(mount, program->name, ret);
}
