/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Two who edit one policy at the same time: nobody's change is lost, and the second is told of the first. */

#include "tests/ui/fixture.h"

struct place {
	struct vt_kit *kit;
	char *program, *db;
	struct vt *vt;
};

static void place_open(struct place *place, const char *name)
{
	static const char *const environment[] = {"ESCDELAY=5", NULL};
	struct vt_options options = {.environment = environment, .language = "en"};

	if (!ui_own_network())
		skip();
	place->program = mem_printf("%s/nftabs", place->kit->program_directory);
	place->db = mem_printf("%s/%s.db", place->kit->directory, name);
	options.db = place->db;
	place->vt = vt_start(place->kit, (const char *const[]){place->program, NULL}, 24, 80, &options);
}

static void place_done(struct place *place)
{
	vt_close(place->vt);
	free(place->program);
	free(place->db);
}

/* `nftabs rule …` of somebody else; up to five words. */
static void other(const struct place *place, struct str *out, const char *const words[5])
{
	const char *argv[10] = {place->program, "--db", place->db, "rule"};

	for (size_t i = 0; i < 5 && words[i]; i++)
		argv[4 + i] = words[i];
	str_clear(out);
	assert_int_equal(vt_kit_run(place->kit, out, argv), 0);
}

static void test_same_rule(void **state)
{
	_cleanup_(place_done) struct place place = {.kit = *state};
	_cleanup_str_ struct str out = {0};

	place_open(&place, "same");
	vt_keys(place.vt, "Enter =AAA");
	other(&place, &out, (const char *const[5]){"set", "1", "--comment", "theirs"});
	vt_keys(place.vt, "F2");
	vt_expect(place.vt, -1, "Changed by someone else");
	vt_expect(place.vt, -1, "1 change");
	other(&place, &out, (const char *const[5]){"show", "1"});
	assert_null(strstr(str_text(&out), "AAA"));
	vt_keys(place.vt, "Enter");
	vt_expect(place.vt, 3, "AAA");
	vt_keys(place.vt, "F2");
	vt_expect(place.vt, -1, "changed. It takes effect");
	other(&place, &out, (const char *const[5]){"show", "1"});
	assert_non_null(strstr(str_text(&out), "AAA"));
	assert_non_null(strstr(str_text(&out), "theirs"));
}

/* A rule that is gone comes back where it stood, and not before the others. */
static void test_deleted_rule(void **state)
{
	_cleanup_(place_done) struct place place = {.kit = *state};
	_cleanup_str_ struct str out = {0};

	place_open(&place, "deleted");
	vt_keys(place.vt, "Down Down Enter =AAA");
	other(&place, &out, (const char *const[5]){"delete", "3"});
	vt_keys(place.vt, "F2");
	vt_expect(place.vt, -1, "Changed by someone else");
	vt_keys(place.vt, "Enter F2");
	vt_expect(place.vt, -1, "added. It takes effect");
	other(&place, &out, (const char *const[5]){"show", "3"});
	assert_non_null(strstr(str_text(&out), "AAA"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_same_rule), cmocka_unit_test(test_deleted_rule)};

	return cmocka_run_group_tests_name("conflict", tests, ui_setup, ui_teardown);
}
