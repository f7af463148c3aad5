/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/kernel/wire.h"

#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>

static const attr_table_t chain_table = {
    [NFTA_CHAIN_TABLE] = ATTR_TEXT, [NFTA_CHAIN_NAME] = ATTR_TEXT,  [NFTA_CHAIN_HANDLE] = ATTR_U64,
    [NFTA_CHAIN_HOOK] = ATTR_NEST,  [NFTA_CHAIN_POLICY] = ATTR_U32, [NFTA_CHAIN_TYPE] = ATTR_TEXT,
    [NFTA_CHAIN_FLAGS] = ATTR_U32,
};

static const attr_table_t hook_table = {
    [NFTA_HOOK_HOOKNUM] = ATTR_U32,
    [NFTA_HOOK_PRIORITY] = ATTR_U32,
};

static void chain_message(struct batch *batch, uint16_t type, uint16_t flags, const char *table,
			  const struct ir_chain *chain)
{
	batch_message(batch, type, flags, (struct batch_subject){.what = BATCH_CHAIN, .name = chain->name});
	batch_put_text(batch, NFTA_CHAIN_TABLE, table);
	batch_put_text(batch, NFTA_CHAIN_NAME, chain->name);
}

void wire_chain_put(struct batch *batch, const char *table, const struct ir_chain *chain)
{
	struct nlattr *hook;

	chain_message(batch, NFT_MSG_NEWCHAIN, NLM_F_CREATE, table, chain);
	if (!chain->base)
		return;
	batch_put_text(batch, NFTA_CHAIN_TYPE, chain->type);
	hook = batch_nest(batch, NFTA_CHAIN_HOOK);
	batch_put_u32(batch, NFTA_HOOK_HOOKNUM, chain->hook);
	batch_put_u32(batch, NFTA_HOOK_PRIORITY, (uint32_t)chain->priority);
	batch_nest_end(batch, hook);
	batch_put_u32(batch, NFTA_CHAIN_POLICY, chain->policy_drop ? NF_DROP : NF_ACCEPT);
}

void wire_chain_delete(struct batch *batch, const char *table, const struct ir_chain *chain)
{
	chain_message(batch, NFT_MSG_DELCHAIN, 0, table, chain);
}

static bool chain_hook(const struct attrs *attrs, struct ir_chain *ret)
{
	struct attrs hook;
	uint32_t number;

	ret->base = attrs->at[NFTA_CHAIN_HOOK];
	if (!ret->base)
		return true;
	if (!attrs_of_nest(&hook, attrs->at[NFTA_CHAIN_HOOK], hook_table))
		return false;
	number = attr_u32(hook.at[NFTA_HOOK_HOOKNUM], UINT32_MAX);
	ret->hook = (uint8_t)number;
	ret->priority = (int32_t)attr_u32(hook.at[NFTA_HOOK_PRIORITY], 0);
	ret->policy_drop = attr_u32(attrs->at[NFTA_CHAIN_POLICY], NF_ACCEPT) == NF_DROP;
	return number <= UINT8_MAX;
}

bool wire_chain_parse(const struct nlmsghdr *message, const char **ret_table, struct ir_chain *ret, bool *ret_bound)
{
	struct ir_chain chain = {.base = false};
	struct attrs attrs;

	if (!attrs_of_message(&attrs, message, sizeof(struct nfgenmsg), chain_table) || !attrs.at[NFTA_CHAIN_TABLE] ||
	    !attrs.at[NFTA_CHAIN_NAME] || !chain_hook(&attrs, &chain))
		return false;
	chain.name = mem_strdup(attr_text(attrs.at[NFTA_CHAIN_NAME]));
	chain.type = mem_strdup(chain.base ? attr_text(attrs.at[NFTA_CHAIN_TYPE]) : NULL);
	chain.handle = attr_u64(attrs.at[NFTA_CHAIN_HANDLE], 0);
	*ret_table = attr_text(attrs.at[NFTA_CHAIN_TABLE]);
	*ret_bound = attr_u32(attrs.at[NFTA_CHAIN_FLAGS], 0) & NFT_CHAIN_BINDING;
	*ret = chain;
	return true;
}
