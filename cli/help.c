/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/i18n.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/wrap.h"

#include <stdio.h>

#define INDENT_MAX 30

static void print_item(const char *left, size_t column, const char *right)
{
	size_t width = utf8_width(left);

	printf("  %s", left);
	if (width + 4 > column)
		printf("\n%*s", (int)column, "");
	else
		printf("%*s", (int)(column - width - 2), "");
	wrap_print(stdout, right, column, column);
}

static size_t command_width(const struct command *table)
{
	size_t width = 0;

	for (; table->name; table++)
		if (!table->hidden && strlen(table->name) > width)
			width = strlen(table->name);
	return width;
}

static void print_commands(const struct command *table)
{
	size_t column = command_width(table) + 5;

	for (; table->name; table++)
		if (!table->hidden)
			print_item(table->name, column, _(table->summary));
}

static void option_text(const struct option *option, struct str *out)
{
	if (option->letter)
		str_addf(out, "-%c, ", option->letter);
	str_add(out, "--");
	for (const char *c = option->name; *c; c++)
		str_add_char(out, *c == '_' ? '-' : *c);
	if (option->argument)
		str_addf(out, " %s", _(option->argument));
}

static void print_options(const option_list_t *options)
{
	size_t column = 0;

	VEC_FOREACH (options, option) {
		_cleanup_str_ struct str left = {0};
		size_t width;

		option_text(option, &left);
		width = utf8_width(str_text(&left)) + 4;
		if (width > column && width <= INDENT_MAX)
			column = width;
	}
	VEC_FOREACH (options, option) {
		_cleanup_str_ struct str left = {0};

		option_text(option, &left);
		print_item(str_text(&left), column, option->help ? _(option->help) : "");
	}
}

static void print_command(const struct args *args)
{
	const struct command *command = args->command;
	const char *group = args->group ? args->group->name : "", *gap = args->group ? " " : "";

	printf(_("Usage: nftabs %s%s%s%s%s [OPTION...]\n"), group, gap, command->name, command->arguments ? " " : "",
	       command->arguments ? _(command->arguments) : "");
	puts("");
	wrap_print(stdout, _(command->summary), 0, 0);
	if (command->details) {
		puts("");
		wrap_print(stdout, _(command->details), 0, 0);
	}
	if (command->subcommands) {
		puts("");
		print_commands(command->subcommands);
	}
	puts("");
	print_options(&args->options);
}

static void print_group(const struct command *group)
{
	printf(_("Usage: nftabs %s COMMAND [ARGUMENT...] [OPTION...]\n"), group->name);
	puts("");
	wrap_print(stdout, _(group->summary), 0, 0);
	puts("");
	print_commands(group->subcommands);
	puts("");
	printf(_("nftabs %s COMMAND --help says more.\n"), group->name);
}

static void print_table(const struct option *option)
{
	for (; option->name; option++) {
		_cleanup_str_ struct str left = {0};

		option_text(option, &left);
		print_item(str_text(&left), 16, _(option->help));
	}
}

void help_print(const struct args *args)
{
	if (args->command && args->command->run) {
		print_command(args);
		return;
	}
	if (args->command) {
		print_group(args->command);
		return;
	}
	puts(_("Usage: nftabs [OPTION...] [COMMAND [ARGUMENT...]]"));
	puts("");
	wrap_print(stdout, _("Without a command the editor opens. Options for it:"), 0, 0);
	print_table(editor_options);
	puts("");
	print_commands(commands);
	puts("");
	print_table(common_options);
	print_item("--version", 16, _("say which version this is"));
	puts("");
	puts(_("nftabs COMMAND --help says more."));
}
