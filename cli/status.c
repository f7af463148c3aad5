/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/i18n.h"
#include "cli/output.h"
#include "cli/run.h"
#include "cli/wrap.h"

#include <errno.h>
#include <sys/stat.h>
#include <time.h>

/* The deploy status, also where there is no store yet: nothing runs then, and all is to be applied. */
static int read_status(struct cli *cli, struct deploy_status *ret, struct error *err)
{
	cli_environment(cli);
	if (cli_open(cli, STORE_READ, err) || deploy_connect(&cli->deploy, err))
		return -1;
	return deploy_status(&cli->deploy, ret, err);
}

static bool no_store(const struct cli *cli)
{
	struct stat st;

	return stat(cli->db, &st) && errno == ENOENT;
}

static json_t *others_json(const kernel_other_list_t *others)
{
	json_t *array = json_array();

	VEC_FOREACH (others, other)
		json_array_append_new(array, json_pack("{s:s, s:s, s:s, s:i, s:b}", "family", other->family, "table",
						       other->table, "chain", other->chain, "priority",
						       (int)other->priority, "can_drop", (int)other->can_drop));
	return array;
}

static json_t *status_json(const struct deploy_status *status)
{
	json_t *object = json_pack("{s:b, s:b, s:I, s:I, s:b, s:I, s:I, s:I, s:I, s:I}", "loaded", (int)status->loaded,
				   "off", (int)status->off, "revision", (json_int_t)status->revision, "revision_time",
				   (json_int_t)status->revision_time, "draft_differs", (int)status->draft_differs,
				   "draft_changes", (json_int_t)status->draft_changes, "rules",
				   (json_int_t)status->rules, "rules_enabled", (json_int_t)status->rules_enabled,
				   "errors", (json_int_t)status->errors, "warnings", (json_int_t)status->warnings);

	json_object_set_new(object, "may_read_kernel", json_boolean(status->may_read_kernel));
	json_object_set_new(object, "kernel_differs",
			    status->may_read_kernel ? json_boolean(status->kernel_differs) : json_null());
	json_object_set_new(object, "restarted", json_integer((json_int_t)status->restarted));
	json_object_set_new(object, "pending_until",
			    status->pending ? json_integer(status->pending_until) : json_null());
	json_object_set_new(object, "other_tables", others_json(&status->others));
	json_object_set_new(object, "notes", output_strings(&status->notes));
	return object;
}

static void print_running(const struct deploy_status *status)
{
	_cleanup_free_ char *time = output_time(status->revision_time);

	if (!status->revision)
		puts(_("Nothing was applied yet."));
	else if (!status->may_read_kernel)
		printf(_("Revision %lld of %s was applied last.\n"), (long long)status->revision, time);
	else if (!status->loaded)
		printf(
		    _("Revision %lld of %s was applied, and the kernel does not hold it: nftabs restore loads it.\n"),
		    (long long)status->revision, time);
	else if (status->off)
		printf(_("OFF. Revision %lld of %s is loaded and has no effect: nftabs on.\n"),
		       (long long)status->revision, time);
	else
		printf(_("ON. Revision %lld of %s runs.\n"), (long long)status->revision, time);
}

static void print_kernel(const struct deploy_status *status)
{
	if (!status->may_read_kernel)
		puts(_("What the kernel holds is not known: reading it needs root."));
	else if (status->revision && status->loaded && status->kernel_differs)
		puts(_("Someone changed the table in the kernel: it differs from that revision. nftabs apply or "
		       "restore repairs "
		       "it."));
	VEC_FOREACH (&status->others, other)
		if (other->can_drop)
			printf(_("Table %s %s, chain %s can still drop what is allowed here.\n"), other->family,
			       other->table, other->chain);
}

static void print_draft(const struct deploy_status *status)
{
	printf(_("%zu rules are stored, %zu of them enabled.\n"), status->rules, status->rules_enabled);
	if (status->draft_differs && status->revision)
		printf(ngettext("%zu change is not applied: nftabs diff shows it, nftabs apply makes it run.\n",
				"%zu changes are not applied: nftabs diff shows them, nftabs apply makes them run.\n",
				status->draft_changes),
		       status->draft_changes);
	else if (status->revision)
		puts(_("The stored policy is the one that was applied."));
	if (status->errors)
		printf(ngettext("%zu error: nftabs check shows it.\n", "%zu errors: nftabs check shows them.\n",
				status->errors),
		       status->errors);
	else if (status->warnings)
		printf(ngettext("%zu finding: nftabs check shows it.\n", "%zu findings: nftabs check shows them.\n",
				status->warnings),
		       status->warnings);
}

static void print_text(const struct deploy_status *status)
{
	int64_t left = status->pending_until - (int64_t)time(NULL);

	print_running(status);
	if (status->pending)
		printf(_("It is taken back in %u seconds unless you keep it: nftabs confirm\n"),
		       left > 0 ? (unsigned)left : 0);
	print_kernel(status);
	print_draft(status);
	VEC_FOREACH (&status->notes, note)
		wrap_sentence(stdout, *note, 0, INDENT);
}

static bool differs(const struct deploy_status *status)
{
	return status->draft_differs || (status->may_read_kernel && status->revision && !status->loaded) ||
	       status->kernel_differs || status->restarted;
}

int status_command(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_(deploy_status_done) struct deploy_status status = {0};

	(void)args;
	if (no_store(cli)) {
		if (cli->json)
			output_json(status_json(&status));
		output_note(cli, _("There is no policy yet: the first change makes %s."), cli->db);
		return EXIT_DIFFERS;
	}
	if (read_status(cli, &status, err))
		return -1;
	if (cli->json)
		output_json(status_json(&status));
	else
		print_text(&status);
	return differs(&status) ? EXIT_DIFFERS : EXIT_DONE;
}
