/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/kernel/refusal.h"
#include "backend/kernel/state.h"
#include "backend/kernel/wire.h"

#include <endian.h>
#include <errno.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>

#define ATTEMPTS 50

struct counting {
	const char *table;
	kernel_counter_list_t list;
};

static bool counter_message(const struct nlmsghdr *message, void *data)
{
	struct counting *counting = data;
	struct kernel_counter counter;
	const char *table, *name;

	if (!wire_counter_parse(message, &table, &name, &counter.packets, &counter.bytes))
		return false;
	/* A longer name is none of ours. */
	if (!str_equal(table, counting->table) || strlen(name) > IR_NAME_MAX)
		return true;
	memset(counter.name, 0, sizeof(counter.name));
	memcpy(counter.name, name, strlen(name));
	vec_push(&counting->list, counter);
	return true;
}

int kernel_counters(struct kernel *kernel, const char *table, kernel_counter_list_t *ret, struct error *err)
{
	struct counting counting = {.table = table};
	int code = EAGAIN;

	for (int i = 0; i < ATTEMPTS && code == EAGAIN; i++) {
		struct nlmsghdr *question = nl_question(&kernel->nl, NFT_MSG_GETOBJ, NFPROTO_INET, true);

		counting.list.n = 0;
		mnl_attr_put_strz_check(question, NL_REQUEST_SIZE, NFTA_OBJ_TABLE, table);
		mnl_attr_put_u32_check(question, NL_REQUEST_SIZE, NFTA_OBJ_TYPE, htobe32(NFT_OBJECT_COUNTER));
		code = nl_ask(&kernel->nl, question, counter_message, &counting);
	}
	if (code) {
		vec_done(&counting.list);
		return refusal_errno(code, err);
	}
	*ret = counting.list;
	return 0;
}
