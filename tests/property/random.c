/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/property/random.h"

#include "model/check.h"
#include "tests/property/world.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <time.h>

unsigned dice_roll(struct dice *dice, unsigned sides)
{
	dice->state ^= dice->state << 13;
	dice->state ^= dice->state >> 7;
	dice->state ^= dice->state << 17;
	return sides ? (unsigned)((dice->state >> 11) % sides) : 0;
}

/* What a field may be given, and how often it is given anything at all (percent). Words are repeated to weigh them. */
struct choice {
	const char *key;
	unsigned percent;
	unsigned most; /* items of a list */
	const char *words[40];
};

static const struct choice rule_choices[] = {
    {"action", 100, 1, {"allow", "allow", "allow", "drop", "drop", "reject", "reject", "publish"}},
    {"direction", 100, 1, {"outbound", "inbound", "inbound", "both", "forward", "outbound"}},
    {"protocol", 100, 1, {"tcp", "tcp", "udp", "udp", "tcp+udp", "tcp+udp", "any", "icmp", "icmpv6", "sctp", "50"}},
    {"remote_service",
     40,
     3,
     {"80", "443", "1000-2000", "81", "25", "http", "domain", "Web", "Mixed", "1-1023", "echo-request", "8", "13"}},
    {"local_service", 30, 3, {"80", "443", "1000-2000", "81", "25", "http", "Web", "1500-65535", "53"}},
    {"remote_address",
     55,
     4,
     {"203.0.113.1", "203.0.113.9", "203.0.113.0/28", "203.0.113.0/24", "198.51.100.0-198.51.100.9", "10.0.0.2",
      "10.0.0.0/24", "10.0.0.2-10.0.0.100", "2001:db8:1::1", "2001:db8:1::/64", "2001:db8::/32", "mail.example",
      "2001:db8:1::1-2001:db8:1::8", "2001:db8:3::2", "four.example", "@Partners", "@All sites", "0.0.0.0/0", "::/0"}},
    {"local_address",
     30,
     3,
     {"192.0.2.1", "192.0.2.2", "192.0.2.0/24", "192.0.2.0-192.0.2.1", "2001:db8:2::1", "2001:db8:2::/64",
      "10.0.0.0/24", "10.0.0.3", "2001:db8:3::/64", "0.0.0.0/0", "::/0"}},
    {"application", 15, 2, {"user:0", "user:1000", "user:1001", "group:2000", "group:2001", "@Staff"}},
    {"validity",
     20,
     3,
     {"mon-fri", "sat,sun", "00:00-12:00", "12:00-24:00 Asia/Tokyo", "22:00-06:00", "2020-01-01..2099-12-31",
      "2020-01-01..2020-12-31", "mon,wed,fri 06:00-18:00 Pacific/Auckland", "@Office hours",
      "2020-01-01 00:00..2030-01-01 00:00", "tue-thu 18:00-09:00 America/New_York"}},
    {"log", 15, 1, {"on", "prefix=x", "limit=10/minute", "level=debug", "level=info,limit=5/second,burst=7"}},
    {"interface", 12, 1, {"out0", "in0"}},
    {"source_interface", 12, 1, {"out0", "in0"}},
    {"publish_to", 50, 1, {"10.0.0.2", "10.0.0.2:25", "10.0.0.3:8080", "2001:db8:3::2", "[2001:db8:3::3]:25"}},
    {"enabled", 100, 1, {"yes", "yes", "yes", "yes", "yes", "yes", "yes", "no"}},
};

static const struct choice settings_choices[] = {
    {"default_outbound", 80, 1, {"accept", "drop", "reject"}},
    {"default_inbound", 80, 1, {"accept", "drop", "reject"}},
    {"default_forward", 80, 1, {"accept", "drop", "reject"}},
    {"log_unmatched", 100, 1, {"yes", "no"}},
    {"keep_ssh", 100, 1, {"yes", "no"}},
    {"timezone", 70, 1, {"Asia/Tokyo", "Pacific/Auckland", "America/New_York", "Asia/Kathmandu", "UTC"}},
};

static const char *choice_word(struct dice *dice, const struct choice *choice)
{
	unsigned n = 0;

	while (n < ARRAY_SIZE(choice->words) && choice->words[n])
		n++;
	return choice->words[dice_roll(dice, n)];
}

static void choice_apply(struct dice *dice, const struct choice *choice, const struct field_table *table, void *of)
{
	const struct field *field = field_find(table, choice->key);
	_cleanup_strlist_ strlist_t items = {0};
	unsigned n;

	if (!field)
		abort();
	if (dice_roll(dice, 100) >= choice->percent) {
		if (choice->percent < 100)
			(void)field_set(field, of, "", NULL);
		return;
	}
	if (!field->type->list) {
		(void)field_set(field, of, choice_word(dice, choice), NULL);
		return;
	}
	n = 1 + dice_roll(dice, choice->most);
	for (unsigned i = 0; i < n; i++) {
		const char *word = choice_word(dice, choice);

		if (!strlist_has(&items, word))
			strlist_add(&items, word);
	}
	if (field_set_items(field, of, &items, NULL) != 0)
		abort();
}

static void random_rule(struct dice *dice, const struct environment *env, const struct policy *policy, size_t index,
			struct rule *ret)
{
	for (;;) {
		rule_init(ret);
		ret->name = mem_strdup("rule");
		for (size_t i = 0; i < ARRAY_SIZE(rule_choices); i++)
			choice_apply(dice, &rule_choices[i], &rule_fields, ret);
		if (ret->action != ACTION_PUBLISH)
			ret->publish_to = (struct endpoint){0};
		if (!dice->users)
			program_list_done(&ret->application);
		if (rule_check(policy, env, ret, index, NULL) == 0)
			return;
		rule_done(ret);
	}
}

static const struct {
	enum object_kind kind;
	const char *name, *list, *value;
} objects[] = {
    {OBJECT_ADDRESS_SET, "Partners", "members", "203.0.113.9,2001:db8:1::9,198.51.100.7"},
    {OBJECT_ADDRESS_SET, "All sites", "members", "@Partners,10.0.0.0/24,2001:db8:3::/64"},
    {OBJECT_SERVICE, "Web", "ports", "tcp/80,tcp/443,udp/443"},
    {OBJECT_SERVICE, "Mixed", "ports", "@Web,sctp/80-90,icmp/echo-request,icmpv6/echo-request,udp/1000-1500"},
    {OBJECT_APPLICATION, "Staff", "members", "user:1000,group:2001"},
    {OBJECT_SCHEDULE, "Office hours", "validity", "mon-fri 09:00-17:30"},
};

static void add_objects(struct policy *policy)
{
	for (size_t i = 0; i < ARRAY_SIZE(objects); i++) {
		struct object *object = policy_add_object(policy, objects[i].kind);
		const struct field_table *table = &object_fields[objects[i].kind];

		object->id = (int64_t)i + 1;
		object->name = mem_strdup(objects[i].name);
		if (field_set(field_find(table, objects[i].list), object, objects[i].value, NULL) != 0)
			abort();
	}
}

static void random_settings(struct dice *dice, struct policy *policy)
{
	for (size_t i = 0; i < ARRAY_SIZE(settings_choices); i++)
		choice_apply(dice, &settings_choices[i], &settings_fields, &policy->settings);
}

static void add_rule(struct dice *dice, const struct environment *env, struct policy *policy)
{
	size_t at = dice_roll(dice, (unsigned)policy->rules.n + 1);
	struct rule rule;

	random_rule(dice, env, policy, SIZE_MAX, &rule);
	rule.id = dice->next_id++;
	vec_insert(&policy->rules, at, rule);
}

static bool policy_is_valid(const struct policy *policy, const struct environment *env)
{
	for (size_t i = 0; i < policy->rules.n; i++)
		if (rule_check(policy, env, &policy->rules.v[i], i, NULL) != 0)
			return false;
	return true;
}

void random_policy(struct dice *dice, const struct environment *env, struct policy *ret)
{
	unsigned n = 1 + dice_roll(dice, 10);

	policy_init(ret);
	add_objects(ret);
	random_settings(dice, ret);
	while (ret->rules.n < n)
		add_rule(dice, env, ret);
	if (!policy_is_valid(ret, env)) { /* two published rules that contradict each other, once in their order */
		policy_done(ret);
		random_policy(dice, env, ret);
	}
}

static void edit_rule(struct dice *dice, const struct environment *env, struct policy *policy, size_t i)
{
	struct rule *rule = &policy->rules.v[i], moved;
	int64_t id = rule->id;

	switch (dice_roll(dice, 3)) {
	case 0:
		rule_done(rule);
		vec_remove(&policy->rules, i);
		break;
	case 1:
		moved = *rule;
		vec_remove(&policy->rules, i);
		vec_insert(&policy->rules, dice_roll(dice, (unsigned)policy->rules.n + 1), moved);
		break;
	default:
		rule_done(rule);
		random_rule(dice, env, policy, i, rule);
		rule->id = id;
	}
}

static void edit_once(struct dice *dice, const struct environment *env, struct policy *policy)
{
	static const char *const partners[] = {"203.0.113.1", "203.0.113.9,198.51.100.0/24",
					       "2001:db8:1::/64,10.0.0.200"};
	unsigned kind = dice_roll(dice, 10);

	if (kind == 0)
		random_settings(dice, policy);
	else if (kind == 1)
		(void)field_set(field_find(&object_fields[OBJECT_ADDRESS_SET], "members"),
				policy_find_object(policy, OBJECT_ADDRESS_SET, "Partners"),
				partners[dice_roll(dice, ARRAY_SIZE(partners))], NULL);
	else if (kind < 4 || policy->rules.n == 0)
		add_rule(dice, env, policy);
	else
		edit_rule(dice, env, policy, dice_roll(dice, (unsigned)policy->rules.n));
}

void random_edit(struct dice *dice, const struct environment *env, struct policy *policy)
{
	struct policy before = policy_copy(policy);

	edit_once(dice, env, policy);
	while (!policy_is_valid(policy, env)) {
		policy_done(policy);
		*policy = policy_copy(&before);
		edit_once(dice, env, policy);
	}
	policy_done(&before);
}

static void random_address(struct dice *dice, const char *const *hosts, uint8_t family, uint8_t *ret)
{
	const char *host = hosts[dice_roll(dice, WORLD_HOSTS / 2) + (family == 6 ? WORLD_HOSTS / 2 : 0)];

	if (inet_pton(family == 6 ? AF_INET6 : AF_INET, host, ret) != 1)
		abort();
}

static void random_ends(struct dice *dice, struct packet *ret)
{
	bool inside = dice_roll(dice, 4) == 0;

	random_address(dice, inside ? world_inside_hosts : world_outside_hosts, ret->family, ret->remote);
	ret->interface = inside ? "in0" : "out0";
	if (ret->direction == DIRECTION_FORWARD) {
		random_address(dice, inside ? world_outside_hosts : world_inside_hosts, ret->family, ret->local);
		ret->source_interface = inside ? "out0" : "in0";
	} else {
		random_address(dice, world_local_hosts, ret->family, ret->local);
	}
}

static void random_services(struct dice *dice, struct packet *ret)
{
	static const uint16_t ports[] = {80, 443, 1000, 1500, 2000, 2001, 25, 81, 53, 22, 67, 68, 546, 547, 40000};
	static const int protocols[] = {IPPROTO_TCP,  IPPROTO_TCP,  IPPROTO_UDP, IPPROTO_UDP,
					IPPROTO_ICMP, IPPROTO_SCTP, 50};

	ret->protocol = protocols[dice_roll(dice, ARRAY_SIZE(protocols))];
	if (ret->protocol == IPPROTO_ICMP && ret->family == 6)
		ret->protocol = IPPROTO_ICMPV6;
	if (ret->protocol == IPPROTO_ICMP) {
		ret->remote_port = dice_roll(dice, 2) ? 8 : 13;
	} else if (ret->protocol == IPPROTO_ICMPV6) {
		ret->remote_port = 128;
	} else if (ret->protocol != 50) {
		ret->remote_port = ports[dice_roll(dice, ARRAY_SIZE(ports))];
		ret->local_port = ports[dice_roll(dice, ARRAY_SIZE(ports))];
	}
}

void random_packet(struct dice *dice, struct packet *ret)
{
	*ret = (struct packet){0};
	ret->direction = (uint8_t[]){DIRECTION_OUTBOUND, DIRECTION_INBOUND, DIRECTION_FORWARD}[dice_roll(dice, 3)];
	ret->family = dice_roll(dice, 2) ? 4 : 6;
	ret->state = FLOW_NEW;
	random_ends(dice, ret);
	random_services(dice, ret);
	if (ret->direction == DIRECTION_OUTBOUND) {
		ret->has_user = true;
		if (dice->users) {
			ret->uid = (uint32_t[]){0, 1000, 1001}[dice_roll(dice, 3)];
			ret->gid = (uint32_t[]){0, 2000, 2001}[dice_roll(dice, 3)];
		}
	}
	ret->time = time(NULL);
}

void random_packet_print(const struct packet *packet, struct str *out)
{
	static const char *const directions[] = {
	    [DIRECTION_OUTBOUND] = "outbound", [DIRECTION_INBOUND] = "inbound", [DIRECTION_FORWARD] = "forward"};
	int family = packet->family == 6 ? AF_INET6 : AF_INET;
	char remote[INET6_ADDRSTRLEN], local[INET6_ADDRSTRLEN];

	str_addf(out, "%s protocol %d remote %s port %u local %s port %u interface %s from %s uid %u gid %u at %lld",
		 directions[packet->direction], packet->protocol,
		 inet_ntop(family, packet->remote, remote, sizeof(remote)), packet->remote_port,
		 inet_ntop(family, packet->local, local, sizeof(local)), packet->local_port, packet->interface,
		 packet->source_interface ? packet->source_interface : "-", packet->uid, packet->gid,
		 (long long)packet->time);
}
