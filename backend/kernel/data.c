/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/kernel/data.h"

#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>

static const struct {
	int32_t code;
	bool has_chain;
} verdicts[] = {
    [IR_ACCEPT] = {NF_ACCEPT, false}, [IR_DROP] = {NF_DROP, false},	 [IR_JUMP] = {NFT_JUMP, true},
    [IR_GOTO] = {NFT_GOTO, true},     [IR_RETURN] = {NFT_RETURN, false}, [IR_CONTINUE] = {NFT_CONTINUE, false},
};

static const attr_table_t data_table = {
    [NFTA_DATA_VALUE] = ATTR_BYTES,
    [NFTA_DATA_VERDICT] = ATTR_NEST,
};

static const attr_table_t verdict_table = {
    [NFTA_VERDICT_CODE] = ATTR_U32,
    [NFTA_VERDICT_CHAIN] = ATTR_TEXT,
};

void data_put_value(struct batch *batch, uint16_t type, const void *value, size_t len)
{
	struct nlattr *nest = batch_nest(batch, type);

	batch_put(batch, NFTA_DATA_VALUE, value, len);
	batch_nest_end(batch, nest);
}

void data_put_verdict(struct batch *batch, uint16_t type, uint8_t verdict, const char *chain)
{
	struct nlattr *nest = batch_nest(batch, type);
	struct nlattr *inner = batch_nest(batch, NFTA_DATA_VERDICT);

	batch_put_u32(batch, NFTA_VERDICT_CODE, (uint32_t)verdicts[verdict].code);
	if (verdicts[verdict].has_chain && chain)
		batch_put_text(batch, NFTA_VERDICT_CHAIN, chain);
	batch_nest_end(batch, inner);
	batch_nest_end(batch, nest);
}

const uint8_t *data_value(const struct nlattr *nest, size_t *ret_len)
{
	struct attrs attrs;
	size_t len;

	if (!nest || !attrs_of_nest(&attrs, nest, data_table) || attrs.strange || !attrs.at[NFTA_DATA_VALUE])
		return NULL;
	len = mnl_attr_get_payload_len(attrs.at[NFTA_DATA_VALUE]);
	if (!len || len > IR_DATA_MAX)
		return NULL;
	*ret_len = len;
	return mnl_attr_get_payload(attrs.at[NFTA_DATA_VALUE]);
}

bool data_verdict(const struct nlattr *nest, uint8_t *ret_verdict, const char **ret_chain)
{
	struct attrs data, attrs;
	int32_t code;

	if (!nest || !attrs_of_nest(&data, nest, data_table) || data.strange || !data.at[NFTA_DATA_VERDICT])
		return false;
	if (!attrs_of_nest(&attrs, data.at[NFTA_DATA_VERDICT], verdict_table) || attrs.strange ||
	    !attrs.at[NFTA_VERDICT_CODE])
		return false;
	code = (int32_t)attr_u32(attrs.at[NFTA_VERDICT_CODE], 0);
	for (size_t i = 0; i < ARRAY_SIZE(verdicts); i++) {
		if (verdicts[i].code != code || verdicts[i].has_chain != !!attrs.at[NFTA_VERDICT_CHAIN])
			continue;
		*ret_verdict = (uint8_t)i;
		*ret_chain = attr_text(attrs.at[NFTA_VERDICT_CHAIN]);
		return true;
	}
	return false;
}
