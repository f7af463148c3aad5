/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_COMPILE_BUILD_H
#define BACKEND_COMPILE_BUILD_H

/* Expressions, one small function each, in the shape nft(8) 1.0.6 gives them, so that text and netlink agree. Registers
 * are chosen here: 0 for single values; concatenations take 0, then the next free one after the padded part. */

#include "backend/compile/ir.h"

#include <netinet/in.h> /* before the kernel headers, which define the same */

#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>

/* Where an address or a port stands in the packet. */
enum end { END_SOURCE, END_DESTINATION };

struct ir_expr *build_expr(struct ir_rule *rule, enum ir_kind kind);

void build_cmp(struct ir_rule *rule, uint8_t op, const void *data, size_t len);
void build_meta_byte(struct ir_rule *rule, uint16_t key, uint8_t value); /* nfproto, l4proto */
void build_meta_u32(struct ir_rule *rule, uint16_t key, uint32_t value); /* skuid, skgid */
void build_meta_lookup(struct ir_rule *rule, uint16_t key, const char *set);
void build_interface(struct ir_rule *rule, uint16_t key, const char *name); /* NFT_META_IIFNAME, _OIFNAME */
void build_lookup(struct ir_rule *rule, const char *set);

/* Loads an address into register 0: the first len bytes of it. */
void build_address_load(struct ir_rule *rule, uint8_t family, enum end end, uint8_t len);
/* A host, net or range of the family, low and high big-endian. prefix: of a net, else 255. */
void build_address(struct ir_rule *rule, uint8_t family, enum end end, const uint8_t *low, const uint8_t *high,
		   unsigned prefix);
void build_port_load(struct ir_rule *rule, enum end end);
void build_port(struct ir_rule *rule, enum end end, uint16_t low, uint16_t high);
/* One port at each end. nft joins comparisons of neighbouring fields of up to four bytes, and so do we. */
void build_port_pair(struct ir_rule *rule, uint16_t source, uint16_t destination);
void build_icmp_load(struct ir_rule *rule);			  /* the type */
void build_icmp(struct ir_rule *rule, uint8_t low, uint8_t high); /* types */
/* One type and one code of it, joined as above. */
void build_icmp_pair(struct ir_rule *rule, uint8_t type, uint8_t code);

void build_ct_state(struct ir_rule *rule, uint32_t bits); /* NF_CT_STATE_BIT_…: any of them */
void build_ct_status(struct ir_rule *rule, uint32_t bits);
void build_ct_mark(struct ir_rule *rule, uint32_t mark);
void build_ct_mark_set(struct ir_rule *rule, uint32_t mark);
void build_local_destination(struct ir_rule *rule); /* fib daddr type local */
void build_cgroup(struct ir_rule *rule, uint8_t level, const char *set);
void build_time(struct ir_rule *rule, const char *set);

void build_counter(struct ir_rule *rule, const char *name);
void build_log(struct ir_rule *rule, int level, uint16_t group, const char *prefix);
void build_limit(struct ir_rule *rule, uint32_t rate, uint32_t unit, uint32_t burst);
void build_verdict(struct ir_rule *rule, enum ir_verdict verdict);
void build_reject(struct ir_rule *rule, bool reset);
/* Destination NAT to an address and, unless 0, a port. */
void build_dnat(struct ir_rule *rule, uint8_t family, const uint8_t *address, uint16_t port);

/* Sets. */
struct ir_set *build_set(struct ir *ir, const char *name, enum ir_type type, unsigned flags);
void build_element(struct ir_set *set, const void *key, const void *key_end);

#endif
