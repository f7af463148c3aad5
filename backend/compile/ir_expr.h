/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_COMPILE_IR_EXPR_H
#define BACKEND_COMPILE_IR_EXPR_H

/* The expressions of a rule: see ir.h. */

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

#define IR_DATA_MAX 64 /* bytes of a key or value: NFT_DATA_VALUE_MAXLEN */

enum ir_kind {
	IR_META,      /* load meta.key into dreg */
	IR_META_SET,  /* meta.key from sreg */
	IR_PAYLOAD,   /* load payload.len bytes at payload.base + payload.offset into dreg */
	IR_CT,	      /* load ct.key (direction: -1 none) into dreg */
	IR_CT_SET,    /* ct.key from sreg */
	IR_SOCKET,    /* load the cgroup v2 id at socket.level into dreg */
	IR_FIB,	      /* fib.result of fib.flags into dreg */
	IR_CMP,	      /* compare sreg with data */
	IR_BITWISE,   /* dreg = (sreg & mask) ^ xor: data is mask then xor, length len each */
	IR_BYTEORDER, /* host to network order of sreg into dreg, size byteorder.size, length byteorder.len */
	IR_LOOKUP,    /* sreg in set name; with dreg >= 0 or verdict: the map's value */
	IR_IMMEDIATE, /* data into dreg */
	IR_VERDICT,   /* immediate verdict; name is the chain of jump and goto */
	IR_COUNTER,   /* anonymous counter; packets and bytes are not part of the rule's identity */
	IR_OBJREF,    /* named counter */
	IR_LIMIT,
	IR_LOG,
	IR_REJECT,
	IR_NAT,
	IR_KIND_MAX
};

enum ir_verdict { IR_ACCEPT, IR_DROP, IR_JUMP, IR_GOTO, IR_RETURN, IR_CONTINUE };

/* 24 bytes, of which a large policy has a million: parameters of up to 4 bytes stand in the first union, all else in
 * the second. */
struct ir_expr {
	uint8_t kind; /* enum ir_kind */
	int8_t sreg;  /* -1: none */
	int8_t dreg;  /* -1: none, for IR_LOOKUP with verdict: see flags */
	uint8_t len;  /* bytes of data */
	union {
		struct {
			uint16_t key;
		} meta; /* enum nft_meta_keys */
		struct {
			uint8_t base, len;
			uint16_t offset;
		} payload;
		struct {
			uint16_t key;
			int8_t direction;
		} ct; /* enum nft_ct_keys */
		struct {
			uint8_t level;
		} socket;
		struct {
			uint8_t result;
			uint16_t flags;
		} fib; /* enum nft_fib_result, NFTA_FIB_F_… */
		struct {
			uint8_t op;
		} cmp; /* enum nft_cmp_ops */
		struct {
			uint8_t size, len;
		} byteorder;
		struct {
			bool invert;
			bool verdict_map;
		} lookup;
		struct {
			uint8_t code;
		} verdict; /* enum ir_verdict */
		struct {
			uint16_t group;
			int8_t level;
		} log; /* level >= 0: kernel log; else netlink group */
		struct {
			uint8_t type, code;
		} reject; /* enum nft_reject_types */
		struct {
			uint8_t type, family;
			int8_t reg_port;
		} nat; /* NFT_NAT_DNAT …; address in sreg */
	};
	union {
		uint8_t inline_data[16]; /* when len <= 16 */
		uint8_t *data;		 /* owned, when len > 16 */
		char *name;		 /* owned: set, counter, chain, log prefix (may be NULL) */
		struct {
			uint64_t packets, bytes;
		} counter;
		struct {
			uint32_t rate, unit, burst;
		} limit; /* packets per unit seconds; burst as the kernel has it */
	};
};

void ir_expr_done(struct ir_expr *expr);

/* The constant data of IR_CMP, IR_BITWISE, IR_IMMEDIATE, wherever it is kept. */
const uint8_t *ir_expr_data(const struct ir_expr *expr);
/* Gives it len bytes of data (0 to 2 * IR_DATA_MAX; more is a programming error). */
void ir_expr_set_data(struct ir_expr *expr, const void *data, size_t len);

/* Identity: everything but counter values. */
bool ir_expr_equal(const struct ir_expr *a, const struct ir_expr *b);

#endif
