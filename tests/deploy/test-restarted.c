/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Units that are started again after the policy was applied: the rule is told, and nobody is said to have changed the
 * kernel's table. Directories play the cgroups, so that the kernel's set holds their inode numbers. */
#include "tests/deploy/firewall.h"

#include "backend/deploy/parts.h"
#include "tests/kernel/kit.h"

#include <stdio.h>

#define UNIT "/cg/system.slice/postfix.service"

static void take_units(struct firewall *firewall)
{
	system_free(firewall->deploy.system);
	machine_file(firewall->machine, "/proc/self/mountinfo", "29 23 0:26 / /cg rw - cgroup2 cgroup2 rw\n");
	firewall->deploy.system = system_new_at(firewall->machine->root);
}

/* Renamed and not removed: a new directory would be given the number of the old one. */
static void start_again(struct firewall *firewall)
{
	const struct machine *machine = firewall->machine;
	_cleanup_free_ char *now = mem_printf("%s" UNIT, machine->root);
	_cleanup_free_ char *old = mem_printf("%s/cg/system.slice/gone", machine->root);

	assert_int_equal(rename(now, old), 0);
	machine_directory(machine, UNIT);
}

static void apply(struct firewall *firewall, const char *application)
{
	_cleanup_policy_ struct policy before = fixture_load(firewall->deploy.store);
	_cleanup_policy_ struct policy after = policy_copy(&before);
	_cleanup_(deploy_result_done) struct deploy_result result = {0};
	struct error err = {0};

	if (!after.rules.n) {
		fixture_insert(&after, 0, "first");
		fixture_insert(&after, 1, "mail");
	}
	fixture_set(&rule_fields, &after.rules.v[1], "application", application);
	fixture_save(firewall->deploy.store, &before, &after, "x");
	if (deploy_apply(&firewall->deploy, &fixture_author, "x", 0, &result, &err) != 0)
		fail_msg("%s", err.message);
}

/* words: of the note, NULL none. */
static void expect(struct firewall *firewall, size_t restarted, bool differs, const char *words)
{
	_cleanup_(deploy_status_done) struct deploy_status status = {0};
	struct error err = {0};

	if (deploy_status(&firewall->deploy, &status, &err) != 0)
		fail_msg("%s", err.message);
	assert_int_equal(status.restarted, restarted);
	assert_int_equal(status.kernel_differs, differs);
	assert_int_equal(status.notes.n, restarted);
	if (words && !strstr(status.notes.v[0], words))
		fail_msg("'%s' is not in: %s", words, status.notes.v[0]);
}

static void test_started_again(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;

	take_units(firewall);
	machine_directory(firewall->machine, UNIT);
	apply(firewall, "unit:postfix.service");
	expect(firewall, 0, false, NULL);
	start_again(firewall);
	expect(firewall, 1, false, "Rule 2 \"mail\" does not match unit:postfix.service");
	apply(firewall, "unit:postfix.service");
	expect(firewall, 0, false, NULL);
}

static void test_started_first(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;

	take_units(firewall);
	apply(firewall, "user:root, unit:other.service, unit:postfix.service");
	expect(firewall, 0, false, NULL);
	machine_directory(firewall->machine, UNIT);
	expect(firewall, 1, false, "unit:postfix.service");
}

/* A change by someone else stays one. */
static void test_changed_as_well(void **state)
{
	MACHINE_NEED(state);
	struct firewall *firewall = *state;
	int status;

	take_units(firewall);
	machine_directory(firewall->machine, UNIT);
	apply(firewall, "unit:postfix.service");
	start_again(firewall);
	free(kit_run(NULL, &status, "/usr/sbin/nft", "add", "rule", "inet", "nftabs", "output_", "accept", NULL));
	assert_int_equal(status, 0);
	expect(firewall, 1, true, "unit:postfix.service");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, firewall_setup, firewall_teardown)

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_started_again),
	    TEST(test_started_first),
	    TEST(test_changed_as_well),
	};

	firewall_timer_main(argc, argv);
	return cmocka_run_group_tests(tests, firewall_group, NULL);
}
