/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Programs to choose from that are installed, running or not. What is listed is what the kernel will know the program
 * by: links are followed, and launchers stand for what they start. */
#include "backend/deploy/presets.h"
#include "base/i18n.h"
#include "ui/pick_sources.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct installed {
	char *path;
	char *text;
};
typedef VEC(struct installed) installed_list_t;

struct search {
	const struct preset_programs *programs;
	installed_list_t list;
};

static void add(struct search *search, const char *path, const char *text)
{
	vec_push(&search->list, ((struct installed){mem_strdup(path), mem_strdup(text)}));
}

static bool is_program(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISREG(status.st_mode) && status.st_mode & S_IXUSR;
}

/* execve(2): the interpreter runs, and a rule for the script's own path matches nothing. */
static bool is_script(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	char mark[2];
	bool is;

	if (fd < 0)
		return false;
	is = read(fd, mark, sizeof(mark)) == sizeof(mark) && mark[0] == '#' && mark[1] == '!';
	close(fd);
	return is;
}

/* Whether it is a launcher, or no executable can stand for it, as the table of programs knows. */
static bool add_known(struct search *search, const char *path)
{
	_cleanup_strlist_ strlist_t items = {0}, notes = {0};
	_cleanup_error_ struct error err = {0};

	strlist_add(&items, path);
	if (preset_programs_replace(search->programs, &items, &notes, &err)) {
		add(search, path, err.message);
		return true;
	}
	if (items.n == 1 && str_equal(items.v[0], path))
		return false;
	VEC_FOREACH (&items, item) {
		_cleanup_free_ char *text = mem_printf(_("installed; %s starts it"), path);

		if (is_program(*item))
			add(search, *item, text);
	}
	return true;
}

static void add_file(struct search *search, const char *path)
{
	_cleanup_free_ char *real = is_program(path) ? realpath(path, NULL) : NULL;

	if (!real || add_known(search, path) || (!str_equal(real, path) && add_known(search, real)))
		return;
	add(search, real, is_script(real) ? _("a script: name its unit or user instead") : _("installed"));
}

static void add_directory(struct search *search, const char *directory)
{
	DIR *stream = opendir(directory);
	const struct dirent *entry;

	while (stream && (entry = readdir(stream))) {
		_cleanup_free_ char *path = mem_printf("%s/%s", directory, entry->d_name);

		if (entry->d_name[0] != '.')
			add_file(search, path);
	}
	if (stream)
		closedir(stream);
}

static int compare(const void *a, const void *b)
{
	return strcmp(((const struct installed *)a)->path, ((const struct installed *)b)->path);
}

static bool is_listed(const pick_list_t *list, size_t n, const char *path)
{
	for (size_t i = 0; i < n; i++)
		if (str_equal(list->v[i].value, path))
			return true;
	return false;
}

void pick_installed(struct editor *editor, pick_list_t *ret)
{
	static const char *const directories[] = {"/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin"};
	_cleanup_(preset_programs_freep) struct preset_programs *programs = NULL;
	struct search search = {0};
	size_t before = ret->n;

	(void)editor;
	(void)presets_open_programs(&programs, NULL);
	search.programs = programs;
	for (size_t i = 0; i < ARRAY_SIZE(directories); i++)
		add_directory(&search, directories[i]);
	if (search.list.n)
		qsort(search.list.v, search.list.n, sizeof(*search.list.v), compare);
	VEC_FOREACH (&search.list, each) {
		bool again = each > search.list.v && str_equal(each->path, each[-1].path);

		if (!again && !is_listed(ret, before, each->path))
			pick_add(ret, each->path, each->text);
	}
	VEC_FOREACH (&search.list, each) {
		free(each->path);
		free(each->text);
	}
	vec_done(&search.list);
}
