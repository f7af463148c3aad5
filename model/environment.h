/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_ENVIRONMENT_H
#define MODEL_ENVIRONMENT_H

/*
 * What a policy means depends on the machine: its services database, users, time zones, what host names resolve to, which
 * cgroups exist. The model does no I/O, so it asks through this table. backend/deploy/system.h has the real one; tests
 * fill in their own. Any function may be NULL: nothing is known then.
 */

#include "model/address.h"
#include "model/program.h"
#include "base/watch.h"
#include "base/zone.h"

/* A cgroup that a socket can be matched by: the id is that of its directory (st_ino), the level its depth below the root
 * of the cgroup2 mount as "socket cgroupv2 level" counts it. */
struct cgroup_ref {
	uint64_t id;
	unsigned level; /* 1 to 8 */
};
typedef VEC(struct cgroup_ref) cgroup_ref_list_t;

typedef VEC(uint16_t) port_number_list_t;

struct environment {
	/* Port of a service for "tcp", "udp", …; false when unknown (services(5)). */
	bool (*service_port)(const struct environment *env, const char *name, const char *protocol, uint16_t *ret);
	/* Name of a port, NULL when it has none. Valid as long as env. */
	const char *(*service_name)(const struct environment *env, uint16_t port, const char *protocol);
	/* The zone, "" for the system's; NULL when there is none of that name. Valid as long as env. */
	const struct zone *(*zone)(const struct environment *env, const char *name);
	bool (*user_id)(const struct environment *env, const char *name, uint32_t *ret);
	bool (*group_id)(const struct environment *env, const char *name, uint32_t *ret);
	/* Adds what a host name (ADDRESS_NAME, as written) resolves to; adds nothing when it does not. */
	void (*host_addresses)(const struct environment *env, const char *name, address_list_t *ret);
	/* Adds the cgroups that now stand for an executable, unit or cgroup item. */
	void (*cgroups)(const struct environment *env, const struct program *program, cgroup_ref_list_t *ret);
	/* Adds the ports on which sshd listens. */
	void (*ssh_ports)(const struct environment *env, port_number_list_t *ret);
	void *data; /* of the implementation */
};

#endif
