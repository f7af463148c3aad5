/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/firewall.h"

#include "base/i18n.h"
#include "ui/prompt.h"
#include "ui/rule_dialog.h"

static struct firewall *of(struct editor *editor)
{
	return editor->view_state;
}

static void fold(struct editor *editor)
{
	firewall_fold(of(editor), firewall_current_rule(of(editor)));
}

static bool in_group(const struct editor *editor)
{
	size_t index = firewall_current_rule(editor->view_state);

	return index != SIZE_MAX && !str_empty(editor->policy.rules.v[index].group);
}

static void go_to(struct editor *editor, size_t index)
{
	firewall_stay_near(of(editor), index);
}

static void add(struct editor *editor)
{
	rule_dialog_open(editor, SIZE_MAX, firewall_insert_index(of(editor)), go_to);
}

static void edit(struct editor *editor)
{
	size_t index = firewall_current_rule(of(editor));

	if (firewall_is_folded(of(editor), index))
		firewall_fold(of(editor), index); /* into the group: no rule of it is meant more than the others */
	else
		rule_dialog_open(editor, index, 0, go_to);
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
     MENU_ENTRY,
     .changes = true,
     .bar = 1,
     .run = add},
    {N_("Edit"),
     N_("Opens the rule in the tabbed dialog."),
     {KEYS_ENTER, 'e', KEYS_F(3)},
     MENU_ENTRY,
     .bar = 1,
     .enabled = on_rule,
     .reason = N_("The cursor is on no rule: move it to one."),
     .run = edit},
    {N_("Edit in line"),
     N_("Makes the cell of the column chosen with Left and Right, or the name, a field in the list."),
     {'E', KEYS_CTRL_F(8)},
     MENU_ENTRY,
     .changes = true,
     .enabled = on_rule,
     .reason = N_("The cursor is on no rule: move it to one."),
     .run = firewall_cell_edit},
    {N_("Rename"),
     N_("Makes the name a field in the list."),
     {'r', KEYS_CTRL_F(1)},
     MENU_ENTRY,
     .changes = true,
     .enabled = on_rule,
     .reason = N_("The cursor is on no rule: move it to one."),
     .run = firewall_cell_rename},
    {N_("On/off"),
     N_("Switches the rule, or the marked ones, on or off."),
     {KEYS_SPACE, KEYS_F(6)},
     MENU_ENTRY,
     .changes = true,
     .bar = 3,
     .enabled = firewall_has_rule,
     .reason = N_("The cursor is on no rule: move it to one."),
     .run = firewall_toggle},
    {N_("Delete"),
     N_("Deletes the rule, or the marked ones; undo brings them back."),
     {'d', KEYS_DELETE, KEYS_F(8)},
     MENU_ENTRY,
     .changes = true,
     .enabled = firewall_has_rule,
     .reason = N_("The cursor is on no rule: move it to one."),
     .run = firewall_delete},
    {N_("Duplicate"),
     N_("Makes a copy below."),
     {'c', KEYS_SHIFT_F(7)},
     MENU_ENTRY,
     .changes = true,
     .enabled = firewall_has_rule,
     .reason = N_("The cursor is on no rule: move it to one."),
     .run = firewall_duplicate},
    {N_("Up"),
     N_("Moves the rule, or the marked ones, up by one."),
     {'K', KEYS_SHIFT_UP, KEYS_CTRL_UP, KEYS_CTRL_F(5)},
     MENU_ENTRY,
     .changes = true,
     .enabled = firewall_has_rule,
     .reason = N_("The cursor is on no rule: move it to one."),
     .run = firewall_move_up},
    {N_("Down"),
     N_("Moves the rule, or the marked ones, down by one."),
     {'J', KEYS_SHIFT_DOWN, KEYS_CTRL_DOWN, KEYS_CTRL_F(6)},
     MENU_ENTRY,
     .changes = true,
     .enabled = firewall_has_rule,
     .reason = N_("The cursor is on no rule: move it to one."),
     .run = firewall_move_down},
    {N_("Move to"),
     N_("Moves the rule, or the marked ones, to a position."),
     {'m', KEYS_SHIFT_F(6)},
     MENU_ENTRY,
     .changes = true,
     .enabled = firewall_has_rule,
     .reason = N_("The cursor is on no rule: move it to one."),
     .run = move_to},
    {N_("Cut"),
     N_("Takes the rule, or the marked ones, away, to be pasted elsewhere."),
     {'x', KEYS_SHIFT_F(8)},
     MENU_EDIT,
     .changes = true,
     .enabled = firewall_has_rule,
     .reason = N_("The cursor is on no rule: move it to one."),
     .run = firewall_cut},
    {N_("Paste"),
     N_("Puts what was cut above the current rule, in the order of No."),
     {'v', KEYS_CTRL_F(7)},
     MENU_EDIT,
     .changes = true,
     .enabled = firewall_has_clipboard,
     .reason = N_("Nothing was cut yet."),
     .run = firewall_paste},
    {N_("Mark"),
     N_("Marks the rule, so that the next action takes all marked ones."),
     {'t', KEYS_CTRL('T'), KEYS_SHIFT_F(10)},
     MENU_EDIT,
     .enabled = on_rule,
     .reason = N_("The cursor is on no rule: move it to one."),
     .run = firewall_mark},
    {N_("Mark to here"),
     N_("Marks all lines from the one marked last to this one."),
     {'R', KEYS_CTRL_F(11)},
     MENU_EDIT,
     .enabled = on_rule,
     .reason = N_("The cursor is on no rule: move it to one."),
     .run = firewall_mark_range},
    {N_("Mark all"),
     N_("Marks all rules that are shown, or none where they are all marked."),
     {'T', KEYS_CTRL_F(10)},
     MENU_EDIT,
     .run = firewall_mark_shown},
    {N_("Filter"),
     N_("Shows the lines that have all the words typed, in any column; a|b is either."),
     {'/', KEYS_F(4)},
     MENU_VIEW,
     .bar = 2,
     .run = firewall_filter},
    {N_("Search"),
     N_("Goes to the lines that have all the words typed; the others stay."),
     {'s', KEYS_SHIFT_F(4)},
     MENU_VIEW,
     .run = firewall_search},
    {N_("Find next"),
     N_("Goes to the next line that has the words of the last filter or search."),
     {'n', KEYS_CTRL_F(3)},
     MENU_VIEW,
     .run = firewall_search_next},
    {N_("Find previous"),
     N_("Goes to the line before that has the words of the last filter or search."),
     {'N', KEYS_CTRL_F(4)},
     MENU_VIEW,
     .run = firewall_search_previous},
    {N_("Sort"),
     N_("Shows the lines sorted by a column, or in the order in which they decide again."),
     {'o', KEYS_SHIFT_F(5)},
     MENU_VIEW,
     .run = firewall_sort},
    {N_("Fold group"),
     N_("Shows the rules of a group as one line, or all of them again."),
     {'z', KEYS_CTRL_F(9)},
     MENU_VIEW,
     .enabled = in_group,
     .reason = N_("The cursor is on no rule that is in a group."),
     .run = fold},
    {N_("Details"), N_("Opens or closes the pane below the list."), {'i', KEYS_CTRL_F(2)}, MENU_VIEW, .run = details},
};

const struct action_table firewall_actions = {actions, ARRAY_SIZE(actions)};
