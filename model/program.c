/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/program.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "model/name.h"

#include <ctype.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>

#define UNIT_NAME_MAX	 255
#define CGROUP_LEVEL_MAX 8

/* What the text of each kind begins with. */
static const char *const program_prefixes[] = {
    [PROGRAM_EXECUTABLE] = "", [PROGRAM_UNIT] = "unit:",   [PROGRAM_CGROUP] = "cgroup:",
    [PROGRAM_USER] = "user:",  [PROGRAM_GROUP] = "group:", [PROGRAM_OBJECT] = "@",
};

/* Absolute, without "//", "/./", "/../" and a slash at the end. */
static bool path_is_normal(const char *path)
{
	if (path[0] != '/' || strlen(path) >= PATH_MAX)
		return false;
	while (*path == '/') {
		size_t n = strcspn(++path, "/");

		if (n == 0 || (n == 1 && path[0] == '.') || (n == 2 && path[0] == '.' && path[1] == '.'))
			return false;
		path += n;
	}
	return true;
}

static int executable_check(const char *name, struct error *err)
{
	if (isalpha((unsigned char)name[0]) && name[1] == ':' && (name[2] == '\\' || name[2] == '/'))
		return error_set(err, ERROR_SYNTAX,
				 _("'%s' is a path of Windows: write the program's path on this machine, like "
				   "/usr/bin/msmtp"),
				 name);
	if (name[0] != '/')
		return error_set(
		    err, ERROR_SYNTAX,
		    _("'%s' is not an application: write a whole path like /usr/bin/msmtp, unit:NAME.service, "
		      "cgroup:/PATH, user:NAME, group:NAME or @Application"),
		    name);
	if (!path_is_normal(name))
		return error_set(
		    err, ERROR_SYNTAX,
		    _("the path '%s' is not in its plain form: write it without //, /./, /../ and a slash at "
		      "the end"),
		    name);
	return 0;
}

static bool unit_characters_ok(const char *name)
{
	for (const char *c = name; *c; c++)
		if (!isalnum((unsigned char)*c) && !strchr(":-_.\\@", *c))
			return false;
	return *name && *name != '.' && strlen(name) <= UNIT_NAME_MAX;
}

/* Only these unit types have a cgroup with processes (systemd.unit(5)). */
static int unit_check(const char *name, struct error *err)
{
	static const char *const suffixes[] = {".service", ".scope", ".slice", ".socket", ".mount", ".swap"};
	const char *dot = strrchr(name, '.');

	if (!unit_characters_ok(name))
		return error_set(err, ERROR_SYNTAX,
				 _("'unit:%s' is not the name of a systemd unit: write one like unit:postfix.service"),
				 name);
	for (size_t i = 0; i < ARRAY_SIZE(suffixes); i++)
		if (dot && dot != name && str_equal(dot, suffixes[i]))
			return 0;
	return error_set(err, ERROR_SYNTAX,
			 _("'unit:%s' does not end like a unit that has processes: write unit:%s.service, or .scope, "
			   ".slice, .socket, .mount or .swap"),
			 name, name);
}

static int cgroup_check(const char *name, struct error *err)
{
	unsigned levels = 0;

	if (!path_is_normal(name))
		return error_set(err, ERROR_SYNTAX,
				 _("'cgroup:%s' is not the path of a cgroup: write one like "
				   "cgroup:/system.slice/postfix.service"),
				 name);
	for (const char *c = name; *c; c++)
		levels += *c == '/';
	if (levels > CGROUP_LEVEL_MAX)
		return error_set(err, ERROR_VALUE,
				 _("'cgroup:%s' lies %u levels deep: the kernel can match %d, write a cgroup above it"),
				 name, levels, CGROUP_LEVEL_MAX);
	return 0;
}

/* A number must be an id: (uint32_t)-1 means "no user" to the kernel. */
static bool account_ok(const char *name)
{
	bool number = name[strspn(name, "0123456789")] == '\0';

	if (number)
		return str_to_uint(name, 0, UINT32_MAX - 1ul, &(unsigned long){0}) && (name[0] != '0' || !name[1]);
	return name[0] != '-' && !strpbrk(name, ":/ ,");
}

static int user_check(const char *name, struct error *err)
{
	if (!*name || !account_ok(name))
		return error_set(err, ERROR_SYNTAX, _("'user:%s' is not a user: write user:NAME or user:1000"), name);
	return 0;
}

static int group_check(const char *name, struct error *err)
{
	if (!*name || !account_ok(name))
		return error_set(err, ERROR_SYNTAX, _("'group:%s' is not a group: write group:NAME or group:1000"),
				 name);
	return 0;
}

static int (*const program_checks[])(const char *name, struct error *err) = {
    [PROGRAM_EXECUTABLE] = executable_check, [PROGRAM_UNIT] = unit_check,
    [PROGRAM_CGROUP] = cgroup_check,	     [PROGRAM_USER] = user_check,
    [PROGRAM_GROUP] = group_check,	     [PROGRAM_OBJECT] = name_check,
};

int program_parse(const char *text, struct program *ret, struct error *err)
{
	enum program_kind kind = PROGRAM_OBJECT;
	const char *name;

	if (!utf8_is_printable(text) || name_has_outer_blank(text))
		return error_set(err, ERROR_SYNTAX,
				 _("the application has a blank at an end, a control character or broken UTF-8 in it: "
				   "use printable text without such blanks"));
	while (kind > PROGRAM_EXECUTABLE && !str_has_prefix(text, program_prefixes[kind]))
		kind--;
	name = text + strlen(program_prefixes[kind]);
	if (program_checks[kind](name, err) < 0)
		return -1;
	*ret = (struct program){.kind = kind, .name = mem_strdup(name)};
	return 0;
}

void program_print(const struct program *program, struct str *out)
{
	str_add(out, program_prefixes[program->kind]);
	str_add(out, program->name);
}

void program_done(struct program *program)
{
	free(program->name);
	*program = (struct program){0};
}

struct program program_copy(const struct program *program)
{
	return (struct program){.kind = program->kind, .name = mem_strdup(program->name)};
}

bool program_equal(const struct program *a, const struct program *b)
{
	return a->kind == b->kind && str_equal(a->name, b->name);
}

void program_list_done(program_list_t *list)
{
	VEC_FOREACH (list, program)
		free(program->name);
	vec_done(list);
}
