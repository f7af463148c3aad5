/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/kernel/expr.h"
#include "backend/kernel/userdata.h"
#include "backend/kernel/wire.h"

#include <libnftnl/udata.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>

/* nft(8)'s own numbers, which it writes into the userdata of sets and reads back to print them. */
enum { NFT_ORDER_NONE, NFT_ORDER_HOST, NFT_ORDER_NETWORK };
enum { NFT_EXPR_VERDICT = 1, NFT_EXPR_META = 9 };
#define NFT_META_UDATA_KEY 0
#define NFT_TYPE_BITS	   6 /* of one part in the key type of a concatenation */

static const attr_table_t set_table = {
    [NFTA_SET_TABLE] = ATTR_TEXT,	[NFTA_SET_NAME] = ATTR_TEXT,   [NFTA_SET_FLAGS] = ATTR_U32,
    [NFTA_SET_KEY_TYPE] = ATTR_U32,	[NFTA_SET_KEY_LEN] = ATTR_U32, [NFTA_SET_DATA_TYPE] = ATTR_U32,
    [NFTA_SET_DATA_LEN] = ATTR_U32,	[NFTA_SET_DESC] = ATTR_NEST,   [NFTA_SET_TIMEOUT] = ATTR_U64,
    [NFTA_SET_USERDATA] = ATTR_BYTES,	[NFTA_SET_HANDLE] = ATTR_U64,  [NFTA_SET_EXPR] = ATTR_NEST,
    [NFTA_SET_EXPRESSIONS] = ATTR_NEST,
};

static const attr_table_t desc_table = {
    [NFTA_SET_DESC_SIZE] = ATTR_U32,
    [NFTA_SET_DESC_CONCAT] = ATTR_NEST,
};

static const struct {
	unsigned ours;
	uint32_t kernels;
} set_flags[] = {
    {IR_SET_INTERVAL, NFT_SET_INTERVAL},
    {IR_SET_TIMEOUT, NFT_SET_TIMEOUT},
    {IR_SET_MAP | IR_SET_VMAP, NFT_SET_MAP},
};

bool wire_set_is_concat(const struct ir_set *set)
{
	return set->n_types > 1;
}

static uint32_t set_kernel_flags(const struct ir_set *set)
{
	uint32_t flags = 0;

	for (size_t i = 0; i < ARRAY_SIZE(set_flags); i++)
		if (set->flags & set_flags[i].ours)
			flags |= set_flags[i].kernels;
	/* Ranges in several dimensions; without it the kernel would take the keys as one number. */
	if (set->flags & IR_SET_INTERVAL && wire_set_is_concat(set))
		flags |= NFT_SET_CONCAT;
	return flags;
}

static uint32_t set_key_type(const struct ir_set *set)
{
	uint32_t type = 0;

	for (size_t i = 0; i < set->n_types; i++)
		type = type << NFT_TYPE_BITS | ir_type_info(set->types[i])->nft_type;
	return type;
}

static void set_put_desc(struct batch *batch, const struct ir_set *set)
{
	bool fields = set->flags & IR_SET_INTERVAL && wire_set_is_concat(set);
	struct nlattr *desc, *list, *field;

	if (!set->size && !fields)
		return;
	desc = batch_nest(batch, NFTA_SET_DESC);
	if (set->size)
		batch_put_u32(batch, NFTA_SET_DESC_SIZE, set->size);
	if (fields) {
		list = batch_nest(batch, NFTA_SET_DESC_CONCAT);
		for (size_t i = 0; i < set->n_types; i++) {
			field = batch_nest(batch, NFTA_LIST_ELEM);
			batch_put_u32(batch, NFTA_SET_FIELD_LEN, ir_type_info(set->types[i])->len);
			batch_nest_end(batch, field);
		}
		batch_nest_end(batch, list);
	}
	batch_nest_end(batch, desc);
}

/* "typeof meta KEY", as nft(8) keeps it. */
static bool set_add_meta(struct userdata *data, uint8_t type, uint32_t key)
{
	struct userdata inner = {.len = 0}, outer = {.len = 0};

	return userdata_add_u32(&inner, NFT_META_UDATA_KEY, key) &&
	       userdata_add_u32(&outer, NFTNL_UDATA_SET_TYPEOF_EXPR, NFT_EXPR_META) &&
	       userdata_add(&outer, NFTNL_UDATA_SET_TYPEOF_DATA, inner.bytes, inner.len) &&
	       userdata_add(data, type, outer.bytes, outer.len);
}

static bool set_add_verdict(struct userdata *data)
{
	struct userdata outer = {.len = 0};

	return userdata_add_u32(&outer, NFTNL_UDATA_SET_TYPEOF_EXPR, NFT_EXPR_VERDICT) &&
	       userdata_add(&outer, NFTNL_UDATA_SET_TYPEOF_DATA, NULL, 0) &&
	       userdata_add(data, NFTNL_UDATA_SET_DATA_TYPEOF, outer.bytes, outer.len);
}

/* The type of meta time has no name of its own in nft's grammar ("time" is another type): such a set is declared by
 * typeof, and listed so only when the userdata says it. A map then needs its data by typeof as well. */
static bool set_add_typeof(struct userdata *data, const struct ir_set *set)
{
	if (wire_set_is_concat(set) || set->types[0] != IR_TYPE_TIME)
		return true;
	if (!set_add_meta(data, NFTNL_UDATA_SET_KEY_TYPEOF, NFT_META_TIME_NS))
		return false;
	if (set->flags & IR_SET_VMAP)
		return set_add_verdict(data);
	if (set->flags & IR_SET_MAP && set->data_type == IR_TYPE_MARK)
		return set_add_meta(data, NFTNL_UDATA_SET_DATA_TYPEOF, NFT_META_MARK);
	return true;
}

static uint32_t set_order(uint8_t type)
{
	return ir_type_info(type)->host_order ? NFT_ORDER_HOST : NFT_ORDER_NETWORK;
}

static void set_put_userdata(struct batch *batch, const struct ir_set *set)
{
	bool map = set->flags & (IR_SET_MAP | IR_SET_VMAP);
	struct userdata data = {.len = 0};
	bool ok = userdata_add_u32(&data, NFTNL_UDATA_SET_KEYBYTEORDER,
				   wire_set_is_concat(set) ? NFT_ORDER_NONE : set_order(set->types[0]));

	if (map)
		ok = ok && userdata_add_u32(&data, NFTNL_UDATA_SET_DATABYTEORDER,
					    set->flags & IR_SET_MAP ? set_order(set->data_type) : NFT_ORDER_NONE);
	ok = ok && set_add_typeof(&data, set);
	if (map)
		ok = ok && userdata_add_u32(&data, NFTNL_UDATA_SET_DATA_INTERVAL, false);
	if (!str_empty(set->comment))
		ok = ok && userdata_add_text(&data, NFTNL_UDATA_SET_COMMENT, set->comment);
	if (ok)
		batch_put(batch, NFTA_SET_USERDATA, data.bytes, data.len);
	else
		batch_overflow(batch);
}

static void set_message(struct batch *batch, uint16_t type, uint16_t flags, const char *table, const struct ir_set *set)
{
	batch_message(batch, type, flags,
		      (struct batch_subject){.what = BATCH_SET, .name = set->name, .id = wire_name_id(set->name)});
	batch_put_text(batch, NFTA_SET_TABLE, table);
	batch_put_text(batch, NFTA_SET_NAME, set->name);
}

void wire_set_put(struct batch *batch, const char *table, const struct ir_set *set)
{
	set_message(batch, NFT_MSG_NEWSET, NLM_F_CREATE | NLM_F_EXCL, table, set);
	batch_put_u32(batch, NFTA_SET_FLAGS, set_kernel_flags(set));
	batch_put_u32(batch, NFTA_SET_KEY_TYPE, set_key_type(set));
	batch_put_u32(batch, NFTA_SET_KEY_LEN, set->key_len);
	if (set->flags & IR_SET_VMAP) {
		batch_put_u32(batch, NFTA_SET_DATA_TYPE, NFT_DATA_VERDICT);
		batch_put_u32(batch, NFTA_SET_DATA_LEN, 0);
	} else if (set->flags & IR_SET_MAP) {
		batch_put_u32(batch, NFTA_SET_DATA_TYPE, ir_type_info(set->data_type)->nft_type);
		batch_put_u32(batch, NFTA_SET_DATA_LEN, set->data_len);
	}
	/* Asked for by the kernel, used by those who refer to sets by number: any will do. */
	batch_put_u32(batch, NFTA_SET_ID, batch->count);
	set_put_desc(batch, set);
	set_put_userdata(batch, set);
	if (set->flags & IR_SET_COUNTER) {
		struct nlattr *counter = batch_nest(batch, NFTA_SET_EXPR);

		batch_put_text(batch, NFTA_EXPR_NAME, expr_counter.name);
		batch_nest_end(batch, batch_nest(batch, NFTA_EXPR_DATA));
		batch_nest_end(batch, counter);
	}
}

void wire_set_delete(struct batch *batch, const char *table, const struct ir_set *set)
{
	set_message(batch, NFT_MSG_DELSET, 0, table, set);
}

static bool type_from_kernel(uint32_t nft_type, uint8_t *ret)
{
	for (unsigned i = 0; i < IR_TYPE_MAX; i++)
		if (ir_type_info((enum ir_type)i)->nft_type == nft_type) {
			*ret = (uint8_t)i;
			return true;
		}
	return false;
}

static bool set_parse_types(uint32_t key_type, struct ir_set *set)
{
	uint8_t reversed[IR_KEY_PARTS_MAX];
	uint8_t n = 0;

	for (; key_type; key_type >>= NFT_TYPE_BITS) {
		if (n == IR_KEY_PARTS_MAX || !type_from_kernel(key_type & ((1u << NFT_TYPE_BITS) - 1), &reversed[n]))
			return false;
		n++;
	}
	for (uint8_t i = 0; i < n; i++)
		set->types[i] = reversed[n - 1 - i];
	set->n_types = n;
	return n;
}

static bool set_parse_map(const struct attrs *attrs, struct ir_set *set)
{
	uint32_t type = attr_u32(attrs->at[NFTA_SET_DATA_TYPE], UINT32_MAX);
	uint32_t len = attr_u32(attrs->at[NFTA_SET_DATA_LEN], 0);

	set->flags &= ~(IR_SET_MAP | IR_SET_VMAP);
	if (type == NFT_DATA_VERDICT) {
		set->flags |= IR_SET_VMAP;
		return true;
	}
	set->flags |= IR_SET_MAP;
	set->data_len = (uint8_t)len;
	return len && len <= IR_DATA_MAX && type_from_kernel(type, &set->data_type);
}

/* The expressions of a set: a counter for each element, or what no set of ours has. */
static bool set_parse_counter(const struct attrs *attrs, struct ir_set *set)
{
	const struct nlattr *list = attrs->at[NFTA_SET_EXPRESSIONS], *data;
	const struct nlattr *first = list ? attr_first(list) : NULL;
	const struct nlattr *element = attrs->at[NFTA_SET_EXPR];
	const char *name;

	if (!element)
		element = first;
	if (!element)
		return true;
	set->flags |= IR_SET_COUNTER;
	name = expr_name(element, &data);
	return name && strcmp(name, expr_counter.name) == 0 && !(first && attr_next(list, first));
}

static bool set_parse_kind(const struct attrs *attrs, struct ir_set *set)
{
	uint32_t kernel_flags = attr_u32(attrs->at[NFTA_SET_FLAGS], 0);
	uint32_t key_len = attr_u32(attrs->at[NFTA_SET_KEY_LEN], 0);
	struct attrs desc;

	for (size_t i = 0; i < ARRAY_SIZE(set_flags); i++)
		if (kernel_flags & set_flags[i].kernels)
			set->flags |= set_flags[i].ours;
	set->key_len = (uint8_t)key_len;
	if (!key_len || key_len > IR_DATA_MAX || kernel_flags & (NFT_SET_CONSTANT | NFT_SET_OBJECT | NFT_SET_EVAL) ||
	    attr_u64(attrs->at[NFTA_SET_TIMEOUT], 0) ||
	    !set_parse_types(attr_u32(attrs->at[NFTA_SET_KEY_TYPE], 0), set) || !set_parse_counter(attrs, set))
		return false;
	if (attrs->at[NFTA_SET_DESC]) {
		if (!attrs_of_nest(&desc, attrs->at[NFTA_SET_DESC], desc_table))
			return false;
		set->size = attr_u32(desc.at[NFTA_SET_DESC_SIZE], 0);
	}
	return !(kernel_flags & NFT_SET_MAP) || set_parse_map(attrs, set);
}

bool wire_set_parse(const struct nlmsghdr *message, const char **ret_table, struct ir_set *ret, bool *ret_anonymous)
{
	const struct nlattr *userdata;
	struct ir_set set = {.flags = 0};
	struct attrs attrs;

	if (!attrs_of_message(&attrs, message, sizeof(struct nfgenmsg), set_table) || !attrs.at[NFTA_SET_TABLE] ||
	    !attrs.at[NFTA_SET_NAME])
		return false;
	if (!set_parse_kind(&attrs, &set))
		set.n_types = 0;
	userdata = attrs.at[NFTA_SET_USERDATA];
	if (userdata)
		set.comment = mem_strdup(userdata_find_text(
		    mnl_attr_get_payload(userdata), mnl_attr_get_payload_len(userdata), NFTNL_UDATA_SET_COMMENT));
	set.name = mem_strdup(attr_text(attrs.at[NFTA_SET_NAME]));
	set.handle = attr_u64(attrs.at[NFTA_SET_HANDLE], 0);
	*ret_table = attr_text(attrs.at[NFTA_SET_TABLE]);
	*ret_anonymous = attr_u32(attrs.at[NFTA_SET_FLAGS], 0) & NFT_SET_ANONYMOUS;
	*ret = set;
	return true;
}
