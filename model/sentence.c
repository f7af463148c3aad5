/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A rule as sentences. The main one is a whole template for each action and direction, so that a language can put its
 * parts in its own order; conditions that most rules lack are sentences of their own behind it. */
#include "model/table.h"

#include "base/i18n.h"

#include <stdlib.h>
#include <string.h>

/* TRANSLATORS: keep {program}, {service}, {local}, {remote} and {when}, in any order. */
static const char *const templates[ACTION_MAX][DIRECTION_MAX] = {
    [ACTION_ALLOW] =
	{
	    [DIRECTION_OUTBOUND] = N_("Allow {program} to open {service} to {remote}, {when}."),
	    [DIRECTION_INBOUND] = N_("Allow {program} to receive {service} from {remote}, {when}."),
	    [DIRECTION_BOTH] = N_("Allow {program} to open and receive {service} with {remote}, {when}."),
	    [DIRECTION_FORWARD] = N_("Let {service} from {local} to {remote} pass through, {when}."),
	},
    [ACTION_DROP] =
	{
	    [DIRECTION_OUTBOUND] = N_("Silently drop {service} from {program} to {remote}, {when}."),
	    [DIRECTION_INBOUND] = N_("Silently drop {service} from {remote} for {program}, {when}."),
	    [DIRECTION_BOTH] = N_("Silently drop {service} between {program} and {remote}, {when}."),
	    [DIRECTION_FORWARD] =
		N_("Silently drop {service} that would pass through from {local} to {remote}, {when}."),
	},
    [ACTION_REJECT] =
	{
	    [DIRECTION_OUTBOUND] = N_("Refuse {program} to open {service} to {remote}, {when}."),
	    [DIRECTION_INBOUND] = N_("Refuse {service} from {remote} for {program}, {when}."),
	    [DIRECTION_BOTH] = N_("Refuse {service} between {program} and {remote}, {when}."),
	    [DIRECTION_FORWARD] = N_("Refuse {service} that would pass through from {local} to {remote}, {when}."),
	},
    [ACTION_PUBLISH] =
	{
	    [DIRECTION_INBOUND] = N_("Pass {service} from {remote} on to the inner server, {when}."),
	},
};

struct words {
	const char *place, *words;
};

/* U+3000 to U+FFFF, by its first byte: Japanese and its punctuation. */
static bool is_wide(char lead)
{
	return (unsigned char)lead >= 0xe3;
}

static bool ends_wide(const struct str *text, size_t length)
{
	size_t i = length;

	while (i && ((unsigned char)str_text(text)[i - 1] & 0xc0) == 0x80)
		i--;
	return i && is_wide(str_text(text)[i - 1]);
}

/* Templates have blanks around what may be Latin; Japanese has none between its own characters. */
static void add_words(struct str *out, const char *words, bool after_blank)
{
	if (after_blank && out->length && is_wide(*words) && ends_wide(out, out->length - 1))
		out->text[--out->length] = '\0';
	str_add(out, words);
}

static void add_sentence(struct str *out, const char *sentence)
{
	str_add_char(out, ' ');
	add_words(out, sentence, true);
}

/* Not printf(3): a template may leave a part out, which numbered directives may not. */
static void add_template(struct str *out, const char *template, const struct words *words)
{
	const char *start = template;

	while (*template) {
		const struct words *found = words;

		while (found->place && !str_has_prefix(template, found->place))
			found++;
		if (found->place) {
			add_words(out, found->words, template > start && template[-1] == ' ');
			template += strlen(found->place);
		} else if (*template == ' ' && is_wide(template[1]) && ends_wide(out, out->length)) {
			template ++;
		} else {
			str_add_char(out, *template ++);
		}
	}
}

/* The first items of a list, and how many more: a sentence stays a sentence. */
static char *list_words(const char *key, const struct rule *rule, const char *all)
{
	const struct field *field = field_find(&rule_fields, key);
	size_t n = field->type->count(field_value_const(field, rule));
	_cleanup_str_ struct str text = {0};

	if (!n)
		return mem_strdup(all);
	field_print_item(field, rule, 0, &text);
	if (n == 2) {
		_cleanup_str_ struct str second = {0};

		field_print_item(field, rule, 1, &second);
		return mem_printf(_("%1$s and %2$s"), str_text(&text), str_text(&second));
	}
	return n == 1 ? str_take(&text) : mem_printf(_("%1$s and %2$zu more"), str_text(&text), n - 1);
}

/* The program's own name is what people call it; the whole path stands in the table. */
static char *program_words(const struct rule *rule)
{
	char *words = list_words("application", rule, _("any program"));
	const char *slash = strrchr(words, '/');
	char *name;

	if (rule->application.n != 1 || rule->application.v[0].kind != PROGRAM_EXECUTABLE || !slash)
		return words;
	name = mem_strdup(slash + 1);
	free(words);
	return name;
}

static char *service_words(const struct rule *rule, const struct environment *env, bool inbound)
{
	const char *key = inbound ? "local_service" : "remote_service";
	const struct field *field = field_find(&rule_fields, key);
	_cleanup_str_ struct str services = {0};
	char buffer[8];
	const char *protocol = protocol_label(rule->protocol, buffer);

	if (field_is_empty(field, rule) && rule->protocol == PROTOCOL_ANY)
		return mem_strdup(_("any connection"));
	if (field_is_empty(field, rule))
		return mem_printf(_("any %s connection"), protocol);
	table_cell(field, rule, env, false, &services);
	return rule->protocol == PROTOCOL_ANY ? mem_strdup(str_text(&services))
					      : mem_printf("%s %s", protocol, str_text(&services));
}

static char *time_words(const struct rule *rule)
{
	_cleanup_free_ char *when = list_words("validity", rule, "");

	return rule->validity.n ? mem_printf(_("during %s"), when) : mem_strdup(_("at any time"));
}

/* Conditions that get a sentence of their own where they are set, in the words of the direction; NULL: the template has
 * them. The screen of a forward rule says source where the others say local. */
static const struct {
	const char *key, *sentence[DIRECTION_MAX];
} conditions[] = {
    {"local_address",
     {
	 [DIRECTION_OUTBOUND] = N_("Only for the local address %s."),
	 [DIRECTION_INBOUND] = N_("Only for the local address %s."),
	 [DIRECTION_BOTH] = N_("Only for the local address %s."),
     }},
    {"remote_service", {[DIRECTION_INBOUND] = N_("Only from the remote service %s.")}},
    {"local_service",
     {
	 [DIRECTION_OUTBOUND] = N_("Only from the local service %s."),
	 [DIRECTION_BOTH] = N_("Only from the local service %s."),
	 [DIRECTION_FORWARD] = N_("Only from the source service %s."),
     }},
    {"source_interface", {[DIRECTION_FORWARD] = N_("Only in through the interface %s.")}},
    {"interface",
     {
	 [DIRECTION_OUTBOUND] = N_("Only on interface %s."),
	 [DIRECTION_INBOUND] = N_("Only on interface %s."),
	 [DIRECTION_BOTH] = N_("Only on interface %s."),
	 [DIRECTION_FORWARD] = N_("Only out through the interface %s."),
     }},
    {"publish_to", {[DIRECTION_INBOUND] = N_("The inner server is %s.")}},
};

static void add_condition(const char *key, const char *sentence, const struct rule *rule, struct str *out)
{
	_cleanup_free_ char *words = list_words(key, rule, NULL);
	_cleanup_str_ struct str text = {0};

	if (!words || !sentence)
		return;
	add_template(&text, _(sentence), (const struct words[]){{"%s", words}, {NULL, NULL}});
	add_sentence(out, str_text(&text));
}

void table_sentence(const struct rule *rule, const struct environment *env, struct str *out)
{
	const char *template = templates[rule->action][rule->direction];
	_cleanup_free_ char *programs = program_words(rule);
	_cleanup_free_ char *services = service_words(rule, env, rule->direction == DIRECTION_INBOUND);
	_cleanup_free_ char *remote = list_words("remote_address", rule, _("any address"));
	_cleanup_free_ char *local = list_words("local_address", rule, _("any address"));
	_cleanup_free_ char *when = time_words(rule);
	const struct words main_words[] = {{"{program}", programs}, {"{service}", services}, {"{remote}", remote},
					   {"{local}", local},	    {"{when}", when},	     {NULL, NULL}};

	add_template(out, template ? _(template) : _(templates[ACTION_PUBLISH][DIRECTION_INBOUND]), main_words);
	for (size_t i = 0; i < ARRAY_SIZE(conditions); i++)
		add_condition(conditions[i].key, conditions[i].sentence[rule->direction], rule, out);
	if (rule->log.on)
		add_sentence(out, _("It is logged."));
	if (!rule->enabled)
		add_sentence(out, _("It is switched off."));
}
