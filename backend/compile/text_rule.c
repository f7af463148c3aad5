/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A rule's expressions as nft statements. Loads wait in `operands` until something uses them; two or more that wait
 * together are a concatenation. "meta nfproto" and "meta l4proto" comparisons wait as well, because nft adds them by
 * itself before "ip daddr" and "tcp dport": written twice, the text would not load into the rule it came from.
 */
#include "backend/compile/text_rule.h"

#include "backend/compile/text_known.h"
#include "backend/compile/text_value.h"

#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <stdio.h>
#include <string.h>

#define OPERANDS    6
#define INLINE_MOST 8 /* elements of a set that still read well in a line */
#define REGISTERS   16

struct operand {
	const char *text;
	enum ir_type type;
	bool is_nfproto, is_l4proto; /* a comparison with it may be left to nft */
	bool is_bits;		     /* ct state, ct status: written as words */
	bool is_address_type;	     /* fib … type */
	const char *next;	     /* the field right behind, loaded together with this one */
	uint8_t len;		     /* bytes loaded */
};

struct printer {
	const struct ir *inline_sets;
	struct str *out;
	struct operand operands[OPERANDS];
	size_t n;
	const struct ir_expr *mask;  /* bitwise, waiting for its comparison */
	const struct ir_expr *above; /* cmp gte, waiting for its lte */
	uint8_t family, protocol;    /* compared with so far, 0 unknown */
	uint8_t family_waits, protocol_waits;
	const struct ir_expr *immediates[REGISTERS];
	struct str map; /* "ip daddr map @name", waiting for what it is the value of */
	char level[40]; /* of a socket; or a key that has no name here */
};

static void print_word(struct printer *p, const char *word)
{
	str_addf(p->out, "%s%s", p->out->length && p->out->text[p->out->length - 1] != '\t' ? " " : "", word);
}

static void flush_family(struct printer *p)
{
	if (p->family_waits)
		print_word(p, p->family_waits == NFPROTO_IPV6 ? "meta nfproto ipv6" : "meta nfproto ipv4");
	p->family_waits = 0;
}

static void flush_waiting(struct printer *p)
{
	flush_family(p);
	if (p->protocol_waits) {
		print_word(p, "meta l4proto ");
		text_value(IR_TYPE_INET_PROTO, &p->protocol_waits, false, p->out);
	}
	p->protocol_waits = 0;
}

static void push_operand(struct printer *p, struct operand operand)
{
	if (p->n < OPERANDS)
		p->operands[p->n++] = operand;
}

static const struct {
	uint16_t key;
	struct operand operand;
} metas[] = {
    {NFT_META_NFPROTO, {.text = "meta nfproto", .type = IR_TYPE_INET_PROTO, .is_nfproto = true}},
    {NFT_META_L4PROTO, {.text = "meta l4proto", .type = IR_TYPE_INET_PROTO, .is_l4proto = true}},
    {NFT_META_IIFNAME, {.text = "iifname", .type = IR_TYPE_IFNAME}},
    {NFT_META_OIFNAME, {.text = "oifname", .type = IR_TYPE_IFNAME}},
    {NFT_META_SKUID, {.text = "meta skuid", .type = IR_TYPE_UID}},
    {NFT_META_SKGID, {.text = "meta skgid", .type = IR_TYPE_GID}},
    {NFT_META_MARK, {.text = "meta mark", .type = IR_TYPE_MARK}},
    {NFT_META_TIME_NS, {.text = "meta time", .type = IR_TYPE_TIME}},
};

static void load_meta(struct printer *p, const struct ir_expr *expr)
{
	struct operand operand = {.text = p->level, .type = IR_TYPE_MARK};

	/* Of a rule that someone else made: said as it is, and nft does not take it for anything else. */
	snprintf(p->level, sizeof(p->level), "meta <key %u>", expr->meta.key);
	for (size_t i = 0; i < ARRAY_SIZE(metas); i++)
		if (metas[i].key == expr->meta.key)
			operand = metas[i].operand;
	if (!operand.is_l4proto && !operand.is_nfproto)
		flush_waiting(p);
	push_operand(p, operand);
}

static const struct {
	uint8_t family;
	uint16_t offset;
	const char *text;
} addresses[] = {
    {NFPROTO_IPV4, 12, "ip saddr"},
    {NFPROTO_IPV4, 16, "ip daddr"},
    {NFPROTO_IPV6, 8, "ip6 saddr"},
    {NFPROTO_IPV6, 24, "ip6 daddr"},
};

static void load_network(struct printer *p, const struct ir_expr *expr)
{
	for (size_t i = 0; i < ARRAY_SIZE(addresses); i++) {
		bool six = addresses[i].family == NFPROTO_IPV6;

		if (addresses[i].family != p->family || addresses[i].offset != expr->payload.offset)
			continue;
		p->family_waits = 0; /* nft adds it */
		flush_waiting(p);
		push_operand(p, (struct operand){.text = addresses[i].text,
						 .type = six ? IR_TYPE_IPV6_ADDR : IR_TYPE_IPV4_ADDR,
						 .len = expr->payload.len});
	}
}

static const struct {
	uint8_t protocol;
	const char *texts[2]; /* at offset 0, at offset 2 (ICMP: 1) */
} transports[] = {
    {6, {"tcp sport", "tcp dport"}},	       {17, {"udp sport", "udp dport"}},
    {132, {"sctp sport", "sctp dport"}},       {33, {"dccp sport", "dccp dport"}},
    {136, {"udplite sport", "udplite dport"}}, {1, {"icmp type", "icmp code"}},
    {58, {"icmpv6 type", "icmpv6 code"}},      {0, {"th sport", "th dport"}},
};

static void load_transport(struct printer *p, const struct ir_expr *expr)
{
	static const enum ir_type icmp_types[2][2] = {{IR_TYPE_ICMP_TYPE, IR_TYPE_ICMP_CODE},
						      {IR_TYPE_ICMPV6_TYPE, IR_TYPE_ICMP_CODE}};
	bool icmp = p->protocol == 1 || p->protocol == 58;
	size_t i = 0, second = expr->payload.offset != 0;

	while (transports[i].protocol && transports[i].protocol != p->protocol)
		i++;
	if (transports[i].protocol)
		p->protocol_waits = 0; /* nft adds it */
	flush_waiting(p);
	push_operand(p, (struct operand){.text = transports[i].texts[second],
					 .type = icmp ? icmp_types[p->protocol == 58][second] : IR_TYPE_INET_SERVICE,
					 .next = expr->payload.len > (icmp ? 1 : 2) ? transports[i].texts[1] : NULL});
}

static void load_payload(struct printer *p, const struct ir_expr *expr)
{
	if (expr->payload.base == NFT_PAYLOAD_TRANSPORT_HEADER)
		load_transport(p, expr);
	else
		load_network(p, expr);
}

static void load_ct(struct printer *p, const struct ir_expr *expr)
{
	flush_waiting(p);
	snprintf(p->level, sizeof(p->level), "ct <key %u>", expr->ct.key);
	if (expr->ct.key != NFT_CT_STATE && expr->ct.key != NFT_CT_STATUS)
		push_operand(p, (struct operand){.text = expr->ct.key == NFT_CT_MARK ? "ct mark" : p->level,
						 .type = IR_TYPE_MARK});
	else
		push_operand(p, (struct operand){.text = expr->ct.key == NFT_CT_STATE ? "ct state" : "ct status",
						 .type = IR_TYPE_MARK,
						 .is_bits = true});
}

static void load_fib(struct printer *p, const struct ir_expr *expr)
{
	(void)expr;
	flush_waiting(p);
	push_operand(p, (struct operand){.text = "fib daddr type", .type = IR_TYPE_MARK, .is_address_type = true});
}

static void load_socket(struct printer *p, const struct ir_expr *expr)
{
	flush_waiting(p);
	snprintf(p->level, sizeof(p->level), "socket cgroupv2 level %u", expr->socket.level);
	push_operand(p, (struct operand){.text = p->level, .type = IR_TYPE_CGROUPSV2});
}

static void print_operands(struct printer *p)
{
	for (size_t i = 0; i < p->n; i++) {
		print_word(p, i ? ". " : "");
		str_add(p->out, p->operands[i].text);
	}
	p->n = 0;
}

static void print_bits(struct printer *p, const char *what, const struct ir_expr *mask)
{
	static const struct {
		const char *what;
		uint32_t bit;
		const char *word;
	} words[] = {
	    {"ct state", 0x1, "invalid"}, {"ct state", 0x2, "established"}, {"ct state", 0x4, "related"},
	    {"ct state", 0x8, "new"},	  {"ct state", 0x40, "untracked"},  {"ct status", 0x10, "snat"},
	    {"ct status", 0x20, "dnat"},
	};
	const char *separator = " ";
	uint32_t bits;

	memcpy(&bits, ir_expr_data(mask), sizeof(bits));
	print_word(p, what);
	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		if (!str_equal(words[i].what, what) || !(bits & words[i].bit))
			continue;
		str_addf(p->out, "%s%s", separator, words[i].word);
		separator = ",";
	}
}

static unsigned mask_prefix(const uint8_t *mask, size_t len)
{
	unsigned bits = 0;

	while (bits < 8 * len && mask[bits / 8] & 0x80 >> bits % 8)
		bits++;
	return bits;
}

static void print_comparison(struct printer *p, const struct operand *operand, const struct ir_expr *expr)
{
	const uint8_t *data = ir_expr_data(expr);
	bool address = operand->type == IR_TYPE_IPV4_ADDR || operand->type == IR_TYPE_IPV6_ADDR;

	print_word(p, operand->text);
	str_add(p->out, expr->cmp.op == NFT_CMP_NEQ ? " != " : " ");
	if (p->above) { /* two comparisons: nft would make one of a prefix */
		text_value(operand->type, ir_expr_data(p->above), true, p->out);
		str_add_char(p->out, '-');
		text_value(operand->type, data, true, p->out);
	} else if (address && p->mask)
		text_prefix(operand->type, data, expr->len, mask_prefix(ir_expr_data(p->mask), p->mask->len / 2u),
			    p->out);
	else if (address && operand->len < ir_type_info(operand->type)->len)
		text_prefix(operand->type, data, expr->len, 8u * operand->len, p->out);
	else
		text_value(operand->type, data, true, p->out);
}

/* Two fields compared at once: nft joins them from this text, and lists them so. */
static void print_pair(struct printer *p, const struct operand *operand, const struct ir_expr *expr)
{
	const uint8_t *data = ir_expr_data(expr);

	print_word(p, operand->text);
	str_add_char(p->out, ' ');
	text_value(operand->type, data, true, p->out);
	print_word(p, operand->next);
	str_add_char(p->out, ' ');
	text_value(operand->type, data + expr->len / 2, true, p->out);
}

/* Comparisons that nft makes by itself where the next load needs them. */
static bool comparison_waits(struct printer *p, const struct operand *operand, const struct ir_expr *expr)
{
	uint8_t value = *ir_expr_data(expr);

	if (operand->is_nfproto) {
		p->family = p->family_waits = value;
		return true;
	}
	if (operand->is_l4proto && expr->cmp.op == NFT_CMP_EQ) {
		p->protocol = p->protocol_waits = value;
		return true;
	}
	return false;
}

static void do_cmp(struct printer *p, const struct ir_expr *expr)
{
	const struct operand *operand = &p->operands[0];

	if (!p->n)
		return;
	if (expr->cmp.op == NFT_CMP_GTE) {
		p->above = expr;
		return;
	}
	if (operand->next) {
		print_pair(p, operand, expr);
	} else if (operand->is_bits && p->mask) {
		print_bits(p, operand->text, p->mask);
	} else if (operand->is_address_type) {
		print_word(p, "fib daddr type local");
	} else if (!comparison_waits(p, operand, expr)) {
		print_comparison(p, operand, expr);
	}
	p->n = 0;
	p->mask = p->above = NULL;
}

static void print_set_in_place(struct printer *p, const struct ir_set *set)
{
	const char *separator = " ";

	str_add(p->out, "{");
	VEC_FOREACH (&set->elements, element) {
		str_add(p->out, separator);
		text_element(set, element, p->out);
		separator = ", ";
	}
	str_add(p->out, " }");
}

static void print_map(struct printer *p, const struct ir_expr *expr)
{
	struct str *out = p->out;

	str_clear(&p->map);
	p->out = &p->map;
	print_operands(p);
	str_addf(p->out, " map @%s", expr->name);
	p->out = out;
}

static void do_lookup(struct printer *p, const struct ir_expr *expr)
{
	const struct ir_set *set = p->inline_sets ? ir_find_set(p->inline_sets, expr->name) : NULL;

	if (!p->operands[0].is_l4proto)
		flush_waiting(p);
	else
		flush_family(p);
	if (expr->dreg >= 0 && !expr->lookup.verdict_map) {
		print_map(p, expr);
		return;
	}
	print_operands(p);
	str_add(p->out, expr->lookup.verdict_map ? " vmap " : expr->lookup.invert ? " != " : " ");
	if (set && set->elements.n && set->elements.n <= INLINE_MOST && !(set->flags & IR_SET_DYNAMIC))
		print_set_in_place(p, set);
	else
		str_addf(p->out, "@%s", expr->name);
}

static void do_bitwise(struct printer *p, const struct ir_expr *expr)
{
	p->mask = expr;
}

static void do_nothing(struct printer *p, const struct ir_expr *expr)
{
	(void)p;
	(void)expr;
}

static void do_immediate(struct printer *p, const struct ir_expr *expr)
{
	if (expr->dreg >= 0 && expr->dreg < REGISTERS)
		p->immediates[expr->dreg] = expr;
}

static const struct ir_expr *immediate(const struct printer *p, int8_t reg)
{
	return reg >= 0 && reg < REGISTERS ? p->immediates[reg] : NULL;
}

static void do_mark_set(struct printer *p, const struct ir_expr *expr)
{
	const struct ir_expr *value = immediate(p, expr->sreg);

	flush_waiting(p);
	if (!value && !p->map.length)
		return;
	print_word(p, expr->kind == IR_CT_SET ? "ct mark set " : "meta mark set ");
	if (p->map.length)
		str_add(p->out, p->map.text);
	else
		text_value(IR_TYPE_MARK, ir_expr_data(value), true, p->out);
	str_clear(&p->map);
}

static void do_nat(struct printer *p, const struct ir_expr *expr)
{
	const struct ir_expr *address = immediate(p, expr->sreg), *port = immediate(p, expr->nat.reg_port);
	bool six = expr->nat.family == NFPROTO_IPV6;

	flush_waiting(p);
	if (p->map.length) { /* the map's value */
		print_word(p, expr->nat.type == NFT_NAT_DNAT ? "dnat" : "snat");
		str_addf(p->out, " %s to %s", six ? "ip6" : "ip", p->map.text);
		str_clear(&p->map);
		return;
	}
	if (!address)
		return;
	print_word(p, expr->nat.type == NFT_NAT_DNAT ? "dnat" : "snat");
	str_add(p->out, six ? " ip6 to " : " ip to ");
	str_add(p->out, six && port ? "[" : "");
	text_value(six ? IR_TYPE_IPV6_ADDR : IR_TYPE_IPV4_ADDR, ir_expr_data(address), true, p->out);
	str_add(p->out, six && port ? "]" : "");
	if (port) {
		str_add_char(p->out, ':');
		text_value(IR_TYPE_INET_SERVICE, ir_expr_data(port), true, p->out);
	}
}

static void do_counter(struct printer *p, const struct ir_expr *expr)
{
	flush_waiting(p);
	if (p->inline_sets)
		return;
	print_word(p, "counter");
	if (expr->kind == IR_OBJREF)
		str_addf(p->out, " name \"%s\"", expr->name);
}

static void do_limit(struct printer *p, const struct ir_expr *expr)
{
	static const struct {
		uint32_t seconds;
		const char *word;
	} units[] = {{1, "second"}, {60, "minute"}, {3600, "hour"}, {86400, "day"}, {604800, "week"}};

	flush_waiting(p);
	for (size_t i = 0; i < ARRAY_SIZE(units); i++) {
		if (units[i].seconds != expr->limit.unit)
			continue;
		print_word(p, "limit rate ");
		str_addf(p->out, "%u/%s burst %u packets", expr->limit.rate, units[i].word, expr->limit.burst);
	}
}

static void do_log(struct printer *p, const struct ir_expr *expr)
{
	static const char *const levels[] = {"emerg", "alert", "crit", "err", "warn", "notice", "info", "debug"};

	flush_waiting(p);
	print_word(p, "log");
	if (expr->name)
		str_addf(p->out, " prefix \"%s\"", expr->name);
	if (expr->log.level >= 0)
		str_addf(p->out, " level %s", levels[expr->log.level & 7]);
	else
		str_addf(p->out, " group %u", expr->log.group);
}

static void do_reject(struct printer *p, const struct ir_expr *expr)
{
	static const char *const types[] = {"icmp", "tcp reset", "icmpx"};
	static const char *const codes[] = {"no-route", "port-unreachable", "host-unreachable", "admin-prohibited"};
	uint8_t type = expr->reject.type, code = expr->reject.code;

	flush_waiting(p);
	print_word(p, "reject with ");
	if (type < ARRAY_SIZE(types))
		str_add(p->out, types[type]);
	else
		str_addf(p->out, "<type %u>", type);
	if (type == NFT_REJECT_ICMPX_UNREACH && code < ARRAY_SIZE(codes))
		str_addf(p->out, " %s", codes[code]);
	else if (type != NFT_REJECT_TCP_RST)
		str_addf(p->out, " <code %u>", code);
}

static void do_verdict(struct printer *p, const struct ir_expr *expr)
{
	flush_waiting(p);
	print_word(p, "");
	text_verdict(expr->verdict.code, expr->name, p->out);
}

static void (*const printers[IR_KIND_MAX])(struct printer *p, const struct ir_expr *expr) = {
    [IR_META] = load_meta,     [IR_META_SET] = do_mark_set, [IR_PAYLOAD] = load_payload, [IR_CT] = load_ct,
    [IR_CT_SET] = do_mark_set, [IR_SOCKET] = load_socket,   [IR_FIB] = load_fib,	 [IR_CMP] = do_cmp,
    [IR_BITWISE] = do_bitwise, [IR_BYTEORDER] = do_nothing, [IR_LOOKUP] = do_lookup,	 [IR_IMMEDIATE] = do_immediate,
    [IR_VERDICT] = do_verdict, [IR_COUNTER] = do_counter,   [IR_OBJREF] = do_counter,	 [IR_LIMIT] = do_limit,
    [IR_LOG] = do_log,	       [IR_REJECT] = do_reject,	    [IR_NAT] = do_nat,
};

void text_rule(const struct ir_rule *rule, const struct ir *inline_sets, struct str *out)
{
	struct printer p = {.inline_sets = inline_sets, .out = out};

	if (!text_is_known(rule)) {
		print_word(&p, "<not understood>"); /* which nft refuses to load */
		return;
	}
	VEC_FOREACH (&rule->exprs, expr)
		printers[expr->kind](&p, expr);
	flush_waiting(&p);
	str_done(&p.map);
}
