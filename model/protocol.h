/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_PROTOCOL_H
#define MODEL_PROTOCOL_H

#include "base/error.h"
#include "base/str.h"

#include <stdbool.h>

/* An IP protocol: 0 to 255 (IANA), or one of the two that stand for several. */
typedef int protocol_t;
#define PROTOCOL_ANY	 (-1)
#define PROTOCOL_TCP_UDP 256

/* "tcp", "tcp+udp", "any", "icmp", … (any case), or a number; the empty text is any.
 * ERROR_SYNTAX otherwise; the message names the text and what would be accepted. */
int protocol_parse(const char *text, protocol_t *ret, struct error *err);
void protocol_print(protocol_t protocol, struct str *out);

/* What people read: "TCP", "TCP+UDP", "ICMPv6", "Any"; a number stays a number. Static or translated text; numbers are
 * written into buffer. */
const char *protocol_label(protocol_t protocol, char buffer[8]);

/* True for tcp, udp, tcp+udp, sctp, dccp, udplite. */
bool protocol_has_ports(protocol_t protocol);
/* True for icmp and icmpv6, whose services are message types. */
bool protocol_is_icmp(protocol_t protocol);
/* True when a packet of IANA protocol number has protocol (any, tcp+udp included). */
bool protocol_covers(protocol_t protocol, int number);

#endif
