/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_RESOLVE_H
#define MODEL_RESOLVE_H

/* Flattens what a rule says into plain values: objects opened (nesting followed), service names looked up. Used alike
 * by validation, evaluation and compiler, so that they cannot differ. Every error carries the field; callers add the
 * rule. */

#include "model/environment.h"
#include "model/policy.h"

/* How deep objects may nest. */
#define NESTING_MAX 16

/* Ports and message types of a rule's remote or local service list (field is its key). The result is empty exactly when
 * the list is empty ("all"). A service object's protocols that do not agree with the rule's are left out, none left is
 * an error, as is a port under a protocol without ports (cure: tcp+udp), an unknown name, a cycle. tcp+udp gives one
 * entry for each of the two (for a name of the services database, those it has). */
int resolve_services(const struct policy *policy, const struct environment *env, protocol_t protocol,
		     const port_list_t *list, const char *field, proto_port_list_t *ret, struct error *err);

/* Addresses with sets opened; host names stay names. Empty exactly when the list is empty; a set without members is an
 * error (it would match nothing where the empty list matches all). */
int resolve_addresses(const struct policy *policy, const address_list_t *list, const char *field, address_list_t *ret,
		      struct error *err);

/* Programs with application objects opened. */
int resolve_programs(const struct policy *policy, const program_list_t *list, const char *field, program_list_t *ret,
		     struct error *err);

/* Opens the members of an object, to see whether they can be opened: nothing missing, no cycle, not too deep, zones
 * known. Empty objects pass: only a rule that uses one is wrong. */
int resolve_object(const struct policy *policy, const struct environment *env, enum object_kind kind,
		   const struct object *object, struct error *err);

/* One flattened validity item with the zone that governs it: its own, else its schedule's, else the policy's. */
struct zoned_validity {
	const struct validity *validity; /* in the rule or schedule: valid as long as the policy */
	const struct zone *zone;
};
typedef VEC(struct zoned_validity) zoned_validity_list_t;
int resolve_validity(const struct policy *policy, const struct environment *env, const validity_list_t *list,
		     zoned_validity_list_t *ret, struct error *err);

#endif
