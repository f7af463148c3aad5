/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_KERNEL_EXPR_H
#define BACKEND_KERNEL_EXPR_H

/* One row for each kind of expression: how it is written and how it is read back. */

#include "backend/kernel/data.h"

struct expr_ops {
	const char *name; /* the kernel's; several of our kinds may share one */
	attr_table_t table;
	void (*encode)(struct batch *batch, const struct ir_expr *expr);
	/* Fills *ret, which comes with kind set and no registers. False when the attributes are not of this kind or say
	 * something that struct ir_expr cannot hold: the rule is then someone else's. */
	bool (*decode)(const struct attrs *attrs, struct ir_expr *ret);
};

/* As an element of a list of expressions. */
void expr_encode(struct batch *batch, const struct ir_expr *expr);

/* Reads an element of a list; *ret owns what it holds (ir_expr_done), and is untouched on failure. */
bool expr_decode(const struct nlattr *element, struct ir_expr *ret);

/* Name of the expression at that element, NULL when malformed, and its data nest (NULL none). */
const char *expr_name(const struct nlattr *element, const struct nlattr **ret_data);

/* Registers of 32 bits: 0 to 15. */
void expr_put_register(struct batch *batch, uint16_t type, int8_t reg);
bool expr_register(const struct nlattr *attr, int8_t *ret);
bool expr_is_verdict_register(const struct nlattr *attr);

/* expr-load.c: into a register */
extern const struct expr_ops expr_meta, expr_meta_set, expr_payload, expr_ct, expr_ct_set, expr_socket, expr_fib;
/* expr-data.c: compares and changes registers */
extern const struct expr_ops expr_cmp, expr_bitwise, expr_byteorder, expr_lookup, expr_immediate, expr_verdict;
/* expr-act.c: acts on the packet */
extern const struct expr_ops expr_counter, expr_objref, expr_limit, expr_log, expr_reject, expr_nat;

#endif
