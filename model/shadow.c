/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/shadow.h"

#include "model/cover.h"

/*
 * An earlier rule whose addresses are hosts, nets or names covers another one only when each address of that one lies
 * within one of its own: the first does as well. So it is entered under each of its own, cut to its prefix, and the
 * other asks with its first address, cut to every prefix length there is. The same with ports. A false hit costs one
 * comparison, so hashes stand for what they are made of.
 */

#define ITEMS_MAX 8  /* of a list that is entered item by item */
#define ANY	  0u /* the key of a rule with no such list */
#define NONE	  UINT32_MAX
#define BITS_MAX  128

enum list { LIST_REMOTE = 1, LIST_LOCAL };

typedef VEC(uint64_t) key_list_t;

struct entry {
	uint64_t key;
	uint32_t rule;
	uint32_t next; /* of a rule further down */
};

struct shadows {
	const struct meanings *meanings;
	VEC(struct entry) entries;
	uint32_t *heads; /* by key & mask, NONE: empty */
	size_t mask;
	bool prefixes[2][BITS_MAX + 1]; /* lengths that occur, of IPv4 and IPv6 */
};

/* FNV-1a. */
static uint64_t key_add(uint64_t key, const void *data, size_t size)
{
	const uint8_t *bytes = data;

	for (size_t i = 0; i < size; i++)
		key = (key ^ bytes[i]) * 0x100000001b3u;
	return key;
}

static uint64_t key_begin(enum list list, uint8_t kind, uint8_t more)
{
	const uint8_t head[] = {(uint8_t)list, kind, more};

	return key_add(0xcbf29ce484222325u, head, sizeof(head));
}

static uint64_t key_join(uint64_t address, uint64_t port)
{
	return (address ^ address >> 29) * 0x9e3779b97f4a7c15u ^ port;
}

static uint64_t name_key(enum list list, const struct address *address)
{
	return key_add(key_begin(list, 0, 0), address->name, strlen(address->name));
}

static uint64_t prefix_key(enum list list, const struct address *address, unsigned prefix)
{
	uint64_t key = key_add(key_begin(list, address->family, (uint8_t)prefix), address->low, prefix / 8);
	uint8_t rest = prefix % 8 ? address->low[prefix / 8] & (uint8_t)(0xff00u >> prefix % 8) : 0;

	return key_add(key, &rest, 1);
}

static uint64_t port_key(enum list list, const struct proto_port *port)
{
	return key_add(key_begin(list, (uint8_t)port->protocol, 0), &port->low, sizeof(port->low));
}

static bool *prefixes_of(struct shadows *shadows, const struct address *address)
{
	return shadows->prefixes[address->family == 6];
}

static unsigned prefix_of(const struct address *address)
{
	return address->kind == ADDRESS_NET ? address->prefix : address->family == 6 ? 128 : 32;
}

/* Under which addresses an earlier rule is entered. */
static void earlier_addresses(struct shadows *shadows, const struct meaning *m, key_list_t *ret)
{
	enum list list = m->remote_address.n ? LIST_REMOTE : LIST_LOCAL;
	const address_list_t *addresses = list == LIST_REMOTE ? &m->remote_address : &m->local_address;
	bool fits = addresses->n > 0 && addresses->n <= ITEMS_MAX;

	VEC_FOREACH (addresses, address)
		fits = fits && address->kind != ADDRESS_RANGE;
	if (!fits) {
		vec_push(ret, ANY);
		return;
	}
	VEC_FOREACH (addresses, address) {
		if (address->kind == ADDRESS_NAME) {
			vec_push(ret, name_key(list, address));
			continue;
		}
		prefixes_of(shadows, address)[prefix_of(address)] = true;
		vec_push(ret, prefix_key(list, address, prefix_of(address)));
	}
}

static void earlier_ports(const struct meaning *m, key_list_t *ret)
{
	enum list list = m->remote_service.n ? LIST_REMOTE : LIST_LOCAL;
	const proto_port_list_t *ports = list == LIST_REMOTE ? &m->remote_service : &m->local_service;
	bool fits = ports->n > 0 && ports->n <= ITEMS_MAX;

	VEC_FOREACH (ports, port)
		fits = fits && port->low == port->high;
	if (!fits) {
		vec_push(ret, ANY);
		return;
	}
	VEC_FOREACH (ports, port)
		vec_push(ret, port_key(list, port));
}

static void later_addresses(const struct shadows *shadows, enum list list, const address_list_t *addresses,
			    key_list_t *ret)
{
	const struct address *first = addresses->v;

	if (!addresses->n)
		return;
	if (first->kind == ADDRESS_NAME) {
		vec_push(ret, name_key(list, first));
		return;
	}
	for (unsigned prefix = 0; prefix <= (first->family == 6 ? 128 : 32); prefix++)
		if (shadows->prefixes[first->family == 6][prefix])
			vec_push(ret, prefix_key(list, first, prefix));
}

static void later_keys(const struct shadows *shadows, const struct meaning *m, key_list_t *addresses, key_list_t *ports)
{
	vec_push(addresses, ANY);
	later_addresses(shadows, LIST_REMOTE, &m->remote_address, addresses);
	later_addresses(shadows, LIST_LOCAL, &m->local_address, addresses);
	vec_push(ports, ANY);
	if (m->remote_service.n)
		vec_push(ports, port_key(LIST_REMOTE, m->remote_service.v));
	if (m->local_service.n)
		vec_push(ports, port_key(LIST_LOCAL, m->local_service.v));
}

static void enter(struct shadows *shadows, size_t rule)
{
	const struct meaning *m = &shadows->meanings->rules.v[rule];
	key_list_t addresses = {0}, ports = {0};

	earlier_addresses(shadows, m, &addresses);
	earlier_ports(m, &ports);
	VEC_FOREACH (&addresses, address)
		VEC_FOREACH (&ports, port)
			vec_push(&shadows->entries, ((struct entry){key_join(*address, *port), (uint32_t)rule, NONE}));
	vec_done(&addresses);
	vec_done(&ports);
}

/* The last first, so that every chain rises. */
static void link_entries(struct shadows *shadows)
{
	size_t size = 16;

	while (size < 2 * shadows->entries.n)
		size *= 2;
	shadows->mask = size - 1;
	shadows->heads = mem_reallocarray(NULL, size, sizeof(*shadows->heads));
	memset(shadows->heads, 0xff, size * sizeof(*shadows->heads));
	for (size_t i = shadows->entries.n; i-- > 0;) {
		uint32_t *head = &shadows->heads[shadows->entries.v[i].key & shadows->mask];

		shadows->entries.v[i].next = *head;
		*head = (uint32_t)i;
	}
}

static bool may_cover(const struct rule *rule, const struct meaning *m)
{
	return rule->enabled && m->ok && rule->action != ACTION_PUBLISH && !m->validity.n && !m->programs.n;
}

struct shadows *shadows_new(const struct meanings *meanings)
{
	struct shadows *shadows = MEM_NEW(struct shadows);

	shadows->meanings = meanings;
	for (size_t i = 0; i < meanings->rules.n; i++)
		if (may_cover(&meanings->policy->rules.v[i], &meanings->rules.v[i]))
			enter(shadows, i);
	link_entries(shadows);
	return shadows;
}

void shadows_free(struct shadows *shadows)
{
	if (!shadows)
		return;
	vec_done(&shadows->entries);
	free(shadows->heads);
	free(shadows);
}

void shadows_freep(struct shadows **shadows)
{
	shadows_free(*shadows);
}

/* The first rule entered under the key, before rule `before`, that covers rule `later`; `before` when there is none. */
static size_t first_covering(const struct shadows *shadows, uint64_t key, size_t later, size_t before)
{
	const struct rule *rules = shadows->meanings->policy->rules.v;
	const struct meaning *meanings = shadows->meanings->rules.v;

	for (uint32_t i = shadows->heads[key & shadows->mask]; i != NONE; i = shadows->entries.v[i].next) {
		const struct entry *entry = &shadows->entries.v[i];

		if (entry->rule >= before)
			break;
		if (entry->key == key &&
		    cover_test(&rules[entry->rule], &meanings[entry->rule], &rules[later], &meanings[later]))
			return entry->rule;
	}
	return before;
}

size_t shadows_find(const struct shadows *shadows, size_t later)
{
	key_list_t addresses = {0}, ports = {0};
	size_t first = later;

	later_keys(shadows, &shadows->meanings->rules.v[later], &addresses, &ports);
	VEC_FOREACH (&addresses, address)
		VEC_FOREACH (&ports, port)
			first = first_covering(shadows, key_join(*address, *port), later, first);
	vec_done(&addresses);
	vec_done(&ports);
	return first < later ? first : SIZE_MAX;
}
