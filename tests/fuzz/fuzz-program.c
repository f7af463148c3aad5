/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Executables, units, cgroups, users, groups, and the words and texts of the other fields: one text a line. */
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/value.h"

/* What goes into a path of the file system stays below where it is put. */
static void check_path(const char *path)
{
	fuzz_require(path[0] == '/');
	fuzz_require(!strstr(path, "//") && !strstr(path, "/../") && !strstr(path, "/./"));
}

static void check_program(const char *text)
{
	_cleanup_(program_done) struct program program = {0};

	if (program_parse(text, &program, NULL))
		return;
	fuzz_require(!str_empty(program.name));
	if (program.kind == PROGRAM_EXECUTABLE || program.kind == PROGRAM_CGROUP)
		check_path(program.name);
	if (program.kind == PROGRAM_UNIT)
		fuzz_require(!strchr(program.name, '/'));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct value_type *const types[] = {
	    &type_program_list, &type_text,   &type_comment,   &type_timezone, &type_date,     &type_boolean,
	    &type_boolean_on,	&type_action, &type_direction, &type_verdict,  &type_interface};
	_cleanup_strlist_ strlist_t lines = {0};

	fuzz_lines(data, size, &lines);
	VEC_FOREACH (&lines, line) {
		for (size_t i = 0; i < ARRAY_SIZE(types); i++)
			value_check(types[i], *line);
		check_program(*line);
	}
	return 0;
}
