/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Validity items: one text a line. What an item means is asked twice, as intervals and instant by instant. */
#include "model/weekday.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/value.h"
#include "tests/fuzz/zone.h"

#define DAY	 86400
#define SPAN	 (40 * DAY)
#define INSTANTS 97

/* Tokyo, New York, Auckland, and a place whose clocks change by half an hour at midnight. */
static const char *const rules[] = {"JST-9", "EST5EDT,M3.2.0,M11.1.0", "NZST-12NZDT,M9.5.0,M4.1.0/3",
				    "<+1030>-10:30<+11>-11,M10.1.0/0,M4.1.0/0"};

/* Where to look: around the dates of the item, else around a change of the clocks in New York and Auckland. */
static int64_t look_from(const struct validity *v)
{
	static const int64_t spring = INT64_C(20515) * DAY; /* 2026-03-03 */

	if (v->from_day != VALIDITY_DAY_MIN)
		return v->from_day * INT64_C(86400) - 3 * DAY;
	return v->until_day != VALIDITY_DAY_MAX ? v->until_day * INT64_C(86400) - SPAN + 3 * DAY : spring;
}

static bool in_list(const interval_list_t *list, int64_t utc)
{
	VEC_FOREACH (list, interval)
		if (utc >= interval->from && utc < interval->until)
			return true;
	return false;
}

static void check_intervals(const struct validity *v, const struct zone *zone)
{
	int64_t from = look_from(v), until = from + SPAN;
	interval_list_t list = {0};

	validity_intervals(v, zone, from, until, &list);
	for (size_t i = 0; i < list.n; i++) {
		const struct interval *interval = &list.v[i];

		fuzz_require(interval->from < interval->until && interval->from >= from && interval->until <= until);
		fuzz_require(i == 0 || list.v[i - 1].until < interval->from);
		fuzz_require(validity_holds(v, zone, interval->from));
		fuzz_require(validity_holds(v, zone, interval->until - 1));
		fuzz_require(interval->from == from || !validity_holds(v, zone, interval->from - 1));
		fuzz_require(interval->until == until || !validity_holds(v, zone, interval->until));
	}
	for (int i = 0; i < INSTANTS; i++) {
		int64_t utc = from + i * INT64_C(35617);

		fuzz_require(validity_holds(v, zone, utc) == in_list(&list, utc));
	}
	if (list.n)
		fuzz_require(validity_holds_after(v, zone, list.v[list.n - 1].until - 1));
	interval_list_done(&list);
}

static void check_validity(const char *text)
{
	_cleanup_(validity_done) struct validity v = {0};

	if (validity_parse(text, &v, NULL))
		return;
	if (v.schedule) {
		fuzz_require(*v.schedule && !v.zone);
		return;
	}
	fuzz_require(v.from_day <= v.until_day && v.from_minute < 1440 && v.until_minute <= 1440);
	fuzz_require(v.weekdays && v.weekdays <= WEEKDAY_ALL);
	for (size_t i = 0; i < ARRAY_SIZE(rules); i++) {
		_cleanup_(zone_freep) struct zone *zone = zone_of_rule(rules[i]);

		check_intervals(&v, zone);
	}
}

/* Parts joined by semicolons are cut the same way again. */
static void check_split(const char *text)
{
	_cleanup_strlist_ strlist_t parts = {0}, again = {0};
	_cleanup_str_ struct str joined = {0};

	validity_split(text, &parts);
	VEC_FOREACH (&parts, part) {
		fuzz_require(**part != '\0');
		str_add(&joined, joined.length ? "; " : "");
		for (const char *c = *part; *c; c++) {
			if (*c == '\\' || *c == ';' || (*c == ',' && **part == '@'))
				str_add_char(&joined, '\\');
			str_add_char(&joined, *c);
		}
	}
	validity_split(str_text(&joined), &again);
	VEC_FOREACH (&parts, part) {
		struct validity v;

		/* A part that is no validity may have commas at which another cut is as good. */
		if (validity_parse(*part, &v, NULL))
			return;
		validity_done(&v);
	}
	fuzz_require(parts.n == again.n);
	for (size_t i = 0; i < parts.n; i++)
		fuzz_require(str_equal(parts.v[i], again.v[i]));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	_cleanup_strlist_ strlist_t lines = {0};

	fuzz_lines(data, size, &lines);
	for (size_t i = 0; i < lines.n && i < 40; i++) {
		value_check(&type_validity_list, lines.v[i]);
		check_validity(lines.v[i]);
		check_split(lines.v[i]);
	}
	return 0;
}
