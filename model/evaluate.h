/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_EVALUATE_H
#define MODEL_EVALUATE_H

/* Which line decides for a packet, and why the earlier ones did not: the reference for what the compiler makes, written
 * from design.md section 3 and not from the compiler. Pure. */

#include "model/environment.h"
#include "model/policy.h"

#include <stdbool.h>
#include <stdint.h>

enum flow_state { FLOW_NEW, FLOW_ESTABLISHED, FLOW_INVALID };

struct packet {
	uint8_t direction; /* DIRECTION_OUTBOUND, _INBOUND, _FORWARD */
	uint8_t family;	   /* 4, 6 */
	uint8_t state;	   /* enum flow_state */
	int protocol;	   /* IANA number */
	uint8_t remote[16];
	uint8_t local[16];
	uint16_t remote_port;	      /* or, for ICMP, the type */
	uint16_t local_port;	      /* or, for ICMP, the code */
	const char *interface;	      /* towards the remote side; NULL unknown: matches no rule that names one */
	const char *source_interface; /* forward: where it came in */
	bool translated; /* forward: a publish rule has translated its destination, so that its permission decides */
	bool has_user;
	uint32_t uid, gid;	/* of the socket, outbound only */
	const char *executable; /* NULL unknown */
	const char *cgroup;	/* path below the mount, NULL unknown */
	int64_t time;		/* seconds since 1970 */
};

enum decider {
	DECIDER_ESTABLISHED,
	DECIDER_LOOPBACK,
	DECIDER_INVALID,
	DECIDER_NEIGHBOUR,
	DECIDER_DHCP,
	DECIDER_SSH,	   /* built in */
	DECIDER_PUBLISHED, /* forward permission of a publish rule */
	DECIDER_RULE,
	DECIDER_DEFAULT
};

struct miss {
	size_t index;	   /* of an earlier rule that could have decided (right direction, enabled or not) */
	const char *field; /* the first field, in table order, that did not match; "enabled" for a disabled rule, the
			      bad field for one that rule_check() refuses */
};

struct decision {
	enum decider decider;
	size_t index; /* of the rule, for DECIDER_RULE and _PUBLISHED */
	enum verdict verdict;
	bool translated;	 /* inbound and a publish rule decides: goes on to publish_to */
	VEC(struct miss) misses; /* only when asked for */
};

void decision_done(struct decision *decision);

/* with_misses: also collect why earlier rules did not decide. Rules with errors (rule_check) match nothing.
 * An inbound packet is decided as it arrives: when a publish rule decides, verdict is accept and translated is true. */
void policy_evaluate(const struct policy *policy, const struct environment *env, const struct packet *packet,
		     bool with_misses, struct decision *ret);

/* The same for many packets: rules are checked and resolved, host names included, once. The policy and env must live as
 * long as the evaluator, unchanged. */
struct evaluator;
struct evaluator *evaluator_new(const struct policy *policy, const struct environment *env);
void evaluator_free(struct evaluator *evaluator);
void evaluator_freep(struct evaluator **evaluator);
void evaluator_decide(const struct evaluator *evaluator, const struct packet *packet, bool with_misses,
		      struct decision *ret);

#endif
