/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Host names, asked of a DNS server of the test's own. */
#include "tests/test.h"

#include "backend/deploy/parts.h"
#include "tests/deploy/dns.h"
#include "tests/deploy/machine.h"
#include "tests/kernel/kit.h"

#include <time.h>

#define MANY	 1000 /* addresses of one name */
#define SILENT_N 40
#define BOUND_MS 500

static const struct dns_name names[] = {
    {"both.test", DNS_PLAIN, 0, {{DNS_A, "192.0.2.1"}, {DNS_A, "192.0.2.2"}, {DNS_AAAA, "2001:db8::1"}}},
    {"v4.test", DNS_PLAIN, 0, {{DNS_A, "192.0.2.4"}}},
    {"v6.test", DNS_PLAIN, 0, {{DNS_AAAA, "2001:db8::6"}}},
    {"twice.test", DNS_PLAIN, 0, {{DNS_A, "192.0.2.7"}, {DNS_A, "192.0.2.7"}}},
    {"chain.test",
     DNS_PLAIN,
     0,
     {{DNS_CNAME, "middle.test"}, {DNS_CNAME, "end.test"}, {DNS_A, "192.0.2.9"}, {DNS_AAAA, "2001:db8::9"}}},
    {"xn--wgv71a.jp", DNS_PLAIN, 0, {{DNS_A, "192.0.2.81"}}},
    {"fail.test", DNS_FAIL, 0, {{0}}},
    {"refuse.test", DNS_REFUSE, 0, {{0}}},
    {"silent.test", DNS_SILENT, 0, {{0}}},
    {"large.test", DNS_TRUNCATED, 0, {{DNS_A, "192.0.2.5"}, {DNS_AAAA, "2001:db8::5"}}},
    {"many.test", DNS_MANY, MANY, {{0}}},
    {"lost.test", DNS_SECOND, 0, {{DNS_A, "192.0.2.6"}}},
    {"garbage0.test", DNS_GARBAGE, 0, {{0}}},
    {"garbage1.test", DNS_GARBAGE, 1, {{0}}},
    {"garbage2.test", DNS_GARBAGE, 2, {{0}}},
    {"garbage3.test", DNS_GARBAGE, 3, {{0}}},
    {"garbage4.test", DNS_GARBAGE, 4, {{0}}},
    {"garbage5.test", DNS_GARBAGE, 5, {{0}}},
    {"garbage6.test", DNS_GARBAGE, 6, {{0}}},
    {"garbage7.test", DNS_GARBAGE, 7, {{0}}},
    {"garbage8.test", DNS_GARBAGE, 8, {{0}}},
    {NULL, DNS_PLAIN, 0, {{0}}},
};

struct world {
	struct machine *machine;
	struct dns dns;
};

/* Only a network namespace of our own has a port 53 for us. */
static int setup_group(void **state)
{
	static const char entered[] = "entered";

	*state = kit_enter() ? (void *)(uintptr_t)entered : NULL;
	return 0;
}

static int setup(void **state)
{
	struct world *world;
	void *machine = NULL;

	if (!*state)
		return 0;
	if (machine_setup(&machine) != 0)
		return -1;
	world = MEM_NEW(struct world);
	world->machine = machine;
	dns_start(&world->dns, "127.0.0.1", names);
	machine_file(world->machine, "/etc/resolv.conf", "nameserver 127.0.0.1\n");
	*state = world;
	return 0;
}

static int teardown(void **state)
{
	struct world *world = *state;
	void *machine;

	if (!world)
		return 0;
	dns_stop(&world->dns);
	machine = world->machine;
	free(world);
	return machine_teardown(&machine);
}

static int64_t milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Sorted, with blanks between. */
static char *addresses_text(const address_list_t *list)
{
	_cleanup_strlist_ strlist_t texts = {0};
	struct str out = {0};

	VEC_FOREACH (list, address) {
		struct str text = {0};

		address_print(address, &text);
		vec_push(&texts, str_take(&text));
	}
	if (texts.n)
		qsort(texts.v, texts.n, sizeof(*texts.v), compare_texts);
	VEC_FOREACH (&texts, text)
		str_addf(&out, "%s%s", out.length ? " " : "", *text);
	return str_take(&out);
}

/* What one name resolves to within the bound. */
static char *resolve(const struct world *world, const char *name, unsigned bound)
{
	_cleanup_strlist_ strlist_t list = {0};
	_cleanup_(address_list_done) address_list_t addresses = {0};

	strlist_add(&list, name);
	names_resolve(world->machine->root, &list, bound, NULL, &addresses);
	return addresses_text(&addresses);
}

static void test_answers(void **state)
{
	MACHINE_NEED(state);
	static const struct {
		const char *name, *addresses;
	} cases[] = {
	    {"both.test", "192.0.2.1 192.0.2.2 2001:db8::1"},
	    {"v4.test", "192.0.2.4"},
	    {"v6.test", "2001:db8::6"},
	    {"twice.test", "192.0.2.7"},
	    {"chain.test", "192.0.2.9 2001:db8::9"},
	    {"large.test", "192.0.2.5 2001:db8::5"},
	    {"missing.test", ""},
	    {"fail.test", ""},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		int64_t start = milliseconds();
		_cleanup_free_ char *text = resolve(*state, cases[i].name, 5000);

		assert_string_equal(text, cases[i].addresses);
		assert_in_range(milliseconds() - start, 0, 2500);
	}
}

/* All that a name has, however much it is: none is left out. */
static void test_many(void **state)
{
	MACHINE_NEED(state);
	const struct world *world = *state;
	_cleanup_strlist_ strlist_t list = {0};
	_cleanup_(address_list_done) address_list_t addresses = {0};

	strlist_add(&list, "many.test");
	names_resolve(world->machine->root, &list, 5000, NULL, &addresses);
	assert_int_equal(addresses.n, MANY);
}

/* Names that nobody answers for hold up neither each other nor those that are answered, and end together. */
static void test_silence(void **state)
{
	MACHINE_NEED(state);
	const struct world *world = *state;
	_cleanup_strlist_ strlist_t list = {0};
	address_list_t addresses[SILENT_N + 1] = {0};
	_cleanup_free_ char *text = NULL;
	int64_t took;

	for (size_t i = 0; i < SILENT_N; i++)
		strlist_add(&list, "silent.test");
	strlist_add(&list, "v4.test");
	took = -milliseconds();
	names_resolve(world->machine->root, &list, BOUND_MS, NULL, addresses);
	took += milliseconds();
	assert_in_range(took, BOUND_MS - 50, BOUND_MS * 3);
	for (size_t i = 0; i < SILENT_N; i++)
		assert_int_equal(addresses[i].n, 0);
	text = addresses_text(&addresses[SILENT_N]);
	assert_string_equal(text, "192.0.2.4");
	address_list_done(&addresses[SILENT_N]);
}

static bool once(void *context, size_t done, size_t total)
{
	unsigned *asked = context;

	assert_true(done <= total);
	return ++*asked < 2;
}

/* Someone who waits for a server that says nothing need not wait until the end. */
static void test_called_off(void **state)
{
	MACHINE_NEED(state);
	const struct world *world = *state;
	_cleanup_strlist_ strlist_t list = {0};
	address_list_t addresses = {0};
	unsigned asked = 0;
	struct watch watch = {.go_on = once, .context = &asked};
	int64_t took = -milliseconds();

	strlist_add(&list, "silent.test");
	names_resolve(world->machine->root, &list, 60000, &watch, &addresses);
	took += milliseconds();
	assert_int_equal(asked, 2);
	assert_true(watch.cancelled);
	assert_in_range(took, 0, 5000);
	assert_int_equal(addresses.n, 0);
}

/* One packet that is lost, or a first server that is dead, leaves time to ask again before the deadline. */
static void test_lost(void **state)
{
	MACHINE_NEED(state);
	const struct world *world = *state;
	struct dns dead;
	_cleanup_free_ char *lost = resolve(world, "lost.test", 2000), *second = NULL;
	static const struct dns_name none[] = {{"v4.test", DNS_SILENT, 0, {{0}}}, {NULL, DNS_PLAIN, 0, {{0}}}};

	assert_string_equal(lost, "192.0.2.6");
	dns_start(&dead, "127.0.0.2", none);
	machine_file(world->machine, "/etc/resolv.conf", "nameserver 127.0.0.2\nnameserver 127.0.0.1\n");
	second = resolve(world, "v4.test", 2000);
	dns_stop(&dead);
	assert_string_equal(second, "192.0.2.4");
}

/* A server that says no, or a port where none is, ends it at once and not after all the time there is. */
static void test_refused(void **state)
{
	MACHINE_NEED(state);
	const struct world *world = *state;
	static const struct {
		const char *name, *servers;
	} cases[] = {
	    {"fail.test", "nameserver 127.0.0.1\n"},
	    {"refuse.test", "nameserver 127.0.0.1\n"},
	    {"refuse.test", "nameserver 127.0.0.1\nnameserver 127.0.0.1\nsearch a.test b.test\n"},
	    {"v4.test", "nameserver 127.0.0.3\n"},
	    {"v4.test", "nameserver 127.0.0.3\nnameserver 127.0.0.4\n"},
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		int64_t took = -milliseconds();
		_cleanup_free_ char *text = NULL;

		machine_file(world->machine, "/etc/resolv.conf", cases[i].servers);
		text = resolve(world, cases[i].name, 5000);
		took += milliseconds();
		assert_string_equal(text, "");
		assert_in_range(took, 0, 900); /* the first wait for an answer alone takes 1000 */
	}
}

/* What is no answer gives no address, and no crash (run with sanitizers). */
static void test_garbage(void **state)
{
	MACHINE_NEED(state);
	const struct world *world = *state;
	_cleanup_strlist_ strlist_t list = {0};
	address_list_t addresses[DNS_GARBAGE_KINDS + 1] = {0};
	_cleanup_free_ char *text = NULL;
	int64_t took;

	for (unsigned i = 0; i < DNS_GARBAGE_KINDS; i++) {
		_cleanup_free_ char *name = mem_printf("garbage%u.test", i);

		strlist_add(&list, name);
	}
	strlist_add(&list, "v4.test");
	took = -milliseconds();
	names_resolve(world->machine->root, &list, BOUND_MS, NULL, addresses);
	took += milliseconds();
	assert_in_range(took, 0, BOUND_MS * 3);
	for (size_t i = 0; i < DNS_GARBAGE_KINDS; i++)
		assert_int_equal(addresses[i].n, 0);
	text = addresses_text(&addresses[DNS_GARBAGE_KINDS]);
	assert_string_equal(text, "192.0.2.4");
	address_list_done(&addresses[DNS_GARBAGE_KINDS]);
}

/* No server at all, or no list of servers. */
static void test_no_server(void **state)
{
	MACHINE_NEED(state);
	const struct world *world = *state;
	static const char *const lists[] = {"nameserver 127.0.0.3\n", "", "nameserver\nnameserver x:y\n\x01\x02\n"};

	for (size_t i = 0; i < ARRAY_SIZE(lists); i++) {
		int64_t took = -milliseconds();
		_cleanup_free_ char *text = NULL;

		machine_file(world->machine, "/etc/resolv.conf", lists[i]);
		text = resolve(world, "nobody-has-this.test", BOUND_MS);
		took += milliseconds();
		assert_string_equal(text, "");
		assert_in_range(took, 0, BOUND_MS * 3);
	}
}

static void add_rule(struct policy *policy, bool enabled, const char *remote, const char *local)
{
	struct rule *rule = vec_add(&policy->rules);

	rule_init(rule);
	rule->name = mem_strdup("name");
	rule->enabled = enabled;
	assert_int_equal(address_parse(remote, vec_add(&rule->remote_address), NULL), 0);
	assert_int_equal(address_parse(local, vec_add(&rule->local_address), NULL), 0);
}

static char *known(struct system *system, const char *name)
{
	const struct environment *env = system_environment(system);
	_cleanup_(address_list_done) address_list_t addresses = {0};

	env->host_addresses(env, name, &addresses);
	return addresses_text(&addresses);
}

/* Names of the rules, in their ASCII form; what does not resolve is told, once, as it was written. */
static void test_policy(void **state)
{
	MACHINE_NEED(state);
	const struct world *world = *state;
	_cleanup_(system_freep) struct system *system = system_new_at(world->machine->root);
	_cleanup_policy_ struct policy policy = {0};
	_cleanup_strlist_ strlist_t failed = {0};
	_cleanup_free_ char *japan = NULL, *local = NULL, *disabled = NULL, *before = known(system, "v4.test");

	policy_init(&policy);
	add_rule(&policy, true, "日本.jp", "v4.test");
	add_rule(&policy, true, "missing.test", "10.0.0.0/8");
	add_rule(&policy, true, "missing.test", "v4.test");
	add_rule(&policy, false, "v6.test", "fail.test");
	assert_string_equal(before, "");
	system_resolve_names(system, &policy, 5, NULL, &failed);
	japan = known(system, "日本.jp");
	assert_string_equal(japan, "192.0.2.81");
	local = known(system, "v4.test");
	assert_string_equal(local, "192.0.2.4");
	disabled = known(system, "v6.test");
	assert_string_equal(disabled, "");
	assert_int_equal(failed.n, 1);
	assert_string_equal(failed.v[0], "missing.test");
}

/* Asked again, a name has its newest addresses only; where it has none any more, the last ones stay, and it is told. */
static void test_again(void **state)
{
	MACHINE_NEED(state);
	struct world *world = *state;
	static const struct dns_name later[] = {{"v4.test", DNS_PLAIN, 0, {{DNS_A, "192.0.2.44"}}},
						{"v6.test", DNS_FAIL, 0, {{0}}},
						{NULL, DNS_PLAIN, 0, {{0}}}};
	_cleanup_(system_freep) struct system *system = system_new_at(world->machine->root);
	_cleanup_policy_ struct policy policy = {0};
	_cleanup_strlist_ strlist_t failed = {0};
	_cleanup_free_ char *changed = NULL, *kept = NULL;

	policy_init(&policy);
	add_rule(&policy, true, "v4.test", "v6.test");
	system_resolve_names(system, &policy, 5, NULL, &failed);
	assert_int_equal(failed.n, 0);
	dns_stop(&world->dns);
	dns_start(&world->dns, "127.0.0.1", later);
	system_resolve_names(system, &policy, 5, NULL, &failed);
	changed = known(system, "v4.test");
	assert_string_equal(changed, "192.0.2.44");
	kept = known(system, "v6.test");
	assert_string_equal(kept, "2001:db8::6");
	assert_int_equal(failed.n, 1);
	assert_string_equal(failed.v[0], "v6.test");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_answers), TEST(test_many),    TEST(test_silence),	  TEST(test_called_off), TEST(test_lost),
	    TEST(test_refused), TEST(test_garbage), TEST(test_no_server), TEST(test_policy),	 TEST(test_again),
	};

	return cmocka_run_group_tests(tests, setup_group, NULL);
}
