/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/preset.h"

#include "backend/deploy/presets.h"
#include "base/i18n.h"
#include "cli/columns.h"
#include "cli/output.h"
#include "cli/wrap.h"

#define HELP_COLUMN 6

/* How the value of each kind of option is called in the help. */
static const char *const arguments[] = {
    [PRESET_LIST] = N_("LIST"), [PRESET_PROGRAM] = N_("PROGRAM"), [PRESET_CHOICE] = N_("LIST"), [PRESET_FLAG] = NULL};

static const struct column preset_columns[] = {{N_("Name"), 0, false}, {N_("What it is"), 20, false}};

static json_t *option_json(const struct preset_option *option)
{
	json_t *object =
	    json_pack("{s:s, s:b, s:b, s:s, s:s}", "name", option->key, "required", (int)option->required, "flag",
		      (int)(option->kind == PRESET_FLAG), "default", option->otherwise, "help", option->help);

	if (option->words.n)
		json_object_set_new(object, "words", output_strings(&option->words));
	return object;
}

static json_t *preset_json(const struct preset *preset)
{
	json_t *options = json_array();

	VEC_FOREACH (preset_options_of(preset), option)
		json_array_append_new(options, option_json(option));
	return json_pack("{s:s, s:s, s:s, s:b, s:o}", "name", preset_name(preset), "title", preset_title(preset),
			 "description", preset_description(preset), "starter", (int)preset_is_starter(preset),
			 "options", options);
}

int preset_list(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_columns_ struct columns table;
	_cleanup_strlist_ strlist_t names = {0};
	json_t *array = json_array();

	(void)args;
	columns_init(&table, preset_columns, ARRAY_SIZE(preset_columns));
	presets_names(&names);
	VEC_FOREACH (&names, name) {
		_cleanup_(preset_freep) struct preset *preset = NULL;
		const char *cells[] = {*name, NULL};

		if (presets_open(*name, &preset, err) != 0) {
			json_decref(array);
			return -1;
		}
		cells[1] = preset_title(preset);
		columns_add(&table, false, cells);
		json_array_append_new(array, preset_json(preset));
	}
	if (cli->json) {
		output_json(array);
		return EXIT_DONE;
	}
	json_decref(array);
	columns_print(&table);
	output_note(cli, "%s", "");
	output_note(cli, "%s", _("nftabs preset show NAME says more."));
	return EXIT_DONE;
}

static void print_options(const struct preset *preset)
{
	VEC_FOREACH (preset_options_of(preset), option) {
		const char *argument = arguments[option->kind];

		_cleanup_free_ char *help =
		    option->required ? mem_printf(_("%s (needed)"), option->help) : mem_strdup(option->help);

		printf("  --%s%s%s\n%*s", option->key, argument ? " " : "", argument ? _(argument) : "", HELP_COLUMN,
		       "");
		wrap_print(stdout, help, HELP_COLUMN, HELP_COLUMN);
		if (option->words.n) {
			_cleanup_str_ struct str words = {0};

			VEC_FOREACH (&option->words, word)
				str_addf(&words, "%s%s", words.length ? ", " : "", *word);
			printf("%*s", HELP_COLUMN, "");
			wrap_print(stdout, str_text(&words), HELP_COLUMN, HELP_COLUMN);
		}
		if (!str_empty(option->otherwise))
			printf(_("      without it: %s\n"), option->otherwise);
	}
}

int preset_show(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_(preset_freep) struct preset *preset = NULL;

	if (presets_open(args->words.v[0], &preset, err) != 0)
		return -1;
	if (cli->json) {
		output_json(preset_json(preset));
		return EXIT_DONE;
	}
	printf("%s\n\n", preset_title(preset));
	wrap_print(stdout, preset_description(preset), 0, 0);
	if (preset_options_of(preset)->n)
		printf("\nnftabs preset apply %s\n", preset_name(preset));
	print_options(preset);
	return EXIT_DONE;
}

int preset_more_options(struct cli *cli, const strlist_t *words, option_list_t *ret, struct error *err)
{
	_cleanup_strlist_ strlist_t names = {0};

	presets_names(&names);
	if (words->n && words->v[0][0] != '-' && !strlist_has(&names, words->v[0]))
		return presets_open(words->v[0], &cli->preset, err);
	VEC_FOREACH (words, word) {
		if (!strlist_has(&names, *word))
			continue;
		preset_free(cli->preset);
		cli->preset = NULL;
		if (presets_open(*word, &cli->preset, err) != 0)
			return -1;
		VEC_FOREACH (preset_options_of(cli->preset), option)
			vec_push(ret, ((struct option){option->key, 0, arguments[option->kind], option->help, NULL,
						       &option->words}));
		return 0;
	}
	return 0;
}
