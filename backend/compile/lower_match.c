/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What one combination asks of a packet, in the order in which people read a rule. */
#include "backend/compile/lower.h"

#include <linux/netfilter.h>

/* Which end of the packet is the remote side, and which interfaces the rule's two mean. */
static const struct hook_view {
	enum end remote, local;
	uint16_t interface, source_interface; /* enum nft_meta_keys; 0: not at this hook */
} hook_views[HOOK_MAX] = {
    [HOOK_OUTPUT] = {END_DESTINATION, END_SOURCE, NFT_META_OIFNAME, 0},
    [HOOK_INPUT] = {END_SOURCE, END_DESTINATION, NFT_META_IIFNAME, 0},
    [HOOK_FORWARD] = {END_DESTINATION, END_SOURCE, NFT_META_OIFNAME, NFT_META_IIFNAME},
    [HOOK_PREROUTING] = {END_SOURCE, END_DESTINATION, NFT_META_IIFNAME, 0},
    /* Connections of the host itself to what it publishes: it is the remote side, whichever way the packet leaves. */
    [HOOK_NAT_OUTPUT] = {END_SOURCE, END_DESTINATION, 0, 0},
};

static void match_interfaces(const struct rule *rule, const struct hook_view *view, struct ir_rule *ret)
{
	if (view->source_interface && !str_empty(rule->source_interface))
		build_interface(ret, view->source_interface, rule->source_interface);
	if (view->interface && !str_empty(rule->interface))
		build_interface(ret, view->interface, rule->interface);
}

static void match_address(const struct address_alternative *alternative, enum end end, struct ir_rule *ret)
{
	const struct address *address = &alternative->address;
	uint8_t family = alternative->family;

	if (*alternative->set) {
		build_address_load(ret, family, end, family == 6 ? 16 : 4);
		build_lookup(ret, alternative->set);
		return;
	}
	build_address(ret, family, end, address->low, address->high,
		      address->kind == ADDRESS_NET ? address->prefix : UINT8_MAX);
}

static void match_protocol(struct compiler *compiler, protocol_t protocol, struct ir_rule *ret)
{
	if (protocol == PROTOCOL_TCP_UDP)
		build_meta_lookup(ret, NFT_META_L4PROTO, compiler_tcp_udp_set(compiler));
	else if (protocol != PROTOCOL_ANY)
		build_meta_byte(ret, NFT_META_L4PROTO, (uint8_t)protocol);
}

static void match_ports(const char *set, const struct proto_port *only, enum end end, struct ir_rule *ret)
{
	if (!*set) {
		build_port(ret, end, only->low, only->high);
		return;
	}
	build_port_load(ret, end);
	build_lookup(ret, set);
}

static void match_types(const struct service_alternative *service, struct ir_rule *ret)
{
	const struct proto_port *type = &service->remote;

	if (*service->remote_set) {
		build_icmp_load(ret);
		build_lookup(ret, service->remote_set);
		return;
	}
	if (type->code >= 0)
		build_icmp_pair(ret, (uint8_t)type->low, (uint8_t)type->code);
	else
		build_icmp(ret, (uint8_t)type->low, (uint8_t)type->high);
}

static bool is_one_port(const char *set, const struct proto_port *only)
{
	return !*set && only->low == only->high;
}

static bool match_port_pair(const struct service_alternative *service, const struct hook_view *view,
			    struct ir_rule *ret)
{
	bool remote_first = view->remote == END_SOURCE;

	if (!service->has_remote || !service->has_local || !is_one_port(service->remote_set, &service->remote) ||
	    !is_one_port(service->local_set, &service->local))
		return false;
	build_port_pair(ret, remote_first ? service->remote.low : service->local.low,
			remote_first ? service->local.low : service->remote.low);
	return true;
}

/* Source before destination, the order in which nft lists them. */
static void match_both_ports(const struct service_alternative *service, const struct hook_view *view,
			     struct ir_rule *ret)
{
	for (enum end end = END_SOURCE; end <= END_DESTINATION; end++) {
		if (service->has_remote && view->remote == end)
			match_ports(service->remote_set, &service->remote, end, ret);
		if (service->has_local && view->local == end)
			match_ports(service->local_set, &service->local, end, ret);
	}
}

static void match_both_addresses(const struct combination *combination, const struct hook_view *view,
				 struct ir_rule *ret)
{
	for (enum end end = END_SOURCE; end <= END_DESTINATION; end++) {
		if (combination->remote && view->remote == end)
			match_address(combination->remote, end, ret);
		if (combination->local && view->local == end)
			match_address(combination->local, end, ret);
	}
}

static void match_services(const struct service_alternative *service, const struct hook_view *view, struct ir_rule *ret)
{
	if (service->has_remote && protocol_is_icmp(service->protocol))
		match_types(service, ret);
	else if (!match_port_pair(service, view, ret))
		match_both_ports(service, view, ret);
}

static void match_program(const struct program_alternative *program, struct ir_rule *ret)
{
	uint16_t key = program->match == PROGRAM_MATCH_USER ? NFT_META_SKUID : NFT_META_SKGID;

	if (program->match == PROGRAM_MATCH_ALL)
		return;
	if (program->match == PROGRAM_MATCH_CGROUP)
		build_cgroup(ret, program->level, program->set);
	else if (*program->set)
		build_meta_lookup(ret, key, program->set);
	else
		build_meta_u32(ret, key, program->number);
}

/* The nat chains see what passes through as well: only what is addressed to this machine is inbound, whatever local
 * address a rule names ("0.0.0.0/0" must not capture the traffic of others). */
void lowering_match(const struct lowering *lowering, const struct combination *combination, enum hook hook,
		    protocol_t protocol, struct ir_rule *ret)
{
	const struct hook_view *view = &hook_views[hook];
	const struct service_alternative *service = combination->service;

	match_interfaces(lowering->rule, view, ret);
	if (hook == HOOK_PREROUTING || hook == HOOK_NAT_OUTPUT)
		build_local_destination(ret);
	if (combination->family)
		build_meta_byte(ret, NFT_META_NFPROTO, combination->family == 6 ? NFPROTO_IPV6 : NFPROTO_IPV4);
	match_both_addresses(combination, view, ret);
	match_protocol(lowering->compiler, protocol == PROTOCOL_ANY ? service->protocol : protocol, ret);
	match_services(service, view, ret);
	match_program(combination->program, ret);
	if (*lowering->validity_set)
		build_time(ret, lowering->validity_set);
}
