/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_DEPLOY_PARTS_H
#define BACKEND_DEPLOY_PARTS_H

/* Inside backend/deploy only: the parts the machine is made of, and the seams at which tests put in a machine of their
 * own. */

#include "backend/deploy/system.h"

#include <stdio.h>

/* root stands before every path below /proc and /etc ("" for the real ones), so that a directory can play the machine.
 * Databases reached through the C library (services, users, groups, zones) are always the real ones. */
struct system *system_new_at(const char *root);

/* The whole of a file, terminated, NULL when it cannot be read. At most 16 MiB. Caller frees. */
char *system_read_file(const char *root, const char *path);

/* services(5), read once. */
struct services;
struct services *services_new(void);
void services_free(struct services *services);
bool services_port(const struct services *services, const char *name, const char *protocol, uint16_t *ret);
const char *services_name(const struct services *services, uint16_t port, const char *protocol);

/* A mount of cgroup2. depth: levels that are hidden above it because it shows a subtree only. */
struct cgroup_mount {
	char *path; /* owned, root included; NULL when there is none */
	unsigned depth;
};
void cgroup_mount_find(const char *root, struct cgroup_mount *ret);
void cgroup_mount_done(struct cgroup_mount *mount);
/* Adds the cgroups of a unit or cgroup item. Units are those of the system's manager: they stand below slices. A unit
 * of the same name inside a user's manager or a container is another unit, which its owner could start to get a rule's
 * permission. */
void cgroup_find(const struct cgroup_mount *mount, const struct program *program, cgroup_ref_list_t *ret);

/* The ports of sshd: those on which it listens now; where that cannot be seen, those of its configuration; else 22. */
void sshd_ports(const char *root, port_number_list_t *ret);

/* Asks for all names at once, A and AAAA, at most milliseconds long, or until the watch (may be NULL) calls it off.
 * addresses[i] gets what names[i] (ASCII form) has. */
void names_resolve(const char *root, const strlist_t *names, unsigned milliseconds, struct watch *watch,
		   address_list_t *addresses);

#endif
