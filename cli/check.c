/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/i18n.h"
#include "cli/findings.h"
#include "cli/output.h"

#include <time.h>

void findings_of_rule(struct cli *cli, const struct policy *policy, size_t index)
{
	_cleanup_report_ struct report report = {0};

	policy_check(policy, cli_environment(cli), (int64_t)time(NULL), &report);
	VEC_FOREACH (&report.findings, finding) {
		const struct error_subject *subject = &finding->error.subject;

		if (subject->kind && str_equal(subject->kind, "rule") && subject->position == index + 1)
			output_finding_text(stderr, finding);
	}
}

void findings_shadowed(struct cli *cli, const struct policy *policy, size_t first, size_t n)
{
	_cleanup_report_ struct report report = {0};

	policy_check(policy, cli_environment(cli), (int64_t)time(NULL), &report);
	VEC_FOREACH (&report.findings, finding) {
		size_t position = finding->error.subject.position;

		if (str_equal(finding->id, "shadowed") && position > first && position <= first + n)
			output_finding_text(stdout, finding);
	}
}

bool findings_refuse(struct cli *cli, const struct policy *policy)
{
	_cleanup_report_ struct report report = {0};

	policy_check_errors(policy, cli_environment(cli), NULL, &report);
	VEC_FOREACH (&report.findings, finding)
		if (finding->severity == SEVERITY_ERROR)
			output_error(cli, &finding->error);
	return report.errors > 0;
}

static void print_text(const struct report *report)
{
	size_t others = report->findings.n - report->errors;

	VEC_FOREACH (&report->findings, finding)
		output_finding_text(stdout, finding);
	if (report->errors)
		printf(ngettext("%zu error: the policy cannot be applied.\n",
				"%zu errors: the policy cannot be applied.\n", report->errors),
		       report->errors);
	else if (others)
		printf(ngettext("No errors, %zu finding.\n", "No errors, %zu findings.\n", others), others);
	else
		puts(_("No errors, no findings."));
}

int check_command(struct cli *cli, const struct args *args, struct error *err)
{
	_cleanup_report_ struct report report = {0};
	_cleanup_policy_ struct policy policy = {0};

	(void)args;
	if (cli_read(cli, &policy, err))
		return -1;
	policy_check(&policy, cli_environment(cli), (int64_t)time(NULL), &report);
	if (cli->json) {
		json_t *array = json_array();

		VEC_FOREACH (&report.findings, finding)
			json_array_append_new(array, output_finding(finding));
		output_json(array);
	} else {
		print_text(&report);
	}
	return report.errors ? EXIT_POLICY : EXIT_DONE;
}
