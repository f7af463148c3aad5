/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/title.h"

#include "base/i18n.h"
#include "ui/widget/text.h"

#include <unistd.h>

#define SEPARATOR " · "

static const char *power(const struct deploy_status *status)
{
	if (!status->revision)
		return _("nothing applied yet");
	if (!status->may_read_kernel)
		return _("kernel not readable");
	if (!status->loaded)
		return _("NOT LOADED");
	return status->off ? _("OFF") : _("ON");
}

static void add(struct str *out, const char *part)
{
	str_addf(out, "%s%s", out->length ? SEPARATOR : "", part);
}

static void add_draft(const struct deploy_status *status, struct str *out)
{
	_cleanup_free_ char *changes = NULL;

	if (!status->revision)
		return;
	if (!status->draft_differs) {
		add(out, status->kernel_differs ? _("kernel changed by someone") : _("in sync"));
		return;
	}
	changes = mem_printf(ngettext("%zu change, not applied", "%zu changes, not applied", status->draft_changes),
			     status->draft_changes);
	add(out, changes);
}

/* Each table once; its chains are in status. */
static void add_others(const struct deploy_status *status, struct str *out)
{
	_cleanup_str_ struct str names = {0};
	const char *last = "";

	VEC_FOREACH (&status->others, other) {
		if (!other->can_drop || str_equal(last, other->table))
			continue;
		str_addf(&names, "%s%s", names.length ? ", " : "", other->table);
		last = other->table;
	}
	if (names.length) {
		_cleanup_free_ char *text = mem_printf(_("%s can still drop"), str_text(&names));

		add(out, text);
	}
}

void title_state(const struct editor *editor, struct str *out)
{
	const struct deploy_status *status = &editor->status.deploy;

	if (editor->read_only)
		add(out, _("READ ONLY"));
	if (!editor->status.known) {
		add(out, editor->status.tried && !editor->status.job ? _("status not known") : _("looking…"));
		return;
	}
	add(out, power(status));
	if (status->pending)
		add(out, _("waits to be kept"));
	add_draft(status, out);
	add_others(status, out);
}

void title_draw(const struct editor *editor, const struct canvas *canvas)
{
	_cleanup_str_ struct str state = {0};
	char host[256] = "";
	int at, width;

	(void)gethostname(host, sizeof(host) - 1);
	title_state(editor, &state);
	canvas_row(canvas, 0, STYLE_TITLE);
	at = canvas_putf(canvas, 0, 1, STYLE_TITLE, "nftabs  %s", host) + 2;
	width = canvas->width - at - 1;
	canvas_put_right(canvas, 0, at, width, STYLE_TITLE, str_text(&state));
}
