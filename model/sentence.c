/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A rule as sentences. The main one is a whole template for each action and direction, so that a language can put its
 * parts in its own order; conditions that most rules lack are sentences of their own behind it. */
#include "model/table.h"

#include "base/i18n.h"

#include <stdlib.h>
#include <string.h>

/* TRANSLATORS: keep {program}, {service}, {remote} and {when}, in any order. */
static const char *const templates[ACTION_MAX][DIRECTION_MAX] = {
    [ACTION_ALLOW] =
	{
	    [DIRECTION_OUTBOUND] = N_("Allow {program} to open {service} to {remote}, {when}."),
	    [DIRECTION_INBOUND] = N_("Allow {program} to receive {service} from {remote}, {when}."),
	    [DIRECTION_BOTH] = N_("Allow {program} to open and receive {service} with {remote}, {when}."),
	    [DIRECTION_FORWARD] = N_("Let {service} for {remote} pass through, {when}."),
	},
    [ACTION_DROP] =
	{
	    [DIRECTION_OUTBOUND] = N_("Silently drop what {program} sends as {service} to {remote}, {when}."),
	    [DIRECTION_INBOUND] = N_("Silently drop {service} from {remote} for {program}, {when}."),
	    [DIRECTION_BOTH] = N_("Silently drop {service} between {program} and {remote}, {when}."),
	    [DIRECTION_FORWARD] = N_("Silently drop {service} for {remote} that would pass through, {when}."),
	},
    [ACTION_REJECT] =
	{
	    [DIRECTION_OUTBOUND] = N_("Refuse {program} to open {service} to {remote}, {when}."),
	    [DIRECTION_INBOUND] = N_("Refuse {service} from {remote} for {program}, {when}."),
	    [DIRECTION_BOTH] = N_("Refuse {service} between {program} and {remote}, {when}."),
	    [DIRECTION_FORWARD] = N_("Refuse {service} for {remote} that would pass through, {when}."),
	},
    [ACTION_PUBLISH] =
	{
	    [DIRECTION_INBOUND] = N_("Pass {service} from {remote} on to the inner server, {when}."),
	},
};

struct words {
	const char *place, *words;
};

/* Not printf(3): a template may leave a part out, which numbered directives may not. */
static void add_template(struct str *out, const char *template, const struct words *words)
{
	while (*template) {
		const struct words *found = words;

		while (found->place && !str_has_prefix(template, found->place))
			found++;
		if (found->place) {
			str_add(out, found->words);
			template += strlen(found->place);
		} else {
			str_add_char(out, *template ++);
		}
	}
}

/* The first items of a list, and how many more: a sentence stays a sentence. */
static char *list_words(const char *key, const struct rule *rule, const struct environment *env, const char *all)
{
	const struct field *field = field_find(&rule_fields, key);
	size_t n = field->type->count(field_value_const(field, rule));
	_cleanup_str_ struct str text = {0};

	(void)env;
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
	char *words = list_words("application", rule, NULL, _("any program"));
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
		return mem_strdup(_("any traffic"));
	if (field_is_empty(field, rule))
		return mem_printf(_("any %s traffic"), protocol);
	table_cell(field, rule, env, false, &services);
	return rule->protocol == PROTOCOL_ANY ? mem_strdup(str_text(&services))
					      : mem_printf("%s %s", protocol, str_text(&services));
}

static char *time_words(const struct rule *rule)
{
	_cleanup_free_ char *when = list_words("validity", rule, NULL, "");

	return rule->validity.n ? mem_printf(_("during %s"), when) : mem_strdup(_("at any time"));
}

/* A condition of its own sentence, where the field is set. */
static void add_condition(const char *key, const char *sentence, const struct rule *rule, const struct environment *env,
			  struct str *out)
{
	_cleanup_free_ char *words = list_words(key, rule, env, NULL);

	if (!words)
		return;
	str_add_char(out, ' ');
	add_template(out, sentence, (const struct words[]){{"%s", words}, {NULL, NULL}});
}

void table_sentence(const struct rule *rule, const struct environment *env, struct str *out)
{
	bool inbound = rule->direction == DIRECTION_INBOUND;
	const char *template = templates[rule->action][rule->direction];
	_cleanup_free_ char *programs = program_words(rule), *services = service_words(rule, env, inbound);
	_cleanup_free_ char *remote = list_words("remote_address", rule, env, _("any address"));
	_cleanup_free_ char *when = time_words(rule);
	const struct words main_words[] = {
	    {"{program}", programs}, {"{service}", services}, {"{remote}", remote}, {"{when}", when}, {NULL, NULL}};

	add_template(out, template ? _(template) : _(templates[ACTION_PUBLISH][DIRECTION_INBOUND]), main_words);
	add_condition("local_address", _("Only for the local address %s."), rule, env, out);
	add_condition(inbound ? "remote_service" : "local_service",
		      inbound ? _("Only from the remote service %s.") : _("Only from the local service %s."), rule, env,
		      out);
	add_condition("interface", _("Only on interface %s."), rule, env, out);
	add_condition("publish_to", _("The inner server is %s."), rule, env, out);
	if (rule->log.on)
		str_addf(out, " %s", _("It is logged."));
	if (!rule->enabled)
		str_addf(out, " %s", _("It is switched off."));
}
