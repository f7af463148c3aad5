/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an apply leaves alone: counters and timed elements of what did not change, connections, and the tables of
 * others. */
#include "tests/test.h"

#include "tests/net/probe.h"
#include "tests/net/program.h"

#include "base/str.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static const uint16_t ports[] = {25, 110, 143};

static void serve(struct world *world)
{
	for (size_t i = 0; i < ARRAY_SIZE(ports); i++)
		world_serve(world, HOST_SERVER, SOCK_STREAM, SERVER, ports[i]);
}

static void add_rule(const struct world *world, const char *name, const char *port, const char *address)
{
	NFTABS(world, HOST_CLIENT, "rule", "add", "--name", name, "--protocol", "tcp", "--remote-service", port,
	       "--remote-address", address);
}

/* Changes around the rule "kept", each applied: one more above it and below, another one otherwise, away, in another
 * order, and other settings. */
static void change_others(const struct world *world)
{
	static const char *const changes[][8] = {
	    {"rule", "set", "2", "--remote-service", "143"},
	    {"rule", "add", "--position", "1", "--name", "above", "--log", "on"},
	    {"rule", "delete", "1"},
	    {"rule", "move", "2", "1"},
	    {"rule", "move", "1", "2"},
	    {"settings", "log_unmatched", "true"},
	    {"settings", "default_outbound", "drop"},
	    {"rule", "delete", "2"},
	};

	for (size_t i = 0; i < ARRAY_SIZE(changes); i++) {
		const char *argv[10] = {"nftabs"};

		memcpy(argv + 1, changes[i], sizeof(changes[i]));
		free(program_expect(world, HOST_CLIENT, 0, NULL, argv));
		NFTABS(world, HOST_CLIENT, "apply");
	}
}

/* ---- counters ---- */

/* The packets that the kernel counted under that name. */
static json_int_t kernel_packets(const struct world *world, const char *name)
{
	_cleanup_free_ char *text = NFT_TEXT(world, HOST_CLIENT, "-j", "list", "counter", "inet", "nftabs", name);
	json_t *root = json_loads(text, 0, NULL);
	json_int_t packets = -1;

	assert_int_equal(json_unpack(root, "{s:[{}, {s:{s:I}}]}", "nftables", "counter", "packets", &packets), 0);
	json_decref(root);
	return packets;
}

/* What the program says of the rule at a position. */
static json_int_t told_packets(const struct world *world, size_t position)
{
	_cleanup_free_ char *text = NFTABS_TEXT(world, HOST_CLIENT, "counters", "--json");
	json_t *root = json_loads(text, 0, NULL);
	const json_t *rule = json_array_get(root, position - 1);
	json_int_t packets;

	assert_int_equal(json_integer_value(json_object_get(rule, "position")), position);
	packets = json_integer_value(json_object_get(rule, "packets"));
	json_decref(root);
	return packets;
}

/* A rule counts connections: what follows their first packet is counted where established ones pass. */
static void test_counter(void **state)
{
	struct world *world = *state;
	json_int_t established;

	if (!world)
		skip();
	serve(world);
	program_settle(world, HOST_CLIENT, "reject", "drop", "accept");
	add_rule(world, "kept", "25", SERVER);
	add_rule(world, "changed", "110", SERVER);
	NFTABS(world, HOST_CLIENT, "apply");
	PROBE_CHECK(world, TCP(HOST_CLIENT, SERVER, 25, OPEN), TCP(HOST_CLIENT, SERVER, 25, OPEN),
		    TCP(HOST_CLIENT, SERVER, 25, OPEN), TCP(HOST_CLIENT, SERVER, 110, OPEN),
		    TCP(HOST_CLIENT, SERVER, 143, PROHIBITED));
	assert_int_equal(told_packets(world, 1), 3);
	assert_int_equal(told_packets(world, 2), 1);
	assert_int_equal(kernel_packets(world, "default_output_"), 1);
	established = kernel_packets(world, "established_output_");
	assert_true(established >= 4);
	change_others(world);
	assert_int_equal(told_packets(world, 1), 3);
	assert_int_equal(kernel_packets(world, "default_output_"), 1);
	assert_true(kernel_packets(world, "established_output_") >= established);
	PROBE_CHECK(world, TCP(HOST_CLIENT, SERVER, 25, OPEN), TCP(HOST_CLIENT, SERVER, 110, SILENT));
	assert_int_equal(told_packets(world, 1), 4);
}

/* ---- timed elements ---- */

/* The name of the set of IPv4 addresses with a timeout: that of the one host name. */
static char *name_set(const struct world *world)
{
	_cleanup_free_ char *text = NFT_TEXT(world, HOST_CLIENT, "-j", "list", "sets");
	json_t *root = json_loads(text, 0, NULL), *item;
	char *name = NULL;
	size_t i;

	json_array_foreach(json_object_get(root, "nftables"), i, item)
	{
		const json_t *set = json_object_get(item, "set");

		if (str_equal(json_string_value(json_object_get(set, "type")), "ipv4_addr") &&
		    json_object_get(set, "flags"))
			name = mem_strdup(json_string_value(json_object_get(set, "name")));
	}
	json_decref(root);
	assert_non_null(name);
	return name;
}

/* Seconds that the one element of the set has left, and those it got. */
static json_int_t time_left(const struct world *world, const char *set, json_int_t *ret_timeout)
{
	_cleanup_free_ char *text = NFT_TEXT(world, HOST_CLIENT, "-j", "list", "set", "inet", "nftabs", set);
	json_t *root = json_loads(text, 0, NULL);
	json_int_t left;
	const char *address;

	assert_int_equal(json_unpack(root, "{s:[{}, {s:{s:[{s:{s:s, s:I, s:I}}]}}]}", "nftables", "set", "elem", "elem",
				     "val", &address, "timeout", ret_timeout, "expires", &left),
			 0);
	assert_string_equal(address, SERVER);
	json_decref(root);
	return left;
}

/* As the agent puts them there, from the time to live of a name's addresses. It is added with less than its whole time
 * left, so that an element that was made anew shows. */
static void test_timed_element(void **state)
{
	struct world *world = *state;
	_cleanup_free_ char *set = NULL;
	json_int_t timeout;

	if (!world)
		skip();
	serve(world);
	program_settle(world, HOST_CLIENT, "reject", "drop", "accept");
	add_rule(world, "kept", "25", "mail.invalid");
	add_rule(world, "changed", "110", SERVER);
	NFTABS(world, HOST_CLIENT, "apply");
	PROBE_CHECK(world, TCP(HOST_CLIENT, SERVER, 25, PROHIBITED));
	set = name_set(world);
	NFT(world, HOST_CLIENT, "add", "element", "inet", "nftabs", set, "{", SERVER, "timeout", "2h", "expires", "1h",
	    "}");
	PROBE_CHECK(world, TCP(HOST_CLIENT, SERVER, 25, OPEN));
	change_others(world);
	assert_in_range(time_left(world, set, &timeout), 3000, 3600);
	assert_int_equal(timeout, 7200);
	PROBE_CHECK(world, TCP(HOST_CLIENT, SERVER, 25, OPEN), TCP(HOST_CLIENT, SERVER, 110, SILENT));
	NFTABS(world, HOST_CLIENT, "status");
	NFT(world, HOST_CLIENT, "delete", "element", "inet", "nftabs", set, "{", SERVER, "}");
	PROBE_CHECK(world, TCP(HOST_CLIENT, SERVER, 25, SILENT));
}

/* ---- connections ---- */

/* Connects to an allowed port again and again from a process of its own, until it is told to stop. */
struct hammer {
	int stop; /* pipe: closed to stop it */
	pid_t pid;
	size_t *tried; /* shared */
};

static void hammer_begin(const struct world *world, struct hammer *ret)
{
	const struct probe want[] = {TCP(HOST_CLIENT, SERVER, 25, OPEN), TCP(HOST_CLIENT, SERVER, 143, PROHIBITED)};
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	ret->tried = mmap(NULL, sizeof(*ret->tried), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true(ret->tried != MAP_FAILED);
	ret->pid = fork();
	if (ret->pid == 0) {
		struct pollfd end = {.fd = ends[0], .events = POLLIN};

		close(ends[1]);
		while (poll(&end, 1, 0) == 0) {
			struct probe probes[ARRAY_SIZE(want)];

			memcpy(probes, want, sizeof(want));
			probe_run(world, probes, ARRAY_SIZE(probes));
			for (size_t i = 0; i < ARRAY_SIZE(probes); i++)
				if (probes[i].have != probes[i].want)
					_exit(1 + (int)i);
			++*ret->tried;
		}
		_exit(0);
	}
	assert_true(ret->pid > 0);
	close(ends[0]);
	ret->stop = ends[1];
}

static int hammer_end(struct hammer *hammer, size_t *ret_tried)
{
	int status;

	close(hammer->stop);
	assert_int_equal(waitpid(hammer->pid, &status, 0), hammer->pid);
	*ret_tried = *hammer->tried;
	(void)munmap(hammer->tried, sizeof(*hammer->tried));
	return status;
}

/* No packet sees a half-made table: while it changes, what is allowed connects and what is not never does. */
static void test_no_gap(void **state)
{
	struct world *world = *state;
	struct hammer hammer;
	size_t tried;
	int status;

	if (!world)
		skip();
	serve(world);
	program_settle(world, HOST_CLIENT, "reject", "drop", "accept");
	add_rule(world, "kept", "25", SERVER);
	NFTABS(world, HOST_CLIENT, "apply");
	hammer_begin(world, &hammer);
	for (int i = 0; i < 8; i++) {
		NFTABS(world, HOST_CLIENT, "rule", "add", "--position", "1", "--name", "other", "--action", "drop",
		       "--protocol", "tcp", "--remote-service", "1000-2000,3000", "--remote-address", OTHER_SERVER);
		NFTABS(world, HOST_CLIENT, "apply");
		if (i % 2)
			NFTABS(world, HOST_CLIENT, "rule", "move", "1", "2");
	}
	NFTABS(world, HOST_CLIENT, "rollback");
	status = hammer_end(&hammer, &tried);
	print_message("# %zu pairs of connections meanwhile\n", tried);
	assert_int_equal(status, 0);
	assert_true(tried > 8);
}

/* A connection goes on when its rule is taken away, and also while the firewall is switched off and on. */
static void test_connection(void **state)
{
	struct world *world = *state;
	socklen_t length;
	struct sockaddr_storage name = world_address(SERVER, 25, &length);
	int listener, client, server;
	char byte = 0;

	if (!world)
		skip();
	listener = world_serve(world, HOST_SERVER, SOCK_STREAM, SERVER, 25);
	program_settle(world, HOST_CLIENT, "reject", "drop", "accept");
	add_rule(world, "taken away", "25", SERVER);
	NFTABS(world, HOST_CLIENT, "apply");
	world_enter(world, HOST_CLIENT);
	client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	world_leave(world);
	assert_int_equal(connect(client, (struct sockaddr *)&name, length), 0);
	assert_int_equal(poll(&(struct pollfd){.fd = listener, .events = POLLIN}, 1, PROBE_PATIENCE), 1);
	server = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
	assert_true(server >= 0);
	NFTABS(world, HOST_CLIENT, "rule", "delete", "1");
	NFTABS(world, HOST_CLIENT, "apply");
	NFTABS(world, HOST_CLIENT, "off");
	NFTABS(world, HOST_CLIENT, "on");
	PROBE_CHECK(world, TCP(HOST_CLIENT, SERVER, 25, PROHIBITED));
	assert_int_equal(send(client, "c", 1, MSG_NOSIGNAL), 1);
	assert_int_equal(poll(&(struct pollfd){.fd = server, .events = POLLIN}, 1, PROBE_PATIENCE), 1);
	assert_int_equal(recv(server, &byte, 1, 0), 1);
	assert_int_equal(send(server, "s", 1, MSG_NOSIGNAL), 1);
	assert_int_equal(poll(&(struct pollfd){.fd = client, .events = POLLIN}, 1, PROBE_PATIENCE), 1);
	assert_int_equal(recv(client, &byte, 1, 0), 1);
	assert_int_equal(byte, 's');
	close(client);
	close(server);
}

/* ---- tables of others ---- */

static const char foreign[] =
    "table inet filter {\n"
    "	counter seen { packets 7 bytes 420; }\n"
    "	set friends { type ipv4_addr; flags interval; elements = { 192.0.2.0/24, 198.51.100.7 }; }\n"
    "	map ports { type inet_service : verdict; elements = { 25 : accept, 110 : jump more }; }\n"
    "	chain more { counter packets 3 bytes 180 comment \"theirs\"; }\n"
    "	chain output { type filter hook output priority 10; policy accept;\n"
    "		ip daddr @friends counter name \"seen\" accept\n"
    "		tcp dport vmap @ports\n"
    "	}\n"
    "}\n"
    "table ip nftabs {\n"
    "	chain output_ { type filter hook output priority 5; counter packets 1 bytes 2; }\n"
    "}\n"
    "table inet nftabs2 {\n"
    "	set r1_va_ { type ipv4_addr; }\n"
    "}\n"
    "table bridge nftabs {\n"
    "	counter r1 { packets 5 bytes 6; }\n"
    "}\n";

/* All of them with the handles that the kernel gave: what was made anew would have another. */
static char *foreign_text(const struct world *world)
{
	static const char *const tables[][2] = {
	    {"inet", "filter"}, {"ip", "nftabs"}, {"inet", "nftabs2"}, {"bridge", "nftabs"}};
	struct str text = {0};

	for (size_t i = 0; i < ARRAY_SIZE(tables); i++) {
		_cleanup_free_ char *one =
		    NFT_TEXT(world, HOST_CLIENT, "-a", "list", "table", tables[i][0], tables[i][1]);

		str_add(&text, one);
	}
	return str_take(&text);
}

static void check_foreign(const struct world *world, const char *want, const char *step)
{
	_cleanup_free_ char *have = foreign_text(world);

	if (strcmp(have, want) != 0)
		fail_msg("after %s:\n%sand before:\n%s", step, have, want);
}

static void test_foreign(void **state)
{
	static const char *const steps[][4] = {
	    {"apply"}, {"off"},	     {"on"},	   {"rule", "delete", "1"},
	    {"apply"}, {"rollback"}, {"rollback"}, {"restore"},
	    {"off"},   {"apply"},    {"restore"},  {"on"},
	};
	static const char *const argv[] = {"nft", "-f", "-", NULL};
	struct world *world = *state;
	_cleanup_free_ char *before = NULL;

	if (!world)
		skip();
	free(program_expect(world, HOST_CLIENT, 0, foreign, argv));
	before = foreign_text(world);
	program_settle(world, HOST_CLIENT, "reject", "drop", "accept");
	check_foreign(world, before, "the first apply");
	add_rule(world, "one", "25", SERVER);
	for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
		const char *command[6] = {"nftabs"};

		memcpy(command + 1, steps[i], sizeof(steps[i]));
		free(program_expect(world, HOST_CLIENT, 0, NULL, command));
		check_foreign(world, before, steps[i][0]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    world_test(test_counter),	 world_test(test_timed_element), world_test(test_no_gap),
	    world_test(test_connection), world_test(test_foreign),
	};

	return cmocka_run_group_tests_name("net/survive", tests, world_setup, world_teardown);
}
