/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ui/widget/guide.h"

#include "base/i18n.h"
#include "ui/widget/key.h"

const struct guide_key guide_text_keys[] = {
    {{KEYS_CTRL('U'), KEYS_CTRL('K')}, NULL, N_("Deletes all before the cursor, or all behind it.")},
    {{KEYS_CTRL('W')}, NULL, N_("Deletes the word before the cursor.")},
    {{KEYS_HOME, KEYS_CTRL('A')}, NULL, N_("Goes to the beginning of the text.")},
    {{KEYS_END, KEYS_CTRL('E')}, NULL, N_("Goes to the end of the text.")},
    {{KEYS_CTRL_LEFT, KEYS_CTRL_RIGHT}, NULL, N_("Goes on by a word.")},
    {{0}, NULL, NULL}};

const struct guide_key guide_combo_keys[] = {
    {{KEYS_F(4), KEYS_ALT | KEYS_DOWN}, N_("Choose"), N_("Shows what there is to choose from.")}, {{0}, NULL, NULL}};

const struct guide_key guide_radio_keys[] = {{{KEYS_RIGHT, KEYS_LEFT, KEYS_SPACE}, NULL, N_("Chooses another one.")},
					     {{0}, NULL, NULL}};

const struct guide_key guide_check_keys[] = {{{KEYS_SPACE}, NULL, N_("Sets the mark or takes it away.")},
					     {{0}, NULL, NULL}};

const struct guide_key guide_list_keys[] = {
    {{KEYS_F(4)}, N_("Choose"), N_("Shows what there is to choose from.")},
    {{KEYS_SPACE, KEYS_RIGHT, KEYS_LEFT}, NULL, N_("Chooses between all and these.")},
    {{KEYS_ENTER}, NULL, N_("Adds what was typed, or edits the item.")},
    {{KEYS_DELETE, 'd'}, NULL, N_("Removes the item under the cursor.")},
    {{0}, NULL, NULL}};

const struct guide_key guide_table_keys[] = {
    {{KEYS_DOWN, KEYS_UP}, NULL, N_("Goes to the next line, or to the one before.")},
    {{KEYS_PAGE_DOWN, KEYS_PAGE_UP}, NULL, N_("Goes on by a page.")},
    {{KEYS_ENTER}, N_("Choose"), N_("Takes the line under the cursor.")},
    {{0}, NULL, NULL}};

const struct guide_key guide_mark_keys[] = {
    {{KEYS_INSERT, KEYS_SPACE}, N_("Mark"), N_("Marks the line: several are taken at once.")}, {{0}, NULL, NULL}};

const struct guide_key guide_view_keys[] = {{{KEYS_PAGE_DOWN, KEYS_PAGE_UP}, NULL, N_("Scrolls the text.")},
					    {{0}, NULL, NULL}};

const struct guide_key guide_week_keys[] = {
    {{KEYS_SPACE}, N_("Mark"), N_("Marks the half hour, or takes the mark away.")},
    {{KEYS_SHIFT_RIGHT, KEYS_SHIFT_LEFT, KEYS_SHIFT_DOWN, KEYS_SHIFT_UP}, NULL, N_("Goes on marking.")},
    {{'w'}, N_("Weekdays"), N_("Marks the days from Monday to Friday, or none of them.")},
    {{'e'}, N_("Weekend"), N_("Marks Saturday and Sunday, or none of them.")},
    {{'a'}, NULL, N_("Marks all the week.")},
    {{'c'}, N_("None"), N_("Takes all marks away.")},
    {{0}, NULL, NULL}};

const struct guide_key guide_picker_keys[] = {{{KEYS_ESC}, NULL, N_("Shows all again, or leaves when all is shown.")},
					      {{0}, NULL, NULL}};

const struct guide_key guide_pick_keys[] = {{{KEYS_F(4)}, N_("Choose"), N_("Shows what there is to choose from.")},
					    {{0}, NULL, NULL}};

const struct guide_key guide_tab_keys[] = {
    {{KEYS_CTRL_PAGE_DOWN, KEYS_CTRL_PAGE_UP}, N_("Tab"), N_("Opens the next tab, or the one before.")},
    {{KEYS_ALT | '1'}, NULL, N_("Opens the first tab, Alt-2 the second, and so on.")},
    {{0}, NULL, NULL}};

const struct guide_key guide_dialog_keys[] = {
    {{KEYS_TAB, KEYS_BACK_TAB}, N_("Next"), N_("Goes to the next field or button, or back.")},
    {{KEYS_F(1)}, N_("Help"), N_("Shows this.")},
    {{0}, NULL, NULL}};
