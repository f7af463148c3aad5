/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_KERNEL_KERNEL_H
#define BACKEND_KERNEL_KERNEL_H

/* The seam between what we want (IR) and the kernel's nf_tables over netlink (libmnl, libnftnl). One socket, one table. */

#include "backend/compile/ir.h"
#include "base/error.h"
#include "base/watch.h"

struct kernel; /* opaque: netlink socket, and what the table held when last seen */

/* Opens the netlink socket in the caller's network namespace. ERROR_PERMISSION without CAP_NET_ADMIN is told at the first
 * use, ERROR_KERNEL without nf_tables. */
int kernel_open(struct kernel **ret, struct error *err);
void kernel_close(struct kernel *kernel);
void kernel_closep(struct kernel **kernel);
#define _cleanup_kernel_ _cleanup_(kernel_closep)

/* Reads the table as it is now into *ret (initialised here; handles filled). *ret_exists is false, and ret an empty table,
 * when there is none. A dump that the kernel reports as interrupted is read again. What no expression of ours can be (made by
 * someone else inside our table) becomes a rule without expressions, so that it differs and is repaired. */
int kernel_read(struct kernel *kernel, const char *table, struct ir *ret, bool *ret_exists, struct error *err);

/* What one apply did. */
struct kernel_change {
	size_t rules_added, rules_removed, sets_added, sets_removed, elements_added, elements_removed, chains_added,
		chains_removed, counters_added, counters_removed;
	size_t messages; /* in the batch; 0: nothing differed and nothing was sent */
};

/* Turns the kernel's table into wanted, in one transaction that holds the difference only: reads it (or, when the
 * generation of the ruleset has not changed since our own last apply or read, takes what it remembers), compares, sends. Rules
 * that stay keep handle and counters, timed elements stay, IR_SET_DYNAMIC sets keep what the kernel has. A ruleset
 * changed by someone in between (ERESTART) is read and compared again, a few times. A refusal is ERROR_KERNEL with the rule
 * (subject id) the refused message was about; nothing has changed then. ret may be NULL. */
int kernel_apply(struct kernel *kernel, const struct ir *wanted, struct kernel_change *ret, struct error *err);

/* Reads the table, so that kernel_apply() need not, unless someone changes it in between: the part of it that takes long
 * and can be called off. ERROR_CANCELLED: watch (may be NULL) did. */
int kernel_prepare(struct kernel *kernel, const char *table, struct watch *watch, struct error *err);

/* The same comparison without sending. */
int kernel_diff(struct kernel *kernel, const struct ir *wanted, struct kernel_change *ret, struct error *err);

/* Removes the table; no error when there is none. */
int kernel_delete(struct kernel *kernel, const char *table, struct error *err);

/* Sets or clears the table's dormant flag, touching nothing else. ERROR_REFERENCE when there is no table. */
int kernel_set_dormant(struct kernel *kernel, const char *table, bool dormant, struct error *err);

/* Counters of the table by name, without reading anything else. The list is the caller's (kernel_counters_done). */
struct kernel_counter {
	char name[IR_NAME_MAX + 1];
	uint64_t packets, bytes;
};
typedef VEC(struct kernel_counter) kernel_counter_list_t;
int kernel_counters(struct kernel *kernel, const char *table, kernel_counter_list_t *ret, struct error *err);

/* Base chains of other tables that can still drop or reject what we accept (they stand in the same hooks), for status. */
struct kernel_other {
	char *family; /* "ip", "inet", … */
	char *table;
	char *chain;
	uint8_t hook;
	int32_t priority;
	bool can_drop; /* policy drop, or a rule with drop or reject, jumps followed */
};
typedef VEC(struct kernel_other) kernel_other_list_t;
int kernel_others(struct kernel *kernel, const char *own_table, kernel_other_list_t *ret, struct error *err);
void kernel_others_done(kernel_other_list_t *list);

/* Adds or removes elements of a dynamic set at run time (agent, tests). */
int kernel_elements(struct kernel *kernel, const char *table, const struct ir_set *set, bool add, struct error *err);

#endif
