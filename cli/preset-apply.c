/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/deploy/presets.h"
#include "base/i18n.h"
#include "cli/findings.h"
#include "cli/output.h"
#include "cli/preset.h"
#include "cli/wrap.h"
#include "model/document.h"
#include "model/preset_make.h"
#include "model/table.h"

/* More rules than these are only counted. */
#define NAMED_MAX 5

#define SENTENCE_COLUMN 4

static void collect(const struct args *args, const struct preset *preset, struct preset_values *ret)
{
	VEC_FOREACH (preset_options_of(preset), option) {
		if (option->kind == PRESET_FLAG && args_has(args, option->key))
			preset_values_add(ret, option->key, "yes");
		VEC_FOREACH (&args->given, given)
			if (option_is(given->option, option->key) && given->value)
				preset_values_add(ret, option->key, given->value);
	}
}

/* A starter is a whole policy: it takes the place of an untouched starter by itself, and of anything else when asked
 * to. */
static int may_replace(const struct args *args, const struct policy *policy, struct error *err)
{
	int untouched = !policy->rules.n || args_has(args, "replace") ? 1 : presets_is_starter(policy, err);

	if (untouched < 0)
		return -1;
	return untouched
		   ? 0
		   : error_set(err, ERROR_CONFLICT,
			       _("this preset is a whole policy, and there are rules already: --replace puts it in "
				 "their place (nftabs history undo brings them back)"));
}

/* What is wrong with the value of an option is told with the option as it was typed. */
static int name_option(const struct preset *preset, struct error *err)
{
	const struct preset_option *option = preset_option_find(preset, err->subject.field);
	_cleanup_free_ char *message = NULL;

	if (err->subject.kind || !option)
		return -1;
	message = TAKE_PTR(err->message);
	err->subject.field = NULL;
	return error_set(err, err->code, "--%s: %s", option->key, message);
}

static int make(struct cli *cli, const struct args *args, struct policy *policy, struct preset_made *ret,
		struct error *err)
{
	_cleanup_(preset_programs_freep) struct preset_programs *programs = NULL;
	_cleanup_preset_values_ struct preset_values values = {0};
	struct preset_order order = {.values = &values, .to = PRESET_PLACE_FIND, .again = args_has(args, "again")};
	unsigned long position = 0;

	if (preset_is_starter(cli->preset) && may_replace(args, policy, err) != 0)
		return -1;
	collect(args, cli->preset, &values);
	if (args_number(args, "position", 1, policy->rules.n + 1, &position, err) != 0 ||
	    presets_open_programs(&programs, err) != 0)
		return -1;
	order.programs = programs;
	if (position)
		order.to = position - 1;
	if (preset_make(cli->preset, &order, cli_environment(cli), policy, ret, err) != 0)
		return name_option(cli->preset, err);
	return 0;
}

static json_t *rules_json(const struct policy *policy, const rule_index_list_t *list)
{
	json_t *array = json_array();

	VEC_FOREACH (list, index) {
		const struct rule *rule = &policy->rules.v[*index];

		json_array_append_new(array, json_pack("{s:I, s:I, s:s}", "position", (json_int_t)*index + 1, "id",
						       (json_int_t)rule->id, "name", rule->name));
	}
	return array;
}

static void print_json(const struct policy *policy, const struct preset_made *made)
{
	const struct preset_place *place = &made->place;
	json_t *rules = json_array();

	for (size_t i = place->first; i < place->first + place->n; i++)
		json_array_append_new(rules, document_rule(&policy->rules.v[i], i + 1));
	output_json(json_pack("{s:o, s:o, s:o, s:o, s:o}", "rules", rules, "notes", output_strings(&made->notes),
			      "existing", rules_json(policy, &place->same), "bans_above",
			      rules_json(policy, &place->above), "bans_below", rules_json(policy, &place->below)));
}

static void print_rules(struct cli *cli, const struct policy *policy, const struct preset_place *place)
{
	if (place->n)
		printf(_("The preset %s made:\n"), preset_name(cli->preset));
	for (size_t i = place->first; i < place->first + place->n; i++) {
		_cleanup_str_ struct str sentence = {0};

		table_sentence(&policy->rules.v[i], cli_environment(cli), &sentence);
		printf(_("  rule %zu \"%s\"\n"), i + 1, policy->rules.v[i].name);
		printf("%*s", SENTENCE_COLUMN, "");
		wrap_sentence(stdout, str_text(&sentence), SENTENCE_COLUMN, SENTENCE_COLUMN);
	}
	VEC_FOREACH (&place->same, index) {
		const struct rule *rule = &policy->rules.v[*index];

		if (rule->enabled)
			printf(_("Rule %zu \"%s\" is there already.\n"), *index + 1, rule->name);
		else
			printf(_("Rule %zu \"%s\" is there already and disabled: nftabs rule enable %zu\n"), *index + 1,
			       rule->name, *index + 1);
	}
}

static char *named(const struct policy *policy, const rule_index_list_t *list)
{
	struct str names = {0};

	for (size_t i = 0; i < list->n && i < NAMED_MAX; i++) {
		_cleanup_free_ char *name =
		    mem_printf(_("rule %zu \"%s\""), list->v[i] + 1, policy->rules.v[list->v[i]].name);

		str_addf(&names, "%s%s", i ? ", " : "", name);
	}
	if (list->n > NAMED_MAX)
		str_add(&names, ", …");
	return str_take(&names);
}

static void print_bans(const struct policy *policy, const struct preset_place *place)
{
	_cleanup_free_ char *above = named(policy, &place->above), *below = named(policy, &place->below);

	if (place->above.n)
		printf(ngettext("%zu ban stands above and decides first (nftabs rule move changes that): %s\n",
				"%zu bans stand above and decide first (nftabs rule move changes that): %s\n",
				place->above.n),
		       place->above.n, above);
	if (place->below.n)
		printf(ngettext("%zu ban stands below and no longer stops what these rules allow: %s\n",
				"%zu bans stand below and no longer stop what these rules allow: %s\n", place->below.n),
		       place->below.n, below);
}

static void print_text(struct cli *cli, const struct policy *policy, const struct preset_made *made)
{
	const struct preset_place *place = &made->place;

	print_rules(cli, policy, place);
	if (!place->n) {
		puts(_("Nothing was changed. --again makes these rules once more."));
		return;
	}
	print_bans(policy, place);
	VEC_FOREACH (&made->notes, note)
		wrap_sentence(stdout, *note, 0, INDENT);
	findings_shadowed(cli, policy, place->first, place->n);
	puts("");
	output_note(cli, _("Not applied yet. nftabs check says what is odd, nftabs apply makes it take effect."));
}

int preset_apply_command(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_edit_ struct edit edit = {0};
	_cleanup_free_ char *summary = NULL;
	_cleanup_preset_made_ struct preset_made made = {0};

	if (!cli->preset && presets_open(args->words.v[0], &cli->preset, err) != 0)
		return -1;
	if (edit_begin(cli, &edit, err) != 0)
		return -1;
	summary = mem_printf(_("Preset %s applied"), preset_name(cli->preset));
	if (make(cli, args, &edit.after, &made, err) != 0)
		return -1;
	if (made.place.n && edit_commit(cli, &edit, summary, err) != 0)
		return -1;
	if (cli->json)
		print_json(&edit.after, &made);
	else
		print_text(cli, &edit.after, &made);
	return EXIT_DONE;
}
