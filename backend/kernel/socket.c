/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/kernel/socket.h"

#include "backend/kernel/attr.h"
#include "backend/kernel/refusal.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <sys/uio.h>

/* Dumps come in pieces of 32 KiB when the reader's buffer allows it; smaller ones make them quadratic. */
#define DATAGRAM_SIZE (128u * 1024)
#define SPARE	      4096 /* of the send buffer: the kernel keeps some for itself */
#define RECEIVE_SIZE  (4 * 1024 * 1024)
#define ERRNO_MAX     4095 /* MAX_ERRNO of the kernel */

int nl_open(struct nl *nl, struct error *err)
{
	const int on = 1;

	*nl = (struct nl){.seq = 1};
	nl->socket = mnl_socket_open2(NETLINK_NETFILTER, SOCK_CLOEXEC);
	if (!nl->socket || mnl_socket_bind(nl->socket, 0, MNL_SOCKET_AUTOPID) < 0) {
		refusal_errno(errno, err);
		nl_close(nl);
		return -1;
	}
	nl->portid = mnl_socket_get_portid(nl->socket);
	nl->buffer = mem_reallocarray(NULL, DATAGRAM_SIZE, 1);
	nl->request = mem_reallocarray(NULL, NL_REQUEST_SIZE, 1);
	/* Both are comforts: refusals that do not repeat the message, and that tell the attribute. */
	mnl_socket_setsockopt(nl->socket, NETLINK_CAP_ACK, (void *)(uintptr_t)&on, sizeof(on));
	mnl_socket_setsockopt(nl->socket, NETLINK_EXT_ACK, (void *)(uintptr_t)&on, sizeof(on));
	return 0;
}

void nl_close(struct nl *nl)
{
	if (nl->socket)
		mnl_socket_close(nl->socket);
	free(nl->buffer);
	free(nl->request);
	*nl = (struct nl){0};
}

/* The FORCE variant needs the right in the first user namespace, the other one stops at net.core.wmem_max. */
static void nl_grow(struct nl *nl, int force, int plain, int *have, size_t bytes)
{
	int want = bytes < INT32_MAX / 2 ? (int)bytes : INT32_MAX / 2;
	int fd = mnl_socket_get_fd(nl->socket);

	if (want <= *have)
		return;
	if (setsockopt(fd, SOL_SOCKET, force, &want, sizeof(want)) < 0)
		(void)setsockopt(fd, SOL_SOCKET, plain, &want, sizeof(want));
	*have = want;
}

static int nl_send(struct nl *nl, struct iovec *pieces, size_t n)
{
	struct sockaddr_nl kernel = {.nl_family = AF_NETLINK};
	struct msghdr message = {
	    .msg_name = &kernel, .msg_namelen = sizeof(kernel), .msg_iov = pieces, .msg_iovlen = n};

	while (sendmsg(mnl_socket_get_fd(nl->socket), &message, 0) < 0)
		if (errno != EINTR)
			return errno;
	return 0;
}

/* Bytes received from the kernel; 0 when there is nothing more; a negative errno. */
static ssize_t nl_receive(struct nl *nl)
{
	struct sockaddr_nl from = {0};
	struct iovec piece = {.iov_base = nl->buffer, .iov_len = DATAGRAM_SIZE};
	struct msghdr message = {.msg_name = &from, .msg_namelen = sizeof(from), .msg_iov = &piece, .msg_iovlen = 1};

	for (;;) {
		ssize_t n = recvmsg(mnl_socket_get_fd(nl->socket), &message, MSG_DONTWAIT);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno == EAGAIN ? 0 : -errno;
		if (message.msg_flags & MSG_TRUNC)
			return -EMSGSIZE;
		if (from.nl_pid == 0 && n > 0)
			return n;
	}
}

/* What an earlier question left behind when it was broken off. */
static void nl_drain(struct nl *nl)
{
	ssize_t n;

	do
		n = nl_receive(nl);
	while (n > 0 || n == -ENOBUFS);
}

struct nlmsghdr *nl_question(struct nl *nl, uint16_t type, uint8_t family, bool dump)
{
	struct nlmsghdr *question = mnl_nlmsg_put_header(nl->request);
	struct nfgenmsg *general;

	question->nlmsg_type = (uint16_t)(NFNL_SUBSYS_NFTABLES << 8 | type);
	question->nlmsg_flags = NLM_F_REQUEST | (dump ? NLM_F_DUMP : NLM_F_ACK);
	question->nlmsg_seq = nl->seq++;
	general = mnl_nlmsg_put_extra_header(question, sizeof(*general));
	general->nfgen_family = family;
	return question;
}

struct nl_answer {
	uint32_t seq;
	nl_message_fn fn;
	void *data;
	bool done, interrupted, refused;
	int code;
};

static int message_code(const struct nlmsghdr *message)
{
	const struct nlmsgerr *answer = mnl_nlmsg_get_payload(message);

	if (mnl_nlmsg_get_payload_len(message) < sizeof(int) || answer->error < -ERRNO_MAX)
		return EBADMSG;
	return answer->error < 0 ? -answer->error : 0;
}

/* The message at *at of what was received, and moves on; NULL where nothing whole is left. mnl_nlmsg_ok(3) takes lengths as
 * int, so that it lets one beyond 2 GiB pass. */
static const struct nlmsghdr *nl_next(const struct nl *nl, size_t received, size_t *at)
{
	const struct nlmsghdr *message = (const void *)(nl->buffer + *at);

	if (*at > received || received - *at < MNL_NLMSG_HDRLEN || message->nlmsg_len < MNL_NLMSG_HDRLEN ||
	    message->nlmsg_len > received - *at)
		return NULL;
	*at += MNL_ALIGN(message->nlmsg_len);
	return message;
}

static void nl_answer_message(struct nl_answer *answer, const struct nlmsghdr *message)
{
	if (message->nlmsg_seq != answer->seq)
		return;
	if (message->nlmsg_flags & NLM_F_DUMP_INTR)
		answer->interrupted = true;
	if (message->nlmsg_type == NLMSG_DONE || message->nlmsg_type == NLMSG_ERROR) {
		answer->done = true;
		answer->code = message_code(message);
	} else if (!answer->refused && !answer->interrupted) {
		answer->refused = !answer->fn(message, answer->data);
	}
}

static int nl_answer_result(const struct nl_answer *answer)
{
	if (answer->code)
		return answer->code == EINTR ? EAGAIN : answer->code;
	if (answer->interrupted)
		return EAGAIN;
	return answer->refused ? EBADMSG : 0;
}

int nl_ask(struct nl *nl, const struct nlmsghdr *question, nl_message_fn fn, void *data)
{
	struct nl_answer answer = {.seq = question->nlmsg_seq, .fn = fn, .data = data};
	struct iovec piece = {.iov_base = nl->request, .iov_len = question->nlmsg_len};
	int code;

	nl_drain(nl);
	code = nl_send(nl, &piece, 1);
	if (code)
		return code;
	while (!answer.done) {
		ssize_t n = nl_receive(nl);
		const struct nlmsghdr *message;
		size_t at = 0;

		if (n <= 0)
			return n < 0 ? (int)-n : EBADMSG;
		while ((message = nl_next(nl, (size_t)n, &at)))
			nl_answer_message(&answer, message);
	}
	return nl_answer_result(&answer);
}

static const attr_table_t generation_table = {
    [NFTA_GEN_ID] = ATTR_U32,
};

static bool generation_message(const struct nlmsghdr *message, void *data)
{
	uint32_t *generation = data;
	struct attrs attrs;

	if (!attrs_of_message(&attrs, message, sizeof(struct nfgenmsg), generation_table))
		return false;
	*generation = attr_u32(attrs.at[NFTA_GEN_ID], 0);
	return *generation;
}

int nl_generation(struct nl *nl, uint32_t *ret)
{
	return nl_ask(nl, nl_question(nl, NFT_MSG_GETGEN, AF_UNSPEC, false), generation_message, ret);
}

static const attr_table_t refusal_table = {
    [NLMSGERR_ATTR_OFFS] = ATTR_BYTES, /* a number in host order */
};

static void refusal_read(const struct nlmsghdr *message, struct nl_refusal *ret)
{
	const struct nlmsgerr *answer = mnl_nlmsg_get_payload(message);
	struct attrs attrs;

	ret->code = message_code(message);
	if (mnl_nlmsg_get_payload_len(message) < sizeof(*answer))
		return;
	ret->seq = answer->msg.nlmsg_seq;
	if (message->nlmsg_flags & NLM_F_ACK_TLVS && message->nlmsg_flags & NLM_F_CAPPED &&
	    attrs_of_message(&attrs, message, sizeof(*answer), refusal_table) && attrs.at[NLMSGERR_ATTR_OFFS] &&
	    mnl_attr_get_payload_len(attrs.at[NLMSGERR_ATTR_OFFS]) == sizeof(uint32_t))
		ret->offset = mnl_attr_get_u32(attrs.at[NLMSGERR_ATTR_OFFS]);
}

static void nl_read_answers(struct nl *nl, nl_message_fn fn, void *data, struct nl_refusal *ret)
{
	ssize_t n;

	while ((n = nl_receive(nl)) > 0) {
		const struct nlmsghdr *message;
		size_t at = 0;

		while ((message = nl_next(nl, (size_t)n, &at))) {
			if (message->nlmsg_type != NLMSG_ERROR)
				fn(message, data);
			else if (!ret->code)
				refusal_read(message, ret);
		}
	}
	if (n < 0 && !ret->code)
		ret->code = (int)-n;
}

void nl_transact(struct nl *nl, const struct batch *batch, nl_message_fn fn, void *data, struct nl_refusal *ret)
{
	VEC(struct iovec) pieces = {0};

	*ret = (struct nl_refusal){0};
	VEC_FOREACH (&batch->chunks, chunk)
		vec_push(&pieces, ((struct iovec){.iov_base = chunk->data, .iov_len = chunk->used}));
	nl->seq += batch->count;
	nl_grow(nl, SO_SNDBUFFORCE, SO_SNDBUF, &nl->sndbuf, batch_bytes(batch) + SPARE);
	nl_grow(nl, SO_RCVBUFFORCE, SO_RCVBUF, &nl->rcvbuf, RECEIVE_SIZE);
	nl_drain(nl);
	ret->code = nl_send(nl, pieces.v, pieces.n);
	if (!ret->code)
		nl_read_answers(nl, fn, data, ret);
	vec_done(&pieces);
}
