/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/listing.h"

#include "base/i18n.h"
#include "model/table.h"

#include <string.h>

const char *const listing_titles[LISTING_COLUMNS] = {
    [LISTING_POSITION] = N_("No."),    [LISTING_ENABLED] = "",
    [LISTING_ACTION] = N_("Action"),   [LISTING_DIRECTION] = N_("Dir"),
    [LISTING_PROTOCOL] = N_("Proto"),  [LISTING_APPLICATION] = N_("Application"),
    [LISTING_SERVICE] = N_("Service"), [LISTING_ADDRESS] = N_("Remote address"),
    [LISTING_FLAGS] = N_("AVL"),       [LISTING_NAME] = N_("Name"),
};

/* Lines that nftabs adds before the rules (design: established first, so that rules decide about new connections). SSH
 * is the last, as it goes with keep_ssh. */
static const struct {
	enum action action;
	enum direction direction;
	const char *protocol;
	const char *service;
	const char *address;
	const char *explanation;
	const char *counter; /* what the names of its counters begin with; NULL: other lines count its packets */
} builtins[] = {
    {ACTION_ALLOW, DIRECTION_BOTH, N_("Any"), N_("established"), N_("All"),
     N_("Traffic of connections that were allowed, and what belongs to them, passes first: rules decide about new "
	"connections."),
     "established_"},
    {ACTION_ALLOW, DIRECTION_BOTH, N_("Any"), N_("All"), N_("loopback"),
     N_("Programs of this machine talk to each other freely."), "loopback_"},
    {ACTION_DROP, DIRECTION_BOTH, N_("Any"), N_("invalid"), N_("All"),
     N_("Packets that belong to no connection and open none are dropped."), "invalid_"},
    {ACTION_ALLOW, DIRECTION_BOTH, "ICMPv6", N_("neighbours"), N_("All"),
     N_("IPv6 finds neighbours and routers, and learns of packets too big, with these messages: without them it does "
	"not work."),
     "neighbour_"},
    {ACTION_ALLOW, DIRECTION_BOTH, "ICMP", N_("errors"), N_("All"),
     N_("Errors about allowed connections come back: path MTU discovery needs them."), NULL},
    {ACTION_ALLOW, DIRECTION_BOTH, "UDP", "DHCP", N_("All"), N_("This machine may ask for its address."), "dhcp_"},
    {ACTION_ALLOW, DIRECTION_INBOUND, "TCP", "SSH", N_("All"),
     N_("New connections to the port sshd listens on, so that nobody is locked out, while the setting keep_ssh is "
	"on."),
     "ssh_"},
};

static const char *const action_words[ACTION_MAX] = {
    [ACTION_ALLOW] = N_("Allow"),
    [ACTION_DROP] = N_("Drop"),
    [ACTION_REJECT] = N_("Reject"),
    [ACTION_PUBLISH] = N_("Publish"),
};

/* The list is narrow: a rule has many columns. */
static const char *const direction_words[DIRECTION_MAX] = {
    [DIRECTION_OUTBOUND] = N_("out"),
    [DIRECTION_INBOUND] = N_("in"),
    [DIRECTION_BOTH] = N_("both"),
    [DIRECTION_FORWARD] = N_("fwd"),
};

static const enum direction default_directions[] = {DIRECTION_OUTBOUND, DIRECTION_INBOUND, DIRECTION_FORWARD};

const char *listing_direction(enum direction direction)
{
	return _(direction_words[direction]);
}

static size_t builtin_count(const struct policy *policy)
{
	return ARRAY_SIZE(builtins) - !policy->settings.keep_ssh;
}

size_t listing_count(const struct policy *policy)
{
	return builtin_count(policy) + policy->rules.n + ARRAY_SIZE(default_directions);
}

struct listing_line listing_line(const struct policy *policy, size_t place)
{
	size_t first = builtin_count(policy), last = first + policy->rules.n;

	if (place < first)
		return (struct listing_line){LISTING_BUILTIN, place};
	if (place < last)
		return (struct listing_line){LISTING_RULE, place - first};
	return (struct listing_line){LISTING_DEFAULT, default_directions[place - last]};
}

size_t listing_place(const struct policy *policy, size_t index)
{
	return builtin_count(policy) + index;
}

size_t listing_of_counter(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(builtins); i++)
		if (builtins[i].counter && str_has_prefix(name, builtins[i].counter))
			return i;
	return SIZE_MAX;
}

static uint8_t default_verdict(const struct settings *settings, size_t direction)
{
	return direction == DIRECTION_OUTBOUND	? settings->default_outbound
	       : direction == DIRECTION_INBOUND ? settings->default_inbound
						: settings->default_forward;
}

enum action listing_action(const struct policy *policy, struct listing_line line)
{
	static const enum action of_verdict[VERDICT_MAX] = {
	    [VERDICT_ACCEPT] = ACTION_ALLOW, [VERDICT_DROP] = ACTION_DROP, [VERDICT_REJECT] = ACTION_REJECT};

	if (line.kind == LISTING_BUILTIN)
		return builtins[line.index].action;
	if (line.kind == LISTING_DEFAULT)
		return of_verdict[default_verdict(&policy->settings, line.index)];
	return (enum action)policy->rules.v[line.index].action;
}

const char *listing_explanation(const struct policy *policy, struct listing_line line)
{
	static const char *const defaults[DIRECTION_MAX] = {
	    [DIRECTION_OUTBOUND] = N_("What no rule above decides about, going out."),
	    [DIRECTION_INBOUND] = N_("What no rule above decides about, coming in."),
	    [DIRECTION_FORWARD] = N_("What no rule above decides about, passing through."),
	};

	(void)policy;
	if (line.kind == LISTING_REMOVED)
		return _(
		    "Deleted, and not applied yet: the kernel still holds this rule. Undo (u) or the history brings it "
		    "back.");
	return line.kind == LISTING_BUILTIN   ? _(builtins[line.index].explanation)
	       : line.kind == LISTING_DEFAULT ? _(defaults[line.index])
					      : "";
}

static void builtin_cell(const struct policy *policy, size_t index, enum listing_column column, struct str *out)
{
	const char *const texts[LISTING_COLUMNS] = {
	    [LISTING_ACTION] = action_words[builtins[index].action],
	    [LISTING_DIRECTION] = direction_words[builtins[index].direction],
	    [LISTING_PROTOCOL] = builtins[index].protocol,
	    [LISTING_APPLICATION] = N_("All"),
	    [LISTING_SERVICE] = builtins[index].service,
	    [LISTING_ADDRESS] = builtins[index].address,
	    [LISTING_NAME] = N_("(built in)"),
	};

	(void)policy;
	if (texts[column])
		str_add(out, _(texts[column]));
}

static void default_cell(const struct policy *policy, size_t direction, enum listing_column column, struct str *out)
{
	struct listing_line line = {LISTING_DEFAULT, direction};
	const char *const texts[LISTING_COLUMNS] = {
	    [LISTING_ACTION] = action_words[listing_action(policy, line)],
	    [LISTING_DIRECTION] = direction_words[direction],
	    [LISTING_PROTOCOL] = N_("Any"),
	    [LISTING_APPLICATION] = N_("All"),
	    [LISTING_SERVICE] = N_("All"),
	    [LISTING_ADDRESS] = N_("All"),
	    [LISTING_FLAGS] = policy->settings.log_unmatched ? "··L" : "···",
	    [LISTING_NAME] = N_("(default)"),
	};

	if (texts[column])
		str_add(out, _(texts[column]));
}

static char *words(const char *key, const struct rule *rule, const struct environment *env)
{
	struct str text = {0};

	table_cell(field_find(&rule_fields, key), rule, env, false, &text);
	return str_take(&text);
}

static void position_cell(const struct rule *rule, const struct environment *env, size_t index, struct str *out)
{
	(void)rule;
	(void)env;
	str_addf(out, "%zu", index + 1);
}

static void enabled_cell(const struct rule *rule, const struct environment *env, size_t index, struct str *out)
{
	(void)env;
	(void)index;
	str_add(out, rule->enabled ? "x" : "");
}

static void action_cell(const struct rule *rule, const struct environment *env, size_t index, struct str *out)
{
	(void)env;
	(void)index;
	str_add(out, _(action_words[rule->action]));
}

static void direction_cell(const struct rule *rule, const struct environment *env, size_t index, struct str *out)
{
	(void)env;
	(void)index;
	str_add(out, listing_direction((enum direction)rule->direction));
}

static void protocol_cell(const struct rule *rule, const struct environment *env, size_t index, struct str *out)
{
	_cleanup_free_ char *text = words("protocol", rule, env);

	(void)index;
	str_add(out, text);
}

static void application_cell(const struct rule *rule, const struct environment *env, size_t index, struct str *out)
{
	const struct field *field = field_find(&rule_fields, "application");

	(void)index;
	if (!rule->application.n)
		table_cell(field, rule, env, false, out);
	for (size_t i = 0; i < rule->application.n; i++) {
		_cleanup_str_ struct str text = {0};
		const char *name;

		field_print_item(field, rule, i, &text);
		name = rule->application.v[i].kind == PROGRAM_EXECUTABLE ? strrchr(str_text(&text), '/') : NULL;
		str_addf(out, "%s%s", i ? ", " : "", name ? name + 1 : str_text(&text));
	}
}

static void service_cell(const struct rule *rule, const struct environment *env, size_t index, struct str *out)
{
	bool inbound =
	    rule->direction == DIRECTION_INBOUND || (rule->direction == DIRECTION_BOTH && !rule->remote_service.n);
	_cleanup_free_ char *main = words(inbound ? "local_service" : "remote_service", rule, env);
	_cleanup_free_ char *other = words(inbound ? "remote_service" : "local_service", rule, env);

	(void)index;
	if (!(inbound ? rule->remote_service.n : rule->local_service.n))
		str_add(out, main);
	else
		str_addf(out, inbound ? _("%s, remote %s") : _("%s, local %s"), main, other);
}

static void address_cell(const struct rule *rule, const struct environment *env, size_t index, struct str *out)
{
	_cleanup_free_ char *remote = words("remote_address", rule, env), *local = words("local_address", rule, env);

	(void)index;
	if (rule->local_address.n)
		str_addf(out, _("%s, local %s"), remote, local);
	else
		str_add(out, remote);
}

static void flags_cell(const struct rule *rule, const struct environment *env, size_t index, struct str *out)
{
	(void)env;
	(void)index;
	str_addf(out, "%s%s%s", rule->application.n ? "A" : "·", rule->validity.n ? "V" : "·",
		 rule->log.on ? "L" : "·");
}

static void name_cell(const struct rule *rule, const struct environment *env, size_t index, struct str *out)
{
	(void)env;
	(void)index;
	str_add(out, rule->name ? rule->name : "");
}

static void (*const rule_cells[LISTING_COLUMNS])(const struct rule *rule, const struct environment *env, size_t index,
						 struct str *out) = {
    [LISTING_POSITION] = position_cell,	  [LISTING_ENABLED] = enabled_cell,   [LISTING_ACTION] = action_cell,
    [LISTING_DIRECTION] = direction_cell, [LISTING_PROTOCOL] = protocol_cell, [LISTING_APPLICATION] = application_cell,
    [LISTING_SERVICE] = service_cell,	  [LISTING_ADDRESS] = address_cell,   [LISTING_FLAGS] = flags_cell,
    [LISTING_NAME] = name_cell,
};

void listing_cell(const struct policy *policy, const struct environment *env, struct listing_line line,
		  enum listing_column column, struct str *out)
{
	if (line.kind == LISTING_BUILTIN)
		builtin_cell(policy, line.index, column, out);
	else if (line.kind == LISTING_DEFAULT)
		default_cell(policy, line.index, column, out);
	else if (line.kind == LISTING_RULE || column != LISTING_POSITION)
		rule_cells[column](&policy->rules.v[line.index], env, line.index, out);
}
