/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/fuzz/machine.h"

#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/zone.h"

static const struct {
	const char *name, *rule;
} zones[] = {{"Asia/Tokyo", "JST-9"},
	     {"", "EST5EDT,M3.2.0,M11.1.0"},
	     {"UTC", "UTC0"},
	     {"America/New_York", "EST5EDT,M3.2.0,M11.1.0"}};

static const struct {
	const char *name, *address;
} hosts[] = {{"mail.example", "203.0.113.9"}, {"mail.example", "2001:db8:1::9"}, {"four.example", "198.51.100.7"}};

static const struct {
	enum program_kind kind;
	const char *name;
	struct cgroup_ref ref;
} cgroups[] = {
    {PROGRAM_UNIT, "postfix.service", {42, 2}},
    {PROGRAM_EXECUTABLE, "/usr/bin/placed", {77, 3}},
    {PROGRAM_EXECUTABLE, "/usr/bin/placed", {78, 8}},
};

struct machine {
	struct environment env;
	struct zone *zones[ARRAY_SIZE(zones)];
};

static const struct zone *find_zone(const struct environment *env, const char *name)
{
	const struct machine *machine = env->data;

	for (size_t i = 0; i < ARRAY_SIZE(zones); i++)
		if (str_equal(name, zones[i].name))
			return machine->zones[i];
	return NULL;
}

static bool service_port(const struct environment *env, const char *name, const char *protocol, uint16_t *ret)
{
	(void)env;
	if (!str_equal(name, "domain") && !(str_equal(name, "http") && str_equal(protocol, "tcp")))
		return false;
	*ret = str_equal(name, "http") ? 80 : 53;
	return true;
}

static const char *service_name(const struct environment *env, uint16_t port, const char *protocol)
{
	(void)env;
	return port == 80 && str_equal(protocol, "tcp") ? "http" : port == 53 ? "domain" : NULL;
}

static bool number_id(const struct environment *env, const char *name, uint32_t *ret)
{
	unsigned long number;

	(void)env;
	if (!str_to_uint(name, 0, UINT32_MAX - 1, &number))
		return false;
	*ret = (uint32_t)number;
	return true;
}

static void host_addresses(const struct environment *env, const char *name, address_list_t *ret)
{
	(void)env;
	for (size_t i = 0; i < ARRAY_SIZE(hosts); i++) {
		struct address address;

		if (!str_equal(hosts[i].name, name))
			continue;
		fuzz_require(address_parse(hosts[i].address, &address, NULL) == 0);
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

struct machine *machine_new(void)
{
	struct machine *machine = MEM_NEW(struct machine);

	machine->env = (struct environment){
	    .service_port = service_port,
	    .service_name = service_name,
	    .zone = find_zone,
	    .user_id = number_id,
	    .group_id = number_id,
	    .host_addresses = host_addresses,
	    .cgroups = find_cgroups,
	    .ssh_ports = ssh_ports,
	    .data = machine,
	};
	for (size_t i = 0; i < ARRAY_SIZE(zones); i++)
		machine->zones[i] = zone_of_rule(zones[i].rule);
	return machine;
}

void machine_free(struct machine *machine)
{
	if (!machine)
		return;
	for (size_t i = 0; i < ARRAY_SIZE(zones); i++)
		zone_free(machine->zones[i]);
	free(machine);
}

void machine_freep(struct machine **machine)
{
	machine_free(*machine);
}

const struct environment *machine_environment(const struct machine *machine)
{
	return &machine->env;
}
