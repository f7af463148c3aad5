/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_PRESET_FILE_H
#define MODEL_PRESET_FILE_H

/* Inside model/preset*.c only: a preset as read. */

#include "model/preset.h"

#include <jansson.h>

struct preset {
	json_t *json; /* owned; texts point into it */
	const char *name, *language;
	preset_option_list_t options;
};

/* The one of preset_languages that texts are taken from for the wanted one. */
const char *preset_language(const char *wanted);

/* A text that is the same in all languages, or the one of an object {"en": …, "ja": …}; "" when there is none. */
const char *preset_text(const json_t *texts, const char *language);

/* The error for a file that is not what it should be. Returns -1. */
int preset_refuse(const char *file, const char *what, struct error *err);

/* Index of the option with the key, SIZE_MAX when there is none. */
size_t preset_find_option(const struct preset *preset, const char *key);

/* The option's key of a list item "${server}"; NULL for any other text. Caller frees. */
char *preset_item_option(const char *text);

/* Refuse a file that has anything in it which would not be heeded: an unknown version or key, and (once the options are
 * read) conditions and places that name no option. The error names file and place. */
int preset_check_head(const struct preset *preset, struct error *err);
int preset_check_rules(const struct preset *preset, struct error *err);
int preset_check_programs(const json_t *json, struct error *err);

#endif
