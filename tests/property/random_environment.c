/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/property/random.h"

#include <arpa/inet.h>
#include <stdlib.h>

#define ZONES 5

struct machine {
	struct zone *zones[ZONES];
};

static const char *const zone_names[ZONES] = {"Asia/Tokyo", "Pacific/Auckland", "America/New_York", "Asia/Kathmandu",
					      "UTC"};

static const struct zone *machine_zone(const struct environment *env, const char *name)
{
	struct machine *machine = env->data;

	for (size_t i = 0; i < ZONES; i++)
		if (str_equal(name, zone_names[i]))
			return machine->zones[i];
	return *name ? NULL : machine->zones[ZONES - 1];
}

static bool machine_port(const struct environment *env, const char *name, const char *protocol, uint16_t *ret)
{
	(void)env;
	if (str_equal(name, "http") && !str_equal(protocol, "udp")) {
		*ret = 80;
		return true;
	}
	if (str_equal(name, "domain")) {
		*ret = 53;
		return true;
	}
	return false;
}

static bool machine_number(const struct environment *env, const char *name, uint32_t *ret)
{
	unsigned long number;

	(void)env;
	if (!str_to_uint(name, 0, 65535, &number))
		return false;
	*ret = (uint32_t)number;
	return true;
}

static void machine_hosts(const struct environment *env, const char *name, address_list_t *ret)
{
	static const struct {
		const char *name, *address;
	} hosts[] = {
	    {"mail.example", "203.0.113.9"},
	    {"mail.example", "2001:db8:1::9"},
	    {"four.example", "198.51.100.7"},
	    {"four.example", "10.0.0.3"},
	};

	(void)env;
	for (size_t i = 0; i < ARRAY_SIZE(hosts); i++) {
		struct address address;

		if (!str_equal(hosts[i].name, name))
			continue;
		if (address_parse(hosts[i].address, &address, NULL) != 0)
			abort();
		vec_push(ret, address);
	}
}

static void machine_ssh(const struct environment *env, port_number_list_t *ret)
{
	(void)env;
	vec_push(ret, 22);
}

void random_environment(struct environment *ret)
{
	struct machine *machine = MEM_NEW(struct machine);

	*ret = (struct environment){
	    .service_port = machine_port,
	    .zone = machine_zone,
	    .user_id = machine_number,
	    .group_id = machine_number,
	    .host_addresses = machine_hosts,
	    .ssh_ports = machine_ssh,
	    .data = machine,
	};
	for (size_t i = 0; i < ZONES; i++)
		if (zone_load(zone_names[i], &machine->zones[i], NULL) != 0)
			abort();
}

void random_environment_done(struct environment *env)
{
	struct machine *machine = env->data;

	for (size_t i = 0; i < ZONES; i++)
		zone_free(machine->zones[i]);
	free(machine);
}
