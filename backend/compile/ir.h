/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_COMPILE_IR_H
#define BACKEND_COMPILE_IR_H

/*
 * What the kernel shall hold, as plain data: one table with named counters, sets, maps and chains of rules, each rule a
 * list of the kernel's own expressions. The compiler makes it, nft text and netlink print it, and a dump of the kernel
 * gives it back, so that first load, difference, repair and display are one mechanism.
 *
 * Expressions are those of linux/netfilter/nf_tables.h, with 32-bit registers numbered 0 to 15 (NFT_REG32_00 + n).
 * Constant data stands in the byte order in which the kernel compares it (network order for packet fields, host order
 * for marks, uids and cgroup ids).
 */

#include "backend/compile/ir_expr.h"
#include "backend/compile/ir_set.h"
#include "base/str.h"

#include <stdint.h>

#define IR_NAME_MAX    31  /* of objects we make, NUL not counted; the kernel takes 255 */
#define IR_COMMENT_MAX 127 /* bytes; nft(8) takes 128 with the NUL */

struct ir_rule {
	VEC(struct ir_expr) exprs;
	int64_t id;	 /* of the policy rule, 0 for built-in lines */
	char *comment;	 /* owned; "#12 POP3" or the name of a built-in line; NULL none */
	uint64_t handle; /* of a dump; not part of identity */
};

struct ir_chain {
	char *name; /* owned */
	bool base;
	uint8_t hook; /* NF_INET_LOCAL_OUT … */
	int32_t priority;
	char *type; /* "filter", "nat"; owned; NULL for a regular chain */
	bool policy_drop;
	VEC(struct ir_rule) rules;
	uint64_t handle;
};

struct ir_counter {
	char *name;		 /* owned: "r12", "default_output" */
	int64_t id;		 /* of the policy rule, 0 for built-in lines and defaults */
	uint64_t packets, bytes; /* of a dump */
};

struct ir {
	char *table;  /* owned: "nftabs"; family is inet */
	bool dormant; /* switched off */
	VEC(struct ir_counter) counters;
	VEC(struct ir_set) sets;
	VEC(struct ir_chain) chains;
};

void ir_init(struct ir *ir, const char *table);
void ir_done(struct ir *ir);
void ir_rule_done(struct ir_rule *rule);
void ir_chain_done(struct ir_chain *chain);
#define _cleanup_ir_ _cleanup_(ir_done)

/* Identity: expressions without counter values, and the comment. Not handles. */
bool ir_rule_equal(const struct ir_rule *a, const struct ir_rule *b);
uint64_t ir_rule_hash(const struct ir_rule *rule);
/* Sorts elements by key, joins what touches or overlaps in interval sets without data, drops doubles. */
void ir_normalise(struct ir *ir);

struct ir_chain *ir_find_chain(const struct ir *ir, const char *name);
struct ir_set *ir_find_set(const struct ir *ir, const char *name);
struct ir_counter *ir_find_counter(const struct ir *ir, const char *name);

#endif
