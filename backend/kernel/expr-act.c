/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/kernel/expr.h"

#include <linux/netfilter/nf_nat.h>
#include <linux/netfilter/nf_tables.h>

/* Without numbers: a new counter begins at 0, and one that stays is never sent. */
static void counter_encode(struct batch *batch, const struct ir_expr *expr)
{
	(void)batch;
	(void)expr;
}

static bool counter_decode(const struct attrs *attrs, struct ir_expr *ret)
{
	ret->counter.packets = attr_u64(attrs->at[NFTA_COUNTER_PACKETS], 0);
	ret->counter.bytes = attr_u64(attrs->at[NFTA_COUNTER_BYTES], 0);
	return true;
}

const struct expr_ops expr_counter = {
    .name = "counter",
    .table = {[NFTA_COUNTER_PACKETS] = ATTR_U64, [NFTA_COUNTER_BYTES] = ATTR_U64, [NFTA_COUNTER_PAD] = ATTR_IGNORE},
    .encode = counter_encode,
    .decode = counter_decode,
};

static void objref_encode(struct batch *batch, const struct ir_expr *expr)
{
	batch_put_u32(batch, NFTA_OBJREF_IMM_TYPE, NFT_OBJECT_COUNTER);
	batch_put_text(batch, NFTA_OBJREF_IMM_NAME, expr->name);
}

static bool objref_decode(const struct attrs *attrs, struct ir_expr *ret)
{
	if (attr_u32(attrs->at[NFTA_OBJREF_IMM_TYPE], 0) != NFT_OBJECT_COUNTER || !attrs->at[NFTA_OBJREF_IMM_NAME])
		return false;
	ret->name = mem_strdup(attr_text(attrs->at[NFTA_OBJREF_IMM_NAME]));
	return true;
}

const struct expr_ops expr_objref = {
    .name = "objref",
    .table = {[NFTA_OBJREF_IMM_TYPE] = ATTR_U32, [NFTA_OBJREF_IMM_NAME] = ATTR_TEXT},
    .encode = objref_encode,
    .decode = objref_decode,
};

static void limit_encode(struct batch *batch, const struct ir_expr *expr)
{
	batch_put_u64(batch, NFTA_LIMIT_RATE, expr->limit.rate);
	batch_put_u64(batch, NFTA_LIMIT_UNIT, expr->limit.unit);
	batch_put_u32(batch, NFTA_LIMIT_BURST, expr->limit.burst);
	batch_put_u32(batch, NFTA_LIMIT_TYPE, NFT_LIMIT_PKTS);
}

static bool limit_decode(const struct attrs *attrs, struct ir_expr *ret)
{
	uint64_t rate = attr_u64(attrs->at[NFTA_LIMIT_RATE], UINT64_MAX);
	uint64_t unit = attr_u64(attrs->at[NFTA_LIMIT_UNIT], UINT64_MAX);

	ret->limit.rate = (uint32_t)rate;
	ret->limit.unit = (uint32_t)unit;
	ret->limit.burst = attr_u32(attrs->at[NFTA_LIMIT_BURST], 0);
	return rate <= UINT32_MAX && unit <= UINT32_MAX &&
	       attr_u32(attrs->at[NFTA_LIMIT_TYPE], NFT_LIMIT_PKTS) == NFT_LIMIT_PKTS &&
	       attr_u32(attrs->at[NFTA_LIMIT_FLAGS], 0) == 0;
}

const struct expr_ops expr_limit = {
    .name = "limit",
    .table = {[NFTA_LIMIT_RATE] = ATTR_U64,
	      [NFTA_LIMIT_UNIT] = ATTR_U64,
	      [NFTA_LIMIT_BURST] = ATTR_U32,
	      [NFTA_LIMIT_TYPE] = ATTR_U32,
	      [NFTA_LIMIT_FLAGS] = ATTR_U32,
	      [NFTA_LIMIT_PAD] = ATTR_IGNORE},
    .encode = limit_encode,
    .decode = limit_decode,
};

static void log_encode(struct batch *batch, const struct ir_expr *expr)
{
	if (!str_empty(expr->name))
		batch_put_text(batch, NFTA_LOG_PREFIX, expr->name);
	if (expr->log.level >= 0)
		batch_put_u32(batch, NFTA_LOG_LEVEL, (uint32_t)expr->log.level);
	else
		batch_put_u16(batch, NFTA_LOG_GROUP, expr->log.group);
}

static bool log_decode(const struct attrs *attrs, struct ir_expr *ret)
{
	const struct nlattr *level = attrs->at[NFTA_LOG_LEVEL];

	if (!level == !attrs->at[NFTA_LOG_GROUP] || attr_u32(level, 0) > NFT_LOGLEVEL_MAX)
		return false;
	ret->log.level = level ? (int8_t)attr_u32(level, 0) : -1;
	ret->log.group = attr_u16(attrs->at[NFTA_LOG_GROUP], 0);
	ret->name = mem_strdup(attr_text(attrs->at[NFTA_LOG_PREFIX]));
	return true;
}

const struct expr_ops expr_log = {
    .name = "log",
    .table = {[NFTA_LOG_PREFIX] = ATTR_TEXT, [NFTA_LOG_LEVEL] = ATTR_U32, [NFTA_LOG_GROUP] = ATTR_U16},
    .encode = log_encode,
    .decode = log_decode,
};

static void reject_encode(struct batch *batch, const struct ir_expr *expr)
{
	batch_put_u32(batch, NFTA_REJECT_TYPE, expr->reject.type);
	if (expr->reject.type != NFT_REJECT_TCP_RST)
		batch_put_u8(batch, NFTA_REJECT_ICMP_CODE, expr->reject.code);
}

static bool reject_decode(const struct attrs *attrs, struct ir_expr *ret)
{
	uint32_t type = attr_u32(attrs->at[NFTA_REJECT_TYPE], UINT32_MAX);

	ret->reject.type = (uint8_t)type;
	ret->reject.code = attr_u8(attrs->at[NFTA_REJECT_ICMP_CODE], 0);
	return type <= NFT_REJECT_ICMPX_UNREACH;
}

const struct expr_ops expr_reject = {
    .name = "reject",
    .table = {[NFTA_REJECT_TYPE] = ATTR_U32, [NFTA_REJECT_ICMP_CODE] = ATTR_U8},
    .encode = reject_encode,
    .decode = reject_decode,
};

/* Flags that the kernel derives from the registers given. */
#define NAT_DERIVED_FLAGS (NF_NAT_RANGE_MAP_IPS | NF_NAT_RANGE_PROTO_SPECIFIED)

static void nat_encode(struct batch *batch, const struct ir_expr *expr)
{
	batch_put_u32(batch, NFTA_NAT_TYPE, expr->nat.type);
	batch_put_u32(batch, NFTA_NAT_FAMILY, expr->nat.family);
	if (expr->sreg >= 0)
		expr_put_register(batch, NFTA_NAT_REG_ADDR_MIN, expr->sreg);
	if (expr->nat.reg_port >= 0)
		expr_put_register(batch, NFTA_NAT_REG_PROTO_MIN, expr->nat.reg_port);
}

/* From min to max in one register, which is all we write; the kernel tells both. */
static bool nat_register(const struct nlattr *min, const struct nlattr *max, int8_t *ret)
{
	int8_t last;

	*ret = -1;
	if (!min)
		return !max;
	return expr_register(min, ret) && (!max || (expr_register(max, &last) && last == *ret));
}

static bool nat_decode(const struct attrs *attrs, struct ir_expr *ret)
{
	uint32_t type = attr_u32(attrs->at[NFTA_NAT_TYPE], UINT32_MAX);
	uint32_t family = attr_u32(attrs->at[NFTA_NAT_FAMILY], UINT32_MAX);

	ret->nat.type = (uint8_t)type;
	ret->nat.family = (uint8_t)family;
	return type <= NFT_NAT_DNAT && family <= UINT8_MAX &&
	       !(attr_u32(attrs->at[NFTA_NAT_FLAGS], 0) & ~(uint32_t)NAT_DERIVED_FLAGS) &&
	       nat_register(attrs->at[NFTA_NAT_REG_ADDR_MIN], attrs->at[NFTA_NAT_REG_ADDR_MAX], &ret->sreg) &&
	       nat_register(attrs->at[NFTA_NAT_REG_PROTO_MIN], attrs->at[NFTA_NAT_REG_PROTO_MAX], &ret->nat.reg_port);
}

const struct expr_ops expr_nat = {
    .name = "nat",
    .table = {[NFTA_NAT_TYPE] = ATTR_U32,
	      [NFTA_NAT_FAMILY] = ATTR_U32,
	      [NFTA_NAT_REG_ADDR_MIN] = ATTR_U32,
	      [NFTA_NAT_REG_ADDR_MAX] = ATTR_U32,
	      [NFTA_NAT_REG_PROTO_MIN] = ATTR_U32,
	      [NFTA_NAT_REG_PROTO_MAX] = ATTR_U32,
	      [NFTA_NAT_FLAGS] = ATTR_U32},
    .encode = nat_encode,
    .decode = nat_decode,
};
