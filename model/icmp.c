/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/port.h"

#include <strings.h>

#define ICMP   1
#define ICMPV6 58

/* As `nft describe icmp type` and `nft describe icmpv6 type` print them; the first row of a number is the canonical
 * one. */
static const struct {
	uint8_t protocol;
	uint8_t type;
	const char *name;
} icmp_types[] = {
    {ICMP, 0, "echo-reply"},
    {ICMP, 3, "destination-unreachable"},
    {ICMP, 4, "source-quench"},
    {ICMP, 5, "redirect"},
    {ICMP, 8, "echo-request"},
    {ICMP, 9, "router-advertisement"},
    {ICMP, 10, "router-solicitation"},
    {ICMP, 11, "time-exceeded"},
    {ICMP, 12, "parameter-problem"},
    {ICMP, 13, "timestamp-request"},
    {ICMP, 14, "timestamp-reply"},
    {ICMP, 15, "info-request"},
    {ICMP, 16, "info-reply"},
    {ICMP, 17, "address-mask-request"},
    {ICMP, 18, "address-mask-reply"},
    {ICMPV6, 1, "destination-unreachable"},
    {ICMPV6, 2, "packet-too-big"},
    {ICMPV6, 3, "time-exceeded"},
    {ICMPV6, 4, "parameter-problem"},
    {ICMPV6, 128, "echo-request"},
    {ICMPV6, 129, "echo-reply"},
    {ICMPV6, 130, "mld-listener-query"},
    {ICMPV6, 131, "mld-listener-report"},
    {ICMPV6, 132, "mld-listener-done"},
    {ICMPV6, 132, "mld-listener-reduction"},
    {ICMPV6, 133, "nd-router-solicit"},
    {ICMPV6, 134, "nd-router-advert"},
    {ICMPV6, 135, "nd-neighbor-solicit"},
    {ICMPV6, 136, "nd-neighbor-advert"},
    {ICMPV6, 137, "nd-redirect"},
    {ICMPV6, 138, "router-renumbering"},
    {ICMPV6, 141, "ind-neighbor-solicit"},
    {ICMPV6, 142, "ind-neighbor-advert"},
    {ICMPV6, 143, "mld2-listener-report"},
};

bool icmp_type_from_name(protocol_t protocol, const char *name, uint8_t *ret)
{
	for (size_t i = 0; i < ARRAY_SIZE(icmp_types); i++)
		if (icmp_types[i].protocol == protocol && strcasecmp(icmp_types[i].name, name) == 0) {
			*ret = icmp_types[i].type;
			return true;
		}
	return false;
}

const char *icmp_type_name(protocol_t protocol, unsigned type)
{
	for (size_t i = 0; i < ARRAY_SIZE(icmp_types); i++)
		if (icmp_types[i].protocol == protocol && icmp_types[i].type == type)
			return icmp_types[i].name;
	return NULL;
}
