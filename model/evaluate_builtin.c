/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/evaluate_match.h"

#define TCP    6
#define UDP    17
#define ICMPV6 58

static bool is_established(const struct packet *p)
{
	return p->state == FLOW_ESTABLISHED;
}

static bool is_loopback(const struct packet *p)
{
	return p->direction != DIRECTION_FORWARD && p->interface && str_equal(p->interface, "lo");
}

static bool is_invalid(const struct packet *p)
{
	return p->state == FLOW_INVALID;
}

/* Errors that path MTU discovery lives on (1 to 4), multicast listeners (130 to 132, 143), routers and neighbours
 * (133 to 137): RFC 4890 section 4.4.1. Errors of IPv4 are related to a connection and pass as such. */
static bool is_neighbour_discovery(const struct packet *p)
{
	uint16_t type = p->remote_port;

	return p->direction != DIRECTION_FORWARD && p->family == 6 && p->protocol == ICMPV6 &&
	       ((type >= 1 && type <= 4) || (type >= 130 && type <= 137) || type == 143);
}

static bool is_link_local(const uint8_t *address)
{
	return address[0] == 0xfe && (address[1] & 0xc0) == 0x80;
}

/* Answers of servers and relays, which connection tracking does not relate to a broadcast question; and the questions.
 */
static bool is_dhcp(const struct packet *p)
{
	bool v4 = p->family == 4 && p->remote_port == 67 && p->local_port == 68;
	bool v6 = p->family == 6 && p->remote_port == 547 && p->local_port == 546;

	if (p->protocol != UDP || p->direction == DIRECTION_FORWARD)
		return false;
	return v4 || (v6 && (p->direction == DIRECTION_OUTBOUND || is_link_local(p->remote)));
}

static const struct {
	bool (*is)(const struct packet *p);
	enum decider decider;
	enum verdict verdict;
} builtins[] = {
    {is_established, DECIDER_ESTABLISHED, VERDICT_ACCEPT},
    {is_loopback, DECIDER_LOOPBACK, VERDICT_ACCEPT},
    {is_invalid, DECIDER_INVALID, VERDICT_DROP},
    {is_neighbour_discovery, DECIDER_NEIGHBOUR, VERDICT_ACCEPT},
    {is_dhcp, DECIDER_DHCP, VERDICT_ACCEPT},
};

static bool is_ssh(const struct settings *settings, const port_number_list_t *ports, const struct packet *p)
{
	if (!settings->keep_ssh || p->direction != DIRECTION_INBOUND || p->protocol != TCP)
		return false;
	VEC_FOREACH (ports, port)
		if (*port == p->local_port)
			return true;
	return false;
}

bool builtin_decide(const struct settings *settings, const port_number_list_t *ssh_ports, const struct packet *packet,
		    struct decision *ret)
{
	for (size_t i = 0; i < ARRAY_SIZE(builtins); i++) {
		if (!builtins[i].is(packet))
			continue;
		ret->decider = builtins[i].decider;
		ret->verdict = builtins[i].verdict;
		return true;
	}
	if (!is_ssh(settings, ssh_ports, packet))
		return false;
	ret->decider = DECIDER_SSH;
	ret->verdict = VERDICT_ACCEPT;
	return true;
}
