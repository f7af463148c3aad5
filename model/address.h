/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_ADDRESS_H
#define MODEL_ADDRESS_H

#include "base/error.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum address_kind {
	ADDRESS_HOST,  /* 192.168.10.5, 2001:db8::5 */
	ADDRESS_NET,   /* 192.168.10.0/24 */
	ADDRESS_RANGE, /* 192.168.10.5-192.168.10.9 */
	ADDRESS_NAME,  /* mail.domain.co.jp, 日本.jp */
	ADDRESS_SET,   /* @Mail servers */
};

/* One item of an address list. Host, net and range carry low and high (equal for a host), big-endian, 4 or 16 bytes. */
struct address {
	enum address_kind kind;
	uint8_t family; /* 4 or 6; 0 for names and sets */
	uint8_t prefix; /* of a net, in bits */
	uint8_t low[16];
	uint8_t high[16];
	char *name; /* of a name (as written, lower case) or of a set (without @); owned */
};

typedef VEC(struct address) address_list_t;

/* Reads one item. A net whose host bits are set, a range that runs backwards or over two families, and a bad name are
 * refused with the cure (ERROR_SYNTAX, ERROR_VALUE). A range that is one host becomes a host, a /32 or /128 as well;
 * a range that is exactly a net stays a range. IPv4-mapped IPv6 addresses are refused: the kernel shows them as IPv4.
 * Names are checked as IDNA2008 with UTS 46 mapping (libidn2). ret is untouched on error. */
int address_parse(const char *text, struct address *ret, struct error *err);
void address_print(const struct address *address, struct str *out);
void address_done(struct address *address);
struct address address_copy(const struct address *address);
bool address_equal(const struct address *a, const struct address *b);

/* Makes a host from 4 or 16 bytes. */
struct address address_from_bytes(uint8_t family, const uint8_t *bytes);

/* True when the host (family, bytes) lies in a host, net or range; false for names and sets. */
bool address_contains(const struct address *address, uint8_t family, const uint8_t *bytes);
/* True when two of host, net, range share an address. */
bool address_overlaps(const struct address *a, const struct address *b);

/* The ASCII form (xn--…) of a name, for resolvers. Caller frees. */
int address_name_ascii(const struct address *address, char **ret, struct error *err);

void address_list_done(address_list_t *list);

#endif
