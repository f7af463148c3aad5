/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/review.h"

#include "backend/compile/text.h"
#include "base/delta.h"
#include "base/i18n.h"
#include "ui/job.h"

#include <stdlib.h>
#include <string.h>

#define LINES_SHOWN 2000 /* each frame wraps them all */

struct making {
	char *db;
	struct str text;
	void (*made)(void *context, const char *text);
	void *context;
};

/* A counter is told with the rule that has it. */
static bool is_counter(const char *line)
{
	return str_has_prefix(line + 1, " \tcounter ");
}

/* Tabs are no characters for a screen. */
static void add_line(const char *line, size_t n, struct str *out)
{
	for (size_t i = 0; i < n; i++)
		if (line[i] == '\t')
			str_add(out, "  ");
		else
			str_add_char(out, line[i]);
	str_add_char(out, '\n');
}

/* Cuts what nobody would scroll through. */
static void add_lines(const struct str *all, struct str *out)
{
	size_t shown = 0, more = 0;

	for (const char *at = str_text(all); *at;) {
		size_t n = strcspn(at, "\n");

		if (is_counter(at))
			;
		else if (shown++ < LINES_SHOWN)
			add_line(at, n, out);
		else
			more++;
		at += n + (at[n] == '\n');
	}
	if (more)
		str_addf(out, _("… and %zu more lines; nftabs export nft writes all of the new text\n"), more);
	if (!shown)
		str_add(out, _("The nft text stays as it is.\n"));
}

static void compare(struct deploy *deploy, struct str *out)
{
	_cleanup_str_ struct str before = {0}, after = {0}, all = {0};
	_cleanup_ir_ struct ir running = {0}, draft = {0};
	_cleanup_error_ struct error err = {0};

	if (deploy_compile_draft(deploy, &draft, &err)) {
		str_add(out, err.message);
		return;
	}
	if (deploy_compile_running(deploy, NULL, &running, NULL) == 0)
		ir_text(&running, TEXT_RUNTIME, &before);
	ir_text(&draft, TEXT_RUNTIME, &after);
	delta_text(str_text(&before), str_text(&after), &all);
	add_lines(&all, out);
}

static void make(struct job *job, void *context)
{
	struct making *making = context;
	struct deploy deploy = {.system = system_new()};
	_cleanup_error_ struct error err = {0};

	(void)job;
	if (store_open(making->db, STORE_READ, &deploy.store, &err))
		str_add(&making->text, err.message);
	else
		compare(&deploy, &making->text);
	store_close(deploy.store);
	system_free(deploy.system);
}

static void finished(struct editor *editor, void *context)
{
	struct making *making = context;

	if (editor)
		making->made(making->context, str_text(&making->text));
	str_done(&making->text);
	free(making->db);
	free(making);
}

void review_start_nft(struct editor *editor, void (*made)(void *context, const char *text), void *context)
{
	struct making *making = MEM_NEW(struct making);

	making->db = mem_strdup(editor->options->db);
	making->made = made;
	making->context = context;
	job_start(editor, &(struct job_options){.title = _("The nft text of the difference"),
						.text = _("Both rulesets are compiled and compared."),
						.work = make,
						.finished = finished,
						.context = making});
}
