/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_KERNEL_WIRE_H
#define BACKEND_KERNEL_WIRE_H

/*
 * The objects of a table as netlink messages: wire_…_put writes one into a batch, wire_…_parse reads one that the kernel
 * told. Parsers return false for a malformed message. What is well-formed but cannot be ours (someone else's work inside our
 * table) is read as something that equals nothing the compiler makes: a rule without expressions, a set without types.
 */

#include "backend/kernel/attr.h"
#include "backend/kernel/batch.h"

/* The policy rule that a comment "#12 …" or an object name "r12", "r12_…" tells; 0 none. */
int64_t wire_comment_id(const char *comment);
int64_t wire_name_id(const char *name);

/* A comment as userdata of the kind of object (NFTNL_UDATA_…_COMMENT); too long a one makes the batch overflow. */
void wire_put_comment(struct batch *batch, uint16_t attr, uint8_t type, const char *comment);

/* Table. flags of the message: NLM_F_CREATE or none. */
void wire_table_put(struct batch *batch, const char *table, bool dormant, uint16_t flags);
void wire_table_delete(struct batch *batch, const char *table);
bool wire_table_parse(const struct nlmsghdr *message, const char **ret_name, bool *ret_dormant);

/* Named counters. A parser's texts belong to the message. */
void wire_counter_put(struct batch *batch, const char *table, const struct ir_counter *counter);
void wire_counter_delete(struct batch *batch, const char *table, const struct ir_counter *counter);
bool wire_counter_parse(const struct nlmsghdr *message, const char **ret_table, const char **ret_name, uint64_t *ret_packets,
			uint64_t *ret_bytes);

/* Chains: only the chain itself. A chain that lives and dies with a rule (nft's `jump { … }`) gives *ret_bound. */
void wire_chain_put(struct batch *batch, const char *table, const struct ir_chain *chain);
void wire_chain_delete(struct batch *batch, const char *table, const struct ir_chain *chain);
bool wire_chain_parse(const struct nlmsghdr *message, const char **ret_table, struct ir_chain *ret, bool *ret_bound);

/* Rules. before: the handle of the rule to stand before, 0 for the end of the chain. */
void wire_rule_put(struct batch *batch, const char *table, const char *chain, const struct ir_rule *rule, uint64_t before,
		   bool echo);
void wire_rule_delete(struct batch *batch, const char *table, const char *chain, uint64_t handle); /* 0: all of the chain */
bool wire_rule_parse(const struct nlmsghdr *message, const char **ret_table, const char **ret_chain, struct ir_rule *ret);
bool wire_rule_handle(const struct nlmsghdr *message, uint64_t *ret);

/* Sets and maps: only the set itself. An anonymous one, which dies with its rule, gives *ret_anonymous. */
void wire_set_put(struct batch *batch, const char *table, const struct ir_set *set);
void wire_set_delete(struct batch *batch, const char *table, const struct ir_set *set);
bool wire_set_parse(const struct nlmsghdr *message, const char **ret_table, struct ir_set *ret, bool *ret_anonymous);
bool wire_set_is_concat(const struct ir_set *set);

/* Elements, as many in a message as fit. All zero but for batch, table, set, type (NFT_MSG_NEWSETELEM or
 * NFT_MSG_DELSETELEM); add any number, then close. */
struct wire_elements {
	struct batch *batch;
	const char *table;
	const struct ir_set *set;
	uint16_t type;
	struct nlattr *nest; /* of the message being filled */
};
void wire_elements_add(struct wire_elements *elements, const struct ir_element *element);
void wire_elements_close(struct wire_elements *elements);

/* Adds a message's elements to set, which must be known by types and lengths. An interval's end comes as an element of its own
 * with timeout WIRE_END, until wire_elements_fold() has sorted the set and made ranges of them. */
#define WIRE_END UINT64_MAX
bool wire_elements_parse(const struct nlmsghdr *message, struct ir_set *set);
bool wire_elements_set(const struct nlmsghdr *message, const char **ret_table, const char **ret_set);
void wire_elements_fold(struct ir_set *set);

/* What a message of a batch is about; the name is within the message. */
void wire_subject(const struct nlmsghdr *message, struct batch_subject *ret);

/* The policy rule of the element at that offset of an elements message; 0 none. */
int64_t wire_elements_id_at(const struct nlmsghdr *message, size_t offset);
/* The kernel's name of the expression at that offset of a rule message, NULL none, and its data (may be NULL). */
const char *wire_rule_expr_at(const struct nlmsghdr *message, size_t offset, const struct nlattr **ret_data);
bool wire_rule_has_expr(const struct nlmsghdr *message, const char *name);

#endif
