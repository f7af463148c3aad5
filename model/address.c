/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/address.h"

#include "base/i18n.h"
#include "model/address_name.h"
#include "model/name.h"

#include <arpa/inet.h>
#include <stdlib.h>

static size_t address_bytes(uint8_t family)
{
	return family == 4 ? 4 : 16;
}

static void address_print_bytes(uint8_t family, const uint8_t *bytes, struct str *out)
{
	char text[INET6_ADDRSTRLEN];

	str_add(out, inet_ntop(family == 4 ? AF_INET : AF_INET6, bytes, text, sizeof(text)));
}

struct address address_from_bytes(uint8_t family, const uint8_t *bytes)
{
	struct address address = {
	    .kind = ADDRESS_HOST, .family = family, .prefix = (uint8_t)(address_bytes(family) * 8)};

	memcpy(address.low, bytes, address_bytes(family));
	memcpy(address.high, bytes, address_bytes(family));
	return address;
}

static void address_print_number(const struct address *address, struct str *out)
{
	address_print_bytes(address->family, address->low, out);
	if (address->kind == ADDRESS_NET)
		str_addf(out, "/%u", address->prefix);
	if (address->kind == ADDRESS_RANGE) {
		str_add_char(out, '-');
		address_print_bytes(address->family, address->high, out);
	}
}

void address_print(const struct address *address, struct str *out)
{
	if (address->family) {
		address_print_number(address, out);
		return;
	}
	if (address->kind == ADDRESS_SET)
		str_add_char(out, '@');
	str_add(out, address->name);
}

void address_done(struct address *address)
{
	free(address->name);
	*address = (struct address){0};
}

struct address address_copy(const struct address *address)
{
	struct address copy = *address;

	copy.name = mem_strdup(address->name);
	return copy;
}

bool address_equal(const struct address *a, const struct address *b)
{
	return a->kind == b->kind && a->family == b->family && a->prefix == b->prefix &&
	       memcmp(a->low, b->low, sizeof(a->low)) == 0 && memcmp(a->high, b->high, sizeof(a->high)) == 0 &&
	       str_equal(a->name, b->name);
}

bool address_contains(const struct address *address, uint8_t family, const uint8_t *bytes)
{
	size_t n = address_bytes(family);

	return address->family == family && memcmp(address->low, bytes, n) <= 0 && memcmp(bytes, address->high, n) <= 0;
}

bool address_overlaps(const struct address *a, const struct address *b)
{
	size_t n = address_bytes(a->family);

	return a->family && a->family == b->family && memcmp(a->low, b->high, n) <= 0 &&
	       memcmp(b->low, a->high, n) <= 0;
}

int address_name_ascii(const struct address *address, char **ret, struct error *err)
{
	return address_name_to_ascii(address->name ? address->name : "", ret, err);
}

void address_list_done(address_list_t *list)
{
	VEC_FOREACH (list, address)
		free(address->name);
	vec_done(list);
}
