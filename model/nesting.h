/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_NESTING_H
#define MODEL_NESTING_H

/* Follows objects that name objects of their kind, one step at a time. Used by model/resolve*.c only. */

#include "model/policy.h"

struct nesting {
	const struct policy *policy;
	enum object_kind kind;
	const char *field;
	struct error *err;
	VEC(size_t) path; /* indices of the objects that are open */
	VEC(size_t) seen; /* opened at least once: once is enough, and it keeps diamonds from growing without end */
};

/* Opens the object of that name. 1 and its index when it is new: call nesting_close() when its members are done; 0 when
 * it was opened before; -1 and an error that names it when it is not there, names itself (the whole chain is shown) or
 * lies deeper than NESTING_MAX. */
int nesting_open(struct nesting *nesting, const char *name, size_t *ret_index);
void nesting_close(struct nesting *nesting);

/* The error of an object without members, which would match nothing where an empty list matches all. -1. */
int nesting_refuse_empty(struct nesting *nesting, const char *name);

/* Opens the services that the members of a service object name. */
int nesting_open_services(struct nesting *nesting, const struct service *service);

void nesting_done(struct nesting *nesting);

#define _cleanup_nesting_ _cleanup_(nesting_done)

#endif
