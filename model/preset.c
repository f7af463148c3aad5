/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/preset.h"

#include "base/i18n.h"
#include "model/document.h"
#include "model/preset_file.h"

#include <stdlib.h>

static const char *const option_kinds[] = {
    [PRESET_LIST] = "list", [PRESET_PROGRAM] = "program", [PRESET_CHOICE] = "choice", [PRESET_FLAG] = "flag"};

const char *const preset_languages[] = {"en", "ja", NULL};

const char *preset_language(const char *wanted)
{
	size_t i = 0;

	while (preset_languages[i] && !str_equal(preset_languages[i], wanted))
		i++;
	return preset_languages[i] ? preset_languages[i] : preset_languages[0];
}

const char *preset_text(const json_t *texts, const char *language)
{
	const json_t *text = json_is_object(texts) ? json_object_get(texts, language) : texts;

	if (!text)
		text = json_object_get(texts, "en");
	return json_is_string(text) ? json_string_value(text) : "";
}

int preset_refuse(const char *file, const char *what, struct error *err)
{
	return error_set(err, ERROR_VALUE,
			 _("the preset file %1$s is damaged at '%2$s': install nftabs again, or mend it"), file, what);
}

static int read_kind(const json_t *option, enum preset_option_kind *ret)
{
	const char *kind = json_string_value(json_object_get(option, "kind"));

	for (size_t i = 0; i < ARRAY_SIZE(option_kinds); i++) {
		if (str_equal(option_kinds[i], kind)) {
			*ret = (enum preset_option_kind)i;
			return 0;
		}
	}
	return -1;
}

static bool has_item(const json_t *list, const char *text)
{
	const json_t *item;
	size_t i;

	json_array_foreach(list, i, item) if (str_equal(json_string_value(item), text)) return true;
	return false;
}

static const char *filled_field(const struct preset *preset, const char *key)
{
	_cleanup_free_ char *item = mem_printf("${%s}", key);
	const json_t *rules = json_object_get(preset->json, "rules"), *rule;
	const char *field;
	json_t *value;
	size_t i;

	json_array_foreach(rules, i, rule)
	    json_object_foreach(json_object_get(rule, "rule"), field, value) if (has_item(value, item)) return field;
	return NULL;
}

static int read_option(struct preset *preset, const json_t *json, struct error *err)
{
	struct preset_option option = {.key = json_string_value(json_object_get(json, "key"))};
	const json_t *words = json_object_get(json, "words"), *labels = json_object_get(json, "labels"), *word;
	size_t i;

	if (!option.key || read_kind(json, &option.kind) != 0)
		return preset_refuse(preset->name, "options", err);
	option.required = json_is_true(json_object_get(json, "required"));
	option.otherwise = preset_text(json_object_get(json, "default"), "en");
	option.label = preset_text(json_object_get(json, "label"), preset->language);
	if (!*option.label)
		option.label = option.key;
	option.help = preset_text(json_object_get(json, "help"), preset->language);
	option.field = filled_field(preset, option.key);
	json_array_foreach(words, i, word)
	{
		const char *label = preset_text(json_object_get(labels, json_string_value(word)), preset->language);

		strlist_add(&option.words, json_string_value(word));
		strlist_add(&option.labels, *label ? label : json_string_value(word));
	}
	vec_push(&preset->options, option);
	return 0;
}

static int read_parts(struct preset *preset, struct error *err)
{
	const json_t *options = json_object_get(preset->json, "options"), *option;
	size_t i;

	preset->name = json_string_value(json_object_get(preset->json, "name"));
	if (!preset->name)
		return preset_refuse("?", "name", err);
	if (preset_check_head(preset, err) != 0)
		return -1;
	json_array_foreach(options, i, option) if (read_option(preset, option, err) != 0) return -1;
	return preset_check_rules(preset, err);
}

size_t preset_find_option(const struct preset *preset, const char *key)
{
	for (size_t i = 0; i < preset->options.n; i++)
		if (str_equal(preset->options.v[i].key, key))
			return i;
	return SIZE_MAX;
}

const struct preset_option *preset_option_find(const struct preset *preset, const char *key)
{
	size_t i = preset_find_option(preset, key);

	return i == SIZE_MAX ? NULL : &preset->options.v[i];
}

int preset_read(const char *text, size_t size, const char *language, struct preset **ret, struct error *err)
{
	struct preset *preset = MEM_NEW(struct preset);

	preset->language = preset_language(language);
	if (document_parse(text, size, &preset->json, err) != 0 || read_parts(preset, err) != 0) {
		preset_free(preset);
		return -1;
	}
	*ret = preset;
	return 0;
}

void preset_free(struct preset *preset)
{
	if (!preset)
		return;
	VEC_FOREACH (&preset->options, option) {
		strlist_done(&option->words);
		strlist_done(&option->labels);
	}
	vec_done(&preset->options);
	json_decref(preset->json);
	free(preset);
}

void preset_freep(struct preset **preset)
{
	preset_free(*preset);
}

const char *preset_name(const struct preset *preset)
{
	return preset->name;
}

const char *preset_title(const struct preset *preset)
{
	return preset_text(json_object_get(preset->json, "title"), preset->language);
}

const char *preset_description(const struct preset *preset)
{
	return preset_text(json_object_get(preset->json, "description"), preset->language);
}

bool preset_is_starter(const struct preset *preset)
{
	return json_is_true(json_object_get(preset->json, "starter"));
}

const preset_option_list_t *preset_options_of(const struct preset *preset)
{
	return &preset->options;
}
