/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_NET_WORLD_H
#define TESTS_NET_WORLD_H

/*
 * A small network for one test program, each host a network namespace:
 *
 *	client eth0 ---- lan0 gateway srv0 ---- eth0 server
 *	                       wan0
 *	                        |
 *	                       eth0 outside
 *
 * The hosts route through the gateway; nothing leads out of this network. All of it lives in this process: a socket
 *stays in the namespace in which it was made, so one process is every host, and no other has to be started or ended.
 */

#include "base/str.h"

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>

enum host { HOST_CLIENT, HOST_GATEWAY, HOST_SERVER, HOST_OUTSIDE, HOST_MAX };

#define CLIENT	      "192.168.20.20"
#define CLIENT6	      "fd00:20::20"
#define GATEWAY_LAN   "192.168.20.1"
#define GATEWAY_LAN6  "fd00:20::1"
#define GATEWAY_SRV   "192.168.10.1"
#define GATEWAY_SRV6  "fd00:10::1"
#define GATEWAY_WAN   "203.0.113.10"
#define GATEWAY_WAN6  "2001:db8:113::10"
#define SERVER	      "192.168.10.5" /* the mail server of the seed */
#define SERVER6	      "fd00:10::5"
#define OTHER_SERVER  "192.168.10.7" /* the same host by another address */
#define OTHER_SERVER6 "fd00:10::7"
#define OUTSIDE	      "203.0.113.50"
#define OUTSIDE6      "2001:db8:113::50"
#define BANNED	      "203.0.113.66" /* outside by another address */
#define BANNED6	      "2001:db8:113::66"

struct server {
	int fd;
	int type; /* SOCK_STREAM or SOCK_DGRAM */
};

struct world {
	int home; /* the namespace the program was started in */
	int namespaces[HOST_MAX];
	VEC(struct server) servers;
	char *directory;	/* of this test: stores, documents */
	char *stores[HOST_MAX]; /* path of each host's store */
	strlist_t cgroups;	/* directories to be removed, the last one first */
};

/* For cmocka: the network, once for a test program. *state is the world, or NULL where there can be none; the reason is
 * printed. */
int world_setup(void **state);
int world_teardown(void **state);

/* For each test: a fresh directory; afterwards no server, no table and no process is left. */
int world_begin(void **state);
int world_end(void **state);

#define world_test(function) cmocka_unit_test_setup_teardown(function, world_begin, world_end)

/* Goes into a host's namespace, and back home. */
void world_enter(const struct world *world, enum host host);
void world_leave(const struct world *world);

/* Opens a server on an address of a host. A stream server greets each client with the address it sees it by; a datagram
 * server answers with it. They are served while probes run. Returns its descriptor. */
int world_serve(struct world *world, enum host host, int type, const char *address, uint16_t port);

/* Closes all servers; the end of a test does that too. */
void world_stop_serving(struct world *world);

struct sockaddr_storage world_address(const char *address, uint16_t port, socklen_t *ret_length);

#endif
