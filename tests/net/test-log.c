/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Log records as a logging daemon gets them, through the kernel's NFLOG. */
#include "tests/test.h"

#include "tests/net/probe.h"
#include "tests/net/program.h"

#include "backend/compile/compile.h"
#include "base/str.h"

#include <arpa/inet.h>
#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_log.h>
#include <netinet/ip.h>
#include <netinet/tcp.h>
#include <poll.h>

struct record {
	char *prefix;
	uint8_t hook;
	uint32_t from, to;
	uint16_t port; /* of the other side */
};
typedef VEC(struct record) record_list_t;

static void record_list_done(record_list_t *list)
{
	VEC_FOREACH (list, record)
		free(record->prefix);
	vec_done(list);
}

/* ---- the daemon's side of NFLOG ---- */

static struct nlmsghdr *begin(char *buffer, uint16_t group)
{
	struct nlmsghdr *header = mnl_nlmsg_put_header(buffer);
	struct nfgenmsg *message = mnl_nlmsg_put_extra_header(header, sizeof(*message));

	header->nlmsg_type = NFNL_SUBSYS_ULOG << 8 | NFULNL_MSG_CONFIG;
	header->nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK;
	message->version = NFNETLINK_V0;
	message->res_id = htons(group);
	return header;
}

static void ask(struct mnl_socket *socket, struct nlmsghdr *header)
{
	char answer[4096];
	ssize_t n;

	assert_true(mnl_socket_sendto(socket, header, header->nlmsg_len) > 0);
	n = mnl_socket_recvfrom(socket, answer, sizeof(answer));
	assert_true(n > 0);
	if (mnl_cb_run(answer, (size_t)n, 0, mnl_socket_get_portid(socket), NULL, NULL) < 0)
		fail_msg("NFLOG: %s", strerror(errno));
}

/* Each record at once, with the packet. */
static struct mnl_socket *listen_to_group(const struct world *world, enum host host, uint16_t group)
{
	const struct nfulnl_msg_config_cmd bind = {.command = NFULNL_CFG_CMD_BIND};
	const struct nfulnl_msg_config_mode mode = {.copy_range = htonl(128), .copy_mode = NFULNL_COPY_PACKET};
	char buffer[256];
	struct mnl_socket *socket;
	struct nlmsghdr *header;

	world_enter(world, host);
	socket = mnl_socket_open(NETLINK_NETFILTER);
	world_leave(world);
	assert_non_null(socket);
	assert_int_equal(mnl_socket_bind(socket, 0, MNL_SOCKET_AUTOPID), 0);
	header = begin(buffer, group);
	mnl_attr_put(header, NFULA_CFG_CMD, sizeof(bind), &bind);
	ask(socket, header);
	header = begin(buffer, group);
	mnl_attr_put(header, NFULA_CFG_MODE, sizeof(mode), &mode);
	mnl_attr_put_u32(header, NFULA_CFG_QTHRESH, htonl(1));
	ask(socket, header);
	return socket;
}

static void read_packet(const struct nlattr *payload, struct record *ret)
{
	const struct iphdr *ip = mnl_attr_get_payload(payload);
	const struct tcphdr *tcp = (const void *)(ip + 1);

	assert_true(mnl_attr_get_payload_len(payload) >= sizeof(*ip) + sizeof(*tcp));
	assert_int_equal(ip->protocol, IPPROTO_TCP);
	ret->from = ip->saddr;
	ret->to = ip->daddr;
	ret->port = ntohs(tcp->dest);
}

static int read_record(const struct nlmsghdr *header, void *data)
{
	record_list_t *list = data;
	struct record record = {0};
	const struct nlattr *attr;

	mnl_attr_for_each(attr, header, sizeof(struct nfgenmsg))
	{
		if (mnl_attr_get_type(attr) == NFULA_PREFIX)
			record.prefix = mem_strdup(mnl_attr_get_str(attr));
		if (mnl_attr_get_type(attr) == NFULA_PAYLOAD)
			read_packet(attr, &record);
		if (mnl_attr_get_type(attr) == NFULA_PACKET_HDR)
			record.hook = ((const struct nfulnl_msg_packet_hdr *)mnl_attr_get_payload(attr))->hook;
	}
	vec_push(list, record);
	return MNL_CB_OK;
}

/* All that came. The kernel queues a record before the packet's fate is decided, so nothing is on its way any more. */
static void read_records(struct mnl_socket *socket, record_list_t *ret)
{
	struct pollfd ready = {.fd = mnl_socket_get_fd(socket), .events = POLLIN};
	char buffer[8192];

	while (poll(&ready, 1, 0) == 1) {
		ssize_t n = mnl_socket_recvfrom(socket, buffer, sizeof(buffer));

		assert_true(n > 0);
		assert_true(mnl_cb_run(buffer, (size_t)n, 0, 0, read_record, ret) >= 0);
	}
}

static void check_record(const struct record *record, const char *prefix, uint8_t hook, const char *from,
			 const char *to, uint16_t port)
{
	assert_string_equal(record->prefix, prefix);
	assert_int_equal(record->hook, hook);
	assert_int_equal(record->from, inet_addr(from));
	assert_int_equal(record->to, inet_addr(to));
	assert_int_equal(record->port, port);
}

/* ---- tests ---- */

static void serve(struct world *world)
{
	static const uint16_t ports[] = {25, 110, 143};

	for (size_t i = 0; i < ARRAY_SIZE(ports); i++) {
		world_serve(world, HOST_SERVER, SOCK_STREAM, SERVER, ports[i]);
		world_serve(world, HOST_CLIENT, SOCK_STREAM, CLIENT, ports[i]);
	}
}

/* Appends the rule; gives what its records begin with. */
static char *add_rule(const struct world *world, enum host host, const char *position, const char *action,
		      const char *direction, const char *port, const char *log)
{
	_cleanup_free_ char *text = NULL;
	char *prefix;
	json_t *root;

	NFTABS(world, host, "rule", "add", "--name", "メール", "--action", action, "--direction", direction,
	       "--protocol", "tcp", "--remote-service", port, "--log", log);
	text = NFTABS_TEXT(world, host, "rule", "show", position, "--json");
	root = json_loads(text, 0, NULL);
	prefix = mem_printf("#%lld ", (long long)json_integer_value(json_object_get(json_array_get(root, 0), "id")));
	json_decref(root);
	return prefix;
}

/* Of what is allowed as of what is not, and of nothing else; a whole connection is one record, and says whose it is. */
static void test_prefix(void **state)
{
	struct world *world = *state;
	_cleanup_free_ char *allowed = NULL, *dropped = NULL, *named = NULL, *given = NULL;
	_cleanup_(record_list_done) record_list_t records = {0};
	struct mnl_socket *socket;

	if (!world)
		skip();
	serve(world);
	program_settle(world, HOST_CLIENT, "accept", "drop", "accept");
	allowed = add_rule(world, HOST_CLIENT, "1", "allow", "outbound", "25", "on");
	dropped = add_rule(world, HOST_CLIENT, "2", "drop", "outbound", "110", "prefix=silent");
	named = mem_printf("%sメール ", allowed);
	given = mem_printf("%ssilent ", dropped);
	NFTABS(world, HOST_CLIENT, "apply");
	socket = listen_to_group(world, HOST_CLIENT, COMPILE_LOG_GROUP);
	PROBE_CHECK(world, TCP(HOST_CLIENT, SERVER, 25, OPEN), TCP(HOST_CLIENT, SERVER, 143, OPEN));
	PROBE_CHECK(world, TCP(HOST_CLIENT, SERVER, 110, SILENT));
	read_records(socket, &records);
	mnl_socket_close(socket);
	assert_int_equal(records.n, 2);
	check_record(&records.v[0], named, NF_INET_LOCAL_OUT, CLIENT, SERVER, 25);
	check_record(&records.v[1], given, NF_INET_LOCAL_OUT, CLIENT, SERVER, 110);
}

/* What matched nothing can be seen too, in each direction. */
static void test_unmatched(void **state)
{
	struct world *world = *state;
	_cleanup_(record_list_done) record_list_t records = {0};
	struct mnl_socket *socket;

	if (!world)
		skip();
	serve(world);
	program_settle(world, HOST_CLIENT, "reject", "drop", "accept");
	NFTABS(world, HOST_CLIENT, "settings", "log_unmatched", "true");
	NFTABS(world, HOST_CLIENT, "apply");
	socket = listen_to_group(world, HOST_CLIENT, COMPILE_LOG_GROUP);
	PROBE_CHECK(world, TCP(HOST_CLIENT, SERVER, 143, PROHIBITED));
	PROBE_CHECK(world, TCP(HOST_SERVER, CLIENT, 110, SILENT));
	read_records(socket, &records);
	mnl_socket_close(socket);
	assert_int_equal(records.n, 2);
	check_record(&records.v[0], "default output ", NF_INET_LOCAL_OUT, CLIENT, SERVER, 143);
	check_record(&records.v[1], "default input ", NF_INET_LOCAL_IN, SERVER, CLIENT, 110);
}

/* A limit is one of the log, and not of the rule. */
static void test_limit(void **state)
{
	struct world *world = *state;
	_cleanup_free_ char *prefix = NULL, *want = NULL;
	_cleanup_(record_list_done) record_list_t records = {0};
	struct mnl_socket *socket;

	if (!world)
		skip();
	serve(world);
	program_settle(world, HOST_GATEWAY, "accept", "accept", "accept");
	prefix = add_rule(world, HOST_GATEWAY, "1", "reject", "forward", "25", "prefix=few,limit=1/hour burst 2");
	want = mem_printf("%sfew ", prefix);
	NFTABS(world, HOST_GATEWAY, "apply");
	socket = listen_to_group(world, HOST_GATEWAY, COMPILE_LOG_GROUP);
	PROBE_CHECK(world, TCP(HOST_CLIENT, SERVER, 25, PROHIBITED), TCP(HOST_CLIENT, SERVER, 25, PROHIBITED),
		    TCP(HOST_CLIENT, SERVER, 25, PROHIBITED), TCP(HOST_CLIENT, SERVER, 25, PROHIBITED));
	read_records(socket, &records);
	mnl_socket_close(socket);
	assert_int_equal(records.n, 2);
	check_record(&records.v[0], want, NF_INET_FORWARD, CLIENT, SERVER, 25);
	check_record(&records.v[1], want, NF_INET_FORWARD, CLIENT, SERVER, 25);
}

int main(void)
{
	const struct CMUnitTest tests[] = {world_test(test_prefix), world_test(test_unmatched), world_test(test_limit)};

	return cmocka_run_group_tests_name("net/log", tests, world_setup, world_teardown);
}
