/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Addresses, nets, ranges, host names, sets, inner servers, interfaces: one text a line. */
#include "base/utf8.h"
#include "model/address.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/value.h"

static size_t bytes_of(const struct address *address)
{
	return address->family == 4 ? 4 : 16;
}

static void check_numbers(const struct address *address)
{
	size_t n = bytes_of(address);

	fuzz_require(!address->name);
	fuzz_require(address->family == 4 || address->family == 6);
	fuzz_require(memcmp(address->low, address->high, n) <= 0);
	fuzz_require((memcmp(address->low, address->high, n) == 0) == (address->kind == ADDRESS_HOST));
	fuzz_require(address_contains(address, address->family, address->low));
	fuzz_require(address_contains(address, address->family, address->high));
	fuzz_require(address_overlaps(address, address));
	for (unsigned bit = 0; address->kind == ADDRESS_NET && bit < n * 8; bit++) {
		unsigned low = address->low[bit / 8] >> (7 - bit % 8) & 1,
			 high = address->high[bit / 8] >> (7 - bit % 8) & 1;

		fuzz_require(bit < address->prefix ? low == high : !low && high);
	}
}

/* The name that resolvers are given is the same name, and is made of what DNS takes. */
static void check_name(const struct address *address)
{
	_cleanup_(address_done) struct address back = {0};
	_cleanup_free_ char *ascii = NULL;

	fuzz_require(!address->family && !str_empty(address->name) && utf8_is_printable(address->name));
	fuzz_require(address_name_ascii(address, &ascii, NULL) == 0);
	fuzz_require(strlen(ascii) <= 253);
	fuzz_require(strspn(ascii, "abcdefghijklmnopqrstuvwxyz0123456789-.") == strlen(ascii));
	fuzz_require(address_parse(ascii, &back, NULL) == 0);
	fuzz_require(address_equal(address, &back));
}

static void check_pair(const struct address *a, const struct address *b)
{
	bool overlap = address_overlaps(a, b);

	fuzz_require(overlap == address_overlaps(b, a));
	fuzz_require(address_equal(a, b) == address_equal(b, a));
	if (!a->family || !b->family)
		fuzz_require(!overlap);
	else if (address_contains(a, b->family, b->low))
		fuzz_require(overlap);
}

static void check_address(const char *text, struct address *previous)
{
	struct address address;

	if (address_parse(text, &address, NULL))
		return;
	if (address.family)
		check_numbers(&address);
	else if (address.kind == ADDRESS_NAME)
		check_name(&address);
	else
		fuzz_require(address.kind == ADDRESS_SET && !str_empty(address.name));
	check_pair(&address, previous);
	address_done(previous);
	*previous = address;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	_cleanup_(address_done) struct address previous = {.kind = ADDRESS_SET};
	_cleanup_strlist_ strlist_t lines = {0};

	fuzz_lines(data, size, &lines);
	VEC_FOREACH (&lines, line) {
		value_check(&type_address_list, *line);
		value_check(&type_endpoint, *line);
		value_check(&type_interface, *line);
		value_check(&type_object_name, *line);
		check_address(*line, &previous);
	}
	return 0;
}
