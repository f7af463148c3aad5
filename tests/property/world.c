/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/property/world.h"

#include "tests/property/frame.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <libmnl/libmnl.h>
#include <linux/if_tun.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_conntrack.h>
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fsuid.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

const char *const world_outside_hosts[] = {"203.0.113.1",   "203.0.113.9",   "198.51.100.7",
					   "2001:db8:1::1", "2001:db8:1::9", "2001:db8:7::7"};
const char *const world_local_hosts[] = {"192.0.2.1",	  "192.0.2.2",	   "192.0.2.77",
					 "2001:db8:2::1", "2001:db8:2::2", "2001:db8:2::77"};
const char *const world_inside_hosts[] = {"10.0.0.2",	   "10.0.0.3",	    "10.0.0.200",
					  "2001:db8:3::2", "2001:db8:3::3", "2001:db8:3::c8"};

enum { RAW_TCP, RAW_UDP, RAW_ICMP, RAW_SCTP, RAW_ESP, RAW_MAX };
static const int raw_protocols[2][RAW_MAX] = {
    {IPPROTO_TCP, IPPROTO_UDP, IPPROTO_ICMP, IPPROTO_SCTP, IPPROTO_ESP},
    {IPPROTO_TCP, IPPROTO_UDP, IPPROTO_ICMPV6, IPPROTO_SCTP, IPPROTO_ESP},
};

struct world {
	int outside, inside; /* TUN devices */
	int raw[2][RAW_MAX]; /* what the host itself receives, IPv4 and IPv6 */
	struct mnl_socket *conntrack;
	uint16_t serial; /* of the packet sent last */
	bool users;
};

static bool write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool done;

	if (fd < 0)
		return false;
	done = write(fd, text, strlen(text)) == (ssize_t)strlen(text);
	close(fd);
	return done;
}

static bool world_unshare(struct world *world)
{
	unsigned uid = getuid(), gid = getgid();
	char map[32];

	world->users = uid == 0 && unshare(CLONE_NEWNET) == 0;
	if (world->users)
		return true;
	if (unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0)
		return false;
	snprintf(map, sizeof(map), "0 %u 1", uid);
	if (!write_file("/proc/self/setgroups", "deny") || !write_file("/proc/self/uid_map", map))
		return false;
	snprintf(map, sizeof(map), "0 %u 1", gid);
	return write_file("/proc/self/gid_map", map);
}

static int tun_open(const char *name)
{
	struct ifreq request = {.ifr_flags = IFF_TUN | IFF_NO_PI};
	int fd = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);

	snprintf(request.ifr_name, sizeof(request.ifr_name), "%s", name);
	if (fd >= 0 && ioctl(fd, TUNSETIFF, &request) == 0)
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

static bool run_ip(const char *arguments)
{
	char *copy = mem_strdup(arguments), *save = NULL;
	char *argv[16] = {mem_strdup("ip")};
	int status = -1, n = 1;
	pid_t pid;

	for (char *word = strtok_r(copy, " ", &save); word && n < 15; word = strtok_r(NULL, " ", &save))
		argv[n++] = word;
	pid = fork();
	if (pid == 0) {
		execvp("ip", argv);
		_exit(127);
	}
	if (pid > 0)
		waitpid(pid, &status, 0);
	free(argv[0]);
	free(copy);
	return status == 0;
}

/* Which the kernel sends unasked would be counted as well: no router solicitations, no duplicate address detection.
 * Rate limits would hide refusals. */
static void world_quieten(void)
{
	static const char *const settings[][2] = {
	    {"/proc/sys/net/ipv6/conf/default/addr_gen_mode", "1"},
	    {"/proc/sys/net/ipv6/conf/default/accept_dad", "0"},
	    {"/proc/sys/net/ipv6/conf/default/router_solicitations", "0"},
	    {"/proc/sys/net/ipv6/conf/all/forwarding", "1"},
	    {"/proc/sys/net/ipv6/conf/default/forwarding", "1"},
	    {"/proc/sys/net/ipv4/ip_forward", "1"},
	    {"/proc/sys/net/ipv4/conf/all/rp_filter", "0"},
	    {"/proc/sys/net/ipv4/conf/default/rp_filter", "0"},
	    {"/proc/sys/net/ipv4/icmp_ratelimit", "0"},
	    {"/proc/sys/net/ipv4/icmp_msgs_per_sec", "1000000"},
	    {"/proc/sys/net/ipv4/icmp_msgs_burst", "100000"},
	    {"/proc/sys/net/ipv6/icmp/ratelimit", "0"},
	};

	for (size_t i = 0; i < ARRAY_SIZE(settings); i++)
		(void)write_file(settings[i][0], settings[i][1]);
}

static bool world_configure(void)
{
	static const char *const commands[] = {
	    "link set lo up",
	    "link set out0 up",
	    "link set in0 up",
	    "address add 10.0.0.1/24 dev in0",
	    "address add 2001:db8:3::1/64 dev in0 nodad",
	    "route add default dev out0",
	    "-6 route add default dev out0",
	};
	bool done = true;

	for (size_t i = 0; i < ARRAY_SIZE(commands); i++)
		done = done && run_ip(commands[i]);
	for (size_t i = 0; i < WORLD_HOSTS; i++) {
		_cleanup_free_ char *command = mem_printf("address add %s%s dev out0%s", world_local_hosts[i],
							  i < 3 ? "/32" : "/128", i < 3 ? "" : " nodad");

		done = done && run_ip(command);
	}
	return done;
}

static bool world_listen(struct world *world)
{
	for (int family = 0; family < 2; family++) {
		for (int i = 0; i < RAW_MAX; i++) {
			world->raw[family][i] =
			    socket(family ? AF_INET6 : AF_INET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC,
				   raw_protocols[family][i]);
			if (world->raw[family][i] < 0)
				return false;
		}
	}
	world->conntrack = mnl_socket_open2(NETLINK_NETFILTER, SOCK_CLOEXEC);
	return world->conntrack && mnl_socket_bind(world->conntrack, 0, MNL_SOCKET_AUTOPID) == 0;
}

struct world *world_open(char **ret_reason)
{
	struct world *world = MEM_NEW(struct world);

	if (!world_unshare(world)) {
		*ret_reason = mem_printf("no network namespace: %s", strerror(errno));
		goto failed;
	}
	world_quieten();
	world->outside = tun_open("out0");
	world->inside = tun_open("in0");
	if (world->outside < 0 || world->inside < 0) {
		*ret_reason = mem_printf("no TUN device: %s", strerror(errno));
		goto failed;
	}
	if (!world_configure() || !world_listen(world)) {
		*ret_reason = mem_printf("the namespace cannot be set up: %s", strerror(errno));
		goto failed;
	}
	return world;
failed:
	free(world);
	return NULL;
}

void world_close(struct world *world)
{
	if (!world)
		return;
	close(world->outside);
	close(world->inside);
	for (int i = 0; i < RAW_MAX; i++) {
		close(world->raw[0][i]);
		close(world->raw[1][i]);
	}
	mnl_socket_close(world->conntrack);
	free(world);
}

bool world_has_users(const struct world *world)
{
	return world->users;
}

/* IPCTNL_MSG_CT_DELETE without a tuple empties the table of this namespace. */
static void world_forget_flows(struct world *world)
{
	char buffer[256];
	struct nlmsghdr *header = mnl_nlmsg_put_header(buffer);
	struct nfgenmsg *message;

	header->nlmsg_type = NFNL_SUBSYS_CTNETLINK << 8 | IPCTNL_MSG_CT_DELETE;
	header->nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK;
	message = mnl_nlmsg_put_extra_header(header, sizeof(*message));
	message->nfgen_family = AF_UNSPEC;
	message->version = NFNETLINK_V0;
	if (mnl_socket_sendto(world->conntrack, header, header->nlmsg_len) < 0 ||
	    mnl_socket_recvfrom(world->conntrack, buffer, sizeof(buffer)) < 0)
		abort();
}

static bool read_frame(int fd, struct frame_seen *ret)
{
	uint8_t frame[2048];
	ssize_t n;

	do {
		n = read(fd, frame, sizeof(frame));
		if (n <= 0)
			return false;
	} while (!frame_parse(frame, (size_t)n, ret));
	return true;
}

static void drain(int fd)
{
	uint8_t frame[2048];

	while (read(fd, frame, sizeof(frame)) > 0)
		continue;
}

static void world_drain(struct world *world)
{
	drain(world->outside);
	drain(world->inside);
	for (int i = 0; i < RAW_MAX; i++) {
		drain(world->raw[0][i]);
		drain(world->raw[1][i]);
	}
}

/* A raw socket with its own header made under the packet's user: meta skuid is the fsuid at socket(2). */
static bool send_outbound(const struct packet *packet, const uint8_t *frame, size_t size)
{
	struct sockaddr_in6 to6 = {.sin6_family = AF_INET6};
	struct sockaddr_in to4 = {.sin_family = AF_INET};
	bool six = packet->family == 6;
	ssize_t n;
	int fd;

	if (packet->has_user) {
		setfsgid(packet->gid);
		setfsuid(packet->uid);
	}
	fd = socket(six ? AF_INET6 : AF_INET, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_RAW);
	if (packet->has_user) {
		setfsuid(0);
		setfsgid(0);
	}
	if (fd < 0)
		abort();
	memcpy(&to4.sin_addr, packet->remote, 4);
	memcpy(&to6.sin6_addr, packet->remote, 16);
	n = sendto(fd, frame, size, 0, six ? (const struct sockaddr *)&to6 : (const struct sockaddr *)&to4,
		   six ? sizeof(to6) : sizeof(to4));
	close(fd);
	return n == (ssize_t)size;
}

/* On a busy machine the kernel may hand a packet on late: the serial tells it from the one that was sent now. */
static bool same_flow(const struct world *world, const struct packet *packet, const struct frame_seen *seen)
{
	const uint8_t *from = packet->direction == DIRECTION_INBOUND ? packet->remote : packet->local;

	return seen->serial == world->serial && seen->family == packet->family && seen->protocol == packet->protocol &&
	       !seen->refusal && memcmp(seen->from, from, packet->family == 4 ? 4 : 16) == 0;
}

static void watch_devices(struct world *world, const struct packet *packet, struct outcome *ret)
{
	const int devices[] = {world->outside, world->inside};
	struct frame_seen seen;

	for (size_t i = 0; i < ARRAY_SIZE(devices); i++) {
		while (read_frame(devices[i], &seen)) {
			if (seen.refusal) {
				ret->refused = true;
			} else if (same_flow(world, packet, &seen)) {
				ret->passed = true;
				ret->forwarded = packet->direction == DIRECTION_INBOUND;
				memcpy(ret->to, seen.to, 16);
				memcpy(ret->from, seen.from, 16);
				ret->to_port = seen.to_port;
			}
		}
	}
}

static bool host_received(struct world *world, const struct packet *packet)
{
	const int *sockets = world->raw[packet->family == 6];
	uint8_t frame[2048];

	for (int i = 0; i < RAW_MAX; i++)
		if (raw_protocols[packet->family == 6][i] == packet->protocol)
			return read(sockets[i], frame, sizeof(frame)) > 0;
	return false;
}

void world_send(struct world *world, const struct packet *packet, struct outcome *ret)
{
	uint8_t frame[FRAME_MAX];
	size_t size;
	const char *from = packet->direction == DIRECTION_FORWARD ? packet->source_interface : packet->interface;

	world->serial = world->serial == UINT16_MAX ? 1 : world->serial + 1;
	size = frame_build(packet, world->serial, frame);
	*ret = (struct outcome){0};
	world_forget_flows(world);
	world_drain(world);
	if (packet->direction == DIRECTION_OUTBOUND)
		ret->refused = !send_outbound(packet, frame, size);
	else if (write(strcmp(from, "in0") == 0 ? world->inside : world->outside, frame, size) != (ssize_t)size)
		abort();
	watch_devices(world, packet, ret);
	if (packet->direction == DIRECTION_INBOUND && host_received(world, packet))
		ret->passed = true;
}
