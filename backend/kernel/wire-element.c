/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/kernel/expr.h"
#include "backend/kernel/userdata.h"
#include "backend/kernel/wire.h"

#include <libnftnl/udata.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>

/* A list attribute holds 64 KiB; one element takes less than 1 KiB. */
#define LIST_FULL (60u * 1024)

static const attr_table_t list_table = {
    [NFTA_SET_ELEM_LIST_TABLE] = ATTR_TEXT,
    [NFTA_SET_ELEM_LIST_SET] = ATTR_TEXT,
    [NFTA_SET_ELEM_LIST_ELEMENTS] = ATTR_NEST,
};

static const attr_table_t element_table = {
    [NFTA_SET_ELEM_KEY] = ATTR_NEST,	     [NFTA_SET_ELEM_KEY_END] = ATTR_NEST, [NFTA_SET_ELEM_DATA] = ATTR_NEST,
    [NFTA_SET_ELEM_FLAGS] = ATTR_U32,	     [NFTA_SET_ELEM_TIMEOUT] = ATTR_U64,  [NFTA_SET_ELEM_EXPIRATION] = ATTR_U64,
    [NFTA_SET_ELEM_USERDATA] = ATTR_BYTES,   [NFTA_SET_ELEM_EXPR] = ATTR_NEST,	  [NFTA_SET_ELEM_PAD] = ATTR_IGNORE,
    [NFTA_SET_ELEM_EXPRESSIONS] = ATTR_NEST,
};

/* Ranges of a single key are two elements: where it begins, and a mark just behind its end. */
static bool set_has_ends(const struct ir_set *set)
{
	return set->flags & IR_SET_INTERVAL && !wire_set_is_concat(set);
}

static void elements_open(struct wire_elements *elements, int64_t id)
{
	struct batch *batch = elements->batch;
	uint16_t flags = elements->type == NFT_MSG_NEWSETELEM ? NLM_F_CREATE : 0;

	batch_message(batch, elements->type, flags,
		      (struct batch_subject){.what = BATCH_ELEMENTS, .name = elements->set->name, .id = id});
	batch_put_text(batch, NFTA_SET_ELEM_LIST_TABLE, elements->table);
	batch_put_text(batch, NFTA_SET_ELEM_LIST_SET, elements->set->name);
	elements->nest = batch_nest(batch, NFTA_SET_ELEM_LIST_ELEMENTS);
}

void wire_elements_close(struct wire_elements *elements)
{
	if (elements->nest)
		batch_nest_end(elements->batch, elements->nest);
	elements->nest = NULL;
}

static void element_put_userdata(struct batch *batch, const struct ir_element *element, bool open_end)
{
	struct userdata data = {.len = 0};
	bool ok = true;

	if (!str_empty(element->comment))
		ok = userdata_add_text(&data, NFTNL_UDATA_SET_ELEM_COMMENT, element->comment);
	if (open_end)
		ok = ok && userdata_add_u32(&data, NFTNL_UDATA_SET_ELEM_FLAGS, NFTNL_SET_ELEM_F_INTERVAL_OPEN);
	if (!ok)
		batch_overflow(batch);
	else if (data.len)
		batch_put(batch, NFTA_SET_ELEM_USERDATA, data.bytes, data.len);
}

/* The key after the last of the range, big-endian; false when there is none. */
static bool key_behind(const struct ir_set *set, const struct ir_element *element, uint8_t *ret)
{
	size_t i = set->key_len;

	memcpy(ret, element->key_end ? element->key_end : element->key, set->key_len);
	while (i--)
		if (++ret[i])
			return true;
	return false;
}

static void element_put_end(struct batch *batch, const uint8_t *key, size_t len)
{
	struct nlattr *item = batch_nest(batch, NFTA_LIST_ELEM);

	batch_put_u32(batch, NFTA_SET_ELEM_FLAGS, NFT_SET_ELEM_INTERVAL_END);
	data_put_value(batch, NFTA_SET_ELEM_KEY, key, len);
	batch_nest_end(batch, item);
}

static void element_put(struct batch *batch, const struct ir_set *set, const struct ir_element *element, bool open_end)
{
	struct nlattr *item = batch_nest(batch, NFTA_LIST_ELEM);

	data_put_value(batch, NFTA_SET_ELEM_KEY, element->key, set->key_len);
	if (set->flags & IR_SET_INTERVAL && wire_set_is_concat(set))
		data_put_value(batch, NFTA_SET_ELEM_KEY_END, element->key_end ? element->key_end : element->key,
			       set->key_len);
	if (set->flags & IR_SET_VMAP)
		data_put_verdict(batch, NFTA_SET_ELEM_DATA, element->verdict, element->chain);
	else if (set->flags & IR_SET_MAP)
		data_put_value(batch, NFTA_SET_ELEM_DATA, element->data, set->data_len);
	if (element->timeout)
		batch_put_u64(batch, NFTA_SET_ELEM_TIMEOUT, element->timeout);
	element_put_userdata(batch, element, open_end);
	batch_nest_end(batch, item);
}

void wire_elements_add(struct wire_elements *elements, const struct ir_element *element)
{
	struct batch *batch = elements->batch;
	uint8_t behind[IR_DATA_MAX];
	bool has_end;

	if (elements->nest &&
	    (uint8_t *)mnl_nlmsg_get_payload_tail(batch->message) - (uint8_t *)elements->nest > LIST_FULL)
		wire_elements_close(elements);
	if (!elements->nest)
		elements_open(elements, element->id);
	has_end = set_has_ends(elements->set) && key_behind(elements->set, element, behind);
	element_put(batch, elements->set, element, set_has_ends(elements->set) && !has_end);
	if (has_end)
		element_put_end(batch, behind, elements->set->key_len);
}

static uint8_t *element_key(const struct nlattr *nest, size_t len)
{
	size_t have;
	const uint8_t *key = data_value(nest, &have);

	return key && have == len ? mem_dup(key, len) : NULL;
}

static bool element_data(const struct attrs *attrs, const struct ir_set *set, struct ir_element *element)
{
	const struct nlattr *data = attrs->at[NFTA_SET_ELEM_DATA];
	const char *chain;

	if (set->flags & IR_SET_VMAP) {
		if (!data_verdict(data, &element->verdict, &chain))
			return false;
		element->chain = mem_strdup(chain);
	} else if (set->flags & IR_SET_MAP) {
		element->data = element_key(data, set->data_len);
		return element->data;
	}
	return true;
}

static void element_counter(const struct attrs *attrs, struct ir_element *element)
{
	const struct nlattr *item = attrs->at[NFTA_SET_ELEM_EXPR];
	struct ir_expr expr;

	if (!item && attrs->at[NFTA_SET_ELEM_EXPRESSIONS])
		item = attr_first(attrs->at[NFTA_SET_ELEM_EXPRESSIONS]);
	if (!item || !expr_decode(item, &expr))
		return;
	if (expr.kind == IR_COUNTER) {
		element->packets = expr.counter.packets;
		element->bytes = expr.counter.bytes;
	}
	ir_expr_done(&expr);
}

static void element_comment(const struct nlattr *userdata, struct ir_element *element)
{
	if (userdata)
		element->comment = mem_strdup(userdata_find_text(
		    mnl_attr_get_payload(userdata), mnl_attr_get_payload_len(userdata), NFTNL_UDATA_SET_ELEM_COMMENT));
	element->id = wire_comment_id(element->comment);
}

static bool element_fill(const struct attrs *attrs, const struct ir_set *set, struct ir_element *element)
{
	const struct nlattr *key_end = attrs->at[NFTA_SET_ELEM_KEY_END];

	element->key = element_key(attrs->at[NFTA_SET_ELEM_KEY], set->key_len);
	if (!element->key)
		return false;
	if (attr_u32(attrs->at[NFTA_SET_ELEM_FLAGS], 0) & NFT_SET_ELEM_INTERVAL_END) {
		element->timeout = WIRE_END;
		return true;
	}
	if (key_end) {
		element->key_end = element_key(key_end, set->key_len);
		if (!element->key_end)
			return false;
		if (memcmp(element->key, element->key_end, set->key_len) == 0)
			free(TAKE_PTR(element->key_end));
	}
	element->timeout = attr_u64(attrs->at[NFTA_SET_ELEM_TIMEOUT], 0);
	element_counter(attrs, element);
	element_comment(attrs->at[NFTA_SET_ELEM_USERDATA], element);
	return element_data(attrs, set, element);
}

static bool element_parse(const struct nlattr *item, struct ir_set *set)
{
	struct ir_element element = {.key = NULL};
	struct attrs attrs;

	if (!attrs_of_nest(&attrs, item, element_table))
		return false;
	/* A catch-all element, a reference to an object: someone else's. */
	if (attrs.strange || !element_fill(&attrs, set, &element)) {
		ir_element_done(&element);
		set->n_types = 0;
		return true;
	}
	vec_push(&set->elements, element);
	return true;
}

bool wire_elements_set(const struct nlmsghdr *message, const char **ret_table, const char **ret_set)
{
	struct attrs attrs;

	if (!attrs_of_message(&attrs, message, sizeof(struct nfgenmsg), list_table) ||
	    !attrs.at[NFTA_SET_ELEM_LIST_TABLE] || !attrs.at[NFTA_SET_ELEM_LIST_SET])
		return false;
	*ret_table = attr_text(attrs.at[NFTA_SET_ELEM_LIST_TABLE]);
	*ret_set = attr_text(attrs.at[NFTA_SET_ELEM_LIST_SET]);
	return true;
}

bool wire_elements_parse(const struct nlmsghdr *message, struct ir_set *set)
{
	const struct nlattr *list;
	struct attrs attrs;

	if (!attrs_of_message(&attrs, message, sizeof(struct nfgenmsg), list_table))
		return false;
	list = attrs.at[NFTA_SET_ELEM_LIST_ELEMENTS];
	for (const struct nlattr *item = list ? attr_first(list) : NULL; item && set->n_types;
	     item = attr_next(list, item))
		if (!element_parse(item, set))
			return false;
	return true;
}

/* An end stands before a beginning at the same key. */
static int element_order(const void *a, const void *b, void *key_len)
{
	const struct ir_element *one = a, *other = b;
	int order = memcmp(one->key, other->key, *(const size_t *)key_len);

	return order ? order : (other->timeout == WIRE_END) - (one->timeout == WIRE_END);
}

/* Gives the range its last key: the one before where the next range or mark begins; none begins: the last there is. */
static void element_close(struct ir_element *element, const uint8_t *behind, size_t key_len)
{
	uint8_t last[IR_DATA_MAX];
	size_t i = key_len;

	if (behind)
		memcpy(last, behind, key_len);
	else
		memset(last, 0, key_len);
	while (i--)
		if (last[i]--)
			break;
	/* A concatenation with an element that is not understood has ends already. */
	free(TAKE_PTR(element->key_end));
	if (memcmp(last, element->key, key_len) != 0)
		element->key_end = mem_dup(last, key_len);
}

void wire_elements_fold(struct ir_set *set)
{
	size_t key_len = set->key_len, kept = 0;

	if (set->elements.n)
		qsort_r(set->elements.v, set->elements.n, sizeof(*set->elements.v), element_order, &key_len);
	if (!set_has_ends(set))
		return;
	for (size_t i = 0; i < set->elements.n; i++) {
		struct ir_element *element = &set->elements.v[i];

		if (element->timeout == WIRE_END)
			continue;
		element_close(element, i + 1 < set->elements.n ? element[1].key : NULL, key_len);
	}
	for (size_t i = 0; i < set->elements.n; i++) {
		if (set->elements.v[i].timeout == WIRE_END)
			ir_element_done(&set->elements.v[i]);
		else
			set->elements.v[kept++] = set->elements.v[i];
	}
	set->elements.n = kept;
}

int64_t wire_elements_id_at(const struct nlmsghdr *message, size_t offset)
{
	const uint8_t *bad = (const uint8_t *)message + offset;
	struct attrs attrs, item;
	const struct nlattr *list;

	if (!attrs_of_message(&attrs, message, sizeof(struct nfgenmsg), list_table) ||
	    !attrs.at[NFTA_SET_ELEM_LIST_ELEMENTS])
		return 0;
	list = attrs.at[NFTA_SET_ELEM_LIST_ELEMENTS];
	for (const struct nlattr *at = attr_first(list); at; at = attr_next(list, at)) {
		struct ir_element element = {.key = NULL};
		int64_t id;

		if (bad < (const uint8_t *)at || bad >= (const uint8_t *)at + at->nla_len ||
		    !attrs_of_nest(&item, at, element_table))
			continue;
		element_comment(item.at[NFTA_SET_ELEM_USERDATA], &element);
		id = element.id;
		ir_element_done(&element);
		return id;
	}
	return 0;
}
