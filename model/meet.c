/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/meet.h"

static bool meet_directions(uint8_t a, uint8_t b)
{
	return a == b || (a == DIRECTION_BOTH && b != DIRECTION_FORWARD) ||
	       (b == DIRECTION_BOTH && a != DIRECTION_FORWARD);
}

static bool meet_protocols(protocol_t a, protocol_t b)
{
	if (a == PROTOCOL_ANY || b == PROTOCOL_ANY || a == b)
		return true;
	return a == PROTOCOL_TCP_UDP ? protocol_covers(a, b) : b == PROTOCOL_TCP_UDP && protocol_covers(b, a);
}

bool meet_addresses(const address_list_t *a, const address_list_t *b)
{
	if (!a->n || !b->n)
		return true;
	VEC_FOREACH (a, x)
		VEC_FOREACH (b, y)
			if (x->kind == ADDRESS_NAME || y->kind == ADDRESS_NAME || address_overlaps(x, y))
				return true;
	return false;
}

/* What passes by different interfaces cannot be the same. */
bool meet_interfaces(const char *a, const char *b)
{
	return str_empty(a) || str_empty(b) || str_equal(a, b);
}

static bool covers_one_of(protocol_t protocol, const proto_port_list_t *list)
{
	VEC_FOREACH (list, item)
		if (protocol_covers(protocol, item->protocol))
			return true;
	return false;
}

bool meet_services(protocol_t a, const proto_port_list_t *a_ports, protocol_t b, const proto_port_list_t *b_ports)
{
	if (!a_ports->n && !b_ports->n)
		return meet_protocols(a, b);
	if (!a_ports->n || !b_ports->n)
		return covers_one_of(a_ports->n ? b : a, a_ports->n ? a_ports : b_ports);
	VEC_FOREACH (a_ports, x)
		VEC_FOREACH (b_ports, y)
			if (proto_port_overlaps(x, y))
				return true;
	return false;
}

bool meet_test(const struct rule *a, const struct meaning *a_meaning, const struct rule *b,
	       const struct meaning *b_meaning)
{
	return meet_directions(a->direction, b->direction) && meet_interfaces(a->interface, b->interface) &&
	       meet_interfaces(a->source_interface, b->source_interface) &&
	       meet_services(a->protocol, &a_meaning->remote_service, b->protocol, &b_meaning->remote_service) &&
	       meet_services(a->protocol, &a_meaning->local_service, b->protocol, &b_meaning->local_service) &&
	       meet_addresses(&a_meaning->remote_address, &b_meaning->remote_address) &&
	       meet_addresses(&a_meaning->local_address, &b_meaning->local_address);
}
