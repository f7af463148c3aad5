/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/port.h"

#include "base/i18n.h"
#include "model/name.h"

#include <ctype.h>
#include <stdlib.h>

/* Whether the text is meant as a number or range: it has no letter, not even one beyond ASCII. Names of services always
 * have one ("3com-tsmux"), so a mistyped number is refused at once and is never taken for a name. */
static bool port_looks_numeric(const char *text)
{
	for (; *text; text++)
		if (isalpha((unsigned char)*text) || (unsigned char)*text >= 0x80)
			return false;
	return true;
}

/* "11o!", "80:81a": what begins as a number and goes on as no name does. Services of the system are called by letters,
 * digits and some of these signs ("3com-tsmux"); those of a policy may be called anything that begins otherwise. */
static bool port_is_mistyped(const char *text)
{
	if (!isdigit((unsigned char)*text))
		return false;
	for (; *text; text++)
		if (!isalnum((unsigned char)*text) && (unsigned char)*text < 0x80 && !strchr("-_.+ ()", *text))
			return true;
	return false;
}

/* Cuts "a-b" into two numbers within low..high; one number gives both. */
static bool port_numbers(const char *text, char separator, unsigned long low, unsigned long high, unsigned long ret[2])
{
	const char *at = strchr(text, separator);
	_cleanup_free_ char *first = at ? mem_strndup(text, (size_t)(at - text)) : mem_strdup(text);
	unsigned long a, b;

	if (!str_to_uint(first, low, high, &a))
		return false;
	b = a;
	if (at && !str_to_uint(at + 1, low, high, &b))
		return false;
	ret[0] = a;
	ret[1] = b;
	return true;
}

static int port_refuse(const char *text, struct error *err)
{
	if (str_equal(text, "0"))
		return error_set(err, ERROR_VALUE,
				 _("port 0 is never used: write a number from 1 to 65535 "
				   "(ICMP type 0 is written echo-reply)"));
	return error_set(err, ERROR_SYNTAX,
			 _("'%s' is not a port: write a number from 1 to 65535, a range like 6000-6010, "
			   "or a service name"),
			 text);
}

static int port_parse_number(const char *text, struct port *ret, struct error *err)
{
	unsigned long n[2];

	if (strchr(text, '/')) {
		if (!port_numbers(text, '/', 0, 255, n))
			return error_set(
			    err, ERROR_SYNTAX,
			    _("'%s' is not an ICMP type and code: write two numbers from 0 to 255, like 3/4"), text);
		*ret = (struct port){.low = (uint16_t)n[0], .high = (uint16_t)n[0], .code = (int16_t)n[1]};
		return 0;
	}
	if (!port_numbers(text, '-', 1, 65535, n))
		return port_refuse(text, err);
	if (n[0] > n[1])
		return error_set(err, ERROR_VALUE, _("the range %s runs backwards: write %lu-%lu"), text, n[1], n[0]);
	*ret = (struct port){.low = (uint16_t)n[0], .high = (uint16_t)n[1], .code = -1};
	return 0;
}

int port_parse(const char *text, struct port *ret, struct error *err)
{
	const char *name = *text == '@' ? text + 1 : text;

	if (port_looks_numeric(name)) {
		if (*text == '@' || !*text)
			return port_refuse(text, err);
		return port_parse_number(text, ret, err);
	}
	if (port_is_mistyped(name))
		return port_refuse(text, err);
	if (name_check(name, err) < 0)
		return -1;
	*ret = (struct port){.code = -1, .name = mem_strdup(name)};
	return 0;
}

void port_print(const struct port *port, struct str *out)
{
	if (port->name)
		str_add(out, port->name);
	else if (port->code >= 0)
		str_addf(out, "%u/%d", port->low, port->code);
	else if (port->low == port->high)
		str_addf(out, "%u", port->low);
	else
		str_addf(out, "%u-%u", port->low, port->high);
}

void port_done(struct port *port)
{
	free(port->name);
	*port = (struct port){0};
}

struct port port_copy(const struct port *port)
{
	struct port copy = *port;

	copy.name = mem_strdup(port->name);
	return copy;
}

bool port_equal(const struct port *a, const struct port *b)
{
	return a->low == b->low && a->high == b->high && a->code == b->code && str_equal(a->name, b->name);
}

void port_list_done(port_list_t *list)
{
	VEC_FOREACH (list, port)
		free(port->name);
	vec_done(list);
}
