/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/resolve.h"

#include "base/i18n.h"
#include "model/nesting.h"

#define TCP	  6
#define UDP	  17
#define TYPE_LAST 255

/* One item of a rule's service list on its way. */
struct lookup {
	const struct policy *policy;
	const struct environment *env;
	protocol_t protocol; /* of the rule */
	const char *field;
	proto_port_list_t *ret;
	struct error *err;
};

/* The protocols with ports that a rule's protocol stands for. */
struct protocol_pair {
	int v[2];
	size_t n;
};

static struct protocol_pair protocols_of(protocol_t protocol)
{
	if (protocol == PROTOCOL_TCP_UDP)
		return (struct protocol_pair){{TCP, UDP}, 2};
	return (struct protocol_pair){{protocol}, 1};
}

static char *protocol_text(protocol_t protocol)
{
	struct str text = {0};

	protocol_print(protocol, &text);
	return str_take(&text);
}

static char *port_text(const struct port *port)
{
	struct str text = {0};

	port_print(port, &text);
	return str_take(&text);
}

static bool is_local(const struct lookup *l)
{
	return str_equal(l->field, "local_service");
}

static int refuse_local_type(const struct lookup *l, const char *text)
{
	return error_set(l->err, ERROR_VALUE,
			 _("'%s' is an ICMP message type here, and those stand in remote_service: leave local_service "
			   "empty"),
			 text);
}

/* Ports and types under a protocol that has neither. */
static int refuse_protocol(const struct lookup *l, const struct port *port)
{
	_cleanup_free_ char *protocol = protocol_text(l->protocol), *text = port_text(port);

	if (l->protocol == PROTOCOL_ANY)
		return error_set(
		    l->err, ERROR_VALUE,
		    _("'%s' needs a protocol that has ports, and the rule's is any: set it to tcp+udp, tcp or "
		      "udp"),
		    text);
	return error_set(
	    l->err, ERROR_VALUE,
	    _("'%s' needs a protocol that has ports, and %s has none: set the protocol to tcp+udp, or leave "
	      "the services empty"),
	    text, protocol);
}

static void add(const struct lookup *l, int protocol, uint16_t low, uint16_t high, int16_t code)
{
	vec_push(l->ret, ((struct proto_port){protocol, low, high, code}));
}

static int refuse_type(const struct lookup *l, const struct port *port)
{
	_cleanup_free_ char *protocol = protocol_text(l->protocol), *text = port_text(port);

	if (is_local(l))
		return refuse_local_type(l, text);
	if (port->name)
		return error_set(l->err, ERROR_REFERENCE,
				 _("'%s' is neither a service of this policy nor a message type of %s: write one "
				   "like echo-request, or its number"),
				 text, protocol);
	return error_set(l->err, ERROR_VALUE, _("'%s' is not an ICMP message type: those go from 0 to 255"), text);
}

static int resolve_type(const struct lookup *l, const struct port *port)
{
	uint8_t type;

	if (is_local(l) || (port->name ? !icmp_type_from_name(l->protocol, port->name, &type) : port->high > TYPE_LAST))
		return refuse_type(l, port);
	if (port->name)
		add(l, l->protocol, type, type, -1);
	else
		add(l, l->protocol, port->low, port->high, port->code);
	return 0;
}

static int refuse_code(const struct lookup *l, const struct port *port)
{
	_cleanup_free_ char *text = port_text(port);

	return error_set(l->err, ERROR_VALUE,
			 _("'%s' is an ICMP type and code: set the protocol to icmp or icmpv6, or write a port"), text);
}

static int resolve_number(const struct lookup *l, const struct port *port)
{
	struct protocol_pair protocols = protocols_of(l->protocol);

	if (port->code >= 0)
		return refuse_code(l, port);
	for (size_t i = 0; i < protocols.n; i++)
		add(l, protocols.v[i], port->low, port->high, -1);
	return 0;
}

static bool database_port(const struct lookup *l, const char *name, int protocol, uint16_t *ret)
{
	_cleanup_free_ char *word = protocol_text(protocol);

	return l->env && l->env->service_port && l->env->service_port(l->env, name, word, ret);
}

static int refuse_unknown(const struct lookup *l, const char *name)
{
	static const int others[] = {TCP, UDP};
	_cleanup_free_ char *protocol = protocol_text(l->protocol);
	uint16_t port;

	for (size_t i = 0; i < ARRAY_SIZE(others); i++) {
		_cleanup_free_ char *other = protocol_text(others[i]);

		if (!database_port(l, name, others[i], &port))
			continue;
		return error_set(
		    l->err, ERROR_REFERENCE,
		    _("the service '%s' exists for %s and not for %s: set the protocol to %s or tcp+udp, or "
		      "write the port number"),
		    name, other, protocol, other);
	}
	return error_set(
	    l->err, ERROR_REFERENCE,
	    _("'%s' is neither a service of this policy nor known to this machine (/etc/services): write the "
	      "port number"),
	    name);
}

static int resolve_database(const struct lookup *l, const char *name)
{
	struct protocol_pair protocols = protocols_of(l->protocol);
	size_t before = l->ret->n;

	for (size_t i = 0; i < protocols.n; i++) {
		uint16_t port;

		if (database_port(l, name, protocols.v[i], &port))
			add(l, protocols.v[i], port, port, -1);
	}
	return l->ret->n > before ? 0 : refuse_unknown(l, name);
}

static int open_service(const struct lookup *l, struct nesting *nesting, const char *name, size_t *ret_members)
{
	const struct service *service;
	size_t index;
	int r = nesting_open(nesting, name, &index);

	if (r <= 0)
		return r;
	service = &l->policy->services.v[index];
	VEC_FOREACH (&service->ports, member) {
		if (member->service) {
			if (open_service(l, nesting, member->service, ret_members) < 0)
				return -1;
			continue;
		}
		++*ret_members;
		if (!protocol_covers(l->protocol, member->port.protocol))
			continue;
		if (is_local(l) && protocol_is_icmp(member->port.protocol))
			return refuse_local_type(l, name);
		vec_push(l->ret, member->port);
	}
	nesting_close(nesting);
	return 0;
}

static int resolve_service_object(const struct lookup *l, const char *name)
{
	_cleanup_nesting_ struct nesting nesting = {l->policy, OBJECT_SERVICE, l->field, l->err, {0}, {0}};
	_cleanup_free_ char *protocol = protocol_text(l->protocol);
	size_t before = l->ret->n, members = 0;

	if (open_service(l, &nesting, name, &members) < 0)
		return -1;
	if (!members)
		return nesting_refuse_empty(&nesting, name);
	if (l->ret->n == before)
		return error_set(
		    l->err, ERROR_VALUE,
		    _("the service '%s' has nothing for %s: set the rule's protocol to one of the service's, "
		      "or to any"),
		    name, protocol);
	return 0;
}

static int resolve_port(const struct lookup *l, const struct port *port)
{
	if (port->name && policy_find_object(l->policy, OBJECT_SERVICE, port->name))
		return resolve_service_object(l, port->name);
	if (protocol_is_icmp(l->protocol))
		return resolve_type(l, port);
	if (!protocol_has_ports(l->protocol))
		return refuse_protocol(l, port);
	return port->name ? resolve_database(l, port->name) : resolve_number(l, port);
}

int resolve_services(const struct policy *policy, const struct environment *env, protocol_t protocol,
		     const port_list_t *list, const char *field, proto_port_list_t *ret, struct error *err)
{
	struct lookup lookup = {policy, env, protocol, field, ret, err};
	size_t before = ret->n;

	VEC_FOREACH (list, item) {
		if (resolve_port(&lookup, item) == 0)
			continue;
		ret->n = before;
		return error_in_field(err, field);
	}
	return 0;
}
