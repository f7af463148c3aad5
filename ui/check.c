/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/check.h"

#include "base/i18n.h"
#include "model/check.h"
#include "ui/job.h"
#include "ui/rule_dialog.h"
#include "ui/settings.h"
#include "ui/widget/picker.h"

#include <stdlib.h>
#include <time.h>

enum { COLUMN_SEVERITY, COLUMN_WHERE, COLUMN_TEXT, COLUMNS };

static const char *const severities[] = {
    [SEVERITY_ERROR] = N_("Error"),
    [SEVERITY_WARNING] = N_("Warning"),
    [SEVERITY_NOTE] = N_("Note"),
};

static const enum style styles[] = {
    [SEVERITY_ERROR] = STYLE_ERROR,
    [SEVERITY_WARNING] = STYLE_WARNING,
    [SEVERITY_NOTE] = STYLE_NORMAL,
};

struct check {
	struct editor *editor;
	char *db;
	struct report report;
	struct error err;
	bool failed;
};

static void check_free(void *context)
{
	struct check *check = context;

	report_done(&check->report);
	error_done(&check->err);
	free(check->db);
	free(check);
}

static size_t row_count(void *context)
{
	return ((const struct check *)context)->report.findings.n;
}

static void row_text(void *context, size_t row, size_t column, struct str *out)
{
	const struct finding *finding = &((const struct check *)context)->report.findings.v[row];
	const struct error_subject *subject = &finding->error.subject;

	if (column == COLUMN_SEVERITY)
		str_add(out, _(severities[finding->severity]));
	else if (column == COLUMN_TEXT)
		str_add(out, finding->error.message);
	else if (subject->position && str_equal(subject->kind, "rule"))
		str_addf(out, "%zu", subject->position);
	else if (subject->name)
		str_add(out, subject->name);
}

static enum style row_style(void *context, size_t row, size_t column)
{
	const struct finding *finding = &((const struct check *)context)->report.findings.v[row];

	return column == COLUMN_SEVERITY ? styles[finding->severity] : STYLE_NORMAL;
}

static void go_to(struct editor *editor, const struct error_subject *subject)
{
	size_t index = subject->id ? policy_find_rule(&editor->policy, subject->id) : SIZE_MAX;

	if (str_equal(subject->kind, "rule") && index != SIZE_MAX)
		rule_dialog_open_field(editor, index, subject->field);
	else if (str_equal(subject->kind, "setting") || str_equal(subject->kind, "settings"))
		settings_open(editor);
	else if (!str_empty(subject->name))
		editor_say(editor, _("\"%s\" stands in the tab Objects."), subject->name);
	else
		editor_say(editor, _("This is about no single rule."));
}

static void chosen(void *context, const size_t *rows, size_t n)
{
	const struct check *check = context;

	if (n)
		go_to(check->editor, &check->report.findings.v[rows[0]].error.subject);
}

static char *title(const struct report *report)
{
	size_t others = report->findings.n - report->errors;

	if (report->errors)
		return mem_printf(ngettext("%zu error: the policy cannot be applied",
					   "%zu errors: the policy cannot be applied", report->errors),
				  report->errors);
	return mem_printf(ngettext("No errors, %zu finding", "No errors, %zu findings", others), others);
}

static void show(struct check *check)
{
	static const struct table_ops ops = {.count = row_count, .text = row_text, .style = row_style};
	static const struct table_column columns[COLUMNS] = {{0}, {0}, {0}};
	_cleanup_free_ char *text = title(&check->report);

	picker_open(check->editor->loop, &(struct picker_options){.title = text,
								  .ops = &ops,
								  .context = check,
								  .columns = columns,
								  .n = COLUMNS,
								  .chosen = chosen,
								  .release = check_free});
}

static void work(struct job *job, void *context)
{
	struct check *check = context;
	_cleanup_(system_freep) struct system *system = system_new();
	_cleanup_policy_ struct policy policy = {0};
	struct store *store;

	(void)job;
	check->failed = store_open(check->db, STORE_READ, &store, &check->err) != 0;
	if (check->failed)
		return;
	check->failed = store_load(store, &policy, &check->err) != 0;
	store_close(store);
	if (!check->failed)
		policy_check(&policy, system_environment(system), time(NULL), &check->report);
}

static void finished(struct editor *editor, void *context)
{
	struct check *check = context;

	if (editor && !check->failed && check->report.findings.n) {
		show(check);
		return;
	}
	if (editor && check->failed)
		editor_say_error(editor, &check->err);
	else if (editor)
		editor_say(editor, _("No errors, and nothing that is worth a look."));
	check_free(check);
}

void check_open(struct editor *editor)
{
	struct check *check = MEM_NEW(struct check);

	check->editor = editor;
	check->db = mem_strdup(editor->options->db);
	job_start(editor, &(struct job_options){.title = _("Check"),
						.text = _("The rules are checked."),
						.work = work,
						.finished = finished,
						.context = check});
}
