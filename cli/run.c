/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "config.h"

#include "cli/run.h"

#include "base/i18n.h"
#include "cli/charset.h"
#include "cli/output.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define DEFAULT_DB STATEDIR "/policy.db"

static const struct {
	enum error_code code;
	enum exit_code exit;
} exit_codes[] = {{ERROR_USAGE, EXIT_USAGE}};

static int exit_code(const struct error *err)
{
	for (size_t i = 0; i < ARRAY_SIZE(exit_codes); i++)
		if (exit_codes[i].code == err->code)
			return exit_codes[i].exit;
	return EXIT_FAILED;
}

/* Everything that is stored is UTF-8, so nothing else may come in. Ended by NULL. */
static int read_arguments(char **argv, strlist_t *ret, struct error *err)
{
	for (size_t i = 0; argv[i]; i++)
		if (charset_argument(argv[i], i + 1, ret, err))
			return -1;
	vec_push(ret, NULL);
	return 0;
}

static int run(struct cli *cli, char **argv, struct error *err)
{
	_cleanup_args_ struct args args = {0};

	if (args_parse(cli, argv, &args, err))
		return -1;
	if (!cli->json && (args.help || (args.command && !args.command->document)))
		charset_stream(&stdout, STDOUT_FILENO);
	if (args.help) {
		help_print(&args);
		return EXIT_DONE;
	}
	if (!args.command)
		return edit_command(cli, &args, err);
	return args.command->run(cli, &args, err);
}

/* A full disk or a closed pipe shows only when the output is flushed. */
static int finish_output(int code)
{
	if (!ferror(stdout) && !fflush(stdout))
		return code;
	fprintf(stderr, _("nftabs: the output could not be written: %s\n"), strerror(errno));
	return EXIT_FAILED;
}

/* A command line that was not understood may have asked for JSON all the same. */
static bool wants_json(char **argv)
{
	for (; *argv; argv++)
		if (str_equal(*argv, "--json"))
			return true;
	return false;
}

int cli_run(char **argv)
{
	const char *db = getenv("NFTABS_DB");
	struct cli cli = {.db = str_empty(db) ? DEFAULT_DB : db};
	_cleanup_strlist_ strlist_t arguments = {0};
	_cleanup_error_ struct error err = {0};
	FILE *plain = stderr;
	int code;

	if (argv[0] && str_equal(argv[1], "--version")) {
		puts("nftabs " VERSION);
		return finish_output(EXIT_DONE);
	}
	if (!wants_json(argv))
		charset_stream(&stderr, STDERR_FILENO);
	code = read_arguments(argv[0] ? argv + 1 : argv, &arguments, &err);
	if (!code)
		code = run(&cli, arguments.v, &err);
	if (code < 0) {
		cli.json = cli.json || (err.code == ERROR_USAGE && wants_json(argv));
		output_error(&cli, &err);
		code = exit_code(&err);
	}
	cli_done(&cli);
	code = finish_output(code);
	charset_close(&stderr, plain);
	return code;
}
