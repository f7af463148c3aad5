/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/type.h"

#include "base/i18n.h"

#include <strings.h>

static const char *const boolean_no[] = {"no", "false", "off", "0"};
static const char *const boolean_yes[] = {"yes", "true", "on", "1"};

static int boolean_parse(void *value, const char *text, struct error *err)
{
	for (size_t i = 0; i < ARRAY_SIZE(boolean_no); i++) {
		bool yes = strcasecmp(text, boolean_yes[i]) == 0;

		if (yes || strcasecmp(text, boolean_no[i]) == 0) {
			*(bool *)value = yes;
			return 0;
		}
	}
	return error_set(err, ERROR_SYNTAX, _("'%s' is neither yes nor no: write yes or no"), text);
}

static void boolean_print(const void *value, size_t i, struct str *out)
{
	(void)i;
	str_add(out, *(const bool *)value ? boolean_yes[0] : boolean_no[0]);
}

static size_t always_one(const void *value)
{
	(void)value;
	return 1;
}

static void boolean_off(void *value)
{
	*(bool *)value = false;
}

static void boolean_on(void *value)
{
	*(bool *)value = true;
}

static void boolean_copy(void *to, const void *from)
{
	*(bool *)to = *(const bool *)from;
}

static bool boolean_equal(const void *a, const void *b)
{
	return *(const bool *)a == *(const bool *)b;
}

const struct value_type type_boolean = {
    .name = "boolean",
    .boolean = true,
    .parse = boolean_parse,
    .print = boolean_print,
    .count = always_one,
    .done = boolean_off,
    .copy = boolean_copy,
    .equal = boolean_equal,
};

const struct value_type type_boolean_on = {
    .name = "boolean",
    .boolean = true,
    .init = boolean_on,
    .parse = boolean_parse,
    .print = boolean_print,
    .count = always_one,
    .done = boolean_on,
    .copy = boolean_copy,
    .equal = boolean_equal,
};

static bool word_find(const char *const *words, const char *text, void *value)
{
	for (size_t i = 0; words[i]; i++)
		if (strcasecmp(words[i], text) == 0) {
			*(uint8_t *)value = (uint8_t)i;
			return true;
		}
	return false;
}

static void word_done(void *value)
{
	*(uint8_t *)value = 0;
}

static void word_copy(void *to, const void *from)
{
	*(uint8_t *)to = *(const uint8_t *)from;
}

static bool word_equal(const void *a, const void *b)
{
	return *(const uint8_t *)a == *(const uint8_t *)b;
}

/* The type of an enumeration whose words and labels stand in <thing>_words and <thing>_labels. */
#define WORD_TYPE(thing, refusal)                                                                                      \
	static int thing##_parse(void *value, const char *text, struct error *err)                                     \
	{                                                                                                              \
		if (!word_find(thing##_words, text, value))                                                            \
			return error_set(err, ERROR_SYNTAX, _(refusal), text);                                         \
		return 0;                                                                                              \
	}                                                                                                              \
	static void thing##_print(const void *value, size_t i, struct str *out)                                        \
	{                                                                                                              \
		(void)i;                                                                                               \
		str_add(out, thing##_words[*(const uint8_t *)value]);                                                  \
	}                                                                                                              \
	const struct value_type type_##thing = {                                                                       \
	    .name = #thing,                                                                                            \
	    .parse = thing##_parse,                                                                                    \
	    .print = thing##_print,                                                                                    \
	    .count = always_one,                                                                                       \
	    .done = word_done,                                                                                         \
	    .copy = word_copy,                                                                                         \
	    .equal = word_equal,                                                                                       \
	    .words = thing##_words,                                                                                    \
	    .labels = thing##_labels,                                                                                  \
	}

static const char *const action_words[] = {"allow", "drop", "reject", "publish", NULL};
static const char *const action_labels[] = {N_("Allow"), N_("Drop"), N_("Reject"), N_("Publish"), NULL};
WORD_TYPE(action, N_("'%s' is not an action: write allow, drop, reject or publish"));

static const char *const direction_words[] = {"outbound", "inbound", "both", "forward", NULL};
static const char *const direction_labels[] = {N_("Outbound"), N_("Inbound"), N_("Both"), N_("Forward"), NULL};
WORD_TYPE(direction, N_("'%s' is not a direction: write outbound, inbound, both or forward"));

static const char *const verdict_words[] = {"accept", "drop", "reject", NULL};
static const char *const verdict_labels[] = {N_("Accept"), N_("Drop"), N_("Reject"), NULL};
WORD_TYPE(verdict, N_("'%s' is not a default: write accept, drop or reject"));

_Static_assert(ARRAY_SIZE(action_words) == ACTION_MAX + 1, "a word for each action");
_Static_assert(ARRAY_SIZE(direction_words) == DIRECTION_MAX + 1, "a word for each direction");
_Static_assert(ARRAY_SIZE(verdict_words) == VERDICT_MAX + 1, "a word for each verdict");
