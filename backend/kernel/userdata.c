/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/kernel/userdata.h"

#include <string.h>

#define HEADER 2u

bool userdata_add(struct userdata *data, uint8_t type, const void *value, size_t len)
{
	if (len > UINT8_MAX || data->len + HEADER + len > USERDATA_MAX)
		return false;
	data->bytes[data->len] = type;
	data->bytes[data->len + 1] = (uint8_t)len;
	if (len)
		memcpy(data->bytes + data->len + HEADER, value, len);
	data->len += HEADER + len;
	return true;
}

bool userdata_add_u32(struct userdata *data, uint8_t type, uint32_t value)
{
	return userdata_add(data, type, &value, sizeof(value));
}

bool userdata_add_text(struct userdata *data, uint8_t type, const char *text)
{
	return userdata_add(data, type, text, strlen(text) + 1);
}

const uint8_t *userdata_find(const void *data, size_t len, uint8_t type, size_t *ret_len)
{
	const uint8_t *at = data;

	while (len >= HEADER && len - HEADER >= at[1]) {
		size_t whole = HEADER + at[1];

		if (at[0] == type) {
			*ret_len = at[1];
			return at + HEADER;
		}
		at += whole;
		len -= whole;
	}
	return NULL;
}

const char *userdata_find_text(const void *data, size_t len, uint8_t type)
{
	size_t text_len;
	const uint8_t *text = userdata_find(data, len, type, &text_len);

	return text && memchr(text, '\0', text_len) ? (const char *)text : NULL;
}
