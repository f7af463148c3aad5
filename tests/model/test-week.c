/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "model/field.h"
#include "model/week.h"
#include "tests/test.h"

static void read_list(const char *text, validity_list_t *ret)
{
	_cleanup_strlist_ strlist_t items = {0};

	*ret = (validity_list_t){0};
	validity_split(text, &items);
	VEC_FOREACH (&items, item) {
		struct validity v;

		assert_int_equal(validity_parse(*item, &v, NULL), 0);
		vec_push(ret, v);
	}
}

static void print_list(const validity_list_t *list, struct str *out)
{
	VEC_FOREACH (list, item) {
		str_add(out, out->length ? "; " : "");
		validity_print(item, out);
	}
}

/* What a list becomes when it is drawn and told again; how many items could not be drawn. */
static void expect(const char *text, const char *expected, size_t others)
{
	_cleanup_(validity_list_done) validity_list_t list, again = {0};
	_cleanup_(week_done) struct week week;
	_cleanup_str_ struct str out = {0};

	read_list(text, &list);
	week_of_list(&list, &week);
	week_to_list(&week, &again);
	print_list(&again, &out);
	assert_string_equal(str_text(&out), expected);
	assert_int_equal(week.others.n, others);
}

static void test_told_again(void **state)
{
	static const struct {
		const char *text, *expected;
		size_t others;
	} cases[] = {
	    {"", "", 0},
	    {"@Office hours", "@Office hours", 0},
	    {"mon-fri 09:00-17:00", "mon-fri 09:00-17:00", 0},
	    {"mon-fri 09:00-17:30 Asia/Tokyo; sat 10:00-12:00 Asia/Tokyo",
	     "mon-fri 09:00-17:30 Asia/Tokyo; sat 10:00-12:00 Asia/Tokyo", 0},
	    {"mon 09:00-12:00; tue 09:00-12:00; mon,tue 13:00-15:00", "mon,tue 09:00-12:00; mon,tue 13:00-15:00", 0},
	    {"mon 09:00-12:00; mon 11:00-15:00", "mon 09:00-15:00", 0},
	    {"22:00-06:00", "22:00-06:00", 0},
	    {"fri,sun 22:00-06:00", "fri,sun 22:00-06:00", 0},
	    {"00:00-06:00; 22:00-24:00", "22:00-06:00", 0},
	    {"sat,sun", "sat,sun", 0},
	    {"00:00-24:00", "00:00-24:00", 0},
	    {"2026-12-01..2026-12-31", "2026-12-01..2026-12-31", 0},
	    {"2026-12-01.. mon-fri 09:00-17:00", "2026-12-01.. mon-fri 09:00-17:00", 0},
	    {"2026-12-24; 2026-12-24 mon", "2026-12-24", 0},
	    {"..2026-12-31 22:00-06:00", "..2026-12-31 22:00-06:00", 1},
	    {"mon 09:15-10:00; tue 09:00-10:00", "tue 09:00-10:00; mon 09:15-10:00", 1},
	    {"mon 09:00-10:00 UTC; tue 09:00-10:00 Asia/Tokyo", "mon 09:00-10:00 UTC; tue 09:00-10:00 Asia/Tokyo", 1},
	    {"@Office hours; mon 09:00-10:00; @Nights", "mon 09:00-10:00; @Office hours; @Nights", 2},
	    {"2026-12-24 18:00..2026-12-26 09:00", "2026-12-24 18:00..2026-12-26 09:00", 1},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		expect(cases[i].text, cases[i].expected, cases[i].others);
}

static unsigned next_random(unsigned *state)
{
	*state = *state * 1103515245 + 12345;
	return *state >> 16 & 0x7fff;
}

static struct validity random_item(unsigned *state)
{
	static const char *const zones[] = {NULL, "UTC", "Asia/Tokyo"};
	unsigned step = next_random(state) % 4 ? 30 : 7;
	struct validity v = {.from_day = VALIDITY_DAY_MIN, .until_day = VALIDITY_DAY_MAX};

	v.weekdays = (uint8_t)(1 + next_random(state) % 0x7f);
	v.from_minute = (uint16_t)(next_random(state) % (1440 / step) * step);
	v.until_minute = (uint16_t)((1 + next_random(state) % (1440 / step)) * step);
	if (v.from_minute == v.until_minute)
		v.until_minute = 1440;
	if (next_random(state) % 3 == 0) {
		v.from_day = 20000 + (int32_t)(next_random(state) % 2);
		v.until_day = v.from_day + (int32_t)(next_random(state) % 9);
	}
	if (next_random(state) % 4 == 0) {
		v.weekdays = 0x7f;
		v.from_minute = 0;
		v.until_minute = 1440;
	}
	v.zone = mem_strdup(zones[next_random(state) % 8 < 6 ? 0 : 1 + next_random(state) % 2]);
	return v;
}

static bool holds(const validity_list_t *list, struct zone *const zones[2], int64_t utc)
{
	VEC_FOREACH (list, item)
		if (validity_holds(item, zones[str_equal(item->zone, "Asia/Tokyo")], utc))
			return true;
	return false;
}

/* Told again it is another list maybe, and holds at the same instants; shown again it is the same week. */
static void test_same_times(void **state)
{
	struct zone *zones[2] = {NULL, NULL};
	unsigned chance = 7;

	(void)state;
	assert_int_equal(zone_load("UTC", &zones[0], NULL), 0);
	assert_int_equal(zone_load("Asia/Tokyo", &zones[1], NULL), 0);
	for (int round = 0; round < 2000; round++) {
		_cleanup_(validity_list_done) validity_list_t list = {0}, again = {0}, third = {0};
		_cleanup_(week_done) struct week week, other;

		for (unsigned n = 1 + next_random(&chance) % 4; n > 0; n--)
			vec_push(&list, random_item(&chance));
		week_of_list(&list, &week);
		week_to_list(&week, &again);
		for (int i = 0; i < 60; i++) {
			int64_t utc = INT64_C(86400) * 19998 + next_random(&chance) % 20160 * 60;

			assert_int_equal(holds(&list, zones, utc), holds(&again, zones, utc));
		}
		week_of_list(&again, &other);
		week_to_list(&other, &third);
		assert_int_equal(third.n, again.n);
		for (size_t i = 0; i < third.n; i++)
			assert_true(validity_equal(&third.v[i], &again.v[i]));
	}
	zone_free(zones[0]);
	zone_free(zones[1]);
}

static void test_dates_and_zone(void **state)
{
	static const char *const wrong[][2] = {
	    {"2026-13-01", ""},		  {"tomorrow", ""}, {"", "2026-12-24 18:00.."},
	    {"2026-12-02", "2026-12-01"}, {"", "mon-fri"},  {"2026-12-01 UTC", ""}};
	_cleanup_(week_done) struct week week = {.choice = WEEK_TIMES};
	_cleanup_(validity_list_done) validity_list_t list = {0};
	_cleanup_str_ struct str out = {0};

	(void)state;
	assert_int_equal(week_set_dates(&week, "2026-12-01", "", NULL), 0);
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++) {
		_cleanup_error_ struct error err = {0};

		assert_int_equal(week_set_dates(&week, wrong[i][0], wrong[i][1], &err), -1);
		assert_non_null(err.message);
	}
	assert_int_equal(week_set_zone(&week, "Asia/Tokyo", NULL), 0);
	assert_int_equal(week_set_zone(&week, "Tokyo time", NULL), -1);
	assert_int_equal(week_set_zone(&week, "09:00-10:00 UTC", NULL), -1);
	week_to_list(&week, &list);
	print_list(&list, &out);
	assert_string_equal(str_text(&out), "2026-12-01.. Asia/Tokyo");
	str_clear(&out);
	week_print_date(week.from_day, &out);
	week_print_date(week.until_day, &out);
	assert_string_equal(str_text(&out), "2026-12-01");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_told_again),
	    cmocka_unit_test(test_same_times),
	    cmocka_unit_test(test_dates_and_zone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
