/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The services database, with a file of the test's own in place of /etc/services. */
#include "tests/test.h"

#include "backend/deploy/parts.h"
#include "tests/deploy/machine.h"
#include "tests/kernel/kit.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <sys/mount.h>

static const char database[] = "# comment\n"
			       "smtp\t\t25/tcp\t\tmail\n"
			       "domain\t\t53/tcp\n"
			       "domain\t\t53/udp\n"
			       "http\t\t80/tcp\t\twww www-http # World Wide Web\n"
			       "ntp\t\t123/udp\n"
			       "submission\t587/tcp msa\n"
			       "first\t\t5000/tcp\n"
			       "second\t\t5000/tcp first\n"
			       "m3ua\t\t2905/sctp\n"
			       "last\t\t65535/tcp\n"
			       "nothing\n"
			       "wrong\t\tx/tcp\n"
			       "\x01\x02\xff/\n"
			       "unended\t\t7000/udp";

/* A mount namespace of our own. */
static int setup_group(void **state)
{
	static const char entered[] = "entered";

	*state = NULL;
	if (kit_enter() && unshare(CLONE_NEWNS) == 0 && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0)
		*state = (void *)(uintptr_t)entered;
	else
		print_message("# no mount namespace of our own: %s\n", strerror(errno));
	return 0;
}

static int setup(void **state)
{
	struct machine *machine;
	_cleanup_free_ char *file = NULL;

	if (!*state)
		return 0;
	if (machine_setup(state) != 0)
		return -1;
	machine = *state;
	machine_file(machine, "/services", database);
	file = mem_printf("%s/services", machine->root);
	return mount(file, "/etc/services", NULL, MS_BIND, NULL);
}

static int teardown(void **state)
{
	return !*state ? 0 : umount("/etc/services") || machine_teardown(state);
}

static void test_ports(void **state)
{
	MACHINE_NEED(state);
	static const struct {
		const char *name, *protocol;
		uint16_t port; /* 0: unknown */
	} cases[] = {
	    {"smtp", "tcp", 25},    {"mail", "tcp", 25},      {"smtp", "udp", 0},      {"domain", "tcp", 53},
	    {"domain", "udp", 53},  {"www-http", "tcp", 80},  {"http", "tcp", 80},     {"ntp", "udp", 123},
	    {"ntp", "tcp", 0},	    {"first", "tcp", 5000},   {"second", "tcp", 5000}, {"m3ua", "sctp", 2905},
	    {"last", "tcp", 65535}, {"unended", "udp", 7000}, {"nothing", "tcp", 0},   {"wrong", "tcp", 0},
	    {"", "tcp", 0},	    {"SMTP", "tcp", 0},	      {"smt", "tcp", 0},       {"smtpx", "tcp", 0},
	    {"zzz", "tcp", 0},	    {"smtp", "", 0},	      {"#", "tcp", 0},	       {"comment", "tcp", 0},
	};
	struct services *services = services_new();

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		uint16_t port = 0;

		if (services_port(services, cases[i].name, cases[i].protocol, &port) != (cases[i].port != 0) ||
		    port != cases[i].port)
			fail_msg("%s/%s is %u", cases[i].name, cases[i].protocol, port);
	}
	services_free(services);
}

/* The name, not an alias; the first of several. */
static void test_names(void **state)
{
	MACHINE_NEED(state);
	static const struct {
		uint16_t port;
		const char *protocol, *name;
	} cases[] = {
	    {25, "tcp", "smtp"},    {80, "tcp", "http"},    {53, "udp", "domain"}, {5000, "tcp", "first"},
	    {2905, "sctp", "m3ua"}, {25, "udp", NULL},	    {123, "udp", "ntp"},   {123, "tcp", NULL},
	    {0, "tcp", NULL},	    {65535, "tcp", "last"}, {65534, "tcp", NULL},  {1, "tcp", NULL},
	};
	struct services *services = services_new();

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const char *name = services_name(services, cases[i].port, cases[i].protocol);

		if (!str_equal(name, cases[i].name) || !name != !cases[i].name)
			fail_msg("%u/%s is '%s'", cases[i].port, cases[i].protocol, name ? name : "nothing");
	}
	services_free(services);
}

/* Through the environment, as the model asks: the same answers, and both protocols. */
static void test_environment(void **state)
{
	MACHINE_NEED(state);
	const struct machine *machine = *state;
	_cleanup_(system_freep) struct system *system = system_new_at(machine->root);
	const struct environment *env = system_environment(system);
	uint16_t tcp = 0, udp = 0;

	assert_true(env->service_port(env, "domain", "tcp", &tcp));
	assert_true(env->service_port(env, "domain", "udp", &udp));
	assert_int_equal(tcp, 53);
	assert_int_equal(udp, 53);
	assert_string_equal(env->service_name(env, 587, "tcp"), "submission");
}

/* A machine without the database (no netbase) knows no service. */
static void test_empty(void **state)
{
	MACHINE_NEED(state);
	const struct machine *machine = *state;
	struct services *services;
	uint16_t port;

	machine_file(machine, "/services", "");
	services = services_new();
	assert_false(services_port(services, "smtp", "tcp", &port));
	assert_null(services_name(services, 25, "tcp"));
	services_free(services);
}

/* The editor reads it in several threads at once; libc keeps the place in the database once for all. */
static void *read_often(void *context)
{
	static const int times = 200;
	size_t *wrong = context;
	uint16_t port;

	for (int i = 0; i < times; i++) {
		struct services *services = services_new();

		*wrong += !services_port(services, "smtp", "tcp", &port) || !services_name(services, 65535, "tcp");
		services_free(services);
	}
	return NULL;
}

static void test_threads(void **state)
{
	MACHINE_NEED(state);
	pthread_t threads[4];
	size_t wrong[ARRAY_SIZE(threads)] = {0};

	machine_file(*state, "/services", database);
	for (size_t i = 0; i < ARRAY_SIZE(threads); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, read_often, &wrong[i]), 0);
	for (size_t i = 0; i < ARRAY_SIZE(threads); i++) {
		pthread_join(threads[i], NULL);
		assert_int_equal(wrong[i], 0);
	}
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_ports), TEST(test_names), TEST(test_environment), TEST(test_empty), TEST(test_threads),
	};

	return cmocka_run_group_tests(tests, setup_group, NULL);
}
