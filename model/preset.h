/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_PRESET_H
#define MODEL_PRESET_H

/*
 * Presets: ready rules as data files (data/presets/NAME.json, format in data/presets/README.md). This file reads one
 * from text and adds its rules to a policy; finding and opening the files is the caller's.
 */

#include "model/policy.h"

struct preset; /* opaque, immutable */

enum preset_option_kind {
	PRESET_LIST,	/* addresses, ports: put into list fields */
	PRESET_PROGRAM, /* application items, where a well-known name stands for the real executables */
	PRESET_CHOICE,	/* some of `words` */
	PRESET_FLAG,
};

struct preset_option {
	const char *key; /* "server"; with -- before it the command line option. These live as long as the preset */
	enum preset_option_kind kind;
	bool required;
	const char *otherwise; /* value when not given, "" none */
	const char *label;     /* what a form calls it; this, help and labels in the language asked for */
	const char *help;
	strlist_t words;   /* of a choice */
	strlist_t labels;  /* what a form calls each of them */
	const char *field; /* of the rules, into whose list it goes first: "remote_address"; NULL: into none */
};
typedef VEC(struct preset_option) preset_option_list_t;

/* The languages that preset files have texts in, English first; ends with NULL. */
extern const char *const preset_languages[];

/* ERROR_SYNTAX or ERROR_VALUE naming file and place: a file with a newer version, an unknown key, or a condition that
 * names no option is refused as a whole. language: one of preset_languages (others are English). */
int preset_read(const char *text, size_t size, const char *language, struct preset **ret, struct error *err);
void preset_free(struct preset *preset);
void preset_freep(struct preset **preset);

const char *preset_name(const struct preset *preset);
const char *preset_title(const struct preset *preset);
const char *preset_description(const struct preset *preset);
bool preset_is_starter(const struct preset *preset); /* a whole policy for a new store */
const preset_option_list_t *preset_options_of(const struct preset *preset);

/* What programs are called and what really opens their sockets (data/presets/programs.json). */
struct preset_programs;
int preset_programs_read(const char *text, size_t size, const char *language, struct preset_programs **ret,
			 struct error *err);
void preset_programs_free(struct preset_programs *programs);
void preset_programs_freep(struct preset_programs **programs);
/* Replaces well-known names and wrapper scripts in a list of application items by what really opens the sockets, and
 * adds a note for each. ERROR_VALUE for a program that no executable can stand for, with the cure. */
int preset_programs_replace(const struct preset_programs *programs, strlist_t *items, strlist_t *notes,
			    struct error *err);

/* A value given for an option, as text: lists are split at commas. */
struct preset_value {
	const char *key;
	const char *text;
};

/* The option with the key, NULL when there is none. */
const struct preset_option *preset_option_find(const struct preset *preset, const char *key);

/* Puts the preset's rules before the policy's own, so that none of these hides them, and makes its settings. programs
 * may be NULL. Adds to *ret_notes, one sentence each, what the user should know: cleartext ports, which executable
 * stands for a program. ERROR_USAGE for an unknown option, a missing required one or a bad word; ERROR_VALUE for a
 * value that no rule takes, with the option's key as the subject's field. Policy and notes are untouched then. */
int preset_apply(const struct preset *preset, const struct preset_programs *programs, const struct preset_value *values,
		 size_t n_values, struct policy *policy, strlist_t *ret_notes, struct error *err);

#endif
