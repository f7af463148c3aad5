/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/kernel/expr.h"

#include <linux/netfilter/nf_tables.h>

static void meta_encode(struct batch *batch, const struct ir_expr *expr)
{
	batch_put_u32(batch, NFTA_META_KEY, expr->meta.key);
	expr_put_register(batch, NFTA_META_DREG, expr->dreg);
}

static bool meta_key(const struct attrs *attrs, struct ir_expr *ret)
{
	uint32_t key = attr_u32(attrs->at[NFTA_META_KEY], UINT32_MAX);

	ret->meta.key = (uint16_t)key;
	return key <= UINT16_MAX;
}

static bool meta_decode(const struct attrs *attrs, struct ir_expr *ret)
{
	return expr_register(attrs->at[NFTA_META_DREG], &ret->dreg) && meta_key(attrs, ret);
}

const struct expr_ops expr_meta = {
    .name = "meta",
    .table = {[NFTA_META_DREG] = ATTR_U32, [NFTA_META_KEY] = ATTR_U32},
    .encode = meta_encode,
    .decode = meta_decode,
};

static void meta_set_encode(struct batch *batch, const struct ir_expr *expr)
{
	batch_put_u32(batch, NFTA_META_KEY, expr->meta.key);
	expr_put_register(batch, NFTA_META_SREG, expr->sreg);
}

static bool meta_set_decode(const struct attrs *attrs, struct ir_expr *ret)
{
	return expr_register(attrs->at[NFTA_META_SREG], &ret->sreg) && meta_key(attrs, ret);
}

const struct expr_ops expr_meta_set = {
    .name = "meta",
    .table = {[NFTA_META_SREG] = ATTR_U32, [NFTA_META_KEY] = ATTR_U32},
    .encode = meta_set_encode,
    .decode = meta_set_decode,
};

static void payload_encode(struct batch *batch, const struct ir_expr *expr)
{
	expr_put_register(batch, NFTA_PAYLOAD_DREG, expr->dreg);
	batch_put_u32(batch, NFTA_PAYLOAD_BASE, expr->payload.base);
	batch_put_u32(batch, NFTA_PAYLOAD_OFFSET, expr->payload.offset);
	batch_put_u32(batch, NFTA_PAYLOAD_LEN, expr->payload.len);
}

static bool payload_decode(const struct attrs *attrs, struct ir_expr *ret)
{
	uint32_t base = attr_u32(attrs->at[NFTA_PAYLOAD_BASE], UINT32_MAX);
	uint32_t offset = attr_u32(attrs->at[NFTA_PAYLOAD_OFFSET], UINT32_MAX);
	uint32_t len = attr_u32(attrs->at[NFTA_PAYLOAD_LEN], UINT32_MAX);

	if (base > UINT8_MAX || offset > UINT16_MAX || len > IR_DATA_MAX)
		return false;
	ret->payload.base = (uint8_t)base;
	ret->payload.offset = (uint16_t)offset;
	ret->payload.len = (uint8_t)len;
	return expr_register(attrs->at[NFTA_PAYLOAD_DREG], &ret->dreg);
}

const struct expr_ops expr_payload = {
    .name = "payload",
    .table = {[NFTA_PAYLOAD_DREG] = ATTR_U32,
	      [NFTA_PAYLOAD_BASE] = ATTR_U32,
	      [NFTA_PAYLOAD_OFFSET] = ATTR_U32,
	      [NFTA_PAYLOAD_LEN] = ATTR_U32},
    .encode = payload_encode,
    .decode = payload_decode,
};

static void ct_encode(struct batch *batch, const struct ir_expr *expr)
{
	batch_put_u32(batch, NFTA_CT_KEY, expr->ct.key);
	expr_put_register(batch, NFTA_CT_DREG, expr->dreg);
	if (expr->ct.direction >= 0)
		batch_put_u8(batch, NFTA_CT_DIRECTION, (uint8_t)expr->ct.direction);
}

static bool ct_key(const struct attrs *attrs, struct ir_expr *ret)
{
	uint32_t key = attr_u32(attrs->at[NFTA_CT_KEY], UINT32_MAX);
	uint8_t direction = attr_u8(attrs->at[NFTA_CT_DIRECTION], 0);

	ret->ct.key = (uint16_t)key;
	ret->ct.direction = attrs->at[NFTA_CT_DIRECTION] ? (int8_t)direction : -1;
	return key <= UINT16_MAX && direction <= INT8_MAX;
}

static bool ct_decode(const struct attrs *attrs, struct ir_expr *ret)
{
	return expr_register(attrs->at[NFTA_CT_DREG], &ret->dreg) && ct_key(attrs, ret);
}

const struct expr_ops expr_ct = {
    .name = "ct",
    .table = {[NFTA_CT_DREG] = ATTR_U32, [NFTA_CT_KEY] = ATTR_U32, [NFTA_CT_DIRECTION] = ATTR_U8},
    .encode = ct_encode,
    .decode = ct_decode,
};

static void ct_set_encode(struct batch *batch, const struct ir_expr *expr)
{
	batch_put_u32(batch, NFTA_CT_KEY, expr->ct.key);
	expr_put_register(batch, NFTA_CT_SREG, expr->sreg);
	if (expr->ct.direction >= 0)
		batch_put_u8(batch, NFTA_CT_DIRECTION, (uint8_t)expr->ct.direction);
}

static bool ct_set_decode(const struct attrs *attrs, struct ir_expr *ret)
{
	return expr_register(attrs->at[NFTA_CT_SREG], &ret->sreg) && ct_key(attrs, ret);
}

const struct expr_ops expr_ct_set = {
    .name = "ct",
    .table = {[NFTA_CT_SREG] = ATTR_U32, [NFTA_CT_KEY] = ATTR_U32, [NFTA_CT_DIRECTION] = ATTR_U8},
    .encode = ct_set_encode,
    .decode = ct_set_decode,
};

static void socket_encode(struct batch *batch, const struct ir_expr *expr)
{
	batch_put_u32(batch, NFTA_SOCKET_KEY, NFT_SOCKET_CGROUPV2);
	expr_put_register(batch, NFTA_SOCKET_DREG, expr->dreg);
	batch_put_u32(batch, NFTA_SOCKET_LEVEL, expr->socket.level);
}

static bool socket_decode(const struct attrs *attrs, struct ir_expr *ret)
{
	uint32_t level = attr_u32(attrs->at[NFTA_SOCKET_LEVEL], UINT32_MAX);

	ret->socket.level = (uint8_t)level;
	return level <= UINT8_MAX && attr_u32(attrs->at[NFTA_SOCKET_KEY], UINT32_MAX) == NFT_SOCKET_CGROUPV2 &&
	       expr_register(attrs->at[NFTA_SOCKET_DREG], &ret->dreg);
}

const struct expr_ops expr_socket = {
    .name = "socket",
    .table = {[NFTA_SOCKET_KEY] = ATTR_U32, [NFTA_SOCKET_DREG] = ATTR_U32, [NFTA_SOCKET_LEVEL] = ATTR_U32},
    .encode = socket_encode,
    .decode = socket_decode,
};

static void fib_encode(struct batch *batch, const struct ir_expr *expr)
{
	expr_put_register(batch, NFTA_FIB_DREG, expr->dreg);
	batch_put_u32(batch, NFTA_FIB_RESULT, expr->fib.result);
	batch_put_u32(batch, NFTA_FIB_FLAGS, expr->fib.flags);
}

static bool fib_decode(const struct attrs *attrs, struct ir_expr *ret)
{
	uint32_t result = attr_u32(attrs->at[NFTA_FIB_RESULT], UINT32_MAX);
	uint32_t flags = attr_u32(attrs->at[NFTA_FIB_FLAGS], UINT32_MAX);

	ret->fib.result = (uint8_t)result;
	ret->fib.flags = (uint16_t)flags;
	return result <= UINT8_MAX && flags <= UINT16_MAX && expr_register(attrs->at[NFTA_FIB_DREG], &ret->dreg);
}

const struct expr_ops expr_fib = {
    .name = "fib",
    .table = {[NFTA_FIB_DREG] = ATTR_U32, [NFTA_FIB_RESULT] = ATTR_U32, [NFTA_FIB_FLAGS] = ATTR_U32},
    .encode = fib_encode,
    .decode = fib_decode,
};
