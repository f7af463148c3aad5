/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "backend/deploy/system.h"

#include "backend/deploy/parts.h"
#include "model/resolve.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_MAX     (16u << 20)
#define ENTRY_BUFFER 65536 /* of one passwd or group entry */

struct known_zone {
	char *name;
	struct zone *zone; /* NULL: there is none of that name */
};

struct known_host {
	char *name;
	address_list_t addresses;
};

struct system {
	struct environment env;
	char *root;
	struct services *services;
	struct cgroup_mount mount;
	VEC(struct known_zone) zones;
	VEC(struct known_host) hosts;
};

char *system_read_file(const char *root, const char *path)
{
	_cleanup_free_ char *whole = mem_printf("%s%s", root, path);
	struct str text = {0};
	char buffer[4096];
	ssize_t n;
	int fd = open(whole, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return NULL;
	while (text.length < FILE_MAX && ((n = read(fd, buffer, sizeof(buffer))) > 0 || (n < 0 && errno == EINTR)))
		if (n > 0)
			str_add_n(&text, buffer, (size_t)n);
	close(fd);
	return str_take(&text);
}

static struct system *of(const struct environment *env)
{
	return env->data;
}

static bool system_service_port(const struct environment *env, const char *name, const char *protocol, uint16_t *ret)
{
	return services_port(of(env)->services, name, protocol, ret);
}

static const char *system_service_name(const struct environment *env, uint16_t port, const char *protocol)
{
	return services_name(of(env)->services, port, protocol);
}

static const struct zone *system_zone(const struct environment *env, const char *name)
{
	struct system *system = of(env);
	struct zone *zone = NULL;

	VEC_FOREACH (&system->zones, known)
		if (str_equal(known->name, name))
			return known->zone;
	(void)zone_load(name, &zone, NULL);
	vec_push(&system->zones, ((struct known_zone){mem_strdup(name), zone}));
	return zone;
}

/* Users and groups are looked up by number as well: a number needs no entry. */
static bool system_user_id(const struct environment *env, const char *name, uint32_t *ret)
{
	_cleanup_free_ char *buffer = mem_calloc(1, ENTRY_BUFFER);
	struct passwd entry, *found = NULL;
	unsigned long number;

	(void)env;
	if (str_to_uint(name, 0, UINT32_MAX - 1, &number)) {
		*ret = (uint32_t)number;
		return true;
	}
	if (getpwnam_r(name, &entry, buffer, ENTRY_BUFFER, &found) != 0 || !found)
		return false;
	*ret = found->pw_uid;
	return true;
}

static bool system_group_id(const struct environment *env, const char *name, uint32_t *ret)
{
	_cleanup_free_ char *buffer = mem_calloc(1, ENTRY_BUFFER);
	struct group entry, *found = NULL;
	unsigned long number;

	(void)env;
	if (str_to_uint(name, 0, UINT32_MAX - 1, &number)) {
		*ret = (uint32_t)number;
		return true;
	}
	if (getgrnam_r(name, &entry, buffer, ENTRY_BUFFER, &found) != 0 || !found)
		return false;
	*ret = found->gr_gid;
	return true;
}

static void system_host_addresses(const struct environment *env, const char *name, address_list_t *ret)
{
	VEC_FOREACH (&of(env)->hosts, host) {
		if (!str_equal(host->name, name))
			continue;
		VEC_FOREACH (&host->addresses, address)
			vec_push(ret, address_copy(address));
	}
}

static void system_cgroups(const struct environment *env, const struct program *program, cgroup_ref_list_t *ret)
{
	cgroup_find(&of(env)->mount, program, ret);
}

static void system_ssh_ports(const struct environment *env, port_number_list_t *ret)
{
	sshd_ports(of(env)->root, ret);
}

struct system *system_new_at(const char *root)
{
	struct system *system = MEM_NEW(struct system);

	system->root = mem_strdup(root);
	system->services = services_new();
	cgroup_mount_find(root, &system->mount);
	system->env = (struct environment){
	    .service_port = system_service_port,
	    .service_name = system_service_name,
	    .zone = system_zone,
	    .user_id = system_user_id,
	    .group_id = system_group_id,
	    .host_addresses = system_host_addresses,
	    .cgroups = system_cgroups,
	    .ssh_ports = system_ssh_ports,
	    .data = system,
	};
	return system;
}

struct system *system_new(void)
{
	return system_new_at("");
}

void system_free(struct system *system)
{
	if (!system)
		return;
	VEC_FOREACH (&system->zones, known) {
		free(known->name);
		zone_free(known->zone);
	}
	VEC_FOREACH (&system->hosts, host) {
		free(host->name);
		address_list_done(&host->addresses);
	}
	vec_done(&system->zones);
	vec_done(&system->hosts);
	services_free(system->services);
	cgroup_mount_done(&system->mount);
	free(system->root);
	free(system);
}

void system_freep(struct system **system)
{
	system_free(*system);
}

const struct environment *system_environment(struct system *system)
{
	return &system->env;
}

const char *system_cgroup_root(struct system *system)
{
	return system->mount.path;
}

static void collect_names(const struct policy *policy, const address_list_t *list, strlist_t *ret)
{
	_cleanup_(address_list_done) address_list_t flat = {0};

	if (resolve_addresses(policy, list, "remote_address", &flat, NULL) != 0)
		return;
	VEC_FOREACH (&flat, address)
		if (address->kind == ADDRESS_NAME && !strlist_has(ret, address->name))
			strlist_add(ret, address->name);
}

void system_names(const struct policy *policy, strlist_t *ret)
{
	VEC_FOREACH (&policy->rules, rule) {
		if (!rule->enabled)
			continue;
		collect_names(policy, &rule->remote_address, ret);
		collect_names(policy, &rule->local_address, ret);
	}
}

/* The names as resolvers want them; one that has no ASCII form was refused long before. */
static void ascii_names(const strlist_t *names, strlist_t *ret)
{
	VEC_FOREACH (names, name) {
		struct address address = {.kind = ADDRESS_NAME, .name = *name};
		char *ascii = NULL;

		if (address_name_ascii(&address, &ascii, NULL) != 0)
			ascii = mem_strdup(*name);
		vec_push(ret, ascii);
	}
}

/* Takes addresses over, in place of those that the name had. */
static void remember_host(struct system *system, const char *name, address_list_t addresses)
{
	VEC_FOREACH (&system->hosts, host) {
		if (!str_equal(host->name, name))
			continue;
		address_list_done(&host->addresses);
		host->addresses = addresses;
		return;
	}
	vec_push(&system->hosts, ((struct known_host){mem_strdup(name), addresses}));
}

bool system_resolve_names(struct system *system, const struct policy *policy, unsigned seconds, struct watch *watch,
			  strlist_t *ret_failed)
{
	_cleanup_strlist_ strlist_t names = {0}, ascii = {0};
	_cleanup_free_ address_list_t *addresses = NULL;
	bool any = false;

	system_names(policy, &names);
	if (!names.n)
		return false;
	ascii_names(&names, &ascii);
	addresses = mem_calloc(names.n, sizeof(*addresses));
	names_resolve(system->root, &ascii, seconds * 1000, watch, addresses);
	for (size_t i = 0; i < names.n; i++) {
		any = any || addresses[i].n;
		if (addresses[i].n)
			remember_host(system, names.v[i], addresses[i]);
		else
			strlist_add(ret_failed, names.v[i]);
	}
	return any;
}
