/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The three tables of the seed document: a mail client is allowed what they say, and nothing else. */
#include "tests/test.h"

#include "tests/net/probe.h"
#include "tests/net/program.h"

#include <sys/socket.h>

static const uint16_t mail_ports[] = {110, 25, 143};
static const uint16_t other_ports[] = {995, 993, 587, 465, 111, 8110, 80};
static const char *const server_addresses[] = {SERVER, OTHER_SERVER, SERVER6};

/* Everything that is asked for below is there, so that only the firewall can keep it away. */
static void serve_all(struct world *world)
{
	static const uint16_t usual[] = {53, 123, 22};

	for (size_t a = 0; a < ARRAY_SIZE(server_addresses); a++) {
		for (size_t i = 0; i < ARRAY_SIZE(mail_ports); i++) {
			world_serve(world, HOST_SERVER, SOCK_STREAM, server_addresses[a], mail_ports[i]);
			world_serve(world, HOST_SERVER, SOCK_DGRAM, server_addresses[a], mail_ports[i]);
		}
		for (size_t i = 0; i < ARRAY_SIZE(other_ports); i++)
			world_serve(world, HOST_SERVER, SOCK_STREAM, server_addresses[a], other_ports[i]);
	}
	for (size_t i = 0; i < ARRAY_SIZE(usual); i++) {
		world_serve(world, HOST_SERVER, SOCK_STREAM, SERVER, usual[i]);
		world_serve(world, HOST_SERVER, SOCK_DGRAM, SERVER, usual[i]);
	}
	for (size_t i = 0; i < ARRAY_SIZE(mail_ports); i++)
		world_serve(world, HOST_CLIENT, SOCK_STREAM, CLIENT, mail_ports[i]);
}

/* What a mail client, and a stranger to it, would try; the three ports of the one server are the whole difference. */
static void check_mail(const struct world *world, enum answer mail, enum answer other, enum answer other6,
		       enum answer inbound)
{
	VEC(struct probe) probes = {0};

	for (size_t i = 0; i < ARRAY_SIZE(mail_ports); i++) {
		uint16_t port = mail_ports[i];

		vec_push(&probes, ((struct probe)PROBE(SOCK_STREAM, HOST_CLIENT, SERVER, port, mail)));
		vec_push(&probes, ((struct probe)PROBE(SOCK_STREAM, HOST_CLIENT, OTHER_SERVER, port, other)));
		vec_push(&probes, ((struct probe)PROBE(SOCK_STREAM, HOST_CLIENT, SERVER6, port, other6)));
		vec_push(&probes, ((struct probe)PROBE(SOCK_DGRAM, HOST_CLIENT, SERVER, port, other)));
		vec_push(&probes, ((struct probe)PROBE(SOCK_STREAM, HOST_SERVER, CLIENT, port, inbound)));
	}
	for (size_t i = 0; i + 1 < ARRAY_SIZE(other_ports); i++)
		vec_push(&probes, ((struct probe)PROBE(SOCK_STREAM, HOST_CLIENT, SERVER, other_ports[i], other)));
	probe_check(world, probes.v, probes.n);
	vec_done(&probes);
}

/* The control: without a firewall everything answers, so what is kept away below is the firewall's doing. */
static void test_without(void **state)
{
	struct world *world = *state;

	if (!world)
		skip();
	serve_all(world);
	check_mail(world, ANSWER_OPEN, ANSWER_OPEN, ANSWER_OPEN, ANSWER_OPEN);
}

/* Neighbours have to be found anew, through the rules. */
static void forget_neighbours(const struct world *world)
{
	static const char *const argv[] = {"ip", "neighbour", "flush", "all", NULL};

	free(program_expect(world, HOST_CLIENT, 0, NULL, argv));
	free(program_expect(world, HOST_GATEWAY, 0, NULL, argv));
}

static void test_starter(void **state)
{
	struct world *world = *state;

	if (!world)
		skip();
	serve_all(world);
	NFTABS(world, HOST_CLIENT, "preset", "apply", "workstation");
	NFTABS(world, HOST_CLIENT, "apply");
	check_mail(world, ANSWER_PROHIBITED, ANSWER_PROHIBITED, ANSWER_REFUSED, ANSWER_SILENT);
	forget_neighbours(world);
	PROBE_CHECK(world, TCP(HOST_CLIENT, SERVER, 80, OPEN), TCP(HOST_CLIENT, OTHER_SERVER, 80, OPEN),
		    TCP(HOST_CLIENT, SERVER6, 80, OPEN), TCP(HOST_CLIENT, SERVER, 22, OPEN),
		    UDP(HOST_CLIENT, SERVER, 53, OPEN), TCP(HOST_CLIENT, SERVER, 53, OPEN),
		    UDP(HOST_CLIENT, SERVER, 123, OPEN), TCP(HOST_CLIENT, SERVER, 123, PROHIBITED),
		    UDP(HOST_CLIENT, SERVER, 22, PROHIBITED));
}

static void test_preset(void **state)
{
	struct world *world = *state;

	if (!world)
		skip();
	serve_all(world);
	NFTABS(world, HOST_CLIENT, "preset", "apply", "workstation");
	NFTABS(world, HOST_CLIENT, "preset", "apply", "mail-client", "--server", SERVER);
	NFTABS(world, HOST_CLIENT, "apply");
	check_mail(world, ANSWER_OPEN, ANSWER_PROHIBITED, ANSWER_REFUSED, ANSWER_SILENT);
	PROBE_CHECK(world, TCP(HOST_CLIENT, SERVER, 80, OPEN));
	NFTABS(world, HOST_CLIENT, "off");
	check_mail(world, ANSWER_OPEN, ANSWER_OPEN, ANSWER_OPEN, ANSWER_OPEN);
	NFTABS(world, HOST_CLIENT, "on");
	check_mail(world, ANSWER_OPEN, ANSWER_PROHIBITED, ANSWER_REFUSED, ANSWER_SILENT);
}

/* As the document has it: three rules by hand, one for each table. */
static void test_rules(void **state)
{
	static const struct {
		const char *name, *port;
	} tables[] = {
	    {"POP3サービス(外向き)", "110"}, {"SMTPサービス(外向き)", "25"}, {"IMAP4サービス(外向き)", "143"}};
	struct world *world = *state;

	if (!world)
		skip();
	serve_all(world);
	NFTABS(world, HOST_CLIENT, "preset", "apply", "workstation");
	for (size_t i = 0; i < ARRAY_SIZE(tables); i++)
		NFTABS(world, HOST_CLIENT, "rule", "add", "--name", tables[i].name, "--action", "allow", "--direction",
		       "outbound", "--protocol", "tcp", "--remote-service", tables[i].port, "--remote-address", SERVER);
	NFTABS(world, HOST_CLIENT, "apply");
	check_mail(world, ANSWER_OPEN, ANSWER_PROHIBITED, ANSWER_REFUSED, ANSWER_SILENT);
}

/* One of the three alone, and switched off: each table opens its own port only. */
static void test_each(void **state)
{
	struct world *world = *state;

	if (!world)
		skip();
	serve_all(world);
	NFTABS(world, HOST_CLIENT, "preset", "apply", "workstation");
	NFTABS(world, HOST_CLIENT, "preset", "apply", "mail-client", "--server", SERVER, "--service", "smtp");
	NFTABS(world, HOST_CLIENT, "apply");
	PROBE_CHECK(world, TCP(HOST_CLIENT, SERVER, 25, OPEN), TCP(HOST_CLIENT, SERVER, 110, PROHIBITED),
		    TCP(HOST_CLIENT, SERVER, 143, PROHIBITED));
	NFTABS(world, HOST_CLIENT, "preset", "apply", "mail-client", "--server", SERVER6, "--service", "pop3", "--tls");
	NFTABS(world, HOST_CLIENT, "apply");
	PROBE_CHECK(world, TCP(HOST_CLIENT, SERVER, 25, OPEN), TCP(HOST_CLIENT, SERVER6, 995, OPEN),
		    TCP(HOST_CLIENT, SERVER, 995, PROHIBITED), TCP(HOST_CLIENT, SERVER6, 110, REFUSED));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    world_test(test_without), world_test(test_starter), world_test(test_preset),
	    world_test(test_rules),   world_test(test_each),
	};

	return cmocka_run_group_tests_name("net/mail", tests, world_setup, world_teardown);
}
