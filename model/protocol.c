/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/protocol.h"

#include "base/i18n.h"

#include <stdio.h>
#include <strings.h>

/* Words of IANA's registry as nft(8) and protocols(5) write them. The first row of a number is the canonical one. */
static const struct {
	const char *word;
	const char *label;
	protocol_t protocol;
} protocol_words[] = {
    {"any", N_("Any"), PROTOCOL_ANY},
    {"all", NULL, PROTOCOL_ANY},
    {"tcp+udp", "TCP+UDP", PROTOCOL_TCP_UDP},
    {"udp+tcp", NULL, PROTOCOL_TCP_UDP},
    {"icmp", "ICMP", 1},
    {"igmp", "IGMP", 2},
    {"ipip", "IPIP", 4},
    {"tcp", "TCP", 6},
    {"egp", "EGP", 8},
    {"igp", "IGP", 9},
    {"udp", "UDP", 17},
    {"dccp", "DCCP", 33},
    {"ipv6", "IPv6", 41},
    {"rsvp", "RSVP", 46},
    {"gre", "GRE", 47},
    {"esp", "ESP", 50},
    {"ah", "AH", 51},
    {"icmpv6", "ICMPv6", 58},
    {"ipv6-icmp", NULL, 58},
    {"icmp6", NULL, 58},
    {"eigrp", "EIGRP", 88},
    {"ospf", "OSPF", 89},
    {"pim", "PIM", 103},
    {"comp", "IPComp", 108},
    {"ipcomp", NULL, 108},
    {"vrrp", "VRRP", 112},
    {"l2tp", "L2TP", 115},
    {"sctp", "SCTP", 132},
    {"udplite", "UDP-Lite", 136},
};

int protocol_parse(const char *text, protocol_t *ret, struct error *err)
{
	unsigned long number;

	if (!*text) {
		*ret = PROTOCOL_ANY;
		return 0;
	}
	for (size_t i = 0; i < ARRAY_SIZE(protocol_words); i++)
		if (strcasecmp(text, protocol_words[i].word) == 0) {
			*ret = protocol_words[i].protocol;
			return 0;
		}
	if (!str_to_uint(text, 0, 255, &number))
		return error_set(err, ERROR_SYNTAX,
				 _("'%s' is not a protocol: write tcp, udp, tcp+udp, icmp, icmpv6, sctp, any, "
				   "or a number from 0 to 255"),
				 text);
	*ret = (protocol_t)number;
	return 0;
}

static size_t protocol_row(protocol_t protocol)
{
	size_t i = 0;

	while (i < ARRAY_SIZE(protocol_words) && protocol_words[i].protocol != protocol)
		i++;
	return i;
}

void protocol_print(protocol_t protocol, struct str *out)
{
	size_t i = protocol_row(protocol);

	if (i < ARRAY_SIZE(protocol_words))
		str_add(out, protocol_words[i].word);
	else
		str_addf(out, "%d", protocol);
}

const char *protocol_label(protocol_t protocol, char buffer[8])
{
	size_t i = protocol_row(protocol);

	if (i < ARRAY_SIZE(protocol_words))
		return _(protocol_words[i].label);
	snprintf(buffer, 8, "%u", (unsigned)protocol & 0xff);
	return buffer;
}

bool protocol_has_ports(protocol_t protocol)
{
	static const protocol_t with_ports[] = {6, 17, PROTOCOL_TCP_UDP, 132, 33, 136};

	for (size_t i = 0; i < ARRAY_SIZE(with_ports); i++)
		if (with_ports[i] == protocol)
			return true;
	return false;
}

bool protocol_is_icmp(protocol_t protocol)
{
	return protocol == 1 || protocol == 58;
}

bool protocol_covers(protocol_t protocol, int number)
{
	if (protocol == PROTOCOL_TCP_UDP)
		return number == 6 || number == 17;
	return protocol == PROTOCOL_ANY || protocol == number;
}
