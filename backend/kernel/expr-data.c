/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/kernel/expr.h"

#include <linux/netfilter/nf_tables.h>

static bool set_data(struct ir_expr *expr, const struct nlattr *nest)
{
	size_t len;
	const uint8_t *value = data_value(nest, &len);

	if (value)
		ir_expr_set_data(expr, value, len);
	return value;
}

static void cmp_encode(struct batch *batch, const struct ir_expr *expr)
{
	expr_put_register(batch, NFTA_CMP_SREG, expr->sreg);
	batch_put_u32(batch, NFTA_CMP_OP, expr->cmp.op);
	data_put_value(batch, NFTA_CMP_DATA, ir_expr_data(expr), expr->len);
}

static bool cmp_decode(const struct attrs *attrs, struct ir_expr *ret)
{
	uint32_t op = attr_u32(attrs->at[NFTA_CMP_OP], UINT32_MAX);

	ret->cmp.op = (uint8_t)op;
	return op <= NFT_CMP_GTE && expr_register(attrs->at[NFTA_CMP_SREG], &ret->sreg) &&
	       set_data(ret, attrs->at[NFTA_CMP_DATA]);
}

const struct expr_ops expr_cmp = {
    .name = "cmp",
    .table = {[NFTA_CMP_SREG] = ATTR_U32, [NFTA_CMP_OP] = ATTR_U32, [NFTA_CMP_DATA] = ATTR_NEST},
    .encode = cmp_encode,
    .decode = cmp_decode,
};

static void bitwise_encode(struct batch *batch, const struct ir_expr *expr)
{
	size_t len = expr->len / 2;

	expr_put_register(batch, NFTA_BITWISE_SREG, expr->sreg);
	expr_put_register(batch, NFTA_BITWISE_DREG, expr->dreg);
	batch_put_u32(batch, NFTA_BITWISE_LEN, (uint32_t)len);
	data_put_value(batch, NFTA_BITWISE_MASK, ir_expr_data(expr), len);
	data_put_value(batch, NFTA_BITWISE_XOR, ir_expr_data(expr) + len, len);
}

static bool bitwise_decode(const struct attrs *attrs, struct ir_expr *ret)
{
	uint8_t both[2 * IR_DATA_MAX];
	size_t mask_len, xor_len;
	const uint8_t *mask = data_value(attrs->at[NFTA_BITWISE_MASK], &mask_len);
	const uint8_t * xor = data_value(attrs->at[NFTA_BITWISE_XOR], &xor_len);

	if (!mask || !xor || mask_len != xor_len || attr_u32(attrs->at[NFTA_BITWISE_LEN], 0) != mask_len)
		return false;
	if (attr_u32(attrs->at[NFTA_BITWISE_OP], NFT_BITWISE_BOOL) != NFT_BITWISE_BOOL ||
	    !expr_register(attrs->at[NFTA_BITWISE_SREG], &ret->sreg) ||
	    !expr_register(attrs->at[NFTA_BITWISE_DREG], &ret->dreg))
		return false;
	memcpy(both, mask, mask_len);
	memcpy(both + mask_len, xor, xor_len);
	ir_expr_set_data(ret, both, mask_len + xor_len);
	return true;
}

const struct expr_ops expr_bitwise = {
    .name = "bitwise",
    .table = {[NFTA_BITWISE_SREG] = ATTR_U32,
	      [NFTA_BITWISE_DREG] = ATTR_U32,
	      [NFTA_BITWISE_LEN] = ATTR_U32,
	      [NFTA_BITWISE_MASK] = ATTR_NEST,
	      [NFTA_BITWISE_XOR] = ATTR_NEST,
	      [NFTA_BITWISE_OP] = ATTR_U32},
    .encode = bitwise_encode,
    .decode = bitwise_decode,
};

static void byteorder_encode(struct batch *batch, const struct ir_expr *expr)
{
	expr_put_register(batch, NFTA_BYTEORDER_SREG, expr->sreg);
	expr_put_register(batch, NFTA_BYTEORDER_DREG, expr->dreg);
	batch_put_u32(batch, NFTA_BYTEORDER_OP, NFT_BYTEORDER_HTON);
	batch_put_u32(batch, NFTA_BYTEORDER_LEN, expr->byteorder.len);
	batch_put_u32(batch, NFTA_BYTEORDER_SIZE, expr->byteorder.size);
}

static bool byteorder_decode(const struct attrs *attrs, struct ir_expr *ret)
{
	uint32_t len = attr_u32(attrs->at[NFTA_BYTEORDER_LEN], UINT32_MAX);
	uint32_t size = attr_u32(attrs->at[NFTA_BYTEORDER_SIZE], UINT32_MAX);

	if (len > IR_DATA_MAX || size > len || attr_u32(attrs->at[NFTA_BYTEORDER_OP], 0) != NFT_BYTEORDER_HTON)
		return false;
	ret->byteorder.len = (uint8_t)len;
	ret->byteorder.size = (uint8_t)size;
	return expr_register(attrs->at[NFTA_BYTEORDER_SREG], &ret->sreg) &&
	       expr_register(attrs->at[NFTA_BYTEORDER_DREG], &ret->dreg);
}

const struct expr_ops expr_byteorder = {
    .name = "byteorder",
    .table = {[NFTA_BYTEORDER_SREG] = ATTR_U32,
	      [NFTA_BYTEORDER_DREG] = ATTR_U32,
	      [NFTA_BYTEORDER_OP] = ATTR_U32,
	      [NFTA_BYTEORDER_LEN] = ATTR_U32,
	      [NFTA_BYTEORDER_SIZE] = ATTR_U32},
    .encode = byteorder_encode,
    .decode = byteorder_decode,
};

static void lookup_encode(struct batch *batch, const struct ir_expr *expr)
{
	batch_put_text(batch, NFTA_LOOKUP_SET, expr->name);
	expr_put_register(batch, NFTA_LOOKUP_SREG, expr->sreg);
	if (expr->lookup.verdict_map)
		batch_put_u32(batch, NFTA_LOOKUP_DREG, NFT_REG_VERDICT);
	else if (expr->dreg >= 0)
		expr_put_register(batch, NFTA_LOOKUP_DREG, expr->dreg);
	if (expr->lookup.invert)
		batch_put_u32(batch, NFTA_LOOKUP_FLAGS, NFT_LOOKUP_F_INV);
}

static bool lookup_decode(const struct attrs *attrs, struct ir_expr *ret)
{
	const struct nlattr *dreg = attrs->at[NFTA_LOOKUP_DREG];
	uint32_t flags = attr_u32(attrs->at[NFTA_LOOKUP_FLAGS], 0);

	ret->lookup.verdict_map = expr_is_verdict_register(dreg);
	ret->lookup.invert = flags & NFT_LOOKUP_F_INV;
	if (flags & ~(uint32_t)NFT_LOOKUP_F_INV || !attrs->at[NFTA_LOOKUP_SET] ||
	    !expr_register(attrs->at[NFTA_LOOKUP_SREG], &ret->sreg) ||
	    (dreg && !ret->lookup.verdict_map && !expr_register(dreg, &ret->dreg)))
		return false;
	ret->name = mem_strdup(attr_text(attrs->at[NFTA_LOOKUP_SET]));
	return true;
}

const struct expr_ops expr_lookup = {
    .name = "lookup",
    .table = {[NFTA_LOOKUP_SET] = ATTR_TEXT,
	      [NFTA_LOOKUP_SREG] = ATTR_U32,
	      [NFTA_LOOKUP_DREG] = ATTR_U32,
	      [NFTA_LOOKUP_FLAGS] = ATTR_U32},
    .encode = lookup_encode,
    .decode = lookup_decode,
};

static void immediate_encode(struct batch *batch, const struct ir_expr *expr)
{
	expr_put_register(batch, NFTA_IMMEDIATE_DREG, expr->dreg);
	data_put_value(batch, NFTA_IMMEDIATE_DATA, ir_expr_data(expr), expr->len);
}

static bool immediate_decode(const struct attrs *attrs, struct ir_expr *ret)
{
	return expr_register(attrs->at[NFTA_IMMEDIATE_DREG], &ret->dreg) &&
	       set_data(ret, attrs->at[NFTA_IMMEDIATE_DATA]);
}

const struct expr_ops expr_immediate = {
    .name = "immediate",
    .table = {[NFTA_IMMEDIATE_DREG] = ATTR_U32, [NFTA_IMMEDIATE_DATA] = ATTR_NEST},
    .encode = immediate_encode,
    .decode = immediate_decode,
};

static void verdict_encode(struct batch *batch, const struct ir_expr *expr)
{
	batch_put_u32(batch, NFTA_IMMEDIATE_DREG, NFT_REG_VERDICT);
	data_put_verdict(batch, NFTA_IMMEDIATE_DATA, expr->verdict.code, expr->name);
}

static bool verdict_decode(const struct attrs *attrs, struct ir_expr *ret)
{
	const char *chain;

	if (!expr_is_verdict_register(attrs->at[NFTA_IMMEDIATE_DREG]) ||
	    !data_verdict(attrs->at[NFTA_IMMEDIATE_DATA], &ret->verdict.code, &chain))
		return false;
	ret->name = mem_strdup(chain);
	return true;
}

const struct expr_ops expr_verdict = {
    .name = "immediate",
    .table = {[NFTA_IMMEDIATE_DREG] = ATTR_U32, [NFTA_IMMEDIATE_DATA] = ATTR_NEST},
    .encode = verdict_encode,
    .decode = verdict_decode,
};
