/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A preset file is checked as a whole when it is read: a key or an option that nothing knows would otherwise leave out
 * a rule, or the condition under which it is made. */
#include "base/i18n.h"
#include "model/preset_file.h"

#define PRESET_VERSION 1

static const char *const file_keys[] = {"format",  "version",  "name",	"title",  "description",
					"starter", "settings", "rules", "options"};
static const char *const option_keys[] = {"key", "kind", "label", "help", "required", "default", "words", "labels"};
static const char *const rule_keys[] = {"name", "rule", "note", "when"};
static const char *const program_keys[] = {"names", "executables", "note"};
static const char *const program_file_keys[] = {"format", "version", "programs"};

/* One place in a file while it is checked. */
struct place {
	const char *file;
	const char *list; /* "rules", "options", "programs"; NULL: the file's own object */
	size_t index;
	struct error *err;
};

static int refuse_at(const struct place *place, const char *key, const char *part)
{
	_cleanup_str_ struct str text = {0};

	if (place->list)
		str_addf(&text, "%s[%zu].", place->list, place->index);
	str_addf(&text, "%s%s%s", key, part ? ": " : "", part ? part : "");
	return preset_refuse(place->file, str_text(&text), place->err);
}

static int check_keys(const struct place *place, const json_t *object, const char *const *known, size_t n)
{
	const char *key;
	json_t *value;

	if (!json_is_object(object))
		return refuse_at(place, "{}", NULL);
	json_object_foreach((json_t *)(uintptr_t)object, key, value)
	{
		size_t i = 0;

		while (i < n && !str_equal(known[i], key))
			i++;
		if (i == n)
			return refuse_at(place, key, NULL);
	}
	return 0;
}

/* "tls", "!tls", "service=pop3" */
static int check_condition(const struct place *place, const struct preset *preset, const char *condition)
{
	_cleanup_free_ char *key = mem_strdup(condition + (*condition == '!'));
	char *word = strchr(key, '=');
	const struct preset_option *option;
	size_t i;

	if (word)
		*word++ = '\0';
	i = preset_find_option(preset, key);
	if (i == SIZE_MAX)
		return refuse_at(place, "when", condition);
	option = &preset->options.v[i];
	if (word && (option->kind != PRESET_CHOICE || !strlist_has(&option->words, word)))
		return refuse_at(place, "when", condition);
	return 0;
}

static int check_when(const struct place *place, const struct preset *preset, const json_t *when)
{
	const json_t *conditions, *condition;
	size_t i, k;

	if (when && !json_array_size(when))
		return refuse_at(place, "when", NULL);
	json_array_foreach(when, i, conditions)
	{
		if (!json_array_size(conditions))
			return refuse_at(place, "when", NULL);
		json_array_foreach(conditions, k, condition)
		{
			const char *text = json_string_value(condition);

			if (!text)
				return refuse_at(place, "when", NULL);
			if (check_condition(place, preset, text) != 0)
				return -1;
		}
	}
	return 0;
}

/* "${server}" in a list must name an option that has items. */
static int check_places(const struct place *place, const struct preset *preset, const json_t *fields)
{
	const char *field;
	const json_t *item;
	json_t *value;
	size_t i;

	json_object_foreach((json_t *)(uintptr_t)fields, field, value) json_array_foreach(value, i, item)
	{
		const char *text = json_string_value(item);
		_cleanup_free_ char *key = preset_item_option(text ? text : "");
		size_t option = key ? preset_find_option(preset, key) : 0;

		if (!text)
			return refuse_at(place, field, NULL);
		if (key && (option == SIZE_MAX || preset->options.v[option].kind == PRESET_FLAG))
			return refuse_at(place, field, text);
	}
	return 0;
}

static int check_rules(struct place *place, const struct preset *preset)
{
	const json_t *rules = json_object_get(preset->json, "rules"), *rule;

	if (!json_is_array(rules))
		return refuse_at(place, "rules", NULL);
	place->list = "rules";
	json_array_foreach(rules, place->index, rule)
	{
		if (check_keys(place, rule, rule_keys, ARRAY_SIZE(rule_keys)) != 0)
			return -1;
		if (!json_is_object(json_object_get(rule, "rule")))
			return refuse_at(place, "rule", NULL);
		if (check_when(place, preset, json_object_get(rule, "when")) != 0 ||
		    check_places(place, preset, json_object_get(rule, "rule")) != 0)
			return -1;
	}
	place->list = NULL;
	return 0;
}

/* A choice has words, texts all, and names no others. */
static int check_words(const struct place *place, const json_t *option)
{
	const json_t *words = json_object_get(option, "words"), *labels = json_object_get(option, "labels"), *word;
	size_t i, known = 0;

	json_array_foreach(words, i, word)
	{
		if (!json_is_string(word))
			return refuse_at(place, "words", NULL);
		known += json_object_get(labels, json_string_value(word)) != NULL;
	}
	return labels && known != json_object_size(labels) ? refuse_at(place, "labels", NULL) : 0;
}

static int check_options(struct place *place, const json_t *options)
{
	const json_t *option;

	if (options && !json_is_array(options))
		return refuse_at(place, "options", NULL);
	place->list = "options";
	json_array_foreach(options, place->index, option)
	{
		if (check_keys(place, option, option_keys, ARRAY_SIZE(option_keys)) != 0 ||
		    check_words(place, option) != 0)
			return -1;
	}
	place->list = NULL;
	return 0;
}

static int check_head(const struct place *place, const json_t *json, const char *format)
{
	const json_t *version = json_object_get(json, "version");

	if (!str_equal(json_string_value(json_object_get(json, "format")), format))
		return refuse_at(place, "format", NULL);
	if (json_is_integer(version) && json_integer_value(version) > PRESET_VERSION)
		return error_set(
		    place->err, ERROR_VALUE,
		    _("the preset file %1$s has version %2$lld, this program reads version %3$d: use a newer nftabs"),
		    place->file, (long long)json_integer_value(version), PRESET_VERSION);
	if (json_integer_value(version) != PRESET_VERSION)
		return refuse_at(place, "version", NULL);
	return 0;
}

int preset_check_head(const struct preset *preset, struct error *err)
{
	struct place place = {.file = preset->name, .err = err};

	if (check_head(&place, preset->json, "nftabs-preset") != 0 ||
	    check_keys(&place, preset->json, file_keys, ARRAY_SIZE(file_keys)) != 0)
		return -1;
	return check_options(&place, json_object_get(preset->json, "options"));
}

int preset_check_rules(const struct preset *preset, struct error *err)
{
	struct place place = {.file = preset->name, .err = err};

	return check_rules(&place, preset);
}

static bool is_text_list(const json_t *list)
{
	const json_t *item;
	size_t i;

	json_array_foreach(list, i, item) if (!json_is_string(item)) return false;
	return json_is_array(list);
}

int preset_check_programs(const json_t *json, struct error *err)
{
	struct place place = {.file = "programs", .err = err};
	const json_t *programs = json_object_get(json, "programs"), *program;

	if (check_head(&place, json, "nftabs-programs") != 0 ||
	    check_keys(&place, json, program_file_keys, ARRAY_SIZE(program_file_keys)) != 0)
		return -1;
	if (!json_is_array(programs))
		return refuse_at(&place, "programs", NULL);
	place.list = "programs";
	json_array_foreach(programs, place.index, program)
	{
		if (check_keys(&place, program, program_keys, ARRAY_SIZE(program_keys)) != 0)
			return -1;
		if (!is_text_list(json_object_get(program, "names")))
			return refuse_at(&place, "names", NULL);
		if (!is_text_list(json_object_get(program, "executables")))
			return refuse_at(&place, "executables", NULL);
	}
	return 0;
}
