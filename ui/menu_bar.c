/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/menu_bar.h"

#include "base/i18n.h"
#include "ui/main_screen.h"
#include "ui/widget/menu.h"

#include <stdlib.h>

/* NULL: the view says it. */
static const char *const names[MENU_MAX] = {
    [MENU_POLICY] = N_("Policy"),
    [MENU_EDIT] = N_("Edit"),
    [MENU_VIEW] = N_("View"),
    [MENU_HELP] = N_("Help"),
};

/* Lives while one of the menus is open. */
struct menu_bar {
	struct editor *editor;
	VEC(const struct ui_action *) shown; /* by entry; NULL for a line */
};

static void open_menu(struct editor *editor, size_t open);

static const char *name_of(const struct editor *editor, size_t menu)
{
	return _(names[menu] ? names[menu] : main_views[editor->view]->entry);
}

static void chosen(void *context, size_t item)
{
	struct menu_bar *bar = context;

	if (bar->shown.v[item])
		action_run(bar->shown.v[item], bar->editor);
}

static void sideways(void *context, size_t open)
{
	const struct menu_bar *bar = context;

	open_menu(bar->editor, open);
}

static void release(void *context)
{
	struct menu_bar *bar = context;

	vec_done(&bar->shown);
	free(bar);
}

/* What holds everywhere first, then, behind a line, what the open view adds. */
static void collect(struct menu_bar *bar, enum ui_menu menu)
{
	const struct action_table *tables[] = {&main_actions, main_views[bar->editor->view]->actions};

	for (size_t t = 0; t < ARRAY_SIZE(tables); t++) {
		size_t before = bar->shown.n;

		for (size_t i = 0; i < tables[t]->n; i++) {
			if (tables[t]->actions[i].menu != menu)
				continue;
			if (before && bar->shown.n == before)
				vec_push(&bar->shown, NULL);
			vec_push(&bar->shown, &tables[t]->actions[i]);
		}
	}
}

static void open_menu(struct editor *editor, size_t open)
{
	struct menu_bar *bar = MEM_NEW(struct menu_bar);
	const char *titles[MENU_MAX - 1];
	VEC(struct menu_item) items = {0};
	_cleanup_strlist_ strlist_t keys = {0};

	bar->editor = editor;
	collect(bar, (enum ui_menu)(open + 1));
	for (size_t i = 0; i < ARRAY_SIZE(titles); i++)
		titles[i] = name_of(editor, i + 1);
	VEC_FOREACH (&bar->shown, action) {
		_cleanup_str_ struct str text = {0};

		if (*action)
			action_both_keys(*action, &text);
		strlist_add(&keys, str_text(&text));
	}
	for (size_t i = 0; i < bar->shown.n; i++) {
		const struct ui_action *action = bar->shown.v[i];

		vec_push(&items, action ? ((struct menu_item){.label = _(action->name),
							      .keys = keys.v[i],
							      .disabled = !action_is_enabled(action, editor),
							      .help = _(action->help)})
					: (struct menu_item){0});
	}
	menu_open(editor->loop, &(struct menu_options){.items = items.v,
						       .n = items.n,
						       .bar = titles,
						       .n_bar = ARRAY_SIZE(titles),
						       .open = open,
						       .chosen = chosen,
						       .sideways = sideways,
						       .release = release,
						       .context = bar});
	vec_done(&items);
}

void menu_bar_open(struct editor *editor)
{
	open_menu(editor, 0);
}
