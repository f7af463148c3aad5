/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line: each line of the input is one word. What is understood sets fields and makes packets, runs nothing.
 */
#include "cli/packet.h"
#include "model/field.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/zone.h"

typedef VEC(char *) word_list_t;

static void check_time(const char *text, const struct zone *zone)
{
	_cleanup_error_ struct error err = {0};
	int64_t utc = 4711;

	if (!packet_time(text, zone, &utc, &err))
		return;
	fuzz_require_error(&err);
	fuzz_require(utc == 4711);
}

static void check_packet(struct cli *cli, const struct args *args)
{
	_cleanup_policy_ struct policy policy;
	_cleanup_error_ struct error err = {0};
	struct packet packet;

	policy_init(&policy);
	if (packet_from_args(cli, &policy, args, &packet, &err)) {
		fuzz_require_error(&err);
		return;
	}
	fuzz_require(packet.family == 4 || packet.family == 6);
	fuzz_require(packet.protocol >= 0 && packet.protocol <= 255);
}

static void check_fields(const struct args *args)
{
	const struct field_table *table = command_fields(args->group, args->command);
	_cleanup_error_ struct error err = {0};
	_cleanup_free_ void *of = table ? mem_calloc(1, table->size) : NULL;
	size_t count = 0;

	if (!table)
		return;
	fields_init(table, of);
	if (args_set_fields(args, of, &count, &err)) {
		fuzz_require_error(&err);
		fuzz_require(err.subject.field);
	} else {
		fuzz_require(count <= args->given.n);
	}
	fields_done(table, of);
}

static void check_understood(struct cli *cli, const struct args *args)
{
	if (!args->command || args->help)
		return;
	fuzz_require(!args->command->run || args->words.n >= args->command->min_words);
	fuzz_require(args->command->max_words == WORDS_MANY || args->words.n <= args->command->max_words ||
		     !args->command->run);
	VEC_FOREACH (&args->given, given)
		fuzz_require(!given->option->argument == !given->value);
	check_fields(args);
	if (!args->group && str_equal(args->command->name, "explain"))
		check_packet(cli, args);
}

static void check_words(struct cli *cli, char **argv)
{
	_cleanup_args_ struct args args = {0};
	_cleanup_error_ struct error err = {0};

	if (args_parse(cli, argv, &args, &err))
		fuzz_require_error(&err);
	else
		check_understood(cli, &args);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct system *machine; /* once: it reads the services database */
	_cleanup_(zone_freep) struct zone *zone = zone_of_rule("EST5EDT,M3.2.0,M11.1.0");
	_cleanup_strlist_ strlist_t lines = {0};
	struct cli cli = {.db = "/nonexistent/policy.db"};
	word_list_t words = {0};

	if (!machine)
		machine = system_new();
	cli.deploy.system = machine;
	fuzz_lines(data, size, &lines);
	VEC_FOREACH (&lines, line) {
		check_time(*line, zone);
		vec_push(&words, *line);
	}
	(void)vec_add(&words);
	check_words(&cli, words.v);
	cli.deploy.system = NULL;
	cli_done(&cli);
	vec_done(&words);
	return 0;
}
