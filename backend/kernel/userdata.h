/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_KERNEL_USERDATA_H
#define BACKEND_KERNEL_USERDATA_H

/*
 * The bytes that the kernel keeps for userspace with rules, sets, elements and objects: type, length, value; integers in
 * host order, as libnftnl writes them. nftnl_udata_parse() of libnftnl 1.2.4 follows lengths beyond the end, hence our own.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define USERDATA_MAX 256 /* NFT_USERDATA_MAXLEN of the kernel */

struct userdata {
	uint8_t bytes[USERDATA_MAX];
	size_t len;
};

/* False when there is no room; nothing is added then. */
bool userdata_add(struct userdata *data, uint8_t type, const void *value, size_t len);
bool userdata_add_u32(struct userdata *data, uint8_t type, uint32_t value);
bool userdata_add_text(struct userdata *data, uint8_t type, const char *text);

/* The first value of that type, *ret_len bytes; NULL when there is none before the end or the first malformed one. */
const uint8_t *userdata_find(const void *data, size_t len, uint8_t type, size_t *ret_len);

/* The same for a terminated text. */
const char *userdata_find_text(const void *data, size_t len, uint8_t type);

#endif
