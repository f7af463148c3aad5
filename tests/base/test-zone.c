/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/mem.h"
#include "base/zone.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define HOUR 3600
#define DAY  86400

static const char *const zones[] = {
    "Asia/Tokyo",	   "Pacific/Auckland", "America/New_York", "Europe/Dublin", "Africa/Casablanca",
    "Australia/Lord_Howe", "Asia/Kathmandu",   "America/St_Johns", "Pacific/Apia",  "Europe/London",
    "America/Sao_Paulo",   "Asia/Tehran",      "America/Godthab",  "Asia/Gaza",	    "UTC",
};

static int64_t year_start(int year)
{
	return civil_to_days(year, 1, 1) * DAY;
}

/* glibc's answer; it knows one zone at a time. */
static int32_t glibc_offset(int64_t utc)
{
	time_t t = utc;
	struct tm tm;

	assert_non_null(localtime_r(&t, &tm));
	return (int32_t)tm.tm_gmtoff;
}

static void set_zone(const char *name)
{
	setenv("TZ", name, 1);
	tzset();
}

static void expect_same(const struct zone *zone, int64_t utc)
{
	int64_t from, until;
	int32_t offset = zone_offset(zone, utc, &from, &until);

	if (offset != glibc_offset(utc))
		fail_msg("%s at %lld: %d, glibc %d", zone_name(zone), (long long)utc, offset, glibc_offset(utc));
	if (from > utc || until <= utc)
		fail_msg("%s at %lld: not in its span", zone_name(zone), (long long)utc);
}

/* Walks from change to change: nothing of the file is left out. */
static void compare_with_glibc(const char *name)
{
	_cleanup_(zone_freep) struct zone *zone = NULL;
	int64_t from, until, at = year_start(1950), end = year_start(2101);
	size_t spans = 0;

	set_zone(name);
	assert_int_equal(zone_load(name, &zone, NULL), 0);
	for (; at < end; at = until) {
		zone_offset(zone, at, &from, &until);
		expect_same(zone, at);
		expect_same(zone, at - 1);
		expect_same(zone, at + HOUR);
		expect_same(zone, until < end ? until - 1 : end);
		spans++;
	}
	/* Odd steps fall on every hour and weekday, where a span that is too long would hide a change. */
	for (at = year_start(1950); at < end; at += 9 * DAY + 7 * HOUR + 1801)
		expect_same(zone, at);
	assert_true(spans >= 1);
}

static void test_glibc_agrees(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++)
		compare_with_glibc(zones[i]);
}

/* A version 2 file that has nothing but a footer. */
static int parse_footer(const char *footer, struct zone **ret)
{
	unsigned char file[256] = {0};
	size_t body = 44 + 6 + 1, n;

	for (int i = 0; i < 2; i++) {
		unsigned char *header = file + body * (size_t)i;

		memcpy(header, "TZif2", 5);
		header[39] = 1; /* types */
		header[43] = 1; /* bytes of abbreviations */
	}
	n = 2 * body + (size_t)snprintf((char *)file + 2 * body, sizeof(file) - 2 * body, "\n%s\n", footer);
	return zone_parse("test", file, n, ret, NULL);
}

static void test_footers_as_glibc(void **state)
{
	static const char *const footers[] = {
	    "JST-9",
	    "EST5EDT,M3.2.0,M11.1.0",
	    "<+0330>-3:30<+0430>,J79/24,J263/24",
	    "IST-1GMT0,M10.5.0,M3.5.0/1",      /* negative daylight saving */
	    "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", /* change on the day before */
	    "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
	    "NZST-12NZDT,M9.5.0,M4.1.0/3",
	    "EET-2EEST,M3.4.4/50,M10.4.4/50", /* 50 hours after a Thursday */
	    "AAA3BBB,59/0:30:15,300/1",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(footers) / sizeof(footers[0]); i++) {
		_cleanup_(zone_freep) struct zone *zone = NULL;

		set_zone(footers[i]);
		assert_int_equal(parse_footer(footers[i], &zone), 0);
		for (int64_t at = year_start(2020); at < year_start(2036); at += 1800)
			expect_same(zone, at);
	}
}

static void test_daylight_time_all_year(void **state)
{
	_cleanup_(zone_freep) struct zone *zone = NULL;

	(void)state;
	assert_int_equal(parse_footer("EST5EDT,0/0,J365/25", &zone), 0);
	for (int64_t at = year_start(2024); at < year_start(2026); at += 1800)
		assert_int_equal(zone_offset(zone, at, NULL, NULL), -4 * HOUR);
}

static void test_bad_footers(void **state)
{
	static const char *const footers[] = {
	    "J9",
	    "JST",
	    "JST-25",
	    "JST-9x",
	    "<+9>-9",
	    "<+09-9",
	    "EST5EDT",
	    "EST5EDT,M3.2.0",
	    "EST5EDT,M13.2.0,M11.1.0",
	    "EST5EDT,M3.6.0,M11.1.0",
	    "EST5EDT,M3.2.7,M11.1.0",
	    "EST5EDT,J0,J365",
	    "EST5EDT,366,1",
	    "EST5EDT,M3.2.0/168,M11.1.0",
	    "EST5EDT,M3.2.0,M11.1.0,",
	    "99999999999",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(footers) / sizeof(footers[0]); i++) {
		struct zone *zone = NULL;

		assert_int_equal(parse_footer(footers[i], &zone), -1);
		assert_null(zone);
	}
}

static void test_bad_names(void **state)
{
	static const char *const names[] = {"../etc/passwd", "/etc/passwd", "Asia/../Asia/Tokyo", "Asia//Tokyo",
					    "Asia/",	     "Asia",	    "tzdata.zi",	  "Nowhere/Land",
					    "Asia/Tokyo ",   "-x"};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		_cleanup_error_ struct error err = {0};
		struct zone *zone = NULL;

		assert_int_equal(zone_load(names[i], &zone, &err), -1);
		assert_int_equal(err.code, ERROR_REFERENCE);
		assert_non_null(strstr(err.message, names[i]));
		assert_null(zone);
	}
}

static void test_cut_file(void **state)
{
	char data[4096];
	FILE *file = fopen("/usr/share/zoneinfo/Pacific/Apia", "re");
	struct zone *zone = NULL;
	size_t n;

	(void)state;
	if (!file)
		skip();
	n = fread(data, 1, sizeof(data), file);
	fclose(file);
	assert_int_equal(zone_parse("x", data, n, &zone, NULL), 0);
	zone_free(zone);
	zone = NULL;
	for (size_t cut = 0; cut < n; cut++)
		assert_int_equal(zone_parse("x", data, cut, &zone, NULL), -1);
	assert_null(zone);
}

static void test_system_zone(void **state)
{
	_cleanup_(zone_freep) struct zone *zone = NULL;

	(void)state;
	setenv("TZ", "Pacific/Apia", 1); /* not asked */
	assert_int_equal(zone_load("", &zone, NULL), 0);
	set_zone(":/etc/localtime");
	for (int64_t at = year_start(1990); at < year_start(2040); at += 11 * DAY)
		expect_same(zone, at);
	assert_true(strlen(zone_name(zone)) > 0);
}

static void test_civil(void **state)
{
	int64_t day = civil_to_days(1600, 1, 1);
	unsigned m, d;
	int y;

	(void)state;
	assert_int_equal(civil_to_days(1970, 1, 1), 0);
	assert_int_equal(civil_to_days(2000, 3, 1), 11017);
	assert_int_equal(civil_weekday(0), 3);
	assert_int_equal(civil_weekday(-4), 6);
	for (int year = 1600; year < 2401; year++)
		for (unsigned month = 1; month <= 12; month++)
			for (unsigned dom = 1; dom <= civil_days_in_month(year, month); dom++, day++) {
				assert_int_equal(civil_to_days(year, month, dom), day);
				civil_from_days(day, &y, &m, &d);
				assert_true(y == year && m == month && d == dom);
			}
	assert_int_equal(civil_days_in_month(1900, 2), 28);
	assert_int_equal(civil_days_in_month(2000, 2), 29);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_civil),
	    cmocka_unit_test(test_glibc_agrees),
	    cmocka_unit_test(test_footers_as_glibc),
	    cmocka_unit_test(test_daylight_time_all_year),
	    cmocka_unit_test(test_bad_footers),
	    cmocka_unit_test(test_bad_names),
	    cmocka_unit_test(test_cut_file),
	    cmocka_unit_test(test_system_zone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
