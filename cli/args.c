/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/i18n.h"
#include "cli/command.h"
#include "cli/context.h"
#include "cli/suggest.h"

const struct option common_options[] = {
    {"db", 0, N_("FILE"), N_("the policy's file instead of the usual one, also $NFTABS_DB"), NULL, NULL},
    {"json", 0, NULL, N_("print JSON for programs"), NULL, NULL},
    {"help", 'h', NULL, N_("say how the command is used"), NULL, NULL},
    {0},
};

/* Without a command: how the editor is opened. */
const struct option editor_options[] = {
    {"read-only", 0, NULL, N_("look, and change nothing"), NULL, NULL},
    {"ascii", 0, NULL, N_("draw lines with ASCII characters"), NULL, NULL},
    {"no-color", 0, NULL, N_("no colours, also $NO_COLOR"), NULL, NULL},
    {"no-mouse", 0, NULL, N_("leave the mouse to the terminal"), NULL, NULL},
    {0},
};

/* Where the parser stands. */
struct parser {
	struct cli *cli;
	struct args *args;
	char **next;
	bool words_only; /* after -- */
};

void args_done(struct args *args)
{
	strlist_done(&args->words);
	vec_done(&args->options);
	vec_done(&args->given);
}

const struct command *command_find(const struct command *table, const char *name)
{
	for (; table && table->name; table++)
		if (str_equal(table->name, name))
			return table;
	return NULL;
}

static char dash(char c)
{
	return c == '_' ? '-' : c;
}

/* True when name, n bytes long, is the option's. */
static bool option_is_n(const struct option *option, const char *name, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!option->name[i] || dash(option->name[i]) != dash(name[i]))
			return false;
	return option->name[n] == '\0';
}

bool option_is(const struct option *option, const char *name)
{
	return option_is_n(option, name, strlen(name));
}

static void add_options(option_list_t *list, const struct option *options)
{
	for (; options && options->name; options++)
		vec_push(list, *options);
}

const struct field_table *command_fields(const struct command *group, const struct command *command)
{
	return command->object_fields ? &object_fields[group->kind] : command->fields;
}

/* Options that do the same as a field (`rule copy --name`) come first and hide it. */
static bool has_option(const option_list_t *list, const char *name)
{
	VEC_FOREACH (list, option)
		if (option_is(option, name))
			return true;
	return false;
}

static void add_field_options(option_list_t *list, const struct field_table *table)
{
	for (size_t i = 0; table && i < table->n; i++) {
		const struct field *field = &table->fields[i];

		if (!has_option(list, field->key))
			vec_push(list,
				 ((struct option){field->key, 0, field->type->boolean ? N_("yes|no") : N_("VALUE"),
						  field->help, field, NULL}));
	}
}

int command_options(struct cli *cli, const struct command *group, const struct command *command, const strlist_t *words,
		    option_list_t *ret, struct error *err)
{
	option_list_t list = {0};

	add_options(&list, command->options);
	if (command->more_options && command->more_options(cli, words, &list, err)) {
		vec_done(&list);
		return -1;
	}
	add_field_options(&list, command_fields(group, command));
	add_options(&list, common_options);
	*ret = list;
	return 0;
}

static void take_common(struct parser *parser, const struct option *option, const char *value)
{
	if (str_equal(option->name, "db"))
		parser->cli->db = value;
	else if (str_equal(option->name, "json"))
		parser->cli->json = true;
	else if (str_equal(option->name, "help"))
		parser->args->help = true;
}

static bool is_common(const struct option *option)
{
	for (const struct option *common = common_options; common->name; common++)
		if (str_equal(common->name, option->name))
			return true;
	return false;
}

static const struct option *find_long(const option_list_t *options, const char *name, size_t n)
{
	VEC_FOREACH (options, option)
		if (option_is_n(option, name, n))
			return option;
	return NULL;
}

static const struct option *find_letter(const option_list_t *options, char letter)
{
	VEC_FOREACH (options, option)
		if (option->letter && option->letter == letter)
			return option;
	return NULL;
}

/* As it is written on the command line. */
static void add_option_name(const struct option *option, strlist_t *ret)
{
	_cleanup_str_ struct str name = {0};

	str_add(&name, "--");
	for (const char *c = option->name; *c; c++)
		str_add_char(&name, dash(*c));
	strlist_add(ret, str_text(&name));
}

static int unknown_option(const struct args *args, const char *text, struct error *err)
{
	const char *group = args->group ? args->group->name : "";
	const char *command = args->command ? args->command->name : "";
	const char *gap1 = *group ? " " : "", *gap2 = *command ? " " : "";

	const char *preset =
	    args->command && args->command->words == WORD_PRESET && args->words.n ? args->words.v[0] : "";
	_cleanup_free_ char *name = mem_strndup(text, strcspn(text, "="));
	_cleanup_strlist_ strlist_t names = {0};
	const char *meant;

	VEC_FOREACH (&args->options, option)
		add_option_name(option, &names);
	meant = suggest_name(name, &names);
	if (meant)
		return error_set(err, ERROR_USAGE, _("'%s' is not an option here: did you mean %s?"), text, meant);
	return error_set(err, ERROR_USAGE, _("'%s' is not an option here: see nftabs%s%s%s%s%s%s --help"), text, gap1,
			 group, gap2, command, *preset ? " " : "", preset);
}

/* The option that the next word names, NULL for none; its value where it stands after "=" or directly after a letter.
 */
static const struct option *next_option(const struct parser *parser, const char **ret_value)
{
	const char *text = *parser->next;
	size_t n = strcspn(text + 2, "=");

	if (text[1] == '-') {
		*ret_value = text[2 + n] ? text + 3 + n : NULL;
		return find_long(&parser->args->options, text + 2, n);
	}
	*ret_value = text[2] ? text + 2 : NULL;
	return find_letter(&parser->args->options, text[1]);
}

/* Takes one option with its value, which may also stand in the next word. */
static int take_option(struct parser *parser, struct error *err)
{
	const char *text = *parser->next, *value;
	const struct option *option = next_option(parser, &value);

	if (!option)
		return unknown_option(parser->args, text, err);
	parser->next++;
	if (option->argument && !value) {
		if (!*parser->next)
			return error_set(err, ERROR_USAGE, _("'%s' needs a value: %s"), text, _(option->argument));
		value = *parser->next++;
	}
	if (!option->argument && value)
		return error_set(err, ERROR_USAGE, _("'%s' takes no value"), text);
	if (is_common(option))
		take_common(parser, option, value);
	else
		vec_push(&parser->args->given, ((struct given){option, value}));
	return 0;
}

static bool at_option(const struct parser *parser)
{
	return *parser->next && !parser->words_only && (*parser->next)[0] == '-' && (*parser->next)[1];
}

/* Common options may stand before the command as well. */
static int take_leading(struct parser *parser, struct error *err)
{
	const struct command *command = parser->args->command;
	const char *value;

	vec_done(&parser->args->options);
	add_options(&parser->args->options, common_options);
	if (!command)
		add_options(&parser->args->options, editor_options);
	while (at_option(parser)) {
		/* An option of a command that has commands below it and also runs by itself. */
		if (command && command->run && !next_option(parser, &value))
			return 0;
		if (take_option(parser, err))
			return -1;
	}
	return 0;
}

static int unknown_command(const struct parser *parser, const struct command *table, struct error *err)
{
	const char *group = parser->args->command ? parser->args->command->name : "", *gap = *group ? " " : "", *meant;
	_cleanup_strlist_ strlist_t names = {0};

	for (const struct command *command = table; command->name; command++)
		if (!command->hidden)
			strlist_add(&names, command->name);
	meant = suggest_other_word(*parser->next, &names);
	if (!meant)
		meant = suggest_name(*parser->next, &names);
	if (meant)
		return error_set(err, ERROR_USAGE, _("'%s' is not a command: did you mean nftabs %s%s%s?"),
				 *parser->next, group, gap, meant);
	return error_set(err, ERROR_USAGE, _("'%s' is not a command: see nftabs%s%s --help"), *parser->next, gap,
			 group);
}

static int take_command(struct parser *parser, const struct command *table, struct error *err)
{
	const struct command *command;

	if (take_leading(parser, err))
		return -1;
	if (!*parser->next)
		return 0;
	if (parser->args->given.n)
		return error_set(err, ERROR_USAGE, _("'--%s' is for the editor, which is nftabs without a command"),
				 parser->args->given.v[0].option->name);
	if (!parser->args->command && str_equal(*parser->next, "help")) {
		parser->args->help = true; /* of the command that may follow */
		parser->next++;
		return take_command(parser, table, err);
	}
	command = command_find(table, *parser->next);
	if (!command) {
		/* A command that also runs by itself takes what follows as its own words. */
		if (parser->args->command && parser->args->command->run)
			return 0;
		return unknown_command(parser, table, err);
	}
	parser->next++;
	parser->args->group = parser->args->command;
	parser->args->command = command;
	return command->subcommands ? take_command(parser, command->subcommands, err) : 0;
}

/* The words that follow, options among them: what presets choose their options by. */
static void words_ahead(const struct parser *parser, strlist_t *ret)
{
	for (char **word = parser->next; *word; word++)
		strlist_add(ret, *word);
}

static int take_rest(struct parser *parser, struct error *err)
{
	struct args *args = parser->args;
	_cleanup_strlist_ strlist_t ahead = {0};

	words_ahead(parser, &ahead);
	vec_done(&args->options);
	if (command_options(parser->cli, args->group, args->command, &ahead, &args->options, err))
		return -1;
	while (*parser->next) {
		if (!parser->words_only && str_equal(*parser->next, "--")) {
			parser->words_only = true;
			parser->next++;
		} else if (at_option(parser)) {
			if (take_option(parser, err))
				return -1;
		} else {
			strlist_add(&args->words, *parser->next++);
		}
	}
	return 0;
}

static int check_words(const struct args *args, struct error *err)
{
	const struct command *command = args->command;
	const char *group = args->group ? args->group->name : "";
	const char *gap = args->group ? " " : "";

	if (args->help || !command->run)
		return 0;
	if (args->words.n < command->min_words)
		return error_set(err, ERROR_USAGE, _("nftabs %s%s%s needs %s: see nftabs %s%s%s --help"), group, gap,
				 command->name, command->arguments ? _(command->arguments) : "", group, gap,
				 command->name);
	if (command->max_words != WORDS_MANY && args->words.n > command->max_words)
		return error_set(err, ERROR_USAGE, _("'%s' is too much here: see nftabs %s%s%s --help"),
				 args->words.v[command->max_words], group, gap, command->name);
	return 0;
}

int args_parse(struct cli *cli, char **argv, struct args *ret, struct error *err)
{
	struct parser parser = {.cli = cli, .args = ret, .next = argv};

	*ret = (struct args){0};
	if (take_command(&parser, commands, err))
		return -1;
	if (!ret->command)
		return 0;
	if (!ret->command->run)
		return ret->help ? 0
				 : error_set(err, ERROR_USAGE, _("nftabs %s needs a command: see nftabs %s --help"),
					     ret->command->name, ret->command->name);
	return take_rest(&parser, err) || check_words(ret, err) ? -1 : 0;
}

const char *args_value(const struct args *args, const char *name)
{
	const char *value = NULL;

	VEC_FOREACH (&args->given, given)
		if (option_is(given->option, name))
			value = given->value;
	return value;
}

bool args_has(const struct args *args, const char *name)
{
	VEC_FOREACH (&args->given, given)
		if (option_is(given->option, name))
			return true;
	return false;
}

int args_number(const struct args *args, const char *name, unsigned long low, unsigned long high, unsigned long *ret,
		struct error *err)
{
	const char *value = args_value(args, name);

	if (!value || str_to_uint(value, low, high, ret))
		return 0;
	return error_set(err, ERROR_USAGE, _("--%s: '%s' is not a number from %lu to %lu"), name, value, low, high);
}

static int set_list(const struct args *args, const struct option *option, void *of, struct error *err)
{
	_cleanup_strlist_ strlist_t items = {0};
	const struct value_type *type = option->field->type;

	VEC_FOREACH (&args->given, given) {
		if (given->option != option)
			continue;
		if (type->split)
			type->split(given->value, &items);
		else
			strlist_split(&items, given->value, ',');
	}
	return field_set_items(option->field, of, &items, err);
}

int args_set_fields(const struct args *args, void *of, size_t *ret_count, struct error *err)
{
	size_t count = 0;

	VEC_FOREACH (&args->options, option) {
		const char *value = option->field ? args_value(args, option->name) : NULL;

		if (!value)
			continue;
		count++;
		if (option->field->type->list ? set_list(args, option, of, err)
					      : field_set(option->field, of, value, err))
			return -1;
	}
	if (ret_count)
		*ret_count = count;
	return 0;
}
