/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/type.h"

#include "base/i18n.h"

#include <stddef.h>

#define FIELD(member, text, kind, tab_of, flag_bits, help_text)                                                        \
	{                                                                                                              \
		.key = #member, .label = text, .help = help_text, .type = &type_##kind,                                \
		.offset = offsetof(struct rule, member), .tab = tab_of, .flags = flag_bits,                            \
	}

#define ROW_MATCH (FIELD_ROW | FIELD_MATCH)
#define ROW_TIMES (FIELD_ROW | FIELD_MATCH | FIELD_REFERS)
#define ROW_LIST  (ROW_TIMES | FIELD_ALL)

static const struct field fields_of_rule[] = {
    FIELD(name, N_("Name"), text, TAB_GENERAL, FIELD_ROW | FIELD_REQUIRED,
	  N_("What the rule is called: any text of up to 200 characters.")),
    FIELD(action, N_("Action"), action, TAB_GENERAL, FIELD_ROW,
	  N_("What happens to a connection that matches: allow, drop (silently), reject (with an answer) or publish "
	     "(pass on to an inner server).")),
    FIELD(direction, N_("Direction"), direction, TAB_GENERAL, ROW_MATCH,
	  N_("outbound from this machine, inbound to it, both, or forward through it.")),
    FIELD(protocol, N_("Protocol"), protocol, TAB_GENERAL, ROW_MATCH,
	  N_("tcp, udp, tcp+udp, icmp, icmpv6, sctp, another name, a number from 0 to 255, or any.")),
    FIELD(application, N_("Application"), program_list, TAB_APPLICATION, ROW_LIST,
	  N_("Which programs: /path/to/program, unit:NAME.service, cgroup:/path, user:NAME, group:NAME or "
	     "@Application. Empty means all.")),
    FIELD(remote_service, N_("Service (remote)"), port_list, TAB_SERVICE, ROW_LIST,
	  N_("Ports of the other side: 110, 6000-6010 or a service name. Empty means all.")),
    FIELD(local_service, N_("Service (local)"), port_list, TAB_SERVICE, ROW_LIST,
	  N_("Ports of this side: 110, 6000-6010 or a service name. Empty means all.")),
    FIELD(remote_address, N_("Address (remote)"), address_list, TAB_ADDRESS, ROW_LIST,
	  N_("Addresses of the other side: an address, net/length, low-high, a host name or @Address set. Empty means "
	     "all.")),
    FIELD(local_address, N_("Address (local)"), address_list, TAB_ADDRESS, ROW_LIST,
	  N_("Addresses of this side: an address, net/length, low-high, a host name or @Address set. Empty means "
	     "all.")),
    FIELD(validity, N_("Validity"), validity_list, TAB_VALIDITY, ROW_TIMES,
	  N_("When the rule holds: @Schedule, or dates, weekdays and hours like 2026-12-01..2026-12-31 or mon-fri "
	     "09:00-18:00, with a time zone at the end if needed. Empty means always.")),
    FIELD(log, N_("Log"), log, TAB_LOG, FIELD_ROW | FIELD_NULLABLE,
	  N_("Whether a match is logged: on, or with a prefix to find it by, a level, and a limit, written as "
	     "prefix=TEXT, level=warn, limit=10/minute and burst=5, joined by commas. Empty means none.")),
    FIELD(enabled, N_("Enabled"), boolean_on, TAB_GENERAL, 0,
	  N_("A rule that is not enabled matches nothing: yes or no.")),
    FIELD(group, N_("Group"), text, TAB_GENERAL, FIELD_RECURS,
	  N_("Rules with the same group can be switched together.")),
    FIELD(interface, N_("Interface"), interface, TAB_ADDRESS, FIELD_MATCH,
	  N_("The interface towards the other side, by name; for forward the one through which packets leave. Empty "
	     "means all.")),
    FIELD(source_interface, N_("Source interface"), interface, TAB_ADDRESS, FIELD_MATCH | FIELD_FORWARD,
	  N_("For forward, the interface through which packets come in. Empty means all.")),
    FIELD(publish_to, N_("Inner server"), endpoint, TAB_PUBLISH, 0,
	  N_("For publish, the server that gets the connection: 192.168.10.2, or 192.168.10.2:25 for another port.")),
    FIELD(comment, N_("Comment"), comment, TAB_NOTES, 0, N_("Any text of up to 2000 characters.")),
    FIELD(owner, N_("Owner"), text, TAB_NOTES, FIELD_RECURS, N_("Who answers for the rule.")),
    FIELD(ticket, N_("Ticket"), text, TAB_NOTES, 0, N_("Where the rule was asked for.")),
    FIELD(review_by, N_("Review by"), date, TAB_NOTES, 0,
	  N_("The day by which to look at the rule again: 2026-12-31.")),
};

const struct field_table rule_fields = {
    .kind = "rule",
    .label = N_("rule"),
    .array = "rules",
    .fields = fields_of_rule,
    .n = ARRAY_SIZE(fields_of_rule),
    .size = sizeof(struct rule),
};
