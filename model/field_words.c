/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/i18n.h"
#include "model/field.h"

/* Words of Windows, ISA Server, WinWrapper and of the command line tools for what a field sets. */
static const struct {
	const char *key, *words;
} words[] = {
    {"name", N_("title, description, rule name")},
    {"action",
     N_("block, deny, forbid, refuse, permit, accept, pass, policy, open a port, close a port, port forwarding, "
	"server publishing, NAT")},
    {"direction", N_("in, out, incoming, outgoing, send, receive, ingress, egress, input, output, chain, gateway")},
    {"protocol", N_("TCP, UDP, ICMP, ping, protocol number")},
    {"application", N_("program, process, executable, exe, service account, user, path")},
    {"remote_service", N_("port, remote port, destination port, port range, dport")},
    {"local_service", N_("port, local port, source port, listening port, sport")},
    {"remote_address", N_("IP address, host, network, subnet, scope, domain, destination, server, client address set")},
    {"local_address", N_("IP address, own address, source, scope")},
    {"validity", N_("schedule, time, hours, date, period, weekday, when")},
    {"log", N_("logging, record, history, events, syslog, journal")},
    {"enabled", N_("switch, turn on, turn off, disable, activate")},
    {"group", N_("folder, category, profile")},
    {"interface", N_("network card, adapter, NIC, Ethernet, wireless, LAN, interface type")},
    {"source_interface", N_("network card, adapter, NIC, Ethernet, wireless, LAN, interface type")},
    {"publish_to", N_("server publishing, port forwarding, NAT, DNAT, virtual server, inner server")},
    {"comment", N_("note, remark, description")},
};

const char *field_words(const struct field *field)
{
	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (str_equal(words[i].key, field->key))
			return words[i].words;
	return "";
}
