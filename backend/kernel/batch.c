/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/kernel/batch.h"

#include <arpa/inet.h>
#include <endian.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>

#define MESSAGE_ROOM (80u * 1024)   /* a nest of 64 KiB at most, and what stands around it */
#define CHUNK_SMALL  (1024u * 1024) /* what is not written is not backed by memory */
#define CHUNK_BIG    (4u * 1024 * 1024)
#define SMALL_CHUNKS 64 /* sendmsg(2) takes 1024 pieces: large batches need larger ones */

void batch_init(struct batch *batch, uint32_t seq)
{
	*batch = (struct batch){.seq = seq};
}

void batch_done(struct batch *batch)
{
	VEC_FOREACH (&batch->chunks, chunk)
		free(chunk->data);
	vec_done(&batch->chunks);
}

static struct batch_chunk *batch_room(struct batch *batch, size_t need)
{
	struct batch_chunk *chunk = batch->chunks.n ? &batch->chunks.v[batch->chunks.n - 1] : NULL;

	if (chunk && chunk->size - chunk->used >= need)
		return chunk;
	chunk = vec_add(&batch->chunks);
	chunk->size = batch->chunks.n <= SMALL_CHUNKS ? CHUNK_SMALL : CHUNK_BIG;
	chunk->data = mem_reallocarray(NULL, chunk->size, 1);
	return chunk;
}

static void batch_close_message(struct batch *batch)
{
	if (batch->message)
		batch->chunks.v[batch->chunks.n - 1].used += batch->message->nlmsg_len;
	batch->message = NULL;
}

static struct nlmsghdr *batch_open(struct batch *batch, uint16_t type, uint16_t flags, uint8_t family,
				   uint16_t resource, struct batch_subject about)
{
	struct batch_chunk *chunk;
	struct nfgenmsg *general;

	batch_close_message(batch);
	chunk = batch_room(batch, MESSAGE_ROOM);
	batch->message = mnl_nlmsg_put_header(chunk->data + chunk->used);
	batch->message->nlmsg_type = type;
	batch->message->nlmsg_flags = NLM_F_REQUEST | flags;
	batch->message->nlmsg_seq = batch->seq + batch->count++;
	general = mnl_nlmsg_put_extra_header(batch->message, sizeof(*general));
	general->nfgen_family = family;
	general->version = NFNETLINK_V0;
	general->res_id = htons(resource);
	batch->about = about;
	return batch->message;
}

void batch_begin(struct batch *batch, uint32_t generation)
{
	batch_open(batch, NFNL_MSG_BATCH_BEGIN, 0, AF_UNSPEC, NFNL_SUBSYS_NFTABLES, (struct batch_subject){0});
	if (generation)
		batch_put_u32(batch, NFNL_BATCH_GENID, generation);
}

void batch_end(struct batch *batch)
{
	batch_open(batch, NFNL_MSG_BATCH_END, 0, AF_UNSPEC, NFNL_SUBSYS_NFTABLES, (struct batch_subject){0});
	batch_close_message(batch);
}

struct nlmsghdr *batch_message(struct batch *batch, uint16_t type, uint16_t flags, struct batch_subject about)
{
	return batch_open(batch, (uint16_t)(NFNL_SUBSYS_NFTABLES << 8 | type), flags, NFPROTO_INET, 0, about);
}

void batch_overflow(struct batch *batch)
{
	if (!batch->overflown)
		batch->overflow = batch->about;
	batch->overflown = true;
}

static bool batch_fits(struct batch *batch, size_t len)
{
	if (batch->message->nlmsg_len + (size_t)MNL_ALIGN(len) + MNL_ATTR_HDRLEN <= MESSAGE_ROOM)
		return true;
	batch_overflow(batch);
	return false;
}

void batch_put(struct batch *batch, uint16_t type, const void *data, size_t len)
{
	if (batch_fits(batch, len))
		mnl_attr_put(batch->message, type, len, data);
}

void batch_put_u8(struct batch *batch, uint16_t type, uint8_t value)
{
	batch_put(batch, type, &value, sizeof(value));
}

void batch_put_u16(struct batch *batch, uint16_t type, uint16_t value)
{
	value = htons(value);
	batch_put(batch, type, &value, sizeof(value));
}

void batch_put_u32(struct batch *batch, uint16_t type, uint32_t value)
{
	value = htonl(value);
	batch_put(batch, type, &value, sizeof(value));
}

void batch_put_u64(struct batch *batch, uint16_t type, uint64_t value)
{
	value = htobe64(value);
	batch_put(batch, type, &value, sizeof(value));
}

void batch_put_text(struct batch *batch, uint16_t type, const char *text)
{
	batch_put(batch, type, text, strlen(text) + 1);
}

struct nlattr *batch_nest(struct batch *batch, uint16_t type)
{
	return batch_fits(batch, 0) ? mnl_attr_nest_start(batch->message, type) : NULL;
}

void batch_nest_end(struct batch *batch, struct nlattr *nest)
{
	size_t len;

	if (!nest)
		return;
	len = (size_t)((uint8_t *)mnl_nlmsg_get_payload_tail(batch->message) - (uint8_t *)nest);
	if (len > UINT16_MAX)
		batch_overflow(batch);
	else
		mnl_attr_nest_end(batch->message, nest);
}

size_t batch_bytes(const struct batch *batch)
{
	size_t bytes = 0;

	VEC_FOREACH (&batch->chunks, chunk)
		bytes += chunk->used;
	return bytes;
}

const struct nlmsghdr *batch_find(const struct batch *batch, uint32_t seq)
{
	VEC_FOREACH (&batch->chunks, chunk)
		for (size_t at = 0; at < chunk->used;) {
			const struct nlmsghdr *message = (const void *)(chunk->data + at);

			if (message->nlmsg_seq == seq)
				return message;
			at += message->nlmsg_len;
		}
	return NULL;
}
