/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Every screen of the editor as it was read by a person: text, looks, cursor, in three sizes, in English and Japanese,
 * UTF-8, EUC-JP and C, with colours and without. NFTABS_GOLDEN_UPDATE=1 takes what there is now;
 * NFTABS_GOLDEN_WALK=name goes one of the ways only.
 */

#include "tests/ui/fixture.h"

#include "tests/ui/golden_walk.h"

static void go_all(void **state, const struct golden_locale *locale)
{
	const char *only = getenv("NFTABS_GOLDEN_WALK");
	_cleanup_str_ struct str faults = {0};
	struct vt_kit *kit = *state;

	if (!ui_own_network() || !ui_own_name() || (locale->charset == VT_EUC_JP && !vt_kit_has_euc(kit)))
		skip();
	for (const struct golden_walk *walk = golden_walks; walk->name; walk++)
		if (str_empty(only) || str_equal(only, walk->name))
			golden_walk_go(kit, walk, locale, &faults);
	if (faults.length)
		ui_fail(faults.text);
}

static void test_english(void **state)
{
	go_all(state, &(const struct golden_locale){"en", "en", VT_UTF8});
}

static void test_japanese(void **state)
{
	go_all(state, &(const struct golden_locale){"ja", "ja", VT_UTF8});
}

static void test_japanese_euc(void **state)
{
	go_all(state, &(const struct golden_locale){"ja-euc", "ja", VT_EUC_JP});
}

/* In Japanese as well: without its characters it is in English. */
static void test_plain(void **state)
{
	go_all(state, &(const struct golden_locale){"c", "en", VT_C});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_english),
	    cmocka_unit_test(test_japanese),
	    cmocka_unit_test(test_japanese_euc),
	    cmocka_unit_test(test_plain),
	};

	return cmocka_run_group_tests_name("golden", tests, ui_setup, ui_teardown);
}
