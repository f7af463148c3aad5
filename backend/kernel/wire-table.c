/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/kernel/userdata.h"
#include "backend/kernel/wire.h"

#include <libnftnl/udata.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>

static int64_t leading_number(const char *text)
{
	int64_t id = 0;
	size_t digits = strspn(text, "0123456789");

	for (size_t i = 0; i < digits && i < 18; i++)
		id = id * 10 + (text[i] - '0');
	return id;
}

int64_t wire_comment_id(const char *comment)
{
	return comment && comment[0] == '#' ? leading_number(comment + 1) : 0;
}

int64_t wire_name_id(const char *name)
{
	return name && name[0] == 'r' ? leading_number(name + 1) : 0;
}

void wire_put_comment(struct batch *batch, uint16_t attr, uint8_t type, const char *comment)
{
	struct userdata data = {.len = 0};

	if (str_empty(comment))
		return;
	if (userdata_add_text(&data, type, comment))
		batch_put(batch, attr, data.bytes, data.len);
	else
		batch_overflow(batch);
}

static const attr_table_t table_table = {
    [NFTA_TABLE_NAME] = ATTR_TEXT,
    [NFTA_TABLE_FLAGS] = ATTR_U32,
};

static struct batch_subject table_subject(const char *table)
{
	return (struct batch_subject){.what = BATCH_TABLE, .name = table};
}

void wire_table_put(struct batch *batch, const char *table, bool dormant, uint16_t flags)
{
	batch_message(batch, NFT_MSG_NEWTABLE, flags, table_subject(table));
	batch_put_text(batch, NFTA_TABLE_NAME, table);
	batch_put_u32(batch, NFTA_TABLE_FLAGS, dormant ? NFT_TABLE_F_DORMANT : 0);
}

void wire_table_delete(struct batch *batch, const char *table)
{
	batch_message(batch, NFT_MSG_DELTABLE, 0, table_subject(table));
	batch_put_text(batch, NFTA_TABLE_NAME, table);
}

bool wire_table_parse(const struct nlmsghdr *message, const char **ret_name, bool *ret_dormant)
{
	struct attrs attrs;

	if (!attrs_of_message(&attrs, message, sizeof(struct nfgenmsg), table_table) || !attrs.at[NFTA_TABLE_NAME])
		return false;
	*ret_name = attr_text(attrs.at[NFTA_TABLE_NAME]);
	*ret_dormant = attr_u32(attrs.at[NFTA_TABLE_FLAGS], 0) & NFT_TABLE_F_DORMANT;
	return true;
}

static const attr_table_t counter_table = {
    [NFTA_OBJ_TABLE] = ATTR_TEXT,
    [NFTA_OBJ_NAME] = ATTR_TEXT,
    [NFTA_OBJ_TYPE] = ATTR_U32,
    [NFTA_OBJ_DATA] = ATTR_NEST,
};

static const attr_table_t counter_data_table = {
    [NFTA_COUNTER_BYTES] = ATTR_U64,
    [NFTA_COUNTER_PACKETS] = ATTR_U64,
};

static void counter_message(struct batch *batch, uint16_t type, uint16_t flags, const char *table,
			    const struct ir_counter *counter)
{
	batch_message(batch, type, flags,
		      (struct batch_subject){.what = BATCH_COUNTER, .name = counter->name, .id = counter->id});
	batch_put_text(batch, NFTA_OBJ_TABLE, table);
	batch_put_text(batch, NFTA_OBJ_NAME, counter->name);
	batch_put_u32(batch, NFTA_OBJ_TYPE, NFT_OBJECT_COUNTER);
}

void wire_counter_put(struct batch *batch, const char *table, const struct ir_counter *counter)
{
	counter_message(batch, NFT_MSG_NEWOBJ, NLM_F_CREATE | NLM_F_EXCL, table, counter);
	batch_nest_end(batch, batch_nest(batch, NFTA_OBJ_DATA));
}

void wire_counter_delete(struct batch *batch, const char *table, const struct ir_counter *counter)
{
	counter_message(batch, NFT_MSG_DELOBJ, 0, table, counter);
}

bool wire_counter_parse(const struct nlmsghdr *message, const char **ret_table, const char **ret_name,
			uint64_t *ret_packets, uint64_t *ret_bytes)
{
	struct attrs attrs, data;

	if (!attrs_of_message(&attrs, message, sizeof(struct nfgenmsg), counter_table) || !attrs.at[NFTA_OBJ_TABLE] ||
	    !attrs.at[NFTA_OBJ_NAME] || !attrs.at[NFTA_OBJ_DATA])
		return false;
	if (attr_u32(attrs.at[NFTA_OBJ_TYPE], NFT_OBJECT_UNSPEC) != NFT_OBJECT_COUNTER ||
	    !attrs_of_nest(&data, attrs.at[NFTA_OBJ_DATA], counter_data_table))
		return false;
	*ret_table = attr_text(attrs.at[NFTA_OBJ_TABLE]);
	*ret_name = attr_text(attrs.at[NFTA_OBJ_NAME]);
	*ret_packets = attr_u64(data.at[NFTA_COUNTER_PACKETS], 0);
	*ret_bytes = attr_u64(data.at[NFTA_COUNTER_BYTES], 0);
	return true;
}
