/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/action.h"

#include "base/i18n.h"
#include "ui/apply.h"
#include "ui/check.h"
#include "ui/documents.h"
#include "ui/help.h"
#include "ui/main_screen.h"
#include "ui/menu_bar.h"
#include "ui/presets_page.h"
#include "ui/print.h"
#include "ui/settings.h"

static void quit(struct editor *editor)
{
	loop_quit(editor->loop);
}

static void keys(struct editor *editor)
{
	editor->function_keys = !editor->function_keys;
}

static void mouse(struct editor *editor)
{
	terminal_set_mouse(editor->terminal, !terminal_has_mouse(editor->terminal));
	editor_say(editor, "%s",
		   terminal_has_mouse(editor->terminal) ? _("The mouse clicks. Shift and drag selects text.")
							: _("The mouse selects text, as in other programs."));
}

static bool waits(const struct editor *editor)
{
	return editor->status.known && editor->status.deploy.pending;
}

static void keep(struct editor *editor)
{
	apply_ask_to_keep(editor);
}

static void next_view(struct editor *editor)
{
	editor->view = main_views[editor->view + 1] ? editor->view + 1 : 0;
}

static void help(struct editor *editor)
{
	help_show_actions(editor, main_views[editor->view]->actions);
}

static const struct ui_action actions[] = {
    {N_("Undo"),
     N_("Takes the last edit back."),
     {'u', KEYS_F(11)},
     MENU_EDIT,
     .changes = true,
     .bar = 2,
     .run = editor_undo},
    {N_("Presets"),
     N_("Makes ready rules: mail programs, web, DNS and others, all in one step."),
     {'p', KEYS_F(5)},
     MENU_POLICY,
     .changes = true,
     .bar = 3,
     .run = presets_choose},
    {N_("Apply"),
     N_("Shows what would change, and makes the kernel hold it; taken back unless you keep it."),
     {'A', KEYS_F(9)},
     MENU_POLICY,
     .changes = true,
     .bar = 1,
     .run = apply_open},
    {N_("Keep"),
     N_("Answers whether the rules that wait to be kept stay."),
     {'y', KEYS_SHIFT_F(9)},
     MENU_POLICY,
     .changes = true,
     .enabled = waits,
     .reason = N_("Nothing waits to be kept."),
     .run = keep},
    {N_("Import"),
     N_("Reads a policy document from a file, shows what it changes, and makes it the draft."),
     {'I', KEYS_CTRL_SHIFT_F(5)},
     MENU_POLICY,
     .changes = true,
     .run = import_open},
    {N_("Export"),
     N_("Writes the policy to a file: JSON, CSV, Markdown or nft."),
     {'W', KEYS_CTRL_SHIFT_F(6)},
     MENU_POLICY,
     .run = export_open},
    {N_("Check"),
     N_("Lists the errors and what is worth a look; Enter goes to the rule and field."),
     {'C', KEYS_CTRL_SHIFT_F(7)},
     MENU_POLICY,
     .run = check_open},
    {N_("Menu"),
     N_("Opens the menus: everything that can be done, to be chosen with the arrow keys."),
     {'M', KEYS_F(12)},
     MENU_HELP,
     .bar = 1,
     .run = menu_bar_open},
    {N_("Help"),
     N_("Shows everything that can be done here, to search in."),
     {KEYS_F(1), '?'},
     MENU_HELP,
     .bar = 1,
     .run = help},
    {N_("Settings"),
     N_("Opens the defaults and what else holds for the whole policy."),
     {'S', KEYS_F(2)},
     MENU_POLICY,
     .run = settings_open},
    {N_("Print"),
     N_("Writes plain text on the normal screen, to be selected, and scrolled back to."),
     {'P', KEYS_CTRL_F(12)},
     MENU_POLICY,
     .run = print_open},
    {N_("Quit"),
     N_("Leaves the editor; everything is stored already."),
     {'q', KEYS_F(10)},
     MENU_POLICY,
     .bar = 1,
     .run = quit},
    {N_("Redo"),
     N_("Does again what was undone."),
     {KEYS_CTRL('R'), 'U', KEYS_SHIFT_F(11)},
     MENU_EDIT,
     .changes = true,
     .run = editor_redo},
    {N_("Next tab"),
     N_("Goes to the next of the tabs at the top; Alt-1 to Alt-3 go there directly."),
     {KEYS_TAB, KEYS_SHIFT_F(2)},
     MENU_VIEW,
     .run = next_view},
    {N_("Keys"),
     N_("Shows letters or function keys in the bar below."),
     {'=', KEYS_SHIFT_F(1)},
     MENU_HELP,
     .run = keys},
    {N_("Mouse"),
     N_("Leaves the mouse to the terminal, to select and copy text, or takes it back."),
     {KEYS_CTRL('O'), '!', KEYS_SHIFT_F(12)},
     MENU_VIEW,
     .run = mouse},
};

const struct action_table main_actions = {actions, ARRAY_SIZE(actions)};
