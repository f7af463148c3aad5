/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reject answers at once and is no closed port, drop is silence; over IPv4 and IPv6, in each of the three directions.
 */
#include "tests/test.h"

#include "tests/net/probe.h"
#include "tests/net/program.h"

#include <errno.h>
#include <sys/socket.h>

/* What the kernel itself would need to try a second time: with a wrong kind of reject connect() knows of it only then.
 */
#define RETRANSMIT 1000000
#define AT_ONCE	   (RETRANSMIT / 4)

static void serve(struct world *world, enum host host, const char *const *addresses, size_t n, uint16_t port)
{
	for (size_t i = 0; i < n; i++) {
		world_serve(world, host, SOCK_STREAM, addresses[i], port);
		world_serve(world, host, SOCK_DGRAM, addresses[i], port);
	}
}

static const char *const servers[] = {SERVER, OTHER_SERVER, SERVER6, OTHER_SERVER6};

static void serve_ports(struct world *world)
{
	static const uint16_t ports[] = {25, 110, 143};

	for (size_t i = 0; i < ARRAY_SIZE(ports); i++)
		serve(world, HOST_SERVER, servers, ARRAY_SIZE(servers), ports[i]);
}

static void test_without(void **state)
{
	struct world *world = *state;

	if (!world)
		skip();
	serve_ports(world);
	PROBE_CHECK(world, TCP(HOST_CLIENT, SERVER, 25, OPEN), TCP(HOST_CLIENT, SERVER6, 25, OPEN),
		    UDP(HOST_CLIENT, SERVER, 25, OPEN), UDP(HOST_CLIENT, SERVER6, 25, OPEN),
		    TCP(HOST_CLIENT, SERVER, 26, REFUSED), TCP(HOST_CLIENT, SERVER6, 26, REFUSED),
		    UDP(HOST_CLIENT, SERVER, 26, REFUSED), UDP(HOST_CLIENT, SERVER6, 26, REFUSED));
}

static void add_two(const struct world *world, enum host host, const char *direction, const char *service)
{
	NFTABS(world, host, "rule", "add", "--name", "refused", "--action", "reject", "--direction", direction,
	       "--protocol", "tcp+udp", service, "25");
	NFTABS(world, host, "rule", "add", "--name", "silent", "--action", "drop", "--direction", direction,
	       "--protocol", "tcp+udp", service, "110");
	NFTABS(world, host, "apply");
}

/* On a cable of veth everything happens inside connect(), the answer's arrival too, and while a process is there Linux
 * leaves an ICMPv6 error to the first retransmit. A real cable takes its time, and so does this one then: a few
 * milliseconds for whatever follows another packet. */
static bool slow_cable(const struct world *world)
{
	static const char *const argv[] = {"tc",   "qdisc",   "add",   "dev", "eth0",	 "root", "tbf",
					   "rate", "100kbit", "burst", "120", "latency", "1s",	 NULL};
	_cleanup_free_ char *output = NULL;
	int status;

	output = program_run(world, HOST_CLIENT, &status, NULL, argv);
	if (status != 0)
		print_message("# not timed over IPv6, as there is no slow cable: %s\n", output);
	return status == 0;
}

static void fast_cable(const struct world *world)
{
	static const char *const argv[] = {"tc", "qdisc", "del", "dev", "eth0", "root", NULL};

	free(program_expect(world, HOST_CLIENT, 0, NULL, argv));
}

/* The first one of each family is there to be followed. */
static const struct probe timed[] = {
    UDP(HOST_CLIENT, SERVER, 143, OPEN),      TCP(HOST_CLIENT, SERVER, 25, PROHIBITED),
    UDP(HOST_CLIENT, SERVER, 25, PROHIBITED), UDP(HOST_CLIENT, SERVER6, 143, OPEN),
    TCP(HOST_CLIENT, SERVER6, 25, OTHER),     UDP(HOST_CLIENT, SERVER6, 25, PROHIBITED),
};
#define TIMED_TCP6 4

static int64_t longest(const struct probe *probes, bool with_tcp6)
{
	int64_t most = 0;

	for (size_t i = 0; i < ARRAY_SIZE(timed); i++)
		if ((with_tcp6 || i != TIMED_TCP6) && probes[i].microseconds > most)
			most = probes[i].microseconds;
	return most;
}

/* At once, and with a TCP error other than that of a closed port. A busy machine may be late once; a wrong kind of
 * reject is late every time. */
static void check_times(const struct world *world, bool with_tcp6, enum answer tcp6)
{
	struct probe probes[ARRAY_SIZE(timed)];
	int64_t most = 0;

	for (int attempt = 0; attempt < 3; attempt++) {
		memcpy(probes, timed, sizeof(timed));
		probes[TIMED_TCP6].want = tcp6;
		probe_run(world, probes, ARRAY_SIZE(probes));
		most = longest(probes, with_tcp6);
		if (most < AT_ONCE)
			break;
	}
	for (size_t i = 0; i < ARRAY_SIZE(probes); i++) {
		assert_int_equal(probes[i].have, probes[i].want);
		print_message("# %s to %s: errno %d after %lld us\n", probes[i].type == SOCK_STREAM ? "tcp" : "udp",
			      probes[i].to, probes[i].error, (long long)probes[i].microseconds);
	}
	assert_in_range(most, 0, AT_ONCE);
}

static void check_refused(const struct world *world, enum answer tcp6)
{
	const struct probe tcp_over_6 = PROBE(SOCK_STREAM, HOST_CLIENT, SERVER6, 25, tcp6);
	bool slow;

	probe_check(world, &tcp_over_6, 1);
	PROBE_CHECK(world, TCP(HOST_CLIENT, SERVER, 25, PROHIBITED), UDP(HOST_CLIENT, SERVER, 25, PROHIBITED),
		    UDP(HOST_CLIENT, SERVER6, 25, PROHIBITED), TCP(HOST_CLIENT, SERVER, 110, SILENT),
		    TCP(HOST_CLIENT, SERVER6, 110, SILENT), UDP(HOST_CLIENT, SERVER, 110, SILENT),
		    UDP(HOST_CLIENT, SERVER6, 110, SILENT), TCP(HOST_CLIENT, SERVER, 143, OPEN),
		    TCP(HOST_CLIENT, SERVER6, 143, OPEN), UDP(HOST_CLIENT, SERVER, 143, OPEN),
		    UDP(HOST_CLIENT, SERVER6, 143, OPEN), TCP(HOST_CLIENT, SERVER, 26, REFUSED),
		    TCP(HOST_CLIENT, SERVER6, 26, REFUSED), UDP(HOST_CLIENT, SERVER, 26, REFUSED),
		    UDP(HOST_CLIENT, SERVER6, 26, REFUSED));
	slow = tcp6 != ANSWER_REFUSED && slow_cable(world);
	check_times(world, slow || tcp6 == ANSWER_REFUSED, tcp6);
	if (slow)
		fast_cable(world);
}

/* Over IPv6 the output hook sends a TCP reset: connect() would learn of the ICMPv6 error a second late. */
static void test_outbound(void **state)
{
	struct world *world = *state;

	if (!world)
		skip();
	serve_ports(world);
	program_settle(world, HOST_CLIENT, "accept", "drop", "accept");
	add_two(world, HOST_CLIENT, "outbound", "--remote-service");
	check_refused(world, ANSWER_REFUSED);
}

static void test_inbound(void **state)
{
	struct world *world = *state;

	if (!world)
		skip();
	serve_ports(world);
	program_settle(world, HOST_SERVER, "accept", "accept", "accept");
	add_two(world, HOST_SERVER, "inbound", "--local-service");
	check_refused(world, ANSWER_PROHIBITED);
}

static void test_forward(void **state)
{
	struct world *world = *state;

	if (!world)
		skip();
	serve_ports(world);
	program_settle(world, HOST_GATEWAY, "accept", "accept", "accept");
	add_two(world, HOST_GATEWAY, "forward", "--remote-service");
	check_refused(world, ANSWER_PROHIBITED);
}

/* The original needed one rule for each server; here one has four addresses of two families. */
static void test_servers(void **state)
{
	struct world *world = *state;

	if (!world)
		skip();
	serve_ports(world);
	world_serve(world, HOST_GATEWAY, SOCK_STREAM, GATEWAY_SRV, 25);
	world_serve(world, HOST_GATEWAY, SOCK_STREAM, GATEWAY_SRV6, 25);
	program_settle(world, HOST_CLIENT, "reject", "drop", "accept");
	NFTABS(world, HOST_CLIENT, "rule", "add", "--name", "two servers", "--protocol", "tcp", "--remote-service",
	       "25,110", "--remote-address", SERVER, "--remote-address", OTHER_SERVER, "--remote-address", SERVER6);
	NFTABS(world, HOST_CLIENT, "apply");
	PROBE_CHECK(world, TCP(HOST_CLIENT, SERVER, 25, OPEN), TCP(HOST_CLIENT, OTHER_SERVER, 25, OPEN),
		    TCP(HOST_CLIENT, SERVER6, 25, OPEN), TCP(HOST_CLIENT, SERVER, 110, OPEN),
		    TCP(HOST_CLIENT, OTHER_SERVER, 110, OPEN), TCP(HOST_CLIENT, SERVER6, 110, OPEN),
		    TCP(HOST_CLIENT, OTHER_SERVER6, 25, REFUSED), TCP(HOST_CLIENT, GATEWAY_SRV, 25, PROHIBITED),
		    TCP(HOST_CLIENT, GATEWAY_SRV6, 25, REFUSED), TCP(HOST_CLIENT, SERVER, 143, PROHIBITED),
		    TCP(HOST_CLIENT, SERVER6, 143, REFUSED), UDP(HOST_CLIENT, SERVER, 25, PROHIBITED),
		    UDP(HOST_CLIENT, SERVER6, 25, PROHIBITED));
}

/* First match wins: what stands above decides, and moving it changes that. */
static void test_order(void **state)
{
	struct world *world = *state;

	if (!world)
		skip();
	serve_ports(world);
	program_settle(world, HOST_CLIENT, "accept", "drop", "accept");
	NFTABS(world, HOST_CLIENT, "rule", "add", "--name", "one", "--action", "allow", "--protocol", "tcp",
	       "--remote-address", SERVER);
	NFTABS(world, HOST_CLIENT, "rule", "add", "--name", "all", "--action", "drop", "--protocol", "tcp",
	       "--remote-address", "192.168.10.0/24,fd00:10::/64");
	NFTABS(world, HOST_CLIENT, "apply");
	PROBE_CHECK(world, TCP(HOST_CLIENT, SERVER, 25, OPEN), TCP(HOST_CLIENT, OTHER_SERVER, 25, SILENT),
		    TCP(HOST_CLIENT, SERVER6, 25, SILENT), UDP(HOST_CLIENT, OTHER_SERVER, 25, OPEN));
	NFTABS(world, HOST_CLIENT, "rule", "move", "2", "1");
	NFTABS(world, HOST_CLIENT, "apply");
	PROBE_CHECK(world, TCP(HOST_CLIENT, SERVER, 25, SILENT), TCP(HOST_CLIENT, OTHER_SERVER, 25, SILENT));
	NFTABS(world, HOST_CLIENT, "rule", "disable", "1");
	NFTABS(world, HOST_CLIENT, "apply");
	PROBE_CHECK(world, TCP(HOST_CLIENT, OTHER_SERVER, 25, OPEN), TCP(HOST_CLIENT, SERVER6, 25, OPEN));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    world_test(test_without), world_test(test_outbound), world_test(test_inbound),
	    world_test(test_forward), world_test(test_servers),	 world_test(test_order),
	};

	return cmocka_run_group_tests_name("net/refusal", tests, world_setup, world_teardown);
}
