/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_MEET_H
#define MODEL_MEET_H

#include "model/meaning.h"

/* False only when no packet at all can match both rules. What cannot be known here (to which addresses a host name
 * resolves, which user a program runs as, when a schedule is open) counts as meeting. Both rules passed their checks.
 */
bool meet_test(const struct rule *a, const struct meaning *a_meaning, const struct rule *b,
	       const struct meaning *b_meaning);

/* The parts of it. */
bool meet_addresses(const address_list_t *a, const address_list_t *b);
bool meet_interfaces(const char *a, const char *b);
bool meet_services(protocol_t a, const proto_port_list_t *a_ports, protocol_t b, const proto_port_list_t *b_ports);

#endif
