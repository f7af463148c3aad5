/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/preset.h"

#include "base/i18n.h"
#include "cli/columns.h"
#include "cli/output.h"
#include "cli/presets.h"
#include "model/document.h"
#include "model/table.h"

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
	output_note(cli, "\n%s", _("nftabs preset show NAME says more."));
	return EXIT_DONE;
}

/* The rules that a preset makes with placeholders for what must be given: what `show` shows. */
static void print_options(const struct preset *preset)
{
	VEC_FOREACH (preset_options_of(preset), option) {
		const char *argument = arguments[option->kind];

		printf("  --%s%s%s\n      %s%s\n", option->key, argument ? " " : "", argument ? _(argument) : "",
		       option->help, option->required ? _(" (needed)") : "");
		if (option->words.n) {
			_cleanup_str_ struct str words = {0};

			VEC_FOREACH (&option->words, word)
				str_addf(&words, "%s%s", words.length ? ", " : "", *word);
			printf("      %s\n", str_text(&words));
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
	printf("%s\n\n%s\n", preset_title(preset), preset_description(preset));
	if (preset_options_of(preset)->n)
		printf("\nnftabs preset apply %s\n", preset_name(preset));
	print_options(preset);
	return EXIT_DONE;
}

int preset_more_options(struct cli *cli, const strlist_t *words, option_list_t *ret, struct error *err)
{
	_cleanup_strlist_ strlist_t names = {0};

	presets_names(&names);
	VEC_FOREACH (words, word) {
		if (!strlist_has(&names, *word))
			continue;
		preset_free(cli->preset);
		cli->preset = NULL;
		if (presets_open(*word, &cli->preset, err) != 0)
			return -1;
		VEC_FOREACH (preset_options_of(cli->preset), option)
			vec_push(ret, ((struct option){option->key, 0, arguments[option->kind], option->help, NULL}));
		return 0;
	}
	return 0;
}

/* What the options gave, by option: repeated ones are joined, as lists are. */
struct values {
	VEC(struct preset_value) list;
	strlist_t texts;
};

static void values_done(struct values *values)
{
	vec_done(&values->list);
	strlist_done(&values->texts);
}

static void collect(const struct args *args, const struct preset *preset, struct values *ret)
{
	VEC_FOREACH (preset_options_of(preset), option) {
		_cleanup_str_ struct str text = {0};

		if (!args_has(args, option->key))
			continue;
		VEC_FOREACH (&args->given, given)
			if (option_is(given->option, option->key) && given->value)
				str_addf(&text, "%s%s", text.length ? "," : "", given->value);
		strlist_add(&ret->texts, option->kind == PRESET_FLAG ? "yes" : str_text(&text));
		vec_push(&ret->list, ((struct preset_value){option->key, ret->texts.v[ret->texts.n - 1]}));
	}
}

/* A starter is a whole policy: it takes the place of an untouched starter by itself, and of anything else when asked
 * to. */
static int make_room(const struct args *args, struct policy *policy, struct error *err)
{
	_cleanup_policy_ struct policy starter = {0};
	int64_t version = policy->version;

	if (policy->rules.n && !args_has(args, "replace")) {
		if (presets_starter(&starter, err) != 0)
			return -1;
		if (!policy_equal(policy, &starter))
			return error_set(
			    err, ERROR_CONFLICT,
			    _("this preset is a whole policy, and there are rules already: --replace puts it in "
			      "their place (nftabs history undo brings them back)"));
	}
	policy_done(policy);
	policy_init(policy);
	policy->version = version;
	return 0;
}

/* Presets put their rules first, so that no earlier rule hides them; --position takes them elsewhere. */
static void place(struct policy *policy, size_t n, size_t to)
{
	for (size_t i = 0; to && i < n; i++) {
		struct rule rule = policy->rules.v[0];

		vec_remove(&policy->rules, 0);
		vec_insert(&policy->rules, to + n - 1, rule);
	}
}

static int check_rules(struct cli *cli, const struct policy *policy, size_t from, size_t n, struct error *err)
{
	for (size_t i = from; i < from + n; i++)
		if (rule_check(policy, cli_environment(cli), &policy->rules.v[i], i, err) != 0)
			return -1;
	return 0;
}

/* Where the new rules stand. */
struct made {
	size_t first;
	size_t n;
	strlist_t notes;
};

static int make(struct cli *cli, const struct args *args, struct policy *policy, struct made *ret, struct error *err)
{
	_cleanup_(preset_programs_freep) struct preset_programs *programs = NULL;
	_cleanup_(values_done) struct values values = {0};
	unsigned long position;
	size_t before;

	if (preset_is_starter(cli->preset) && make_room(args, policy, err) != 0)
		return -1;
	before = policy->rules.n;
	position = 1;
	collect(args, cli->preset, &values);
	if (args_number(args, "position", 1, before + 1, &position, err) != 0 ||
	    presets_open_programs(&programs, err) != 0 ||
	    preset_apply(cli->preset, programs, values.list.v, values.list.n, policy, &ret->notes, err) != 0)
		return -1;
	ret->first = position - 1;
	ret->n = policy->rules.n - before;
	place(policy, ret->n, ret->first);
	return check_rules(cli, policy, ret->first, ret->n, err);
}

static void print_made_json(const struct policy *policy, const struct made *made)
{
	json_t *rules = json_array();

	for (size_t i = made->first; i < made->first + made->n; i++)
		json_array_append_new(rules, document_rule(&policy->rules.v[i], i + 1));
	output_json(json_pack("{s:o, s:o}", "rules", rules, "notes", output_strings(&made->notes)));
}

static void print_made(struct cli *cli, const struct policy *policy, const struct made *made)
{
	printf(_("The preset %s made:\n"), preset_name(cli->preset));
	for (size_t i = made->first; i < made->first + made->n; i++) {
		_cleanup_str_ struct str sentence = {0};

		table_sentence(&policy->rules.v[i], cli_environment(cli), &sentence);
		printf(_("  rule %zu \"%s\"\n    %s\n"), i + 1, policy->rules.v[i].name, str_text(&sentence));
	}
	VEC_FOREACH (&made->notes, note)
		puts(*note);
	puts("");
	puts(_("Not applied yet. nftabs check says what is odd, nftabs apply makes it take effect."));
}

int preset_apply_command(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_edit_ struct edit edit = {0};
	_cleanup_free_ char *summary = NULL;
	struct made made = {0};
	int result = -1;

	if (!cli->preset && presets_open(args->words.v[0], &cli->preset, err) != 0)
		return -1;
	if (edit_begin(cli, &edit, err) != 0)
		return -1;
	summary = mem_printf(_("Preset %s applied"), preset_name(cli->preset));
	if (make(cli, args, &edit.after, &made, err) == 0 && edit_commit(cli, &edit, summary, err) == 0)
		result = EXIT_DONE;
	if (result == EXIT_DONE && cli->json)
		print_made_json(&edit.after, &made);
	else if (result == EXIT_DONE)
		print_made(cli, &edit.after, &made);
	strlist_done(&made.notes);
	return result;
}
