/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/review.h"

#include "backend/compile/compile.h"
#include "base/i18n.h"
#include "model/check.h"
#include "model/field.h"
#include "ui/apply.h"
#include "ui/changes.h"
#include "ui/job.h"

#include <stdlib.h>
#include <time.h>

#define FINDINGS_SHOWN 20

struct making {
	char *db;
	struct deploy deploy;
	struct review review;
	void (*made)(struct editor *editor, struct review *review);
};

void review_done(struct review *review)
{
	str_done(&review->text);
	str_done(&review->ssh);
	error_done(&review->mistake);
	error_done(&review->failure);
}

static bool find_mistake(struct report *report, struct error *ret)
{
	VEC_FOREACH (&report->findings, finding)
		if (finding->severity == SEVERITY_ERROR) {
			error_move(ret, &finding->error);
			return true;
		}
	return false;
}

static void add_findings(const struct report *report, struct str *out)
{
	size_t n = report->findings.n;

	if (n)
		str_addf(out, "\n%s\n", _("Worth a look, and no reason to stop:"));
	for (size_t i = 0; i < n && i < FINDINGS_SHOWN; i++) {
		_cleanup_free_ char *text = field_error_text(&report->findings.v[i].error);

		str_addf(out, "! %s\n", text);
	}
	if (n > FINDINGS_SHOWN)
		str_addf(out, _("… and %zu more: C in the list shows all\n"), n - FINDINGS_SHOWN);
}

static void add_others(struct deploy *deploy, struct str *out)
{
	_cleanup_(kernel_others_done) kernel_other_list_t others = {0};
	_cleanup_str_ struct str names = {0};

	if (deploy_connect(deploy, NULL) || kernel_others(deploy->kernel, COMPILE_TABLE, &others, NULL))
		return;
	VEC_FOREACH (&others, other)
		if (other->can_drop)
			str_addf(&names, "%s%s %s %s", names.length ? ", " : "", other->family, other->table,
				 other->chain);
	if (names.length) {
		str_add_char(out, '\n');
		str_addf(out, _("Chains of other programs that can still drop what is allowed here: %s.\n"),
			 str_text(&names));
	}
}

/* What is left to do where the draft is what runs. */
static void add_same(struct deploy *deploy, struct str *out)
{
	_cleanup_(deploy_status_done) struct deploy_status status = {0};

	if (deploy_status(deploy, &status, NULL) || !status.may_read_kernel)
		str_add(out, _("Nothing differs from what runs; applying repairs the kernel where it differs.\n"));
	else if (status.kernel_differs || status.restarted)
		str_add(out, _("Nothing differs from what was applied, but the kernel holds something else: Apply "
			       "repairs it.\n"));
	else if (status.pending)
		str_add(out, _("Nothing differs from what runs. It waits to be kept, and Apply gives it more time.\n"));
	else
		str_add(out, _("Nothing to apply: what is stored runs, and the kernel holds it.\n"));
}

static void add_changes(struct making *making, const struct policy *draft)
{
	const struct environment *env = system_environment(making->deploy.system);
	struct review *review = &making->review;
	_cleanup_policy_ struct policy running = {0};

	if (deploy_running_policy(&making->deploy, &running, NULL))
		policy_init(&running);
	review->changes = changes_print(&running, draft, env, &review->text);
	if (!review->changes)
		add_same(&making->deploy, &review->text);
}

static bool open_store(struct making *making)
{
	return store_open(making->db, STORE_READ, &making->deploy.store, &making->review.failure) == 0;
}

static void review_draft(struct making *making, struct job *job, const struct policy *draft)
{
	const struct environment *env = system_environment(making->deploy.system);
	struct review *review = &making->review;
	_cleanup_report_ struct report report = {0};

	if (!job_tell(job, _("The rules are checked."), 30))
		return;
	policy_check(draft, env, time(NULL), &report);
	if (find_mistake(&report, &review->mistake) || !job_tell(job, _("The rules are compared with what runs."), 60))
		return;
	add_changes(making, draft);
	add_findings(&report, &review->text);
	if (!job_tell(job, _("Tables of other programs are looked at."), 90))
		return;
	add_others(&making->deploy, &review->text);
	apply_ssh(draft, env, &review->ssh, &review->cuts_ssh);
}

static void make(struct job *job, void *context)
{
	struct making *making = context;
	_cleanup_policy_ struct policy draft = {0};

	making->deploy.system = system_new();
	if (job_tell(job, _("The rules are read."), 0) && open_store(making) &&
	    store_load(making->deploy.store, &draft, &making->review.failure) == 0)
		review_draft(making, job, &draft);
	kernel_close(making->deploy.kernel);
	store_close(making->deploy.store);
	system_free(making->deploy.system);
	making->review.cancelled = !job_tell(job, NULL, 100);
}

static void finished(struct editor *editor, void *context)
{
	struct making *making = context;

	if (editor)
		making->made(editor, &making->review);
	else
		review_done(&making->review);
	free(making->db);
	free(making);
}

void review_start(struct editor *editor, void (*made)(struct editor *editor, struct review *review))
{
	struct making *making = MEM_NEW(struct making);

	making->db = mem_strdup(editor->options->db);
	making->made = made;
	job_start(editor, &(struct job_options){.title = _("What an apply would change"),
						.text = "",
						.cancel = true,
						.work = make,
						.finished = finished,
						.context = making});
}
