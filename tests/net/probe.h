/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_NET_PROBE_H
#define TESTS_NET_PROBE_H

/* Connections that are tried, many at once, and what came of them. */

#include "tests/net/world.h"

enum answer {
	ANSWER_OPEN,	   /* the server was reached, and its reply came back */
	ANSWER_PROHIBITED, /* an ICMP error said that it is forbidden: distinct from a closed port */
	ANSWER_REFUSED,	   /* as a closed port answers: TCP reset, or ICMP port unreachable */
	ANSWER_SILENT,	   /* nothing came */
	ANSWER_OTHER,	   /* another error */
};

#define PROBE_SILENCE  300  /* milliseconds without an answer that count as silence */
#define PROBE_PATIENCE 5000 /* the longest wait for an answer that has to come */

struct probe {
	enum host from;
	int type; /* SOCK_STREAM or SOCK_DGRAM */
	const char *to;
	uint16_t port;
	enum answer want;
	const char *source; /* own address, NULL: what the kernel takes */
	uint32_t uid, gid;  /* whose socket it is */
	const char *note;   /* said when it fails */
	/* results */
	enum answer have;
	int error;		     /* errno of the socket */
	int64_t microseconds;	     /* until the connection stood or the error came */
	char own[INET6_ADDRSTRLEN];  /* the address the connection was made with */
	char seen[INET6_ADDRSTRLEN]; /* the address by which the server saw us */
};

/* A line of a table: TCP(HOST_CLIENT, SERVER, 110, OPEN, .source = …). */
#define PROBE(kind, host, address, number, answer, ...)                                                                \
	{                                                                                                              \
		.from = (host), .type = (kind), .to = (address), .port = (number), .want = (answer), __VA_ARGS__       \
	}
#define TCP(host, address, number, answer, ...) PROBE(SOCK_STREAM, host, address, number, ANSWER_##answer, __VA_ARGS__)
#define UDP(host, address, number, answer, ...) PROBE(SOCK_DGRAM, host, address, number, ANSWER_##answer, __VA_ARGS__)

/* Tries all of them at the same time and fills in the results. */
void probe_run(const struct world *world, struct probe *probes, size_t n);

/* Tries copies of them, and fails when one has not what it wants, or was seen by another address than its own. */
void probe_check(const struct world *world, const struct probe *probes, size_t n);
#define PROBE_CHECK(world, ...)                                                                                        \
	probe_check(world, (const struct probe[]){__VA_ARGS__},                                                        \
		    sizeof((const struct probe[]){__VA_ARGS__}) / sizeof(struct probe))

#endif
