/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/compile/build.h"

#include <linux/rtnetlink.h>
#include <string.h>

#define IPV4_SOURCE	 12 /* RFC 791 */
#define IPV4_DESTINATION 16
#define IPV6_SOURCE	 8 /* RFC 8200 */
#define IPV6_DESTINATION 24
#define REG_ADDRESS	 0
#define REG_PORT	 4 /* nft takes the next 128-bit register for the port of a NAT statement */

struct ir_expr *build_expr(struct ir_rule *rule, enum ir_kind kind)
{
	struct ir_expr *expr = vec_add(&rule->exprs);

	*expr = (struct ir_expr){.kind = (uint8_t)kind, .sreg = -1, .dreg = -1};
	return expr;
}

void build_cmp(struct ir_rule *rule, uint8_t op, const void *data, size_t len)
{
	struct ir_expr *expr = build_expr(rule, IR_CMP);

	expr->sreg = 0;
	expr->cmp.op = op;
	ir_expr_set_data(expr, data, len);
}

static void build_meta_load(struct ir_rule *rule, uint16_t key)
{
	struct ir_expr *expr = build_expr(rule, IR_META);

	expr->dreg = 0;
	expr->meta.key = key;
}

void build_meta_byte(struct ir_rule *rule, uint16_t key, uint8_t value)
{
	build_meta_load(rule, key);
	build_cmp(rule, NFT_CMP_EQ, &value, 1);
}

void build_meta_u32(struct ir_rule *rule, uint16_t key, uint32_t value)
{
	build_meta_load(rule, key);
	build_cmp(rule, NFT_CMP_EQ, &value, sizeof(value));
}

void build_lookup(struct ir_rule *rule, const char *set)
{
	struct ir_expr *expr = build_expr(rule, IR_LOOKUP);

	expr->sreg = 0;
	expr->name = mem_strdup(set);
}

void build_meta_lookup(struct ir_rule *rule, uint16_t key, const char *set)
{
	build_meta_load(rule, key);
	build_lookup(rule, set);
}

void build_interface(struct ir_rule *rule, uint16_t key, const char *name)
{
	char padded[16] = {0}; /* IFNAMSIZ: the kernel compares the whole field */
	size_t length = strnlen(name, sizeof(padded) - 1);

	memcpy(padded, name, length);
	build_meta_load(rule, key);
	build_cmp(rule, NFT_CMP_EQ, padded, sizeof(padded));
}

static void build_payload(struct ir_rule *rule, uint8_t base, uint16_t offset, uint8_t len)
{
	struct ir_expr *expr = build_expr(rule, IR_PAYLOAD);

	expr->dreg = 0;
	expr->payload.base = base;
	expr->payload.offset = offset;
	expr->payload.len = len;
}

void build_address_load(struct ir_rule *rule, uint8_t family, enum end end, uint8_t len)
{
	static const uint16_t offsets[2][2] = {{IPV4_SOURCE, IPV4_DESTINATION}, {IPV6_SOURCE, IPV6_DESTINATION}};

	build_payload(rule, NFT_PAYLOAD_NETWORK_HEADER, offsets[family == 6][end], len);
}

/* A range from equal to equal is a comparison, as nft has it; others are two. */
static void build_between(struct ir_rule *rule, const void *low, const void *high, size_t len)
{
	if (memcmp(low, high, len) == 0) {
		build_cmp(rule, NFT_CMP_EQ, low, len);
	} else {
		build_cmp(rule, NFT_CMP_GTE, low, len);
		build_cmp(rule, NFT_CMP_LTE, high, len);
	}
}

static void build_mask(struct ir_rule *rule, unsigned prefix, uint8_t len)
{
	struct ir_expr *expr = build_expr(rule, IR_BITWISE);
	uint8_t mask_and_xor[32] = {0};

	for (unsigned bit = 0; bit < prefix; bit++)
		mask_and_xor[bit / 8] |= (uint8_t)(0x80 >> bit % 8);
	expr->sreg = 0;
	expr->dreg = 0;
	ir_expr_set_data(expr, mask_and_xor, 2 * (size_t)len);
}

void build_address(struct ir_rule *rule, uint8_t family, enum end end, const uint8_t *low, const uint8_t *high,
		   unsigned prefix)
{
	uint8_t len = family == 6 ? 16 : 4;

	if (prefix == 0)
		return; /* every address of the family, which the rule asks for already */
	if (prefix > len * 8u) {
		build_address_load(rule, family, end, len);
		build_between(rule, low, high, len);
	} else if (prefix % 8 == 0) { /* nft loads the bytes of the prefix only */
		build_address_load(rule, family, end, (uint8_t)(prefix / 8));
		build_cmp(rule, NFT_CMP_EQ, low, prefix / 8);
	} else {
		build_address_load(rule, family, end, len);
		build_mask(rule, prefix, len);
		build_cmp(rule, NFT_CMP_EQ, low, len);
	}
}

void build_port_load(struct ir_rule *rule, enum end end)
{
	build_payload(rule, NFT_PAYLOAD_TRANSPORT_HEADER, end == END_DESTINATION ? 2 : 0, 2);
}

void build_port(struct ir_rule *rule, enum end end, uint16_t low, uint16_t high)
{
	const uint8_t from[] = {(uint8_t)(low >> 8), (uint8_t)low}, to[] = {(uint8_t)(high >> 8), (uint8_t)high};

	build_port_load(rule, end);
	build_between(rule, from, to, 2);
}

void build_port_pair(struct ir_rule *rule, uint16_t source, uint16_t destination)
{
	const uint8_t both[] = {(uint8_t)(source >> 8), (uint8_t)source, (uint8_t)(destination >> 8),
				(uint8_t)destination};

	build_payload(rule, NFT_PAYLOAD_TRANSPORT_HEADER, 0, sizeof(both));
	build_cmp(rule, NFT_CMP_EQ, both, sizeof(both));
}

void build_icmp_load(struct ir_rule *rule)
{
	build_payload(rule, NFT_PAYLOAD_TRANSPORT_HEADER, 0, 1);
}

void build_icmp(struct ir_rule *rule, uint8_t low, uint8_t high)
{
	build_icmp_load(rule);
	build_between(rule, &low, &high, 1);
}

void build_icmp_pair(struct ir_rule *rule, uint8_t type, uint8_t code)
{
	const uint8_t both[] = {type, code};

	build_payload(rule, NFT_PAYLOAD_TRANSPORT_HEADER, 0, sizeof(both));
	build_cmp(rule, NFT_CMP_EQ, both, sizeof(both));
}

static void build_ct_load(struct ir_rule *rule, uint16_t key)
{
	struct ir_expr *expr = build_expr(rule, IR_CT);

	expr->dreg = 0;
	expr->ct.key = key;
	expr->ct.direction = -1;
}

/* "any of these bits": (value & bits) != 0. */
static void build_ct_bits(struct ir_rule *rule, uint16_t key, uint32_t bits)
{
	const uint32_t mask_and_xor[] = {bits, 0}, zero = 0;
	struct ir_expr *expr;

	build_ct_load(rule, key);
	expr = build_expr(rule, IR_BITWISE);
	expr->sreg = 0;
	expr->dreg = 0;
	ir_expr_set_data(expr, mask_and_xor, sizeof(mask_and_xor));
	build_cmp(rule, NFT_CMP_NEQ, &zero, sizeof(zero));
}

void build_ct_state(struct ir_rule *rule, uint32_t bits)
{
	build_ct_bits(rule, NFT_CT_STATE, bits);
}

void build_ct_status(struct ir_rule *rule, uint32_t bits)
{
	build_ct_bits(rule, NFT_CT_STATUS, bits);
}

void build_ct_mark(struct ir_rule *rule, uint32_t mark)
{
	build_ct_load(rule, NFT_CT_MARK);
	build_cmp(rule, NFT_CMP_EQ, &mark, sizeof(mark));
}

static void build_immediate(struct ir_rule *rule, int8_t reg, const void *data, size_t len)
{
	struct ir_expr *expr = build_expr(rule, IR_IMMEDIATE);

	expr->dreg = reg;
	ir_expr_set_data(expr, data, len);
}

void build_ct_mark_set(struct ir_rule *rule, uint32_t mark)
{
	struct ir_expr *expr;

	build_immediate(rule, 0, &mark, sizeof(mark));
	expr = build_expr(rule, IR_CT_SET);
	expr->sreg = 0;
	expr->ct.key = NFT_CT_MARK;
	expr->ct.direction = -1;
}

void build_local_destination(struct ir_rule *rule)
{
	const uint32_t local = RTN_LOCAL;
	struct ir_expr *expr = build_expr(rule, IR_FIB);

	expr->dreg = 0;
	expr->fib.result = NFT_FIB_RESULT_ADDRTYPE;
	expr->fib.flags = NFTA_FIB_F_DADDR;
	build_cmp(rule, NFT_CMP_EQ, &local, sizeof(local));
}

void build_cgroup(struct ir_rule *rule, uint8_t level, const char *set)
{
	struct ir_expr *expr = build_expr(rule, IR_SOCKET);

	expr->dreg = 0;
	expr->socket.level = level;
	build_lookup(rule, set);
}

void build_time(struct ir_rule *rule, const char *set)
{
	struct ir_expr *expr;

	build_meta_load(rule, NFT_META_TIME_NS);
	expr = build_expr(rule, IR_BYTEORDER); /* interval sets compare big-endian, meta time is in host order */
	expr->sreg = 0;
	expr->dreg = 0;
	expr->byteorder.size = 8;
	expr->byteorder.len = 8;
	build_lookup(rule, set);
}

void build_counter(struct ir_rule *rule, const char *name)
{
	build_expr(rule, IR_OBJREF)->name = mem_strdup(name);
}

void build_log(struct ir_rule *rule, int level, uint16_t group, const char *prefix)
{
	struct ir_expr *expr = build_expr(rule, IR_LOG);

	expr->log.level = (int8_t)level;
	expr->log.group = level < 0 ? group : 0;
	expr->name = mem_strdup(prefix);
}

void build_limit(struct ir_rule *rule, uint32_t rate, uint32_t unit, uint32_t burst)
{
	struct ir_expr *expr = build_expr(rule, IR_LIMIT);

	expr->limit.rate = rate;
	expr->limit.unit = unit;
	expr->limit.burst = burst;
}

void build_verdict(struct ir_rule *rule, enum ir_verdict verdict)
{
	build_expr(rule, IR_VERDICT)->verdict.code = (uint8_t)verdict;
}

void build_reject(struct ir_rule *rule, bool reset)
{
	struct ir_expr *expr = build_expr(rule, IR_REJECT);

	expr->reject.type = reset ? NFT_REJECT_TCP_RST : NFT_REJECT_ICMPX_UNREACH;
	expr->reject.code = reset ? 0 : NFT_REJECT_ICMPX_ADMIN_PROHIBITED;
}

void build_dnat(struct ir_rule *rule, uint8_t family, const uint8_t *address, uint16_t port)
{
	const uint8_t bytes[] = {(uint8_t)(port >> 8), (uint8_t)port};
	struct ir_expr *expr;

	build_immediate(rule, REG_ADDRESS, address, family == 6 ? 16 : 4);
	if (port)
		build_immediate(rule, REG_PORT, bytes, sizeof(bytes));
	expr = build_expr(rule, IR_NAT);
	expr->sreg = REG_ADDRESS;
	expr->nat.type = NFT_NAT_DNAT;
	expr->nat.family = family == 6 ? NFPROTO_IPV6 : NFPROTO_IPV4;
	expr->nat.reg_port = port ? REG_PORT : -1;
}

struct ir_set *build_set(struct ir *ir, const char *name, enum ir_type type, unsigned flags)
{
	struct ir_set *set = vec_add(&ir->sets);

	*set = (struct ir_set){.name = mem_strdup(name),
			       .flags = flags,
			       .types = {(uint8_t)type},
			       .n_types = 1,
			       .key_len = ir_type_info(type)->len};
	return set;
}

void build_element(struct ir_set *set, const void *key, const void *key_end)
{
	struct ir_element *element = vec_add(&set->elements);

	element->key = mem_dup(key, set->key_len);
	if (key_end && memcmp(key, key_end, set->key_len) != 0)
		element->key_end = mem_dup(key_end, set->key_len);
}
