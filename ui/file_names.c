/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/file_names.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

char *file_name_expand(const char *typed)
{
	const char *home = getenv("HOME");

	if (typed[0] == '~' && (!typed[1] || typed[1] == '/') && !str_empty(home))
		return mem_printf("%s%s", home, typed + 1);
	return mem_strdup(typed);
}

char *file_name_directory(const char *typed)
{
	const char *slash = strrchr(typed, '/');

	return slash ? mem_strndup(typed, (size_t)(slash - typed) + 1) : mem_strdup("");
}

static bool is_directory(const char *directory, const struct dirent *entry)
{
	_cleanup_free_ char *path = NULL;
	struct stat st;

	if (entry->d_type != DT_UNKNOWN && entry->d_type != DT_LNK)
		return entry->d_type == DT_DIR;
	path = mem_printf("%s/%s", directory, entry->d_name);
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static int compare(const void *a, const void *b)
{
	const char *x = *(char *const *)a, *y = *(char *const *)b;
	bool x_is_file = x[strlen(x) - 1] != '/', y_is_file = y[strlen(y) - 1] != '/';

	return x_is_file != y_is_file ? x_is_file - y_is_file : strcmp(x, y);
}

static void read_names(DIR *directory, const char *path, bool all, strlist_t *ret)
{
	const struct dirent *entry;

	while ((entry = readdir(directory))) {
		_cleanup_free_ char *name = NULL;

		if (str_equal(entry->d_name, ".") || str_equal(entry->d_name, "..") ||
		    (!all && entry->d_name[0] == '.'))
			continue;
		name = mem_printf("%s%s", entry->d_name, is_directory(path, entry) ? "/" : "");
		strlist_add(ret, name);
	}
}

void file_name_list(const char *directory, bool all, strlist_t *ret)
{
	_cleanup_free_ char *expanded = file_name_expand(directory);
	const char *path = *expanded ? expanded : ".";
	DIR *open = opendir(path);
	size_t first = ret->n + 1;

	if (!open)
		return;
	strlist_add(ret, "../");
	read_names(open, path, all, ret);
	closedir(open);
	qsort(ret->v + first, ret->n - first, sizeof(*ret->v), compare);
}

static size_t common(const char *a, const char *b)
{
	size_t n = 0;

	while (a[n] && a[n] == b[n])
		n++;
	/* Not within a character. */
	while (n && ((unsigned char)a[n] & 0xc0) == 0x80)
		n--;
	return n;
}

bool file_name_complete(const char *typed, struct str *out)
{
	_cleanup_free_ char *directory = file_name_directory(typed);
	_cleanup_strlist_ strlist_t names = {0};
	const char *begun = typed + strlen(directory), *found = NULL;
	size_t length = 0;

	file_name_list(directory, *begun == '.', &names);
	for (size_t i = 1; i < names.n; i++) {
		if (!str_has_prefix(names.v[i], begun))
			continue;
		length = found ? common(found, names.v[i]) < length ? common(found, names.v[i]) : length
			       : strlen(names.v[i]);
		found = found ? found : names.v[i];
	}
	if (!found || length <= strlen(begun))
		return false;
	str_add(out, directory);
	str_add_n(out, found, length);
	return true;
}
