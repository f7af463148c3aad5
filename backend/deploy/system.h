/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_DEPLOY_SYSTEM_H
#define BACKEND_DEPLOY_SYSTEM_H

/* The machine as the model's environment: services(5), passwd, zoneinfo, resolver, cgroups, sshd's ports. */

#include "model/environment.h"
#include "model/policy.h"

struct servent;
struct system; /* opaque; remembers what it was asked */

/* Visits services(5), for one caller at a time: libc keeps the place in it, and the entry, once for all threads. */
void system_each_service(void (*visit)(void *context, const struct servent *service), void *context);

/* Never fails: what the machine lacks is not known. */
struct system *system_new(void);
void system_free(struct system *system);
void system_freep(struct system **system);

const struct environment *system_environment(struct system *system);

/* Adds the host names of the enabled rules, each once. */
void system_names(const struct policy *policy, strlist_t *ret);

/* Resolves every host name of the enabled rules, all at once, A and AAAA, and waits seconds at most for all of them
 * together. Names that did not resolve (or not in time) are added to *ret_failed; they keep what an earlier call found.
 * Before the first call names resolve to nothing, so that check, export and explain never wait for a network. True when
 * any name resolved. A watch (may be NULL) can call it off. */
bool system_resolve_names(struct system *system, const struct policy *policy, unsigned seconds, struct watch *watch,
			  strlist_t *ret_failed);

/* The mount point of cgroup2 from /proc/self/mountinfo, NULL when there is none. Valid as long as system. */
const char *system_cgroup_root(struct system *system);

#endif
