/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/compile/ir.h"

#include <linux/netfilter/nf_tables.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(sizeof(struct ir_expr) == 24, "an expression has grown: a large policy has a million of them");

/* Numbers of nft's datatypes (nftables include/datatype.h, enum datatypes): what `nft list` shows a set's key as. */
static const struct ir_type_info ir_types[IR_TYPE_MAX] = {
    [IR_TYPE_IPV4_ADDR] = {"ipv4_addr", 7, 4, false},
    [IR_TYPE_IPV6_ADDR] = {"ipv6_addr", 8, 16, false},
    [IR_TYPE_INET_PROTO] = {"inet_proto", 12, 1, false},
    [IR_TYPE_INET_SERVICE] = {"inet_service", 13, 2, false},
    [IR_TYPE_ICMP_TYPE] = {"icmp_type", 14, 1, false},
    [IR_TYPE_ICMPV6_TYPE] = {"icmpv6_type", 29, 1, false},
    [IR_TYPE_ICMP_CODE] = {"icmp_code", 32, 1, false},
    [IR_TYPE_MARK] = {"mark", 19, 4, true},
    [IR_TYPE_UID] = {"uid", 24, 4, true},
    [IR_TYPE_GID] = {"gid", 25, 4, true},
    [IR_TYPE_CGROUPSV2] = {"cgroupsv2", 46, 8, true},
    [IR_TYPE_TIME] = {"time", 43, 8, true},
    [IR_TYPE_IFNAME] = {"ifname", 41, 16, true},
};

const struct ir_type_info *ir_type_info(enum ir_type type)
{
	return &ir_types[type];
}

void ir_init(struct ir *ir, const char *table)
{
	*ir = (struct ir){.table = mem_strdup(table)};
}

/* What the last union of an expression holds. */
enum ir_payload { IR_HOLDS_NOTHING, IR_HOLDS_DATA, IR_HOLDS_NAME };

static const uint8_t ir_holds[UINT8_MAX + 1] = {
    [IR_CMP] = IR_HOLDS_DATA,	 [IR_BITWISE] = IR_HOLDS_DATA, [IR_IMMEDIATE] = IR_HOLDS_DATA,
    [IR_LOOKUP] = IR_HOLDS_NAME, [IR_VERDICT] = IR_HOLDS_NAME, [IR_OBJREF] = IR_HOLDS_NAME,
    [IR_LOG] = IR_HOLDS_NAME,
};

void ir_expr_done(struct ir_expr *expr)
{
	if (ir_holds[expr->kind] == IR_HOLDS_NAME)
		free(expr->name);
	else if (ir_holds[expr->kind] == IR_HOLDS_DATA && expr->len > sizeof(expr->inline_data))
		free(expr->data);
	*expr = (struct ir_expr){0};
}

void ir_rule_done(struct ir_rule *rule)
{
	VEC_FOREACH (&rule->exprs, expr)
		ir_expr_done(expr);
	vec_done(&rule->exprs);
	free(rule->comment);
	*rule = (struct ir_rule){0};
}

void ir_element_done(struct ir_element *element)
{
	free(element->key);
	free(element->key_end);
	free(element->data);
	free(element->chain);
	free(element->comment);
	*element = (struct ir_element){0};
}

void ir_set_done(struct ir_set *set)
{
	VEC_FOREACH (&set->elements, element)
		ir_element_done(element);
	vec_done(&set->elements);
	free(set->name);
	free(set->comment);
	*set = (struct ir_set){0};
}

void ir_chain_done(struct ir_chain *chain)
{
	VEC_FOREACH (&chain->rules, rule)
		ir_rule_done(rule);
	vec_done(&chain->rules);
	free(chain->name);
	free(chain->type);
	*chain = (struct ir_chain){0};
}

void ir_done(struct ir *ir)
{
	VEC_FOREACH (&ir->chains, chain)
		ir_chain_done(chain);
	VEC_FOREACH (&ir->sets, set)
		ir_set_done(set);
	VEC_FOREACH (&ir->counters, counter)
		free(counter->name);
	vec_done(&ir->chains);
	vec_done(&ir->sets);
	vec_done(&ir->counters);
	free(ir->table);
	*ir = (struct ir){0};
}

const uint8_t *ir_expr_data(const struct ir_expr *expr)
{
	return expr->len > sizeof(expr->inline_data) ? expr->data : expr->inline_data;
}

void ir_expr_set_data(struct ir_expr *expr, const void *data, size_t len)
{
	if (len > 2 * IR_DATA_MAX)
		abort();
	expr->len = (uint8_t)len;
	if (len > sizeof(expr->inline_data))
		expr->data = mem_dup(data, len);
	else if (len)
		memcpy(expr->inline_data, data, len);
}

/* The middle union, by kind, without what is not identity (counter values). */
static bool ir_parameters_equal(const struct ir_expr *a, const struct ir_expr *b)
{
	switch ((enum ir_kind)a->kind) {
	case IR_META:
	case IR_META_SET:
		return a->meta.key == b->meta.key;
	case IR_PAYLOAD:
		return a->payload.base == b->payload.base && a->payload.offset == b->payload.offset &&
		       a->payload.len == b->payload.len;
	case IR_CT:
	case IR_CT_SET:
		return a->ct.key == b->ct.key && a->ct.direction == b->ct.direction;
	case IR_SOCKET:
		return a->socket.level == b->socket.level;
	case IR_FIB:
		return a->fib.result == b->fib.result && a->fib.flags == b->fib.flags;
	case IR_CMP:
		return a->cmp.op == b->cmp.op;
	case IR_BYTEORDER:
		return a->byteorder.size == b->byteorder.size && a->byteorder.len == b->byteorder.len;
	case IR_LOOKUP:
		return a->lookup.invert == b->lookup.invert && a->lookup.verdict_map == b->lookup.verdict_map;
	case IR_VERDICT:
		return a->verdict.code == b->verdict.code;
	case IR_LIMIT:
		return a->limit.rate == b->limit.rate && a->limit.unit == b->limit.unit &&
		       a->limit.burst == b->limit.burst;
	case IR_LOG:
		return a->log.group == b->log.group && a->log.level == b->log.level;
	case IR_REJECT:
		return a->reject.type == b->reject.type && a->reject.code == b->reject.code;
	case IR_NAT:
		return a->nat.type == b->nat.type && a->nat.family == b->nat.family &&
		       a->nat.reg_port == b->nat.reg_port;
	case IR_BITWISE:
	case IR_IMMEDIATE:
	case IR_COUNTER:
	case IR_OBJREF:
	case IR_KIND_MAX:
		break;
	}
	return true;
}

bool ir_expr_equal(const struct ir_expr *a, const struct ir_expr *b)
{
	if (a->kind != b->kind || a->sreg != b->sreg || a->dreg != b->dreg || !ir_parameters_equal(a, b))
		return false;
	if (ir_holds[a->kind] == IR_HOLDS_NAME)
		return str_equal(a->name, b->name);
	if (ir_holds[a->kind] != IR_HOLDS_DATA)
		return true;
	return a->len == b->len && memcmp(ir_expr_data(a), ir_expr_data(b), a->len) == 0;
}

bool ir_rule_equal(const struct ir_rule *a, const struct ir_rule *b)
{
	if (a->exprs.n != b->exprs.n || !str_equal(a->comment, b->comment))
		return false;
	for (size_t i = 0; i < a->exprs.n; i++)
		if (!ir_expr_equal(&a->exprs.v[i], &b->exprs.v[i]))
			return false;
	return true;
}

/* FNV-1a: the table of rules is compared exactly after a hit, so a plain hash does. */
static uint64_t hash_bytes(uint64_t hash, const void *data, size_t size)
{
	const uint8_t *bytes = data;

	for (size_t i = 0; i < size; i++)
		hash = (hash ^ bytes[i]) * 0x100000001b3u;
	return hash;
}

static uint64_t hash_text(uint64_t hash, const char *text)
{
	return hash_bytes(hash, text ? text : "", text ? strlen(text) + 1 : 1);
}

uint64_t ir_rule_hash(const struct ir_rule *rule)
{
	uint64_t hash = hash_text(0xcbf29ce484222325u, rule->comment);

	VEC_FOREACH (&rule->exprs, expr) {
		const uint8_t head[] = {expr->kind, (uint8_t)expr->sreg, (uint8_t)expr->dreg};

		hash = hash_bytes(hash, head, sizeof(head));
		if (ir_holds[expr->kind] == IR_HOLDS_NAME)
			hash = hash_text(hash, expr->name);
		else if (ir_holds[expr->kind] == IR_HOLDS_DATA)
			hash = hash_bytes(hash, ir_expr_data(expr), expr->len);
		else if (expr->kind == IR_PAYLOAD)
			hash = hash_bytes(hash, &expr->payload.offset, sizeof(expr->payload.offset));
		else if (expr->kind == IR_META)
			hash = hash_bytes(hash, &expr->meta.key, sizeof(expr->meta.key));
	}
	return hash;
}

bool ir_set_same_kind(const struct ir_set *a, const struct ir_set *b)
{
	return str_equal(a->name, b->name) && a->flags == b->flags && a->n_types == b->n_types &&
	       memcmp(a->types, b->types, a->n_types) == 0 && a->data_type == b->data_type &&
	       a->key_len == b->key_len && a->data_len == b->data_len && a->size == b->size;
}
