/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/resolve.h"
#include "tests/model/environment.h"
#include "tests/test.h"

#include <string.h>

struct fixture {
	struct test_environment environment;
	struct policy policy;
};

static int setup(void **state)
{
	struct fixture *f = MEM_NEW(struct fixture);

	test_environment_init(&f->environment);
	policy_init(&f->policy);
	test_add_object(&f->policy, OBJECT_SERVICE, "Mail reading", "tcp/110, tcp/143, tcp/993, tcp/995");
	test_add_object(&f->policy, OBJECT_SERVICE, "Mixed", "udp/53, icmp/echo-request, esp, @Mail reading");
	test_add_object(&f->policy, OBJECT_SERVICE, "pop3", "tcp/1110");
	test_add_object(&f->policy, OBJECT_SERVICE, "Empty", "");
	test_add_object(&f->policy, OBJECT_ADDRESS_SET, "Inner", "10.0.0.0/8, mail.example.com");
	test_add_object(&f->policy, OBJECT_ADDRESS_SET, "Outer", "@Inner, 2001:db8::/32");
	test_add_object(&f->policy, OBJECT_ADDRESS_SET, "A", "@B, 10.0.0.1");
	test_add_object(&f->policy, OBJECT_ADDRESS_SET, "B", "@C");
	test_add_object(&f->policy, OBJECT_ADDRESS_SET, "C", "@A");
	test_add_object(&f->policy, OBJECT_ADDRESS_SET, "None", "");
	test_add_object(&f->policy, OBJECT_APPLICATION, "Mail", "/usr/bin/msmtp, user:alice");
	test_add_object(&f->policy, OBJECT_SCHEDULE, "Office", "mon-fri 09:00-18:00, @Lunch");
	test_add_object(&f->policy, OBJECT_SCHEDULE, "Lunch", "12:00-13:00 UTC, sat");
	f->policy.schedules.v[0].timezone = mem_strdup("Asia/Tokyo");
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

static void port_numbers_done(proto_port_list_t *list)
{
	vec_done(list);
}

/* The resolved list as text, or the error's message. */
static char *services(struct fixture *f, const char *protocol, const char *key, const char *items)
{
	_cleanup_(port_numbers_done) proto_port_list_t list = {0};
	_cleanup_error_ struct error err = {0};
	_cleanup_str_ struct str text = {0};
	size_t i = test_add_rule(&f->policy, "protocol", protocol, key, items, NULL);
	struct rule *rule = &f->policy.rules.v[i];
	const port_list_t *ports = str_equal(key, "local_service") ? &rule->local_service : &rule->remote_service;

	if (resolve_services(&f->policy, &f->environment.env, rule->protocol, ports, key, &list, &err) < 0) {
		assert_string_equal(err.subject.field, key);
		assert_int_equal(list.n, 0);
		return mem_strdup(err.message);
	}
	VEC_FOREACH (&list, port) {
		str_add(&text, text.length ? " " : "");
		proto_port_print(port, &text);
	}
	return str_take(&text);
}

static void test_services(void **state)
{
	static const struct {
		const char *protocol, *items, *expected;
	} cases[] = {
	    {"tcp", "110", "tcp/110"},
	    {"tcp", "", ""},
	    {"tcp", "imap, 6000-6010", "tcp/143 tcp/6000-6010"},
	    {"tcp+udp", "domain, 853", "tcp/53 udp/53 tcp/853 udp/853"},
	    {"tcp+udp", "ntp", "udp/123"},
	    {"tcp", "pop3", "tcp/1110"}, /* the object before the database */
	    {"tcp", "Mail reading", "tcp/110 tcp/143 tcp/993 tcp/995"},
	    {"tcp", "@Mail reading", "tcp/110 tcp/143 tcp/993 tcp/995"},
	    {"any", "Mixed", "udp/53 icmp/echo-request esp tcp/110 tcp/143 tcp/993 tcp/995"},
	    {"udp", "Mixed", "udp/53"},
	    {"tcp+udp", "Mixed", "udp/53 tcp/110 tcp/143 tcp/993 tcp/995"},
	    {"icmp", "echo-request, 3/4", "icmp/echo-request icmp/destination-unreachable/4"},
	    {"icmpv6", "echo-request", "icmpv6/echo-request"},
	    {"icmp", "Mixed", "icmp/echo-request"},
	    {"sctp", "2905", "sctp/2905"},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		_cleanup_free_ char *text = services(*state, cases[i].protocol, "remote_service", cases[i].items);

		assert_string_equal(text, cases[i].expected);
	}
}

static void test_services_refused(void **state)
{
	static const struct {
		const char *protocol, *key, *items, *named;
	} cases[] = {
	    {"any", "remote_service", "110", "tcp+udp"},
	    {"any", "remote_service", "imap", "tcp+udp"},
	    {"esp", "remote_service", "110", "esp"},
	    {"tcp", "remote_service", "ntp", "udp"},
	    {"udp", "remote_service", "smtp", "tcp"},
	    {"tcp", "remote_service", "imapp", "imapp"},
	    {"udp", "remote_service", "Mail reading", "Mail reading"},
	    {"tcp", "remote_service", "Empty", "empty"},
	    {"tcp", "remote_service", "3/4", "icmp"},
	    {"icmp", "remote_service", "300", "255"},
	    {"icmp", "remote_service", "imap", "echo-request"},
	    {"icmp", "local_service", "8", "remote_service"},
	    {"icmp", "local_service", "Mixed", "remote_service"},
	    {"any", "local_service", "Mixed", "remote_service"},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		_cleanup_free_ char *text = services(*state, cases[i].protocol, cases[i].key, cases[i].items);

		if (!strstr(text, cases[i].named))
			fail_msg("%s %s: %s", cases[i].protocol, cases[i].items, text);
		assert_null(strstr(text, "tcp/"));
	}
}

static void test_unknown_environment(void **state)
{
	struct fixture *f = *state;
	size_t i = test_add_rule(&f->policy, "protocol", "tcp", "remote_service", "imap", NULL);
	proto_port_list_t list = {0};

	assert_int_equal(
	    resolve_services(&f->policy, NULL, 6, &f->policy.rules.v[i].remote_service, "remote_service", &list, NULL),
	    -1);
	assert_int_equal(list.n, 0);
}

static char *addresses(struct fixture *f, const char *items)
{
	_cleanup_(address_list_done) address_list_t list = {0};
	_cleanup_error_ struct error err = {0};
	_cleanup_str_ struct str text = {0};
	size_t i = test_add_rule(&f->policy, "remote_address", items, NULL);

	if (resolve_addresses(&f->policy, &f->policy.rules.v[i].remote_address, "remote_address", &list, &err) < 0)
		return mem_strdup(err.message);
	VEC_FOREACH (&list, address) {
		str_add(&text, text.length ? " " : "");
		address_print(address, &text);
	}
	return str_take(&text);
}

static void test_addresses(void **state)
{
	static const char *const cases[][2] = {
	    {"", ""},
	    {"192.0.2.1, @Outer", "192.0.2.1 10.0.0.0/8 mail.example.com 2001:db8::/32"},
	    {"@Outer, @Inner", "10.0.0.0/8 mail.example.com 2001:db8::/32 10.0.0.0/8 mail.example.com"},
	    {"@A", "the address set 'A' contains itself: A → B → C → A; take one of these references away"},
	    {"@Missing", "there is no address set 'Missing': make it first, or write what it stands for"},
	    {"192.0.2.1, @None", "the address set 'None' is empty and would match nothing: add a member to it"},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		_cleanup_free_ char *text = addresses(*state, cases[i][0]);

		assert_string_equal(text, cases[i][1]);
	}
}

/* Twenty sets, each of which names the next one twenty times over: opened once each, and refused below level 16. */
static void test_deep_nesting(void **state)
{
	struct fixture *f = *state;
	_cleanup_free_ char *text = NULL, *refused = NULL;

	for (int i = 0; i < 20; i++) {
		_cleanup_str_ struct str members = {0};
		_cleanup_free_ char *name = mem_printf("Level %d", i);

		for (int j = 0; j < 20 && i < 19; j++)
			str_addf(&members, "@Level %d,", i + 1);
		str_addf(&members, "10.0.0.%d", i);
		test_add_object(&f->policy, OBJECT_ADDRESS_SET, name, str_text(&members));
	}
	text = addresses(f, "@Level 4");
	assert_non_null(strstr(text, "10.0.0.19 10.0.0.18"));
	refused = addresses(f, "@Level 3");
	assert_non_null(strstr(refused, "16"));
}

static void test_programs(void **state)
{
	struct fixture *f = *state;
	_cleanup_(program_list_done) program_list_t list = {0};
	size_t i = test_add_rule(&f->policy, "application", "@Mail, unit:x.service", NULL);

	assert_int_equal(resolve_programs(&f->policy, &f->policy.rules.v[i].application, "application", &list, NULL),
			 0);
	assert_int_equal(list.n, 3);
	assert_string_equal(list.v[1].name, "alice");
}

static void test_validity_zones(void **state)
{
	struct fixture *f = *state;
	zoned_validity_list_t list = {0};
	_cleanup_error_ struct error err = {0};
	size_t i = test_add_rule(&f->policy, "validity", "@Office; mon Europe/Dublin; tue", NULL);
	static const char *const zones[] = {"Asia/Tokyo", "UTC", "Pacific/Auckland", "Europe/Dublin",
					    "Pacific/Auckland"};

	test_set(&f->policy, "timezone", "Pacific/Auckland");
	assert_int_equal(resolve_validity(&f->policy, &f->environment.env, &f->policy.rules.v[i].validity, &list, NULL),
			 0);
	assert_int_equal(list.n, ARRAY_SIZE(zones));
	for (size_t k = 0; k < list.n; k++)
		assert_string_equal(zone_name(list.v[k].zone), zones[k]);
	i = test_add_rule(&f->policy, "validity", "tue; mon Mars/Olympus", NULL);
	assert_int_equal(resolve_validity(&f->policy, &f->environment.env, &f->policy.rules.v[i].validity, &list, &err),
			 -1);
	assert_int_equal(list.n, ARRAY_SIZE(zones));
	assert_non_null(strstr(err.message, "Mars/Olympus"));
	assert_string_equal(err.subject.field, "validity");
	vec_done(&list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_services, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_services_refused, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_unknown_environment, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_addresses, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_deep_nesting, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_programs, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_validity_zones, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
