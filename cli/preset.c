/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/preset.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "cli/file.h"
#include "cli/findings.h"
#include "cli/output.h"
#include "cli/starter.h"
#include "model/document.h"
#include "model/preset.h"
#include "model/table.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#define SUFFIX	 ".json"
#define PROGRAMS "programs"

/* TRANSLATORS: the language of the texts in preset files, "en" or "ja". */
static const char *preset_language(void)
{
	return _("en");
}

static char *preset_directory(void)
{
	const char *data = secure_getenv("NFTABS_DATADIR");

	return mem_printf("%s/presets", data ? data : PKGDATADIR);
}

/* Names become file names, so they are letters, digits and hyphens only. */
static bool is_preset_name(const char *name)
{
	return *name && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(name) &&
	       !str_equal(name, PROGRAMS);
}

static int read_file(const char *name, struct str *ret, struct error *err)
{
	_cleanup_free_ char *directory = preset_directory(), *path = mem_printf("%s/%s" SUFFIX, directory, name);

	return file_read(path, ret, err);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void preset_names(strlist_t *ret)
{
	_cleanup_free_ char *path = preset_directory();
	DIR *directory = opendir(path);

	if (!directory)
		return;
	for (struct dirent *entry; (entry = readdir(directory));) {
		_cleanup_free_ char *name = mem_strdup(entry->d_name);
		char *suffix = strstr(name, SUFFIX);

		if (!suffix || !str_equal(suffix, SUFFIX))
			continue;
		*suffix = '\0';
		if (is_preset_name(name))
			strlist_add(ret, name);
	}
	closedir(directory);
	if (ret->n)
		qsort(ret->v, ret->n, sizeof(*ret->v), compare_names);
}

static int preset_open(const char *name, struct preset **ret, struct error *err)
{
	_cleanup_strlist_ strlist_t names = {0};
	_cleanup_str_ struct str text = {0};

	preset_names(&names);
	if (!strlist_has(&names, name))
		return error_set(err, ERROR_REFERENCE, _("there is no preset '%s': nftabs preset list shows them"),
				 name);
	if (read_file(name, &text, err) != 0)
		return -1;
	return preset_read(str_text(&text), text.length, preset_language(), ret, err);
}

static int programs_open(struct preset_programs **ret, struct error *err)
{
	_cleanup_str_ struct str text = {0};

	if (read_file(PROGRAMS, &text, err) != 0)
		return -1;
	return preset_programs_read(str_text(&text), text.length, preset_language(), ret, err);
}

int preset_list(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_strlist_ strlist_t names = {0};
	json_t *list = json_array();

	(void)args;
	preset_names(&names);
	VEC_FOREACH (&names, name) {
		_cleanup_(preset_freep) struct preset *preset = NULL;

		if (preset_open(*name, &preset, err) != 0) {
			json_decref(list);
			return -1;
		}
		if (cli->json)
			json_array_append_new(list,
					      json_pack("{s:s, s:s, s:s}", "name", *name, "title", preset_title(preset),
							"description", preset_description(preset)));
		else
			printf("%-12s %s\n", *name, preset_description(preset));
	}
	if (cli->json)
		output_json(json_incref(list));
	json_decref(list);
	return EXIT_DONE;
}

static void print_option(const struct preset_option *option)
{
	printf("  --%s%s\n      %s\n", option->key, option->kind == PRESET_FLAG ? "" : " …", option->help);
	if (option->words.n) {
		fputs("     ", stdout);
		VEC_FOREACH (&option->words, word)
			printf(" %s", *word);
		putchar('\n');
	}
	if (option->required)
		printf("      %s\n", _("It must be given."));
	else if (!str_empty(option->otherwise))
		printf(_("      When not given: %s\n"), option->otherwise);
}

static json_t *option_json(const struct preset_option *option)
{
	return json_pack("{s:s, s:b, s:s, s:s, s:o}", "key", option->key, "required", option->required, "default",
			 option->otherwise, "help", option->help, "words", output_strings(&option->words));
}

int preset_show(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_(preset_freep) struct preset *preset = NULL;
	json_t *options = json_array();

	if (preset_open(args->words.v[0], &preset, err) != 0) {
		json_decref(options);
		return -1;
	}
	VEC_FOREACH (preset_options_of(preset), option)
		json_array_append_new(options, option_json(option));
	if (cli->json) {
		output_json(json_pack("{s:s, s:s, s:s, s:O}", "name", preset_name(preset), "title",
				      preset_title(preset), "description", preset_description(preset), "options",
				      options));
	} else {
		printf("%s\n%s\n", preset_title(preset), preset_description(preset));
		VEC_FOREACH (preset_options_of(preset), option)
			print_option(option);
	}
	json_decref(options);
	return EXIT_DONE;
}

/* Options live as long as the process: they come from a file that was read for this command line. */
int preset_options(struct cli *cli, const strlist_t *words, option_list_t *ret, struct error *err)
{
	struct preset *preset = NULL;

	if (!words->n)
		return 0;
	if (!cli->preset && preset_open(words->v[0], &preset, err) != 0)
		return -1;
	if (!cli->preset)
		cli->preset = preset;
	VEC_FOREACH (preset_options_of(cli->preset), option)
		vec_push(ret, ((struct option){.name = option->key,
					       .argument = option->kind == PRESET_FLAG ? NULL : N_("VALUE"),
					       .help = option->help}));
	return 0;
}

static size_t collect_values(const struct args *args, const struct preset *preset, struct preset_value *ret)
{
	size_t n = 0;

	VEC_FOREACH (&args->given, given)
		VEC_FOREACH (preset_options_of(preset), option)
			if (option_is(given->option, option->key))
				ret[n++] = (struct preset_value){option->key, given->value ? given->value : "yes"};
	return n;
}

static int check_new_rules(struct cli *cli, const struct policy *policy, size_t n, struct error *err)
{
	for (size_t i = 0; i < n; i++) {
		const struct rule *rule = &policy->rules.v[i];

		if (rule_check(policy, cli_environment(cli), rule, i, err) != 0)
			return error_about(err, "rule", rule->id, i + 1, rule->name);
	}
	return 0;
}

static void print_made(struct cli *cli, const struct policy *policy, size_t n, const strlist_t *notes)
{
	json_t *rules = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(rules, document_rule(&policy->rules.v[i], i + 1));
	if (cli->json) {
		output_json(json_pack("{s:O, s:o}", "rules", rules, "notes", output_strings(notes)));
	} else {
		for (size_t i = 0; i < n; i++) {
			_cleanup_str_ struct str sentence = {0};

			table_sentence(&policy->rules.v[i], cli_environment(cli), &sentence);
			printf("+ %zu  %s\n     %s\n", i + 1, policy->rules.v[i].name, str_text(&sentence));
		}
		VEC_FOREACH (notes, note)
			printf("! %s\n", *note);
		output_note(cli, _("Stored, not yet in force. Next: nftabs check, nftabs apply"));
	}
	json_decref(rules);
}

int preset_apply_command(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_(preset_programs_freep) struct preset_programs *programs = NULL;
	_cleanup_free_ struct preset_value *values = mem_calloc(args->given.n, sizeof(*values));
	_cleanup_strlist_ strlist_t notes = {0};
	_cleanup_free_ char *summary = NULL;
	_cleanup_edit_ struct edit edit = {0};
	size_t n, made;

	if (programs_open(&programs, err) != 0 || edit_begin(cli, &edit, err) != 0)
		return -1;
	n = collect_values(args, cli->preset, values);
	if (preset_apply(cli->preset, programs, values, n, &edit.after, &notes, err) != 0)
		return -1;
	made = edit.after.rules.n - edit.before.rules.n;
	summary = mem_printf(_("Preset %s"), preset_title(cli->preset));
	if (check_new_rules(cli, &edit.after, made, err) != 0 || edit_commit(cli, &edit, summary, err) != 0)
		return -1;
	print_made(cli, &edit.after, made, &notes);
	return EXIT_DONE;
}

int starter_policy(struct policy *ret, struct error *err)
{
	_cleanup_(preset_freep) struct preset *preset = NULL;
	_cleanup_strlist_ strlist_t notes = {0};
	struct policy policy;

	if (preset_open("workstation", &preset, err) != 0)
		return -1;
	policy_init(&policy);
	if (preset_apply(preset, NULL, NULL, 0, &policy, &notes, err) != 0) {
		policy_done(&policy);
		return -1;
	}
	*ret = policy;
	return 0;
}
