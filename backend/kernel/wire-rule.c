/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/kernel/expr.h"
#include "backend/kernel/userdata.h"
#include "backend/kernel/wire.h"

#include <libnftnl/udata.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>

static const attr_table_t rule_table = {
    [NFTA_RULE_TABLE] = ATTR_TEXT,	 [NFTA_RULE_CHAIN] = ATTR_TEXT,	    [NFTA_RULE_HANDLE] = ATTR_U64,
    [NFTA_RULE_EXPRESSIONS] = ATTR_NEST, [NFTA_RULE_USERDATA] = ATTR_BYTES,
};

static bool rule_attrs(struct attrs *ret, const struct nlmsghdr *message)
{
	return attrs_of_message(ret, message, sizeof(struct nfgenmsg), rule_table) && ret->at[NFTA_RULE_TABLE] &&
	       ret->at[NFTA_RULE_CHAIN];
}

static void rule_message(struct batch *batch, uint16_t type, uint16_t flags, const char *table, const char *chain,
			 int64_t id)
{
	batch_message(batch, type, flags, (struct batch_subject){.what = BATCH_RULE, .name = chain, .id = id});
	batch_put_text(batch, NFTA_RULE_TABLE, table);
	batch_put_text(batch, NFTA_RULE_CHAIN, chain);
}

/* Without NLM_F_APPEND a position is the rule to stand before. */
void wire_rule_put(struct batch *batch, const char *table, const char *chain, const struct ir_rule *rule,
		   uint64_t before, bool echo)
{
	uint16_t flags = (uint16_t)(NLM_F_CREATE | (before ? 0 : NLM_F_APPEND) | (echo ? NLM_F_ECHO : 0));
	struct nlattr *list;

	rule_message(batch, NFT_MSG_NEWRULE, flags, table, chain, rule->id);
	if (before)
		batch_put_u64(batch, NFTA_RULE_POSITION, before);
	list = batch_nest(batch, NFTA_RULE_EXPRESSIONS);
	VEC_FOREACH (&rule->exprs, expr)
		expr_encode(batch, expr);
	batch_nest_end(batch, list);
	wire_put_comment(batch, NFTA_RULE_USERDATA, NFTNL_UDATA_RULE_COMMENT, rule->comment);
}

void wire_rule_delete(struct batch *batch, const char *table, const char *chain, uint64_t handle)
{
	rule_message(batch, NFT_MSG_DELRULE, 0, table, chain, 0);
	if (handle)
		batch_put_u64(batch, NFTA_RULE_HANDLE, handle);
}

static size_t count_elements(const struct nlattr *list)
{
	size_t n = 0;

	for (const struct nlattr *at = attr_first(list); at; at = attr_next(list, at))
		n++;
	return n;
}

/* All expressions, or none where one is not ours. */
static void rule_expressions(const struct nlattr *list, struct ir_rule *rule)
{
	vec_reserve(&rule->exprs, count_elements(list));
	for (const struct nlattr *at = attr_first(list); at; at = attr_next(list, at)) {
		struct ir_expr expr;

		if (expr_decode(at, &expr)) {
			vec_push(&rule->exprs, expr);
			continue;
		}
		VEC_FOREACH (&rule->exprs, read)
			ir_expr_done(read);
		vec_done(&rule->exprs);
		return;
	}
}

bool wire_rule_parse(const struct nlmsghdr *message, const char **ret_table, const char **ret_chain,
		     struct ir_rule *ret)
{
	const struct nlattr *userdata;
	struct attrs attrs;

	if (!rule_attrs(&attrs, message))
		return false;
	*ret = (struct ir_rule){.handle = attr_u64(attrs.at[NFTA_RULE_HANDLE], 0)};
	userdata = attrs.at[NFTA_RULE_USERDATA];
	if (userdata)
		ret->comment = mem_strdup(userdata_find_text(
		    mnl_attr_get_payload(userdata), mnl_attr_get_payload_len(userdata), NFTNL_UDATA_RULE_COMMENT));
	ret->id = wire_comment_id(ret->comment);
	if (attrs.at[NFTA_RULE_EXPRESSIONS])
		rule_expressions(attrs.at[NFTA_RULE_EXPRESSIONS], ret);
	*ret_table = attr_text(attrs.at[NFTA_RULE_TABLE]);
	*ret_chain = attr_text(attrs.at[NFTA_RULE_CHAIN]);
	return true;
}

bool wire_rule_handle(const struct nlmsghdr *message, uint64_t *ret)
{
	struct attrs attrs;

	if (!rule_attrs(&attrs, message) || !attrs.at[NFTA_RULE_HANDLE])
		return false;
	*ret = attr_u64(attrs.at[NFTA_RULE_HANDLE], 0);
	return true;
}

static const struct nlattr *rule_list(const struct nlmsghdr *message)
{
	struct attrs attrs;

	return rule_attrs(&attrs, message) ? attrs.at[NFTA_RULE_EXPRESSIONS] : NULL;
}

const char *wire_rule_expr_at(const struct nlmsghdr *message, size_t offset, const struct nlattr **ret_data)
{
	const uint8_t *bad = (const uint8_t *)message + offset;
	const struct nlattr *list = rule_list(message);

	for (const struct nlattr *at = list ? attr_first(list) : NULL; at; at = attr_next(list, at))
		if (bad >= (const uint8_t *)at && bad < (const uint8_t *)at + at->nla_len)
			return expr_name(at, ret_data);
	return NULL;
}

bool wire_rule_has_expr(const struct nlmsghdr *message, const char *name)
{
	const struct nlattr *list = rule_list(message);

	for (const struct nlattr *at = list ? attr_first(list) : NULL; at; at = attr_next(list, at)) {
		const struct nlattr *data;

		if (str_equal(expr_name(at, &data), name))
			return true;
	}
	return false;
}
