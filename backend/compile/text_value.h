/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_COMPILE_TEXT_VALUE_H
#define BACKEND_COMPILE_TEXT_VALUE_H

/* Values of nft's types as text that nft(8) reads back to the same bytes. */

#include "backend/compile/ir.h"

/* One value. host_order: integers of host order types stand in host order (rules, hash sets), else big-endian. */
void text_value(enum ir_type type, const uint8_t *data, bool host_order, struct str *out);
/* low-high, or address/prefix where the range is one, or the value where both are equal. */
void text_range(enum ir_type type, const uint8_t *low, const uint8_t *high, bool host_order, struct str *out);
/* The first prefix bits of an address of which len bytes are given. */
void text_prefix(enum ir_type type, const uint8_t *data, size_t len, unsigned prefix, struct str *out);

/* One element of a set or map, with what hangs on it. */
void text_element(const struct ir_set *set, const struct ir_element *element, struct str *out);

/* "accept", "jump chain_". */
void text_verdict(uint8_t verdict, const char *chain, struct str *out);

#endif
