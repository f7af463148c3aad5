/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_COMPILE_IR_H
#define BACKEND_COMPILE_IR_H

/*
 * What the kernel shall hold, as plain data: one table with named counters, sets, maps and chains of rules, each rule a
 * list of the kernel's own expressions. The compiler makes it, nft text and netlink print it, and a dump of the kernel
 * gives it back, so that first load, difference, repair and display are one mechanism.
 *
 * Expressions are those of linux/netfilter/nf_tables.h, with 32-bit registers numbered 0 to 15 (NFT_REG32_00 + n).
 * Constant data stands in the byte order in which the kernel compares it (network order for packet fields, host order
 * for marks, uids and cgroup ids).
 */

#include "base/str.h"

#include <stdint.h>

#define IR_NAME_MAX    31  /* of objects we make, NUL not counted; the kernel takes 255 */
#define IR_COMMENT_MAX 127 /* bytes; nft(8) takes 128 with the NUL */
#define IR_DATA_MAX    64  /* bytes of a key or value: NFT_DATA_VALUE_MAXLEN */

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
			uint8_t base;
			uint16_t offset;
			uint8_t len;
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
			uint64_t packets, bytes;
		} counter;
		struct {
			uint32_t rate, unit, burst;
		} limit; /* packets per unit seconds; burst as the kernel has it */
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
	};
};

struct ir_rule {
	VEC(struct ir_expr) exprs;
	int64_t id;	 /* of the policy rule, 0 for built-in lines */
	char *comment;	 /* owned; "#12 POP3" or the name of a built-in line; NULL none */
	uint64_t handle; /* of a dump; not part of identity */
};

struct ir_chain {
	char *name; /* owned */
	bool base;
	uint8_t hook; /* NF_INET_LOCAL_OUT … */
	int32_t priority;
	char *type; /* "filter", "nat"; owned; NULL for a regular chain */
	bool policy_drop;
	VEC(struct ir_rule) rules;
	uint64_t handle;
};

/* Key types of nft(8), by which text and `nft list` show them; see ir_type_info(). */
enum ir_type {
	IR_TYPE_IPV4_ADDR,
	IR_TYPE_IPV6_ADDR,
	IR_TYPE_INET_PROTO,
	IR_TYPE_INET_SERVICE,
	IR_TYPE_ICMP_TYPE,
	IR_TYPE_ICMPV6_TYPE,
	IR_TYPE_ICMP_CODE,
	IR_TYPE_MARK,
	IR_TYPE_UID,
	IR_TYPE_GID,
	IR_TYPE_CGROUPSV2,
	IR_TYPE_TIME,
	IR_TYPE_IFNAME,
	IR_TYPE_MAX
};

struct ir_type_info {
	const char *name; /* "ipv4_addr" */
	uint8_t nft_type; /* nft's number of the datatype (enum datatypes), for userdata and NFTA_SET_KEY_TYPE */
	uint8_t len;	  /* bytes, before padding to 4 in a concatenation */
	bool host_order;  /* integers compared in host byte order unless in an interval set */
};
const struct ir_type_info *ir_type_info(enum ir_type type);

#define IR_KEY_PARTS_MAX 6

#define IR_SET_INTERVAL 0x01u /* elements are ranges key..key_end, inclusive both */
#define IR_SET_TIMEOUT	0x02u
#define IR_SET_MAP	0x04u /* data of type data_type */
#define IR_SET_VMAP	0x08u /* verdicts */
#define IR_SET_COUNTER	0x10u /* every element has a counter */
#define IR_SET_DYNAMIC                                                                                                 \
	0x20u /* filled at run time (host names, cgroups): elements the kernel holds are kept, ours added */

struct ir_element {
	uint8_t *key;		 /* owned; parts one after the other, each padded to 4 bytes in a concatenation */
	uint8_t *key_end;	 /* owned; NULL: the same as key. Interval sets only */
	uint8_t *data;		 /* owned; maps */
	uint8_t verdict;	 /* verdict maps: enum ir_verdict */
	char *chain;		 /* owned; of jump and goto */
	uint64_t timeout;	 /* milliseconds, 0 none */
	int64_t id;		 /* of the policy rule, 0 none */
	char *comment;		 /* owned, NULL none */
	uint64_t packets, bytes; /* of a dump, not part of identity */
};

struct ir_set {
	char *name;	/* owned */
	char *comment;	/* owned, NULL none; not compared: libnftnl 1.2.4 has no attribute for it outside userdata */
	unsigned flags; /* IR_SET_… */
	uint8_t types[IR_KEY_PARTS_MAX]; /* enum ir_type */
	uint8_t n_types;
	uint8_t data_type; /* enum ir_type, for IR_SET_MAP */
	uint8_t key_len;   /* bytes of a key: padded in a concatenation */
	uint8_t data_len;
	uint32_t size;			 /* declared, 0: none */
	VEC(struct ir_element) elements; /* sorted by key after ir_normalise(); an interval set's are disjoint */
	uint64_t handle;
};

struct ir_counter {
	char *name;		 /* owned: "r12", "default_output" */
	int64_t id;		 /* of the policy rule, 0 for built-in lines and defaults */
	uint64_t packets, bytes; /* of a dump */
};

struct ir {
	char *table;  /* owned: "nftabs"; family is inet */
	bool dormant; /* switched off */
	VEC(struct ir_counter) counters;
	VEC(struct ir_set) sets;
	VEC(struct ir_chain) chains;
};

void ir_init(struct ir *ir, const char *table);
void ir_done(struct ir *ir);
void ir_expr_done(struct ir_expr *expr);
void ir_rule_done(struct ir_rule *rule);
void ir_set_done(struct ir_set *set);
void ir_chain_done(struct ir_chain *chain);
void ir_element_done(struct ir_element *element);
#define _cleanup_ir_ _cleanup_(ir_done)

/* The constant data of IR_CMP, IR_BITWISE, IR_IMMEDIATE, wherever it is kept. */
const uint8_t *ir_expr_data(const struct ir_expr *expr);
/* Gives it len bytes of data (0 to 2 * IR_DATA_MAX; more is a programming error). */
void ir_expr_set_data(struct ir_expr *expr, const void *data, size_t len);

/* Identity: expressions without counter values, and the comment. Not handles. */
bool ir_expr_equal(const struct ir_expr *a, const struct ir_expr *b);
bool ir_rule_equal(const struct ir_rule *a, const struct ir_rule *b);
uint64_t ir_rule_hash(const struct ir_rule *rule);
/* Everything of a set but its elements, handle and comment. */
bool ir_set_same_kind(const struct ir_set *a, const struct ir_set *b);
int ir_element_compare(const struct ir_set *set, const struct ir_element *a, const struct ir_element *b); /* by key */

/* Sorts elements by key, joins what touches or overlaps in interval sets without data, drops doubles. */
void ir_normalise(struct ir *ir);

struct ir_chain *ir_find_chain(const struct ir *ir, const char *name);
struct ir_set *ir_find_set(const struct ir *ir, const char *name);
struct ir_counter *ir_find_counter(const struct ir *ir, const char *name);

#endif
