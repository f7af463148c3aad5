/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The list of what is wrong and what is worth a look, and the way from there to the rule. */

#include "tests/ui/fixture.h"

#include <stdio.h>

static struct vt *start(void **state, const char *name)
{
	struct vt_kit *kit = *state;
	_cleanup_free_ char *program = mem_printf("%s/nftabs", kit->program_directory);
	_cleanup_free_ char *db = mem_printf("%s/%s.db", kit->directory, name);
	static const char *const environment[] = {"ESCDELAY=5", NULL};

	return vt_start(kit, (const char *const[]){program, NULL}, 24, 80,
			&(struct vt_options){.db = db, .environment = environment});
}

static void test_nothing(void **state)
{
	_cleanup_vt_ struct vt *vt = start(state, "nothing");

	vt_keys(vt, "C");
	vt_wait_text(vt, "No errors, and nothing that is worth a look.");
}

static void test_finding(void **state)
{
	_cleanup_vt_ struct vt *vt = start(state, "finding");

	vt_keys(vt, "c Ctrl-Shift-F7"); /* two of one name */
	vt_wait_text(vt, "No errors, ");
	vt_expect(vt, -1, "Warning  ");
	vt_expect(vt, -1, "DNS (outbound)");
	vt_keys(vt, "Enter");
	vt_wait_text(vt, "General");
	vt_expect(vt, 0, "Rule ");
	vt_keys(vt, "Esc");
	vt_expect(vt, 0, "nftabs");
}

static void publish(struct vt_kit *kit, const char *db, const char *name, const char *enabled)
{
	_cleanup_free_ char *program = mem_printf("%s/nftabs", kit->program_directory);
	_cleanup_str_ struct str out = {0};
	const char *const argv[] = {
	    program,   "--db",	       db,	     "rule",	   "add", "--name",    name,	"--action",
	    "publish", "--direction",  "inbound",    "--protocol", "tcp", "--enabled", enabled, "--local-service",
	    "25",      "--publish-to", "192.0.2.25", NULL};

	assert_int_equal(vt_kit_run(kit, &out, argv), 0);
}

/* Two rules that publish one port: nothing is applied, and the way leads to the field. */
static void test_error_stops_apply(void **state)
{
	struct vt_kit *kit = *state;
	_cleanup_free_ char *db = mem_printf("%s/error.db", kit->directory);
	_cleanup_vt_ struct vt *vt = NULL;

	publish(kit, db, "first", "yes");
	publish(kit, db, "second", "no");
	vt = start(state, "error");
	vt_keys(vt, "End Up Up Up Space A");
	vt_wait_text(vt, "The policy has errors");
	vt_expect(vt, -1, "publishes the");
	vt_keys(vt, "g");
	vt_expect(vt, 0, "second");
	vt_expect(vt, -1, "Service (local)   ( ) All services");
	vt_keys(vt, "Esc");
	vt_expect(vt, 0, "nothing applied yet");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_nothing), cmocka_unit_test(test_finding),
					   cmocka_unit_test(test_error_stops_apply)};

	if (!ui_own_network()) {
		puts("1..0 # SKIP no network namespaces here");
		return 0;
	}
	return cmocka_run_group_tests_name("check", tests, ui_setup, ui_teardown);
}
