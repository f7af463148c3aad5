/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_KERNEL_ATTR_H
#define BACKEND_KERNEL_ATTR_H

/* Reading netlink attributes. Nothing is believed: each attribute's length is checked against what is left, and its size
 * against the table of the message or expression, before anyone looks at it. */

#include <libmnl/libmnl.h>
#include <stdbool.h>
#include <stddef.h>

#define ATTR_MAX 20 /* the highest number any of our tables knows */

enum attr_type {
	ATTR_UNKNOWN, /* must not occur, for those who look at attrs.strange */
	ATTR_IGNORE,  /* may occur, means nothing to us */
	ATTR_U8,
	ATTR_U16,
	ATTR_U32,
	ATTR_U64,
	ATTR_TEXT, /* terminated within the attribute, the end of it at most */
	ATTR_BYTES,
	ATTR_NEST,
};

/* A table: type of attribute i. */
typedef uint8_t attr_table_t[ATTR_MAX + 1];

struct attrs {
	const struct nlattr *at[ATTR_MAX + 1];
	bool strange; /* there was one the table does not know */
};

/* Sorts the attributes of a message (after its header of header_len bytes) or of a nest. False, with *ret undefined, when
 * they are malformed or of wrong size. */
bool attrs_of_message(struct attrs *ret, const struct nlmsghdr *message, size_t header_len, const attr_table_t table);
bool attrs_of_nest(struct attrs *ret, const struct nlattr *nest, const attr_table_t table);

/* The value, from network order; fallback when the attribute is missing. The table has checked the size. */
uint8_t attr_u8(const struct nlattr *attr, uint8_t fallback);
uint16_t attr_u16(const struct nlattr *attr, uint16_t fallback);
uint32_t attr_u32(const struct nlattr *attr, uint32_t fallback);
uint64_t attr_u64(const struct nlattr *attr, uint64_t fallback);
const char *attr_text(const struct nlattr *attr); /* NULL when missing */

/* Elements of a list nest: for (attr = attr_first(nest); attr; attr = attr_next(nest, attr)); ends early where malformed. */
const struct nlattr *attr_first(const struct nlattr *nest);
const struct nlattr *attr_next(const struct nlattr *nest, const struct nlattr *attr);

#endif
