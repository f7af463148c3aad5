/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/packet.h"

#include "base/i18n.h"
#include "model/resolve.h"

#include <arpa/inet.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* One end of a connection as it is written: address, service, or both. */
struct end {
	char *address; /* NULL not given */
	char *service;
};

static void end_done(struct end *end)
{
	free(end->address);
	free(end->service);
}

/* 192.168.10.5, 192.168.10.5:110, [2001:db8::5]:110, 2001:db8::5, :22 */
static struct end end_split(const char *text)
{
	const char *close = text[0] == '[' ? strchr(text, ']') : NULL;
	const char *colon = strchr(text, ':');

	if (close)
		return (struct end){mem_strndup(text + 1, (size_t)(close - text - 1)),
				    close[1] == ':' ? mem_strdup(close + 2) : NULL};
	if (!colon || strchr(colon + 1, ':'))
		return (struct end){mem_strdup(text), NULL};
	return (struct end){colon == text ? NULL : mem_strndup(text, (size_t)(colon - text)), mem_strdup(colon + 1)};
}

static int end_address(const struct end *end, struct address *ret, struct error *err)
{
	if (address_parse(end->address, ret, err))
		return -1;
	if (ret->kind == ADDRESS_HOST)
		return 0;
	address_done(ret);
	return error_set(err, ERROR_VALUE,
			 _("'%s' is not the address of one host: a packet has one, like 192.168.10.5"), end->address);
}

/* Port, or ICMP type and code, through the same door as those of rules. */
static int end_service(struct cli *cli, const struct policy *policy, const char *text, int protocol, uint16_t *ret_port,
		       int16_t *ret_code, struct error *err)
{
	proto_port_list_t found = {0};
	struct port port = {0};
	port_list_t list = {.v = &port, .n = 1};
	int result = -1;

	if (port_parse(text, &port, err))
		return -1;
	if (!resolve_services(policy, cli_environment(cli), protocol, &list, NULL, &found, err)) {
		if (found.n == 1 && found.v[0].low == found.v[0].high) {
			*ret_port = found.v[0].low;
			*ret_code = found.v[0].code;
			result = 0;
		} else {
			error_set(err, ERROR_VALUE,
				  _("'%s' is more than one service: a packet has one, like 110 or pop3"), text);
		}
	}
	port_done(&port);
	vec_done(&found);
	return result;
}

/* The address that this machine would use towards the other one: connect(2) of a UDP socket asks the routing table and
 * sends nothing. Left zero where there is no way. */
static void local_address(struct packet *packet)
{
	struct sockaddr_storage peer = {0};
	socklen_t size = packet->family == 4 ? sizeof(struct sockaddr_in) : sizeof(struct sockaddr_in6);
	struct sockaddr_in *v4 = (struct sockaddr_in *)&peer;
	struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&peer;
	int fd;

	peer.ss_family = packet->family == 4 ? AF_INET : AF_INET6;
	if (packet->family == 4) {
		memcpy(&v4->sin_addr, packet->remote, 4);
		v4->sin_port = htons(9);
	} else {
		memcpy(&v6->sin6_addr, packet->remote, 16);
		v6->sin6_port = htons(9);
	}
	fd = socket(peer.ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return;
	if (!connect(fd, (struct sockaddr *)&peer, size) && !getsockname(fd, (struct sockaddr *)&peer, &size)) {
		if (packet->family == 4)
			memcpy(packet->local, &v4->sin_addr, 4);
		else
			memcpy(packet->local, &v6->sin6_addr, 16);
	}
	close(fd);
}

static int set_remote(struct cli *cli, const struct policy *policy, const char *text, struct packet *packet,
		      struct error *err)
{
	_cleanup_(end_done) struct end end = end_split(text);
	struct address address = {0};
	int16_t code = -1;

	if (!end.address)
		return error_set(err, ERROR_USAGE, _("'%s' has no address: write ADDRESS or ADDRESS:SERVICE"), text);
	if (end_address(&end, &address, err))
		return -1;
	packet->family = address.family;
	memcpy(packet->remote, address.low, sizeof(packet->remote));
	address_done(&address);
	if (end.service && end_service(cli, policy, end.service, packet->protocol, &packet->remote_port, &code, err))
		return -1;
	if (protocol_is_icmp(packet->protocol) && code >= 0)
		packet->local_port = (uint16_t)code;
	return 0;
}

static int set_local(struct cli *cli, const struct policy *policy, const char *text, struct packet *packet,
		     struct error *err)
{
	_cleanup_(end_done) struct end end = end_split(text);
	struct address address = {0};
	int16_t code;

	if (end.address) {
		if (end_address(&end, &address, err))
			return -1;
		if (address.family != packet->family)
			return error_set(err, ERROR_VALUE, _("'%s' is of another address family than the other side"),
					 text);
		memcpy(packet->local, address.low, sizeof(packet->local));
		address_done(&address);
	}
	return end.service ? end_service(cli, policy, end.service, packet->protocol, &packet->local_port, &code, err)
			   : 0;
}

/* A user brings its group along; --group alone says nothing about the user. */
static int set_user(const struct args *args, struct packet *packet, struct error *err)
{
	const char *user = args_value(args, "user"), *group = args_value(args, "group");
	const struct passwd *passwd = user ? getpwnam(user) : NULL;
	const struct group *found = group ? getgrnam(group) : NULL;
	unsigned long number;

	if (passwd) {
		packet->uid = passwd->pw_uid;
		packet->gid = passwd->pw_gid;
	} else if (user) {
		if (!str_to_uint(user, 0, UINT32_MAX, &number))
			return error_set(err, ERROR_REFERENCE, _("there is no user '%s'"), user);
		packet->uid = packet->gid = (uint32_t)number;
	}
	if (found) {
		packet->gid = found->gr_gid;
	} else if (group) {
		if (!str_to_uint(group, 0, UINT32_MAX, &number))
			return error_set(err, ERROR_REFERENCE, _("there is no group '%s'"), group);
		packet->gid = (uint32_t)number;
	}
	packet->has_user = user || group;
	return 0;
}

/* --application takes what a rule takes: an executable, unit:NAME or cgroup:/PATH. */
static int set_application(struct cli *cli, const char *text, struct packet *packet, struct error *err)
{
	(void)cli;
	if (str_has_prefix(text, "cgroup:"))
		packet->cgroup = text + strlen("cgroup:");
	else if (text[0] == '/')
		packet->executable = text;
	else
		return error_set(err, ERROR_USAGE, _("'%s' is not a program: write its path, or cgroup:/path"), text);
	return 0;
}

static int clock_number(const char *text, int64_t *ret_seconds)
{
	unsigned int hour, minute, second = 0;
	int end = 0;

	if ((sscanf(text, "%2u:%2u%n:%2u%n", &hour, &minute, &end, &second, &end) < 2) || text[end] || hour > 23 ||
	    minute > 59 || second > 59)
		return -1;
	*ret_seconds = (int64_t)hour * 3600 + minute * 60 + second;
	return 0;
}

/* The instant of a wall clock reading: the offset that holds before it is tried first, so that of a repeated hour the
 * first is taken. */
static int64_t instant(const struct zone *zone, int64_t wall)
{
	int64_t utc = wall - zone_offset(zone, wall - 86400, NULL, NULL);

	return zone_offset(zone, utc, NULL, NULL) == wall - utc ? utc : wall - zone_offset(zone, utc, NULL, NULL);
}

int packet_time(const char *text, const struct zone *zone, int64_t *ret, struct error *err)
{
	unsigned int month, day;
	int64_t seconds = 0;
	int year, end = 0;
	unsigned long number;

	if (text[0] == '@' && str_to_uint(text + 1, 0, INT64_MAX, &number)) {
		*ret = (int64_t)number;
		return 0;
	}
	if (sscanf(text, "%4d-%2u-%2u%n", &year, &month, &day, &end) == 3 && month >= 1 && month <= 12 && day >= 1 &&
	    day <= civil_days_in_month(year, month) &&
	    (!text[end] || ((text[end] == ' ' || text[end] == 'T') && !clock_number(text + end + 1, &seconds)))) {
		*ret = instant(zone, civil_to_days(year, month, day) * 86400 + seconds);
		return 0;
	}
	return error_set(err, ERROR_SYNTAX, _("'%s' is not a time: write 2026-12-24 18:00"), text);
}

static int set_time(struct cli *cli, const struct policy *policy, const struct args *args, struct packet *packet,
		    struct error *err)
{
	const struct environment *env = cli_environment(cli);
	const char *name = policy->settings.timezone ? policy->settings.timezone : "";
	const struct zone *zone = env->zone ? env->zone(env, name) : NULL;
	const char *at = args_value(args, "at");

	packet->time = (int64_t)time(NULL);
	if (!at)
		return 0;
	if (!zone)
		return error_set(err, ERROR_REFERENCE, _("there is no time zone '%s'"), name);
	return packet_time(at, zone, &packet->time, err);
}

static int set_direction(const char *word, struct packet *packet, struct error *err)
{
	static const char *const words[] = {
	    [DIRECTION_OUTBOUND] = "outbound", [DIRECTION_INBOUND] = "inbound", [DIRECTION_FORWARD] = "forward"};

	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (words[i] && str_equal(words[i], word)) {
			packet->direction = (uint8_t)i;
			return 0;
		}
	return error_set(err, ERROR_USAGE, _("'%s' is not a direction: write outbound, inbound or forward"), word);
}

static int set_protocol(const char *word, struct packet *packet, struct error *err)
{
	protocol_t protocol;

	if (protocol_parse(word, &protocol, err))
		return -1;
	if (protocol < 0 || protocol > 255)
		return error_set(err, ERROR_USAGE, _("'%s' is not one protocol: a packet has one, like tcp"), word);
	packet->protocol = protocol;
	return 0;
}

/* What is connected to must be known, or the answer would be about no packet at all. */
static int need_service(const struct packet *packet, struct error *err)
{
	bool inbound = packet->direction == DIRECTION_INBOUND;

	if (protocol_has_ports(packet->protocol) && inbound && !packet->local_port)
		return error_set(err, ERROR_USAGE, _("to which port of this machine? Add --local :22"));
	if (protocol_has_ports(packet->protocol) && !inbound && !packet->remote_port)
		return error_set(err, ERROR_USAGE, _("to which port? Write ADDRESS:PORT, like 192.168.10.5:110"));
	return 0;
}

int packet_from_args(struct cli *cli, const struct policy *policy, const struct args *args, struct packet *ret,
		     struct error *err)
{
	const char *local = args_value(args, "local"), *application = args_value(args, "application");
	struct packet packet = {.state = FLOW_NEW,
				.translated = args_has(args, "published"),
				.interface = args_value(args, "interface"),
				.source_interface = args_value(args, "source-interface")};

	if (set_direction(args->words.v[0], &packet, err) || set_protocol(args->words.v[1], &packet, err) ||
	    set_remote(cli, policy, args->words.v[2], &packet, err))
		return -1;
	if (packet.direction != DIRECTION_FORWARD)
		local_address(&packet);
	if ((local && set_local(cli, policy, local, &packet, err)) || set_user(args, &packet, err) ||
	    (application && set_application(cli, application, &packet, err)) ||
	    set_time(cli, policy, args, &packet, err) || need_service(&packet, err))
		return -1;
	*ret = packet;
	return 0;
}
