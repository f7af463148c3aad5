/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What passes through: forward rules, interfaces, and inner servers that are published. */
#include "tests/test.h"

#include "tests/net/probe.h"
#include "tests/net/program.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#define SSH_PORT 2222

static void serve(struct world *world, enum host host, const char *address, uint16_t port)
{
	world_serve(world, host, SOCK_STREAM, address, port);
	world_serve(world, host, SOCK_DGRAM, address, port);
}

static void serve_everywhere(struct world *world)
{
	static const struct {
		enum host host;
		const char *address;
	} places[] = {
	    {HOST_SERVER, SERVER},	  {HOST_SERVER, SERVER6},      {HOST_SERVER, OTHER_SERVER},
	    {HOST_CLIENT, CLIENT},	  {HOST_CLIENT, CLIENT6},      {HOST_OUTSIDE, OUTSIDE},
	    {HOST_OUTSIDE, OUTSIDE6},	  {HOST_GATEWAY, GATEWAY_LAN}, {HOST_GATEWAY, GATEWAY_SRV},
	    {HOST_GATEWAY, GATEWAY_LAN6},
	};
	static const uint16_t ports[] = {25, 110};

	for (size_t i = 0; i < ARRAY_SIZE(places); i++)
		for (size_t j = 0; j < ARRAY_SIZE(ports); j++)
			serve(world, places[i].host, places[i].address, ports[j]);
}

static void test_forward(void **state)
{
	struct world *world = *state;

	if (!world)
		skip();
	serve_everywhere(world);
	PROBE_CHECK(world, TCP(HOST_CLIENT, SERVER, 25, OPEN), TCP(HOST_CLIENT, SERVER6, 110, OPEN),
		    UDP(HOST_OUTSIDE, SERVER, 25, OPEN), TCP(HOST_SERVER, CLIENT, 25, OPEN));
	program_settle(world, HOST_GATEWAY, "accept", "accept", "drop");
	PROBE_CHECK(world, TCP(HOST_CLIENT, SERVER, 25, SILENT), TCP(HOST_CLIENT, SERVER6, 25, SILENT),
		    TCP(HOST_SERVER, CLIENT, 25, SILENT), TCP(HOST_CLIENT, GATEWAY_LAN, 25, OPEN),
		    TCP(HOST_GATEWAY, SERVER, 25, OPEN));
	NFTABS(world, HOST_GATEWAY, "rule", "add", "--name", "mail through", "--direction", "forward", "--protocol",
	       "tcp", "--local-address", "192.168.20.0/24,fd00:20::/64", "--remote-address", SERVER, "--remote-address",
	       SERVER6, "--remote-service", "25");
	NFTABS(world, HOST_GATEWAY, "apply");
	PROBE_CHECK(world, TCP(HOST_CLIENT, SERVER, 25, OPEN), TCP(HOST_CLIENT, SERVER6, 25, OPEN),
		    TCP(HOST_CLIENT, SERVER, 110, SILENT), TCP(HOST_CLIENT, SERVER6, 110, SILENT),
		    UDP(HOST_CLIENT, SERVER, 25, SILENT), TCP(HOST_CLIENT, OTHER_SERVER, 25, SILENT),
		    TCP(HOST_OUTSIDE, SERVER, 25, SILENT), TCP(HOST_OUTSIDE, SERVER6, 25, SILENT),
		    TCP(HOST_SERVER, CLIENT, 25, SILENT), TCP(HOST_SERVER, CLIENT6, 25, SILENT),
		    TCP(HOST_CLIENT, OUTSIDE, 25, SILENT));
	NFTABS(world, HOST_GATEWAY, "off");
	PROBE_CHECK(world, TCP(HOST_CLIENT, SERVER, 110, OPEN), TCP(HOST_SERVER, CLIENT6, 25, OPEN));
}

static void test_forward_interfaces(void **state)
{
	struct world *world = *state;

	if (!world)
		skip();
	serve_everywhere(world);
	program_settle(world, HOST_GATEWAY, "accept", "accept", "drop");
	NFTABS(world, HOST_GATEWAY, "rule", "add", "--name", "lan to srv", "--direction", "forward", "--interface",
	       "srv0", "--source-interface", "lan0");
	NFTABS(world, HOST_GATEWAY, "apply");
	PROBE_CHECK(world, TCP(HOST_CLIENT, SERVER, 25, OPEN), UDP(HOST_CLIENT, SERVER6, 25, OPEN),
		    TCP(HOST_OUTSIDE, SERVER, 25, SILENT), TCP(HOST_CLIENT, OUTSIDE, 25, SILENT),
		    TCP(HOST_SERVER, CLIENT, 25, SILENT));
	NFTABS(world, HOST_GATEWAY, "rule", "set", "1", "--interface", "wan0", "--source-interface", "");
	NFTABS(world, HOST_GATEWAY, "apply");
	PROBE_CHECK(world, TCP(HOST_CLIENT, OUTSIDE, 25, OPEN), TCP(HOST_SERVER, OUTSIDE6, 25, OPEN),
		    TCP(HOST_CLIENT, SERVER, 25, SILENT), TCP(HOST_OUTSIDE, SERVER, 25, SILENT));
}

static void test_own_interfaces(void **state)
{
	struct world *world = *state;

	if (!world)
		skip();
	serve_everywhere(world);
	program_settle(world, HOST_GATEWAY, "reject", "drop", "accept");
	NFTABS(world, HOST_GATEWAY, "rule", "add", "--name", "in from lan", "--direction", "inbound", "--protocol",
	       "tcp", "--local-service", "25", "--interface", "lan0");
	NFTABS(world, HOST_GATEWAY, "rule", "add", "--name", "out to srv", "--direction", "outbound", "--protocol",
	       "tcp", "--remote-service", "25", "--interface", "srv0");
	NFTABS(world, HOST_GATEWAY, "apply");
	PROBE_CHECK(world, TCP(HOST_CLIENT, GATEWAY_LAN, 25, OPEN), TCP(HOST_CLIENT, GATEWAY_LAN6, 25, OPEN),
		    TCP(HOST_CLIENT, GATEWAY_SRV, 25, OPEN), TCP(HOST_SERVER, GATEWAY_SRV, 25, SILENT),
		    TCP(HOST_SERVER, GATEWAY_LAN, 25, SILENT), TCP(HOST_CLIENT, GATEWAY_LAN, 110, SILENT),
		    TCP(HOST_GATEWAY, SERVER, 25, OPEN), TCP(HOST_GATEWAY, OUTSIDE, 25, PROHIBITED),
		    TCP(HOST_GATEWAY, CLIENT, 25, PROHIBITED), TCP(HOST_GATEWAY, SERVER, 110, PROHIBITED));
}

/* Someone called sshd, who listens on the gateway: nftabs finds the port that has to stay reachable by that. */
static void begin_sshd(struct world *world)
{
	int fd = world_serve(world, HOST_GATEWAY, SOCK_STREAM, GATEWAY_WAN, SSH_PORT);
	int ready[2];
	char byte;
	pid_t pid;

	assert_int_equal(pipe(ready), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
		(void)prctl(PR_SET_NAME, "sshd");
		(void)dup2(fd, 0);
		if (write(ready[1], "", 1) != 1)
			_exit(1);
		(void)close_range(1, ~0u, 0);
		for (;;)
			(void)pause();
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	close(ready[0]);
	close(ready[1]);
}

static void serve_published(struct world *world)
{
	static const uint16_t inner[] = {25, 53, 80}, own[] = {25, 587};

	for (size_t i = 0; i < ARRAY_SIZE(inner); i++) {
		serve(world, HOST_SERVER, SERVER, inner[i]);
		serve(world, HOST_SERVER, SERVER6, inner[i]);
		serve(world, HOST_SERVER, OTHER_SERVER, inner[i]);
	}
	for (size_t i = 0; i < ARRAY_SIZE(own); i++) {
		serve(world, HOST_GATEWAY, GATEWAY_WAN, own[i]);
		serve(world, HOST_GATEWAY, GATEWAY_WAN6, own[i]);
	}
	begin_sshd(world);
}

static void publish(const struct world *world)
{
	static const char inner[] = SERVER ":25", inner6[] = "[" SERVER6 "]:25";

	program_settle(world, HOST_GATEWAY, "accept", "drop", "drop");
	NFTABS(world, HOST_GATEWAY, "settings", "keep_ssh", "true");
	NFTABS(world, HOST_GATEWAY, "rule", "add", "--name", "ban", "--action", "drop", "--direction", "inbound",
	       "--remote-address", BANNED, "--remote-address", BANNED6);
	NFTABS(world, HOST_GATEWAY, "rule", "add", "--name", "SMTP", "--action", "publish", "--direction", "inbound",
	       "--protocol", "tcp", "--local-address", GATEWAY_WAN, "--local-service", "2525", "--publish-to", inner);
	NFTABS(world, HOST_GATEWAY, "rule", "add", "--name", "SMTP over IPv6", "--action", "publish", "--direction",
	       "inbound", "--protocol", "tcp", "--local-address", GATEWAY_WAN6, "--local-service", "2525",
	       "--publish-to", inner6);
	NFTABS(world, HOST_GATEWAY, "rule", "add", "--name", "DNS", "--action", "publish", "--direction", "inbound",
	       "--protocol", "tcp+udp", "--local-service", "53", "--publish-to", SERVER);
	NFTABS(world, HOST_GATEWAY, "rule", "add", "--name", "many ports", "--action", "publish", "--direction",
	       "inbound", "--protocol", "tcp", "--local-address", GATEWAY_WAN, "--local-service", "80,2000-2300",
	       "--remote-address", "203.0.113.0/24", "--publish-to", OTHER_SERVER);
	NFTABS(world, HOST_GATEWAY, "apply");
}

static void test_publish(void **state)
{
	struct world *world = *state;

	if (!world)
		skip();
	serve_published(world);
	PROBE_CHECK(world, TCP(HOST_OUTSIDE, GATEWAY_WAN, 2525, REFUSED), UDP(HOST_OUTSIDE, GATEWAY_WAN, 53, REFUSED),
		    TCP(HOST_OUTSIDE, SERVER, 25, OPEN), TCP(HOST_OUTSIDE, SERVER, 2525, REFUSED));
	publish(world);
	PROBE_CHECK(world, TCP(HOST_OUTSIDE, GATEWAY_WAN, 2525, OPEN), TCP(HOST_OUTSIDE, GATEWAY_WAN6, 2525, OPEN),
		    TCP(HOST_OUTSIDE, GATEWAY_WAN, 53, OPEN), UDP(HOST_OUTSIDE, GATEWAY_WAN, 53, OPEN),
		    TCP(HOST_OUTSIDE, GATEWAY_WAN, 80, OPEN), TCP(HOST_OUTSIDE, GATEWAY_WAN, 2001, REFUSED),
		    TCP(HOST_CLIENT, GATEWAY_WAN, 2525, OPEN), TCP(HOST_CLIENT, GATEWAY_WAN6, 2525, OPEN),
		    TCP(HOST_GATEWAY, GATEWAY_WAN, 2525, OPEN));
	/* Nothing else is opened: not the gateway's own ports, nor the inner server by its own address. */
	PROBE_CHECK(world, TCP(HOST_OUTSIDE, GATEWAY_WAN, 25, SILENT), TCP(HOST_OUTSIDE, GATEWAY_WAN6, 25, SILENT),
		    TCP(HOST_OUTSIDE, GATEWAY_WAN, 587, SILENT), UDP(HOST_OUTSIDE, GATEWAY_WAN, 2525, SILENT),
		    TCP(HOST_OUTSIDE, GATEWAY_WAN, 2526, SILENT), TCP(HOST_OUTSIDE, SERVER, 25, SILENT),
		    TCP(HOST_OUTSIDE, SERVER6, 25, SILENT), TCP(HOST_OUTSIDE, SERVER, 2525, SILENT),
		    TCP(HOST_OUTSIDE, OTHER_SERVER, 80, SILENT), TCP(HOST_CLIENT, GATEWAY_WAN, 80, SILENT),
		    TCP(HOST_OUTSIDE, GATEWAY_WAN6, 53, SILENT), TCP(HOST_CLIENT, OUTSIDE, 25, SILENT));
	/* SSH stays the gateway's, though a rule publishes its port: the inner server does not listen there. */
	PROBE_CHECK(world, TCP(HOST_OUTSIDE, GATEWAY_WAN, SSH_PORT, OPEN),
		    TCP(HOST_CLIENT, GATEWAY_WAN, SSH_PORT, OPEN), TCP(HOST_OUTSIDE, GATEWAY_WAN, 22, SILENT));
	NFTABS(world, HOST_GATEWAY, "off");
	PROBE_CHECK(world, TCP(HOST_OUTSIDE, GATEWAY_WAN, 2525, REFUSED), TCP(HOST_OUTSIDE, GATEWAY_WAN, 25, OPEN));
	NFTABS(world, HOST_GATEWAY, "on");
	PROBE_CHECK(world, TCP(HOST_OUTSIDE, GATEWAY_WAN, 2525, OPEN), TCP(HOST_OUTSIDE, GATEWAY_WAN, 25, SILENT));
}

/* The inner server's log tells who came, so that it can count and ban by itself. */
static void test_source(void **state)
{
	static const char *const sources[] = {OUTSIDE, OUTSIDE6};
	struct probe probes[] = {
	    TCP(HOST_OUTSIDE, GATEWAY_WAN, 2525, OPEN, .source = OUTSIDE),
	    TCP(HOST_OUTSIDE, GATEWAY_WAN6, 2525, OPEN, .source = OUTSIDE6),
	};
	struct world *world = *state;

	if (!world)
		skip();
	serve_published(world);
	publish(world);
	probe_run(world, probes, ARRAY_SIZE(probes));
	for (size_t i = 0; i < ARRAY_SIZE(probes); i++) {
		assert_int_equal(probes[i].have, ANSWER_OPEN);
		assert_string_equal(probes[i].seen, sources[i]);
	}
}

/* A rule above a publish rule decides about the packet as it came: publishing is no way around a ban. */
static void test_ban(void **state)
{
	struct world *world = *state;

	if (!world)
		skip();
	serve_published(world);
	publish(world);
	PROBE_CHECK(world, TCP(HOST_OUTSIDE, GATEWAY_WAN, 2525, SILENT, .source = BANNED),
		    TCP(HOST_OUTSIDE, GATEWAY_WAN6, 2525, SILENT, .source = BANNED6),
		    UDP(HOST_OUTSIDE, GATEWAY_WAN, 53, SILENT, .source = BANNED),
		    TCP(HOST_OUTSIDE, GATEWAY_WAN, 80, SILENT, .source = BANNED),
		    TCP(HOST_OUTSIDE, GATEWAY_WAN, 2525, OPEN, .source = OUTSIDE),
		    TCP(HOST_OUTSIDE, GATEWAY_WAN6, 2525, OPEN, .source = OUTSIDE6));
	NFTABS(world, HOST_GATEWAY, "rule", "set", "1", "--action", "reject");
	NFTABS(world, HOST_GATEWAY, "apply");
	PROBE_CHECK(world, TCP(HOST_OUTSIDE, GATEWAY_WAN, 2525, PROHIBITED, .source = BANNED),
		    TCP(HOST_OUTSIDE, GATEWAY_WAN, 2525, OPEN, .source = OUTSIDE));
	NFTABS(world, HOST_GATEWAY, "rule", "disable", "1");
	NFTABS(world, HOST_GATEWAY, "apply");
	PROBE_CHECK(world, TCP(HOST_OUTSIDE, GATEWAY_WAN, 2525, OPEN, .source = BANNED),
		    TCP(HOST_OUTSIDE, GATEWAY_WAN6, 2525, OPEN, .source = BANNED6));
	NFTABS(world, HOST_GATEWAY, "rule", "enable", "1");
	NFTABS(world, HOST_GATEWAY, "rule", "move", "1", "5");
	NFTABS(world, HOST_GATEWAY, "apply");
	PROBE_CHECK(world, TCP(HOST_OUTSIDE, GATEWAY_WAN, 2525, OPEN, .source = BANNED),
		    TCP(HOST_OUTSIDE, GATEWAY_WAN, 587, PROHIBITED, .source = BANNED));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    world_test(test_forward),	     world_test(test_forward_interfaces),
	    world_test(test_own_interfaces), world_test(test_publish),
	    world_test(test_source),	     world_test(test_ban),
	};

	return cmocka_run_group_tests_name("net/gateway", tests, world_setup, world_teardown);
}
