/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/fuzz/zone.h"

#include "tests/fuzz/fuzz.h"

/* A TZif header that counts one local time type and one byte of abbreviation, and the two. */
static void add_body(struct str *out)
{
	static const uint8_t header[44] = {'T', 'Z', 'i', 'f', '2', [39] = 1, [43] = 1};
	static const uint8_t body[7] = {0};

	str_add_n(out, (const char *)header, sizeof(header));
	str_add_n(out, (const char *)body, sizeof(body));
}

struct zone *zone_of_rule(const char *rule)
{
	_cleanup_str_ struct str file = {0};
	struct zone *zone = NULL;

	add_body(&file);
	add_body(&file);
	str_addf(&file, "\n%s\n", rule);
	fuzz_require(zone_parse(rule, file.text, file.length, &zone, NULL) == 0);
	return zone;
}
