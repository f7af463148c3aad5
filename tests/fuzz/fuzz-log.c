/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Log options: one text a line. */
#include "base/utf8.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/value.h"

static void check_log(const char *text)
{
	_cleanup_(log_options_done) struct log_options log = {.level = -1};

	if (log_options_parse(text, &log, NULL))
		return;
	fuzz_require(log.level >= -1 && log.level <= 7);
	fuzz_require(log.on || (!log.prefix && log.level == -1 && !log.limit && !log.burst));
	fuzz_require(!log.limit || log.limit_unit == 1 || log.limit_unit == 60 || log.limit_unit == 3600 ||
		     log.limit_unit == 86400);
	fuzz_require(!log.burst || log.limit);
	if (log.prefix)
		fuzz_require(*log.prefix && strlen(log.prefix) <= LOG_PREFIX_MAX && utf8_is_printable(log.prefix));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	_cleanup_strlist_ strlist_t lines = {0};

	fuzz_lines(data, size, &lines);
	VEC_FOREACH (&lines, line) {
		value_check(&type_log, *line);
		check_log(*line);
	}
	return 0;
}
