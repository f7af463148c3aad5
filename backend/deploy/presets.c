/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/deploy/presets.h"

#include "base/file.h"
#include "base/i18n.h"

#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

#define STARTER	 "workstation"
#define PROGRAMS "programs.json"
#define SUFFIX	 ".json"

static const char *user_language(void)
{
	/* TRANSLATORS: the code of your language, like "ja": it chooses the texts of the presets. */
	return _("en");
}

static char *preset_path(const char *file)
{
	const char *directory = secure_getenv("NFTABS_DATADIR");

	return mem_printf("%s/presets/%s", str_empty(directory) ? PKGDATADIR : directory, file);
}

static bool is_preset(const char *file)
{
	size_t n = strlen(file), suffix = strlen(SUFFIX);

	return n > suffix && file[0] != '.' && str_equal(file + n - suffix, SUFFIX) && !str_equal(file, PROGRAMS);
}

static int compare_names(const void *a, const void *b)
{
	char *const *left = a, *const *right = b;

	return strcmp(*left, *right);
}

void presets_names(strlist_t *ret)
{
	_cleanup_free_ char *path = preset_path("");
	DIR *directory = opendir(path);
	const struct dirent *entry;

	if (!directory)
		return;
	while ((entry = readdir(directory))) {
		_cleanup_free_ char *name = NULL;

		if (!is_preset(entry->d_name))
			continue;
		name = mem_strndup(entry->d_name, strlen(entry->d_name) - strlen(SUFFIX));
		strlist_add(ret, name);
	}
	closedir(directory);
	if (ret->n)
		qsort(ret->v, ret->n, sizeof(*ret->v), compare_names);
}

static int no_preset(const char *name, struct error *err)
{
	_cleanup_strlist_ strlist_t names = {0};
	_cleanup_str_ struct str list = {0};

	presets_names(&names);
	VEC_FOREACH (&names, each)
		str_addf(&list, "%s%s", list.length ? ", " : "", *each);
	if (!names.n) {
		_cleanup_free_ char *path = preset_path("");

		return error_set(err, ERROR_REFERENCE, _("there are no presets in %s: install nftabs again"), path);
	}
	return error_set(err, ERROR_REFERENCE, _("there is no preset '%s': there are %s"), name, str_text(&list));
}

/* Puts the file before a message about what stands in it. */
static int in_file(const char *path, struct error *err)
{
	_cleanup_free_ char *message = err ? TAKE_PTR(err->message) : NULL;

	return error_set(err, err ? err->code : ERROR_VALUE, "%s: %s", path, message ? message : "");
}

static int open_in(const char *language, const char *name, struct preset **ret, struct error *err)
{
	_cleanup_free_ char *file = mem_printf("%s%s", name, SUFFIX), *path = NULL;
	_cleanup_str_ struct str text = {0};

	if (strchr(name, '/') || !is_preset(file))
		return no_preset(name, err);
	path = preset_path(file);
	if (access(path, F_OK) != 0)
		return no_preset(name, err);
	if (file_read(path, &text, err) != 0)
		return -1;
	if (preset_read(str_text(&text), text.length, language, ret, err) != 0)
		return in_file(path, err);
	return 0;
}

int presets_open(const char *name, struct preset **ret, struct error *err)
{
	return open_in(user_language(), name, ret, err);
}

int presets_open_programs(struct preset_programs **ret, struct error *err)
{
	_cleanup_free_ char *path = preset_path(PROGRAMS);
	_cleanup_str_ struct str text = {0};

	if (access(path, F_OK) != 0) {
		*ret = NULL;
		return 0;
	}
	if (file_read(path, &text, err) != 0)
		return -1;
	if (preset_programs_read(str_text(&text), text.length, user_language(), ret, err) != 0)
		return in_file(path, err);
	return 0;
}

static int starter_in(const char *language, struct policy *ret, struct error *err)
{
	_cleanup_(preset_freep) struct preset *preset = NULL;
	_cleanup_strlist_ strlist_t notes = {0};
	struct policy policy;

	if (open_in(language, STARTER, &preset, err) != 0)
		return -1;
	policy_init(&policy);
	if (preset_apply(preset, NULL, NULL, 0, &policy, &notes, err) != 0) {
		policy_done(&policy);
		return -1;
	}
	*ret = policy;
	return 0;
}

int presets_starter(struct policy *ret, struct error *err)
{
	return starter_in(user_language(), ret, err);
}

int presets_is_starter(const struct policy *policy, struct error *err)
{
	bool same = false;

	for (size_t i = 0; preset_languages[i] && !same; i++) {
		_cleanup_policy_ struct policy starter = {0};

		if (starter_in(preset_languages[i], &starter, err) != 0)
			return -1;
		same = policy_equal(policy, &starter);
	}
	return same;
}
