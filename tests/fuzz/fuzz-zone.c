/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Time zone files (TZif) and the POSIX TZ text in them. */
#include "base/zone.h"
#include "base/zone_rule.h"
#include "tests/fuzz/fuzz.h"

#include <limits.h>

#define STEPS 60

typedef int32_t offset_fn(const void *of, int64_t utc, int64_t *ret_from, int64_t *ret_until);

/* The span around an instant: it holds it, has one offset, and the next span begins where it ends, or says the same.
 * Gives its end. */
static int64_t check_span(offset_fn *offset, const void *of, int64_t utc)
{
	int64_t from = 1, until = 0, next, ignored;
	int32_t here = offset(of, utc, &from, &until), then;

	fuzz_require(from <= utc && (utc < until || until == INT64_MAX));
	fuzz_require(here == offset(of, utc, NULL, NULL));
	fuzz_require(here > -200 * 3600 && here < 200 * 3600);
	if (from != INT64_MIN)
		fuzz_require(here == offset(of, from, NULL, NULL));
	if (until == INT64_MAX)
		return until;
	fuzz_require(here == offset(of, until - 1, NULL, NULL));
	then = offset(of, until, &next, &ignored);
	fuzz_require(next == until || (next < until && then == here));
	return until;
}

static void check_offsets(offset_fn *offset, const void *of)
{
	static const int64_t instants[] = {INT64_MIN,
					   INT64_MIN + 1,
					   INT32_MIN,
					   -1,
					   0,
					   1,
					   1774000000,
					   INT32_MAX,
					   INT64_C(4102444800),
					   INT64_C(1) << 40,
					   INT64_C(1) << 55,
					   INT64_MAX - 1,
					   INT64_MAX};

	for (size_t i = 0; i < ARRAY_SIZE(instants); i++) {
		int64_t at = instants[i];

		for (int step = 0; step < STEPS && at != INT64_MAX; step++)
			at = check_span(offset, of, at);
	}
}

static int32_t offset_of_zone(const void *of, int64_t utc, int64_t *ret_from, int64_t *ret_until)
{
	return zone_offset(of, utc, ret_from, ret_until);
}

static int32_t offset_of_rule(const void *of, int64_t utc, int64_t *ret_from, int64_t *ret_until)
{
	int64_t from, until;
	int32_t offset = zone_rule_offset(of, utc, &from, &until);

	if (ret_from)
		*ret_from = from;
	if (ret_until)
		*ret_until = until;
	return offset;
}

static void check_file(const uint8_t *data, size_t size)
{
	_cleanup_(zone_freep) struct zone *zone = NULL;
	_cleanup_error_ struct error err = {0};

	if (zone_parse("Some/Where", data, size, &zone, &err)) {
		fuzz_require_error(&err);
		fuzz_require(!zone);
		return;
	}
	fuzz_require(str_equal(zone_name(zone), "Some/Where"));
	check_offsets(offset_of_zone, zone);
}

static void check_rule(const uint8_t *data, size_t size)
{
	struct zone_rule rule, before;

	memset(&before, 0x5a, sizeof(before));
	rule = before;
	if (zone_rule_parse((const char *)data, size, &rule))
		check_offsets(offset_of_rule, &rule);
	else
		fuzz_require(fuzz_untouched(&rule, &before, sizeof(rule)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	_cleanup_free_ char *name = mem_strndup((const char *)data, size);

	check_file(data, size);
	check_rule(data, size);
	/* A name is looked for below the directory of zones only. */
	if (zone_name_is_valid(name))
		fuzz_require(name[0] != '/' && name[0] != '.' && !strstr(name, ".."));
	return 0;
}
