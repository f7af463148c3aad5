/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/model/environment.h"

#include "model/field.h"
#include "tests/test.h"

static const struct {
	const char *name;
	const char *protocol;
	uint16_t port;
} services[] = {
    {"ssh", "tcp", 22},	  {"smtp", "tcp", 25}, {"domain", "tcp", 53}, {"domain", "udp", 53}, {"http", "tcp", 80},
    {"pop3", "tcp", 110}, {"ntp", "udp", 123}, {"imap", "tcp", 143},  {"https", "tcp", 443},
};

static const struct {
	const char *name;
	uint32_t id;
} users[] = {{"root", 0}, {"mail", 8}, {"alice", 1000}}, groups[] = {{"root", 0}, {"mail", 8}, {"staff", 50}};

static const struct {
	const char *name;
	const char *address;
} hosts[] = {{"mail.example.com", "192.0.2.25"}, {"mail.example.com", "2001:db8::25"}, {"v4.example.com", "192.0.2.4"}};

static const struct {
	enum program_kind kind;
	const char *name;
	struct cgroup_ref ref;
} cgroups[] = {
    {PROGRAM_UNIT, "postfix.service", {42, 2}},
    {PROGRAM_CGROUP, "/system.slice/postfix.service", {42, 2}},
    {PROGRAM_EXECUTABLE, "/usr/bin/placed", {77, 3}},
};

static bool service_port(const struct environment *env, const char *name, const char *protocol, uint16_t *ret)
{
	(void)env;
	for (size_t i = 0; i < ARRAY_SIZE(services); i++) {
		if (!str_equal(services[i].name, name) || !str_equal(services[i].protocol, protocol))
			continue;
		*ret = services[i].port;
		return true;
	}
	return false;
}

static const char *service_name(const struct environment *env, uint16_t port, const char *protocol)
{
	(void)env;
	for (size_t i = 0; i < ARRAY_SIZE(services); i++)
		if (services[i].port == port && str_equal(services[i].protocol, protocol))
			return services[i].name;
	return NULL;
}

static const struct zone *find_zone(const struct environment *env, const char *name)
{
	struct test_environment *t = env->data;
	struct zone *zone = NULL;

	name = *name ? name : "UTC";
	VEC_FOREACH (&t->zones, have)
		if (str_equal(zone_name(*have), name))
			return *have;
	if (zone_load(name, &zone, NULL) < 0)
		return NULL;
	vec_push(&t->zones, zone);
	return zone;
}

static bool user_id(const struct environment *env, const char *name, uint32_t *ret)
{
	(void)env;
	for (size_t i = 0; i < ARRAY_SIZE(users); i++) {
		if (!str_equal(users[i].name, name))
			continue;
		*ret = users[i].id;
		return true;
	}
	return false;
}

static bool group_id(const struct environment *env, const char *name, uint32_t *ret)
{
	(void)env;
	for (size_t i = 0; i < ARRAY_SIZE(groups); i++) {
		if (!str_equal(groups[i].name, name))
			continue;
		*ret = groups[i].id;
		return true;
	}
	return false;
}

static void host_addresses(const struct environment *env, const char *name, address_list_t *ret)
{
	(void)env;
	for (size_t i = 0; i < ARRAY_SIZE(hosts); i++) {
		struct address address = {0};

		if (!str_equal(hosts[i].name, name))
			continue;
		assert_int_equal(address_parse(hosts[i].address, &address, NULL), 0);
		vec_push(ret, address);
	}
}

static void find_cgroups(const struct environment *env, const struct program *program, cgroup_ref_list_t *ret)
{
	(void)env;
	for (size_t i = 0; i < ARRAY_SIZE(cgroups); i++)
		if (cgroups[i].kind == program->kind && str_equal(cgroups[i].name, program->name))
			vec_push(ret, cgroups[i].ref);
}

static void ssh_ports(const struct environment *env, port_number_list_t *ret)
{
	(void)env;
	vec_push(ret, (uint16_t)22);
	vec_push(ret, (uint16_t)2222);
}

void test_environment_init(struct test_environment *ret)
{
	*ret = (struct test_environment){
	    .env =
		{
		    .service_port = service_port,
		    .service_name = service_name,
		    .zone = find_zone,
		    .user_id = user_id,
		    .group_id = group_id,
		    .host_addresses = host_addresses,
		    .cgroups = find_cgroups,
		    .ssh_ports = ssh_ports,
		    .data = ret,
		},
	};
}

void test_environment_done(struct test_environment *environment)
{
	VEC_FOREACH (&environment->zones, zone)
		zone_free(*zone);
	vec_done(&environment->zones);
}

static void set(const struct field_table *table, void *of, const char *key, const char *text)
{
	const struct field *field = field_find(table, key);
	_cleanup_error_ struct error err = {0};

	assert_non_null(field);
	if (field_set(field, of, text, &err) < 0)
		fail_msg("%s=%s: %s", key, text, err.message);
}

size_t test_add_rule(struct policy *policy, ...)
{
	struct rule *rule = vec_add(&policy->rules);
	const char *key;
	va_list ap;

	rule_init(rule);
	rule->id = (int64_t)policy->rules.n;
	va_start(ap, policy);
	while ((key = va_arg(ap, const char *)))
		set(&rule_fields, rule, key, va_arg(ap, const char *));
	va_end(ap);
	if (!rule->name)
		rule->name = mem_printf("rule %zu", policy->rules.n);
	return policy->rules.n - 1;
}

void test_add_object(struct policy *policy, enum object_kind kind, const char *name, const char *members)
{
	static const char *const keys[OBJECT_MAX] = {"members", "ports", "members", "validity"};
	struct object *object = policy_add_object(policy, kind);

	set(&object_fields[kind], object, "name", name);
	set(&object_fields[kind], object, keys[kind], members);
}

void test_set(struct policy *policy, const char *key, const char *text)
{
	set(&settings_fields, &policy->settings, key, text);
}
