/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_COMPILE_IR_SET_H
#define BACKEND_COMPILE_IR_SET_H

/* Sets and maps: see ir.h. */

#include "base/vec.h"

#include <stdbool.h>
#include <stdint.h>

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

void ir_set_done(struct ir_set *set);
void ir_element_done(struct ir_element *element);

/* Everything of a set but its elements, handle and comment. */
bool ir_set_same_kind(const struct ir_set *a, const struct ir_set *b);
int ir_element_compare(const struct ir_set *set, const struct ir_element *a, const struct ir_element *b); /* by key */

#endif
