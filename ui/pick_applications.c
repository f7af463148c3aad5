/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Applications to choose from: what runs now and really opens sockets (a launcher script never does), units, what is
 * installed, users, groups. */
#include "ui/pick_sources.h"

#include "base/i18n.h"

#include <ctype.h>
#include <dirent.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct running {
	char *path;
	char *pid;
	bool sockets;
};
typedef VEC(struct running) running_list_t;

static char *link_target(const char *path)
{
	char target[PATH_MAX];
	ssize_t n = readlink(path, target, sizeof(target));

	return n > 0 && n < (ssize_t)sizeof(target) ? mem_strndup(target, (size_t)n) : NULL;
}

/* Without the right to look at a process of another user it has none that we know of. */
static bool has_sockets(const char *pid)
{
	_cleanup_free_ char *path = mem_printf("/proc/%s/fd", pid);
	DIR *directory = opendir(path);
	const struct dirent *entry;
	bool found = false;

	while (directory && !found && (entry = readdir(directory))) {
		_cleanup_free_ char *name = mem_printf("%s/%s", path, entry->d_name), *target = link_target(name);

		found = target && str_has_prefix(target, "socket:");
	}
	if (directory)
		closedir(directory);
	return found;
}

static void add_process(running_list_t *list, const char *pid)
{
	_cleanup_free_ char *link = mem_printf("/proc/%s/exe", pid), *path = link_target(link);
	bool sockets;

	if (!path || path[0] != '/' || strstr(path, " (deleted)"))
		return;
	sockets = has_sockets(pid);
	VEC_FOREACH (list, each)
		if (str_equal(each->path, path)) {
			each->sockets |= sockets;
			return;
		}
	vec_push(list, ((struct running){TAKE_PTR(path), mem_strdup(pid), sockets}));
}

static int compare_running(const void *a, const void *b)
{
	const struct running *left = a, *right = b;

	if (left->sockets != right->sockets)
		return left->sockets ? -1 : 1;
	return strcmp(left->path, right->path);
}

static void add_running(pick_list_t *ret)
{
	running_list_t list = {0};
	DIR *directory = opendir("/proc");
	const struct dirent *entry;

	while (directory && (entry = readdir(directory)))
		if (isdigit((unsigned char)entry->d_name[0]))
			add_process(&list, entry->d_name);
	if (directory)
		closedir(directory);
	if (list.n)
		qsort(list.v, list.n, sizeof(*list.v), compare_running);
	VEC_FOREACH (&list, each) {
		_cleanup_free_ char *text = mem_printf(
		    each->sockets ? _("runs (process %s), has sockets open") : _("runs (process %s)"), each->pid);

		pick_add(ret, each->path, text);
		free(each->path);
		free(each->pid);
	}
	vec_done(&list);
}

static void add_units(struct editor *editor, pick_list_t *ret)
{
	const char *root = system_cgroup_root(editor->deploy->system);
	_cleanup_free_ char *path = mem_printf("%s/system.slice", root ? root : "");
	DIR *directory = root ? opendir(path) : NULL;
	const struct dirent *entry;

	while (directory && (entry = readdir(directory))) {
		size_t n = strlen(entry->d_name);
		_cleanup_free_ char *unit = NULL;

		if (n <= strlen(".service") || !str_equal(entry->d_name + n - strlen(".service"), ".service"))
			continue;
		unit = mem_printf("unit:%s", entry->d_name);
		pick_add(ret, unit, _("a service that runs"));
	}
	if (directory)
		closedir(directory);
}

static void add_users(pick_list_t *ret)
{
	const struct passwd *user;

	setpwent();
	while ((user = getpwent())) {
		_cleanup_free_ char *value = mem_printf("user:%s", user->pw_name);

		pick_add(ret, value, user->pw_gecos && *user->pw_gecos ? user->pw_gecos : _("a user"));
	}
	endpwent();
}

static void add_groups(pick_list_t *ret)
{
	const struct group *group;

	setgrent();
	while ((group = getgrent())) {
		_cleanup_free_ char *value = mem_printf("group:%s", group->gr_name);

		pick_add(ret, value, _("a group"));
	}
	endgrent();
}

void pick_applications(struct editor *editor, pick_list_t *ret)
{
	for (size_t i = 0; i < policy_object_count(&editor->policy, OBJECT_APPLICATION); i++) {
		const struct object *object = policy_object(&editor->policy, OBJECT_APPLICATION, i);
		_cleanup_free_ char *value = mem_printf("@%s", object->name);

		pick_add(ret, value, object->comment ? object->comment : "");
	}
	add_running(ret);
	add_units(editor, ret);
	pick_installed(editor, ret);
	add_users(ret);
	add_groups(ret);
}
