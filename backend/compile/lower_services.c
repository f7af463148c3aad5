/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Protocols and services of a rule as alternatives: one for each protocol, TCP and UDP together where they ask for the
 * same ports, ICMP types with a code each alone. */
#include "backend/compile/lower.h"

#include <stdio.h>
#include <string.h>

static bool ports_have(const proto_port_list_t *list, int protocol)
{
	VEC_FOREACH (list, port)
		if (port->protocol == protocol)
			return true;
	return false;
}

/* The ranges of one protocol, in order of appearance. */
static void ports_of(const proto_port_list_t *list, int protocol, proto_port_list_t *ret)
{
	VEC_FOREACH (list, port)
		if (port->protocol == protocol)
			vec_push(ret, *port);
}

static bool same_ports(const proto_port_list_t *list, int a, int b)
{
	proto_port_list_t of_a = {0}, of_b = {0};
	bool same;

	ports_of(list, a, &of_a);
	ports_of(list, b, &of_b);
	same = of_a.n == of_b.n;
	for (size_t i = 0; same && i < of_a.n; i++)
		same = of_a.v[i].low == of_b.v[i].low && of_a.v[i].high == of_b.v[i].high;
	vec_done(&of_a);
	vec_done(&of_b);
	return same;
}

static bool is_all_ports(const proto_port_list_t *ports)
{
	VEC_FOREACH (ports, port)
		if (port->low == 0 && port->high == UINT16_MAX && port->code < 0)
			return true;
	return false;
}

static enum ir_type service_type(int protocol)
{
	return protocol == IPPROTO_ICMP	    ? IR_TYPE_ICMP_TYPE
	       : protocol == IPPROTO_ICMPV6 ? IR_TYPE_ICMPV6_TYPE
					    : IR_TYPE_INET_SERVICE;
}

static void service_key(enum ir_type type, uint16_t value, uint8_t key[2])
{
	if (ir_type_info(type)->len == 1) {
		key[0] = (uint8_t)value;
	} else {
		key[0] = (uint8_t)(value >> 8);
		key[1] = (uint8_t)value;
	}
}

/* One range stands in the rule itself, several in a set. */
static void lower_ports(struct lowering *lowering, const char *letters, int protocol, const proto_port_list_t *ports,
			char set_name[IR_NAME_MAX + 1], struct proto_port *ret_only)
{
	enum ir_type type = service_type(protocol);
	_cleanup_free_ char *suffix = NULL;
	bool interval = false;
	struct ir_set *set;

	*ret_only = ports->v[0];
	if (ports->n == 1)
		return;
	VEC_FOREACH (ports, port)
		interval = interval || port->low != port->high;
	suffix = mem_printf("%s%d_", letters, protocol);
	lowering_name(lowering, set_name, suffix);
	set = build_set(lowering->compiler->ir, set_name, type, interval ? IR_SET_INTERVAL : 0);
	VEC_FOREACH (ports, port) {
		uint8_t low[2], high[2];

		service_key(type, port->low, low);
		service_key(type, port->high, high);
		build_element(set, low, high);
	}
}

static void service_add(struct lowering *lowering, int protocol, int ports_from, const proto_port_list_t *remote,
			const proto_port_list_t *local)
{
	struct service_alternative *service = vec_add(&lowering->services);
	proto_port_list_t to = {0}, from = {0};

	service->protocol = protocol;
	ports_of(remote, ports_from, &to);
	ports_of(local, ports_from, &from);
	service->has_remote = to.n && !is_all_ports(&to);
	service->has_local = from.n && !is_all_ports(&from);
	if (service->has_remote)
		lower_ports(lowering, "rp", protocol, &to, service->remote_set, &service->remote);
	if (service->has_local)
		lower_ports(lowering, "lp", protocol, &from, service->local_set, &service->local);
	vec_done(&to);
	vec_done(&from);
}

/* Types without a code share one alternative; a type with a code has its own. */
static void icmp_add(struct lowering *lowering, int protocol, const proto_port_list_t *remote)
{
	proto_port_list_t plain = {0};

	VEC_FOREACH (remote, type) {
		struct service_alternative *service;

		if (type->protocol != protocol)
			continue;
		if (type->code < 0) {
			vec_push(&plain, *type);
			continue;
		}
		service = vec_add(&lowering->services);
		service->protocol = protocol;
		service->has_remote = true;
		service->remote = *type;
	}
	if (plain.n)
		service_add(lowering, protocol, protocol, &plain, &(proto_port_list_t){0});
	vec_done(&plain);
}

/* What the two lists leave of the rule's protocols; lists that are empty leave all. */
static bool protocol_remains(const proto_port_list_t *remote, const proto_port_list_t *local, int protocol)
{
	return (!remote->n || ports_have(remote, protocol)) && (!local->n || ports_have(local, protocol));
}

static size_t count_ports(const proto_port_list_t *list, int protocol)
{
	size_t n = 0;

	VEC_FOREACH (list, port)
		n += port->protocol == protocol;
	return n;
}

/* One kernel rule for both of TCP and UDP, when they ask for the same. Not for two single ports: nft joins "th sport 53
 * th dport 53" into four raw bytes, which nobody can read in a listing. */
static bool tcp_udp_together(const proto_port_list_t *remote, const proto_port_list_t *local)
{
	return protocol_remains(remote, local, IPPROTO_TCP) && protocol_remains(remote, local, IPPROTO_UDP) &&
	       same_ports(remote, IPPROTO_TCP, IPPROTO_UDP) && same_ports(local, IPPROTO_TCP, IPPROTO_UDP) &&
	       !(count_ports(remote, IPPROTO_TCP) == 1 && count_ports(local, IPPROTO_TCP) == 1);
}

/* The lowest protocol above one, -1 when there is none. */
static int next_protocol(const proto_port_list_t *list, int above)
{
	int next = -1;

	VEC_FOREACH (list, port)
		if (port->protocol > above && (next < 0 || port->protocol < next))
			next = port->protocol;
	return next;
}

void lower_services(struct lowering *lowering, const proto_port_list_t *remote, const proto_port_list_t *local)
{
	const proto_port_list_t *asked = remote->n ? remote : local;
	bool together = tcp_udp_together(remote, local);

	if (!remote->n && !local->n) {
		vec_add(&lowering->services)->protocol = lowering->rule->protocol;
		return;
	}
	for (int protocol = next_protocol(asked, -1); protocol >= 0; protocol = next_protocol(asked, protocol)) {
		if (!protocol_remains(remote, local, protocol) || (together && protocol == IPPROTO_UDP))
			continue;
		if (protocol_is_icmp(protocol))
			icmp_add(lowering, protocol, remote);
		else
			service_add(lowering, together && protocol == IPPROTO_TCP ? PROTOCOL_TCP_UDP : protocol,
				    protocol, remote, local);
	}
}
