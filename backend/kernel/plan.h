/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_KERNEL_PLAN_H
#define BACKEND_KERNEL_PLAN_H

/*
 * How one table becomes another: which objects stay, go, come, or are made anew because their kind differs, and for each
 * chain which rules stay. Made by comparison alone, so that counting (kernel_diff), writing (kernel_apply) and remembering read
 * the same plan.
 */

#include "backend/kernel/batch.h"
#include "backend/kernel/kernel.h"

#define PLAN_NONE UINT32_MAX

/* A wanted object: where the present table has it. */
struct plan_object {
	uint32_t have; /* index, PLAN_NONE: not there */
	bool renew;    /* there, but of another kind: taken away and made again */
};

struct plan_chain {
	struct plan_object object;
	bool policy; /* stays, with another policy */
	uint32_t *keep; /* owned; for each wanted rule the index of the present rule that stays for it, or PLAN_NONE */
	size_t kept;
};

struct plan {
	const struct ir *have, *want;
	bool exists; /* have is there; otherwise the table is new */
	struct plan_object *counters, *sets; /* owned; by index in want */
	struct plan_chain *chains;	      /* the same */
	uint32_t *counter_stays, *set_stays, *chain_stays; /* owned; by index in have: index in want, PLAN_NONE goes */
	VEC(const char *) renewed_sets, renewed_chains; /* names of what is made anew: what refers to it must be, too */
	struct kernel_change change; /* what it comes to; messages is 0 until written */
	bool flags;  /* only the dormant flag differs in the table itself */
};

/* Rules that are made, in the order they are written: their handles come back when asked for. */
struct plan_made {
	uint32_t seq; /* of its message */
	uint32_t chain, rule; /* index in want */
	uint64_t handle;
};
typedef VEC(struct plan_made) plan_made_t;

/* Both tables must stay as they are while the plan lives. Elements of want are sorted by key. */
void plan_make(struct plan *plan, const struct ir *have, bool exists, const struct ir *want);
void plan_done(struct plan *plan);
#define _cleanup_plan_ _cleanup_(plan_done)

/* Anything to send? */
bool plan_is_empty(const struct plan *plan);

/* The kernel refuses (EINVAL) to switch a table to or from dormant in a transaction that also takes a base chain away or gives
 * one another policy. */
bool plan_needs_two(const struct plan *plan);

/* The whole transaction between batch_begin() and batch_end(). With made, every new rule is asked back for. */
void plan_write(const struct plan *plan, struct batch *batch, plan_made_t *made);

/* Turns have (the plan's) into what the kernel holds after the plan was carried out; the plan is void then. */
void plan_remember(struct plan *plan, struct ir *have, const plan_made_t *made);

/* plan-rules.c: fills keep and kept of a chain that stays. */
void plan_rules(const struct plan *plan, struct plan_chain *chain, const struct ir_chain *have, const struct ir_chain *want);

/* plan-elements.c: what becomes of the elements of a set, in key order; members may be NULL. */
struct plan_elements {
	void (*gone)(const struct ir_element *element, void *data);
	void (*come)(const struct ir_element *element, void *data);
	void (*stay)(const struct ir_element *element, void *data); /* of have */
	void *data;
};
void plan_elements(const struct plan *plan, const struct ir_set *have, const struct ir_set *want,
		   const struct plan_elements *fn); /* have: NULL where the set is new */

/* The set that stays for the wanted one, NULL where that is new or made anew. */
const struct ir_set *plan_have_set(const struct plan *plan, size_t want);
const struct ir_chain *plan_have_chain(const struct plan *plan, size_t want);

/* Is the object of that name made anew? */
bool plan_renews_chain(const struct plan *plan, const char *name);
bool plan_renews_set(const struct plan *plan, const char *name);

#endif
