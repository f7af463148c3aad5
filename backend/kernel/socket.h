/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKEND_KERNEL_SOCKET_H
#define BACKEND_KERNEL_SOCKET_H

/*
 * The netlink socket: questions, dumps and transactions. The kernel does all its work within send; when that returns, every
 * answer is in the receive buffer, so nothing here waits.
 */

#include "backend/kernel/batch.h"
#include "base/error.h"

struct nl {
	struct mnl_socket *socket;
	uint32_t portid;
	uint32_t seq; /* of the next message */
	uint8_t *buffer; /* of one datagram */
	uint8_t *request; /* of one question */
	int sndbuf, rcvbuf; /* bytes asked for so far */
};

int nl_open(struct nl *nl, struct error *err);
void nl_close(struct nl *nl);

/* Begins a question of enum nf_tables_msg_types; the caller adds texts and numbers with mnl_attr_put_…_check() and room
 * NL_REQUEST_SIZE, then sends with nl_ask(). */
#define NL_REQUEST_SIZE 4096u
struct nlmsghdr *nl_question(struct nl *nl, uint16_t type, uint8_t family, bool dump);

/* Called for each message of an answer; false stops nl_ask() with EBADMSG. */
typedef bool (*nl_message_fn)(const struct nlmsghdr *message, void *data);

/* Sends the question and hands every answer to fn. 0, or a positive errno: what the kernel answered; EAGAIN when a dump was
 * interrupted by a change (it must be asked again, and what fn saw thrown away); EBADMSG when fn refused. */
int nl_ask(struct nl *nl, const struct nlmsghdr *question, nl_message_fn fn, void *data);

/* The generation of the ruleset, never 0. 0 or a positive errno. */
int nl_generation(struct nl *nl, uint32_t *ret);

/* The first refusal of a transaction. */
struct nl_refusal {
	int code; /* errno, 0: none, all is done */
	uint32_t seq; /* of the refused message */
	size_t offset; /* of the attribute it is about within the message, 0 not told */
};

/* Sends the batch in one piece and reads every answer; fn gets what NLM_F_ECHO brings. code ENOBUFS: answers were lost and
 * the outcome must be read back. */
void nl_transact(struct nl *nl, const struct batch *batch, nl_message_fn fn, void *data, struct nl_refusal *ret);

#endif
