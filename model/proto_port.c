/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/port.h"

#include "base/i18n.h"

#include <limits.h>
#include <stdlib.h>

#define PORT_LAST     65535
#define NUMBERED_WORD "ip" /* "ip/253": a protocol without a word; a bare number would be taken for a port */

/* The protocol before the slash. A bare number is refused: "110" was meant as a port. */
static int proto_port_protocol(const char *word, const char *text, protocol_t *ret, struct error *err)
{
	unsigned long number;
	protocol_t protocol;

	if (str_to_uint(word, 0, ULONG_MAX, &number))
		return error_set(err, ERROR_SYNTAX,
				 _("'%s' names no protocol: write tcp/110, udp/53, icmp/echo-request or esp"), text);
	if (protocol_parse(word, &protocol, err) < 0)
		return -1;
	if (protocol == PROTOCOL_ANY || protocol == PROTOCOL_TCP_UDP || !*word)
		return error_set(err, ERROR_VALUE,
				 _("'%s' needs one protocol: write one entry for each, like tcp/53 and udp/53"), text);
	*ret = protocol;
	return 0;
}

/* "110" or "6000-6010" within low..high. */
static bool proto_port_range(const char *text, unsigned long low, unsigned long high, struct proto_port *ret)
{
	const char *dash = strchr(text, '-');
	_cleanup_free_ char *first = dash ? mem_strndup(text, (size_t)(dash - text)) : mem_strdup(text);
	unsigned long a, b;

	if (!str_to_uint(first, low, high, &a))
		return false;
	b = a;
	if (dash && !str_to_uint(dash + 1, a, high, &b))
		return false;
	ret->low = (uint16_t)a;
	ret->high = (uint16_t)b;
	return true;
}

/* "echo-request", "8", "13-18", "3/4", "destination-unreachable/4" */
static bool proto_port_type(const char *text, struct proto_port *ret)
{
	const char *slash = strchr(text, '/');
	_cleanup_free_ char *name = slash ? mem_strndup(text, (size_t)(slash - text)) : mem_strdup(text);
	struct proto_port port = *ret;
	unsigned long code;
	uint8_t type;

	if (icmp_type_from_name(port.protocol, name, &type))
		port.low = port.high = type;
	else if (!proto_port_range(name, 0, 255, &port))
		return false;
	if (slash) {
		if (port.low != port.high || !str_to_uint(slash + 1, 0, 255, &code))
			return false;
		port.code = (int16_t)code;
	}
	*ret = port;
	return true;
}

/* What stands after the slash of "protocol/…". */
static int proto_port_rest(const char *rest, const char *text, struct proto_port *port, struct error *err)
{
	if (protocol_is_icmp(port->protocol)) {
		if (!proto_port_type(rest, port))
			return error_set(err, ERROR_SYNTAX,
					 _("'%s' is not a message type: write icmp/echo-request, icmp/8, or icmp/3/4 "
					   "with a code"),
					 text);
		return 0;
	}
	if (!protocol_has_ports(port->protocol))
		return error_set(err, ERROR_VALUE, _("'%s' gives a port to a protocol that has none: leave out '/%s'"),
				 text, rest);
	if (!proto_port_range(rest, 1, PORT_LAST, port))
		return error_set(err, ERROR_SYNTAX,
				 _("'%s' is not a protocol with its port: write tcp/110 or tcp/6000-6010, with ports "
				   "from 1 to 65535"),
				 text);
	return 0;
}

int proto_port_parse(const char *text, struct proto_port *ret, struct error *err)
{
	struct proto_port port = {.low = 0, .high = PORT_LAST, .code = -1};
	const char *slash = strchr(text, '/');
	_cleanup_free_ char *word = slash ? mem_strndup(text, (size_t)(slash - text)) : mem_strdup(text);
	unsigned long number;

	if (slash && str_equal(word, NUMBERED_WORD)) {
		if (!str_to_uint(slash + 1, 0, 255, &number))
			return error_set(err, ERROR_SYNTAX, _("'%s' is not a protocol number: write ip/0 to ip/255"),
					 text);
		port.protocol = (int)number;
	} else {
		if (proto_port_protocol(word, text, &port.protocol, err) < 0)
			return -1;
		if (slash && proto_port_rest(slash + 1, text, &port, err) < 0)
			return -1;
	}
	*ret = port;
	return 0;
}

static void proto_port_print_range(const struct proto_port *port, struct str *out)
{
	const char *name = port->low == port->high ? icmp_type_name(port->protocol, port->low) : NULL;

	if (name)
		str_addf(out, "/%s", name);
	else if (port->low == port->high)
		str_addf(out, "/%u", port->low);
	else if (port->low > 0 || port->high < PORT_LAST)
		str_addf(out, "/%u-%u", port->low, port->high);
	if (port->code >= 0)
		str_addf(out, "/%d", port->code);
}

void proto_port_print(const struct proto_port *port, struct str *out)
{
	_cleanup_str_ struct str word = {0};

	protocol_print(port->protocol, &word);
	if (str_to_uint(str_text(&word), 0, 255, &(unsigned long){0}))
		str_add(out, NUMBERED_WORD "/");
	str_add(out, str_text(&word));
	proto_port_print_range(port, out);
}

bool proto_port_equal(const struct proto_port *a, const struct proto_port *b)
{
	return a->protocol == b->protocol && a->low == b->low && a->high == b->high && a->code == b->code;
}

bool proto_port_overlaps(const struct proto_port *a, const struct proto_port *b)
{
	return a->protocol == b->protocol && a->low <= b->high && b->low <= a->high &&
	       (a->code < 0 || b->code < 0 || a->code == b->code);
}
