/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Expressions in the words of libnftnl 1.2.4, which `nft --debug=netlink` prints. */
#include "tests/compile/nft.h"

#include <linux/netfilter/nf_tables.h>

static unsigned reg(int8_t number)
{
	return number % 4 ? NFT_REG32_00 + (unsigned)number : NFT_REG_1 + (unsigned)number / 4;
}

/* libnftnl prints data as 32-bit words in the order of the machine. */
static void add_words(const uint8_t *data, size_t len, struct str *out)
{
	for (size_t at = 0; at < len; at += 4) {
		uint32_t word = 0;

		memcpy(&word, data + at, len - at < 4 ? len - at : 4);
		str_addf(out, " 0x%08x", word);
	}
}

static void add_meta(const struct ir_expr *expr, struct str *out)
{
	static const char *const keys[] = {
	    [NFT_META_NFPROTO] = "nfproto", [NFT_META_L4PROTO] = "l4proto", [NFT_META_IIFNAME] = "iifname",
	    [NFT_META_OIFNAME] = "oifname", [NFT_META_SKUID] = "skuid",	    [NFT_META_SKGID] = "skgid",
	    [NFT_META_TIME_NS] = "time",    [NFT_META_MARK] = "mark"};

	if (expr->kind == IR_META)
		str_addf(out, "meta load %s => reg %u", keys[expr->meta.key], reg(expr->dreg));
	else
		str_addf(out, "meta set %s with reg %u", keys[expr->meta.key], reg(expr->sreg));
}

static void add_payload(const struct ir_expr *expr, struct str *out)
{
	static const char *const bases[] = {[NFT_PAYLOAD_LL_HEADER] = "link",
					    [NFT_PAYLOAD_NETWORK_HEADER] = "network",
					    [NFT_PAYLOAD_TRANSPORT_HEADER] = "transport"};

	str_addf(out, "payload load %ub @ %s header + %u => reg %u", expr->payload.len, bases[expr->payload.base],
		 expr->payload.offset, reg(expr->dreg));
}

static void add_ct(const struct ir_expr *expr, struct str *out)
{
	static const char *const keys[] = {
	    [NFT_CT_STATE] = "state", [NFT_CT_STATUS] = "status", [NFT_CT_MARK] = "mark"};

	if (expr->kind == IR_CT)
		str_addf(out, "ct load %s => reg %u", keys[expr->ct.key], reg(expr->dreg));
	else
		str_addf(out, "ct set %s with reg %u", keys[expr->ct.key], reg(expr->sreg));
}

static void add_socket(const struct ir_expr *expr, struct str *out)
{
	str_addf(out, "socket load cgroupv2 => reg %u", reg(expr->dreg));
}

static void add_fib(const struct ir_expr *expr, struct str *out)
{
	str_addf(out, "fib daddr type => reg %u", reg(expr->dreg));
}

static void add_cmp(const struct ir_expr *expr, struct str *out)
{
	static const char *const ops[] = {"eq", "neq", "lt", "lte", "gt", "gte"};

	str_addf(out, "cmp %s reg %u", ops[expr->cmp.op], reg(expr->sreg));
	add_words(ir_expr_data(expr), expr->len, out);
}

static void add_bitwise(const struct ir_expr *expr, struct str *out)
{
	size_t len = expr->len / 2u;

	str_addf(out, "bitwise reg %u = ( reg %u &", reg(expr->dreg), reg(expr->sreg));
	add_words(ir_expr_data(expr), len, out);
	str_add(out, " ) ^");
	add_words(ir_expr_data(expr) + len, len, out);
}

static void add_byteorder(const struct ir_expr *expr, struct str *out)
{
	str_addf(out, "byteorder reg %u = hton(reg %u, %u, %u)", reg(expr->dreg), reg(expr->sreg), expr->byteorder.size,
		 expr->byteorder.len);
}

static void add_lookup(const struct ir_expr *expr, struct str *out)
{
	str_addf(out, "lookup reg %u set %s", reg(expr->sreg), expr->name);
	if (expr->lookup.verdict_map)
		str_add(out, " dreg 0");
	else if (expr->dreg >= 0)
		str_addf(out, " dreg %u", reg(expr->dreg));
	if (expr->lookup.invert)
		str_add(out, " 0x1");
}

static void add_immediate(const struct ir_expr *expr, struct str *out)
{
	str_addf(out, "immediate reg %u", reg(expr->dreg));
	add_words(ir_expr_data(expr), expr->len, out);
}

static void add_verdict(const struct ir_expr *expr, struct str *out)
{
	static const char *const words[] = {[IR_ACCEPT] = "accept", [IR_DROP] = "drop",	    [IR_JUMP] = "jump -> ",
					    [IR_GOTO] = "goto -> ", [IR_RETURN] = "return", [IR_CONTINUE] = "continue"};

	str_addf(out, "immediate reg 0 %s%s", words[expr->verdict.code], expr->name ? expr->name : "");
}

static void add_counter(const struct ir_expr *expr, struct str *out)
{
	if (expr->kind == IR_OBJREF)
		str_addf(out, "objref type 1 name %s", expr->name);
	else
		str_add(out, "counter pkts 0 bytes 0");
}

static void add_limit(const struct ir_expr *expr, struct str *out)
{
	const char *unit = expr->limit.unit == 1      ? "second"
			   : expr->limit.unit == 60   ? "minute"
			   : expr->limit.unit == 3600 ? "hour"
						      : "day";

	str_addf(out, "limit rate %u/%s burst %u type packets flags 0x0", expr->limit.rate, unit, expr->limit.burst);
}

static void add_log(const struct ir_expr *expr, struct str *out)
{
	str_add(out, "log");
	if (expr->name)
		str_addf(out, " prefix %s", expr->name);
	if (expr->log.level >= 0)
		str_addf(out, " level %d", expr->log.level);
	else
		str_addf(out, " group %u snaplen 0 qthreshold 0", expr->log.group);
}

static void add_reject(const struct ir_expr *expr, struct str *out)
{
	str_addf(out, "reject type %u code %u", expr->reject.type, expr->reject.code);
}

static void add_nat(const struct ir_expr *expr, struct str *out)
{
	str_addf(out, "nat dnat %s addr_min reg %u", expr->nat.family == 10 ? "ip6" : "ip", reg(expr->sreg));
	if (expr->nat.reg_port >= 0) /* NF_NAT_RANGE_PROTO_SPECIFIED, which the kernel adds by itself */
		str_addf(out, " proto_min reg %u flags 0x2", reg(expr->nat.reg_port));
}

static void (*const adders[IR_KIND_MAX])(const struct ir_expr *expr, struct str *out) = {
    [IR_META] = add_meta,	[IR_META_SET] = add_meta,
    [IR_PAYLOAD] = add_payload, [IR_CT] = add_ct,
    [IR_CT_SET] = add_ct,	[IR_SOCKET] = add_socket,
    [IR_FIB] = add_fib,		[IR_CMP] = add_cmp,
    [IR_BITWISE] = add_bitwise, [IR_BYTEORDER] = add_byteorder,
    [IR_LOOKUP] = add_lookup,	[IR_IMMEDIATE] = add_immediate,
    [IR_VERDICT] = add_verdict, [IR_COUNTER] = add_counter,
    [IR_OBJREF] = add_counter,	[IR_LIMIT] = add_limit,
    [IR_LOG] = add_log,		[IR_REJECT] = add_reject,
    [IR_NAT] = add_nat,
};

void nft_expected(const struct ir *ir, struct str *out)
{
	VEC_FOREACH (&ir->chains, chain) {
		VEC_FOREACH (&chain->rules, rule) {
			str_addf(out, "inet %s %s\n", ir->table, chain->name);
			VEC_FOREACH (&rule->exprs, expr) {
				str_add(out, "  [ ");
				adders[expr->kind](expr, out);
				str_add(out, " ]\n");
			}
		}
	}
}
