/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/evaluate.h"
#include "tests/model/environment.h"
#include "tests/test.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#define TCP    6
#define UDP    17
#define ICMP   1
#define ICMPV6 58

struct fixture {
	struct test_environment environment;
	struct policy policy;
};

static int setup(void **state)
{
	struct fixture *f = MEM_NEW(struct fixture);

	test_environment_init(&f->environment);
	policy_init(&f->policy);
	test_set(&f->policy, "default_outbound", "reject");
	test_set(&f->policy, "default_inbound", "drop");
	test_set(&f->policy, "default_forward", "drop");
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	policy_done(&f->policy);
	test_environment_done(&f->environment);
	free(f);
	return 0;
}

static void set_address(uint8_t *bytes, const char *text)
{
	assert_int_equal(inet_pton(strchr(text, ':') ? AF_INET6 : AF_INET, text, bytes), 1);
}

/* A new connection; ports of the remote and the local side. */
static struct packet packet(enum direction direction, int protocol, const char *remote, uint16_t remote_port,
			    const char *local, uint16_t local_port)
{
	struct packet p = {
	    .direction = (uint8_t)direction,
	    .family = strchr(remote, ':') ? 6 : 4,
	    .protocol = protocol,
	    .remote_port = remote_port,
	    .local_port = local_port,
	    .interface = "eth0",
	};

	set_address(p.remote, remote);
	set_address(p.local, local);
	return p;
}

static struct packet out(int protocol, const char *remote, uint16_t port)
{
	return packet(DIRECTION_OUTBOUND, protocol, remote, port, strchr(remote, ':') ? "2001:db8::1" : "192.0.2.1",
		      40000);
}

static struct packet in(int protocol, const char *remote, uint16_t port)
{
	return packet(DIRECTION_INBOUND, protocol, remote, 40000, strchr(remote, ':') ? "2001:db8::1" : "192.0.2.1",
		      port);
}

static void expect(struct fixture *f, struct packet p, enum decider decider, size_t index, enum verdict verdict)
{
	struct decision d;

	policy_evaluate(&f->policy, &f->environment.env, &p, false, &d);
	assert_int_equal(d.decider, decider);
	assert_int_equal(d.index, index);
	assert_int_equal(d.verdict, verdict);
	assert_int_equal(d.misses.n, 0);
	decision_done(&d);
}

static void expect_rule(struct fixture *f, struct packet p, size_t index)
{
	struct decision d;

	policy_evaluate(&f->policy, &f->environment.env, &p, false, &d);
	assert_int_equal(d.decider, DECIDER_RULE);
	assert_int_equal(d.index, index);
	decision_done(&d);
}

static void expect_default(struct fixture *f, struct packet p)
{
	struct decision d;

	policy_evaluate(&f->policy, &f->environment.env, &p, false, &d);
	assert_int_equal(d.decider, DECIDER_DEFAULT);
	decision_done(&d);
}

static void test_built_in(void **state)
{
	struct fixture *f = *state;
	struct packet p = in(TCP, "203.0.113.9", 3306);

	test_add_rule(&f->policy, "action", "drop", "direction", "both", NULL);
	expect_rule(f, p, 0);
	p.state = FLOW_ESTABLISHED;
	expect(f, p, DECIDER_ESTABLISHED, SIZE_MAX, VERDICT_ACCEPT);
	p.state = FLOW_INVALID;
	expect(f, p, DECIDER_INVALID, SIZE_MAX, VERDICT_DROP);
	p.interface = "lo";
	expect(f, p, DECIDER_LOOPBACK, SIZE_MAX, VERDICT_ACCEPT);
	p = packet(DIRECTION_INBOUND, ICMPV6, "fe80::9", 135, "fe80::1", 0);
	expect(f, p, DECIDER_NEIGHBOUR, SIZE_MAX, VERDICT_ACCEPT);
	p.direction = DIRECTION_OUTBOUND;
	expect(f, p, DECIDER_NEIGHBOUR, SIZE_MAX, VERDICT_ACCEPT);
	p.remote_port = 128;
	expect_rule(f, p, 0);
	p.remote_port = 2;
	expect(f, p, DECIDER_NEIGHBOUR, SIZE_MAX, VERDICT_ACCEPT);
	p.direction = DIRECTION_FORWARD;
	expect(f, p, DECIDER_DEFAULT, SIZE_MAX, VERDICT_DROP);
	p = packet(DIRECTION_INBOUND, ICMP, "203.0.113.9", 3, "192.0.2.1", 4);
	expect_rule(f, p, 0);
}

static void test_dhcp(void **state)
{
	struct fixture *f = *state;

	expect(f, packet(DIRECTION_INBOUND, UDP, "192.0.2.254", 67, "255.255.255.255", 68), DECIDER_DHCP, SIZE_MAX,
	       VERDICT_ACCEPT);
	expect(f, packet(DIRECTION_OUTBOUND, UDP, "255.255.255.255", 67, "0.0.0.0", 68), DECIDER_DHCP, SIZE_MAX,
	       VERDICT_ACCEPT);
	expect(f, packet(DIRECTION_INBOUND, UDP, "febf::9", 547, "fe80::1", 546), DECIDER_DHCP, SIZE_MAX,
	       VERDICT_ACCEPT);
	expect(f, packet(DIRECTION_OUTBOUND, UDP, "ff02::1:2", 547, "fe80::1", 546), DECIDER_DHCP, SIZE_MAX,
	       VERDICT_ACCEPT);
	/* Not from anywhere, not the other way round, not forwarded, not in the other family. */
	expect_default(f, packet(DIRECTION_INBOUND, UDP, "2001:db8::9", 547, "fe80::1", 546));
	expect_default(f, packet(DIRECTION_INBOUND, UDP, "fec0::9", 547, "fe80::1", 546));
	expect_default(f, packet(DIRECTION_INBOUND, UDP, "192.0.2.254", 68, "192.0.2.1", 67));
	expect_default(f, packet(DIRECTION_FORWARD, UDP, "192.0.2.254", 67, "192.0.2.1", 68));
	expect_default(f, packet(DIRECTION_INBOUND, UDP, "fe80::9", 67, "fe80::1", 68));
	expect_default(f, packet(DIRECTION_INBOUND, TCP, "192.0.2.254", 67, "192.0.2.1", 68));
}

static void test_keep_ssh(void **state)
{
	struct fixture *f = *state;

	expect(f, in(TCP, "203.0.113.9", 2222), DECIDER_SSH, SIZE_MAX, VERDICT_ACCEPT);
	expect_default(f, in(UDP, "203.0.113.9", 22));
	expect_default(f, in(TCP, "203.0.113.9", 23));
	expect_default(f, out(TCP, "203.0.113.9", 22));
	test_set(&f->policy, "keep_ssh", "no");
	expect_default(f, in(TCP, "203.0.113.9", 2222));
}

static void test_defaults(void **state)
{
	struct fixture *f = *state;

	expect(f, out(TCP, "203.0.113.9", 25), DECIDER_DEFAULT, SIZE_MAX, VERDICT_REJECT);
	expect(f, in(TCP, "203.0.113.9", 25), DECIDER_DEFAULT, SIZE_MAX, VERDICT_DROP);
	test_set(&f->policy, "default_forward", "accept");
	expect(f, packet(DIRECTION_FORWARD, TCP, "203.0.113.9", 25, "10.0.0.1", 4000), DECIDER_DEFAULT, SIZE_MAX,
	       VERDICT_ACCEPT);
}

/* The three tables of seed 000. */
static void test_mail_client(void **state)
{
	struct fixture *f = *state;

	test_add_rule(&f->policy, "name", "POP3サービス(外向き)", "protocol", "tcp", "remote_service", "110",
		      "remote_address", "192.168.10.5, 192.168.10.6", NULL);
	test_add_rule(&f->policy, "name", "SMTPサービス(外向き)", "protocol", "tcp", "remote_service", "smtp",
		      "remote_address", "192.168.10.5", "application", "user:alice", NULL);
	expect(f, out(TCP, "192.168.10.6", 110), DECIDER_RULE, 0, VERDICT_ACCEPT);
	expect_default(f, out(TCP, "192.168.10.7", 110));
	expect_default(f, out(UDP, "192.168.10.5", 110));
	expect_default(f, in(TCP, "192.168.10.5", 110));
	expect_default(f, out(TCP, "192.168.10.5", 25));
}

static void test_users_and_programs(void **state)
{
	struct fixture *f = *state;
	struct packet p = out(TCP, "203.0.113.9", 25);

	test_add_rule(&f->policy, "application", "user:alice, group:8", "remote_address", "203.0.113.9", NULL);
	test_add_rule(&f->policy, "application", "/usr/bin/msmtp, unit:postfix.service, cgroup:/a/b", NULL);
	expect_default(f, p);
	p.has_user = true;
	p.uid = 1000;
	expect_rule(f, p, 0);
	p.uid = 8;
	expect_default(f, p);
	p.gid = 8;
	expect_rule(f, p, 0);
	p.has_user = false;
	p.executable = "/usr/bin/msmtp";
	expect_rule(f, p, 1);
	p.executable = "/usr/bin/msmtp2";
	expect_default(f, p);
	p.cgroup = "/system.slice/postfix.service/sub";
	expect_rule(f, p, 1);
	p.cgroup = "/system.slice/xpostfix.service";
	expect_default(f, p);
	p.cgroup = "/a/b/c";
	expect_rule(f, p, 1);
	p.cgroup = "/a/bc";
	expect_default(f, p);
	p.cgroup = "/x/a/b";
	expect_default(f, p);
}

static void test_services_and_types(void **state)
{
	struct fixture *f = *state;
	struct packet p;

	test_add_rule(&f->policy, "direction", "inbound", "protocol", "icmp", "remote_service", "echo-request, 3/4",
		      NULL);
	test_add_rule(&f->policy, "direction", "inbound", "protocol", "tcp+udp", "local_service", "domain",
		      "remote_service", "1024-65535", NULL);
	test_add_object(&f->policy, OBJECT_SERVICE, "Tunnel", "esp, udp/500");
	test_add_rule(&f->policy, "direction", "inbound", "remote_service", "Tunnel", NULL);
	expect_rule(f, packet(DIRECTION_INBOUND, ICMP, "203.0.113.9", 8, "192.0.2.1", 0), 0);
	expect_rule(f, packet(DIRECTION_INBOUND, ICMP, "203.0.113.9", 3, "192.0.2.1", 4), 0);
	expect_default(f, packet(DIRECTION_INBOUND, ICMP, "203.0.113.9", 3, "192.0.2.1", 3));
	expect_rule(f, in(UDP, "203.0.113.9", 53), 1);
	expect_rule(f, in(TCP, "2001:db8::9", 53), 1);
	p = in(UDP, "203.0.113.9", 53);
	p.remote_port = 53;
	expect_default(f, p);
	expect_rule(f, in(50, "203.0.113.9", 0), 2);
	p.remote_port = 500;
	expect_default(f, in(51, "203.0.113.9", 0));
}

static void test_names_and_sets(void **state)
{
	struct fixture *f = *state;

	test_add_object(&f->policy, OBJECT_ADDRESS_SET, "Mail", "mail.example.com, 198.51.100.0/24");
	test_add_rule(&f->policy, "remote_address", "@Mail", NULL);
	test_add_rule(&f->policy, "remote_address", "gone.example.com", NULL);
	expect_rule(f, out(TCP, "192.0.2.25", 25), 0);
	expect_rule(f, out(TCP, "2001:db8::25", 25), 0);
	expect_rule(f, out(TCP, "198.51.100.77", 25), 0);
	/* The second rule's name has no address: that is nothing and not everything. */
	expect_default(f, out(TCP, "203.0.113.9", 25));
}

static void test_interfaces(void **state)
{
	struct fixture *f = *state;
	struct packet p = packet(DIRECTION_FORWARD, TCP, "203.0.113.9", 80, "10.0.0.1", 4000);

	test_add_rule(&f->policy, "direction", "forward", "interface", "wan0", "source_interface", "lan0", NULL);
	p.interface = "wan0";
	expect_default(f, p);
	p.source_interface = "lan0";
	expect_rule(f, p, 0);
	p.interface = "wan";
	expect_default(f, p);
	p.interface = NULL;
	expect_default(f, p);
}

static void test_validity(void **state)
{
	struct fixture *f = *state;
	struct packet p = out(TCP, "203.0.113.9", 80);
	int64_t monday = civil_to_days(2026, 11, 30) * 86400;

	test_set(&f->policy, "timezone", "Asia/Tokyo");
	test_add_rule(&f->policy, "validity", "mon-fri 09:00-18:00; 2026-12-06 UTC", NULL);
	p.time = monday - 1;
	expect_default(f, p);
	p.time = monday;
	expect_rule(f, p, 0);
	p.time = monday + 9 * 3600;
	expect_default(f, p);
	p.time = monday + 6 * 86400 + 23 * 3600; /* Sunday in UTC, Monday 08:00 in Tokyo */
	expect_rule(f, p, 0);
}

static void test_misses(void **state)
{
	struct fixture *f = *state;
	struct packet p = out(TCP, "203.0.113.9", 443);
	static const char *const fields[] = {"enabled",	      "protocol",	"application",	 "remote_service",
					     "local_service", "remote_address", "local_address", "validity",
					     "interface",     "remote_service"};
	struct decision d;

	test_add_rule(&f->policy, "enabled", "no", NULL);
	test_add_rule(&f->policy, "protocol", "udp", "remote_service", "1", NULL);
	test_add_rule(&f->policy, "application", "user:alice", "remote_address", "10.0.0.1", NULL);
	test_add_rule(&f->policy, "direction", "inbound", NULL); /* could never decide, so it is no miss */
	test_add_rule(&f->policy, "protocol", "tcp", "remote_service", "80", "validity", "1999-01-01", NULL);
	test_add_rule(&f->policy, "protocol", "tcp", "local_service", "80", NULL);
	test_add_rule(&f->policy, "remote_address", "10.0.0.1", NULL);
	test_add_rule(&f->policy, "local_address", "10.0.0.1", NULL);
	test_add_rule(&f->policy, "validity", "1999-01-01", NULL);
	test_add_rule(&f->policy, "interface", "wan0", NULL);
	test_add_rule(&f->policy, "protocol", "tcp", "remote_service", "no-such-service", NULL);
	test_add_rule(&f->policy, "direction", "both", "action", "drop", NULL);
	test_add_rule(&f->policy, NULL);
	policy_evaluate(&f->policy, &f->environment.env, &p, true, &d);
	assert_int_equal(d.decider, DECIDER_RULE);
	assert_int_equal(d.index, 11);
	assert_int_equal(d.verdict, VERDICT_DROP);
	assert_int_equal(d.misses.n, ARRAY_SIZE(fields));
	for (size_t i = 0; i < d.misses.n; i++) {
		assert_string_equal(d.misses.v[i].field, fields[i]);
		assert_int_equal(d.misses.v[i].index, i < 3 ? i : i + 1);
	}
	decision_done(&d);
}

static void test_publish(void **state)
{
	struct fixture *f = *state;
	struct packet p = in(TCP, "203.0.113.9", 25), inner;
	struct decision d;

	test_add_rule(&f->policy, "action", "drop", "direction", "inbound", "remote_address", "203.0.113.66", NULL);
	test_add_rule(&f->policy, "action", "publish", "direction", "inbound", "protocol", "tcp", "local_service", "25",
		      "publish_to", "192.168.10.2:2525", NULL);
	test_add_rule(&f->policy, "direction", "inbound", NULL);
	policy_evaluate(&f->policy, &f->environment.env, &p, false, &d);
	assert_int_equal(d.index, 1);
	assert_int_equal(d.verdict, VERDICT_ACCEPT);
	assert_true(d.translated);
	decision_done(&d);
	/* A ban above is not bypassed, and the other family goes on to the next rule. */
	expect(f, in(TCP, "203.0.113.66", 25), DECIDER_RULE, 0, VERDICT_DROP);
	expect_rule(f, in(TCP, "2001:db8::9", 25), 2);
	/* Its forward permission is for what it translated, and for the inner server's port. */
	inner = packet(DIRECTION_FORWARD, TCP, "192.168.10.2", 2525, "203.0.113.9", 40000);
	expect_default(f, inner);
	inner.translated = true;
	expect(f, inner, DECIDER_PUBLISHED, 1, VERDICT_ACCEPT);
	inner.remote_port = 25;
	expect_default(f, inner);
}

static void test_conflicting_publish_matches_nothing(void **state)
{
	struct fixture *f = *state;

	test_add_rule(&f->policy, "action", "publish", "direction", "inbound", "protocol", "tcp", "local_service", "25",
		      "remote_address", "10.0.0.0/8", "publish_to", "192.168.10.2", NULL);
	test_add_rule(&f->policy, "action", "publish", "direction", "inbound", "protocol", "tcp", "local_service", "25",
		      "publish_to", "192.168.10.3", NULL);
	expect_rule(f, in(TCP, "10.0.0.9", 25), 0);
	expect_default(f, in(TCP, "203.0.113.9", 25));
}

/* One evaluator for many packets says what a fresh one says for each. */
static void test_evaluator(void **state)
{
	struct fixture *f = *state;
	_cleanup_(evaluator_freep) struct evaluator *e = NULL;

	for (int i = 1; i <= 50; i++) {
		_cleanup_free_ char *port = mem_printf("%d-%d", i * 3, i * 3 + 4);

		test_add_rule(&f->policy, "action", i % 3 ? "allow" : "drop", "protocol", i % 2 ? "tcp" : "tcp+udp",
			      "remote_service", port, NULL);
	}
	e = evaluator_new(&f->policy, &f->environment.env);
	for (uint16_t port = 1; port < 200; port++) {
		struct packet p = out(port % 5 ? TCP : UDP, "203.0.113.9", port);
		struct decision once, again;

		evaluator_decide(e, &p, true, &once);
		policy_evaluate(&f->policy, &f->environment.env, &p, true, &again);
		assert_true(once.decider == again.decider && once.index == again.index &&
			    once.verdict == again.verdict && once.misses.n == again.misses.n);
		decision_done(&once);
		decision_done(&again);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_built_in),
	    TEST(test_dhcp),
	    TEST(test_keep_ssh),
	    TEST(test_defaults),
	    TEST(test_mail_client),
	    TEST(test_users_and_programs),
	    TEST(test_services_and_types),
	    TEST(test_names_and_sets),
	    TEST(test_interfaces),
	    TEST(test_validity),
	    TEST(test_misses),
	    TEST(test_publish),
	    TEST(test_conflicting_publish_matches_nothing),
	    TEST(test_evaluator),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
