/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/type.h"

#include "base/i18n.h"

#include <stddef.h>

#define FIELD(of, member, key_text, text, kind, tab_of, flag_bits, help_text)                                          \
	{                                                                                                              \
		.key = key_text, .label = text, .help = help_text, .type = &type_##kind,                               \
		.offset = offsetof(struct of, member), .tab = tab_of, .flags = flag_bits,                              \
	}

#define NAME_FIELD(of, kind)                                                                                           \
	FIELD(of, object.name, "name", N_("Name"), kind, TAB_GENERAL, FIELD_REQUIRED,                                  \
	      N_("What the object is called; lists name it with @ before it. Up to 200 characters."))
#define COMMENT_FIELD(of)                                                                                              \
	FIELD(of, object.comment, "comment", N_("Comment"), comment, TAB_NOTES, 0,                                     \
	      N_("Any text of up to 2000 characters."))

static const struct field fields_of_address_set[] = {
    NAME_FIELD(address_set, object_name),
    FIELD(address_set, members, "members", N_("Members"), address_list, TAB_ADDRESS, FIELD_MATCH | FIELD_REFERS,
	  N_("An address, net/length, low-high, a host name or @Address set.")),
    COMMENT_FIELD(address_set),
};

static const struct field fields_of_service[] = {
    NAME_FIELD(service, service_name),
    FIELD(service, ports, "ports", N_("Ports"), service_member_list, TAB_SERVICE, FIELD_MATCH | FIELD_REFERS,
	  N_("Ports with their protocol: tcp/110, udp/6000-6010, icmp/echo-request, esp, or @Service.")),
    COMMENT_FIELD(service),
};

static const struct field fields_of_application[] = {
    NAME_FIELD(application, object_name),
    FIELD(application, members, "members", N_("Members"), program_list, TAB_APPLICATION, FIELD_MATCH | FIELD_REFERS,
	  N_("/path/to/program, unit:NAME.service, cgroup:/path, user:NAME, group:NAME or @Application.")),
    COMMENT_FIELD(application),
};

static const struct field fields_of_schedule[] = {
    NAME_FIELD(schedule, object_name),
    FIELD(schedule, validity, "validity", N_("Validity"), validity_list, TAB_VALIDITY, FIELD_MATCH | FIELD_REFERS,
	  N_("Dates, weekdays and hours, any of which may hold: 2026-12-01..2026-12-31, mon-fri 09:00-18:00, or "
	     "@Schedule.")),
    FIELD(schedule, timezone, "timezone", N_("Time zone"), timezone, TAB_VALIDITY, FIELD_MATCH,
	  N_("The time zone of these times, like Asia/Tokyo. Empty means that of the settings.")),
    COMMENT_FIELD(schedule),
};

#define TABLE(of, kind_text, label_text, array_text)                                                                   \
	{                                                                                                              \
		.kind = kind_text, .label = label_text, .array = array_text, .fields = fields_of_##of,                 \
		.n = ARRAY_SIZE(fields_of_##of), .size = sizeof(struct of),                                            \
	}

const struct field_table object_fields[OBJECT_MAX] = {
    [OBJECT_ADDRESS_SET] = TABLE(address_set, "address-set", N_("address set"), "address_sets"),
    [OBJECT_SERVICE] = TABLE(service, "service", N_("service"), "services"),
    [OBJECT_APPLICATION] = TABLE(application, "application", N_("application"), "applications"),
    [OBJECT_SCHEDULE] = TABLE(schedule, "schedule", N_("schedule"), "schedules"),
};

#define SETTING(member, text, kind, help_text) FIELD(settings, member, #member, text, kind, TAB_GENERAL, 0, help_text)

static const struct field fields_of_settings[] = {
    SETTING(default_outbound, N_("Default outbound"), verdict,
	    N_("What happens to outbound connections that no rule decides: accept, drop or reject.")),
    SETTING(default_inbound, N_("Default inbound"), verdict,
	    N_("What happens to inbound connections that no rule decides: accept, drop or reject.")),
    SETTING(default_forward, N_("Default forward"), verdict,
	    N_("What happens to forwarded connections that no rule decides: accept, drop or reject.")),
    SETTING(log_unmatched, N_("Log unmatched"), boolean,
	    N_("Whether connections that no rule decides are logged: yes or no.")),
    SETTING(
	keep_ssh, N_("Keep SSH"), boolean_on,
	N_("Whether new SSH connections to this machine always pass, so that nobody locks himself out: yes or no.")),
    SETTING(timezone, N_("Time zone"), timezone,
	    N_("The time zone of all times, like Asia/Tokyo. Empty means that of the machine.")),
};

const struct field_table settings_fields = {
    .kind = "settings",
    .label = N_("settings"),
    .fields = fields_of_settings,
    .n = ARRAY_SIZE(fields_of_settings),
    .size = sizeof(struct settings),
};
