/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/kernel/userdata.h"
#include "backend/kernel/wire.h"

#include <libnftnl/udata.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>

/* For each kind of message where its name stands. */
static const struct subject_kind {
	uint8_t type;
	uint8_t what;
	uint8_t name; /* attribute */
} subject_kinds[] = {
    {NFT_MSG_NEWTABLE, BATCH_TABLE, NFTA_TABLE_NAME},
    {NFT_MSG_DELTABLE, BATCH_TABLE, NFTA_TABLE_NAME},
    {NFT_MSG_NEWCHAIN, BATCH_CHAIN, NFTA_CHAIN_NAME},
    {NFT_MSG_DELCHAIN, BATCH_CHAIN, NFTA_CHAIN_NAME},
    {NFT_MSG_NEWRULE, BATCH_RULE, NFTA_RULE_CHAIN},
    {NFT_MSG_DELRULE, BATCH_RULE, NFTA_RULE_CHAIN},
    {NFT_MSG_NEWSET, BATCH_SET, NFTA_SET_NAME},
    {NFT_MSG_DELSET, BATCH_SET, NFTA_SET_NAME},
    {NFT_MSG_NEWSETELEM, BATCH_ELEMENTS, NFTA_SET_ELEM_LIST_SET},
    {NFT_MSG_DELSETELEM, BATCH_ELEMENTS, NFTA_SET_ELEM_LIST_SET},
    {NFT_MSG_NEWOBJ, BATCH_COUNTER, NFTA_OBJ_NAME},
    {NFT_MSG_DELOBJ, BATCH_COUNTER, NFTA_OBJ_NAME},
};

static const struct subject_kind *subject_kind(const struct nlmsghdr *message)
{
	for (size_t i = 0; i < ARRAY_SIZE(subject_kinds); i++)
		if (NFNL_SUBSYS_ID(message->nlmsg_type) == NFNL_SUBSYS_NFTABLES &&
		    NFNL_MSG_TYPE(message->nlmsg_type) == subject_kinds[i].type)
			return &subject_kinds[i];
	return NULL;
}

static int64_t rule_id(const struct nlattr *userdata)
{
	return userdata
		   ? wire_comment_id(userdata_find_text(mnl_attr_get_payload(userdata),
							mnl_attr_get_payload_len(userdata), NFTNL_UDATA_RULE_COMMENT))
		   : 0;
}

void wire_subject(const struct nlmsghdr *message, struct batch_subject *ret)
{
	const struct subject_kind *kind = subject_kind(message);
	attr_table_t table = {0};
	struct attrs attrs;

	*ret = (struct batch_subject){.what = BATCH_FRAME};
	if (!kind)
		return;
	table[NFTA_RULE_USERDATA] = ATTR_BYTES;
	table[kind->name] = ATTR_TEXT;
	if (!attrs_of_message(&attrs, message, sizeof(struct nfgenmsg), table) || !attrs.at[kind->name])
		return;
	ret->what = kind->what;
	ret->name = attr_text(attrs.at[kind->name]);
	ret->id = kind->what == BATCH_RULE ? rule_id(attrs.at[NFTA_RULE_USERDATA]) : wire_name_id(ret->name);
}
