/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The page of a preset, as one who has not read the manual uses it. */

#include "tests/ui/fixture.h"

struct place {
	struct vt_kit *kit;
	char *program, *db;
	struct vt *vt;
};

static void place_done(struct place *place)
{
	vt_close(place->vt);
	free(place->program);
	free(place->db);
}

static void open_page(struct place *place, const char *language, const char *name, const char *preset)
{
	static const char *const environment[] = {"ESCDELAY=5", NULL};
	struct vt_options options = {.environment = environment, .language = language};

	if (!ui_own_network())
		skip();
	place->program = mem_printf("%s/nftabs", place->kit->program_directory);
	place->db = mem_printf("%s/%s.db", place->kit->directory, name);
	options.db = place->db;
	place->vt = vt_start(place->kit, (const char *const[]){place->program, NULL}, 24, 80, &options);
	vt_keys(place->vt, preset);
}

static void expect_names(const struct place *place, const char *wanted, const char *unwanted)
{
	_cleanup_str_ struct str rules = {0};
	const char *const argv[] = {place->program, "--db", place->db, "export", "csv", NULL};

	assert_int_equal(vt_kit_run(place->kit, &rules, argv), 0);
	assert_non_null(strstr(rules.text, wanted));
	assert_null(strstr(rules.text, unwanted));
}

/* Enter tells what is missing, and where; then it makes what the preview says. */
static void test_enter_makes(void **state)
{
	_cleanup_(place_done) struct place place = {.kit = *state};

	open_page(&place, "en", "enter", "F5 =mail Enter");
	vt_expect(place.vt, 1, "Mail server");
	vt_expect(place.vt, -1, "Mail server: fill this in first");
	vt_keys(place.vt, "Down Enter");
	vt_expect(place.vt, 2, "fill this in first");
	vt_keys(place.vt, "=bad Space =host Enter");
	vt_expect(place.vt, 2, "'bad host' is not an address");
	vt_expect_not(place.vt, "--server");
	vt_keys(place.vt, "Ctrl-U =192.0.2.1");
	vt_expect(place.vt, -1, "Enter makes these 3 rules");
	/* Only IMAP4: POP3 and SMTP unmarked, the last one left on. */
	vt_keys(place.vt, "Down Down Space Down Space");
	vt_expect(place.vt, -1, "Enter makes 1 rule");
	vt_keys(place.vt, "Enter");
	vt_expect(place.vt, 0, "nftabs");
	vt_expect(place.vt, -1, "IMAP4 service");
	expect_names(&place, "IMAP4 service", "POP3 service");
	vt_keys(place.vt, "u");
	vt_expect_not(place.vt, "IMAP4 service");
}

/* Nothing chosen is nothing, and not what the preset would choose by itself. */
static void test_nothing_chosen(void **state)
{
	_cleanup_(place_done) struct place place = {.kit = *state};

	open_page(&place, "en", "nothing", "F5 =mail Enter");
	vt_keys(place.vt, "=192.0.2.1 Down Down Space Down Space Down Space");
	vt_expect(place.vt, -1, "Services: choose at least one");
	vt_keys(place.vt, "F2");
	vt_expect(place.vt, 4, "choose at least one");
	expect_names(&place, "name", "IMAP4 service");
}

/* Labels come from the preset's own file, in the user's language; F4 chooses what the rules take. */
static void test_labels_and_choices(void **state)
{
	_cleanup_(place_done) struct place place = {.kit = *state};

	open_page(&place, "ja", "labels", "F5 =mail Enter");
	vt_expect(place.vt, 1, "メールサーバ");
	vt_expect(place.vt, 6, "POP3 TLS 版 (995)");
	vt_expect_not(place.vt, "server");
	vt_keys(place.vt, "Ctrl-G F5 =ssh-server Enter Down F4");
	vt_expect(place.vt, 0, "サービス");
	vt_keys(place.vt, "=ssh Enter");
	vt_expect(place.vt, 2, "22,");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_enter_makes),
	    cmocka_unit_test(test_nothing_chosen),
	    cmocka_unit_test(test_labels_and_choices),
	};

	return cmocka_run_group_tests_name("presets", tests, ui_setup, ui_teardown);
}
