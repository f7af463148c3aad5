/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/endpoint.h"

#include "base/i18n.h"
#include "model/address.h"

#include <arpa/inet.h>
#include <stdlib.h>

/* Where no inner server can be. The unspecified net first: its text is the reason for 0.0.0.0 as well. */
static const struct {
	const char *net;
	const char *reason;
} endpoint_refused[] = {
    {"0.0.0.0/8", N_("an unspecified address")},	 {"::", N_("an unspecified address")},
    {"127.0.0.0/8", N_("the loopback of this machine")}, {"::1", N_("the loopback of this machine")},
    {"224.0.0.0/4", N_("a multicast address")},		 {"ff00::/8", N_("a multicast address")},
    {"255.255.255.255", N_("the broadcast address")},	 {"fe80::/10", N_("a link-local address")},
};

static int endpoint_check(const struct endpoint *endpoint, const char *text, struct error *err)
{
	for (size_t i = 0; i < ARRAY_SIZE(endpoint_refused); i++) {
		_cleanup_(address_done) struct address net = {0};

		if (address_parse(endpoint_refused[i].net, &net, err) < 0)
			return -1;
		if (address_contains(&net, endpoint->family, endpoint->address))
			return error_set(err, ERROR_VALUE,
					 _("'%s' is %s: write the address of the server behind this machine"), text,
					 _(endpoint_refused[i].reason));
	}
	return 0;
}

static int endpoint_refuse(const char *text, struct error *err)
{
	return error_set(
	    err, ERROR_SYNTAX,
	    _("'%s' is not the address of an inner server: write 192.168.10.2, 192.168.10.2:25, fd00::2 or "
	      "[fd00::2]:25, not a host name"),
	    text);
}

/* Cuts text into address and port; *ret_port stays NULL without one. */
static bool endpoint_cut(const char *text, char **ret_host, const char **ret_port)
{
	const char *colon = strchr(text, ':');
	const char *bracket = strchr(text, ']');

	if (*text == '[') {
		if (!bracket || (bracket[1] && bracket[1] != ':') || !memchr(text, ':', (size_t)(bracket - text)))
			return false;
		*ret_host = mem_strndup(text + 1, (size_t)(bracket - text - 1));
		*ret_port = bracket[1] ? bracket + 2 : NULL;
		return true;
	}
	if (colon && !strchr(colon + 1, ':')) {
		*ret_host = mem_strndup(text, (size_t)(colon - text));
		*ret_port = colon + 1;
		return true;
	}
	*ret_host = mem_strdup(text);
	return true;
}

int endpoint_parse(const char *text, struct endpoint *ret, struct error *err)
{
	_cleanup_(address_done) struct address address = {0};
	_cleanup_free_ char *host = NULL;
	struct endpoint endpoint = {0};
	const char *port = NULL;
	unsigned long number = 0;

	if (!*text) {
		*ret = endpoint;
		return 0;
	}
	if (!endpoint_cut(text, &host, &port) || strchr(host, '/') || address_parse(host, &address, NULL) < 0 ||
	    address.kind != ADDRESS_HOST)
		return endpoint_refuse(text, err);
	if (port && !str_to_uint(port, 1, 65535, &number))
		return error_set(err, ERROR_SYNTAX, _("'%s' is not a port: write a number from 1 to 65535"), port);
	endpoint.family = address.family;
	endpoint.port = (uint16_t)number;
	memcpy(endpoint.address, address.low, sizeof(endpoint.address));
	if (endpoint_check(&endpoint, text, err) < 0)
		return -1;
	*ret = endpoint;
	return 0;
}

void endpoint_print(const struct endpoint *endpoint, struct str *out)
{
	bool bracket = endpoint->family == 6 && endpoint->port;
	struct address address;

	if (!endpoint->family)
		return;
	address = address_from_bytes(endpoint->family, endpoint->address);
	if (bracket)
		str_add_char(out, '[');
	address_print(&address, out);
	if (bracket)
		str_add_char(out, ']');
	if (endpoint->port)
		str_addf(out, ":%u", endpoint->port);
}

bool endpoint_equal(const struct endpoint *a, const struct endpoint *b)
{
	return a->family == b->family && a->port == b->port &&
	       memcmp(a->address, b->address, a->family == 4 ? 4 : sizeof(a->address)) == 0;
}
