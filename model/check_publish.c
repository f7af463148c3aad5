/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/check_rule.h"

#include "base/i18n.h"
#include "model/meet.h"

int check_publish_names(const struct rule_case *c, struct error *err)
{
	if (c->rule->action != ACTION_PUBLISH)
		return 0;
	VEC_FOREACH (&c->meaning->local_address, address) {
		if (address->kind != ADDRESS_NAME)
			continue;
		error_set(err, ERROR_VALUE,
			  _("'%s' is a host name, and an external address must be fixed: write the address itself"),
			  address->name);
		return error_in_field(err, "local_address");
	}
	return 0;
}

static bool have_ports(const proto_port_list_t *list)
{
	VEC_FOREACH (list, item)
		if (!protocol_has_ports(item->protocol))
			return false;
	return list->n > 0;
}

static bool is_one_port(const proto_port_list_t *list)
{
	VEC_FOREACH (list, item)
		if (item->low != item->high || item->low != list->v[0].low)
			return false;
	return list->n > 0;
}

int check_publish_port(const struct rule_case *c, struct error *err)
{
	const proto_port_list_t *local = &c->meaning->local_service;

	if (c->rule->action != ACTION_PUBLISH || !c->rule->publish_to.port)
		return 0;
	if (!protocol_has_ports(c->rule->protocol) && !have_ports(local)) {
		error_set(err, ERROR_VALUE,
			  _("publish_to has a port, and the rule's protocol has none: set the protocol to tcp, udp or "
			    "tcp+udp"));
		return error_in_field(err, "protocol");
	}
	if (!is_one_port(local)) {
		error_set(
		    err, ERROR_VALUE,
		    _("publish_to has the port %u, so local_service must be exactly one port: make a rule for each, or "
		      "leave the port out of publish_to so that ports are kept"),
		    c->rule->publish_to.port);
		return error_in_field(err, "local_service");
	}
	return 0;
}

int meaning_conflict(const struct rule *a, const struct meaning *a_meaning, const struct rule *b,
		     const struct meaning *b_meaning, size_t b_index, struct error *err)
{
	if (a->publish_to.family != b->publish_to.family || !meet_interfaces(a->interface, b->interface) ||
	    !meet_services(a->protocol, &a_meaning->local_service, b->protocol, &b_meaning->local_service) ||
	    !meet_addresses(&a_meaning->local_address, &b_meaning->local_address))
		return 0;
	error_set(
	    err, ERROR_CONFLICT,
	    _("rule %zu \"%s\" publishes the same local address and port already: take another address or port, or "
	      "disable one of the two rules"),
	    b_index + 1, b->name);
	return error_in_field(err, a_meaning->local_service.n ? "local_service" : "local_address");
}
