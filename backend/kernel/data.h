/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_KERNEL_DATA_H
#define BACKEND_KERNEL_DATA_H

/* struct nft_data on the wire: a value or a verdict. Expressions and set elements both hold it. */

#include "backend/kernel/attr.h"
#include "backend/kernel/batch.h"

void data_put_value(struct batch *batch, uint16_t type, const void *value, size_t len);
void data_put_verdict(struct batch *batch, uint16_t type, uint8_t verdict, const char *chain);

/* The bytes of a value nest, *ret_len of them (1 to IR_DATA_MAX); NULL when it is something else. */
const uint8_t *data_value(const struct nlattr *nest, size_t *ret_len);

/* The verdict of a verdict nest, *ret_chain (NULL none) within the message; false when it is something else or a verdict that
 * no IR has (queue). */
bool data_verdict(const struct nlattr *nest, uint8_t *ret_verdict, const char **ret_chain);

#endif
