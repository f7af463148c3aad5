/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_PROPERTY_FRAME_H
#define TESTS_PROPERTY_FRAME_H

/* IP packets as bytes: making them with right checksums, because connection tracking calls others invalid, and reading
 * what came out. */

#include "model/evaluate.h"

#define FRAME_MAX 128

/* The packet on the wire; gives its length. The serial (not 0) stands where no router and no translation changes it: in the
 * identification of IPv4, the flow label of IPv6. */
size_t frame_build(const struct packet *packet, uint16_t serial, uint8_t frame[FRAME_MAX]);

struct frame_seen {
	uint8_t family;
	int protocol;
	uint16_t serial;
	uint8_t from[16];
	uint8_t to[16];
	uint16_t from_port, to_port; /* of TCP, UDP, SCTP */
	bool refusal;		     /* an ICMP error or a TCP reset */
};
bool frame_parse(const uint8_t *frame, size_t size, struct frame_seen *ret);

#endif
