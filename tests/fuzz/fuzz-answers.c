/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What comes over the netlink socket, whatever it is: recvmsg(2) of this program gives the input instead of the
 * kernel's answers. The first byte chooses the question; then come datagrams, each after its length in two bytes
 * (little endian). Length 0 ends the answer to one question, 0xffff is an error instead of a datagram, its number in
 * the next byte.
 */
#include "backend/compile/build.h"
#include "backend/kernel/kernel.h"
#include "tests/fuzz/fuzz.h"

#include <errno.h>
#include <libmnl/libmnl.h>
#include <sys/socket.h>

#define ERROR_LENGTH 0xffff

/* What is left of the input, and the question that is being answered. */
static struct {
	const uint8_t *at;
	size_t left;
	bool answering;
	uint32_t seq;
} wire;

static size_t take_length(void)
{
	size_t length;

	if (wire.left < 2)
		return 0;
	length = wire.at[0] | (size_t)wire.at[1] << 8;
	wire.at += 2;
	wire.left -= 2;
	return length;
}

static size_t take_bytes(size_t n)
{
	n = n < wire.left ? n : wire.left;
	wire.at += n;
	wire.left -= n;
	return n;
}

/* Messages without a number answer the question at hand. */
static void number_messages(uint8_t *data, size_t size)
{
	struct nlmsghdr header;

	for (size_t at = 0; size - at >= sizeof(header); at += MNL_ALIGN(header.nlmsg_len)) {
		memcpy(&header, data + at, sizeof(header));
		if (header.nlmsg_len < sizeof(header) || header.nlmsg_len > size - at)
			return;
		if (!header.nlmsg_seq)
			header.nlmsg_seq = wire.seq;
		memcpy(data + at, &header, sizeof(header));
		if (MNL_ALIGN(header.nlmsg_len) > size - at)
			return;
	}
}

ssize_t recvmsg(int fd, struct msghdr *message, int flags)
{
	struct iovec *piece = message->msg_iov;
	size_t length = wire.answering ? take_length() : 0;
	const uint8_t *data = wire.at;

	(void)fd;
	(void)flags;
	message->msg_flags = 0;
	if (!length) {
		wire.answering = false;
		errno = EAGAIN;
		return -1;
	}
	if (length == ERROR_LENGTH) {
		errno = take_bytes(1) ? *data : EAGAIN;
		return -1;
	}
	length = take_bytes(length);
	if (length > piece->iov_len) {
		message->msg_flags = MSG_TRUNC;
		length = piece->iov_len;
	}
	memcpy(piece->iov_base, data, length);
	number_messages(piece->iov_base, length);
	return (ssize_t)length;
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
	struct nlmsghdr header;
	ssize_t sent = 0;

	(void)fd;
	(void)flags;
	memcpy(&header, message->msg_iov->iov_base, sizeof(header));
	wire.seq = header.nlmsg_seq;
	wire.answering = true;
	for (size_t i = 0; i < message->msg_iovlen; i++)
		sent += (ssize_t)message->msg_iov[i].iov_len;
	return sent;
}

/* One chain with a rule that asks a set: something of everything that can be refused. */
static void make_wanted(struct ir *ir)
{
	struct ir_chain *chain;
	struct ir_rule *rule;
	const uint8_t key[] = {10, 0, 0, 1};

	ir_init(ir, "nftabs");
	vec_add(&ir->counters)->name = mem_strdup("r7");
	build_element(build_set(ir, "r7_ra4_", IR_TYPE_IPV4_ADDR, 0), key, NULL);
	chain = vec_add(&ir->chains);
	chain->name = mem_strdup("output_");
	rule = vec_add(&chain->rules);
	rule->id = 7;
	rule->comment = mem_strdup("#7 name");
	build_address_load(rule, 4, END_DESTINATION, 4);
	build_lookup(rule, "r7_ra4_");
	build_counter(rule, "r7");
	build_reject(rule, false);
}

static int ask_read(struct kernel *kernel, struct error *err)
{
	_cleanup_ir_ struct ir ir = {0};
	bool exists = false;

	if (kernel_read(kernel, "nftabs", &ir, &exists, err))
		return -1;
	VEC_FOREACH (&ir.sets, set)
		fuzz_require(!set->n_types || set->key_len <= IR_DATA_MAX);
	return 0;
}

static int ask_others(struct kernel *kernel, struct error *err)
{
	kernel_other_list_t list = {0};

	if (kernel_others(kernel, "nftabs", &list, err))
		return -1;
	VEC_FOREACH (&list, other)
		fuzz_require(other->family && other->table && other->chain);
	kernel_others_done(&list);
	return 0;
}

static int ask_counters(struct kernel *kernel, struct error *err)
{
	kernel_counter_list_t list = {0};

	if (kernel_counters(kernel, "nftabs", &list, err))
		return -1;
	VEC_FOREACH (&list, counter)
		fuzz_require(strnlen(counter->name, sizeof(counter->name)) < sizeof(counter->name));
	vec_done(&list);
	return 0;
}

/* Twice: the second time against what was remembered. */
static int ask_apply(struct kernel *kernel, struct error *err)
{
	_cleanup_ir_ struct ir wanted;
	struct kernel_change change;
	int result;

	make_wanted(&wanted);
	result = kernel_apply(kernel, &wanted, &change, err);
	if (!result)
		result = kernel_apply(kernel, &wanted, NULL, err);
	return result;
}

static int ask_rest(struct kernel *kernel, struct error *err)
{
	_cleanup_ir_ struct ir wanted;
	int result;

	make_wanted(&wanted);
	result = kernel_elements(kernel, "nftabs", &wanted.sets.v[0], true, err);
	if (!result)
		result = kernel_set_dormant(kernel, "nftabs", true, err);
	return result ? result : kernel_delete(kernel, "nftabs", err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int (*const questions[])(struct kernel *, struct error *) = {ask_read, ask_others, ask_counters,
									    ask_apply, ask_rest};
	_cleanup_kernel_ struct kernel *kernel = NULL;
	_cleanup_error_ struct error err = {0};

	if (!size || kernel_open(&kernel, NULL))
		return 0;
	wire.at = data + 1;
	wire.left = size - 1;
	wire.answering = false;
	if (questions[data[0] % ARRAY_SIZE(questions)](kernel, &err))
		fuzz_require_error(&err);
	return 0;
}
