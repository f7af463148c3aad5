/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/evaluate_match.h"

#include <string.h>

typedef bool condition_fn(const struct subject *s, const struct packet *p);

static bool match_protocol(const struct subject *s, const struct packet *p)
{
	return protocol_covers(s->rule->protocol, p->protocol);
}

static bool has_component(const char *path, const char *name)
{
	size_t n = strlen(name);

	for (const char *at = path; at && (at = strstr(at, name)); at++)
		if ((at == path || at[-1] == '/') && (at[n] == '\0' || at[n] == '/'))
			return true;
	return false;
}

/* A socket in a cgroup below the named one matches as well. */
static bool has_prefix_path(const char *path, const char *prefix)
{
	size_t n = strlen(prefix);

	return strncmp(path, prefix, n) == 0 && (path[n] == '\0' || path[n] == '/');
}

static bool match_program(const struct program *program, const struct packet *p)
{
	if (program->kind == PROGRAM_EXECUTABLE)
		return p->executable && str_equal(p->executable, program->name);
	if (program->kind == PROGRAM_UNIT)
		return p->cgroup && has_component(p->cgroup, program->name);
	if (program->kind == PROGRAM_CGROUP)
		return p->cgroup && has_prefix_path(p->cgroup, program->name);
	return false; /* users and groups are accounts here */
}

static bool match_application(const struct subject *s, const struct packet *p)
{
	VEC_FOREACH (&s->meaning->programs, program)
		if (match_program(program, p))
			return true;
	VEC_FOREACH (&s->accounts, account)
		if (p->direction == DIRECTION_OUTBOUND && p->has_user &&
		    account->id == (account->group ? p->gid : p->uid))
			return true;
	return s->meaning->programs.n == 0;
}

static bool match_service(const proto_port_list_t *list, const struct packet *p, uint16_t port)
{
	VEC_FOREACH (list, item) {
		if (item->protocol != p->protocol || port < item->low || port > item->high)
			continue;
		if (!protocol_is_icmp(p->protocol) || item->code < 0 || item->code == p->local_port)
			return true;
	}
	return list->n == 0;
}

static bool match_remote_service(const struct subject *s, const struct packet *p)
{
	return match_service(&s->meaning->remote_service, p, p->remote_port);
}

static bool match_local_service(const struct subject *s, const struct packet *p)
{
	return match_service(&s->meaning->local_service, p, p->local_port);
}

static bool contains(const address_list_t *list, uint8_t family, const uint8_t *bytes)
{
	VEC_FOREACH (list, item)
		if (address_contains(item, family, bytes))
			return true;
	return false;
}

/* A list of names none of which resolves is empty and matches nothing; the rule's own empty list matches all. */
static bool match_remote_address(const struct subject *s, const struct packet *p)
{
	return s->rule->remote_address.n == 0 || contains(&s->remote_address, p->family, p->remote);
}

static bool match_local_address(const struct subject *s, const struct packet *p)
{
	return s->rule->local_address.n == 0 || contains(&s->local_address, p->family, p->local);
}

static bool match_validity(const struct subject *s, const struct packet *p)
{
	VEC_FOREACH (&s->meaning->validity, item)
		if (validity_holds(item->validity, item->zone, p->time))
			return true;
	return s->meaning->validity.n == 0;
}

static bool match_interface(const struct subject *s, const struct packet *p)
{
	return str_empty(s->rule->interface) || (p->interface && str_equal(s->rule->interface, p->interface));
}

static bool match_source_interface(const struct subject *s, const struct packet *p)
{
	return str_empty(s->rule->source_interface) ||
	       (p->source_interface && str_equal(s->rule->source_interface, p->source_interface));
}

/* The address that a packet is translated to has a family, and no other can go there. */
static bool match_inner_server(const struct subject *s, const struct packet *p)
{
	return s->rule->action != ACTION_PUBLISH || s->rule->publish_to.family == p->family;
}

/* In the order of rule_fields. */
static const struct {
	const char *field;
	condition_fn *met;
} conditions[] = {
    {"protocol", match_protocol},
    {"application", match_application},
    {"remote_service", match_remote_service},
    {"local_service", match_local_service},
    {"remote_address", match_remote_address},
    {"local_address", match_local_address},
    {"validity", match_validity},
    {"interface", match_interface},
    {"source_interface", match_source_interface},
    {"publish_to", match_inner_server},
};

const char *match_rule(const struct subject *subject, const struct packet *packet)
{
	for (size_t i = 0; i < ARRAY_SIZE(conditions); i++)
		if (!conditions[i].met(subject, packet))
			return conditions[i].field;
	return NULL;
}

/* Behind the translation the client is the source, so local here, and the inner server is the destination. */
bool match_published(const struct subject *s, const struct packet *p)
{
	const struct endpoint *inner = &s->rule->publish_to;
	size_t size = inner->family == 4 ? 4 : 16;

	if (!match_protocol(s, p) || inner->family != p->family || memcmp(inner->address, p->remote, size) != 0)
		return false;
	if (inner->port ? inner->port != p->remote_port : !match_service(&s->meaning->local_service, p, p->remote_port))
		return false;
	return match_service(&s->meaning->remote_service, p, p->local_port) && match_validity(s, p) &&
	       (s->rule->remote_address.n == 0 || contains(&s->remote_address, p->family, p->local));
}
