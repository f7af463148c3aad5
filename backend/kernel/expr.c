/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/kernel/expr.h"

#include <linux/netfilter/nf_tables.h>

static const struct expr_ops *const expr_kinds[IR_KIND_MAX] = {
    [IR_META] = &expr_meta,	  [IR_META_SET] = &expr_meta_set,
    [IR_PAYLOAD] = &expr_payload, [IR_CT] = &expr_ct,
    [IR_CT_SET] = &expr_ct_set,	  [IR_SOCKET] = &expr_socket,
    [IR_FIB] = &expr_fib,	  [IR_CMP] = &expr_cmp,
    [IR_BITWISE] = &expr_bitwise, [IR_BYTEORDER] = &expr_byteorder,
    [IR_LOOKUP] = &expr_lookup,	  [IR_IMMEDIATE] = &expr_immediate,
    [IR_VERDICT] = &expr_verdict, [IR_COUNTER] = &expr_counter,
    [IR_OBJREF] = &expr_objref,	  [IR_LIMIT] = &expr_limit,
    [IR_LOG] = &expr_log,	  [IR_REJECT] = &expr_reject,
    [IR_NAT] = &expr_nat,
};

static const attr_table_t element_table = {
    [NFTA_EXPR_NAME] = ATTR_TEXT,
    [NFTA_EXPR_DATA] = ATTR_NEST,
};

void expr_encode(struct batch *batch, const struct ir_expr *expr)
{
	const struct expr_ops *ops = expr_kinds[expr->kind];
	struct nlattr *element = batch_nest(batch, NFTA_LIST_ELEM);
	struct nlattr *data;

	batch_put_text(batch, NFTA_EXPR_NAME, ops->name);
	data = batch_nest(batch, NFTA_EXPR_DATA);
	ops->encode(batch, expr);
	batch_nest_end(batch, data);
	batch_nest_end(batch, element);
}

const char *expr_name(const struct nlattr *element, const struct nlattr **ret_data)
{
	struct attrs attrs;

	if (!attrs_of_nest(&attrs, element, element_table))
		return NULL;
	*ret_data = attrs.at[NFTA_EXPR_DATA];
	return attr_text(attrs.at[NFTA_EXPR_NAME]);
}

bool expr_decode(const struct nlattr *element, struct ir_expr *ret)
{
	const struct nlattr *data;
	const char *name = expr_name(element, &data);

	if (!name || !data)
		return false;
	for (unsigned kind = 0; kind < IR_KIND_MAX; kind++) {
		const struct expr_ops *ops = expr_kinds[kind];
		struct ir_expr expr = {.kind = (uint8_t)kind, .sreg = -1, .dreg = -1};
		struct attrs attrs;

		if (*name != *ops->name || strcmp(name, ops->name) != 0)
			continue;
		if (!attrs_of_nest(&attrs, data, ops->table) || attrs.strange || !ops->decode(&attrs, &expr))
			continue;
		*ret = expr;
		return true;
	}
	return false;
}

void expr_put_register(struct batch *batch, uint16_t type, int8_t reg)
{
	batch_put_u32(batch, type, NFT_REG32_00 + (uint32_t)reg);
}

/* The kernel tells a register at a multiple of 16 bytes by the number of the old 128-bit register that begins there. */
bool expr_register(const struct nlattr *attr, int8_t *ret)
{
	uint32_t reg = attr_u32(attr, NFT_REG_VERDICT);

	if (reg >= NFT_REG_1 && reg <= NFT_REG_4)
		*ret = (int8_t)((reg - NFT_REG_1) * 4);
	else if (reg >= NFT_REG32_00 && reg <= NFT_REG32_15)
		*ret = (int8_t)(reg - NFT_REG32_00);
	else
		return false;
	return true;
}

bool expr_is_verdict_register(const struct nlattr *attr)
{
	return attr && attr_u32(attr, NFT_REG_1) == NFT_REG_VERDICT;
}
