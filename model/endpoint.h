/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_ENDPOINT_H
#define MODEL_ENDPOINT_H

#include "base/error.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* The inner server of a publish rule: 192.168.10.2, 192.168.10.2:25, fd00::2, [fd00::2]:25. */
struct endpoint {
	uint8_t family; /* 4, 6; 0: not set */
	uint8_t address[16];
	uint16_t port; /* 0: the port is kept */
};

/* The empty text is "not set". Loopback, multicast, unspecified addresses and host names are refused with the cure. */
int endpoint_parse(const char *text, struct endpoint *ret, struct error *err);
void endpoint_print(const struct endpoint *endpoint, struct str *out);
bool endpoint_equal(const struct endpoint *a, const struct endpoint *b);

#endif
