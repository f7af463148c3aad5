/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

/*
 * Commands are rows of tables: parsing, help, completion and the dispatcher are loops over them. Options that set a
 * field of a rule, object or settings are not listed anywhere here: they come from model/field.h.
 */

#include "model/field.h"

#include <stdbool.h>

struct cli; /* cli/context.h */

enum exit_code { EXIT_DONE, EXIT_FAILED, EXIT_USAGE, EXIT_POLICY, EXIT_DIFFERS };

struct option {
	const char *name;	   /* without dashes; '-' and '_' are alike */
	char letter;		   /* 'o' for -o, 0 none */
	const char *argument;	   /* N_("FILE"), NULL: takes none */
	const char *help;	   /* N_() */
	const struct field *field; /* the field that it sets, NULL none */
	const strlist_t *words;	   /* what its value is made of, NULL anything; lives as long as the preset it is of */
};
typedef VEC(struct option) option_list_t;

/* What the words after a command are, for completion. */
enum word_kind {
	WORD_NONE,
	WORD_RULE,
	WORD_OBJECT,
	WORD_PRESET,
	WORD_SETTING,
	WORD_FORMAT,
	WORD_DIRECTION,
	WORD_FILE,
};

struct args;

struct command {
	const char *name;
	const char *arguments; /* N_(), as the usage line shows them; NULL none */
	const char *summary;   /* N_(), one line */
	const char *details;   /* N_(), what else there is to say; NULL nothing */
	/* An exit code, or -1 and err. */
	int (*run)(struct cli *cli, const struct args *args, struct error *err);
	const struct option *options;	  /* ended by one without name; NULL none */
	const struct field_table *fields; /* every field is an option; NULL none */
	bool object_fields;		  /* fields are those of the group's kind of object */
	/* Adds options that only the words of the command line tell. NULL: there are none. */
	int (*more_options)(struct cli *cli, const strlist_t *words, option_list_t *ret, struct error *err);
	const struct command *subcommands; /* ended by one without name; NULL none */
	enum object_kind kind;		   /* of a group of object commands */
	enum word_kind words;
	unsigned min_words, max_words; /* max_words 0: none, WORDS_MANY: any number */
	bool hidden;
	bool document; /* prints one, which is UTF-8 in every locale */
};
#define WORDS_MANY 65535u

/* A command line that was understood. */
struct given {
	const struct option *option; /* in args.options */
	const char *value;	     /* NULL without argument */
};
struct args {
	const struct command *group;   /* NULL for a command of the first level */
	const struct command *command; /* what to run, or a group that was named without a command */
	option_list_t options;	       /* all that the command takes */
	VEC(struct given) given;
	strlist_t words;
	bool help;
};
void args_done(struct args *args);
#define _cleanup_args_ _cleanup_(args_done)

/* Finds command and options. Common options (--db, --json, --help) are taken anywhere and go into cli. ERROR_USAGE. */
int args_parse(struct cli *cli, char **argv, struct args *ret, struct error *err);

/* The last value given of an option, NULL when it was not given. */
const char *args_value(const struct args *args, const char *name);
bool args_has(const struct args *args, const char *name);
/* A number given with an option, or otherwise the value that stands in *ret. ERROR_USAGE names the option. */
int args_number(const struct args *args, const char *name, unsigned long low, unsigned long high, unsigned long *ret,
		struct error *err);
/* Sets the fields whose options were given; lists given several times are joined. *ret_count, where not NULL, gets how
 * many options there were. */
int args_set_fields(const struct args *args, void *of, size_t *ret_count, struct error *err);

/* Options that a command takes, in the order of the help. */
int command_options(struct cli *cli, const struct command *group, const struct command *command, const strlist_t *words,
		    option_list_t *ret, struct error *err);
const struct field_table *command_fields(const struct command *group, const struct command *command);
bool option_is(const struct option *option, const char *name);

/* The tables. */
extern const struct command commands[];
extern const struct command rule_commands[];
extern const struct command object_commands[];
extern const struct command preset_commands[];
extern const struct command history_commands[];
extern const struct option common_options[];
extern const struct option editor_options[];

const struct command *command_find(const struct command *table, const char *name);

/* `nftabs --help`, `nftabs rule --help`, `nftabs rule add --help`. */
void help_print(const struct args *args);

#endif
