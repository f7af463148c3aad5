/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/presets_page.h"

#include "backend/deploy/presets.h"
#include "base/i18n.h"
#include "ui/widget/picker.h"

#include <stdlib.h>

/* Lives as long as the picker. */
struct choice {
	struct editor *editor;
	strlist_t names, titles;
};

static size_t choice_count(void *context)
{
	const struct choice *choice = context;

	return choice->names.n;
}

static void choice_text(void *context, size_t row, size_t column, struct str *out)
{
	const struct choice *choice = context;

	str_add(out, column ? choice->titles.v[row] : choice->names.v[row]);
}

static void choice_chosen(void *context, const size_t *rows, size_t n)
{
	const struct choice *choice = context;

	if (n)
		preset_page_open(choice->editor, choice->names.v[rows[0]]);
}

static void choice_release(void *context)
{
	struct choice *choice = context;

	strlist_done(&choice->names);
	strlist_done(&choice->titles);
	free(choice);
}

/* Whole policies, or those that add rules. */
static void read_presets(struct choice *choice, bool starters)
{
	_cleanup_strlist_ strlist_t names = {0};

	presets_names(&names);
	VEC_FOREACH (&names, name) {
		_cleanup_(preset_freep) struct preset *preset = NULL;

		if (presets_open(*name, &preset, NULL) || preset_is_starter(preset) != starters)
			continue;
		strlist_add(&choice->names, *name);
		strlist_add(&choice->titles, preset_title(preset));
	}
}

void presets_choose(struct editor *editor)
{
	static const struct table_ops ops = {.count = choice_count, .text = choice_text};
	static const struct table_column columns[] = {{0}, {0}};
	struct choice *choice = MEM_NEW(struct choice);
	bool begins;

	choice->editor = editor;
	/* Which kind of machine it is comes first as long as nothing was done yet, and last afterwards. */
	begins = presets_is_starter(&editor->policy, NULL) == 1;
	read_presets(choice, begins);
	read_presets(choice, !begins);
	picker_open(editor->loop, &(struct picker_options){
				      .title = _("Ready rules"),
				      .help = _("Each makes its rules in one step, after a page where they are shown. "
						"Server and workstation are whole policies, to begin with."),
				      .ops = &ops,
				      .context = choice,
				      .columns = columns,
				      .n = ARRAY_SIZE(columns),
				      .chosen = choice_chosen,
				      .release = choice_release});
}
