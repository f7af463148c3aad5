/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/kernel/dump.h"

#include "backend/kernel/wire.h"

#include <endian.h>
#include <errno.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>

#define ATTEMPTS 50 /* at a ruleset that changes while it is read */

static bool dump_new_table(const struct nlmsghdr *message, struct dump *dump)
{
	const char *name;
	bool dormant;

	if (!wire_table_parse(message, &name, &dormant))
		return false;
	if (str_equal(name, dump->ir->table)) {
		dump->exists = true;
		dump->ir->dormant = dormant;
	}
	return true;
}

static bool dump_new_counter(const struct nlmsghdr *message, struct dump *dump)
{
	struct ir_counter counter = {.id = 0};
	const char *table, *name;

	if (!wire_counter_parse(message, &table, &name, &counter.packets, &counter.bytes))
		return false;
	if (!str_equal(table, dump->ir->table))
		return true;
	counter.name = mem_strdup(name);
	counter.id = wire_name_id(name);
	vec_push(&dump->ir->counters, counter);
	return true;
}

static bool dump_new_set(const struct nlmsghdr *message, struct dump *dump)
{
	struct ir_set set;
	const char *table;
	bool anonymous;

	if (!wire_set_parse(message, &table, &set, &anonymous))
		return false;
	if (anonymous || !str_equal(table, dump->ir->table)) {
		ir_set_done(&set);
		return true;
	}
	vec_push(&dump->ir->sets, set);
	dump->set = NULL;
	return true;
}

static bool dump_new_elements(const struct nlmsghdr *message, struct dump *dump)
{
	const char *table, *name;

	if (!wire_elements_set(message, &table, &name))
		return false;
	if (!str_equal(table, dump->ir->table))
		return true;
	if (!dump->set || !str_equal(dump->set->name, name))
		dump->set = ir_find_set(dump->ir, name);
	return !dump->set || wire_elements_parse(message, dump->set);
}

static bool dump_new_chain(const struct nlmsghdr *message, struct dump *dump)
{
	struct ir_chain chain;
	const char *table;
	bool bound;

	if (!wire_chain_parse(message, &table, &chain, &bound))
		return false;
	if (bound || !str_equal(table, dump->ir->table)) {
		ir_chain_done(&chain);
		return true;
	}
	vec_push(&dump->ir->chains, chain);
	dump->chain = NULL;
	return true;
}

static bool dump_new_rule(const struct nlmsghdr *message, struct dump *dump)
{
	const char *table, *chain;
	struct ir_rule rule;

	if (!wire_rule_parse(message, &table, &chain, &rule))
		return false;
	if (!dump->chain || !str_equal(dump->chain->name, chain))
		dump->chain = ir_find_chain(dump->ir, chain);
	if (dump->chain && str_equal(table, dump->ir->table))
		vec_push(&dump->chain->rules, rule);
	else
		ir_rule_done(&rule);
	return true;
}

static bool (*const dump_messages[])(const struct nlmsghdr *, struct dump *) = {
    [NFT_MSG_NEWTABLE] = dump_new_table,      [NFT_MSG_NEWOBJ] = dump_new_counter, [NFT_MSG_NEWSET] = dump_new_set,
    [NFT_MSG_NEWSETELEM] = dump_new_elements, [NFT_MSG_NEWCHAIN] = dump_new_chain, [NFT_MSG_NEWRULE] = dump_new_rule,
};

bool dump_message(const struct nlmsghdr *message, void *data)
{
	struct dump *dump = data;
	size_t type = NFNL_MSG_TYPE(message->nlmsg_type);

	if (!watch_go_on(dump->watch, dump->messages++, 0))
		return false;
	if (NFNL_SUBSYS_ID(message->nlmsg_type) != NFNL_SUBSYS_NFTABLES || type >= ARRAY_SIZE(dump_messages) ||
	    !dump_messages[type])
		return true;
	return dump_messages[type](message, dump);
}

void dump_finish(struct dump *dump)
{
	VEC_FOREACH (&dump->ir->sets, set)
		wire_elements_fold(set);
}

/* What to ask for, in the order in which one needs the other; all but the first are dumps. */
static const struct {
	uint8_t type;
	uint16_t table_attr;
	uint16_t kind_attr; /* of objects: counters only */
} questions[] = {
    {NFT_MSG_GETTABLE, NFTA_TABLE_NAME, 0}, {NFT_MSG_GETOBJ, NFTA_OBJ_TABLE, NFTA_OBJ_TYPE},
    {NFT_MSG_GETSET, NFTA_SET_TABLE, 0},    {NFT_MSG_GETCHAIN, NFTA_CHAIN_TABLE, 0},
    {NFT_MSG_GETRULE, NFTA_RULE_TABLE, 0},
};

static int dump_ask(struct nl *nl, size_t i, struct dump *dump)
{
	struct nlmsghdr *question = nl_question(nl, questions[i].type, NFPROTO_INET, i != 0);

	mnl_attr_put_strz_check(question, NL_REQUEST_SIZE, questions[i].table_attr, dump->ir->table);
	if (questions[i].kind_attr)
		mnl_attr_put_u32_check(question, NL_REQUEST_SIZE, questions[i].kind_attr, htobe32(NFT_OBJECT_COUNTER));
	return nl_ask(nl, question, dump_message, dump);
}

static int dump_elements(struct nl *nl, struct dump *dump, struct ir_set *set)
{
	struct nlmsghdr *question = nl_question(nl, NFT_MSG_GETSETELEM, NFPROTO_INET, true);

	dump->set = set;
	mnl_attr_put_strz_check(question, NL_REQUEST_SIZE, NFTA_SET_ELEM_LIST_TABLE, dump->ir->table);
	mnl_attr_put_strz_check(question, NL_REQUEST_SIZE, NFTA_SET_ELEM_LIST_SET, set->name);
	return nl_ask(nl, question, dump_message, dump);
}

static int dump_all(struct nl *nl, struct dump *dump)
{
	int code = dump_ask(nl, 0, dump);

	if (code)
		return code == ENOENT ? 0 : code;
	for (size_t i = 1; i < ARRAY_SIZE(questions) && !code; i++)
		code = dump_ask(nl, i, dump);
	for (size_t i = 0; i < dump->ir->sets.n && !code; i++)
		if (dump->ir->sets.v[i].n_types)
			code = dump_elements(nl, dump, &dump->ir->sets.v[i]);
	/* It was there a moment ago: ask for everything again. */
	return code == ENOENT ? EAGAIN : code;
}

static int dump_once(struct nl *nl, struct dump *dump, uint32_t *ret_generation)
{
	uint32_t after = 0;
	int code = nl_generation(nl, ret_generation);

	if (!code)
		code = dump_all(nl, dump);
	if (!code)
		code = nl_generation(nl, &after);
	if (!code && after != *ret_generation)
		code = EAGAIN;
	return code;
}

int dump_table(struct nl *nl, const char *table, struct watch *watch, struct ir *ret, bool *ret_exists,
	       uint32_t *ret_generation)
{
	int code = EAGAIN;

	for (int i = 0; i < ATTEMPTS && code == EAGAIN; i++) {
		_cleanup_ir_ struct ir ir;
		struct dump dump = {.ir = &ir, .watch = watch};

		ir_init(&ir, table);
		code = dump_once(nl, &dump, ret_generation);
		if (watch_refuse(watch, NULL))
			return ECANCELED;
		if (code)
			continue;
		dump_finish(&dump);
		*ret_exists = dump.exists;
		*ret = ir;
		ir_init(&ir, NULL);
	}
	return code;
}

int dump_exists(struct nl *nl, const char *table, bool *ret_exists, bool *ret_dormant, uint32_t *ret_generation)
{
	_cleanup_ir_ struct ir ir;
	struct dump dump = {.ir = &ir};
	int code;

	ir_init(&ir, table);
	code = nl_generation(nl, ret_generation);
	if (!code)
		code = dump_ask(nl, 0, &dump);
	*ret_exists = dump.exists;
	*ret_dormant = ir.dormant;
	return code == ENOENT ? 0 : code;
}

static int dump_timed_set(struct nl *nl, struct ir *ir, struct ir_set *set)
{
	struct dump dump = {.ir = ir};
	int code = EAGAIN;

	for (int i = 0; i < ATTEMPTS && code == EAGAIN; i++) {
		VEC_FOREACH (&set->elements, element)
			ir_element_done(element);
		set->elements.n = 0;
		code = dump_elements(nl, &dump, set);
	}
	wire_elements_fold(set);
	return code;
}

int dump_timed(struct nl *nl, struct ir *ir)
{
	int code = 0;

	for (size_t i = 0; i < ir->sets.n && !code; i++)
		if (ir->sets.v[i].flags & IR_SET_TIMEOUT && ir->sets.v[i].n_types)
			code = dump_timed_set(nl, ir, &ir->sets.v[i]);
	return code;
}
