/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/table.h"

#include "base/i18n.h"
#include "base/utf8.h"
#include "model/type.h"

/* What an empty field is called: lists that restrict say "all" when empty, the others that they are not set. */
static const char *empty_word(const struct field *field)
{
	return field->flags & FIELD_ALL ? _("All") : _("Not set");
}

static const char *enumeration_label(const struct field *field, const char *word)
{
	const struct value_type *type = field->type;

	for (size_t i = 0; type->labels && type->words[i]; i++)
		if (str_equal(type->words[i], word))
			return _(type->labels[i]);
	return word;
}

static void value_words(const struct field *field, const void *of, struct str *out)
{
	_cleanup_str_ struct str text = {0};
	char buffer[8];

	if (field->type == &type_protocol) {
		str_add(out, protocol_label(*(const protocol_t *)field_value_const(field, of), buffer));
		return;
	}
	field_print(field, of, &text);
	if (field->type->boolean)
		str_add(out, str_equal(str_text(&text), "yes") ? _("Yes") : _("No"));
	else if (!text.length)
		str_add(out, empty_word(field));
	else if (field->type == &type_log && str_equal(str_text(&text), "on"))
		str_add(out, _("On"));
	else
		str_add(out, enumeration_label(field, str_text(&text)));
}

void table_value(const struct field *field, const void *of, struct str *out)
{
	value_words(field, of, out);
}

static const char *address_summary(const address_list_t *list)
{
	static const char *const kinds[] = {
	    [ADDRESS_HOST] = N_("Host specified"),	 [ADDRESS_NET] = N_("Network specified"),
	    [ADDRESS_RANGE] = N_("Range specified"),	 [ADDRESS_NAME] = N_("Host specified"),
	    [ADDRESS_SET] = N_("Address set specified"),
	};
	const char *summary = kinds[list->v[0].kind];

	VEC_FOREACH (list, address)
		if (!str_equal(kinds[address->kind], summary))
			return _("Addresses specified");
	return _(summary);
}

/* The kind that the seed's table names instead of the values; NULL where it shows the values. */
static const char *summary_word(const struct field *field, const struct rule *rule)
{
	if (field_is_empty(field, rule))
		return NULL;
	if (field->type == &type_program_list)
		return _("Application specified");
	if (field->type == &type_address_list)
		return address_summary(field_value_const(field, rule));
	return NULL;
}

static const char *port_protocol(protocol_t protocol)
{
	return protocol == 17 ? "udp" : "tcp";
}

/* "110 (pop3)": the number that decides, and what it is called. */
static void port_words(const struct rule *rule, const struct port *port, const struct environment *env, struct str *out)
{
	const char *name = NULL;

	port_print(port, out);
	if (port->name || port->low != port->high)
		return;
	if (protocol_is_icmp(rule->protocol))
		name = icmp_type_name(rule->protocol, port->low);
	else if (env && env->service_name && protocol_has_ports(rule->protocol))
		name = env->service_name(env, port->low, port_protocol(rule->protocol));
	if (name)
		str_addf(out, " (%s)", name);
}

void table_cell(const struct field *field, const struct rule *rule, const struct environment *env, bool summary,
		struct str *out)
{
	const char *kind = summary ? summary_word(field, rule) : NULL;
	const port_list_t *ports = field_value_const(field, rule);
	const char *separator = "";

	if (kind) {
		str_add(out, kind);
		return;
	}
	if (summary || field->type != &type_port_list || field_is_empty(field, rule)) {
		value_words(field, rule, out);
		return;
	}
	VEC_FOREACH (ports, port) {
		str_add(out, separator);
		port_words(rule, port, env, out);
		separator = ", ";
	}
}

const char *table_label(const struct field *field, const struct rule *rule)
{
	return field_label(field, rule->direction);
}

static void pad(struct str *out, size_t columns)
{
	while (columns-- > 0)
		str_add_char(out, ' ');
}

static bool row_is_shown(const struct field *field, const struct rule *rule)
{
	if (field->flags & FIELD_ROW)
		return true;
	return field->type->boolean ? !*(const bool *)field_value_const(field, rule) : !field_is_empty(field, rule);
}

static size_t label_columns(const struct rule *rule)
{
	size_t widest = 0;

	for (size_t i = 0; i < rule_fields.n; i++) {
		size_t width = utf8_width(table_label(&rule_fields.fields[i], rule));

		if (row_is_shown(&rule_fields.fields[i], rule) && width > widest)
			widest = width;
	}
	return widest + 2;
}

static void print_row(const struct field *field, const struct rule *rule, const struct environment *env, size_t columns,
		      struct str *out)
{
	const char *label = table_label(field, rule);

	str_add(out, label);
	pad(out, columns - utf8_width(label));
	table_cell(field, rule, env, true, out);
	str_add_char(out, '\n');
	if (!summary_word(field, rule))
		return;
	for (size_t i = 0; i < field->type->count(field_value_const(field, rule)); i++) {
		pad(out, columns + 2);
		field_print_item(field, rule, i, out);
		str_add_char(out, '\n');
	}
}

void table_print(const struct rule *rule, const struct environment *env, struct str *out)
{
	size_t columns = label_columns(rule);

	for (size_t i = 0; i < rule_fields.n; i++)
		if (row_is_shown(&rule_fields.fields[i], rule))
			print_row(&rule_fields.fields[i], rule, env, columns, out);
}
