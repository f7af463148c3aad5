/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/kernel/expr.h"
#include "backend/kernel/refusal.h"
#include "backend/kernel/state.h"
#include "backend/kernel/wire.h"
#include "base/i18n.h"

#include <errno.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nf_tables_compat.h>
#include <linux/netfilter/nfnetlink.h>

/*
 * Other people's rules are not understood as a whole, only followed: a base chain can drop when its policy does, or
 * when a verdict drop, a reject or a queue can be reached from it through jumps, gotos and verdict maps, whatever the
 * conditions are. What is not known to pass packets on counts as one that may drop.
 */

#define ATTEMPTS 50

struct other_chain {
	struct ir_chain head; /* without rules */
	bool drops;	      /* itself */
	strlist_t targets;    /* chains it jumps or goes to */
	strlist_t maps;	      /* verdict maps it asks, until they are read */
	bool visited;
};

struct other_table {
	uint8_t family;
	char *name;
	VEC(struct other_chain) chains;
	struct other_chain *asking; /* whose verdict map is being read */
};

typedef VEC(struct other_table) other_tables_t;

static const struct {
	uint8_t family;
	const char *name;
} families[] = {
    {NFPROTO_IPV4, "ip"},
    {NFPROTO_IPV6, "ip6"},
    {NFPROTO_INET, "inet"},
};

static const char *family_name(uint8_t family)
{
	for (size_t i = 0; i < ARRAY_SIZE(families); i++)
		if (families[i].family == family)
			return families[i].name;
	return NULL;
}

static void other_table_done(struct other_table *table)
{
	VEC_FOREACH (&table->chains, chain) {
		ir_chain_done(&chain->head);
		strlist_done(&chain->targets);
		strlist_done(&chain->maps);
	}
	vec_done(&table->chains);
	free(table->name);
}

static void other_tables_done(other_tables_t *tables)
{
	VEC_FOREACH (tables, table)
		other_table_done(table);
	vec_done(tables);
}

static struct other_chain *other_chain_find(struct other_table *table, const char *name)
{
	VEC_FOREACH (&table->chains, chain)
		if (str_equal(chain->head.name, name))
			return chain;
	return NULL;
}

struct looking {
	other_tables_t tables;
	const char *own;
};

static bool table_message(const struct nlmsghdr *message, void *data)
{
	const struct nfgenmsg *general = mnl_nlmsg_get_payload(message);
	struct looking *looking = data;
	const char *name;
	bool dormant;

	if (!wire_table_parse(message, &name, &dormant))
		return false;
	if (dormant || !family_name(general->nfgen_family) ||
	    (general->nfgen_family == NFPROTO_INET && str_equal(name, looking->own)))
		return true;
	vec_push(&looking->tables, ((struct other_table){.family = general->nfgen_family, .name = mem_strdup(name)}));
	return true;
}

static bool chain_message(const struct nlmsghdr *message, void *data)
{
	const struct nfgenmsg *general = mnl_nlmsg_get_payload(message);
	struct looking *looking = data;
	struct ir_chain head;
	const char *name;
	bool bound;

	if (!wire_chain_parse(message, &name, &head, &bound))
		return false;
	VEC_FOREACH (&looking->tables, table) {
		if (table->family != general->nfgen_family || !str_equal(table->name, name))
			continue;
		vec_push(&table->chains, ((struct other_chain){.head = head, .drops = head.policy_drop}));
		return true;
	}
	ir_chain_done(&head);
	return true;
}

static const attr_table_t immediate_table = {
    [NFTA_IMMEDIATE_DREG] = ATTR_U32,
    [NFTA_IMMEDIATE_DATA] = ATTR_NEST,
};

static void take_verdict(struct other_chain *chain, const struct nlattr *data)
{
	const char *target;
	uint8_t verdict;

	/* Not one of ours: queue, with a program behind it that may do anything. */
	if (!data_verdict(data, &verdict, &target) || verdict == IR_DROP)
		chain->drops = true;
	else if (target)
		strlist_add(&chain->targets, target);
}

static void follow_immediate(struct other_chain *chain, const struct nlattr *data)
{
	struct attrs attrs;

	if (attrs_of_nest(&attrs, data, immediate_table) && expr_is_verdict_register(attrs.at[NFTA_IMMEDIATE_DREG]))
		take_verdict(chain, attrs.at[NFTA_IMMEDIATE_DATA]);
}

static const attr_table_t lookup_table = {
    [NFTA_LOOKUP_SET] = ATTR_TEXT,
    [NFTA_LOOKUP_DREG] = ATTR_U32,
};

static void follow_lookup(struct other_chain *chain, const struct nlattr *data)
{
	struct attrs attrs;

	if (attrs_of_nest(&attrs, data, lookup_table) && attrs.at[NFTA_LOOKUP_SET] &&
	    expr_is_verdict_register(attrs.at[NFTA_LOOKUP_DREG]))
		strlist_add(&chain->maps, attr_text(attrs.at[NFTA_LOOKUP_SET]));
}

static void follow_drop(struct other_chain *chain, const struct nlattr *data)
{
	(void)data;
	chain->drops = true;
}

static const attr_table_t target_table = {
    [NFTA_TARGET_NAME] = ATTR_TEXT,
};

/* Extensions of iptables that let the packet go on; of others one cannot know. */
static const char *const passing_targets[] = {
    "AUDIT",  "CHECKSUM",    "CLASSIFY", "CONNMARK",  "CONNSECMARK", "CT",	"DNAT", "DSCP",
    "ECN",    "HL",	     "HMARK",	 "IDLETIMER", "LED",	     "LOG",	"MARK", "MASQUERADE",
    "NETMAP", "NFLOG",	     "NOTRACK",	 "RATEEST",   "REDIRECT",    "SECMARK", "SET",	"SNAT",
    "TCPMSS", "TCPOPTSTRIP", "TEE",	 "TOS",	      "TPROXY",	     "TRACE",	"TTL",
};

static void follow_target(struct other_chain *chain, const struct nlattr *data)
{
	struct attrs attrs;
	const char *name;

	if (!attrs_of_nest(&attrs, data, target_table) || !attrs.at[NFTA_TARGET_NAME])
		return;
	name = attr_text(attrs.at[NFTA_TARGET_NAME]);
	for (size_t i = 0; i < ARRAY_SIZE(passing_targets); i++)
		if (strcmp(passing_targets[i], name) == 0)
			return;
	chain->drops = true;
}

static const struct {
	const char *name;
	void (*follow)(struct other_chain *chain, const struct nlattr *data);
} followers[] = {
    {"immediate", follow_immediate}, {"lookup", follow_lookup}, {"reject", follow_drop},
    {"queue", follow_drop},	     {"synproxy", follow_drop}, {"target", follow_target},
};

static const attr_table_t rule_table = {
    [NFTA_RULE_CHAIN] = ATTR_TEXT,
    [NFTA_RULE_EXPRESSIONS] = ATTR_NEST,
};

static void follow_expression(struct other_chain *chain, const struct nlattr *element)
{
	const struct nlattr *data = NULL;
	const char *name = expr_name(element, &data);

	for (size_t i = 0; name && data && i < ARRAY_SIZE(followers); i++)
		if (strcmp(followers[i].name, name) == 0)
			followers[i].follow(chain, data);
}

static bool rule_message(const struct nlmsghdr *message, void *data)
{
	struct other_table *table = data;
	struct other_chain *chain;
	const struct nlattr *list;
	struct attrs attrs;

	if (!attrs_of_message(&attrs, message, sizeof(struct nfgenmsg), rule_table) || !attrs.at[NFTA_RULE_CHAIN])
		return false;
	chain = other_chain_find(table, attr_text(attrs.at[NFTA_RULE_CHAIN]));
	list = attrs.at[NFTA_RULE_EXPRESSIONS];
	for (const struct nlattr *at = chain && list ? attr_first(list) : NULL; at; at = attr_next(list, at))
		follow_expression(chain, at);
	return true;
}

static const attr_table_t elements_table = {
    [NFTA_SET_ELEM_LIST_ELEMENTS] = ATTR_NEST,
};

static const attr_table_t element_table = {
    [NFTA_SET_ELEM_DATA] = ATTR_NEST,
};

static bool element_message(const struct nlmsghdr *message, void *data)
{
	struct other_table *table = data;
	const struct nlattr *list;
	struct attrs attrs, element;

	if (!attrs_of_message(&attrs, message, sizeof(struct nfgenmsg), elements_table))
		return false;
	list = attrs.at[NFTA_SET_ELEM_LIST_ELEMENTS];
	for (const struct nlattr *at = list ? attr_first(list) : NULL; at; at = attr_next(list, at))
		if (attrs_of_nest(&element, at, element_table) && element.at[NFTA_SET_ELEM_DATA])
			take_verdict(table->asking, element.at[NFTA_SET_ELEM_DATA]);
	return true;
}

static int ask_about(struct nl *nl, struct other_table *table, uint8_t type, const char *set, nl_message_fn fn)
{
	struct nlmsghdr *question = nl_question(nl, type, table->family, true);

	_Static_assert((int)NFTA_RULE_TABLE == (int)NFTA_SET_ELEM_LIST_TABLE, "one attribute for both questions");
	mnl_attr_put_strz_check(question, NL_REQUEST_SIZE, NFTA_RULE_TABLE, table->name);
	if (set)
		mnl_attr_put_strz_check(question, NL_REQUEST_SIZE, NFTA_SET_ELEM_LIST_SET, set);
	return nl_ask(nl, question, fn, table);
}

static int look_into(struct nl *nl, struct other_table *table)
{
	int code = ask_about(nl, table, NFT_MSG_GETRULE, NULL, rule_message);

	VEC_FOREACH (&table->chains, chain) {
		table->asking = chain;
		for (size_t i = 0; i < chain->maps.n && !code; i++)
			code = ask_about(nl, table, NFT_MSG_GETSETELEM, chain->maps.v[i], element_message);
	}
	return code;
}

static bool reaches_drop(struct other_table *table, struct other_chain *chain)
{
	if (chain->drops)
		return true;
	if (chain->visited)
		return false;
	chain->visited = true;
	VEC_FOREACH (&chain->targets, target) {
		struct other_chain *next = other_chain_find(table, *target);

		if (next && reaches_drop(table, next)) {
			chain->drops = true;
			return true;
		}
	}
	return false;
}

static void report(struct other_table *table, kernel_other_list_t *ret)
{
	VEC_FOREACH (&table->chains, chain)
		if (chain->head.base)
			vec_push(ret, ((struct kernel_other){.family = mem_strdup(family_name(table->family)),
							     .table = mem_strdup(table->name),
							     .chain = mem_strdup(chain->head.name),
							     .hook = chain->head.hook,
							     .priority = chain->head.priority,
							     .can_drop = reaches_drop(table, chain)}));
}

static int look(struct nl *nl, struct looking *looking)
{
	int code = nl_ask(nl, nl_question(nl, NFT_MSG_GETTABLE, NFPROTO_UNSPEC, true), table_message, looking);

	if (!code)
		code = nl_ask(nl, nl_question(nl, NFT_MSG_GETCHAIN, NFPROTO_UNSPEC, true), chain_message, looking);
	for (size_t i = 0; i < looking->tables.n && !code; i++)
		code = look_into(nl, &looking->tables.v[i]);
	return code == ENOENT ? EAGAIN : code; /* taken away while we looked */
}

int kernel_others(struct kernel *kernel, const char *own_table, kernel_other_list_t *ret, struct error *err)
{
	kernel_other_list_t list = {0};
	int code = EAGAIN;

	for (int i = 0; i < ATTEMPTS && code == EAGAIN; i++) {
		struct looking looking = {.own = own_table};

		code = look(&kernel->nl, &looking);
		for (size_t t = 0; t < looking.tables.n && !code; t++)
			report(&looking.tables.v[t], &list);
		other_tables_done(&looking.tables);
	}
	if (code)
		return refusal_errno(code, err);
	*ret = list;
	return 0;
}

void kernel_others_done(kernel_other_list_t *list)
{
	VEC_FOREACH (list, other) {
		free(other->family);
		free(other->table);
		free(other->chain);
	}
	vec_done(list);
}
