/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/kernel/attr.h"

#include <arpa/inet.h>
#include <endian.h>
#include <string.h>

static const struct {
	uint16_t min, max;
} attr_sizes[] = {
    [ATTR_IGNORE] = {0, UINT16_MAX},
    [ATTR_U8] = {1, 1},
    [ATTR_U16] = {2, 2},
    [ATTR_U32] = {4, 4},
    [ATTR_U64] = {8, 8},
    [ATTR_TEXT] = {1, UINT16_MAX},
    [ATTR_BYTES] = {0, UINT16_MAX},
    [ATTR_NEST] = {0, UINT16_MAX},
};

/* What libmnl does in calls: a large table has a million attributes. */
static const void *attr_payload(const struct nlattr *attr)
{
	return (const uint8_t *)attr + MNL_ATTR_HDRLEN;
}

static bool attr_valid(const struct nlattr *attr, uint8_t type)
{
	size_t len = (size_t)attr->nla_len - MNL_ATTR_HDRLEN;

	if (len < attr_sizes[type].min || len > attr_sizes[type].max)
		return false;
	return type != ATTR_TEXT || memchr(attr_payload(attr), '\0', len);
}

/* mnl_attr_ok() takes the length as int and lets an attribute end in the padding; both are fine within one message. */
static bool attrs_sort(struct attrs *ret, const void *data, size_t len, const attr_table_t table)
{
	const uint8_t *at = data, *end = at + len;

	*ret = (struct attrs){0};
	while (end - at >= (ptrdiff_t)MNL_ATTR_HDRLEN) {
		const struct nlattr *attr = (const void *)at;
		uint16_t type = attr->nla_type & NLA_TYPE_MASK;

		if (attr->nla_len < MNL_ATTR_HDRLEN || attr->nla_len > end - at)
			return false;
		if (type > ATTR_MAX || table[type] == ATTR_UNKNOWN)
			ret->strange = true;
		else if (!attr_valid(attr, table[type]))
			return false;
		else
			ret->at[type] = attr;
		if (MNL_ALIGN(attr->nla_len) >= end - at)
			break;
		at += MNL_ALIGN(attr->nla_len);
	}
	return true;
}

bool attrs_of_message(struct attrs *ret, const struct nlmsghdr *message, size_t header_len, const attr_table_t table)
{
	size_t skip = MNL_NLMSG_HDRLEN + MNL_ALIGN(header_len);

	if (message->nlmsg_len < skip)
		return false;
	return attrs_sort(ret, (const uint8_t *)message + skip, message->nlmsg_len - skip, table);
}

bool attrs_of_nest(struct attrs *ret, const struct nlattr *nest, const attr_table_t table)
{
	return attrs_sort(ret, attr_payload(nest), (size_t)nest->nla_len - MNL_ATTR_HDRLEN, table);
}

uint8_t attr_u8(const struct nlattr *attr, uint8_t fallback)
{
	return attr ? mnl_attr_get_u8(attr) : fallback;
}

uint16_t attr_u16(const struct nlattr *attr, uint16_t fallback)
{
	return attr ? ntohs(mnl_attr_get_u16(attr)) : fallback;
}

uint32_t attr_u32(const struct nlattr *attr, uint32_t fallback)
{
	return attr ? ntohl(mnl_attr_get_u32(attr)) : fallback;
}

uint64_t attr_u64(const struct nlattr *attr, uint64_t fallback)
{
	return attr ? be64toh(mnl_attr_get_u64(attr)) : fallback;
}

const char *attr_text(const struct nlattr *attr)
{
	return attr ? attr_payload(attr) : NULL;
}

static const struct nlattr *attr_within(const struct nlattr *nest, const uint8_t *at)
{
	const uint8_t *end = (const uint8_t *)nest + nest->nla_len;
	const struct nlattr *attr = (const void *)at;

	if (at >= end || end - at < (ptrdiff_t)MNL_ATTR_HDRLEN)
		return NULL;
	return attr->nla_len >= MNL_ATTR_HDRLEN && attr->nla_len <= end - at ? attr : NULL;
}

const struct nlattr *attr_first(const struct nlattr *nest)
{
	return attr_within(nest, attr_payload(nest));
}

const struct nlattr *attr_next(const struct nlattr *nest, const struct nlattr *attr)
{
	return attr_within(nest, (const uint8_t *)attr + MNL_ALIGN(attr->nla_len));
}
