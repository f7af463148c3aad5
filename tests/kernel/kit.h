/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TESTS_KERNEL_KIT_H
#define TESTS_KERNEL_KIT_H

/* What the kernel tests share: a network namespace of their own, nft(8) as the other opinion, and small builders of IR. */

#include "backend/kernel/kernel.h"
#include "tests/test.h"

/* Before linux/netfilter.h, whose linux/in.h gives way to it. */
#include <arpa/inet.h>
#include <endian.h>
#include <netinet/in.h>

#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>

#define TABLE "t"

/* Enters a new network namespace (with a user namespace when not root) with loopback up. False, with the reason printed as a
 * TAP comment, where the machine does not allow it; every test of the group then calls skip(). */
bool kit_enter(void);

/* Group set-up for cmocka: *state is non-NULL when the namespace is there. */
int kit_setup(void **state);
#define KIT_NEED(state)                \
	do {                           \
		if (!*(state))         \
			skip();        \
	} while (0)

/* Runs a program (NULL ends the arguments) with input on standard input (may be NULL) and gives what it wrote, both outputs
 * together. *ret_status: exit code. */
char *kit_run(const char *input, int *ret_status, const char *program, ...);

/* Output of `nft …`, which must succeed. */
char *kit_nft(const char *input, ...);
/* `nft list table inet NAME` without sizes of counters that run. */
char *kit_list(const char *table);

/* Fails, naming the first line that differs. */
void kit_assert_text(const char *have, const char *want);

struct kernel *kit_kernel(void);


/* Fails the test with the error's text. */
void kit_apply(struct kernel *kernel, const struct ir *ir, struct kernel_change *ret);
void kit_read(struct kernel *kernel, struct ir *ret, bool *ret_exists);

/* Fails, naming the first difference, unless both are the same to the kernel. */
void kit_assert_same(const struct ir *have, const struct ir *want);
/* The first difference, NULL none. The caller frees. */
char *kit_difference(const struct ir *have, const struct ir *want);

/* Builders. Pointers hold until the next of the same list is made. */
struct ir_counter *kit_counter(struct ir *ir, const char *name);
struct ir_chain *kit_chain(struct ir *ir, const char *name);
struct ir_chain *kit_base(struct ir *ir, const char *name, const char *type, uint8_t hook, int32_t priority, bool drop);
struct ir_rule *kit_rule(struct ir_chain *chain, const char *comment);
struct ir_expr *kit_expr(struct ir_rule *rule, enum ir_kind kind, int8_t sreg, int8_t dreg);
void kit_data(struct ir_rule *rule, enum ir_kind kind, int8_t sreg, int8_t dreg, const void *data, size_t len);
void kit_verdict(struct ir_rule *rule, enum ir_verdict verdict, const char *chain);
void kit_payload(struct ir_rule *rule, uint8_t base, uint16_t offset, uint8_t len, int8_t dreg);
void kit_meta(struct ir_rule *rule, uint16_t key, int8_t dreg);
void kit_cmp(struct ir_rule *rule, const void *data, size_t len); /* register 0 equals */
void kit_lookup(struct ir_rule *rule, const char *set, int8_t dreg, bool verdict_map);
void kit_name(struct ir_rule *rule, enum ir_kind kind, const char *name);
/* "udp dport PORT" */
void kit_udp_port(struct ir_rule *rule, uint16_t port);

struct ir_set *kit_set(struct ir *ir, const char *name, unsigned flags, size_t n_types, ...); /* enum ir_type … */
struct ir_element *kit_element(struct ir_set *set, const void *key, const void *key_end);
void kit_port(struct ir_set *set, uint16_t low, uint16_t high);

/* Sends a UDP packet to a loopback port; true when it arrived at a socket bound there. */
bool kit_udp(uint16_t port);

#endif
