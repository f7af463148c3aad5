/* SPDX-License-Identifier: GPL-2.0-or-later */

/* What the machine has to choose from, chosen for a rule. */

#include "tests/ui/fixture.h"

#include <stdio.h>
#include <unistd.h>

static struct vt *open_picker(struct vt_kit *kit, const char *program, const char *db)
{
	static const char *const environment[] = {"ESCDELAY=5", NULL};
	const struct vt_options options = {.environment = environment, .language = "en", .db = db};
	struct vt *vt;

	if (!ui_own_network())
		skip();
	vt = vt_start(kit, (const char *const[]){program, NULL}, 24, 80, &options);
	vt_keys(vt, "Enter Alt-2 Down F4");
	vt_expect(vt, 1, "Filter");
	return vt;
}

/* A program that is installed is there by the path that the kernel will know it by, whether it runs or not; a script is
 * told apart, as no rule for its path would ever match. */
static void test_installed(void **state)
{
	struct vt_kit *kit = *state;
	_cleanup_free_ char *program = mem_printf("%s/nftabs", kit->program_directory);
	_cleanup_free_ char *db = mem_printf("%s/installed.db", kit->directory);
	_cleanup_free_ char *nft = realpath("/usr/sbin/nft", NULL);
	_cleanup_free_ char *typed = mem_printf("=%s", nft);
	const char *const argv[] = {program, "--db", db, "export", "csv", NULL};
	_cleanup_str_ struct str rules = {0};
	struct vt *vt;

	if (!nft || access("/usr/bin/ldd", X_OK)) {
		puts("# nft or ldd is not installed");
		skip();
		return;
	}
	vt = open_picker(kit, program, db);
	vt_keys(vt, "=/usr/bin/ldd");
	vt_expect(vt, 2, "a script: name its unit");
	vt_keys(vt, "Ctrl-U");
	vt_keys(vt, typed);
	vt_expect(vt, 2, "installed");
	vt_keys(vt, "Enter");
	vt_expect(vt, -1, nft);
	vt_keys(vt, "F2");
	assert_int_equal(vt_kit_run(kit, &rules, argv), 0);
	assert_non_null(strstr(str_text(&rules), nft));
	vt_close(vt);
}

static void test_groups(void **state)
{
	struct vt_kit *kit = *state;
	_cleanup_free_ char *program = mem_printf("%s/nftabs", kit->program_directory);
	_cleanup_free_ char *db = mem_printf("%s/groups.db", kit->directory);
	struct vt *vt = open_picker(kit, program, db);

	vt_keys(vt, "=group:root");
	vt_expect(vt, 2, "group:root");
	vt_close(vt);
}
int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_installed), cmocka_unit_test(test_groups)};

	return cmocka_run_group_tests_name("pick", tests, ui_setup, ui_teardown);
}
