/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_PROPERTY_WORLD_H
#define TESTS_PROPERTY_WORLD_H

/*
 * A network namespace with two TUN devices, into which any packet can be put and out of which any packet that passes
 * can be read, synchronously: a host with an outside (out0) and an inside (in0).
 */

#include "base/error.h"
#include "model/evaluate.h"

#include <stdbool.h>

struct world;

/* What became of one packet. */
struct outcome {
	bool passed;	/* left by a device (outbound, forward) or reached a local socket (inbound) */
	bool forwarded; /* an inbound packet that left by the inside device: published */
	uint8_t to[16]; /* its destination then */
	uint16_t to_port;
	uint8_t from[16]; /* and source */
	bool refused;	  /* an ICMP error or reset came back */
};

/* Leaves for a new network namespace (and user namespace when not root). NULL with a reason when the machine cannot. */
struct world *world_open(char **ret_reason);
void world_close(struct world *world);

/* True when sockets of other users can be made: packets may have any uid. */
bool world_has_users(const struct world *world);

/* Sends the packet as evaluate.h describes it and watches. Connection tracking is emptied before, so that it is new. */
void world_send(struct world *world, const struct packet *packet, struct outcome *ret);

/* The addresses of the world, as text; local ones are those of the host itself. */
extern const char *const world_outside_hosts[];
extern const char *const world_local_hosts[];
extern const char *const world_inside_hosts[];
#define WORLD_HOSTS 6 /* in each of the three: three of IPv4, then three of IPv6 */

#endif
