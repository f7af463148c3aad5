/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/i18n.h"
#include "model/document.h"
#include "model/preset_file.h"

#include <stdlib.h>
#include <string.h>

/* The values of one application of a preset: one list of items for each option. */
struct application_of {
	const struct preset *preset;
	strlist_t *items; /* by index of the option */
	bool *on;	  /* flags */
	strlist_t *notes;
	size_t added; /* rules so far */
};

static int check_words(const struct preset_option *option, const strlist_t *items, struct error *err)
{
	_cleanup_str_ struct str known = {0};

	VEC_FOREACH (&option->words, word)
		str_addf(&known, "%s%s", known.length ? ", " : "", *word);
	VEC_FOREACH (items, item)
		if (!strlist_has(&option->words, *item))
			return error_set(err, ERROR_USAGE, _("'%1$s' is not a value of --%2$s: choose from %3$s"),
					 *item, option->key, str_text(&known));
	return 0;
}

static int take_value(struct application_of *a, size_t i, const struct preset_programs *programs, const char *text,
		      struct error *err)
{
	const struct preset_option *option = &a->preset->options.v[i];

	if (option->kind == PRESET_FLAG) {
		a->on[i] = !str_empty(text) && !str_equal(text, "no");
		return 0;
	}
	strlist_split(&a->items[i], text, ',');
	if (option->required && !a->items[i].n)
		return error_set(err, ERROR_USAGE, _("the preset %1$s needs --%2$s: %3$s"), a->preset->name,
				 option->key, option->help);
	if (option->kind == PRESET_CHOICE)
		return check_words(option, &a->items[i], err);
	if (option->kind == PRESET_PROGRAM && preset_programs_replace(programs, &a->items[i], a->notes, err) != 0)
		return error_in_field(err, option->key);
	return 0;
}

/* An empty value would leave the condition out, and an unset variable of a script open a port to everybody. */
static bool has_value(const char *text)
{
	return text[strspn(text, ", \t")] != '\0';
}

static int take_values(struct application_of *a, const struct preset_programs *programs,
		       const struct preset_value *values, size_t n, struct error *err)
{
	for (size_t i = 0; i < n; i++)
		if (preset_find_option(a->preset, values[i].key) == SIZE_MAX)
			return error_set(err, ERROR_USAGE,
					 _("the preset %1$s has no option --%2$s: nftabs preset show %1$s lists them"),
					 a->preset->name, values[i].key);
	for (size_t i = 0; i < a->preset->options.n; i++) {
		_cleanup_str_ struct str text = {0};
		size_t given = 0; /* behind the last value of this option */

		for (size_t v = 0; v < n; v++)
			if (str_equal(values[v].key, a->preset->options.v[i].key))
				str_addf(&text, "%s%s", (given = v + 1) && text.length ? "," : "", values[v].text);
		if (given && !has_value(str_text(&text)))
			return error_set(err, ERROR_USAGE, _("--%s must not be empty: give it a value"),
					 values[given - 1].key);
		if (!text.length)
			str_add(&text, a->preset->options.v[i].otherwise);
		if (take_value(a, i, programs, str_text(&text), err) != 0)
			return -1;
	}
	return 0;
}

/* "tls", "!tls", "service=pop3": the file was checked, so the option is there. */
static bool condition_holds(const struct application_of *a, const char *condition)
{
	bool wanted = *condition != '!';
	_cleanup_free_ char *key = mem_strdup(condition + !wanted);
	char *word = strchr(key, '=');
	size_t i;

	if (word)
		*word++ = '\0';
	i = preset_find_option(a->preset, key);
	return (word ? strlist_has(&a->items[i], word) : a->on[i] || a->items[i].n > 0) == wanted;
}

static bool all_hold(const struct application_of *a, const json_t *conditions)
{
	const json_t *condition;
	size_t i;

	json_array_foreach(conditions, i,
			   condition) if (!condition_holds(a, json_string_value(condition))) return false;
	return true;
}

/* A list of lists: any of them must hold, as a whole. */
static bool entry_holds(const struct application_of *a, const json_t *entry)
{
	const json_t *when = json_object_get(entry, "when"), *conditions;
	size_t i;

	json_array_foreach(when, i, conditions) if (all_hold(a, conditions)) return true;
	return !when;
}

char *preset_item_option(const char *text)
{
	size_t length = strlen(text);

	if (!str_has_prefix(text, "${") || text[length - 1] != '}')
		return NULL;
	return mem_strndup(text + 2, length - 3);
}

/* Reads the items that options put into a list, so that one that is wrong is told by its option. */
static int check_items(const struct application_of *a, const char *name, const json_t *list, struct error *err)
{
	const struct field *field = field_find(&rule_fields, name);
	const json_t *item;
	size_t i;

	json_array_foreach(list, i, item)
	{
		_cleanup_free_ char *key = preset_item_option(json_string_value(item));
		_cleanup_error_ struct error wrong = {0};
		struct rule scratch;
		size_t option;
		int done;

		if (!field || !key)
			continue;
		rule_init(&scratch);
		option = preset_find_option(a->preset, key);
		done = field_set_items(field, &scratch, &a->items[option], &wrong);
		rule_done(&scratch);
		if (done != 0) {
			error_set(err, ERROR_VALUE, "%s", wrong.message);
			return error_in_field(err, a->preset->options.v[option].key);
		}
	}
	return 0;
}

/* "${server}" as an item of a list becomes the items given for it. */
static void expand_list(const struct application_of *a, const json_t *list, json_t *ret)
{
	const json_t *item;
	size_t i;

	json_array_foreach(list, i, item)
	{
		_cleanup_free_ char *key = preset_item_option(json_string_value(item));

		if (!key) {
			json_array_append_new(ret, json_string(json_string_value(item)));

			continue;
		}
		/* Unchecked: what is no UTF-8 is for the field to refuse, and must not be missing from the list. */
		VEC_FOREACH (&a->items[preset_find_option(a->preset, key)], given)
			json_array_append_new(ret, json_string_nocheck(*given));
	}
}

static json_t *expand_rule(const struct application_of *a, const json_t *entry)
{
	json_t *rule = json_object(), *value;
	const char *key;

	json_object_set_new(rule, "name",
			    json_string(preset_text(json_object_get(entry, "name"), a->preset->language)));
	json_object_foreach(json_object_get(entry, "rule"), key, value)
	{
		if (json_is_array(value)) {
			json_t *list = json_array();

			expand_list(a, value, list);
			json_object_set_new(rule, key, list);
		} else {
			json_object_set(rule, key, value);
		}
	}
	return rule;
}

static int add_rule(struct application_of *a, const json_t *entry, struct policy *policy, struct error *err)
{
	const char *note = preset_text(json_object_get(entry, "note"), a->preset->language);
	json_t *json, *value;
	const char *key;
	struct rule rule;
	int done;

	json_object_foreach(json_object_get(entry, "rule"), key,
			    value) if (check_items(a, key, value, err) != 0) return -1;
	json = expand_rule(a, entry);
	rule_init(&rule);
	done = document_item_read(&rule_fields, json, a->preset->name, &rule, err);
	json_decref(json);
	if (done != 0) {
		rule_done(&rule);
		return -1;
	}
	vec_insert(&policy->rules, a->added++, rule);
	if (*note)
		strlist_add(a->notes, note);
	return 0;
}

static int add_all(struct application_of *a, struct policy *policy, struct error *err)
{
	const json_t *settings = json_object_get(a->preset->json, "settings"), *entry;
	size_t i;

	if (settings && document_item_read(&settings_fields, settings, a->preset->name, &policy->settings, err) != 0)
		return -1;
	json_array_foreach(json_object_get(a->preset->json, "rules"), i,
			   entry) if (entry_holds(a, entry) && add_rule(a, entry, policy, err) != 0) return -1;
	return 0;
}

int preset_apply(const struct preset *preset, const struct preset_programs *programs, const struct preset_value *values,
		 size_t n_values, struct policy *policy, strlist_t *ret_notes, struct error *err)
{
	_cleanup_strlist_ strlist_t notes = {0};
	struct application_of a = {.preset = preset, .notes = &notes};
	struct policy edited = policy_copy(policy);
	int done;

	a.items = mem_calloc(preset->options.n, sizeof(*a.items));
	a.on = mem_calloc(preset->options.n, sizeof(*a.on));
	done = take_values(&a, programs, values, n_values, err);
	if (done == 0)
		done = add_all(&a, &edited, err);
	for (size_t i = 0; i < preset->options.n; i++)
		strlist_done(&a.items[i]);
	free(a.items);
	free(a.on);
	if (done == 0) {
		policy_done(policy);
		*policy = edited;
		VEC_FOREACH (&notes, note)
			strlist_add(ret_notes, *note);
	} else {
		policy_done(&edited);
	}
	return done;
}
