/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_PORT_H
#define MODEL_PORT_H

#include "model/protocol.h"

#include <stdint.h>

/* One item of a service list: a port or a range (for icmp and icmpv6 a type), or a name, which is a service object, a
 * service of the system's database or an ICMP type. */
struct port {
	uint16_t low;
	uint16_t high; /* equal to low for one port */
	int16_t code;  /* ICMP code of "type/code", -1 none */
	char *name;    /* NULL for numbers; owned, as written */
};

typedef VEC(struct port) port_list_t;

/* Reads "110", "6000-6010", "3/4" (ICMP type and code) or a name. Port 0 and ports over 65535, and ranges that run
 * backwards, are refused. A name has a letter; one that begins with a digit has letters, digits, blanks and - _ . + ( )
 * only, so that a mistyped number is not taken for one. Whether a name exists is known only with the policy: see service_resolve(). */
int port_parse(const char *text, struct port *ret, struct error *err);
void port_print(const struct port *port, struct str *out);
void port_done(struct port *port);
struct port port_copy(const struct port *port);
bool port_equal(const struct port *a, const struct port *b);
void port_list_done(port_list_t *list);

/* A port range with its protocol, as in service objects ("tcp/110", "udp/6000-6010", "icmp/echo-request", "esp") and as
 * what a service list resolves to. Ranges without ports: low 0, high 65535. */
struct proto_port {
	int protocol;  /* IANA number, never one that stands for several */
	uint16_t low;  /* port or ICMP type */
	uint16_t high;
	int16_t code; /* ICMP code, -1 any */
};

typedef VEC(struct proto_port) proto_port_list_t;

int proto_port_parse(const char *text, struct proto_port *ret, struct error *err);
void proto_port_print(const struct proto_port *port, struct str *out);
bool proto_port_equal(const struct proto_port *a, const struct proto_port *b);
bool proto_port_overlaps(const struct proto_port *a, const struct proto_port *b);

/* ICMP type names as nft(8) knows them: "echo-request" for protocol icmp is 8, for icmpv6 128. */
bool icmp_type_from_name(protocol_t protocol, const char *name, uint8_t *ret);
const char *icmp_type_name(protocol_t protocol, unsigned type); /* static; NULL when it has none */

#endif
