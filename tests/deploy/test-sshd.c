/* SPDX-License-Identifier: GPL-2.0-or-later */
/* On which ports sshd can be reached: by what listens, by the units of systemd, by the configuration. */
#include "tests/test.h"

#include "backend/compile/compile.h"
#include "backend/compile/text.h"
#include "backend/deploy/parts.h"
#include "tests/deploy/machine.h"

#include <stdio.h>

#define CONFIG "/etc/ssh/sshd_config"
#define SOCKET "/etc/systemd/system/sockets.target.wants/ssh.socket"

/* As they were found, with blanks between. */
static char *ports(const struct machine *machine)
{
	port_number_list_t list = {0};
	struct str out = {0};

	sshd_ports(machine->root, &list);
	VEC_FOREACH (&list, port)
		str_addf(&out, "%s%u", out.length ? " " : "", *port);
	vec_done(&list);
	return str_take(&out);
}

static void assert_ports(const struct machine *machine, const char *want, const char *what)
{
	_cleanup_free_ char *have = ports(machine);

	if (!str_equal(have, want))
		fail_msg("%s: have '%s', want '%s'", what, have, want);
}

/* ---- the configuration ---- */

static void test_config(void **state)
{
	static const struct {
		const char *config, *ports;
	} cases[] = {
	    {"", "22"},
	    {"Port 2222\n", "2222"},
	    {"Port 22\nPort 2222\nPort 22\n", "22 2222"},
	    {"  port=2222\r\nPORT \"2223\"\nPort\t2224 # comment\nPort = 2225\n", "2222 2223 2224 2225"},
	    {"#Port 2222\n", "22"},
	    {"ListenAddress 0.0.0.0\nListenAddress ::\n", "22"},
	    {"Port 2222\nListenAddress 192.0.2.1\n", "2222"},
	    {"Port 2222\nListenAddress 192.0.2.1:2200\n", "2200"},
	    {"ListenAddress 192.0.2.1:2200\nListenAddress 192.0.2.2\nPort 2222\n", "2200 2222"},
	    {"ListenAddress [2001:db8::1]:2200\nListenAddress host.example:2201 rdomain mgmt\n", "2200 2201"},
	    {"ListenAddress 2001:db8::22\n", "22"},
	    {"ListenAddress [2001:db8::1]\nPort 2222\n", "2222"},
	    {"Port 2222\nMatch User alice\nPort 3333\nListenAddress 1.2.3.4:4444\n", "2222"},
	    {"Port 0\nPort 65536\nPort x\nPort\nPort -1\nPort 2222x\n", "22"},
	    {"Portal 2222\nGatewayPorts yes\n", "22"},
	    {"\x01\x02\xff\n\n===\n\"\n", "22"},
	    {"Include sshd_config.d/*.conf\nPort 22\n", "2300 2301 22"},
	    {"Include /etc/ssh/sshd_config.d/b.conf other.conf\nPort 22\n", "2301 2400 22"},
	    {"include=\"/etc/ssh/sshd_config.d/b.conf\"\n", "2301"},
	    {"Include missing.conf\nInclude\n", "22"},
	    /* A Match in an included file ends with it. */
	    {"Include match.conf\nPort 22\n", "2500 22"},
	    /* That sshd would refuse; we end. */
	    {"Include sshd_config\nPort 2222\n", "2222"},
	};
	const struct machine *machine = *state;

	machine_file(machine, "/etc/ssh/sshd_config.d/a.conf", "Port 2300\n");
	machine_file(machine, "/etc/ssh/sshd_config.d/b.conf", "Port 2301\n");
	machine_file(machine, "/etc/ssh/sshd_config.d/c.txt", "Port 2302\n");
	machine_file(machine, "/etc/ssh/other.conf", "Port 2400\n");
	machine_file(machine, "/etc/ssh/match.conf", "Port 2500\nMatch all\nPort 2501\n");
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		machine_file(machine, CONFIG, cases[i].config);
		assert_ports(machine, cases[i].ports, cases[i].config);
	}
}

/* Files that include each other, in numbers that would keep us busy for ever. */
static void test_config_wide(void **state)
{
	const struct machine *machine = *state;

	for (unsigned i = 0; i < 10; i++) {
		_cleanup_free_ char *path = mem_printf("/etc/ssh/wide/%u.conf", i);

		machine_file(machine, path, "Include wide/*.conf\n");
	}
	machine_file(machine, CONFIG, "Port 2222\nInclude wide/*.conf\n");
	assert_ports(machine, "2222", "wide");
}

/* No sshd, no configuration, no /proc: the port it would have. */
static void test_nothing(void **state)
{
	assert_ports(*state, "22", "nothing");
}

/* ---- systemd listens ---- */

static void test_socket_unit(void **state)
{
	static const struct {
		const char *unit, *addition, *ports;
	} cases[] = {
	    {"[Socket]\nListenStream=22\nAccept=no\n", NULL, "22"},
	    {"[Socket]\nListenStream=0.0.0.0:2200\nListenStream=[::]:2200\n", NULL, "2200"},
	    {"[Socket]\n  ListenStream = 2200 \n", NULL, "2200"},
	    {"[Socket]\nListenStream=22\n", "[Socket]\nListenStream=\nListenStream=2201\n", "2201"},
	    {"[Socket]\nListenStream=22\n", "[Socket]\nListenStream=2201\n", "22 2201"},
	    {"[Socket]\nListenStream=/run/ssh.sock\n", NULL, "2222"}, /* by the configuration, then */
	    {"[Socket]\n;ListenStream=2200\nListenStreamX=2201\n", NULL, "2222"},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		void *own = NULL;

		(void)state;
		assert_int_equal(machine_setup(&own), 0);
		machine_file(own, CONFIG, "Port 2222\n");
		machine_file(own, SOCKET, cases[i].unit);
		if (cases[i].addition)
			machine_file(own, "/etc/systemd/system/ssh.socket.d/port.conf", cases[i].addition);
		assert_ports(own, cases[i].ports, cases[i].unit);
		assert_int_equal(machine_teardown(&own), 0);
	}
}

/* ---- who listens ---- */

struct process {
	unsigned pid;
	const char *comm, *command;
	unsigned uid, inode;
};

static void machine_process(const struct machine *machine, const struct process *process)
{
	_cleanup_free_ char *comm = mem_printf("/proc/%u/comm", process->pid);
	_cleanup_free_ char *command = mem_printf("/proc/%u/cmdline", process->pid);
	_cleanup_free_ char *status = mem_printf("/proc/%u/status", process->pid);
	_cleanup_free_ char *fd = mem_printf("/proc/%u/fd/3", process->pid);
	_cleanup_free_ char *null = mem_printf("/proc/%u/fd/0", process->pid);
	_cleanup_free_ char *line = mem_printf("%s\n", process->comm);
	_cleanup_free_ char *uids = mem_printf("Name:\t%s\nUid:\t%u\t%u\t%u\t%u\n", process->comm, process->uid,
					       process->uid, process->uid, process->uid);
	_cleanup_free_ char *target = mem_printf("socket:[%u]", process->inode);

	machine_file(machine, comm, line);
	machine_file(machine, command, process->command);
	machine_file(machine, status, uids);
	machine_link(machine, null, "/dev/null");
	machine_link(machine, fd, target);
}

#define TCP_HEAD "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"

static void machine_sockets(const struct machine *machine)
{
	machine_file(
	    machine, "/proc/net/tcp",
	    TCP_HEAD
	    "   0: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1001 1 0\n"
	    "   1: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1002 1 0\n"
	    "   2: 00000000:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1003 1 0\n"
	    "   3: 0200000A:0017 0300000A:C350 01 00000000:00000000 02:000A7214 00000000     0        0 1001 2 0\n"
	    "garbage\n   4: 00000000:0000 00000000:0000 0A\n");
	machine_file(machine, "/proc/net/tcp6",
		     TCP_HEAD "   0: 00000000000000000000000000000000:08AE 00000000000000000000000000000000:0000 0A "
			      "00000000:00000000 00:00000000 00000000     0        0 1004 1 0\n");
}

static void test_listeners(void **state)
{
	static const struct process processes[] = {
	    {100, "sshd", "sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups", 0, 1001},
	    {101, "sshd",
	     "/usr/sbin/sshd\0-p\0"
	     "2222",
	     0, 1004},
	    /* A session listens for what its user forwards. */
	    {102, "sshd", "sshd: alice [priv]", 0, 1002},
	    /* Anyone may name a program sshd. */
	    {103, "sshd", "/home/alice/sshd", 1000, 1003},
	    {104, "nginx", "nginx", 0, 1003},
	};
	const struct machine *machine = *state;

	machine_file(machine, CONFIG, "Port 3333\n");
	machine_sockets(machine);
	assert_ports(machine, "3333", "nobody listens");
	machine_process(machine, &processes[2]);
	machine_process(machine, &processes[3]);
	machine_process(machine, &processes[4]);
	assert_ports(machine, "3333", "others listen");
	machine_process(machine, &processes[0]);
	assert_ports(machine, "22", "one listens");
	machine_process(machine, &processes[1]);
	assert_ports(machine, "22 2222", "two listen, one over IPv6");
}

/* ---- what it is for ---- */

static char *compiled(const struct machine *machine, bool keep_ssh)
{
	_cleanup_(system_freep) struct system *system = system_new_at(machine->root);
	_cleanup_policy_ struct policy policy = {0};
	_cleanup_ir_ struct ir ir = {0};
	struct error err = {0};
	struct str out = {0};

	policy_init(&policy);
	policy.settings.default_inbound = VERDICT_DROP;
	policy.settings.keep_ssh = keep_ssh;
	if (policy_compile(&policy, system_environment(system), 1800000000, &ir, &err) != 0)
		fail_msg("%s", err.message);
	ir_text(&ir, 0, &out);
	return str_take(&out);
}

/* keep_ssh opens these ports, and no other. */
static void test_keep_ssh(void **state)
{
	const struct machine *machine = *state;
	_cleanup_free_ char *kept = NULL, *not_kept = NULL;

	machine_file(machine, CONFIG, "Port 2222\nListenAddress [2001:db8::1]:2200\nListenAddress 192.0.2.1\n");
	kept = compiled(machine, true);
	assert_non_null(strstr(kept, "tcp dport 2222"));
	assert_non_null(strstr(kept, "tcp dport 2200"));
	assert_null(strstr(kept, "dport 22 "));
	not_kept = compiled(machine, false);
	assert_null(strstr(not_kept, "dport 2222"));
	assert_null(strstr(not_kept, "dport 2200"));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, machine_setup, machine_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_config),	    TEST(test_config_wide), TEST(test_nothing),
	    TEST(test_socket_unit), TEST(test_listeners),   TEST(test_keep_ssh),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
