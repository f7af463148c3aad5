/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/compile/text_known.h"

#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <string.h>

/* What the comparisons so far, and the loads that wait for the next one, are about. */
struct known {
	uint8_t family, protocol;     /* compared with so far, 0 unknown */
	const struct ir_expr *load;   /* the last one */
	const struct ir_expr *mask;   /* over it */
	const struct ir_expr *before; /* the expression before this one */
	size_t loads;
	bool is_address;
};

static bool is_icmp(uint8_t protocol)
{
	return protocol == 1 || protocol == 58;
}

/* Ports, type and code of ICMP: one of the two, or both at once. */
static bool knows_transport(const struct known *k, const struct ir_expr *expr)
{
	static const uint8_t with_ports[] = {0, 6, 17, 33, 132, 136};
	uint8_t part = is_icmp(k->protocol) ? 1 : 2;

	if (expr->payload.offset != 0 && expr->payload.offset != part)
		return false;
	if (expr->payload.len != part && (expr->payload.offset || expr->payload.len != 2 * part))
		return false;
	return is_icmp(k->protocol) || memchr(with_ports, k->protocol, sizeof(with_ports));
}

static bool knows_network(const struct known *k, const struct ir_expr *expr)
{
	uint16_t at = expr->payload.offset;

	if (k->family == NFPROTO_IPV4)
		return (at == 12 || at == 16) && expr->payload.len <= 4;
	return k->family == NFPROTO_IPV6 && (at == 8 || at == 24) && expr->payload.len <= 16;
}

static bool knows_load(struct known *k, const struct ir_expr *expr)
{
	k->load = expr;
	k->mask = NULL;
	k->loads++;
	k->is_address = false;
	switch (expr->kind) {
	case IR_PAYLOAD:
		if (expr->payload.base == NFT_PAYLOAD_TRANSPORT_HEADER)
			return knows_transport(k, expr);
		k->is_address = true;
		return expr->payload.base == NFT_PAYLOAD_NETWORK_HEADER && knows_network(k, expr);
	case IR_FIB:
		return expr->fib.result == NFT_FIB_RESULT_ADDRTYPE && expr->fib.flags == NFTA_FIB_F_DADDR;
	case IR_CT:
		return expr->ct.direction < 0;
	default:
		return true;
	}
}

static bool is_load(const struct ir_expr *expr)
{
	return expr->kind == IR_META || expr->kind == IR_PAYLOAD || expr->kind == IR_CT || expr->kind == IR_SOCKET ||
	       expr->kind == IR_FIB;
}

static bool is_bits(const struct ir_expr *load)
{
	return load->kind == IR_CT && (load->ct.key == NFT_CT_STATE || load->ct.key == NFT_CT_STATUS);
}

/* Ones and then nothing but zeros, and no bit is turned over. */
static bool is_prefix_mask(const struct ir_expr *expr)
{
	const uint8_t *data = ir_expr_data(expr);
	size_t len = expr->len / 2u, bit = 0;

	while (bit < 8 * len && data[bit / 8] & 0x80 >> bit % 8)
		bit++;
	for (; bit < 8 * len; bit++)
		if (data[bit / 8] & 0x80 >> bit % 8)
			return false;
	for (size_t i = 0; i < len; i++)
		if (data[len + i])
			return false;
	return true;
}

static bool has_other_bits(const struct ir_expr *mask, uint32_t known)
{
	uint32_t parts[2];

	if (mask->len != sizeof(parts))
		return true;
	memcpy(parts, ir_expr_data(mask), sizeof(parts));
	return parts[0] & ~known || parts[1];
}

static bool knows_mask(struct known *k, const struct ir_expr *expr)
{
	if (k->loads != 1 || k->mask)
		return false;
	k->mask = expr;
	if (is_bits(k->load))
		return !has_other_bits(expr, k->load->ct.key == NFT_CT_STATE ? 0x4f : 0x30);
	return k->is_address && is_prefix_mask(expr);
}

static bool is_zero(const struct ir_expr *expr)
{
	const uint8_t *data = ir_expr_data(expr);

	for (size_t i = 0; i < expr->len; i++)
		if (data[i])
			return false;
	return true;
}

/* A range is two comparisons, the lower end first. */
static bool knows_operator(const struct known *k, const struct ir_expr *expr)
{
	bool upper = k->before && k->before->kind == IR_CMP && k->before->cmp.op == NFT_CMP_GTE;

	switch (expr->cmp.op) {
	case NFT_CMP_EQ:
	case NFT_CMP_NEQ:
	case NFT_CMP_GTE:
		return !upper;
	default:
		return expr->cmp.op == NFT_CMP_LTE && upper;
	}
}

static bool knows_meta_value(struct known *k, const struct ir_expr *expr)
{
	const uint8_t *data = ir_expr_data(expr);
	uint16_t key = k->load->meta.key;

	if (key == NFT_META_NFPROTO)
		k->family = *data;
	if (key == NFT_META_L4PROTO)
		k->protocol = expr->cmp.op == NFT_CMP_EQ ? *data : 0;
	if (key == NFT_META_IIFNAME || key == NFT_META_OIFNAME)
		return expr->len == IFNAMSIZ; /* shorter: every name that begins so */
	return key != NFT_META_NFPROTO ||
	       (expr->cmp.op == NFT_CMP_EQ && (*data == NFPROTO_IPV4 || *data == NFPROTO_IPV6));
}

static bool knows_value(struct known *k, const struct ir_expr *expr)
{
	uint32_t type = RTN_LOCAL;

	if (is_bits(k->load))
		return k->mask && expr->cmp.op == NFT_CMP_NEQ && is_zero(expr);
	if (k->load->kind == IR_FIB)
		return expr->cmp.op == NFT_CMP_EQ && expr->len == sizeof(type) &&
		       memcmp(ir_expr_data(expr), &type, sizeof(type)) == 0;
	return k->load->kind != IR_META || knows_meta_value(k, expr);
}

static bool knows_cmp(struct known *k, const struct ir_expr *expr)
{
	bool lower = expr->cmp.op == NFT_CMP_GTE;

	if (k->loads != 1 || !expr->len || !knows_operator(k, expr) || !knows_value(k, expr))
		return false;
	k->loads = lower; /* the other end of the range is to come */
	return true;
}

static bool knows(struct known *k, const struct ir_expr *expr)
{
	bool whole = k->before && k->before->kind == IR_CMP && k->before->cmp.op == NFT_CMP_GTE;

	if (whole && expr->kind != IR_CMP)
		return false;
	if (is_load(expr))
		return knows_load(k, expr);
	switch (expr->kind) {
	case IR_BITWISE:
		return knows_mask(k, expr);
	case IR_CMP:
		return knows_cmp(k, expr);
	case IR_LOOKUP:
		k->loads = 0;
		return !k->mask;
	case IR_META_SET:
		return expr->meta.key == NFT_META_MARK;
	case IR_CT_SET:
		return expr->ct.key == NFT_CT_MARK;
	default:
		return true;
	}
}

bool text_is_known(const struct ir_rule *rule)
{
	struct known k = {0};

	VEC_FOREACH (&rule->exprs, expr) {
		if (!knows(&k, expr))
			return false;
		k.before = expr;
	}
	return rule->exprs.n > 0 && !k.loads;
}
