/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What could stand for the last word of a command line, for the shell: one a line. It asks the same tables as the
 * parser. */
#include "backend/deploy/formats.h"
#include "backend/deploy/presets.h"
#include "cli/run.h"

#include <stdio.h>

/* What is known of the line before the word. */
struct completion {
	struct cli *cli;
	const struct command *group;
	const struct command *command;
	const struct command *table; /* commands that could come next, NULL none */
	option_list_t options;
	const struct option *open; /* an option that waits for its value */
	const char *key;	   /* the first of the command's words */
	size_t n_words;		   /* that the command was given already */
	const char *word;
};

static void offer(const struct completion *completion, const char *text)
{
	if (str_has_prefix(text, completion->word))
		puts(text);
}

static void offer_all(const struct completion *completion, const char *const *words)
{
	for (; words && *words; words++)
		offer(completion, *words);
}

static void offer_option(const struct completion *completion, const struct option *option)
{
	_cleanup_str_ struct str text = {0};

	str_add(&text, "--");
	for (const char *c = option->name; *c; c++)
		str_add_char(&text, *c == '_' ? '-' : *c);
	offer(completion, str_text(&text));
}

static void offer_rules(const struct completion *completion, const struct policy *policy)
{
	for (size_t i = 0; i < policy->rules.n; i++) {
		_cleanup_free_ char *position = mem_printf("%zu", i + 1);

		offer(completion, position);
	}
}

static void offer_objects(const struct completion *completion, const struct policy *policy)
{
	for (size_t i = 0; i < policy_object_count(policy, completion->group->kind); i++)
		offer(completion, policy_object(policy, completion->group->kind, i)->name);
}

static void offer_presets(const struct completion *completion, const struct policy *policy)
{
	_cleanup_strlist_ strlist_t names = {0};

	(void)policy;
	if (completion->n_words)
		return;
	presets_names(&names);
	VEC_FOREACH (&names, name)
		offer(completion, *name);
}

static void offer_settings(const struct completion *completion, const struct policy *policy)
{
	static const char *const answers[] = {"yes", "no", NULL};
	const struct field *field = completion->key ? field_find(&settings_fields, completion->key) : NULL;

	(void)policy;
	for (size_t i = 0; i < settings_fields.n && !completion->n_words; i++)
		offer(completion, settings_fields.fields[i].key);
	if (field && completion->n_words == 1)
		offer_all(completion, field->type->boolean ? answers : field->type->words);
}

static void offer_formats(const struct completion *completion, const struct policy *policy)
{
	(void)policy;
	for (size_t i = 0; format_name(i) && !completion->n_words; i++)
		offer(completion, format_name(i));
}

static void offer_directions(const struct completion *completion, const struct policy *policy)
{
	static const char *const directions[] = {"outbound", "inbound", "forward", NULL};
	static const char *const protocols[] = {"tcp", "udp", "icmp", "icmpv6", NULL};
	static const char *const *const by_place[] = {directions, protocols};

	(void)policy;
	if (completion->n_words < ARRAY_SIZE(by_place))
		offer_all(completion, by_place[completion->n_words]);
}

typedef void offer_fn(const struct completion *completion, const struct policy *policy);
static offer_fn *const word_offers[] = {
    [WORD_RULE] = offer_rules,
    [WORD_OBJECT] = offer_objects,
    [WORD_PRESET] = offer_presets,
    [WORD_SETTING] = offer_settings,
    [WORD_FORMAT] = offer_formats,
    [WORD_DIRECTION] = offer_directions,
    [WORD_FILE] = NULL, /* the shell's own */
};

static void offer_words(const struct completion *completion)
{
	_cleanup_policy_ struct policy policy = {0};
	offer_fn *fn = word_offers[completion->command->words];

	if (fn && !cli_read(completion->cli, &policy, NULL))
		fn(completion, &policy);
}

static void offer_values(const struct completion *completion)
{
	offer_all(completion, completion->open->field ? completion->open->field->type->words : NULL);
	if (completion->open->words)
		VEC_FOREACH (completion->open->words, word)
			offer(completion, *word);
}

static const struct option *find_option(const option_list_t *options, const char *word)
{
	VEC_FOREACH (options, option)
		if (option_is(option, word + 2))
			return option;
	return NULL;
}

/* One whole word of the line. */
static void step(struct completion *completion, const char *word, const strlist_t *ahead)
{
	const struct command *command = command_find(completion->table, word);

	if (completion->open) {
		if (str_equal(completion->open->name, "db"))
			completion->cli->db = word;
		completion->open = NULL;
	} else if (str_has_prefix(word, "--")) {
		const struct option *option = find_option(&completion->options, word);

		completion->open = option && option->argument ? option : NULL;
	} else if (command) {
		completion->group = completion->command;
		completion->command = command;
		completion->table = command->subcommands;
		vec_done(&completion->options);
		(void)command_options(completion->cli, completion->group, command, ahead, &completion->options, NULL);
	} else {
		completion->table = NULL;
		completion->key = completion->n_words++ ? completion->key : word;
	}
}

static void offer_commands(const struct completion *completion)
{
	for (const struct command *command = completion->table; command->name; command++)
		if (!command->hidden)
			offer(completion, command->name);
}

int complete_command(struct cli *cli, const struct args *args, struct error *err)
{
	struct completion completion = {.cli = cli, .table = commands};
	size_t n = args->words.n;

	(void)err;
	for (const struct option *option = common_options; option->name; option++)
		vec_push(&completion.options, *option);
	for (size_t i = 0; i + 1 < n; i++) {
		const strlist_t ahead = {.v = args->words.v + i + 1, .n = n - i - 1};

		step(&completion, args->words.v[i], &ahead);
	}
	completion.word = n ? args->words.v[n - 1] : "";
	if (completion.open) {
		offer_values(&completion);
	} else if (completion.word[0] == '-') {
		VEC_FOREACH (&completion.options, option)
			offer_option(&completion, option);
	} else {
		if (completion.table)
			offer_commands(&completion);
		if (completion.command)
			offer_words(&completion);
	}
	vec_done(&completion.options);
	return EXIT_DONE;
}
