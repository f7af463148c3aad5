/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/model/random.h"

#include "model/item.h"
#include "tests/model/environment.h"
#include "tests/test.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>

unsigned random_roll(unsigned *seed, unsigned sides)
{
	return sides ? (unsigned)rand_r(seed) % sides : 0;
}

/* What a field may be given, and how often it is given anything at all. */
struct choice {
	const char *key;
	unsigned percent;
	const char *words[16];
};

static const struct choice rule_choices[] = {
    {"name", 100, {"a", "b", "c", "d", "e", "f"}},
    {"action", 100, {"allow", "allow", "drop", "reject", "publish"}},
    {"direction", 100, {"outbound", "inbound", "inbound", "both", "forward"}},
    {"protocol", 80, {"tcp", "tcp", "udp", "tcp+udp", "tcp+udp", "icmp", "icmpv6", "sctp", "50", "any"}},
    {"remote_service",
     40,
     {"80", "443", "80,443", "1-1023", "70-90, 443", "Web", "domain", "echo-request", "3/4, 8", "3, 8"}},
    {"local_service", 20, {"80", "1-1023", "443, 8080", "1024-65535", "Web"}},
    {"remote_address",
     50,
     {"192.0.2.1", "192.0.2.0/24", "192.0.2.1, 2001:db8::1", "192.0.2.0/25, 192.0.2.128/25", "2001:db8::/32",
      "192.0.2.1-192.0.2.9", "@Partners", "@All sites", "mail.example.com", "v4.example.com, ::1", "0.0.0.0/0, ::/0",
      "2001:db8::25, 192.0.2.25"}},
    {"local_address", 20, {"10.0.0.1", "10.0.0.0/8", "2001:db8:1::1, 10.0.0.1", "::/0", "0.0.0.0/0"}},
    {"application", 12, {"user:alice", "group:mail", "/usr/bin/placed", "@Staff", "unit:postfix.service"}},
    {"validity", 15, {"mon-fri", "00:00-12:00", "@Office", "2020-01-01..2020-12-31", "sat; sun; mon-fri"}},
    {"log", 15, {"on", "prefix=x", "limit=10/minute"}},
    {"interface", 15, {"eth0", "eth1"}},
    {"source_interface", 8, {"eth0", "eth1"}},
    {"publish_to", 8, {"10.0.0.2", "10.0.0.2:25", "fd00::2"}},
    {"enabled", 100, {"yes", "yes", "yes", "yes", "yes", "yes", "no"}},
    {"comment", 10, {"x", "y"}},
    {"review_by", 5, {"2026-12-31"}},
};

static const struct choice settings_choices[] = {
    {"default_inbound", 100, {"drop", "reject", "accept"}},
    {"default_outbound", 100, {"drop", "reject", "accept"}},
    {"keep_ssh", 100, {"yes", "no"}},
    {"timezone", 50, {"UTC", "Asia/Tokyo"}},
};

static const char *const set_members[] = {"192.0.2.1,192.0.2.2", "192.0.2.0/24", "2001:db8::/64,192.0.2.9"};

static void choose(unsigned *seed, const struct choice *choice, const struct field_table *table, void *of)
{
	unsigned n = 0;
	const char *text = "";

	while (n < ARRAY_SIZE(choice->words) && choice->words[n])
		n++;
	if (random_roll(seed, 100) < choice->percent)
		text = choice->words[random_roll(seed, n)];
	assert_int_equal(field_set(field_find(table, choice->key), of, text, NULL), 0);
}

static void random_rule(unsigned *seed, struct rule *rule)
{
	for (size_t i = 0; i < ARRAY_SIZE(rule_choices); i++)
		choose(seed, &rule_choices[i], &rule_fields, rule);
	if (rule->action != ACTION_PUBLISH)
		rule->publish_to = (struct endpoint){0};
}

void random_policy(unsigned *seed, size_t rules, struct policy *ret)
{
	policy_init(ret);
	test_add_object(ret, OBJECT_ADDRESS_SET, "Partners", "192.0.2.1,192.0.2.7,2001:db8::1");
	test_add_object(ret, OBJECT_ADDRESS_SET, "All sites", "@Partners,192.0.2.0/24");
	test_add_object(ret, OBJECT_SERVICE, "Web", "tcp/80,tcp/443,udp/443");
	test_add_object(ret, OBJECT_APPLICATION, "Staff", "user:alice,group:staff");
	test_add_object(ret, OBJECT_SCHEDULE, "Office", "mon-fri 09:00-17:30");
	for (size_t list = 0; list < OBJECT_MAX; list++)
		for (size_t i = 0; i < item_count(ret, list); i++)
			policy_object(ret, (enum object_kind)list, i)->id = (int64_t)i + 1;
	while (ret->rules.n < rules) {
		size_t i = test_add_rule(ret, NULL);

		random_rule(seed, &ret->rules.v[i]);
	}
}

static void edit_rule(unsigned *seed, int64_t *next_id, struct policy *policy)
{
	unsigned i = random_roll(seed, (unsigned)policy->rules.n), kind = random_roll(seed, 4);
	struct rule rule;

	if (kind == 0 || !policy->rules.n) {
		rule_init(&rule);
		random_rule(seed, &rule);
		rule.id = *next_id ? (*next_id)++ : 0;
		vec_insert(&policy->rules, random_roll(seed, (unsigned)policy->rules.n + 1), rule);
	} else if (kind == 1) {
		rule_done(&policy->rules.v[i]);
		vec_remove(&policy->rules, i);
	} else if (kind == 2) {
		rule = policy->rules.v[i];
		vec_remove(&policy->rules, i);
		vec_insert(&policy->rules, random_roll(seed, (unsigned)policy->rules.n + 1), rule);
	} else {
		choose(seed, &rule_choices[random_roll(seed, ARRAY_SIZE(rule_choices))], &rule_fields,
		       &policy->rules.v[i]);
	}
}

static void edit_set(unsigned *seed, int64_t *next_id, struct policy *policy)
{
	unsigned n = (unsigned)policy->address_sets.n, kind = random_roll(seed, 3);
	struct object *object;

	if (kind == 0 && n) {
		policy_remove_object(policy, OBJECT_ADDRESS_SET, random_roll(seed, n));
	} else if (kind == 1 || !n) {
		test_add_object(policy, OBJECT_ADDRESS_SET, (const char *[]){"x", "y", "z"}[random_roll(seed, 3)],
				set_members[random_roll(seed, ARRAY_SIZE(set_members))]);
		object = policy_object(policy, OBJECT_ADDRESS_SET, n);
		object->id = *next_id ? (*next_id)++ : 0;
	} else {
		object = policy_object(policy, OBJECT_ADDRESS_SET, random_roll(seed, n));
		assert_int_equal(field_set(field_find(&object_fields[OBJECT_ADDRESS_SET], "members"), object,
					   set_members[random_roll(seed, ARRAY_SIZE(set_members))], NULL),
				 0);
	}
}

void random_edit(unsigned *seed, int64_t *next_id, struct policy *policy)
{
	unsigned kind = random_roll(seed, 10);

	if (kind == 0)
		choose(seed, &settings_choices[random_roll(seed, ARRAY_SIZE(settings_choices))], &settings_fields,
		       &policy->settings);
	else if (kind < 3)
		edit_set(seed, next_id, policy);
	else
		edit_rule(seed, next_id, policy);
}

static const char *const remote_hosts[] = {"192.0.2.1",	  "192.0.2.7",	  "192.0.2.200",  "192.0.2.25", "198.51.100.1",
					   "2001:db8::1", "2001:db8::25", "2001:dead::1", "192.0.2.4",	"::1"};
static const char *const local_hosts[] = {"10.0.0.1", "172.16.0.1", "2001:db8:1::1", "2001:db8:2::1"};

/* One end: an edge of an item of the list, or any host of the family. */
static void random_end(unsigned *seed, uint8_t family, const address_list_t *list, const char *const *hosts, size_t n,
		       uint8_t *ret)
{
	const struct address *item = list && list->n ? &list->v[random_roll(seed, (unsigned)list->n)] : NULL;

	if (item && item->family == family) {
		memcpy(ret, random_roll(seed, 2) ? item->low : item->high, 16);
		return;
	}
	while (inet_pton(family == 4 ? AF_INET : AF_INET6, hosts[random_roll(seed, (unsigned)n)], ret) != 1)
		;
}

static uint16_t random_port(unsigned *seed, int protocol, const proto_port_list_t *list, int16_t *ret_code)
{
	static const uint16_t ports[] = {80, 443, 53, 22, 8080, 1, 1023, 1024, 65535, 8, 128, 3};
	const struct proto_port *item = list && list->n ? &list->v[random_roll(seed, (unsigned)list->n)] : NULL;

	if (!item || item->protocol != protocol)
		return ports[random_roll(seed, ARRAY_SIZE(ports))];
	*ret_code = item->code;
	return random_roll(seed, 2) ? item->low : item->high;
}

static int random_protocol(unsigned *seed, const struct rule *rule, const struct meaning *meaning)
{
	static const int protocols[] = {IPPROTO_TCP,	IPPROTO_TCP,  IPPROTO_UDP, IPPROTO_ICMP,
					IPPROTO_ICMPV6, IPPROTO_SCTP, 50};

	if (meaning && meaning->remote_service.n)
		return meaning->remote_service.v[random_roll(seed, (unsigned)meaning->remote_service.n)].protocol;
	if (meaning && meaning->local_service.n)
		return meaning->local_service.v[random_roll(seed, (unsigned)meaning->local_service.n)].protocol;
	if (rule && rule->protocol >= 0 && rule->protocol != PROTOCOL_TCP_UDP)
		return rule->protocol;
	return protocols[random_roll(seed, ARRAY_SIZE(protocols))];
}

static void random_owner(unsigned *seed, struct packet *ret)
{
	ret->has_user = ret->direction == DIRECTION_OUTBOUND;
	ret->uid = (const uint32_t[]){0, 8, 1000}[random_roll(seed, 3)];
	ret->gid = (const uint32_t[]){0, 8, 50}[random_roll(seed, 3)];
	ret->executable = random_roll(seed, 3) ? NULL : "/usr/bin/placed";
	ret->cgroup = random_roll(seed, 3) ? NULL : "/system.slice/postfix.service";
}

static uint8_t random_direction(unsigned *seed, const struct rule *rule)
{
	uint8_t any = (const uint8_t[]){DIRECTION_OUTBOUND, DIRECTION_INBOUND, DIRECTION_FORWARD}[random_roll(seed, 3)];

	if (!rule)
		return any;
	return rule->direction == DIRECTION_BOTH ? (uint8_t)random_roll(seed, 2) : rule->direction;
}

void random_packet(unsigned *seed, const struct rule *rule, const struct meaning *meaning, struct packet *ret)
{
	static const char *const interfaces[] = {"eth0", "eth1"};
	bool fit = random_roll(seed, 2);
	const struct rule *r = fit ? rule : NULL;
	const struct meaning *m = fit ? meaning : NULL;
	int16_t code = -1;

	*ret = (struct packet){.direction = random_direction(seed, r), .state = FLOW_NEW};
	ret->family = m && m->remote_address.n && m->remote_address.v[0].family
			  ? m->remote_address.v[0].family
			  : (uint8_t)(random_roll(seed, 2) ? 4 : 6);
	ret->protocol = random_protocol(seed, r, m);
	if (ret->protocol == IPPROTO_ICMP || ret->protocol == IPPROTO_ICMPV6)
		ret->family = ret->protocol == IPPROTO_ICMP ? 4 : 6;
	random_end(seed, ret->family, m ? &m->remote_address : NULL, remote_hosts, ARRAY_SIZE(remote_hosts),
		   ret->remote);
	random_end(seed, ret->family, m ? &m->local_address : NULL, local_hosts, ARRAY_SIZE(local_hosts), ret->local);
	ret->local_port = random_port(seed, ret->protocol, m ? &m->local_service : NULL, &code);
	ret->remote_port = random_port(seed, ret->protocol, m ? &m->remote_service : NULL, &code);
	if (protocol_is_icmp(ret->protocol)) {
		ret->remote_port &= 0xff;
		ret->local_port = code >= 0 ? (uint16_t)code : (uint16_t)random_roll(seed, 2);
	}
	ret->interface = r && r->interface ? r->interface : interfaces[random_roll(seed, 2)];
	if (ret->direction == DIRECTION_FORWARD)
		ret->source_interface =
		    r && r->source_interface ? r->source_interface : interfaces[random_roll(seed, 2)];
	random_owner(seed, ret);
	ret->time = 1600000000 + (int64_t)random_roll(seed, 604800);
}

void random_packet_print(const struct packet *packet, struct str *out)
{
	int family = packet->family == 6 ? AF_INET6 : AF_INET;
	char remote[INET6_ADDRSTRLEN], local[INET6_ADDRSTRLEN];

	str_addf(
	    out,
	    "direction %u protocol %d remote %s port %u local %s port %u interface %s from %s uid %u gid %u at %lld",
	    packet->direction, packet->protocol, inet_ntop(family, packet->remote, remote, sizeof(remote)),
	    packet->remote_port, inet_ntop(family, packet->local, local, sizeof(local)), packet->local_port,
	    packet->interface, packet->source_interface ? packet->source_interface : "-", packet->uid, packet->gid,
	    (long long)packet->time);
}
