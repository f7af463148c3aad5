/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/firewall.h"

#include "base/i18n.h"
#include "ui/prompt.h"
#include "ui/rule_dialog.h"

static struct firewall *of(struct editor *editor)
{
	return editor->view_state;
}

static void mark(struct editor *editor)
{
	struct firewall *firewall = of(editor);
	size_t index = firewall_current_rule(firewall);
	int64_t id = editor->policy.rules.v[index].id;

	firewall_mark(firewall, id, !firewall_is_marked(firewall, id));
	table_handle(&firewall->table, &(struct event){.type = EVENT_KEY, .key = KEYS_DOWN});
}

static void filter(struct editor *editor)
{
	of(editor)->typing = true;
}

static void fold(struct editor *editor)
{
	struct firewall *firewall = of(editor);
	const char *group = editor->policy.rules.v[firewall_current_rule(firewall)].group;

	for (size_t i = 0; i < firewall->folded.n; i++)
		if (str_equal(firewall->folded.v[i], group)) {
			free(firewall->folded.v[i]);
			vec_remove(&firewall->folded, i);
			firewall_update_rows(firewall);
			return;
		}
	strlist_add(&firewall->folded, group);
	firewall_update_rows(firewall);
}

static bool in_group(const struct editor *editor)
{
	size_t index = firewall_current_rule(editor->view_state);

	return index != SIZE_MAX && !str_empty(editor->policy.rules.v[index].group);
}

static void go_to(struct editor *editor, size_t index)
{
	firewall_update_rows(of(editor));
	firewall_go_to_rule(of(editor), index);
}

static void add(struct editor *editor)
{
	rule_dialog_open(editor, SIZE_MAX, firewall_insert_index(of(editor)), go_to);
}

static void edit(struct editor *editor)
{
	rule_dialog_open(editor, firewall_current_rule(of(editor)), 0, go_to);
}

static bool on_rule(const struct editor *editor)
{
	return firewall_current_rule(editor->view_state) != SIZE_MAX;
}

static int move_accept(struct editor *editor, const char *text, struct error *err)
{
	unsigned long position;

	if (!str_to_uint(text, 1, editor->policy.rules.n, &position))
		return error_set(err, ERROR_VALUE, _("'%s' is no position: write a number from 1 to %zu"), text,
				 editor->policy.rules.n);
	firewall_move_to(editor, position);
	return 0;
}

static void move_to(struct editor *editor)
{
	prompt_open(editor, &(struct prompt_options){
				.title = _("Move to"),
				.label = _("Position"),
				.help = _("The number that the rule, or the first of the marked ones, shall have."),
				.initial = "",
				.accept = move_accept});
}

static void details(struct editor *editor)
{
	of(editor)->details = !of(editor)->details;
}

static const struct ui_action actions[] = {
    {N_("Add"),
     N_("Makes a new rule above the current line."),
     {'a', KEYS_INSERT, KEYS_F(7)},
     .changes = true,
     .bar = true,
     .run = add},
    {N_("Edit"),
     N_("Opens the rule in the tabbed dialog."),
     {KEYS_ENTER, 'e', KEYS_F(3)},
     .bar = true,
     .enabled = on_rule,
     .run = edit},
    {N_("On/off"),
     N_("Switches the rule, or the marked ones, on or off."),
     {KEYS_SPACE},
     .changes = true,
     .bar = true,
     .enabled = firewall_has_rule,
     .run = firewall_toggle},
    {N_("Delete"),
     N_("Deletes the rule, or the marked ones; undo brings them back."),
     {'d', KEYS_DELETE, KEYS_F(8)},
     .changes = true,
     .enabled = firewall_has_rule,
     .run = firewall_delete},
    {N_("Duplicate"),
     N_("Makes a copy below."),
     {'c'},
     .changes = true,
     .enabled = firewall_has_rule,
     .run = firewall_duplicate},
    {N_("Up"),
     N_("Moves the rule, or the marked ones, up by one."),
     {'K', KEYS_SHIFT_UP, KEYS_CTRL_UP},
     .changes = true,
     .enabled = firewall_has_rule,
     .run = firewall_move_up},
    {N_("Down"),
     N_("Moves the rule, or the marked ones, down by one."),
     {'J', KEYS_SHIFT_DOWN, KEYS_CTRL_DOWN},
     .changes = true,
     .enabled = firewall_has_rule,
     .run = firewall_move_down},
    {N_("Move to"),
     N_("Moves the rule, or the marked ones, to a position."),
     {'m', KEYS_F(6)},
     .changes = true,
     .enabled = firewall_has_rule,
     .run = move_to},
    {N_("Cut"),
     N_("Takes the rule, or the marked ones, away, to be pasted elsewhere."),
     {'x'},
     .changes = true,
     .enabled = firewall_has_rule,
     .run = firewall_cut},
    {N_("Paste"),
     N_("Puts what was cut above the current line."),
     {'v'},
     .changes = true,
     .enabled = firewall_has_clipboard,
     .run = firewall_paste},
    {N_("Mark"),
     N_("Marks the rule, so that the next action takes all marked ones."),
     {'t', KEYS_CTRL('T')},
     .enabled = on_rule,
     .run = mark},
    {N_("Filter"),
     N_("Shows the lines that have all the words typed, in any column; a|b is either."),
     {'/', KEYS_F(4)},
     .bar = true,
     .run = filter},
    {N_("Fold group"),
     N_("Shows the rules of a group as one line, or all of them again."),
     {'z'},
     .enabled = in_group,
     .run = fold},
    {N_("Details"), N_("Opens or closes the pane below the list."), {'i'}, .run = details},
};

const struct action_table firewall_actions = {actions, ARRAY_SIZE(actions)};
