/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/mem.h"
#include "model/field.h"
#include "model/validity.h"
#include "tests/test.h"

#include <stdlib.h>
#include <string.h>

#define DAY 86400

static int64_t utc(int year, unsigned month, unsigned day, int hour, int minute)
{
	return civil_to_days(year, month, day) * DAY + hour * 3600 + minute * 60;
}

static struct zone *load(const char *name)
{
	struct zone *zone = NULL;

	assert_int_equal(zone_load(name, &zone, NULL), 0);
	return zone;
}

static void expect_print(const char *text, const char *expected)
{
	_cleanup_(validity_done) struct validity v = {0}, again = {0};
	_cleanup_error_ struct error err = {0};
	_cleanup_str_ struct str out = {0};

	if (validity_parse(text, &v, &err) < 0)
		fail_msg("%s: %s", text, err.message);
	validity_print(&v, &out);
	assert_string_equal(str_text(&out), expected);
	assert_int_equal(validity_parse(str_text(&out), &again, NULL), 0);
	assert_true(validity_equal(&v, &again));
}

static void test_canonical(void **state)
{
	static const char *const texts[][2] = {
	    {"2026-12-01..2026-12-31", "2026-12-01..2026-12-31"},
	    {"2026-12-24", "2026-12-24"},
	    {"2026-12-24..2026-12-24", "2026-12-24"},
	    {"2026-12-01..", "2026-12-01.."},
	    {" .. 2026-12-31 ", "..2026-12-31"},
	    {"2026-12-24 18:00..2026-12-26 09:00", "2026-12-24 18:00..2026-12-26 09:00"},
	    {"2026-12-24 18:00 .. 2026-12-26", "2026-12-24 18:00..2026-12-26 24:00"},
	    {"2026-12-24..2026-12-26 09:00", "2026-12-24 00:00..2026-12-26 09:00"},
	    {"2026-12-24 00:00..2026-12-26 24:00", "2026-12-24..2026-12-26"},
	    {"2026-12-24 18:00..", "2026-12-24 18:00.."},
	    {"..2026-12-26 09:00", "..2026-12-26 09:00"},
	    {"2026-12-24 18:00-20:00", "2026-12-24 18:00-20:00"},
	    {"2026-12-24..2026-12-25 18:00 - 20:00", "2026-12-24..2026-12-25 18:00-20:00"},
	    {"Mon-FRI 9:00-18:00", "mon-fri 09:00-18:00"},
	    {"monday,wed , friday", "mon,wed,fri"},
	    {"sat-mon", "sat-mon"},
	    {"mon,sun", "mon,sun"},
	    {"mon,sun,sat,wed", "wed,sat-mon"},
	    {"mon-sun", "00:00-24:00"},
	    {"tue-mon 00:00-24:00", "00:00-24:00"},
	    {"月-金 9:00-18:00", "mon-fri 09:00-18:00"},
	    {"土曜,日曜日", "sat,sun"},
	    {"22:00-06:00", "22:00-06:00"},
	    {"22:00-00:00", "22:00-24:00"},
	    {"22:00-24:00", "22:00-24:00"},
	    {"2026-12-01.. mon 09:00-10:00 America/New_York", "2026-12-01.. mon 09:00-10:00 America/New_York"},
	    {"09:00-10:00 utc", "09:00-10:00 UTC"},
	    {"@ Office hours ", "@Office hours"},
	    {"@mon", "@mon"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
		expect_print(texts[i][0], texts[i][1]);
}

static void test_refused(void **state)
{
	/* The text, and what the message must name. */
	static const char *const texts[][2] = {
	    {"", "mon-fri 09:00-18:00"},
	    {"  ", "mon-fri"},
	    {"UTC", "says no time"},
	    {"Asia/Tokyo", "says no time"},
	    {"2026-02-30", "28"},
	    {"2024-02-30", "29"},
	    {"2026-13-01", "2026-13-01"},
	    {"1969-12-31", "1970-01-01"},
	    {"2026-1-", "2026-1-"},
	    {"2026-12-31..2026-12-01", "earlier"},
	    {"2026-12-24 18:00..2026-12-24 18:00", "earlier"},
	    {"2026-12-24 24:00..2026-12-26 09:00", "00:00 of the next day"},
	    {"2026-12-24 18:00", "no end"},
	    {"2026-12-24 18:00..2026-12-26 09:00 mon", "weekdays"},
	    {"2026-12-24 18:00..2026-12-26 09:00 09:00-10:00", "hours"},
	    {"..", ".."},
	    {"25:00-26:00", "25:00"},
	    {"09:60-10:00", "09:60"},
	    {"09:00-24:01", "24:01"},
	    {"09:00", "09:00-18:00"},
	    {"09:00-", "09:00"},
	    {"09:00-09:00", "00:00-24:00"},
	    {"24:00-24:00", "24:00"},
	    {"24:00-06:00", "00:00"},
	    {"mon-", "mon-"},
	    {"mon,", "mon,"},
	    {"mon-fry", "mon-fry"},
	    {"mondy 09:00-18:00", "mondy"},
	    {"09:00-18:00 mon", "order"},
	    {"mon 2026-12-24", "order"},
	    {"mon UTC UTC", "UTC"},
	    {"mon ../etc/passwd", "order"},
	    {"mon JST", "Asia/Tokyo"},
	    {"@", "@Office hours"},
	    {"mon\n", "control"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		_cleanup_error_ struct error err = {0};
		struct validity v = {.from_minute = 77};

		if (validity_parse(texts[i][0], &v, &err) == 0)
			fail_msg("'%s' was taken", texts[i][0]);
		if (!strstr(err.message, texts[i][1]))
			fail_msg("'%s': '%s' does not name '%s'", texts[i][0], err.message, texts[i][1]);
		assert_int_equal(v.from_minute, 77);
	}
}

static void test_split(void **state)
{
	static const char *const texts[][4] = {
	    {"mon,wed 09:00-18:00", "mon,wed 09:00-18:00"},
	    {"mon, wed 09:00-18:00", "mon,wed 09:00-18:00"},
	    {"mon; wed 09:00-18:00", "mon", "wed 09:00-18:00"},
	    {"mon 09:00-10:00, 12:00-13:00", "mon 09:00-10:00", "12:00-13:00"},
	    {"2026-12-01.. mon,wed-fri,@Night, tue", "2026-12-01.. mon,wed-fri", "@Night", "tue"},
	    {"@A\\, mon,tue", "@A, mon", "tue"},
	    {"@A\\;B,,", "@A;B"},
	    {"2026-12-24, mon", "2026-12-24", "mon"},
	    {"月,水 09:00-18:00", "月,水 09:00-18:00"},
	    {" , ", NULL},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		_cleanup_strlist_ strlist_t list = {0};

		validity_split(texts[i][0], &list);
		for (size_t j = 0; j < 3; j++) {
			if (!texts[i][j + 1]) {
				assert_int_equal(list.n, j);
				break;
			}
			assert_true(j < list.n);
			/* Blanks behind a comma may stay: the item reads the same. */
			if (i != 1)
				assert_string_equal(list.v[j], texts[i][j + 1]);
		}
	}
}

static bool holds(const char *text, const char *zone_name, int64_t at)
{
	_cleanup_(zone_freep) struct zone *zone = load(zone_name);
	_cleanup_(validity_done) struct validity v = {0};

	assert_int_equal(validity_parse(text, &v, NULL), 0);
	return validity_holds(&v, zone, at);
}

/* 2026-11-30 is a Monday. */
static void test_wall_clock(void **state)
{
	static const struct {
		const char *text;
		const char *zone;
		int day, hour, minute; /* of November 2026, UTC */
		bool expected;
	} cases[] = {
	    {"mon-fri 09:00-18:00", "Asia/Tokyo", 29, 23, 59, false},
	    {"mon-fri 09:00-18:00", "Asia/Tokyo", 30, 0, 0, true}, /* Monday 09:00 in Tokyo */
	    {"mon-fri 09:00-18:00", "Asia/Tokyo", 30, 8, 59, true},
	    {"mon-fri 09:00-18:00", "Asia/Tokyo", 30, 9, 0, false},
	    {"mon 08:30-18:00", "Asia/Tokyo", 29, 23, 45, true}, /* still Sunday in UTC */
	    {"sun", "Pacific/Auckland", 28, 16, 16, true},
	    {"sat", "Pacific/Auckland", 28, 16, 16, false},
	    {"mon 22:00-06:00", "UTC", 30, 5, 59, false}, /* Sunday's window */
	    {"sun 22:00-06:00", "UTC", 30, 5, 59, true},
	    {"sun 22:00-06:00", "UTC", 30, 6, 0, false},
	    {"2026-11-29 22:00-06:00", "UTC", 30, 5, 59, true}, /* belongs to the 29th */
	    {"2026-11-30 22:00-06:00", "UTC", 30, 5, 59, false},
	    {"2026-11-30", "UTC", 30, 23, 59, true},
	    {"..2026-11-29", "UTC", 30, 0, 0, false},
	    {"2026-11-29 18:00..2026-11-30 09:00", "UTC", 30, 8, 59, true},
	    {"2026-11-29 18:00..2026-11-30 09:00", "UTC", 30, 9, 0, false},
	    {"2026-11-29 18:00..2026-11-30 09:00", "UTC", 29, 17, 59, false},
	    {"2026-11-29 18:00..", "UTC", 29, 18, 0, true},
	    {"00:00-24:00", "UTC", 29, 18, 0, true},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		int64_t at = utc(2026, 11, (unsigned)cases[i].day, cases[i].hour, cases[i].minute);

		if (holds(cases[i].text, cases[i].zone, at) != cases[i].expected)
			fail_msg("case %zu: %s", i, cases[i].text);
	}
}

static void test_daylight_saving(void **state)
{
	(void)state;
	/* New York 2026-03-08 skips 02:00 to 03:00, 2026-11-01 repeats 01:00 to 02:00. */
	assert_true(holds("01:30-02:30", "America/New_York", utc(2026, 3, 8, 6, 59)));
	assert_false(holds("01:30-02:30", "America/New_York", utc(2026, 3, 8, 7, 0)));
	assert_true(holds("02:30-03:30", "America/New_York", utc(2026, 3, 8, 7, 0)));
	assert_true(holds("01:00-01:30", "America/New_York", utc(2026, 11, 1, 5, 15)));
	assert_false(holds("01:00-01:30", "America/New_York", utc(2026, 11, 1, 5, 45)));
	assert_true(holds("01:00-01:30", "America/New_York", utc(2026, 11, 1, 6, 15)));
	/* Apia had no 2011-12-30. */
	assert_false(holds("2011-12-30", "Pacific/Apia", utc(2011, 12, 30, 9, 59)));
	assert_true(holds("2011-12-29", "Pacific/Apia", utc(2011, 12, 30, 9, 59)));
	assert_true(holds("2011-12-31", "Pacific/Apia", utc(2011, 12, 30, 10, 0)));
}

/* Lists as the command line takes and prints them: each item stays one, whatever stands beside it. */
static void test_list_round_trip(void **state)
{
	static const char *const lists[][2] = {
	    {"mon; wed 09:00-18:00", "mon; wed 09:00-18:00"},	    {"mon, wed 09:00-18:00", "mon,wed 09:00-18:00"},
	    {"mon,wed; fri,@Night", "mon,wed; fri; @Night"},	    {"@A\\, mon; @B\\;\\\\", "@A\\, mon; @B\\;\\\\"},
	    {"2026-12-24, 12:00-13:00", "2026-12-24; 12:00-13:00"}, {"", ""},
	};
	const struct field *field = field_find(&rule_fields, "validity");

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(lists); i++) {
		_cleanup_(rule_done) struct rule rule, again;
		_cleanup_str_ struct str text = {0};

		rule_init(&rule);
		rule_init(&again);
		assert_int_equal(field_set(field, &rule, lists[i][0], NULL), 0);
		field_print(field, &rule, &text);
		assert_string_equal(str_text(&text), lists[i][1]);
		assert_int_equal(field_set(field, &again, str_text(&text), NULL), 0);
		assert_true(rule_equal(&rule, &again));
	}
}

static void test_interval_count(void **state)
{
	_cleanup_(zone_freep) struct zone *zone = load("America/New_York");
	_cleanup_(validity_done) struct validity always = {0}, office = {0};
	_cleanup_(interval_list_done) interval_list_t list = {0};
	int64_t from = utc(2026, 1, 1, 5, 0), until = utc(2027, 1, 1, 5, 0);

	(void)state;
	assert_int_equal(validity_parse("00:00-24:00", &always, NULL), 0);
	assert_int_equal(validity_parse("mon-fri 09:00-18:00", &office, NULL), 0);
	validity_intervals(&always, zone, from, until, &list);
	assert_int_equal(list.n, 1); /* over two changes */
	assert_true(list.v[0].from == from && list.v[0].until == until);
	validity_intervals(&office, zone, from, until, &list);
	assert_int_equal(list.n, 1 + 261);
	interval_list_normalise(&list);
	assert_int_equal(list.n, 1);
}

static void test_holds_after(void **state)
{
	_cleanup_(zone_freep) struct zone *zone = load("Pacific/Apia");
	static const struct {
		const char *text;
		bool expected, ever;
	} cases[] = {
	    {"mon 09:00-10:00", true, true},
	    {"..2011-12-28", false, true},
	    {"2011-12-30", false, false},
	    {"2011-12-30 fri", false, false},
	    {"2011-12-31..", true, true},
	    {"2999-01-01", true, true},
	    {"2999-01-01..2999-01-05 mon", false, false},
	    {"2999-01-01..2999-01-07 mon", true, true},
	    {"fri", true, true},
	    {"2011-12-29 22:00-06:00", true, true},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		_cleanup_(validity_done) struct validity v = {0};

		assert_int_equal(validity_parse(cases[i].text, &v, NULL), 0);
		assert_true(validity_holds_after(&v, zone, INT64_MIN) == cases[i].ever);
		if (validity_holds_after(&v, zone, utc(2011, 12, 30, 9, 0)) != cases[i].expected)
			fail_msg("%s", cases[i].text);
	}
}

/* xorshift: the same items on every machine. */
static uint32_t random_next(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

static uint32_t below(uint32_t *seed, uint32_t n)
{
	return random_next(seed) % n;
}

static struct validity random_validity(uint32_t *seed, int64_t near)
{
	struct validity v = {.from_day = VALIDITY_DAY_MIN, .until_day = VALIDITY_DAY_MAX, .weekdays = 0x7f};
	int32_t day = (int32_t)(near / DAY);

	if (below(seed, 2))
		v.from_day = day - (int32_t)below(seed, 4);
	if (below(seed, 2))
		v.until_day = day + (int32_t)below(seed, 4);
	v.span = (v.from_day != VALIDITY_DAY_MIN || v.until_day != VALIDITY_DAY_MAX) && below(seed, 4) == 0;
	if (!v.span && below(seed, 2))
		v.weekdays = (uint8_t)(1 + below(seed, 0x7f));
	/* Half hours meet the changes of the clock more often than minutes do. */
	v.from_minute = (uint16_t)(below(seed, 48) * 30);
	v.until_minute = (uint16_t)(30 + below(seed, 48) * 30);
	if (v.span && v.from_day == VALIDITY_DAY_MIN)
		v.from_minute = 0;
	if (v.span && v.until_day == VALIDITY_DAY_MAX)
		v.until_minute = 1440;
	if (v.from_minute == v.until_minute) {
		v.from_minute = 0;
		v.until_minute = 1440;
	}
	v.span = v.span && (v.from_minute != 0 || v.until_minute != 1440);
	if (v.span && v.from_day == v.until_day && v.from_minute > v.until_minute)
		v.until_day++;
	return v;
}

static bool in_list(const interval_list_t *list, int64_t at)
{
	VEC_FOREACH (list, item)
		if (at >= item->from && at < item->until)
			return true;
	return false;
}

/* Every minute that begins or ends something, and the seconds beside it. */
static void check_agreement(const struct validity *v, const struct zone *zone, int64_t from, int64_t until)
{
	_cleanup_(interval_list_done) interval_list_t list = {0};
	_cleanup_str_ struct str text = {0};

	validity_print(v, &text);
	validity_intervals(v, zone, from, until, &list);
	for (size_t i = 1; i < list.n; i++)
		assert_true(list.v[i - 1].until < list.v[i].from);
	for (int64_t at = from; at < until; at += 900)
		for (int64_t near = at - 1; near <= at; near++)
			if (near >= from && validity_holds(v, zone, near) != in_list(&list, near))
				fail_msg("%s in %s at %lld", str_text(&text), zone_name(zone), (long long)near);
	if (list.n) {
		assert_false(in_list(&list, from - 1));
		assert_false(in_list(&list, until));
	}
}

static void test_intervals_agree(void **state)
{
	static const char *const names[] = {"Asia/Tokyo",	"Pacific/Auckland", "America/New_York",
					    "Europe/Dublin",	"Pacific/Apia",	    "Australia/Lord_Howe",
					    "America/St_Johns", "Africa/Casablanca"};
	uint32_t seed = 20260301;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		_cleanup_(zone_freep) struct zone *zone = load(names[i]);
		int64_t change = utc(2011, 1, 1, 0, 0);

		for (int round = 0; round < 40; round++) {
			int64_t near;

			zone_offset(zone, change, NULL, &change);
			if (change == INT64_MAX)
				change = utc(2026, 3, 29, 0, 0) + round * 7 * DAY;
			near = change / 900 * 900;
			for (int item = 0; item < 6; item++) {
				struct validity v = random_validity(&seed, near);

				check_agreement(&v, zone, near - 3 * DAY / 2, near + 3 * DAY / 2);
			}
		}
	}
}

static void test_round_trip_random(void **state)
{
	uint32_t seed = 77;

	(void)state;
	for (int i = 0; i < 5000; i++) {
		struct validity v = random_validity(&seed, utc(2026, 1, 1, 0, 0)), again = {0};
		_cleanup_error_ struct error err = {0};
		_cleanup_str_ struct str text = {0};

		validity_print(&v, &text);
		if (validity_parse(str_text(&text), &again, &err) < 0)
			fail_msg("%s: %s", str_text(&text), err.message);
		if (!validity_equal(&v, &again))
			fail_msg("%s", str_text(&text));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_canonical),	    cmocka_unit_test(test_refused),
	    cmocka_unit_test(test_split),	    cmocka_unit_test(test_wall_clock),
	    cmocka_unit_test(test_daylight_saving), cmocka_unit_test(test_interval_count),
	    cmocka_unit_test(test_list_round_trip), cmocka_unit_test(test_holds_after),
	    cmocka_unit_test(test_intervals_agree), cmocka_unit_test(test_round_trip_random),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
