/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_EVALUATE_MATCH_H
#define MODEL_EVALUATE_MATCH_H

/* The parts of evaluate.c: does a packet match a rule, and do the built-in lines decide. */

#include "model/evaluate.h"
#include "model/meaning.h"

/* A user or group of the rule as its number. */
struct account {
	bool group;
	uint32_t id;
};

/* A rule and what it says, host names as the addresses they have. */
struct subject {
	const struct rule *rule;
	const struct meaning *meaning;
	address_list_t remote_address; /* hosts, nets and ranges */
	address_list_t local_address;
	VEC(struct account) accounts;
};

/* The key of the first condition of the rule, in the order of rule_fields, that the packet does not meet; NULL when it
 * meets all. Direction and enabled are the caller's. */
const char *match_rule(const struct subject *subject, const struct packet *packet);

/* True when the packet is on its way to the inner server of a publish rule that translated it. */
bool match_published(const struct subject *subject, const struct packet *packet);

/* True when a built-in line decides: *ret gets decider and verdict. */
bool builtin_decide(const struct settings *settings, const port_number_list_t *ssh_ports, const struct packet *packet,
		    struct decision *ret);

#endif
