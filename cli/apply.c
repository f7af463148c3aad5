/* SPDX-License-Identifier: GPL-2.0-or-later */
/* apply, confirm, rollback, restore, off, on: what changes the kernel. */
#include "base/i18n.h"
#include "cli/findings.h"
#include "cli/output.h"
#include "cli/run.h"

#include "cli/wrap.h"
#include <syslog.h>
#include <unistd.h>

static int connect_for_writing(struct cli *cli, struct error *err)
{
	return cli_open(cli, STORE_WRITE, err) || deploy_connect(&cli->deploy, err) ? -1 : 0;
}

static json_t *change_json(const struct kernel_change *change)
{
	return json_pack("{s:I, s:I, s:I, s:I, s:I, s:I}", "rules_added", (json_int_t)change->rules_added,
			 "rules_removed", (json_int_t)change->rules_removed, "sets_added",
			 (json_int_t)change->sets_added, "sets_removed", (json_int_t)change->sets_removed,
			 "elements_added", (json_int_t)change->elements_added, "elements_removed",
			 (json_int_t)change->elements_removed);
}

static json_t *result_json(const struct deploy_result *result, unsigned confirm_seconds)
{
	return json_pack("{s:I, s:b, s:i, s:o, s:o, s:o}", "revision", (json_int_t)result->revision, "repeated",
			 (int)result->repeated, "confirm_seconds", (int)confirm_seconds, "kernel",
			 change_json(&result->change), "unresolved", output_strings(&result->unresolved), "notes",
			 output_strings(&result->notes));
}

static void print_change(const struct kernel_change *change)
{
	if (!change->messages)
		puts(_("The kernel held it already: nothing was sent."));
	else
		printf(_("In the kernel: %zu lines added, %zu removed; %zu set elements added, %zu removed.\n"),
		       change->rules_added, change->rules_removed, change->elements_added, change->elements_removed);
}

static void print_repeated(const struct deploy_result *result)
{
	long long revision = (long long)result->revision;

	if (result->confirmed)
		printf(_("Revision %lld ran already and waited to be confirmed: now it stays.\n"), revision);
	else if (!result->change.messages)
		printf(_("Nothing to apply: revision %lld runs, and the kernel holds it.\n"), revision);
	else
		printf(_("Nothing to apply: revision %lld runs. The kernel was brought up to date with it.\n"),
		       revision);
	if (result->change.messages)
		print_change(&result->change);
}

static void print_result(struct cli *cli, const struct deploy_result *result, unsigned confirm_seconds)
{
	if (cli->json) {
		output_json(result_json(result, confirm_seconds));
		return;
	}
	if (result->repeated) {
		print_repeated(result);
	} else {
		printf(_("Revision %lld runs.\n"), (long long)result->revision);
		print_change(&result->change);
	}
	VEC_FOREACH (&result->unresolved, name)
		printf(_("Host name %s does not resolve: it matches nothing.\n"), *name);
	VEC_FOREACH (&result->notes, note)
		wrap_sentence(stdout, *note, 0, INDENT);
	if (confirm_seconds)
		printf(_("It is taken back in %u seconds unless you keep it: nftabs confirm\n"), confirm_seconds);
}

/* After a failure: where it was the policy's errors, all of them are said, not the first only. */
static bool draft_is_refused(struct cli *cli)
{
	_cleanup_policy_ struct policy policy = {0};

	return store_load(cli->deploy.store, &policy, NULL) == 0 && findings_refuse(cli, &policy);
}

int apply_command(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_(deploy_result_done) struct deploy_result result = {0};
	_cleanup_author_ struct author author = {0};
	const char *message = args_value(args, "message");
	unsigned long seconds = 0;

	if (args_number(args, "confirm", 1, 86400, &seconds, err) || connect_for_writing(cli, err))
		return -1;
	author_read("command line", &author);
	if (deploy_apply(&cli->deploy, &author, message ? message : "", (unsigned)seconds, &result, err))
		return draft_is_refused(cli) ? EXIT_POLICY : -1;
	print_result(cli, &result, result.repeated ? 0 : (unsigned)seconds);
	return EXIT_DONE;
}

static int done(struct cli *cli, const char *line)
{
	output_done(cli, line);
	return EXIT_DONE;
}

int confirm_command(struct cli *cli, const struct args *args, struct error *err)
{
	(void)args;
	if (connect_for_writing(cli, err) || deploy_confirm(&cli->deploy, err))
		return -1;
	return done(cli, _("Confirmed: the running rules stay."));
}

int rollback_command(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_(deploy_status_done) struct deploy_status status = {0};
	_cleanup_free_ char *line = NULL;

	(void)args;
	if (connect_for_writing(cli, err) || deploy_rollback(&cli->deploy, err) ||
	    deploy_status(&cli->deploy, &status, err))
		return -1;
	line = status.revision
		   ? mem_printf(_("Taken back: revision %lld runs, with the rules from before. The stored policy is as "
				  "it was."),
				(long long)status.revision)
		   : mem_strdup(_("Taken back: nothing runs, as before. The stored policy is as it was."));
	return done(cli, line);
}

/* What `apply --confirm` leaves behind runs this. Nobody sees its output, so the outcome goes to the system log. */
static int log_outcome(unsigned long number, int result, bool taken_back, const struct error *err)
{
	openlog("nftabs", LOG_PID, LOG_DAEMON);
	if (result)
		syslog(LOG_ERR, _("revision %lu was not confirmed and cannot be taken back: %s"), number, err->message);
	else if (taken_back)
		syslog(LOG_NOTICE, _("revision %lu was not confirmed in time and was taken back"), number);
	closelog();
	return result ? -1 : EXIT_DONE;
}

int take_back_command(struct cli *cli, const struct args *args, struct error *err)
{
	unsigned long number, deadline;
	bool taken_back = false;
	int result;

	if (!str_to_uint(args->words.v[0], 1, INT64_MAX, &number) ||
	    !str_to_uint(args->words.v[1], 0, INT64_MAX, &deadline))
		return error_set(err, ERROR_USAGE, _("take-back wants the number of a revision and a time"));
	if (cli_open(cli, STORE_WRITE, err))
		return -1;
	result = deploy_wait_and_take_back(&cli->deploy, (int64_t)number, (int64_t)deadline, &taken_back, err);
	return log_outcome(number, result, taken_back, err);
}

/* At boot a store that is missing is not made, and one that cannot be written is read: the disk may be full. */
static int open_for_boot(struct cli *cli, struct error *err)
{
	_cleanup_error_ struct error refused = {0};

	if (access(cli->db, F_OK) == 0 && cli_open(cli, STORE_WRITE, &refused) == 0)
		return 0;
	return cli_open(cli, STORE_READ, err);
}

int restore_command(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_(deploy_result_done) struct deploy_result result = {0};

	(void)args;
	if (open_for_boot(cli, err) || deploy_restore(&cli->deploy, &result, err))
		return -1;
	print_result(cli, &result, 0);
	return EXIT_DONE;
}

static int switch_to(struct cli *cli, bool on, const char *line, struct error *err)
{
	if (connect_for_writing(cli, err) || deploy_switch(&cli->deploy, on, err))
		return -1;
	return done(cli, line);
}

int off_command(struct cli *cli, const struct args *args, struct error *err)
{
	(void)args;
	return switch_to(cli, false, _("Off: the rules have no effect until nftabs on."), err);
}

int on_command(struct cli *cli, const struct args *args, struct error *err)
{
	(void)args;
	return switch_to(cli, true, _("On: the rules take effect."), err);
}
