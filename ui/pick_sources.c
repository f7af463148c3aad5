/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/pick_sources.h"

#include "backend/deploy/system.h"
#include "base/i18n.h"

#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>

void pick_protocols(struct editor *editor, pick_list_t *ret)
{
	static const struct {
		const char *name, *text;
	} protocols[] = {
	    {"any", N_("every protocol")},
	    {"tcp", N_("connections: mail, web, SSH")},
	    {"udp", N_("messages: DNS, time, calls")},
	    {"tcp+udp", N_("both, for services that use either")},
	    {"icmp", N_("ping and errors of IPv4")},
	    {"icmpv6", N_("ping and errors of IPv6")},
	    {"sctp", ""},
	    {"gre", N_("tunnels")},
	    {"esp", N_("IPsec")},
	};

	(void)editor;
	for (size_t i = 0; i < ARRAY_SIZE(protocols); i++)
		pick_add(ret, protocols[i].name, *protocols[i].text ? _(protocols[i].text) : "");
}

/* With what they are for, or else what is in them. */
static void add_objects(struct editor *editor, enum object_kind kind, bool at, pick_list_t *ret)
{
	for (size_t i = 0; i < policy_object_count(&editor->policy, kind); i++) {
		const struct object *object = policy_object(&editor->policy, kind, i);
		_cleanup_free_ char *value = mem_printf("%s%s", at ? "@" : "", object->name);
		_cleanup_str_ struct str members = {0};

		if (str_empty(object->comment))
			field_print(&object_fields[kind].fields[1], object, &members);
		pick_add(ret, value, str_empty(object->comment) ? str_text(&members) : object->comment);
	}
}

static void add_service(void *context, const struct servent *service)
{
	_cleanup_free_ char *port = mem_printf("%u", ntohs((uint16_t)service->s_port));
	_cleanup_free_ char *text = mem_printf("%s (%s)", service->s_name, service->s_proto);

	pick_add(context, port, text);
}

/* The services database, by number with name; service objects are named as they are. */
void pick_services(struct editor *editor, pick_list_t *ret)
{
	add_objects(editor, OBJECT_SERVICE, false, ret);
	system_each_service(add_service, ret);
}

static void add_member(void *context, const struct servent *service)
{
	_cleanup_free_ char *port = mem_printf("%s/%u", service->s_proto, ntohs((uint16_t)service->s_port));

	pick_add(context, port, service->s_name);
}

/* With their protocol, and the other services with @. */
void pick_service_members(struct editor *editor, pick_list_t *ret)
{
	add_objects(editor, OBJECT_SERVICE, true, ret);
	system_each_service(add_member, ret);
}

void pick_addresses(struct editor *editor, pick_list_t *ret)
{
	add_objects(editor, OBJECT_ADDRESS_SET, true, ret);
	pick_add(ret, "10.0.0.0/8", _("private networks"));
	pick_add(ret, "172.16.0.0/12", _("private networks"));
	pick_add(ret, "192.168.0.0/16", _("private networks"));
	pick_add(ret, "fc00::/7", _("private networks"));
	pick_add(ret, "fe80::/10", _("this link"));
}

void pick_schedules(struct editor *editor, pick_list_t *ret)
{
	add_objects(editor, OBJECT_SCHEDULE, false, ret);
}

void pick_times(struct editor *editor, pick_list_t *ret)
{
	add_objects(editor, OBJECT_SCHEDULE, true, ret);
	pick_add(ret, "mon-fri 09:00-18:00", _("office hours"));
	pick_add(ret, "sat,sun", _("weekends"));
	pick_add(ret, "22:00-06:00", _("nights"));
}

void pick_interfaces(struct editor *editor, pick_list_t *ret)
{
	struct if_nameindex *interfaces = if_nameindex();

	(void)editor;
	for (size_t i = 0; interfaces && interfaces[i].if_index; i++)
		pick_add(ret, interfaces[i].if_name, "");
	if (interfaces)
		if_freenameindex(interfaces);
}

/* Words of nft(8), the most urgent first. */
void pick_levels(struct editor *editor, pick_list_t *ret)
{
	static const struct {
		const char *word, *text;
	} levels[] = {
	    {"emerg", N_("the system cannot be used")},
	    {"alert", N_("something must be done at once")},
	    {"crit", N_("critical")},
	    {"err", N_("an error")},
	    {"warn", N_("a warning")},
	    {"notice", N_("normal, but to be noted")},
	    {"info", N_("for information")},
	    {"debug", N_("for the search for errors")},
	};

	(void)editor;
	pick_add(ret, "", _("none: to the netlink log and not to the kernel's"));
	for (size_t i = 0; i < ARRAY_SIZE(levels); i++)
		pick_add(ret, levels[i].word, _(levels[i].text));
}

/* zone1970.tab(5): country codes, coordinates, zone, comment, by tabs. */
static void add_zone(char *line, pick_list_t *ret)
{
	char *save = NULL, *zone, *comment;

	if (line[0] == '#' || !strtok_r(line, "\t\n", &save) || !strtok_r(NULL, "\t\n", &save))
		return;
	zone = strtok_r(NULL, "\t\n", &save);
	comment = strtok_r(NULL, "\t\n", &save);
	if (zone)
		pick_add(ret, zone, comment ? comment : "");
}

void pick_zones(struct editor *editor, pick_list_t *ret)
{
	FILE *file = fopen("/usr/share/zoneinfo/zone1970.tab", "re");
	char *line = NULL;
	size_t size = 0;

	(void)editor;
	pick_add(ret, "UTC", "");
	while (file && getline(&line, &size, file) > 0)
		add_zone(line, ret);
	free(line);
	if (file)
		fclose(file);
}

static void add_once(pick_list_t *ret, const char *value)
{
	if (str_empty(value))
		return;
	VEC_FOREACH (ret, pick)
		if (str_equal(pick->value, value))
			return;
	pick_add(ret, value, "");
}

void pick_used(struct editor *editor, const struct field *field, pick_list_t *ret)
{
	VEC_FOREACH (&editor->policy.rules, rule) {
		_cleanup_str_ struct str text = {0};

		field_print(field, rule, &text);
		add_once(ret, str_text(&text));
	}
}
