/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_KERNEL_BATCH_H
#define BACKEND_KERNEL_BATCH_H

/*
 * One transaction being written: netlink messages one after the other in chunks of memory, which are handed to the kernel
 * in one sendmsg(2) as they are. Every message has its own sequence number, so that an answer leads back to what the
 * message was about.
 *
 * libmnl puts attributes without looking at the room, and an attribute's length has 16 bits only. Each put here checks
 * both; what does not fit is left out and makes the batch unusable (batch_overflow), naming the message.
 */

#include "backend/compile/ir.h"

#include <libmnl/libmnl.h>

enum batch_what { BATCH_FRAME, BATCH_TABLE, BATCH_COUNTER, BATCH_CHAIN, BATCH_SET, BATCH_ELEMENTS, BATCH_RULE };

/* What a message is about. */
struct batch_subject {
	uint8_t what; /* enum batch_what */
	const char *name; /* of the object; of a rule its chain */
	int64_t id;	  /* of the policy rule, 0 none or not known */
};

struct batch_chunk {
	uint8_t *data; /* owned */
	size_t used, size;
};

struct batch {
	VEC(struct batch_chunk) chunks;
	uint32_t seq;	/* of the first message */
	uint32_t count; /* messages so far; number i has sequence number seq + i */
	struct nlmsghdr *message;      /* open */
	struct batch_subject about;    /* of the open message; the name belongs to the IR that is written */
	struct batch_subject overflow; /* of the first message that did not fit */
	bool overflown;
};

void batch_init(struct batch *batch, uint32_t seq);
void batch_done(struct batch *batch);
#define _cleanup_batch_ _cleanup_(batch_done)

/* The frame of a transaction; generation 0 asks the kernel for no check, any other must still be the ruleset's. */
void batch_begin(struct batch *batch, uint32_t generation);
void batch_end(struct batch *batch);

/* Opens the next message, of enum nf_tables_msg_types and for family inet; the one before is complete. */
struct nlmsghdr *batch_message(struct batch *batch, uint16_t type, uint16_t flags, struct batch_subject about);

/* Attributes of the open message. Integers are written in network order. */
void batch_put(struct batch *batch, uint16_t type, const void *data, size_t len);
void batch_put_u8(struct batch *batch, uint16_t type, uint8_t value);
void batch_put_u16(struct batch *batch, uint16_t type, uint16_t value);
void batch_put_u32(struct batch *batch, uint16_t type, uint32_t value);
void batch_put_u64(struct batch *batch, uint16_t type, uint64_t value);
void batch_put_text(struct batch *batch, uint16_t type, const char *text);
struct nlattr *batch_nest(struct batch *batch, uint16_t type);
void batch_nest_end(struct batch *batch, struct nlattr *nest);

/* Marks the open message as one that cannot be written. */
void batch_overflow(struct batch *batch);

size_t batch_bytes(const struct batch *batch);

/* The message with that sequence number; NULL when it is none of this batch. */
const struct nlmsghdr *batch_find(const struct batch *batch, uint32_t seq);

#endif
