/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/compile/text_value.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <string.h>

#define NANOSECONDS 1000000000u

static uint64_t value_network(const uint8_t *data, size_t len)
{
	uint64_t value = 0;

	for (size_t i = 0; i < len; i++)
		value = value << 8 | data[i];
	return value;
}

static uint64_t value_host(const uint8_t *data, size_t len)
{
	uint32_t small;
	uint64_t large;

	if (len == sizeof(small)) {
		memcpy(&small, data, sizeof(small));
		return small;
	}
	memcpy(&large, data, sizeof(large));
	return large;
}

static void print_address(enum ir_type type, const uint8_t *data, struct str *out)
{
	char text[INET6_ADDRSTRLEN];

	str_add(out, inet_ntop(type == IR_TYPE_IPV6_ADDR ? AF_INET6 : AF_INET, data, text, sizeof(text)));
}

static const struct {
	uint8_t number;
	const char *name;
} protocols[] = {{1, "icmp"}, {6, "tcp"},	 {17, "udp"},	{33, "dccp"},	 {50, "esp"},
		 {51, "ah"},  {58, "ipv6-icmp"}, {132, "sctp"}, {136, "udplite"}};

static void print_protocol(uint8_t number, struct str *out)
{
	for (size_t i = 0; i < ARRAY_SIZE(protocols); i++) {
		if (protocols[i].number == number) {
			str_add(out, protocols[i].name);
			return;
		}
	}
	str_addf(out, "%u", number);
}

static void print_integer(enum ir_type type, const uint8_t *data, bool host_order, struct str *out)
{
	size_t len = ir_type_info(type)->len;
	bool host = host_order && ir_type_info(type)->host_order;
	uint64_t value = host ? value_host(data, len) : value_network(data, len);

	if (type == IR_TYPE_MARK)
		str_addf(out, "0x%08" PRIx64, value);
	else /* nft's text counts absolute time in seconds, and reads dates in the local zone only */
		str_addf(out, "%" PRIu64, type == IR_TYPE_TIME ? value / NANOSECONDS : value);
}

void text_value(enum ir_type type, const uint8_t *data, bool host_order, struct str *out)
{
	switch (type) {
	case IR_TYPE_IPV4_ADDR:
	case IR_TYPE_IPV6_ADDR:
		print_address(type, data, out);
		break;
	case IR_TYPE_INET_PROTO:
		print_protocol(*data, out);
		break;
	case IR_TYPE_IFNAME:
		str_addf(out, "\"%.16s\"", (const char *)data);
		break;
	default:
		print_integer(type, data, host_order, out);
	}
}

/* Bits of the prefix that the range low..high is, or -1. */
static int range_prefix(const uint8_t *low, const uint8_t *high, size_t len)
{
	size_t bits = 0;

	while (bits < 8 * len && !((low[bits / 8] ^ high[bits / 8]) & (0x80 >> bits % 8)))
		bits++;
	for (size_t bit = bits; bit < 8 * len; bit++) {
		unsigned mask = 0x80u >> bit % 8;

		if (low[bit / 8] & mask || !(high[bit / 8] & mask))
			return -1;
	}
	return (int)bits;
}

void text_range(enum ir_type type, const uint8_t *low, const uint8_t *high, bool host_order, struct str *out)
{
	size_t len = ir_type_info(type)->len;
	bool address = type == IR_TYPE_IPV4_ADDR || type == IR_TYPE_IPV6_ADDR;
	int prefix = address ? range_prefix(low, high, len) : -1;

	text_value(type, low, host_order, out);
	if (memcmp(low, high, len) == 0)
		return;
	if (prefix >= 0) {
		str_addf(out, "/%d", prefix);
		return;
	}
	str_add_char(out, '-');
	text_value(type, high, host_order, out);
}

void text_prefix(enum ir_type type, const uint8_t *data, size_t len, unsigned prefix, struct str *out)
{
	uint8_t address[16] = {0};

	memcpy(address, data, len < sizeof(address) ? len : sizeof(address));
	text_value(type, address, false, out);
	str_addf(out, "/%u", prefix);
}

void text_verdict(uint8_t verdict, const char *chain, struct str *out)
{
	static const char *const words[] = {[IR_ACCEPT] = "accept", [IR_DROP] = "drop",	    [IR_JUMP] = "jump",
					    [IR_GOTO] = "goto",	    [IR_RETURN] = "return", [IR_CONTINUE] = "continue"};

	str_add(out, words[verdict < ARRAY_SIZE(words) ? verdict : IR_DROP]);
	if (chain)
		str_addf(out, " %s", chain);
}

static void print_key(const struct ir_set *set, const struct ir_element *element, struct str *out)
{
	const uint8_t *low = element->key, *high = element->key_end ? element->key_end : element->key;
	bool host_order = !(set->flags & IR_SET_INTERVAL);

	for (size_t i = 0; i < set->n_types; i++) {
		size_t len = ir_type_info(set->types[i])->len, padded = set->n_types > 1 ? (len + 3) & ~(size_t)3 : len;

		str_add(out, i ? " . " : "");
		text_range(set->types[i], low, high, host_order, out);
		low += padded;
		high += padded;
	}
}

void text_element(const struct ir_set *set, const struct ir_element *element, struct str *out)
{
	print_key(set, element, out);
	if (set->flags & IR_SET_COUNTER)
		str_add(out, " counter packets 0 bytes 0");
	if (element->timeout)
		str_addf(out, " timeout %" PRIu64 "ms", element->timeout);
	if (element->comment)
		str_addf(out, " comment \"%s\"", element->comment);
	if (set->flags & IR_SET_VMAP) {
		str_add(out, " : ");
		text_verdict(element->verdict, element->chain, out);
	} else if (set->flags & IR_SET_MAP) {
		str_add(out, " : ");
		text_value(set->data_type, element->data, true, out);
	}
}
